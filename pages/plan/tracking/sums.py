"""Sums of the tracking: totals, pace, and by pillar, funding, year and funder."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from components.figures import palette
from components.figures.bars import bars
from components.figures.blocks import Figure, Number, Table, View
from data.french.formats import NARROW_SPACE, count, is_unknown, keur, number, share
from data.indicators import tracking
from data.journal.folds.rows import each
from pages.plan.tracking import charts, filters
from pages.plan.tracking import words as sentences
from pages.plan.tracking.frames import Frames, day_of, kept, scope, typed, untyped
from pages.plan.words import PILLAR_NAMES, UNFUNDED

# Three bars a group: more groups can't be read from the third row.
PROJECTED_GROUPS = 5
OTHERS = "Autres, ensemble"
_COLORS = dict(zip(sentences.FIELD_WORDS.values(), palette.TRACKING.values(), strict=True))
HOW_IT_ADDS = (
    "Une case vide n’est jamais un zéro : elle n’entre dans aucune somme, et chaque total dit combien "
    "d’actions y contribuent. Un montant se saisit sans détail ou par financeur, jamais les deux ; si "
    "une annulation ramène les deux, seules les lignes par financeur comptent."
)
HOW_RATES = (
    f"Taux d’engagement{NARROW_SPACE}= engagé ÷ coût au planning ; taux de paiement{NARROW_SPACE}= payé ÷ "
    "même coût, toutes années ensemble, sur les seules actions où le montant est renseigné et dont le coût "
    f"au planning n’est pas 0 (un coût au planning à 0 ne divise rien). Temps écoulé{NARROW_SPACE}= part des "
    f"{number(1461)} jours de 2024 à 2027 passés à cette date."
)
INFERRED = "Le rattachement des actions aux piliers est déduit : le planning n’a pas cette colonne."


def totals(view: View, *frames: pd.DataFrame) -> Figure | None:
    """Planned, committed and paid, each with the number of actions that make it; a room is not shown what is
    still to be typed.
    """
    found = kept(view, frames)
    rows = tracking.totals(found.amounts)
    if untyped(frames) or found.sheet.empty or (view.projection and not rows["actions"].any()):
        return None
    title = sentences.totals_title(rows, found.n)
    if view.projection:
        rows = rows[rows["actions"] > 0]
    return Figure(
        title=title,
        subtitle=f"Montants saisis, en k€{scope(view, frames)}",
        numbers=tuple(
            Number(
                keur(row.keur) if row.actions else sentences.DASH,
                sentences.FIELD_WORDS[row.field],
                ("" if row.actions else f"{sentences.NOT_TYPED} · ")
                + sentences.contributors(row.actions, found.n),
            )
            for row in each(rows)
        ),
        evidence=typed(frames),
        explanation=HOW_IT_ADDS,
    )


def pace(view: View, *frames: pd.DataFrame) -> Figure | None:
    """Commitment and payment rates, against cost and against the time elapsed."""
    found = kept(view, frames)
    rows = tracking.rates(found.amounts, found.sheet)
    if rows["share"].isna().all():
        return None
    elapsed = tracking.elapsed_share(day_of(frames))
    excluded = int(rows["at_zero"].max())
    return Figure(
        title=sentences.rates_title(rows, elapsed),
        subtitle="Part du coût au planning engagée et payée, au regard du temps écoulé de 2024 à 2027"
        + scope(view, frames),
        chart=charts.rates(rows, elapsed),
        alt="Barres des taux d’engagement et de paiement. "
        + " ".join(
            f"{sentences.FIELD_WORDS[row.field]} : {share(row.share, none=sentences.NOT_TYPED)}."
            for row in each(rows)
        )
        + f" Temps écoulé : {share(elapsed)}.",
        table=Table(
            pd.DataFrame(
                {
                    "Montant": rows["field"].map(sentences.FIELD_WORDS),
                    "Somme": rows["keur"].where(rows["actions"] > 0),
                    "Coût au planning des mêmes actions": rows["cost_keur"].where(rows["actions"] > 0),
                    "Taux": rows["share"],
                    "Actions": rows["actions"],
                }
            ),
            {
                "Somme": "keur",
                "Coût au planning des mêmes actions": "keur",
                "Taux": "share",
                "Actions": "number",
            },
            missing=sentences.NOT_TYPED,
        ),
        evidence=typed(frames),
        caution=f"{count(excluded, 'action')} à {keur(0)} (imprimé) hors du taux." if excluded else "",
        explanation=HOW_RATES,
    )


def by_pillar(view: View, *frames: pd.DataFrame) -> Figure | None:
    found = kept(view, frames)
    by = found.amounts["action_id"].map(found.sheet.set_index("action_id")["pillar_id"]).map(PILLAR_NAMES)
    figure = _sums(view, frames, found, by, list(PILLAR_NAMES.values()), ("Pilier", "par pilier", "pilier"))
    if figure is None:
        return None
    return replace(figure, caution=" ".join(part for part in (figure.caution, INFERRED) if part))


def by_funding(view: View, *frames: pd.DataFrame) -> Figure | None:
    found = kept(view, frames)
    labels = found.sheet.set_index("action_id")["funding_label"].fillna(UNFUNDED)
    groups = sorted(dict.fromkeys(labels), key=lambda label: label == UNFUNDED)
    by = found.amounts["action_id"].map(labels)
    return _sums(
        view,
        frames,
        found,
        by,
        groups,
        ("Financement indiqué", "par financement indiqué", "financement"),
    )


def by_year(view: View, *frames: pd.DataFrame) -> Figure | None:
    found = kept(view, frames)
    by = found.amounts["year"].astype("int64").astype("str")
    return _sums(
        view,
        frames,
        found,
        by,
        list(map(str, tracking.YEARS)),
        ("Année", "par année", "année"),
        ranked=False,
    )


def by_funder(view: View, *frames: pd.DataFrame) -> Figure | None:
    """What was typed by funder; None until somebody did."""
    found = kept(view, frames)
    by = found.amounts["funder"].fillna(sentences.UNDIVIDED)
    if found.amounts["funder"].isna().all():
        return None
    groups = sorted(dict.fromkeys(by), key=lambda name: name == sentences.UNDIVIDED)
    return _sums(view, frames, found, by, groups, ("Financeur saisi", "par financeur saisi", "financeur"))


def _sums(
    view: View,
    frames: Frames,
    found: filters.Kept,
    by: pd.Series,
    groups: list[str],
    words: tuple[str, str, str],
    *,
    ranked: bool = True,
) -> Figure | None:
    if found.amounts.empty:
        return None
    header, what, noun = words
    rows = tracking.sums(found.amounts, by, groups)
    contributors = rows.groupby("group", sort=False)["actions"].sum()
    shown = [group for group in groups if contributors[group] > 0]
    if ranked:
        weight = rows.groupby("group")["keur"].max()
        shown = sorted(shown, key=lambda group: -float(weight[group]))
    title = sentences.group_title(rows, what)
    if view.projection and len(shown) > PROJECTED_GROUPS:
        first = shown[: PROJECTED_GROUPS - 1]
        rows = tracking.sums(found.amounts, by.where(by.isin(first), OTHERS), [*first, OTHERS])
        shown = [*first, OTHERS]
    rows = rows.set_index("group").loc[shown].reset_index()
    wide = rows.pivot(index="group", columns="field", values="keur").loc[shown]
    contributing = rows.pivot(index="group", columns="field", values="actions").loc[shown]
    columns: dict[str, object] = {header: shown}
    for field, word in sentences.FIELD_WORDS.items():
        columns[word] = wide[field].tolist()
        columns[f"Actions ({word.lower()})"] = contributing[field].tolist()
    blank = len(groups) - int((contributors > 0).sum())
    return bars(
        rows.assign(
            word=rows["field"].map(sentences.FIELD_WORDS),
            text=[
                sentences.NOT_TYPED
                if is_unknown(row.keur)
                else f"{keur(row.keur)} · {count(row.actions, 'action')}"
                for row in each(rows)
            ],
        ),
        label="group",
        value="keur",
        series="word",
        unit="keur",
        text="text",
        colors=_COLORS,
        named=True,
        missing=sentences.NOT_TYPED,
        opening=f"Barres {what}.",
    ).figure(
        title,
        subtitle=f"Prévu, engagé et payé {what}, en k€, et actions qui y contribuent{scope(view, frames)}",
        table=Table(
            pd.DataFrame(columns),
            dict.fromkeys(sentences.FIELD_WORDS.values(), "keur")
            | {name: "number" for name in columns if name.startswith("Actions (")},
            missing=sentences.NOT_TYPED,
        ),
        evidence=typed(frames),
        caution=f"{count(blank, noun)} sans aucun montant renseigné."
        if blank and not view.projection
        else "",
        explanation=HOW_IT_ADDS,
    )

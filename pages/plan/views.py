"""The contents of « Schéma »: stakes and infrastructure, totals, pillars, funding, key actions, the list."""

from __future__ import annotations

import pandas as pd

from components.figures import attached, facts
from components.figures.blocks import Block, Figure, Gap, Table, View
from components.figures.evidence import cite
from components.figures.pages import Contents, PageView
from data.french.formats import count, keur, share
from data.indicators import plan as indicators
from data.indicators import tracking
from pages.plan import actions, attachments, charts, marks, sheet, totals
from pages.plan import context as plan_context
from pages.plan import pillars as plan_pillars
from pages.plan import words as sentences
from pages.plan.tracking import desk, figures, filters, past
from pages.plan.tracking import words as tracked
from pages.plan.tracking.frames import READS, kept
from pages.plan.words import INFERRED
from pages.registry import PAGES

# The costliest actions projected one by one; the others make one bar, or the chart is unreadable.
PROJECTED_ALONE = 6
# On the laptop those of the title are enough: the list of all is the next view.
SHOWN_ALONE = 2
FUNDING_WORD = (
    "La colonne du planning s’intitule « Financement » : financement indiqué, sans dire s’il est obtenu."
)
TERMS = ("CCT", "CTM", "FEDER", "France 2030", "FSE", "INTERREG", "MIE")


def headline(view: View, *frames: pd.DataFrame) -> list[str]:
    """``frames``: those of the tracking, then the tags."""
    here = attachments.under(view, frames[0], frames[-1])
    if here.filtered:
        return [sentences.attached_line(attachments.base(view, here), here)]
    found = kept(View(view.page), frames[:-1])
    return sentences.headline(
        frames[0], tracked.where_it_stands(tracking.totals(found.amounts), int(found.sheet["entered"].sum()))
    )


def scope(view: View, actions: pd.DataFrame, figures: pd.DataFrame, tags: pd.DataFrame) -> list[str]:
    found = attachments.under(view, actions, tags)
    period = facts.pick(figures, "schema-period").iloc[0]
    return [
        f"Schéma numérique {int(period['value_low'])}-{int(period['value_high'])}",
        f"document de {int(period['year'])}",
        f"n = {count(len(found.kept), 'action')}" + (f" sur {found.total}" if found.filtered else ""),
    ]


def by_pillar(view: View, actions: pd.DataFrame, pillars: pd.DataFrame, tags: pd.DataFrame) -> Figure | None:
    found = attachments.under(view, actions, tags)
    if found.kept.empty:
        return None
    rows = indicators.by_pillar(found.kept, pillars)
    return charts.by_pillar(rows).figure(
        sentences.pillars_title(rows),
        subtitle=f"Coût par pilier, en k€, et part du total{_rounded(rows)} ; "
        + attachments.base(view, found),
        # The table of the source has no column for pillars: sums by pillar rest on a deduction.
        evidence=cite(view, found.kept.assign(certainty="inferred")),
        **_aside(view, INFERRED),
    )


def by_funding(view: View, actions: pd.DataFrame, tags: pd.DataFrame) -> Figure | None:
    found = attachments.under(view, actions, tags)
    if found.kept.empty:
        return None
    rows = indicators.by_funding(found.kept)
    of_which = f" ; {attachments.base(view, found)}" if found.filtered else ""
    return charts.by_funding(rows).figure(
        sentences.funding_title(rows),
        subtitle=f"Coût par financement indiqué, en k€, et part du total{_rounded(rows)}{of_which}",
        evidence=cite(view, found.kept.assign(certainty="computed")),
        **_aside(
            view,
            FUNDING_WORD,
            "Un libellé à plusieurs financeurs (« MIE/FEDER/INTERREG », « CTM /Etat ») reste "
            "entier : la source ne dit pas comment le coût se répartit entre eux.",
        ),
    )


def key_actions(view: View, keys: pd.DataFrame, actions: pd.DataFrame) -> Figure:
    rows = indicators.key_actions(keys, actions)
    lines = rows[rows["cost_keur"].notna()]
    total = indicators.total_keur(actions)
    return charts.key_actions(rows).figure(
        sentences.key_actions_title(rows),
        subtitle="Actions clés de la mandature : coût, en k€, et financement indiqué",
        table=Table(
            pd.DataFrame(
                {
                    "Action clé": rows["name"],
                    "Coût au planning": rows["cost_keur"],
                    "Financement indiqué": rows["funding_label"]
                    .fillna("non indiqué")
                    .where(rows["cost_keur"].notna(), "sans ligne au planning"),
                }
            ),
            {"Coût au planning": "keur"},
            missing="sans ligne au planning",
        ),
        # Which actions are key is one slide; what they cost is the planning, another.
        # Their sum is nobody's figure but ours.
        # An action has one name, the planning's: the words of the slide are one click away.
        evidence=cite(view, rows, wording="\n".join(rows["label"]))
        + cite(view, actions[actions["action_id"].isin(lines["action_id"])].assign(certainty="computed")),
        **_aside(
            view,
            f"Les {count(len(lines), 'action clé', 'actions clés')} avec un coût font "
            f"{share(lines['cost_keur'].sum() / total, decimals=0)} des {keur(total)} du planning."
            if total
            else "",
            sentences.other_names(rows),
        ),
    )


def concentration(view: View, actions: pd.DataFrame) -> Figure:
    rows = indicators.ranked(actions)
    group = sentences.leading_few(rows)
    alone = PROJECTED_ALONE if view.projection else SHOWN_ALONE if group is None else len(group)
    first, others = indicators.first_and_others(rows, alone)
    rest = (
        f"Les {count(len(others), 'autre action', 'autres actions')} sont réunies : "
        f"{keur(indicators.total_keur(others))}. "
        if len(others)
        else ""
    )
    return charts.concentration(
        first, others, highlighted=() if group is None else tuple(group["action_id"])
    ).figure(
        sentences.concentration_title(rows),
        subtitle=f"Coût par action, en k€, et part du total{_rounded(rows)} ; {_base(actions)}",
        table=Table(
            rows[["action_id", "action", "cost_keur", "share"]].rename(
                columns={
                    "action_id": "N°",
                    "action": "Action",
                    "cost_keur": "Coût au planning",
                    "share": "Part du total",
                }
            ),
            {"Coût au planning": "keur", "Part du total": "share"},
        ),
        evidence=cite(view, actions.assign(certainty="computed")),
        explanation=f"{rest}Le groupe mis en avant est le plus petit ensemble d’actions, prises de la plus "
        "chère à la moins chère, qui dépasse la moitié du total ; deux coûts égaux n’y sont jamais "
        "séparés.",
    )


def calendar(view: View, slides: pd.DataFrame) -> Gap:
    """The bars of the planning exist only as a picture: no chart, who holds them, how to load them."""
    rows = slides[
        (slides["page"] == "schema")
        & (slides["state"] == "picture-only")
        & (slides["title"] == "Planning global des actions")
    ]
    return Gap(
        "Calendrier 2024-2027 des actions",
        reason="Donnée non disponible dans le document source : "
        "les barres du calendrier n’y existent qu’en image.",
        holder=" et ".join(dict.fromkeys(rows["holder"].dropna())) or "non précisé par la source",
        how="À lui demander : la date de début et la date de fin de chaque action.",
    )


def _rounded(rows: pd.DataFrame) -> str:
    """« (arrondie) » when the parts as written do not make 100 %; of a total of 0 there is no part."""
    if rows["share"].isna().any():
        return ""
    places = sentences.decimals(rows)
    written = sum(round(100 * float(part), places) for part in rows["share"])
    return "" if abs(written - 100) < 1e-6 else " (arrondie)"


def _aside(view: View, first: str, *rest: str) -> dict[str, str]:
    """What a reader is to know beside a figure: at one click on the laptop, on the screen of a room."""
    return {"caution": first if view.projection else "", "explanation": " ".join((first, *rest))}


def _base(actions: pd.DataFrame) -> str:
    """Of how many actions."""
    return f"n = {count(len(actions), 'action')}"


CONTENTS = Contents(
    PAGES["schema"],
    (
        PageView(
            "budget",
            (
                attachments.block("schema-rattachements"),
                Block(
                    "schema-totaux",
                    "Totaux",
                    totals.totals,
                    ("key_figures", *READS),
                    width="strip",
                    follows=(),
                ),
                attached.block(
                    attachments.SUBJECT,
                    "schema-piliers",
                    "Par pilier",
                    by_pillar,
                    ("schema_actions", "schema_pillars", "tags"),
                    width="half",
                    heading="Coût par pilier, en k€",
                    draw=marks.pillar_bars,
                ),
                attached.block(
                    attachments.SUBJECT,
                    "schema-financements",
                    "Par financement indiqué",
                    by_funding,
                    ("schema_actions", "tags"),
                    width="half",
                    heading="Coût par financement indiqué, en k€",
                    terms=TERMS,
                    draw=marks.funding_bars,
                ),
                Block(
                    "schema-actions-cles",
                    "Actions clés de la mandature",
                    key_actions,
                    ("schema_key_actions", "schema_actions"),
                    width="half",
                    follows=(),
                    terms=("AAP TID", "Télécentre"),
                ),
                Block(
                    "schema-concentration",
                    "Concentration",
                    concentration,
                    ("schema_actions",),
                    width="half",
                    follows=(),
                    terms=("AAP TID",),
                ),
            ),
            parameters=actions.CHOICES,
        ),
        PageView(
            "actions",
            (attachments.block("schema-rattachees"), actions.block(marks.action_rows)),
            draw=desk.draw_sheet,
            parameters=desk.PARAMETERS,
            unprojected=f"La salle lit une liste d’une à {actions.PROJECTED_ROWS} actions : les choisir par "
            "« Filtrer ».",
        ),
        PageView(
            "suivi",
            figures.BLOCKS,
            (past.AT, *filters.CHOICES),
            draw=desk.draw,
            unprojected="Aucune saisie de suivi à projeter avec ces choix.",
        ),
        PageView("saisir", draw=desk.draw_writing, project=desk.screens),
        PageView("piliers", (plan_pillars.FIVE, *plan_pillars.BLOCKS)),
        PageView(
            "contexte",
            (
                *plan_context.BLOCKS,
                Block("schema-calendrier", "Calendrier 2024-2027", calendar, ("slides",), follows=()),
            ),
        ),
    ),
    headline=headline,
    headline_datasets=(*READS, "tags"),
    headline_follows=attached.FOLLOWS,
    scope=scope,
    scope_datasets=("schema_actions", "key_figures", "tags"),
    sheets=sheet.documents,
)

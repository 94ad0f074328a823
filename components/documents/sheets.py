"""One-page sheets: a territory, and an action of the Schéma. What they say, then their PDF.

Every sheet restates the filters in force, and says what its sources do not say at that scale.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from components.documents import pdf
from components.documents.cover import Cover
from components.documents.text import one_line, sources_line
from components.figures.blocks import Evidence, Number, Table, View, source_lines
from components.figures.evidence import cite
from components.site import PAGES
from data.french.formats import count, day, is_unknown, keur, number, share
from data.indicators import plan, recruitment, training
from pages.skills import words as recruitment_words
from pages.training import words as training_words

DATASETS_OF_TERRITORY = ("communes", "training_offers", "recruitment")
DATASETS_OF_ACTION = ("schema_actions", "schema_pillars", "schema_key_actions")
NO_TRACKING = "Aucun suivi saisi."


@dataclass(frozen=True)
class Section:
    """One heading of a sheet, with sentences, a list, a table and a note, each optional."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    table: Table | None = None
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet: what it is about, its large figures, its columns of sections, its sources."""

    kind: str
    title: str
    perimeter: str
    numbers: tuple[Number, ...]
    columns: tuple[tuple[Section, ...], ...]
    evidence: tuple[Evidence, ...] = ()


def territory(view: View, communes: pd.DataFrame, offers: pd.DataFrame, cells: pd.DataFrame) -> Sheet:
    """The sheet of the place and domain in force: its communes, its training offers, its recruitment.

    ``communes``, ``offers`` (``training_offers``) and ``cells`` (``recruitment``) are whole datasets.
    """
    places = communes
    if view.territory:
        places = places[places["territory"] == view.territory]
    if view.commune_code:
        places = places[places["commune_code"] == view.commune_code]
    read = training.select(
        offers, communes,
        territory=view.territory, commune_code=view.commune_code, domain_id=view.domain_id,
    )  # fmt: skip
    here = recruitment.of_view(cells, view.territory, view.domain_id)
    last = recruitment.years(cells)[-1]
    total = recruitment.totals(here, last)
    basins = f"bassins d’emploi, {view.territory}" if view.territory else "tous les bassins d’emploi"
    years = ", ".join(str(year) for year in sorted(places["population_year"].dropna().unique()))
    core = int((read["scope"] == "core").sum())
    numbers = (
        Number(number(places["population"].sum()), "habitants", f"population municipale {years}"),
        Number(number(len(places)), "commune" if len(places) == 1 else "communes"),
        Number(
            number(len(read)) if len(read) else "aucune",
            "offre lue" if len(read) <= 1 else "offres lues",
            f"dont {number(core)} au cœur du numérique" if len(read) else "",
        ),
        Number(
            recruitment_words.cell(total),
            f"projets de recrutement {last}",
            f"plancher publié et fourchette · {basins}",
        ),
    )
    return Sheet(
        kind="Fiche d’un territoire",
        title=view.place,
        perimeter=f"Périmètre\u202f: {view.place} · {view.domain or 'tous les domaines'}",
        numbers=numbers,
        columns=(
            (_places(places, view), _recruitment(here, last, view), _not_by_territory()),
            (_offers(read),),
        ),
        evidence=_merged(cite(view, places), cite(view, read), cite(view, here)),
    )


def _places(places: pd.DataFrame, view: View) -> Section:
    names = ", ".join(places["commune"])
    epci = ", ".join(dict.fromkeys(places["epci"]))
    return Section(
        "Commune" if view.commune else "Communes", (names,), note=f"Intercommunalité\u202f: {epci}."
    )


def _offers(read: pd.DataFrame) -> Section:
    shown = pd.DataFrame(
        {
            "Formation": read["title"],
            "Organisme": read["organisation"],
            "Niveau": read["level_label"],
            "Commune": read["commune"],
        }
    )
    note = f"{training_words.INITIAL_ONLY} {training_words.NOT_PROOF}"
    if shown.empty:
        return Section("Formations", ("Aucune offre lue pour ces filtres.",), note=note)
    return Section("Formations lues", table=Table(shown.sort_values(["Commune", "Organisme"])), note=note)


def _recruitment(here: pd.DataFrame, last: int, view: View) -> Section:
    rows = here[here["year"] == last].sort_values("projects", ascending=False)
    note = (
        "Source BMO, par bassin d’emploi (pas par commune ni par EPCI). Une case secrète vaut 1 à 4 (déduit)."
    )
    if rows.empty:
        words = f"Aucun métier suivi n’est cité en {last} pour ces filtres\u202f: ce n’est pas zéro."
        return Section(f"Projets de recrutement {last}", (words,), note=note)
    shown = pd.DataFrame(
        {
            "Métier": rows["occupation"],
            "Bassin": rows["basin"].str.removeprefix("Martinique "),
            "Projets": rows["projects"],
            "Jugés difficiles": rows["hard_to_fill"],
        }
    )
    table = Table(shown, {"Projets": "number", "Jugés difficiles": "number"}, missing="secret")
    return Section(f"Projets de recrutement {last}", table=table, note=note)


def _not_by_territory() -> Section:
    """What the sheet cannot say, with the reasons that the pages themselves give."""
    said = [
        f"{page.title}\u202f: {page.refusals['territoire']}"
        for page in PAGES.values()
        if "territoire" in page.refusals and page.name not in ("seance", "donnees")
    ]
    return Section("Ce qui n’est pas décliné par territoire", bullets=tuple(said))


def action(
    view: View,
    action_id: str,
    actions: pd.DataFrame,
    pillars: pd.DataFrame,
    keys: pd.DataFrame,
    budget: pd.DataFrame | None = None,
    progress: pd.DataFrame | None = None,
) -> Sheet:
    """The sheet of one action of the Schéma: cost, funding, its pillar, and what was typed about it.

    ``actions``, ``pillars`` and ``keys`` are ``schema_actions``, ``schema_pillars``, ``schema_key_actions``;
    ``budget`` and ``progress`` the folds of the journal (None or empty: nothing was typed).
    Raises ``KeyError`` for an action that the planning does not have.
    """
    found = actions[actions["action_id"] == action_id]
    if found.empty:
        raise KeyError(action_id)
    row = found.iloc[0]
    pillar = pillars[pillars["pillar_id"] == row["pillar_id"]].iloc[0]
    siblings = actions[actions["pillar_id"] == row["pillar_id"]]
    total, cost = plan.total_keur(actions), int(row["cost_keur"])
    part = f"{share(cost / total)} des {keur(total)} du planning" if cost and total else "coût imprimé à 0"
    numbers = (
        Number(keur(cost), "coût imprimé", part),
        Number(
            "non indiqué" if is_unknown(row["funding_label"]) else str(row["funding_label"]),
            "financement indiqué",
            "libellé tel qu’imprimé",
        ),
        Number(
            "oui" if action_id in set(keys["action_id"].dropna()) else "non", "action clé de la mandature"
        ),
    )
    named = [Section("Précision de lecture", (str(row["note"]),))] if not is_unknown(row["note"]) else []
    others = tuple(
        f"{other['action']} ({keur(other['cost_keur'])})"
        for _, other in siblings.iterrows()
        if other["action_id"] != action_id
    )
    return Sheet(
        kind=f"Fiche d’une action du Schéma numérique · {action_id}",
        title=str(row["action"]),
        perimeter=f"Martinique · pilier\u202f: {pillar['pillar']} (rattachement déduit)",
        numbers=numbers,
        columns=(
            (
                Section("Contexte du pilier", (str(pillar["context"]),)),
                Section("Besoins", bullets=tuple(map(str, pillar["needs"]))),
                Section("Objectifs et enjeux", (str(pillar["objectives"]),)),
            ),
            (
                _progress(action_id, progress),
                _budget(action_id, budget),
                *named,
                Section(
                    f"Les autres actions du pilier ({count(len(siblings), 'action')} en tout)", bullets=others
                ),
            ),
        ),
        evidence=_merged(cite(view, found), cite(view, pillars[pillars["pillar_id"] == row["pillar_id"]])),
    )


def _progress(action_id: str, progress: pd.DataFrame | None) -> Section:
    rows = None if progress is None else progress[progress["action_id"] == action_id]
    if rows is None or rows.empty:
        return Section("Avancement", (NO_TRACKING,))
    row = rows.iloc[0]
    confidence = _typed(row["confidence"])
    if confidence and not pd.isna(row["stated_on"]):
        confidence += f", selon {_typed(row['stated_by'])}, le {day(pd.Timestamp(row['stated_on']).date())}"
    said = {
        "État": _typed(row["status"]),
        "Avancement": "" if is_unknown(row["percent"]) else share(row["percent"] / 100),
        "Confiance": confidence,
        "Responsable": _typed(row["owner"]),
        "Commentaire": _typed(row["comment"]),
    }
    return Section(
        "Avancement", bullets=tuple(f"{k}\u202f: {v or 'non renseigné'}" for k, v in said.items()),
        note="Saisi en réunion, hors documents sources.",
    )  # fmt: skip


def _budget(action_id: str, budget: pd.DataFrame | None) -> Section:
    rows = None if budget is None else budget[budget["action_id"] == action_id]
    if rows is None or rows.empty:
        return Section("Suivi budgétaire", (NO_TRACKING,))
    shown = pd.DataFrame(
        {
            "Année": rows["year"].astype(str),
            "Financeur": [_typed(name) or "non réparti" for name in rows["funder"]],
            "Prévu": rows["planned_keur"],
            "Engagé": rows["committed_keur"],
            "Payé": rows["paid_keur"],
        }
    )
    formats = dict.fromkeys(("Prévu", "Engagé", "Payé"), "keur")
    note = "Saisi en réunion, hors documents sources. Le coût imprimé ne change pas."
    return Section("Suivi budgétaire", table=Table(shown, formats, missing="non renseigné"), note=note)


def sheet_pdf(sheet: Sheet, cover: Cover) -> bytes:
    """The sheet on one landscape page, with the partners' logos."""
    with tempfile.TemporaryDirectory(prefix="cep-pdf-") as name:
        folder = Path(name)
        data: dict[str, Any] = {
            "kind": one_line(sheet.kind),
            "title": one_line(sheet.title),
            "perimeter": one_line(sheet.perimeter),
            "numbers": [
                {key: one_line(getattr(item, key)) for key in ("value", "label", "detail")}
                for item in sheet.numbers
            ],
            "columns": [[_section(section) for section in column] for column in sheet.columns],
            "foot": [sources_line(source_lines(sheet.evidence)), *map(one_line, cover.problems)],
            "footer": one_line(" · ".join((cover.title, *cover.lines))),
            "logos": pdf.logo_files(cover.logos, folder),
        }
        return pdf.compiled("fiche.typ", data, folder)


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": one_line(section.heading),
        "paragraphs": [one_line(words) for words in section.paragraphs],
        "bullets": [one_line(words) for words in section.bullets],
        "table": pdf.as_cells(section.table) if section.table is not None else None,
        "note": one_line(section.note),
    }


def _merged(*cited: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(item for group in cited for item in group))


def _typed(value: object) -> str:
    return "" if is_unknown(value) else str(value)

"""« Compétences », its first figures: projects, those judged hard to fill, tension, skills asked for."""

from __future__ import annotations

import pandas as pd

from components.figures import comparing
from components.figures.blocks import Block, Figure, Gap, Number, View
from components.figures.evidence import cite
from data.french.formats import NO_BREAK_SPACE, count, listing, number
from data.indicators import recruitment
from data.indicators import skills as indicators
from data.indicators import tension as tension_classes
from pages.skills import recruitment as bmo
from pages.skills import words as sentences

DASH = "–"


def numbers(
    view: View,
    cells: pd.DataFrame,
    tension: pd.DataFrame,
    skills: pd.DataFrame,
    basins: pd.DataFrame,
) -> Figure:
    """Four large figures, each with its year; of computing proper, or of the domain in force."""
    seen = bmo.survey(view, cells, basins)
    here = seen.here if view.domain_id else recruitment.core(seen.here)
    classed = tension_classes.classed(tension_classes.of_domain(tension, view.domain_id))
    asked = indicators.of_domain(skills, view.domain_id)
    total = recruitment.totals(here, seen.year)
    cited: tuple[pd.DataFrame, ...] = () if seen.followed.empty else (here,)
    said = [*(item for rows in cited for item in bmo.sources(view, rows, seen.year))]
    for rows in (classed, asked):
        if len(rows):
            said += cite(view, rows.assign(certainty="computed", locator=rows["locator"].iloc[0], note=None))
    where = "Martinique entière" if view.territory else ""
    return Figure(
        title=sentences.hard_title(f"{sentences.about(view)}, {seen.place}", here, seen.year)
        if cited
        else sentences.skills_title(asked),
        subtitle=f"Projets de recrutement {seen.year}, {seen.place}",
        numbers=(
            _projects(total, seen, view.domain),
            _hard(total, seen),
            _tension(classed, where),
            Number(number(len(asked)), "Compétences demandées", where or _technical(asked)),
        ),
        evidence=tuple(said),
        caution=bmo.basins_caution(seen) if view.territory else "",
        explanation=bmo.READING,
        covers=seen.covers,
    )


def compared(view: View, *frames: pd.DataFrame) -> Figure | Gap | None:
    """The large figures of each territory in a column; those that no territory changes beside them."""
    seen = bmo.survey(view, frames[0], frames[-1])
    here = seen.here if view.domain_id else recruitment.core(seen.here)
    title = sentences.compared_title(here, seen.year, view.domain or "informatique")
    return comparing.compared(numbers, view, frames, title, f"Projets de recrutement {seen.year}")


# A tile holds about 28 letters on a line, at the width of a laptop: what is longer stands in the cards below.
def _absent(seen: bmo.Survey) -> str:
    """Why there is no number: no occupation is tied to the domain, or none is cited here."""
    return "aucun métier rattaché" if seen.followed.empty else "aucun métier cité ici"


def _projects(total: dict[str, int], seen: bmo.Survey, domain: str | None) -> Number:
    """The sum that is printed, and the range that secret numbers leave beside it."""
    span = f"{number(total['low'])} à {number(total['high'])}"
    of = "" if domain else "informatique"
    value, detail = {
        "absent": (DASH, _absent(seen)),
        "secret": (span, "déduit"),
        "partial": (number(total["visible"]), f"{span} avec secrets" if domain else span),
        "visible": (number(total["visible"]), "aucun nombre secret"),
    }[recruitment.state(total)]
    return Number(
        value,
        f"Projets de recrutement {seen.year}",
        ", ".join(filter(None, (of if total["cells"] else "", detail))),
    )


def _hard(total: dict[str, int], seen: bmo.Survey) -> Number:
    """How many of the projects are judged hard to fill: a part in counts, since both sides have secrets."""
    label = "Dont jugés difficiles"
    if not total["cells"]:
        return Number(DASH, label, _absent(seen))
    span = f"{number(total['hard_low'])} à {number(total['hard_high'])}"
    if total["hard_secret"] == total["cells"]:
        return Number(span, label, "déduit, nombres secrets")
    possible = f", {span} possibles" if total["hard_secret"] else ""
    return Number(number(total["hard"]), label, f"sur {number(total['visible'])}{possible}")


def _tension(classed: pd.DataFrame, where: str) -> Number:
    """How many occupations were in the highest class, of those that have one of their own."""
    highest = number(tension_classes.STRONGEST)
    label = f"Métiers en tension {NO_BREAK_SPACE.join((highest, 'sur', highest))}"
    if classed.empty:
        return Number(DASH, label, "aucune classe publiée")
    years = listing([str(year) for year in sorted(classed["year"].unique())])
    return Number(
        f"{number(tension_classes.strongest(classed))} sur {number(len(classed))}",
        label,
        f"{years}, {where or 'avant la crise'}",
    )


def _technical(asked: pd.DataFrame) -> str:
    return f"dont {count((asked['kind'] == 'technical').sum(), 'technique')}"


BLOCK = Block(
    "competences-bmo-chiffres",
    "Projets, tension et compétences",
    numbers,
    ("recruitment", "occupation_tension", "skills", "basins"),
    width="strip",
    follows=bmo.FOLLOWS,
    terms=bmo.TERMS,
    compared=compared,
)

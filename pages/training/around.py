"""Before and after the offers: computing in secondary schools, and master's degrees of the university."""

from __future__ import annotations

import pandas as pd

from components.figures import palette
from components.figures.blocks import Block, Figure, Gap, Table, View
from components.figures.evidence import cite
from components.figures.stacked import stacked
from data.french.formats import count, listing, number, share
from data.french.typography import french
from data.indicators import pupils
from data.indicators.placing import in_place
from pages.training import words as sentences

GRADES = {"premiere": "Première", "terminale": "Terminale"}
# Two parts of a whole, neither of them a territory nor a status.
COLORS = {"Filles": palette.ACCENT, "Garçons": palette.GREY}


def nsi(view: View, rows: pd.DataFrame, communes: pd.DataFrame) -> Figure | Gap:
    """Pupils of NSI by grade and year, girls and boys; the table has every school."""
    here = in_place(rows, communes, view.territory, view.commune_code)
    last = int(rows["year"].max())
    now = here[here["year"] == last]
    if now.empty:
        return Gap(
            f"NSI au lycée, {sentences.where(view)}",
            reason=f"Aucun lycée général lu {sentences.where(view)} à la rentrée {last}. "
            f"{sentences.NOT_PROOF}",
            holder="Ministère de l’Éducation nationale",
        )
    sums = pupils.by_grade(here)
    long = sums.melt(
        id_vars=["grade", "year"], value_vars=["nsi_girls", "nsi_boys"], var_name="who", value_name="seen"
    )
    long = long.assign(
        label=[f"{GRADES[grade]} {year}" for grade, year in zip(long["grade"], long["year"], strict=True)],
        who=long["who"].map({"nsi_girls": "Filles", "nsi_boys": "Garçons"}),
    )
    ends = dict(
        zip(
            [f"{GRADES[row.grade]} {row.year}" for row in sums.itertuples()],
            [f"{number(row.nsi)} ({share(row.share, decimals=0)} des élèves)" for row in sums.itertuples()],
            strict=True,
        )
    )
    drawn = stacked(
        long.assign(end=long["label"].map(ends)).sort_values(["grade", "year"], kind="stable"),
        label="label",
        series="who",
        value="seen",
        total="end",
        colors=COLORS,
        opening="Barres des élèves en spécialité NSI par niveau et rentrée.",
    )
    return drawn.figure(
        _nsi_title(view, now, last),
        subtitle=f"Élèves en spécialité NSI (numérique et sciences informatiques), "
        f"{count(now['uai'].nunique(), 'lycée')} de série générale, par niveau et rentrée",
        table=_schools(here),
        evidence=cite(
            view,
            here.assign(locator=[f"Spécialités, {GRADES[grade].lower()}" for grade in here["grade"]]),
            base=f"rentrées {listing([str(year) for year in sorted(here['year'].unique())])}",
        ),
        explanation=french(
            "Un 0 est dans la source : le lycée n’a pas d’élève en NSI, et peut ne pas proposer la "
            "spécialité. Les élèves de terminale étaient en première à la rentrée d’avant : deux rentrées ne "
            "s’additionnent pas."
        ),
    )


def _nsi_title(view: View, now: pd.DataFrame, last: int) -> str:
    girls, whole = int(now["nsi_girls"].sum()), int((now["nsi_girls"] + now["nsi_boys"]).sum())
    if not whole:
        return f"NSI au lycée {sentences.where(view)} : aucun élève à la rentrée {last}"
    of = f", dont {share(girls / whole, decimals=0)} de filles" if whole > 19 else ""
    return (
        f"NSI au lycée {sentences.where(view)} : {count(whole, 'élève')} de première et terminale "
        f"à la rentrée {last}{of}"
    )


def _schools(here: pd.DataFrame) -> Table:
    rows = pupils.by_school(here)
    figures = {column: f"{GRADES[column[0]]} {column[1]}" for column in rows.columns if column[0] in GRADES}
    shown = pd.DataFrame(
        {
            "Lycée": rows["school"],
            "Commune": rows["commune"],
            **{header: rows[column].astype("Int64") for column, header in figures.items()},
        }
    )
    return Table(shown, dict.fromkeys(figures.values(), "number"), missing="pas de ligne")


def masters(view: View, rows: pd.DataFrame) -> Figure | Gap:
    """Mentions of master tied to a domain, by year: the site is not said, so they are on no map."""
    found = rows[rows["domain_id"] == view.domain_id] if view.domain_id else rows
    if found.empty:
        return Gap(
            "Masters de l’Université des Antilles",
            reason=f"Aucune mention n’est rattachée à « {view.domain} ». {sentences.NOT_PROOF}",
            holder="Université des Antilles",
        )
    years = sorted(int(year) for year in found["year"].unique())
    wide = found.pivot(index="mention", columns="year", values="seats")
    last = found[found["year"] == years[-1]].set_index("mention")
    shown = pd.DataFrame(
        {
            "Mention": wide.index,
            **{f"Places {year}": wide[year].to_numpy() for year in years},
            f"Modalité {years[-1]}": [last["modality"].get(mention) for mention in wide.index],
        }
    )
    about = f"pour « {view.domain} »" if view.domain else "du numérique ou de la communication"
    return Figure(
        title=f"{count(len(wide), 'mention')} de master {about} à l’Université des Antilles, en Martinique "
        "ou en Guadeloupe",
        subtitle="Capacité au premier semestre par campagne. Le site n’est pas dit : hors de la carte",
        table=Table(shown, dict.fromkeys((f"Places {year}" for year in years), "number")),
        table_first=True,
        evidence=cite(
            view, found.assign(locator="Trouver mon master, mentions de l’Université des Antilles")
        ),
        caution=f"Campagnes {years[0]} à {years[-1]} : à ne pas lire comme l’offre d’aujourd’hui.",
    )


NSI = Block(
    "formations-nsi",
    "NSI au lycée",
    nsi,
    ("nsi_pupils", "communes"),
    width="half",
    follows=("territoire", "commune"),
    terms=("NSI",),
)
MASTERS = Block(
    "formations-masters",
    "Masters de l’Université des Antilles",
    masters,
    ("master_mentions",),
    follows=("domaine",),
    perimeter="Université des Antilles, site non dit",
)

"""« Compétences », occupations of the ROME: offers and job seekers in 2020, and the digital transition."""

from __future__ import annotations

import pandas as pd

from components.figures import palette
from components.figures.bars import bars
from components.figures.blocks import Block, Figure, Gap, Table, View
from components.figures.evidence import cite
from data.french.formats import count, listing
from data.french.typography import french
from data.indicators import occupations
from data.indicators.placing import of_domain

SERIES = {"offers": "Offres d’emploi", "job_seekers": "Demandeurs d’emploi"}
COLORS = {"Offres d’emploi": palette.MAIN, "Demandeurs d’emploi": palette.GREY}


def seekers(view: View, rows: pd.DataFrame) -> Figure | Gap:
    """Offers beside job seekers for the occupations read, all of one basin."""
    here = rows[rows["territory"] == view.territory] if view.territory else rows
    here = here[here["domain_id"] == view.domain_id] if view.domain_id else here
    year = int(rows["year"].max())
    if here.empty:
        known = listing([f"« {name} »" for name in rows["occupation"]])
        return Gap(
            f"Offres et demandeurs d’emploi en {year}",
            reason=f"La copie lue n’a que {count(len(rows), 'métier')} du numérique ou de la communication, "
            f"dans un seul bassin : {known}. Rien pour ces filtres, ce qui n’est pas zéro.",
            holder="France Travail",
        )
    ordered = here.sort_values("job_seekers", ascending=False, ignore_index=True)
    drawn = bars(
        ordered,
        label="occupation",
        value=SERIES,
        colors=COLORS,
        opening=f"Barres des offres et des demandeurs d’emploi par métier en {year}, bassin Centre.",
        headers={
            "occupation": "Métier",
            "rome_code": "Code ROME",
            "basin": "Bassin",
            "offers": "Offres d’emploi",
            "job_seekers": "Demandeurs (A, B, C)",
            "tension_class": "Classe de tension (source)",
        },
        units={"tension_class": "number"},
    )
    return drawn.figure(
        f"En {year} au Centre : {count(ordered['offers'].sum(), 'offre')} pour "
        f"{count(ordered['job_seekers'].sum(), 'demandeur')} dans {count(len(ordered), 'métier')}",
        subtitle=f"Offres enregistrées et demandeurs d’emploi (catégories A, B et C), {year}, bassin Centre, "
        "par métier (ROME)",
        evidence=cite(view, ordered.assign(locator="ROME × bassin, bassin 201"), computed=True),
        caution="Année 2020, celle de la crise sanitaire ; petits nombres, dans un seul bassin : ni taux, ni "
        "évolution.",
        explanation=french(
            "Les lignes de la copie rattachées ici au numérique ou à la communication sont toutes du bassin "
            "Centre. La classe de tension est celle de la source, qui ne dit pas son sens : "
            "elle n’est pas dessinée."
        ),
    )


def transition(view: View, rows: pd.DataFrame, domains: pd.DataFrame) -> Figure | Gap:
    """The occupations that the source marks, with the FAP that the passage gives them."""
    every = occupations.marked(rows, domains)
    found = every
    if view.domain_id:
        found = of_domain(every, view.domain_id)
    if found.empty:
        return Gap(
            "Métiers de la transition numérique",
            reason=f"Aucun des {count(len(every), 'métier')} marqués n’est rattaché à « {view.domain} » par "
            "les familles professionnelles (FAP).",
            holder="Dares et France Travail",
        )
    named = domains.set_index("domain_id")["domain"]
    tied = sum(bool(ids) for ids in every["domain_ids"])
    about = f"domaine « {view.domain} »" if view.domain else f"dont {count(tied, 'rattaché')} à un domaine"
    shown = pd.DataFrame(
        {
            "Métier": found["occupation"],
            "Code ROME": found["rome_code"],
            "FAP (déduit)": [", ".join(codes) or "hors des FAP suivies" for codes in found["fap"]],
            "Domaine (déduit)": [listing([named[i] for i in ids]) or None for ids in found["domain_ids"]],
        }
    )
    return Figure(
        title=f"{count(len(found), 'métier marqué', 'métiers marqués')} « transition numérique », {about}",
        subtitle="Métiers du ROME 4 que la source marque, avec la famille professionnelle (FAP) de leur code",
        table=Table(shown, missing="aucun"),
        table_first=True,
        evidence=cite(
            view, rows.assign(locator=rows["locator"].str.partition(",")[0], note=None), computed=True
        ),
        caution="Liste nationale : elle ne dit rien des emplois en Martinique.",
        explanation=french(
            "Le passage des FAP au ROME est d’une version antérieure du ROME : la famille est celle du code, "
            "ou du code parent, et le domaine celui de la famille."
        ),
    )


SEEKERS = Block(
    "competences-offres-demandeurs",
    "Offres et demandeurs d’emploi en 2020",
    seekers,
    ("job_seekers",),
    follows=("territoire", "domaine"),
    perimeter="Bassin Centre",
    terms=("ROME",),
)
TRANSITION = Block(
    "competences-transition",
    "Métiers de la transition numérique",
    transition,
    ("occupations", "domains"),
    follows=("domaine",),
    perimeter="France",
    terms=("ROME", "FAP"),
)

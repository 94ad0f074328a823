"""« Compétences », the skills that the deck asks for: its table by domain, and a search in it."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import Block, Choice, Figure, Gap, Passage, Table, View
from components.figures.evidence import cite
from components.figures.offers_known import known_offers
from data.french.formats import count
from data.french.typography import french
from data.indicators import searching
from data.indicators import skills as indicators
from data.indicators.placing import of_domain
from pages.skills import charts
from pages.skills import words as sentences

SEARCH = Choice("competence", "Chercher une compétence", search=True)
KIND = Choice("nature", "Nature", ("Toutes", "Techniques", "Transversales"))
KINDS = {"Techniques": "technical", "Transversales": "transversal"}
# Titles of offers in a cell; the view « Offres » of Formations has them all.
TITLES = 4
OFFERS_CAUTION = (
    "Le domaine d’une formation est déduit de son intitulé ; une formation peut enseigner une compétence "
    "sans la nommer."
)
ONE_KIND = {"technical": "Technique", "transversal": "Transversale"}


def found(
    view: View, skills: pd.DataFrame, offers: pd.DataFrame, coverage: pd.DataFrame
) -> Figure | Gap | None:
    """The skills that hold the words looked for, each with its domain, the offers that carry this domain and
    those that name the skill; nothing without a word. ``offers`` is ``training_offers``,
    ``coverage`` ``training_coverage``.
    """
    asked = str(view.choices.get(SEARCH.key) or "").strip()
    if not asked:
        return None
    rows = searching.matching(_kept(view, skills), ("skill", "domain"), asked)
    if rows.empty:
        where = f"dans « {view.domain} »" if view.domain else "dans la présentation"
        return Gap(
            f"Aucune compétence ne correspond à « {asked} »",
            reason=f"Aucune des {count(len(_kept(view, skills)), 'compétence citée', 'compétences citées')} "
            f"{where} ne contient ces mots. Les compétences citées sont listées ci-dessous.",
        )
    known = offers[offers["verified"].astype(bool)] if len(offers) else offers
    carrying = [of_domain(known, str(domain_id)) for domain_id in rows["domain_id"]]
    naming = [searching.matching(known, ("title",), str(skill)) for skill in rows["skill"]]
    shown = pd.concat([*carrying, *naming]).drop_duplicates("offer_id")
    return Figure(
        title=f"« {asked} »{sentences.COLON}{count(len(rows), 'compétence')}",
        subtitle="Chaque compétence avec son domaine, et les formations recensées qui s’y rattachent",
        table=Table(
            pd.DataFrame(
                {
                    "Compétence": rows["skill"],
                    "Nature": rows["kind"].map(ONE_KIND),
                    "Domaine": rows["domain"],
                    **(
                        {
                            "Formations de ce domaine": [_titles(one) for one in carrying],
                            "Formations dont l’intitulé la nomme": [_titles(one) for one in naming],
                        }
                        if len(offers)
                        else {}
                    ),
                }
            ),
            wordy=True,
        ),
        table_first=True,
        evidence=(
            *cite(view, rows),
            *cite(view, shown.assign(note=None, locator="intitulés"), base="formations recensées"),
        ),
        caution=f"{known_offers(view, coverage)} {OFFERS_CAUTION}",
    )


def _titles(offers: pd.DataFrame) -> str:
    """The titles of the offers, each once with how many; beyond a few, how many are left."""
    counts = offers["title"].value_counts()
    if counts.empty:
        return "aucune recensée"
    said = [f"{title} ({times})" if times > 1 else str(title) for title, times in counts.head(TITLES).items()]
    left = len(counts) - TITLES
    return french(" ; ".join([*said, *([f"et {count(left, 'autre')}"] if left > 0 else [])]))


def matrix(view: View, skills: pd.DataFrame) -> Figure | None:
    """The table of the deck as it reads: a domain, its technical skills, its transversal ones."""
    rows = _kept(view, skills)
    if rows.empty:
        return None
    lines = indicators.by_domain(rows)
    kinds = {word: kind for word, kind in KINDS.items() if kind in set(rows["kind"])}
    table = pd.DataFrame(
        {"Domaine": lines["domain"], **{word: lines[f"skills_{kind}"] for word, kind in kinds.items()}}
    )
    said = [
        (
            str(line["domain"]),
            tuple(f"{word}{sentences.COLON}{line[f'skills_{kind}']}" for word, kind in kinds.items()),
        )
        for line in lines.to_dict(orient="records")
    ]
    return Figure(
        title=sentences.skills_title(rows),
        subtitle="Compétences demandées par domaine, telles que la présentation les liste, sans date",
        # Read from afar, the table is a table; on a desk it is text, to select and copy.
        chart=charts.matrix(lines, kinds) if view.projection else None,
        alt="Tableau des compétences. "
        + " ".join(f"{domain}{sentences.COLON}{'. '.join(parts)}." for domain, parts in said),
        passages=() if view.projection else tuple(Passage(domain, parts) for domain, parts in said),
        table=Table(table),
        evidence=cite(view, rows, computed=True),
    )


def _kept(view: View, skills: pd.DataFrame) -> pd.DataFrame:
    rows = indicators.of_domain(skills, view.domain_id)
    kind = KINDS.get(str(view.choices.get(KIND.key)))
    return rows if kind is None else rows[rows["kind"] == kind]


BLOCKS = (
    Block(
        "competences-table",
        "Compétences trouvées",
        found,
        ("skills", "training_offers?", "training_coverage?"),
        follows=("domaine", SEARCH.key, KIND.key),
        projected=False,
        silent=True,
    ),
    Block(
        "competences-domaines",
        "Compétences par domaine",
        matrix,
        ("skills",),
        follows=("domaine", KIND.key),
        terms=("ESN", "UX", "ANSSI", "ERP"),
    ),
)

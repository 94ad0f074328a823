"""« Compétences », the firms that the deck says were asked: where, how large, for whom; n is not printed."""

from __future__ import annotations

import pandas as pd

from components.figures import facts, quotes
from components.figures.bars import bars
from components.figures.blocks import Block, Figure, Gap, View
from components.figures.evidence import cite
from components.figures.palette import TERRITORY, UNPLACED
from data.french.formats import share
from pages.skills.words import COLON

ASKED = "entreprises interrogées (signalétique)"
NOT_THE_SECTOR = (
    f"Nombre d’entreprises et année non indiqués{COLON}ce ne sont pas les établissements que compte la page "
    "Secteur."
)
WHY_DIGITAL = (
    "**De quelles entreprises s’agit-il ?** La présentation dit seulement « entreprises "
    "interrogées » et « signalétique des entreprises ». Nous pensons que ce sont des "
    "entreprises du numérique, parce que les mêmes diapositives parlent des « ESN "
    "martiniquaises » et de domaines comme la programmation et les métiers du web (déduit du contexte)."
)
REST = "Sud ou non précisé"


def places(view: View, figures: pd.DataFrame) -> Figure:
    """Where the firms surveyed are; the rest is grey, since the source does not place it."""
    rows = facts.pick(figures, "esn-centre", "esn-cap-nord")
    centre, north = (float(value) for value in rows["value_low"])
    rest = round(1 - centre - north, 6)
    labels = ("Centre", "Nord (Cap Nord)", REST)
    frame = pd.DataFrame({"place": labels, "part": (centre, north, rest)})
    return bars(
        frame,
        label="place",
        value="part",
        unit="share",
        key="place",
        colors=dict(zip(labels, (TERRITORY["Centre"], TERRITORY["Nord"], UNPLACED), strict=True)),
        opening="Barres.",
        headers={"place": "Implantation", "part": "Part"},
    ).figure(
        f"{share(centre)} des {ASKED} sont au Centre",
        subtitle=f"Implantation, en part des entreprises interrogées. {NOT_THE_SECTOR}",
        evidence=(
            *cite(view, rows),
            *cite(
                view, rows[:1].assign(certainty="computed", note=f"{REST}{COLON}100 % moins les deux autres")
            ),
        ),
        caution=f"{REST}{COLON}{share(rest)}, calculé par différence. La source ne dit pas ce qui revient "
        "au Sud.",
        explanation=WHY_DIGITAL,
    )


def clients(view: View, figures: pd.DataFrame) -> Figure:
    """Who buys from the firms surveyed: several answers each, so nothing is stacked."""
    rows = facts.pick(figures, "esn-clients-businesses", "esn-clients-public", "esn-clients-households")
    rows = rows.sort_values("value_low", ascending=False, kind="stable")
    names = [str(label).split(":")[-1].strip() for label in rows["label"]]
    labels = tuple(name[:1].upper() + name[1:] for name in names)
    values = tuple(map(float, rows["value_low"]))
    return bars(
        pd.DataFrame({"client": labels, "part": values}),
        label="client",
        value="part",
        unit="share",
        opening="Barres.",
        headers={"client": "Clients", "part": "Part"},
    ).figure(
        f"{share(values[0])} des {ASKED} ont pour clients des {labels[0].lower()}, "
        f"{share(values[1])} des {labels[1].lower()}",
        subtitle="Types de clients, en part des entreprises interrogées ; plusieurs réponses possibles, "
        "les parts ne s’additionnent pas",
        evidence=cite(view, rows),
        caution=NOT_THE_SECTOR,
        explanation=WHY_DIGITAL,
    )


def profile(view: View, figures: pd.DataFrame, statements: pd.DataFrame) -> Figure:
    """Sizes quoted and never stacked, activities as the slide lists them."""
    rows = facts.pick(figures, "esn-very-small", "esn-medium")
    said = quotes.on(statements, "digital-firms")
    kept = said[said["statement_id"].str.contains("domains|local")]
    return Figure(
        title=f"{share(rows['value_low'].iloc[0])} des {ASKED} ont 0 à 1 salarié",
        subtitle=f"Taille et activités des entreprises interrogées. {NOT_THE_SECTOR}",
        numbers=facts.numbers(rows),
        passages=quotes.passages(kept),
        evidence=cite(view, pd.concat([rows, kept])),
        caution="« Taille intermédiaire » n’est pas définie par la source, et la présentation dit aussi "
        "« Représentation significative d’entreprises de 2 à 9 salariés »"
        f"{COLON}ces parts se citent, elles ne se cumulent pas.",
        explanation=WHY_DIGITAL,
    )


def activities(view: View, slides: pd.DataFrame) -> Gap:
    absent = slides[(slides["page"] == "competences") & (slides["state"] == "picture-only")]
    row = absent[absent["section"] == "Signalétique des entreprises"].iloc[0]
    return Gap(
        "Répartition par grandes catégories d’activités des entreprises interrogées",
        reason=f"Donnée non disponible dans le document source{COLON}le graphique n’y existe qu’en image.",
        holder=str(row["holder"]),
    )


BLOCKS = (
    Block(
        "competences-esn-lieu",
        "Implantation des entreprises interrogées",
        places,
        ("key_figures",),
        width="half",
        terms=("ESN", "CAP Nord"),
    ),
    Block(
        "competences-esn-clients",
        "Clients des entreprises interrogées",
        clients,
        ("key_figures",),
        width="half",
        terms=("ESN",),
    ),
    Block(
        "competences-esn-profil",
        "Signalétique des entreprises",
        profile,
        ("key_figures", "statements"),
        terms=("ESN",),
    ),
    Block(
        "competences-esn-activites",
        "Activités des entreprises interrogées",
        activities,
        ("slides",),
    ),
)

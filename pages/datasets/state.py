"""Part of « Données »: what is loaded, how old and how sure it is."""

from __future__ import annotations

import pandas as pd

from components.figures.bars import bars
from components.figures.blocks import (
    CERTAINTY_WORDS,
    Figure,
    Number,
    Table,
    View,
)
from components.figures.palette import ACCENT, CERTAINTY, MAIN
from components.figures.stacked import stacked
from data.french.formats import count, listing, number
from data.imports.formats import YEARLY
from data.indicators import coverage
from data.vocabulary import CERTAINTIES
from pages.datasets import words as sentences
from pages.datasets.inventory import COUNTED, inventory

# Bars that stay readable on a projector, and beside the ages; the table has every dataset.
SHOWN_BARS = 5
# Years after which the age of a dataset is to be looked at.
OLD = 2


def state(
    view: View, slides: pd.DataFrame, documents: pd.DataFrame, when: pd.DataFrame, *frames: pd.DataFrame
) -> Figure:
    """What is loaded, how old it is today, and what is missing, in four figures."""
    rows = inventory(frames)
    ages = coverage.freshness(rows, documents, when["day"].iloc[0])
    gone = coverage.missing(slides)
    named = gone[coverage.named(gone)]
    dated = ages.dropna(subset="year")
    old = int((dated["age"] >= OLD).sum())
    numbers = [
        Number(
            number(rows["available"].sum()),
            "jeux de données chargés",
            f"{count(rows['rows'].sum(), 'ligne')}"
            + "".join(f", {number(some)} {words}" for some, words in _absent(rows) if some),
        )
    ]
    if len(dated):
        numbers.append(
            Number(f"{dated['year'].max()}", "année la plus récente", sentences.age(dated["age"].min()))
        )
        numbers.append(
            Number(
                f"{number(old)} sur {number(len(dated))}",
                f"jeux datés d’il y a {count(OLD, 'an')} ou plus",
                count(len(ages) - len(dated), "autre sans année", "autres sans année"),
            )
        )
    if len(gone):
        numbers.append(
            Number(
                f"{number(len(named))} sur {number(len(gone))}", "contenus manquants", "à un détenteur nommé"
            )
        )
    return Figure(
        title="État des données",
        numbers=tuple(numbers),
        evidence=COUNTED,
        alt="Nombres de jeux de données, d’années et de contenus absents.",
    )


def _absent(rows: pd.DataFrame) -> tuple[tuple[int, str], ...]:
    """How many datasets wait for an official file, and how many cannot be read."""
    absent = ~rows["available"]
    return (
        (int((absent & rows["imported"]).sum()), "à charger"),
        (int((absent & ~rows["imported"]).sum()), "non disponibles"),
    )


def freshness(
    view: View, documents: pd.DataFrame, when: pd.DataFrame, *frames: pd.DataFrame
) -> Figure | None:
    """How old each dataset is, today."""
    ages = coverage.freshness(inventory(frames), documents, when["day"].iloc[0], YEARLY)
    dated = ages.dropna(subset="year")
    if dated.empty:
        return None
    shown = dated.assign(
        written=[f"{row.year}, {sentences.age(row.age)}" for row in dated.itertuples()],
        old=dated["age"] >= OLD,
    )
    undated = ages[ages["year"].isna()]
    oldest = shown.sort_values("age", ascending=False, kind="stable").head(SHOWN_BARS)
    return bars(
        oldest.astype({"age": "int64"}),
        label="title",
        value="age",
        text="written",
        key="old",
        colors={True: ACCENT, False: MAIN},
        measure="Années écoulées",
        opening="Barres de l’ancienneté de chaque jeu de données.",
    ).figure(
        sentences.freshness_title(dated),
        subtitle="Années écoulées depuis la dernière année des chiffres, ou à défaut celle du document ; "
        + (
            f"les {number(SHOWN_BARS)} plus anciens, de {count(len(dated), 'jeu daté', 'jeux datés')}"
            if len(oldest) < len(dated)
            else f"n = {count(len(dated), 'jeu daté', 'jeux datés')}"
        ),
        table=Table(
            pd.DataFrame(
                {
                    "Jeu de données": ages["title"],
                    "Dernière année": ages["year"].astype("str"),
                    "Année de": ages["of_figures"]
                    .map({True: "chiffres", False: "document"})
                    .where(ages["year"].notna()),
                    "Ancienneté": [sentences.age(years) for years in ages["age"]],
                    "Édition": [
                        sentences.edition(year, due)
                        for year, due in zip(ages["year"], ages["due"], strict=True)
                    ],
                }
            ),
            missing="non indiquée",
        ),
        caution=sentences.to_load(ages),
        explanation=f"Sans année : {listing(undated['title'].tolist())}." if len(undated) else "",
        evidence=COUNTED,
    )


def certainty(view: View, *frames: pd.DataFrame) -> Figure | None:
    """How many rows of each dataset were read verbatim, computed, inferred or heard of."""
    shares = coverage.certainties(inventory(frames))
    if shares.empty:
        return None
    shown = shares[shares["name"].isin(list(dict.fromkeys(shares["name"]))[:SHOWN_BARS])]
    wide = shares.pivot(index="title", columns="certainty", values="count").loc[shares["title"].unique()]
    words = {key: CERTAINTY_WORDS[key] for key in CERTAINTIES}
    read = shown["title"].map(wide["read"])
    ends = [f"{number(some)} sur {number(every)}" for some, every in zip(read, shown["rows"], strict=True)]
    return stacked(
        shown.assign(word=shown["certainty"].map(words), end=ends),
        label="title",
        series="word",
        value="share",
        unit="share",
        total="end",
        colors={words[key]: color for key, color in CERTAINTY.items()},
        opening="Barres empilées par jeu de données.",
    ).figure(
        sentences.certainty_title(shares),
        subtitle="Part des lignes selon leur certitude, par jeu de données ; à droite, lignes lues"
        + (
            f" ; les {number(SHOWN_BARS)} jeux qui ont le plus de lignes non lues telles quelles"
            if len(shown) < len(shares)
            else f" ; n = {count(shares['count'].sum(), 'ligne')}"
        ),
        table=Table(
            wide[list(CERTAINTIES)].rename(columns=words).rename_axis("Jeu de données").reset_index(),
            dict.fromkeys(words.values(), "number"),
        ),
        evidence=COUNTED,
        explanation="**Lu dans la source** : tel qu’imprimé. **Calculé** : à partir de chiffres "
        "lus. "
        "**Déduit** : valeur ou rattachement que le document ne dit pas en toutes lettres. "
        "**De seconde main** : repris d’un document qui en cite un autre. "
        "La certitude est notée ligne par ligne.",
    )

"""Part of « Données »: what became of each slide of the deck, and what to ask to whom."""

from __future__ import annotations

import pandas as pd

from components.figures.bars import bars
from components.figures.blocks import CERTAINTY_WORDS, Choice, Evidence, Figure, Passage, Table, View
from components.figures.evidence import short_name
from components.figures.palette import ACCENT, MAIN
from data.catalogue import DATASETS
from data.french.formats import count, is_unknown
from data.indicators import coverage, searching
from pages.datasets import words as sentences
from pages.registry import PAGES

DECK = "support-cep"
SEARCH = Choice("diapositive", "Chercher un mot dans le tableau des diapositives", search=True)


def deck(view: View, slides: pd.DataFrame) -> Figure | None:
    """What became of each slide: where its content went, or who holds it."""
    if slides.empty:
        return None
    titles = coverage.titles(slides)
    counts = titles["state"].value_counts().reindex(list(coverage.STATES), fill_value=0)
    shown = pd.DataFrame(
        {
            "state": [sentences.STATE_WORDS[state].capitalize() for state in counts.index],
            "count": counts.to_list(),
            "missing": [state == "picture-only" for state in counts.index],
            "written": [count(value, "titre") for value in counts],
        }
    )
    partly = titles[(titles["state"] != "picture-only") & (titles["missing"] > 0)]
    return bars(
        shown,
        label="state",
        value="count",
        text="written",
        key="missing",
        colors={True: ACCENT, False: MAIN},
        measure="Titres",
        opening="Barres des titres par état.",
    ).figure(
        sentences.deck(titles),
        subtitle="Titres de la présentation, selon ce qui en a été lu"
        + (f" ; {count(len(partly), 'autre', 'autres')} en partie en image seule" if len(partly) else ""),
        table=_slides_table(
            searching.matching(
                slides, ("title", "part", "holder", "note"), str(view.choices.get(SEARCH.key) or "")
            )
        ),
        table_first=not view.projection,
        evidence=_of_the_deck(view, slides),
    )


def requests(
    view: View, slides: pd.DataFrame, answers: pd.DataFrame, documents: pd.DataFrame
) -> Figure | None:
    """« Demandes de données »: what is missing, by holder, and in what form to send it."""
    rows = coverage.missing(slides)
    if rows.empty:
        return None
    holders = rows["holder"].map(sentences.holder_words)
    asked = {str(holder): [sentences.asked(row) for _, row in part.iterrows()]
             for holder, part in rows.groupby(holders, sort=False)}  # fmt: skip
    for publisher, times in _to_confirm(answers, documents).items():
        asked.setdefault(publisher, []).append(
            f"Confirmer {count(times, 'réponse')} de l’enquête dont l’attribution est déduite"
        )
    return Figure(
        title=f"Demandes de données : {sentences.gone(rows).strip(' .')}",
        subtitle="Ce que la présentation montre en image, annonce ou laisse vide, et sous quelle forme "
        f"l’envoyer ; n = {count(len(rows), 'contenu')}",
        passages=tuple(Passage(holder, tuple(lines)) for holder, lines in asked.items()),
        table=Table(
            pd.DataFrame(
                {
                    "Détenteur": holders,
                    "Diapositive": rows["title"],
                    "Partie": rows["part"],
                    "À envoyer": [sentences.request(row) for _, row in rows.iterrows()],
                    "Page": [_page(name) for name in rows["page"]],
                    "Certitude": rows["certainty"].map(CERTAINTY_WORDS),
                    "Ce qui se lit": rows["note"],
                }
            ),
            missing="—",
        ),
        evidence=_of_the_deck(view, rows),
        alt="Demandes par détenteur.",
    )


def _slides_table(slides: pd.DataFrame) -> Table:
    return Table(
        pd.DataFrame(
            {
                "N°": [str(position) for position in slides["position"]],
                "Diapositive": slides["title"],
                "Partie": slides["part"],
                "Devenu": slides["state"].map(sentences.STATE_WORDS),
                "Page": [_page(name) for name in slides["page"]],
                "Jeux de données": [_titles(names) for names in slides["datasets"]],
                "Détenteur": slides["holder"],
                "Précision": slides["note"],
            }
        ),
        missing="—",
    )


def _page(name: object) -> str | None:
    return None if is_unknown(name) else PAGES[str(name)].title


def _titles(names: object) -> str | None:
    return ", ".join(DATASETS[name].title for name in names) if isinstance(names, list) else None


def _of_the_deck(view: View, slides: pd.DataFrame) -> tuple[Evidence, ...]:
    """One line for the deck as a whole: each slide is named in the table."""
    title = str(view.sources.get(DECK, {}).get("title") or DECK)
    inferred = int((slides["certainty"] == "inferred").sum())
    return (
        Evidence(
            title,
            base=count(len(slides), "ligne"),
            certainty="computed",
            publisher=short_name(view, DECK),
            note=f"{count(inferred, 'ligne')} dont l’existence ou le titre est déduit." if inferred else "",
        ),
    )


def _to_confirm(answers: pd.DataFrame, documents: pd.DataFrame) -> dict[str, int]:
    """Inferred answers of the survey, by the publisher who can confirm them."""
    inferred = answers[answers["certainty"] == "inferred"]
    publishers = inferred["source_id"].map(documents.set_index("source_id")["publisher"])
    return {str(name): int(times) for name, times in publishers.value_counts().items()}

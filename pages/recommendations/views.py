"""The contents of « Préconisations »: tracks, recommendations, needs, and the actions that carry them."""

from __future__ import annotations

import pandas as pd

from components.figures import facts, quotes
from components.figures.blocks import (
    Block,
    Contents,
    Evidence,
    Figure,
    Gap,
    PageView,
    Passage,
    Table,
    View,
)
from components.figures.evidence import cite
from components.figures.stacked import stacked
from data.french.formats import NO_BREAK_SPACE, count, day, is_unknown, listing, number
from data.indicators import recommendations as indicators
from pages.recommendations import charts, ties
from pages.recommendations import words as sentences
from pages.registry import PAGES

NARROW = "\u202f"
# What people tied (``data.journal.folds.recommendation_links``), which each builder below takes last.
TIES = ("ties",)
_READS = ("statements", "schema_actions", *TIES)
HOW_TIES_ARE_MADE = (
    "Un lien n’est établi que par le CEP, dans l’application. Aucun n’est déduit d’une ressemblance de mots"
    f"{NARROW}: aucun document ne dit quelle action du Schéma répond à quelle préconisation. "
    "Le coût est la somme des coûts imprimés au planning des actions citées, avec leur nombre."
)


def headline(
    view: View, statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame | None = None
) -> list[str]:
    return sentences.headline(_tied(statements, actions, ties), actions)


def scope(view: View, statements: pd.DataFrame) -> list[str]:
    rows = indicators.gathered(statements)
    parts = []
    for group, word in (("track", "pistes"), ("study", "recommandations")):
        years = {_year(view, source) for source in rows.loc[rows["group"] == group, "source_id"]}
        parts += [f"{word}{NARROW}: {', '.join(sorted(years))}"] if years else []
    return [*parts, f"n = {sentences.how_many(rows)}"] if len(rows) else parts


def tracks(
    view: View,
    statements: pd.DataFrame,
    actions: pd.DataFrame,
    figures: pd.DataFrame,
    ties: pd.DataFrame | None = None,
) -> Figure | None:
    """The axes of the survey with their tracks: one column an axis."""
    rows = _group(_tied(statements, actions, ties), "track")
    if rows.empty:
        return None
    printed = facts.on(figures, "survey-recommendations")
    axes = list(dict.fromkeys(rows["parent"]))
    return _sentences_of(
        view,
        rows,
        f"{count(len(rows), 'piste')} de recommandation, {count(len(axes), 'axe')}",
        "Pistes de recommandation de l’enquête « maturité digitale », par axe, telles qu’imprimées",
        passages=quotes.passages(_marked(rows)),
        headings=rows["parent"].tolist(),
        quoted=printed,
        wording=" ".join(quotes.on(statements, "survey-recommendations", kinds=("finding",))["text"]),
    )


def study(
    view: View, statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame | None = None
) -> Figure | None:
    rows = _group(_tied(statements, actions, ties), "study")
    if rows.empty:
        return None
    return _sentences_of(
        view,
        rows,
        f"L’étude fait {count(len(rows), 'recommandation')}",
        "Diapositive « Recommandations » du support, qui ne nomme pas l’étude et n’imprime pas d’ordre",
        passages=_in_columns(_marked(rows)["text"].tolist()),
    )


def needs_of_training(
    view: View, statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame | None = None
) -> Figure | None:
    rows = _group(_tied(statements, actions, ties), "training-need")
    return _needs(view, rows, "pour consolider la digitalisation de la formation", 3)


def needs_in_testimonies(
    view: View, statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame | None = None
) -> Figure | None:
    rows = _group(_tied(statements, actions, ties), "testimony-need")
    return _needs(view, rows, "identifiés dans les entreprises", 2)


def of_the_cep(view: View, slides: pd.DataFrame) -> Gap | None:
    """The slides that the CEP still has to fill: a title, and nothing that can be read."""
    rows = slides[(slides["page"] == "preconisations") & (slides["state"] == "picture-only")]
    if rows.empty:
        return None
    titles = dict.fromkeys(str(title).rsplit(" (", 1)[0] for title in rows["title"])
    return Gap(
        f"{listing(list(titles))}{NARROW}: {count(len(rows), 'diapositive')} sans contenu lisible",
        holder=listing(list(dict.fromkeys(rows["holder"].dropna()))),
        how="Il suffira d’en envoyer le texte, une préconisation par ligne.",
        note=" ".join(dict.fromkeys(f"{note}." for note in rows["note"].dropna())),
    )


def noted(view: View, decided: pd.DataFrame, actions: pd.DataFrame) -> Figure | None:
    """Recommendations noted in meetings, with the actions that were named with them."""
    rows = decided[(decided["type"] == "recommendation") & (decided["status"] != "dropped")]
    if rows.empty:
        return None
    links = rows.assign(statement_id=rows["decision_id"])
    tied = indicators.carried(links, actions, rows.rename(columns={"decision_id": "recommendation_id"}))
    frame = pd.DataFrame(
        {
            "Préconisation": tied["text"],
            "Actions du Schéma": [sentences.carriers(row) for _, row in tied.iterrows()],
            "Coût imprimé": tied["cost_keur"],
            "Notée par": tied["author"],
            "Le": [day(when.date()) for when in tied["created_at"]],
        }
    )
    return Figure(
        title=f"{count(len(rows), 'préconisation')} notée{'s' if len(rows) > 1 else ''} en séance",
        subtitle=f"Noté par les participants{NARROW}; n = {number(len(rows))}",
        table=Table(frame, {"Coût imprimé": "keur"}, missing="sans objet"),
        table_first=True,
        passages=(Passage("", tuple(rows["text"])),) if view.projection else (),
        evidence=(Evidence("Journal de la réunion", certainty="read"),),
    )


def carrying(
    view: View, statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame | None = None
) -> Figure | None:
    """Who carries what: how far the ties have come, and the table of all."""
    tied = _tied(statements, actions, ties)
    if tied.empty:
        return None
    rows = indicators.progress(tied)
    labels = {group: sentences.progress_label(part) for group, part in rows.groupby("group")}
    kept = rows[rows["total"] > 0]
    return stacked(
        kept.assign(
            name=kept["group"].map(sentences.GROUP_NAMES),
            word=kept["state"].map(sentences.STATE_WORDS),
            label=kept["group"].map(labels),
        ),
        label="name",
        series="word",
        value="count",
        total="label",
        colors={sentences.STATE_WORDS[state]: color for state, color in charts.STATE_COLORS.items()},
        opening="Barres par groupe.",
    ).figure(
        sentences.progress_title(tied),
        subtitle="Préconisations et besoins selon leur lien avec une action du Schéma numérique"
        f"{NARROW}; n = {number(len(tied))}, {count(len(actions), 'action')} au planning",
        table=_table(tied),
        table_first=not view.projection,
        evidence=_documents(view, tied) if view.projection else cite(view, tied),
        caution=_unknown(tied),
        explanation=HOW_TIES_ARE_MADE,
    )


def _tied(statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame | None) -> pd.DataFrame:
    typed = indicators.no_ties() if ties is None else ties
    return indicators.carried(indicators.gathered(statements), actions, typed)


def _group(tied: pd.DataFrame, group: str) -> pd.DataFrame:
    return tied[tied["group"] == group].reset_index(drop=True)


def _needs(view: View, rows: pd.DataFrame, what: str, across: int) -> Figure | None:
    if rows.empty:
        return None
    speakers = listing([str(name) for name in dict.fromkeys(rows["organisation"].dropna())])
    return _sentences_of(
        view,
        rows,
        f"{speakers or 'Les documents'}{NARROW}: {count(len(rows), 'besoin')} {what}",
        "Besoins tels qu’imprimés",
        passages=quotes.passages(_marked(rows)),
        across=across,
    )


def _sentences_of(
    view: View,
    rows: pd.DataFrame,
    title: str,
    subtitle: str,
    *,
    passages: tuple[Passage, ...],
    headings: list[str] | None = None,
    across: int = 3,
    quoted: pd.DataFrame | None = None,
    wording: str = "",
) -> Figure:
    """Sentences as text on a desk and in documents, as large cards on a projector."""
    marks = [sentences.state(row) for _, row in rows.iterrows()]
    laid_out = pd.DataFrame({"heading": headings or "", "text": rows["text"].tolist(), "mark": marks})
    known = rows if quoted is None else pd.concat([rows, quoted])
    return Figure(
        title=title,
        subtitle=f"{subtitle}{NARROW}; n = {number(len(rows))}",
        chart=charts.cards(laid_out, across) if view.projection else None,
        alt=" ".join(f"{text}{NARROW}: {mark}." for text, mark in zip(rows["text"], marks, strict=True)),
        passages=() if view.projection else passages,
        table=_table(rows),
        evidence=cite(view, known, wording=wording),
        explanation=HOW_TIES_ARE_MADE,
    )


def _marked(rows: pd.DataFrame) -> pd.DataFrame:
    """Each sentence followed by the actions that carry it and their cost, or « lien à établir »."""
    # On one line: a state cut in two reads as the end of the sentence.
    marks = [sentences.beside(row).replace(" ", NO_BREAK_SPACE) for _, row in rows.iterrows()]
    return rows.assign(text=[f"{text} {mark}" for text, mark in zip(rows["text"], marks, strict=True)])


def _table(tied: pd.DataFrame) -> Table:
    rows = indicators.in_priority(tied)
    frame = pd.DataFrame(
        {
            "Préconisation ou besoin": rows["text"],
            "Actions du Schéma": [sentences.carriers(row) for _, row in rows.iterrows()],
            "Coût imprimé": rows["cost_keur"],
            "Actions comptées": rows["contributing"].astype("Int64").where(rows["contributing"] > 0),
            "Groupe": rows["group"].map(sentences.GROUP_NAMES),
            "Titre dans le document": rows["parent"],
        }
    )
    if rows["rank"].notna().any():
        ranks = [None if is_unknown(rank) else str(rank) for rank in rows["rank"]]
        frame.insert(0, "Rang", pd.Series(ranks, dtype="str").fillna("non classée"))
    return Table(frame, {"Coût imprimé": "keur", "Actions comptées": "number"}, missing="sans objet")


def _documents(view: View, tied: pd.DataFrame) -> tuple[Evidence, ...]:
    """One short line for a count over several documents, each cited on its own screen."""
    documents = [view.sources.get(str(key), {}) for key in dict.fromkeys(tied["source_id"])]
    names = [doc.get("title") if is_unknown(doc.get("publisher")) else doc["publisher"] for doc in documents]
    return (Evidence(listing([str(name) for name in names]), certainty="computed"),)


def _unknown(tied: pd.DataFrame) -> str:
    gone = sorted({action_id for ids in tied["unknown_ids"] for action_id in ids})
    return f"Citées mais absentes du planning{NARROW}: {', '.join(gone)}." if gone else ""


def _in_columns(texts: list[str], columns: int = 3) -> tuple[Passage, ...]:
    """Texts without headings, dealt over columns in reading order."""
    step = -(-len(texts) // columns)
    return tuple(Passage("", tuple(texts[at : at + step])) for at in range(0, len(texts), step))


def _year(view: View, source_id: object) -> str:
    year = view.sources.get(str(source_id), {}).get("year")
    return "document non daté" if is_unknown(year) else str(year)


RECOMMENDED, NEEDED, CARRIED = "Ce qui est recommandé", "Ce dont on a besoin", "Qui le porte"


CONTENTS = Contents(
    PAGES["preconisations"],
    (
        PageView(
            "essentiel",
            (
                Block(
                    "preconisations-portage",
                    "Actions du Schéma qui les portent",
                    carrying,
                    _READS,
                    follows=(),
                ),
            ),
        ),
        PageView(
            "toutes",
            (
                Block(
                    "preconisations-pistes",
                    "Pistes de l’enquête",
                    tracks,
                    ("statements", "schema_actions", "key_figures", *TIES),
                    follows=(),
                ),
                Block("preconisations-etude", "Recommandations de l’étude", study, _READS, follows=()),
                Block(
                    "preconisations-cep",
                    "Principales préconisations du CEP",
                    of_the_cep,
                    ("slides",),
                    follows=(),
                ),
                Block(
                    "preconisations-notees",
                    "Préconisations notées en séance",
                    noted,
                    ("noted", "schema_actions"),
                    follows=(),
                    silent=True,
                ),
                Block(
                    "preconisations-formation",
                    "Besoins des organismes de formation",
                    needs_of_training,
                    _READS,
                    follows=(),
                    terms=("OREF",),
                ),
                Block(
                    "preconisations-temoignages",
                    "Besoins dits dans les témoignages",
                    needs_in_testimonies,
                    _READS,
                    follows=(),
                ),
            ),
        ),
        PageView(
            "relier",
            (),
            draw=ties.draw,
        ),
    ),
    headline=headline,
    headline_datasets=_READS,
    headline_follows=(),
    scope=scope,
    scope_datasets=("statements",),
)

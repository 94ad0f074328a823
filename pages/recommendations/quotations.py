"""The sentences of the documents and those noted in meetings, each with the actions that carry it."""

from __future__ import annotations

import pandas as pd

from components.figures import facts, quotes
from components.figures.attached import Subject, asked, strip
from components.figures.blocks import Evidence, Figure, Gap, Passage, Table, View
from components.figures.evidence import cite
from components.screen import cards
from data.french.formats import NO_BREAK_SPACE, count, day, is_unknown, listing, number
from data.indicators import recommendations as indicators
from data.indicators.tags import Attached, attached
from pages.recommendations import charts
from pages.recommendations import words as sentences

SUBJECT = Subject(
    "préconisation (besoins compris)",
    "préconisations (besoins compris)",
    "text",
    "Préconisations › Relier",
)
HOW_TIES_ARE_MADE = (
    "Un lien n’est établi que par le CEP, dans la vue « Relier ». Aucun n’est déduit d’une ressemblance de "
    "mots : aucun document ne dit quelle action du Schéma répond à quelle préconisation. "
    "Le coût est la somme des coûts que le planning donne aux actions citées, avec leur nombre."
)


def tracks(
    view: View,
    statements: pd.DataFrame,
    actions: pd.DataFrame,
    figures: pd.DataFrame,
    ties: pd.DataFrame,
    tags: pd.DataFrame,
) -> Figure | None:
    """The axes of the survey with their tracks: one column an axis."""
    rows = _group(under(view, statements, actions, ties, tags), "track")
    if rows.empty:
        return None
    printed = facts.on(figures, "survey-recommendations")
    axes = list(dict.fromkeys(rows["parent"]))
    return _sentences_of(
        view,
        rows,
        f"{count(len(rows), 'piste')} de recommandation, {count(len(axes), 'axe')}",
        "Pistes de l’enquête « maturité digitale », par axe, mot pour mot",
        passages=quotes.passages(_marked(rows)),
        headings=rows["parent"].tolist(),
        quoted=printed,
        wording=" ".join(quotes.on(statements, "survey-recommendations", kinds=("finding",))["text"]),
    )


def study(view: View, *frames: pd.DataFrame) -> Figure | None:
    rows = _group(under(view, *frames), "study")
    if rows.empty:
        return None
    return _sentences_of(
        view,
        rows,
        f"{count(len(rows), 'recommandation')} dans la présentation",
        "Diapositive « Recommandations », mot pour mot, sans auteur ni ordre",
        passages=_in_columns(_marked(rows)["text"].tolist()),
    )


def needs_of_training(view: View, *frames: pd.DataFrame) -> Figure | None:
    """Needs of training bodies: those of the slide of needs, and those said elsewhere, counted apart."""
    rows = _group(under(view, *frames), "training-need")
    if rows.empty:
        return None
    speakers = _speakers(rows)
    listed = int(rows["parent"].value_counts().iloc[0])
    apart = len(rows) - listed
    others = f", et {count(apart, 'autre dit', 'autres dits')} ailleurs" if apart else ""
    split = int(rows["note"].str.contains("une seule ligne", na=False).sum())
    return _sentences_of(
        view,
        rows,
        f"{speakers or 'Les documents'} : {count(listed, 'besoin')} pour la digitalisation de la "
        f"formation{others}",
        "Mot pour mot" + (f" ; {number(split)} sur une même ligne dans le document" if split else ""),
        passages=quotes.passages(_marked(rows)),
    )


def needs_in_testimonies(view: View, *frames: pd.DataFrame) -> Figure | None:
    """Needs of the testimonies; a speaker that no slide names is said as deduced."""
    rows = _group(under(view, *frames), "testimony-need")
    if rows.empty:
        return None
    speakers = _speakers(rows)
    deduced = " (auteur déduit)" if (rows["certainty"] == "inferred").any() else ""
    return _sentences_of(
        view,
        rows,
        f"Témoignages : {count(len(rows), 'besoin')} dans les entreprises",
        "Mot pour mot" + (f" ; {speakers}{deduced}" if speakers else ""),
        passages=quotes.passages(_marked(rows)),
        across=2,
    )


def of_the_cep(view: View, slides: pd.DataFrame) -> Gap | None:
    """The slides that the CEP still has to fill: a title, and nothing that can be read."""
    rows = slides[(slides["page"] == "preconisations") & (slides["state"] == "picture-only")]
    if rows.empty:
        return None
    titles = dict.fromkeys(str(title).rsplit(" (", 1)[0] for title in rows["title"])
    return Gap(
        f"{listing(list(titles))} : {count(len(rows), 'diapositive')} sans contenu lisible",
        holder=listing(list(dict.fromkeys(rows["holder"].dropna()))),
        how="Texte à transmettre à la personne qui tient ce tableau de bord, une préconisation par ligne"
        " ; le bouton « Noter » en garde aussi, une à une.",
        note=" ".join(dict.fromkeys(f"{note}." for note in rows["note"].dropna())),
    )


def noted(view: View, decided: pd.DataFrame, actions: pd.DataFrame, tags: pd.DataFrame) -> Figure | None:
    """Recommendations noted in meetings, with the actions that were named with them."""
    rows = _of_filters(view, in_force(decided), "decision_id", tags)
    if rows.empty:
        return None
    links = rows.assign(statement_id=rows["decision_id"])
    tied = indicators.carried(links, actions, rows.rename(columns={"decision_id": "recommendation_id"}))
    frame = pd.DataFrame(
        {
            "Préconisation": tied["text"],
            "Actions du Schéma": [sentences.carriers(row) for _, row in tied.iterrows()],
            sentences.COST: tied["cost_keur"],
            "Notée par": tied["author"],
            "Le": [day(when.date()) for when in tied["created_at"]],
        }
    )
    return Figure(
        title=f"{count(len(rows), 'préconisation notée', 'préconisations notées')} en séance"
        + _attached(view),
        subtitle="Notées par les participants",
        table=Table(frame, {sentences.COST: "keur"}, missing="sans objet", wordy=True),
        # A room reads the words alone, and the table beside the documents.
        table_first=not view.projection,
        passages=(Passage("", tuple(rows["text"])),) if view.projection else (),
        evidence=(Evidence("Journal de la réunion", certainty="read"),),
    )


def in_force(decided: pd.DataFrame) -> pd.DataFrame:
    """The recommendations noted in meetings, without those dropped since."""
    return decided[(decided["type"] == "recommendation") & (decided["status"] != "dropped")]


def attachments(
    view: View,
    statements: pd.DataFrame,
    decided: pd.DataFrame,
    tags: pd.DataFrame,
    communes: pd.DataFrame,
    domains: pd.DataFrame,
) -> Figure | Gap | None:
    """Under a territory or a domain, how many recommendations and needs are attached to it."""
    return strip(view, found(view, statements, decided, tags), SUBJECT, communes, domains)


def found(view: View, statements: pd.DataFrame, decided: pd.DataFrame, tags: pd.DataFrame) -> Attached:
    """Those of the documents and those noted in meetings, told apart under the filters in force."""
    parts = (
        indicators.gathered(statements)[["statement_id", "text"]],
        in_force(decided)[["decision_id", "text"]].rename(columns={"decision_id": "statement_id"}),
    )
    rows = pd.concat(parts, ignore_index=True)
    return attached(rows, "statement_id", tags, view.territory, view.domain_id)


def under(
    view: View, statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame, tags: pd.DataFrame
) -> pd.DataFrame:
    """What the documents recommend or need, with its ties, as far as it is attached to what is asked."""
    return _of_filters(view, tied_to_actions(statements, actions, ties), "statement_id", tags)


def _of_filters(view: View, rows: pd.DataFrame, key: str, tags: pd.DataFrame) -> pd.DataFrame:
    return attached(rows, key, tags, view.territory, view.domain_id).kept.reset_index(drop=True)


def tied_to_actions(statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    return indicators.carried(indicators.gathered(statements), actions, ties)


def _group(tied: pd.DataFrame, group: str) -> pd.DataFrame:
    return tied[tied["group"] == group].reset_index(drop=True)


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
    """Sentences as text on a desk and in documents, as large cards on a projector: there without what is
    still to tie.
    """
    marks = [sentences.state(row) for _, row in rows.iterrows()]
    if view.projection:
        marks = [
            "" if state == indicators.TO_TIE else mark
            for state, mark in zip(rows["state"], marks, strict=True)
        ]
    laid_out = pd.DataFrame({"heading": headings or "", "text": rows["text"].tolist(), "mark": marks})
    known = rows if quoted is None else pd.concat([rows, quoted])
    return Figure(
        title=f"{title}{_attached(view)}",
        subtitle=subtitle if view.projection or any_tie(rows) else f"{subtitle} ; {sentences.BY_THE_CEP}",
        chart=charts.cards(laid_out, across) if view.projection else None,
        alt=" ".join(
            f"{text} : {mark}." if mark else text for text, mark in zip(rows["text"], marks, strict=True)
        ),
        passages=() if view.projection else passages,
        table=table_of(rows),
        evidence=cite(view, known, wording=wording),
        explanation=HOW_TIES_ARE_MADE,
    )


def _attached(view: View) -> str:
    """The end of a title under filters: the documents say more than what is attached to what they ask."""
    return f", pour ce qui est rattaché {asked(view)}" if view.territory or view.domain_id else ""


def _speakers(rows: pd.DataFrame) -> str:
    return listing([str(name) for name in dict.fromkeys(rows["organisation"].dropna())])


def _marked(rows: pd.DataFrame) -> pd.DataFrame:
    """Each sentence followed by the actions that carry it and their cost, or « à relier ».

    As long as nothing is tied, the same mark after each sentence would say nothing: the subtitle says it.
    """
    if not any_tie(rows):
        return rows
    # On one line: a state cut in two reads as the end of the sentence.
    marks = [sentences.beside(row).replace(" ", NO_BREAK_SPACE) for _, row in rows.iterrows()]
    return rows.assign(text=[f"{text} {mark}" for text, mark in zip(rows["text"], marks, strict=True)])


def table_of(tied: pd.DataFrame) -> Table:
    rows = indicators.in_priority(tied)
    frame = pd.DataFrame(
        {
            "Préconisation ou besoin": rows["text"],
            "Actions du Schéma": [sentences.carriers(row) for _, row in rows.iterrows()],
            sentences.COST: rows["cost_keur"],
            "Actions comptées": rows["contributing"].astype("Int64").where(rows["contributing"] > 0),
            "Groupe": rows["group"].map(sentences.GROUP_NAMES),
            "Titre dans le document": rows["parent"],
        }
    )
    if rows["rank"].notna().any():
        ranks = [None if is_unknown(rank) else str(rank) for rank in rows["rank"]]
        frame.insert(0, "Rang", pd.Series(ranks, dtype="str").fillna("non classée"))
    return Table(
        frame, {sentences.COST: "keur", "Actions comptées": "number"}, missing="sans objet", wordy=True
    )


def any_tie(rows: pd.DataFrame) -> bool:
    return bool((rows["state"] != indicators.TO_TIE).any())


def _in_columns(texts: list[str]) -> tuple[Passage, ...]:
    """Texts without headings, dealt over three columns in reading order."""
    step = -(-len(texts) // 3)
    return tuple(Passage("", tuple(texts[at : at + step])) for at in range(0, len(texts), step))


def show(figure: Figure, key: str, projection: bool) -> None:
    """Draw quotations one under the other: a card of half the width has no room for columns."""
    if projection:
        cards.show_chart(figure, key, projection)
    cards.show_passages(figure.passages, key, across=1, whole=projection)

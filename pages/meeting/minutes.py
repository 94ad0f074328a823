"""Word: the minutes of the meeting. Agenda, decisions by item, figures discussed, appendix of sources."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

import pandas as pd

from components.documents import pictures
from components.documents.cover import Cover, cover_of
from components.documents.gather import ExportedPart, reason_of
from components.documents.tabular import table_of
from components.documents.text import labelled, one_line, plain_words, printable, sources_line
from components.figures.blocks import CERTAINTY_WORDS, Figure, source_lines
from components.figures.table_words import written
from data import store
from data.french.formats import count, day, is_unknown, measure
from data.french.typography import french
from data.journal.folds import action_ids
from data.journal.folds.rows import each
from data.journal.words import vote_words
from pages.meeting import attendance, word_layout
from pages.meeting.held import Held
from pages.meeting.words import asked_words, by_owner, is_charge, status_word, type_word, when, with_progress
from pages.meeting.words import minutes as duration
from pages.registry import PAGES

log = logging.getLogger(__name__)

NO_DECISION = "Aucune décision notée."


def minutes(
    held: Held,
    figures: Sequence[ExportedPart] = (),
    *,
    shown: Sequence[tuple[str, Sequence[str]]] = (),
) -> bytes:
    """The .docx of the minutes of a meeting, as it was when it closed: the same text whenever it is made.

    ``figures`` were discussed: drawn with their chart or table. ``shown``: what each item had on screen.
    """
    from docx import Document
    from docx.shared import Cm, Pt

    cover = _cover(held)
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10.5)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        word_layout.french_heading(document.styles[name])
    properties = document.core_properties
    properties.author, properties.language = "CEP Numérique Martinique", "fr-FR"
    properties.title, properties.comments = labelled("Compte rendu", cover.title)[:250], ""
    failures = list(cover.problems)
    _opening(document, cover)
    _attendance(document, held.present)
    _agenda(document, held.agenda, held.state.spent)
    _items(document, held)
    _owed(document, held.noted)
    if not held.earlier.empty:
        document.add_heading("Suites des réunions précédentes", 1)
        _noted(document, "Réglées à cette réunion, ou encore à suivre", held.earlier)
    if held.settings.next_date:
        document.add_heading("Prochaine réunion", 1)
        document.add_paragraph(day(held.settings.next_date))
    if any(part.figure is not None for part in figures):
        document.add_heading("Figures discutées", 1)
    for part in figures:
        if part.figure is None:
            failures.append(
                labelled(part.heading, part.failure or "aucune figure pour les filtres en vigueur.")
            )
            continue
        kept = len(document.element.body)
        try:
            _figure(document, part, part.figure)
        except Exception as error:
            log.exception("block %r could not be put in the minutes", part.block_id)
            for element in list(document.element.body)[kept - 1 : -1]:
                document.element.body.remove(element)
            failures.append(labelled(part.heading, reason_of(error)))
    _screens(document, shown)
    _appendix(document, figures)
    if failures:
        document.add_heading("Ce qui n’a pas pu être produit", 1)
        for words in failures:
            document.add_paragraph(one_line(words), style="List Bullet")
    word_layout.page_numbers(section, cover.title)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _opening(document: Any, cover: Cover) -> None:
    from docx.shared import Cm

    if cover.logos:
        paragraph = document.add_paragraph()
        for logo in cover.logos:
            paragraph.add_run().add_picture(io.BytesIO(logo), height=Cm(1.4))
            paragraph.add_run("   ")
    document.add_heading("Compte rendu de réunion", 0)
    document.add_paragraph().add_run(printable(cover.title)).bold = True
    for line in cover.lines:
        document.add_paragraph(printable(line))


def _cover(held: Held) -> Cover:
    """Without the day it is made on: minutes are those of a meeting, made again they are the same."""
    made = cover_of(held.settings)
    lines = (held.settings.cep_expansion or "", when(held))
    return Cover(made.title, tuple(line for line in lines if line), made.logos, made.problems)


def _attendance(document: Any, present: pd.DataFrame) -> None:
    document.add_heading("Présences", 1)
    if present.empty:
        document.add_paragraph("Présences non notées.")
        return
    for row in present.to_dict(orient="records"):
        document.add_paragraph(one_line(attendance.person(row)), style="List Bullet")


def _agenda(document: Any, agenda: pd.DataFrame, spent: Mapping[str, float]) -> None:
    document.add_heading("Ordre du jour", 1)
    if agenda.empty:
        document.add_paragraph("Aucun point à l’ordre du jour.")
        return
    rows = [
        [
            str(row["position"]),
            _said(row["item"]),
            _said(row["speaker"], "non indiqué"),
            measure(row["minutes"], "min", none="à fixer"),
            duration(spent[row["item_id"]]) if row["item_id"] in spent else "non traité",
        ]
        for _, row in agenda.iterrows()
    ]
    names = ["N°", "Point", "Intervenant", "Durée prévue", "Durée réelle"]
    word_layout.table(document, names, rows, widths=(1.1, 7.2, 3.9, 2.2, 2.2))


def _items(document: Any, held: Held) -> None:
    """What was noted, under the item it was noted in; the rest under « Hors ordre du jour »."""
    document.add_heading("Décisions, par point", 1)
    if held.noted.empty:
        document.add_paragraph(NO_DECISION)
        return
    document.add_paragraph(f"{count(len(held.noted), 'élément noté', 'éléments notés')}.")
    placed = held.noted["agenda_item"].isin(held.agenda["item_id"].tolist())
    for _, item in held.agenda.iterrows():
        spent = held.state.spent.get(str(item["item_id"]))
        parts = [_said(item["speaker"]), f"{duration(spent)} en séance" if spent is not None else ""]
        rows = held.noted[held.noted["agenda_item"] == item["item_id"]]
        _noted(document, _said(item["item"]), rows, " · ".join(part for part in parts if part))
    _noted(document, "Hors ordre du jour", held.noted[~placed])


def _owed(document: Any, noted: pd.DataFrame) -> None:
    """Who does what by when, by person, with the actions of the Schéma that are named."""
    actions = store.load("schema_actions?")
    called = {row.action_id: one_line(f"{row.action_id} — {row.action}") for row in each(actions)}
    owed = by_owner(noted[is_charge(noted)])
    if owed.empty:
        return
    document.add_heading("Qui fait quoi, et pour quand", 1)
    cells = [
        [
            _said(row["who"], "non indiqué"),
            "non indiquée" if pd.isna(row["due"]) else day(pd.Timestamp(row["due"]).date()),
            with_progress(_said(row["text"]), row),
            "\n".join(
                called.get(one, one) for one in action_ids(row["carried_by"]) or mentioned(row["text"])
            ),
        ]
        for _, row in owed.iterrows()
    ]
    word_layout.table(
        document, ["Qui", "Échéance", "Quoi", "Actions du Schéma"], cells, widths=(3.0, 2.6, 6.2, 4.8)
    )


def mentioned(text: object) -> list[str]:
    """The numbers of the actions of the Schéma that a text writes: A01, A08."""
    return list(dict.fromkeys(re.findall(r"\bA(?:0[1-9]|1[0-9]|2[0-3])\b", _said(text))))


def _screens(document: Any, shown: Sequence[tuple[str, Sequence[str]]]) -> None:
    """What was on the projector, item by item."""
    if not shown:
        return
    document.add_heading(french("Annexe : écrans de la réunion"), 1)
    for title, headings in shown:
        document.add_paragraph(one_line(title)).paragraph_format.keep_with_next = True
        for heading in headings:
            document.add_paragraph(one_line(heading), style="List Bullet")


def _noted(document: Any, title: str, rows: pd.DataFrame, under: str = "") -> None:
    if rows.empty:
        return
    document.add_heading(title, 2)
    if under:
        document.add_paragraph(under).paragraph_format.keep_with_next = True
    cells = [
        [
            type_word(row["type"]),
            "\n".join(words for words in (_said(row["text"]), _voted(row), _on_screen(row)) if words),
            _said(row["who"], "non indiqué"),
            "non indiquée" if pd.isna(row["due"]) else day(pd.Timestamp(row["due"]).date()),
            status_word(row["status"], row["type"]),
        ]
        for _, row in rows.iterrows()
    ]
    word_layout.table(
        document, ["Nature", "Texte", "Qui", "Échéance", "État"], cells, widths=(2.5, 6.4, 2.8, 2.5, 2.4)
    )


def _voted(row: pd.Series) -> str:
    vote = vote_words(row["vote"])
    return labelled("Vote", vote) if vote else ""


def _on_screen(row: pd.Series) -> str:
    """What was on screen when this was noted: page, view, filters and choices, figure when projecting.

    Then the address that opens it again, without a host: nothing tells where the reader's copy is served.
    """
    page, query = PAGES.get(_said(row.get("page"))), _said(row.get("query"))
    if page is PAGES["seance"]:  # of whom noted, not of the room
        return ""
    asked = map(one_line, asked_words(page, query))
    parts = [page.title if page else "", *asked, _said(row.get("figure"))]
    shown = " · ".join(part for part in parts if part)
    address = "\n" + labelled("Adresse", f"/{page.path}?{_readable(query)}") if page and query else ""
    return labelled("À l’écran", shown) + address if shown else ""


def _readable(query: str) -> str:
    """The same address with its accents and commas to be read; what would change its meaning stays coded."""
    return re.sub(r"(?:%(?:[89A-F][0-9A-F]|2C))+", lambda coded: unquote(coded[0]), query)


def _figure(document: Any, part: ExportedPart, figure: Figure) -> None:
    from docx.shared import Cm

    document.add_heading(one_line(figure.title), 2)
    above = part.above
    if above:
        document.add_paragraph(one_line(above)).paragraph_format.keep_with_next = True
    for number in figure.numbers:
        paragraph = document.add_paragraph()
        paragraph.add_run(one_line(number.value)).bold = True
        detail = f" ({one_line(number.detail)})" if number.detail else ""
        paragraph.add_run(f" {one_line(number.label)}{detail}")
    if figure.chart is not None:
        svg, width, height = pictures.chart_svg(figure.chart)
        shown = min(16.6, 20 * width / height)
        picture = document.add_picture(io.BytesIO(pictures.svg_to_png(svg)), width=Cm(shown))
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        picture._inline.docPr.set("descr", one_line(figure.alt or figure.title))
    for passage in figure.passages:
        if passage.heading:
            document.add_paragraph().add_run(one_line(passage.heading)).bold = True
        for sentence in passage.sentences:
            document.add_paragraph(one_line(sentence), style="List Bullet")
        if passage.speaker:
            document.add_paragraph(f"— {one_line(passage.speaker)}")
    table = table_of(figure) if figure.table is not None else None
    if table is not None and (figure.table_first or figure.chart is None):
        shown_table = written(table)
        rows = [[printable(cell) for cell in row] for row in shown_table.to_numpy().tolist()]
        word_layout.table(document, [str(name) for name in shown_table.columns], rows)
    for label, url in figure.links:
        document.add_paragraph(labelled(one_line(label), f"{one_line(url)} (nécessite Internet)"))
    for words in (figure.caution, sources_line(source_lines(figure.evidence))):
        if words:
            word_layout.small(document.add_paragraph(one_line(words)))


def _appendix(document: Any, parts: Sequence[ExportedPart]) -> None:
    """Every document that the figures cite, once, with the notes on how it was read."""
    document.add_heading(french("Annexe : sources"), 1)
    cited: dict[tuple[str, ...], None] = {}
    for part in parts:
        for item in part.figure.evidence if part.figure else ():
            certainty = CERTAINTY_WORDS[item.certainty]
            key = (item.source, item.place, item.year, certainty, plain_words(item.note), item.url)
            cited[key] = None
    if not cited:
        document.add_paragraph(french("Aucune figure jointe : aucune source à citer."))
        return
    rows = [[one_line(cell) for cell in row] for row in cited]
    word_layout.table(
        document,
        ["Document", "Endroit", "Année", "Certitude", "Note", "Adresse (nécessite Internet)"],
        rows,
        widths=(4.1, 2.9, 1.6, 2.2, 3.2, 2.6),
    )


def _said(value: object, none: str = "") -> str:
    return none if is_unknown(value) or value is pd.NaT or not str(value) else one_line(value)

"""PowerPoint: one slide a figure, native charts where PowerPoint has the kind, pictures for the rest.

Nothing is cut: a long text, table or chart goes on over several slides. What could not be made is named on
a slide of its own.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from components.documents import pictures, slide_charts, slide_texts
from components.documents.cover import Cover
from components.documents.gather import ExportedPage, ExportedPart, Progress, reason_of
from components.documents.tabular import MOST_ROWS_SHOWN, on_paper
from components.documents.template import Area, Template
from components.documents.text import labelled, lines_needed, numbered, one_line, plain_words, sources_line
from components.figures.blocks import CERTAINTY_WORDS, Figure, Number, Passage, source_lines
from components.figures.table_words import written

log = logging.getLogger(__name__)

_INK, _GREY = "1F2937", "4B5563"
# On paper a slide is printed at four fifths of its size: 9 points are 7.
_SMALL, _SMALLEST = 11, 9
_TABLE_ROWS = 12


def presentation(
    cover: Cover,
    pages: Sequence[ExportedPage],
    *,
    template: bytes | None = None,
    progress: Progress | None = None,
) -> bytes:
    """The .pptx of one or several pages. ``template``: the user's own file; one that is damaged is told."""
    deck = _Deck(Template(template))
    deck.cover(cover)
    done, total = 0, sum(len(page.parts) for page in pages) or 1
    for page in pages:
        # A title alone says nothing that the next slide does not; nor does a question where the cover names
        # the only page.
        if page.sentences or (page.question and (len(pages) > 1 or not page.figures)):
            deck.opening(page)
        failed: list[str] = []
        for part in page.figures:
            if progress:
                progress(done / total, labelled(page.title, part.heading))
            done += 1
            before = len(deck.template.presentation.slides)
            try:
                deck.figure(page, part)
            except Exception as error:
                log.exception("block %r could not be put on slides", part.block_id)
                deck.drop_after(before)
                failed.append(labelled(part.heading, reason_of(error)))
        deck.unsaid(page, (*page.unsaid, *failed))
    problems = [*cover.problems, *([deck.template.problem] if deck.template.problem else [])]
    if problems:
        deck.sentences("Ce qui a manqué à ce document", problems)
    written_file = io.BytesIO()
    properties = deck.template.presentation.core_properties
    # The property of a file takes 255 letters.
    properties.title, properties.author = cover.title[:250], "CEP Numérique Martinique"
    properties.language = "fr-FR"
    deck.template.presentation.save(written_file)
    return written_file.getvalue()


def count(deck: bytes) -> int:
    """How many slides a .pptx has."""
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        return sum(re.fullmatch(r"ppt/slides/slide\d+\.xml", name) is not None for name in archive.namelist())


class _Deck:
    """The slides being written, on a template."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.room = template.room()

    def cover(self, cover: Cover) -> None:
        slide = self.template.add(self.template.cover, cover.title)
        subtitle = next((s for s in slide.placeholders if s.placeholder_format.idx == 1), None)
        if subtitle is not None:
            slide_texts.paragraphs(subtitle.text_frame, cover.lines)
        else:
            self._text(slide, "\n".join(cover.lines), self.room.left, self.room.top, self.room.width, 2, 18)
        left = self.room.left + 0.3
        for logo in cover.logos:
            from pptx.util import Inches

            picture = slide.shapes.add_picture(
                io.BytesIO(logo), Inches(left), Inches(self.template.height - 1.3), height=Inches(0.8)
            )
            picture.name = "Logo d’un partenaire"
            left += picture.width.inches + 0.4

    def opening(self, page: ExportedPage) -> None:
        """What the page answers, and what its data says."""
        # What there is alone is written large, and once.
        lines = [*page.sentences] or [page.question]
        slide = self._slide(page.title, page)
        if page.question and page.sentences:
            self._text(
                slide, page.question, self.room.left, self.room.top + 0.1, self.room.width, 0.4, 16, _GREY
            )
        top = self.room.top + 0.8
        for line in lines:
            height = lines_needed(line, self.room.width, 26) * 26 * 1.25 / 72 + 0.3
            self._text(slide, line, self.room.left, top, self.room.width, height, 26)
            top += height + 0.15

    def figure(self, page: ExportedPage, part: ExportedPart) -> None:
        assert part.figure is not None
        figure = on_paper(part.figure, MOST_ROWS_SHOWN)
        draws: list[Callable[[Any, Area], None]] = []
        if figure.numbers and (figure.native or figure.chart is None):
            draws += self._numbers(figure.numbers)
        if figure.table_first and figure.table is not None:
            draws += self._table(figure)
        draws += self._chart(figure)
        if figure.numbers and figure.chart is not None and figure.native is None:
            draws += self._numbers(figure.numbers)
        draws += self._passages(figure.passages)
        draws += self._links(figure.links)
        if not draws and figure.table is not None:
            draws += self._table(figure)
        for rank, draw in enumerate(draws or [lambda slide, room: None], start=1):
            slide = self._slide(numbered(figure.title, rank, max(1, len(draws))), page, part.perimeter)
            room = self._around(slide, part, figure)
            draw(slide, room)
            slide.notes_slide.notes_text_frame.text = _notes(figure)

    def unsaid(self, page: ExportedPage, sentences: Sequence[str]) -> None:
        if sentences:
            self.sentences(labelled(page.title, "ce qui n’est pas dans ce document"), sentences, page)

    def sentences(self, title: str, sentences: Sequence[str], page: ExportedPage | None = None) -> None:
        draws = self._passages((Passage("", tuple(sentences)),))
        for rank, draw in enumerate(draws, start=1):
            draw(self._slide(numbered(title, rank, len(draws)), page), self.room)

    def drop_after(self, count: int) -> None:
        """Take out the slides of a part that failed halfway."""
        identifiers = self.template.presentation.slides._sldIdLst
        for identifier in list(identifiers)[count:]:
            self.template.presentation.part.drop_rel(identifier.rId)
            identifiers.remove(identifier)

    def _slide(self, title: str, page: ExportedPage | None, perimeter: str = "") -> Any:
        covered = perimeter or (page.perimeter if page else "")
        footer = f"{page.title} · {labelled('Périmètre', covered)}" if page and covered else ""
        slide = self.template.add(self.template.figure, one_line(title), one_line(footer))
        slide_texts.shrink_title(slide.shapes.title, self.room.width)
        return slide

    def _around(self, slide: Any, part: ExportedPart, figure: Figure) -> Area:
        """Write what is measured and where it comes from; returns the room left in between."""
        room = self.room
        top = room.top
        above = " · ".join(words for words in (figure.subtitle, part.choices) if words)
        if above:
            height = lines_needed(above, room.width, 14) * 0.25 + 0.05
            self._text(slide, above, room.left, top, room.width, height, 14, _GREY)
            top += height + 0.05
        foot = [
            sources_line(source_lines(figure.evidence)),
            sources_line(source_lines(figure.evidence, brief=True)),
        ]
        tries = [[line for line in (one_line(figure.caution), said) if line] for said in foot]
        # Sources that take a fifth of the slide are named alone: where each was read is in the notes.
        lines = next((one for one in tries if self._lines(one, _SMALL) <= 4), tries[-1])
        size = _SMALL if self._lines(lines, _SMALL) <= 4 else _SMALLEST
        height = self._lines(lines, size) * size * 1.22 / 72 + 0.05
        bottom = room.top + room.height - height
        if lines:
            box = self._text(slide, "\n".join(lines), room.left, bottom, room.width, height, size, _GREY)
            box.name = "Source"
        return Area(room.left, top + 0.05, room.width, bottom - top - 0.15)

    def _lines(self, texts: Sequence[str], size: float) -> int:
        return sum(lines_needed(text, self.room.width, size) for text in texts)

    def _numbers(self, numbers: tuple[Number, ...]) -> list[Callable[[Any, Area], None]]:
        """Large figures, four to a row, two rows to a slide."""
        groups = [numbers[first : first + 8] for first in range(0, len(numbers), 8)]

        def drawing(group: tuple[Number, ...]) -> Callable[[Any, Area], None]:
            def draw(slide: Any, room: Area) -> None:
                across = min(4, len(group)) if len(group) != 5 and len(group) != 6 else 3
                rows = -(-len(group) // across)
                width, height = room.width / across, room.height / rows
                for rank, number in enumerate(group):
                    left = room.left + (rank % across) * width
                    top = room.top + (rank // across) * height + (0.6 if rows == 1 else 0.05)
                    longest = max(len(one.value) for one in group)
                    size = min(54, int(width * 72 / (0.62 * longest)))
                    self._text(
                        slide, number.value, left, top, width, size * 1.3 / 72, size, "2B64BB", bold=True
                    )
                    below = top + size * 1.3 / 72 + 0.05
                    # A reader without the font of the template has a wider one: the detail stays below.
                    tall = lines_needed(number.said, (width - 0.2) * 0.8, 18) * 0.31
                    self._text(slide, number.said, left, below, width - 0.2, tall, 18)
                    if number.detail:
                        self._text(slide, number.detail, left, below + tall, width - 0.2, 0.5, 13, _GREY)

            return draw

        return [drawing(group) for group in groups]

    def _chart(self, figure: Figure) -> list[Callable[[Any, Area], None]]:
        from pptx.util import Inches

        only_table = figure.table_first and figure.chart is None
        if figure.native is not None and figure.native.categories and not only_table:
            ends = slide_charts.reach(figure.native)

            def native(piece: Any) -> Callable[[Any, Area], None]:
                def draw(slide: Any, room: Area) -> None:
                    box = (Inches(room.left), Inches(room.top), Inches(room.width), Inches(room.height))
                    slide_charts.add(slide, piece, box, ends, figure.title)
                    _describe(slide.shapes[-1], figure.alt)

                return draw

            return [native(piece) for piece in slide_charts.pieces(figure.native)]
        if figure.chart is None:
            return []

        def picture(slide: Any, room: Area) -> None:
            svg, width, height = pictures.fitted_svg(figure.chart, room.width / room.height)
            scale = min(room.width / width, room.height / height)
            left = room.left + (room.width - width * scale) / 2
            drawn = slide.shapes.add_picture(
                io.BytesIO(pictures.svg_to_png(svg)),
                Inches(left),
                Inches(room.top),
                Inches(width * scale),
                Inches(height * scale),
            )
            drawn.name = one_line(figure.title)[:200]
            _describe(drawn, figure.alt)

        return [picture]

    def _passages(self, passages: tuple[Passage, ...]) -> list[Callable[[Any, Area], None]]:
        return (
            slide_texts.columns(passages, Area(0, 0, self.room.width, self.room.height - 1.3))
            if passages
            else []
        )

    def _table(self, figure: Figure) -> list[Callable[[Any, Area], None]]:
        assert figure.table is not None
        shown = written(figure.table)
        right = [figure.table.formats.get(str(name), "text") != "text" for name in shown.columns]
        return slide_texts.tables(
            shown, right, Area(0, 0, self.room.width, self.room.height - 1.3), _TABLE_ROWS
        )

    def _links(self, links: tuple[tuple[str, str], ...]) -> list[Callable[[Any, Area], None]]:
        """QR codes for the phones in the room, four to a slide; the addresses are text, not links."""

        def drawing(group: tuple[tuple[str, str], ...]) -> Callable[[Any, Area], None]:
            def draw(slide: Any, room: Area) -> None:
                from pptx.util import Inches

                width = room.width / len(group)
                side = min(width * 0.8, room.height - 1.3, 3)
                for rank, (label, url) in enumerate(group):
                    left = room.left + rank * width
                    code = io.BytesIO(pictures.qr_png(url))
                    slide.shapes.add_picture(code, Inches(left), Inches(room.top), Inches(side), Inches(side))
                    _describe(slide.shapes[-1], labelled("QR code", url))
                    words = f"{one_line(label)}\n{one_line(url)} (nécessite Internet)"
                    self._text(slide, words, left, room.top + side + 0.05, width - 0.2, 1.2, 13)

            return draw

        return [drawing(links[first : first + 4]) for first in range(0, len(links), 4)]

    def _text(
        self,
        slide: Any,
        words: str,
        left: float,
        top: float,
        width: float,
        height: float,
        size: float,
        color: str = _INK,
        *,
        bold: bool = False,
    ) -> Any:
        return slide_texts.box(slide, words, Area(left, top, width, height), size, color, bold=bold)


def _describe(shape: Any, words: str) -> None:
    """The words a screen reader says for a visual."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", one_line(words))


def _notes(figure: Figure) -> str:
    """Speaker notes: how it was computed, the wording it was read from, the notes on the reading."""
    said = [plain_words(figure.explanation)] if figure.explanation else []
    for item in figure.evidence:
        lines = (
            f"{item.source}, « {item.place} » ({CERTAINTY_WORDS[item.certainty]})",
            f"« {item.wording} »" if item.wording else "",
            item.note,
            f"{item.url} (nécessite Internet)" if item.url else "",
        )
        said.append("\n".join(one_line(line) for line in lines if line))
    return "\n\n".join(said)

"""Words and tables on slides, over as many slides as they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import pandas as pd

from components.documents.template import Area
from components.documents.text import lines_needed, longest_word, one_line, printable, wrapped
from components.figures.blocks import Passage
from data.french.typography import french

Draw = Callable[[Any, Area], None]
# (text, size in points, bold, bullet): one paragraph of a column.
_Paragraph = tuple[str, int, bool, str]
_LONGEST = 900
_INK = "1F2937"


def box(slide: Any, words: str, room: Area, size: float, color: str, *, bold: bool = False) -> Any:
    """A text box whose lines are those of ``words``, without any margin of its own."""
    from pptx.dml.color import RGBColor
    from pptx.util import Inches, Pt

    shape = slide.shapes.add_textbox(
        *(Inches(side) for side in (room.left, room.top, room.width, room.height))
    )
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    paragraphs(frame, printable(words).split("\n"))
    for paragraph in frame.paragraphs:
        paragraph.font.size = Pt(size)
        paragraph.font.bold = bold
        paragraph.font.color.rgb = RGBColor.from_string(color)
    return shape


def paragraphs(frame: Any, lines: Iterable[str]) -> None:
    """One paragraph a line: text only, whatever it looks like."""
    for rank, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if rank == 0 else frame.add_paragraph()
        paragraph.add_run().text = french(one_line(line))


def shrink_title(title: Any, width: float) -> None:
    """Smaller letters for a title that would take more than two lines."""
    from pptx.util import Pt

    words = title.text_frame.text
    for size in (26, 22, 19, 16):
        if lines_needed(words, width * 0.88, size) <= 2 or size == 16:
            if size != 26:
                title.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
            return


def columns(passages: tuple[Passage, ...], room: Area) -> list[Draw]:
    """Sentences under their headings: in one column if they fit, else two a slide, over several slides."""
    flow = list(_flow(passages))
    if _height(flow, room.width, 18) <= room.height:
        return [_drawing([flow], 18)]
    width = room.width / 2 - 0.2
    filled: list[list[_Paragraph]] = [[]]
    for rank, paragraph in enumerate(flow):
        # A heading never stays alone at the foot of a column.
        kept = [paragraph, flow[rank + 1]] if paragraph[2] and rank + 1 < len(flow) else [paragraph]
        if filled[-1] and _height([*filled[-1], *kept], width, 16) > room.height:
            filled.append([])
        filled[-1].append(paragraph)
    return [_drawing(filled[first : first + 2], 16) for first in range(0, len(filled), 2)]


def _flow(passages: tuple[Passage, ...]) -> Iterable[_Paragraph]:
    for passage in passages:
        if passage.heading:
            yield one_line(passage.heading), 2, True, ""
        for sentence in passage.sentences:
            for piece, words in enumerate(wrapped(one_line(sentence), _LONGEST)):
                yield words, 0, False, "•" if piece == 0 else " "
        if passage.speaker:
            yield f"— {one_line(passage.speaker)}", -2, False, ""


def _height(flow: list[_Paragraph], width: float, size: int) -> float:
    """Inches that the paragraphs take, letters of ``size`` points."""
    return sum(
        lines_needed(words, width - (0.3 if mark else 0), size + more) * (size + more) * 1.22 / 72 + 0.085
        for words, more, _, mark in flow
    )


def _drawing(filled: list[list[_Paragraph]], size: int) -> Draw:
    def draw(slide: Any, room: Area) -> None:
        from pptx.dml.color import RGBColor
        from pptx.util import Pt

        width = room.width if len(filled) == 1 and size == 18 else room.width / 2 - 0.2
        for position, flow in enumerate(filled):
            place = Area(room.left + position * (width + 0.4), room.top + 0.1, width, room.height - 0.1)
            frame = box(slide, "", place, size, _INK).text_frame
            for rank, (words, more, bold, mark) in enumerate(flow):
                paragraph = frame.paragraphs[0] if rank == 0 else frame.add_paragraph()
                run = paragraph.add_run()
                run.text = words
                paragraph.font.size, paragraph.font.bold = Pt(size + more), bold
                paragraph.font.color.rgb = RGBColor.from_string(_INK)
                paragraph.space_after = Pt(6)
                if mark:
                    _bullet(paragraph, mark)

    return draw


def _bullet(paragraph: Any, mark: str) -> None:
    """A hanging mark, as PowerPoint writes it: the text itself holds no bullet."""
    from lxml import etree
    from pptx.oxml.ns import qn

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "274320")
    properties.set("indent", "-274320" if mark.strip() else "0")
    if not mark.strip():
        return
    # The schema wants the mark before the default run properties.
    place = properties.find(qn("a:defRPr"))
    element = etree.SubElement(properties, qn("a:buAutoNum" if mark != "•" else "a:buChar"))
    if mark == "•":
        element.set("char", mark)
    else:
        element.set("type", "arabicPeriod")
        element.set("startAt", mark.rstrip("."))
    if place is not None:
        place.addprevious(element)


def tables(shown: pd.DataFrame, right: list[bool], room: Area, most: int) -> list[Draw]:
    """A table as text over several slides, each with its headers; ``right``: columns of figures."""
    names = [one_line(name) for name in shown.columns]
    cells = [[one_line(value) for value in row] for row in shown.to_numpy().tolist()]
    size = 12 if len(names) <= 6 else 10
    widths = _widths(names, cells, room.width, size)
    heights = [_row_height(row, widths, size) for row in cells]
    head = _row_height(names, widths, size)
    groups: list[list[int]] = [[]]
    for rank, height in enumerate(heights):
        taken = head + sum(heights[line] for line in groups[-1])
        if groups[-1] and (taken + height > room.height or len(groups[-1]) == most):
            groups.append([])
        groups[-1].append(rank)
    # A row alone on its slide takes the one before it along.
    for before, group in reversed(list(pairwise(groups))):
        if (
            len(group) == 1
            and len(before) > 2
            and head + heights[before[-1]] + heights[group[0]] <= room.height
        ):
            group.insert(0, before.pop())

    def drawing(group: list[int]) -> Draw:
        def draw(slide: Any, place: Area) -> None:
            rows = [names, *(cells[rank] for rank in group)]
            tall = [head, *(heights[rank] for rank in group)]
            _table(slide, place, rows, tall, widths, right, size)

        return draw

    return [drawing(group) for group in groups]


def _widths(names: list[str], cells: list[list[str]], total: float, size: int) -> list[float]:
    """Inches of each column: its longest word first, the rest shared as its texts are long."""
    least, wanted = [], []
    for position, name in enumerate(names):
        texts = [row[position] for row in cells] or [""]
        least.append(longest_word((name, *texts)) * size * 0.58 / 72 + 0.2)
        wanted.append(min(400.0, sum(map(len, texts)) / len(texts)))
    left = total - sum(least)
    if left <= 0:
        return [total * one / sum(least) for one in least]
    return [one + left * more / (sum(wanted) or 1) for one, more in zip(least, wanted, strict=True)]


def _row_height(row: list[str], widths: list[float], size: int) -> float:
    lines = max(lines_needed(text, width - 0.2, size * 1.04) for text, width in zip(row, widths, strict=True))
    return lines * size * 1.22 / 72 + 0.1


def _table(
    slide: Any,
    place: Area,
    rows: list[list[str]],
    heights: list[float],
    widths: list[float],
    right: list[bool],
    size: int,
) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches, Pt

    frame = slide.shapes.add_table(
        len(rows), len(widths), *(Inches(side) for side in (place.left, place.top, place.width, sum(heights)))
    )
    table = frame.table
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for line, height in zip(table.rows, heights, strict=True):
        line.height = Inches(height)
    for line, row in enumerate(rows):
        for position, words in enumerate(row):
            cell = table.cell(line, position)
            cell.margin_top = cell.margin_bottom = Inches(0.04)
            cell.margin_left = cell.margin_right = Inches(0.08)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.add_run().text = words
            paragraph.font.size = Pt(size)
            paragraph.alignment = PP_ALIGN.RIGHT if right[position] else PP_ALIGN.LEFT

"""PDF by Typst: the whole meeting, one figure a page, and one-page sheets. No browser, no network.

Words travel as JSON beside the models (``assets/*.typ``), never inside them: what people typed cannot be
read as markup.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from components.documents import pictures
from components.documents.cover import Cover
from components.documents.gather import ExportedPage, ExportedPart, Progress, reason_of
from components.documents.tabular import on_paper, table_of
from components.documents.text import breakable, labelled, longest_word, one_line, printable, sources_line
from components.figures.blocks import Figure, Table, source_lines
from components.figures.table_words import written

log = logging.getLogger(__name__)

ASSETS = Path(__file__).parent / "assets"
# The room that a chart has on a landscape page, width over height.
_RATIO = 1.75
NO_TABLE: dict[str, Any] = {"columns": [], "rows": [], "right": [], "words": [], "widths": []}


def dossier(
    cover: Cover,
    pages: Sequence[ExportedPage],
    *,
    agenda: Table | None = None,
    decisions: Table | None = None,
    progress: Progress | None = None,
) -> bytes:
    """The .pdf of one or several pages, each figure on its own; agenda and decisions first, when given."""
    with tempfile.TemporaryDirectory(prefix="cep-pdf-") as name:
        folder = Path(name)
        done, total = 0, sum(len(page.figures) for page in pages) or 1
        written_pages = []
        for page in pages:
            parts, failed = [], []
            for part in page.figures:
                if progress:
                    progress(done / total, labelled(page.title, part.heading))
                done += 1
                try:
                    parts.append(_part(page.title, part, folder, done))
                except Exception as error:
                    log.exception("block %r could not be put in the PDF", part.block_id)
                    failed.append(labelled(part.heading, reason_of(error)))
            written_pages.append(_page(page, parts, failed))
        data = {
            "title": cover.title,
            "lines": list(cover.lines),
            "logos": logo_files(cover.logos, folder),
            "agenda": as_cells(agenda) if agenda is not None else NO_TABLE,
            "decisions": as_cells(decisions) if decisions is not None else NO_TABLE,
            "pages": written_pages,
            "problems": [one_line(words) for words in cover.problems],
        }
        return compiled("dossier.typ", data, folder)


def compiled(model: str, data: dict[str, Any], folder: Path) -> bytes:
    """The PDF of a model of ``assets`` with its data, in a folder that holds its pictures."""
    import typst

    for name in ("house.typ", model):
        shutil.copy(ASSETS / name, folder / name)
    (folder / "data.json").write_text(json.dumps(_clean(data), ensure_ascii=False), encoding="utf-8")
    # Only the letters beside the models, and those Typst brings: the same page on every computer.
    made = typst.compile(
        str(folder / model),
        root=str(folder),
        font_paths=[str(pictures.FONTS)],
        ignore_system_fonts=True,
        format="pdf",
    )
    assert isinstance(made, bytes)
    return made


def _clean(data: Any) -> Any:
    """The data with every text printable: one stray character would cost the whole document."""
    if isinstance(data, dict):
        return {name: _clean(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_clean(value) for value in data]
    return printable(data) if isinstance(data, str) else data


def as_cells(table: Table) -> dict[str, Any]:
    """A table as the models take it: cells, columns of figures, longest words and usual lengths."""
    shown: pd.DataFrame = written(table)
    rows = [[breakable(one_line(cell)) for cell in row] for row in shown.to_numpy().tolist()]
    words, widths = [], []
    for position, name in enumerate(shown.columns):
        texts = [str(name), *(row[position] for row in rows)]
        words.append(longest_word(texts))
        widths.append(min(80, sum(map(len, texts)) / len(texts)) + 1)
    return {
        "columns": [one_line(name) for name in shown.columns],
        "rows": rows,
        "right": [table.formats.get(str(name), "text") != "text" for name in shown.columns],
        "words": words,
        "widths": widths,
    }


def logo_files(logos: Sequence[bytes], folder: Path) -> list[str]:
    """Names of the logos written in the folder."""
    for rank, logo in enumerate(logos):
        (folder / f"logo-{rank}.png").write_bytes(logo)
    return [f"logo-{rank}.png" for rank in range(len(logos))]


def _page(page: ExportedPage, parts: list[dict[str, Any]], failed: list[str]) -> dict[str, Any]:
    return {
        "title": page.title,
        "question": page.question,
        "footer": _footer(page.title, page.perimeter),
        "sentences": [one_line(words) for words in page.sentences],
        "unsaid": [one_line(words) for words in (*page.unsaid, *failed)],
        "parts": parts,
    }


def _footer(title: str, perimeter: str) -> str:
    return one_line(f"{title} · {labelled('Périmètre', perimeter)}" if perimeter else title)


def _part(title: str, part: ExportedPart, folder: Path, rank: int) -> dict[str, Any]:
    assert isinstance(part.figure, Figure)
    figure = on_paper(part.figure)
    # Behind a chart or sentences, a table goes to the workbook; alone, it is what the page shows.
    bare = figure.chart is None and not figure.passages and not figure.numbers
    table = table_of(figure) if figure.table is not None and (figure.table_first or bare) else None
    links = []
    for position, (label, url) in enumerate(figure.links):
        code = folder / f"code-{rank}-{position}.png"
        code.write_bytes(pictures.qr_png(url))
        address = f"{one_line(url)} (nécessite Internet)"
        links.append({"label": one_line(label), "url": address, "code": code.name})
    picture = None
    if figure.chart is not None:
        svg, _, _ = pictures.fitted_svg(figure.chart, _RATIO)
        picture = f"figure-{rank}.svg"
        (folder / picture).write_text(svg, encoding="utf-8")
    foot = (one_line(figure.caution), sources_line(source_lines(figure.evidence)))
    return {
        "title": one_line(figure.title),
        "footer": _footer(title, part.perimeter),
        "above": one_line(part.above),
        "alt": one_line(figure.alt or figure.title),
        "picture": picture,
        "numbers": [
            {
                "value": one_line(number.value),
                "label": one_line(number.said),
                "detail": one_line(number.detail),
            }
            for number in figure.numbers
        ],
        "passages": [
            {
                "heading": one_line(passage.heading),
                "sentences": [one_line(sentence) for sentence in passage.sentences],
                "speaker": one_line(passage.speaker),
            }
            for passage in figure.passages
        ],
        "table": as_cells(table) if table is not None and len(table.frame) else None,
        "table-first": figure.table_first,
        "links": links,
        "foot": [words for words in foot if words],
    }

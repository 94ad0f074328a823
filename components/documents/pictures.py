"""Charts as pictures: SVG and PNG that carry their title, filters and source, drawn without a browser.

The letters are those of the fonts beside this module, so a picture is the same on every computer.
"""

from __future__ import annotations

import copy
import io
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import altair as alt

from components.documents.text import labelled, one_line, sources_line, wrapped
from components.figures.blocks import Figure, source_lines
from components.figures.style import TEXT_ON_LIGHT, finish
from data.imports import picture_bounds

FONTS = Path(__file__).parent / "assets" / "fonts"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
GREY = "#4B5563"
WIDTH = 1200
MARGIN = 40
_CHART_WIDTH = 920
_FITTED_WIDTH = 820
# Signs of the screen that the letters of documents lack, and the nearest that they have.
_DRAWN_AS = str.maketrans({"✕": "×", "✗": "×", "↳": "→", "◆": "■", "◇": "□", "△": "▲", "▽": "▼"})
_COMPOSED = ("hconcat", "vconcat", "concat", "facet", "repeat")


@cache
def _renderer() -> Any:
    """vl-convert, which takes half a second to start: imported when a picture is asked for."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def export_spec(chart: Any, width: float | None = _CHART_WIDTH) -> dict[str, Any]:
    """The Vega-Lite dictionary of a chart for paper: light, in the export size, ``width`` pixels wide.

    ``chart`` is an Altair chart, or what a card made of one for a screen (a dictionary, or a ``spec`` with
    its ``data`` as Arrow): its sizes and colours of the screen are replaced. Charts made of several views
    keep their own widths.
    """
    if hasattr(chart, "spec"):
        inline = {} if chart.data is None else {"data": {"values": chart.data.to_pylist()}}
        chart = {**chart.spec, **inline}
    if isinstance(chart, dict):
        spec = copy.deepcopy(chart)
        house = finish(alt.Chart(alt.Data(values=[])).mark_point(), "export")
        spec["config"] = {**spec.get("config", {}), **house["config"]}
        named = {param["name"] for param in house["params"]}
        others = [param for param in spec.get("params", []) if param["name"] not in named]
        spec["params"] = [*house["params"], *others]
        spec.pop("height", None) if spec.get("height") == "container" else None
    else:
        spec = finish(chart, "export")
    spec["config"] = {**spec["config"], "font": FONT}
    spec["background"] = "white"
    if width and not any(name in spec for name in _COMPOSED):
        spec["width"] = width
        spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    return spec


def chart_svg(chart: Any, width: float | None = _CHART_WIDTH) -> tuple[str, float, float]:
    """The chart alone: SVG text, width and height in pixels. Opens no address."""
    drawn = str(_renderer().vegalite_to_svg(export_spec(chart, width), allowed_base_urls=[]))
    svg = drawn.translate(_DRAWN_AS)
    size = re.search(r'<svg[^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if size is None:
        raise ValueError("the renderer gave no size")
    return svg, float(size[1]), float(size[2])


def fitted_svg(chart: Any, ratio: float) -> tuple[str, float, float]:
    """The chart alone, as wide as needed for its width to be about ``ratio`` times its height.

    A tall chart is drawn wider, with smaller letters once placed, rather than squeezed in a column.
    """
    svg, width, height = chart_svg(chart, _FITTED_WIDTH)
    if width / height < ratio * 0.9:
        svg, width, height = chart_svg(chart, min(1700.0, height * ratio))
    return svg, width, height


def svg_to_png(svg: str) -> bytes:
    """Pixels of an SVG, twice its size."""
    return bytes(_renderer().svg_to_png(svg, scale=2))


def picture_svg(figure: Figure, perimeter: str = "") -> str:
    """The figure as one picture: title, what is measured, chart, caution, perimeter and sources."""
    drawn, width, height = chart_svg(figure.chart)
    inner = WIDTH - 2 * MARGIN
    shown = height * inner / width
    body: list[str] = []
    top = float(MARGIN)
    for words, size, color, weight in (
        (figure.title, 30, TEXT_ON_LIGHT, "bold"),
        (figure.subtitle, 18, GREY, "normal"),
    ):
        top = _lines(body, words, top, size, color, weight)
    body.append(_placed(drawn, MARGIN, top + 12, inner, shown))
    top += 12 + shown + 16
    foot = (
        figure.caution,
        labelled("Périmètre", perimeter) if perimeter else "",
        sources_line(source_lines(figure.evidence)),
    )
    for words in foot:
        top = _lines(body, words, top, 15, GREY, "normal")
    total = round(top + MARGIN / 2)
    described = f"<title>{escape(one_line(figure.title))}</title><desc>{escape(one_line(figure.alt))}</desc>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{total}" '
        f'viewBox="0 0 {WIDTH} {total}" role="img">{described}'
        f'<rect width="{WIDTH}" height="{total}" fill="white"/>{"".join(body)}</svg>'
    )


def picture_png(figure: Figure, perimeter: str = "") -> bytes:
    """The same picture as pixels, 2,400 wide."""
    return svg_to_png(picture_svg(figure, perimeter))


def qr_png(address: str) -> bytes:
    """The QR code of an address, with its quiet zone."""
    import segno

    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="png", scale=8, border=4)
    return drawing.getvalue()


def logo_png(path: Path) -> bytes:
    """A partner's logo as PNG, from PNG, JPEG or SVG. ``ValueError`` when it is none of these."""
    if path.suffix.lower() == ".svg":
        return svg_to_png(path.read_text(encoding="utf-8"))
    try:
        with picture_bounds.opened(path.read_bytes()) as image:
            drawn = io.BytesIO()
            image.convert("RGBA").save(drawn, "PNG")
            return drawn.getvalue()
    except OSError as error:
        raise ValueError(f"logo « {path.name} » illisible") from error


def _lines(body: list[str], words: str, top: float, size: int, color: str, weight: str) -> float:
    """Add a wrapped text at ``top``; returns where the next thing may start."""
    if not words:
        return top
    letter = size * (0.56 if weight == "bold" else 0.5)
    # Vega keeps several spaces of a row; here each line is its own element, and spaces collapse.
    for line in wrapped(one_line(words), int((WIDTH - 2 * MARGIN) / letter)):
        top += size * 1.28
        body.append(
            f'<text x="{MARGIN}" y="{top - size * 0.28:.1f}" font-family={quoteattr(FONT)} '
            f'font-size="{size}" font-weight="{weight}" fill="{color}">{escape(line)}</text>'
        )
    return top + size * 0.25


def _placed(svg: str, x: float, y: float, width: float, height: float) -> str:
    """A drawing inside another, scaled to its place."""
    opened = re.sub(r'\s(width|height)="[^"]*"', "", svg[: svg.index(">")])
    placed = f'{opened} x="{x}" y="{y:.1f}" width="{width}" height="{height:.1f}"'
    return placed + svg[svg.index(">") :]

"""Charts that PowerPoint draws itself: the figures stay editable in the slide."""

from __future__ import annotations

from typing import Any

from components.documents.text import one_line
from components.figures import palette
from components.figures.blocks import Native

# Rows of bars that stay readable on one slide; a longer chart goes on, on the same scale.
MOST_BARS = 12
_PALETTE = (palette.MAIN, palette.ACCENT, palette.GREY, "#0E9C6E", "#9048B2", "#C8103A", "#5E959B")
# Office formats have no French spacing of their own: thousands are split by the file, wherever it is opened.
_FORMATS = {
    "#,##0": '[>=1000000]#"\u202f"###"\u202f"##0;[>=1000]#"\u202f"##0;0',
    "0%": '0"\u202f"%',
    "0.0%": '0.0"\u202f"%',
}
# A part of nought has no figure: several would lie over one another on the edge of a bar.
_PARTS = {
    "#,##0": '[=0]"";[>=1000]#"\u202f"##0;0',
    "0%": '[=0]"";0"\u202f"%',
    "0.0%": '[=0]"";0.0"\u202f"%',
}


def french_format(code: str) -> str:
    """The number format that writes « 1 522 » and « 47 % » on any computer; others are kept."""
    return _FORMATS.get(code, code)


def pieces(native: Native) -> list[Native]:
    """The chart in as many charts as slides, ``MOST_BARS`` categories each, evenly."""
    total = len(native.categories)
    if native.kind not in ("bar", "stacked-bar", "dots") or total <= MOST_BARS:
        return [native]
    count = -(-total // MOST_BARS)
    size = -(-total // count)
    return [
        Native(
            native.kind,
            native.categories[first : first + size],
            {name: values[first : first + size] for name, values in native.series.items()},
            native.number_format,
            native.colors,
            native.zeros,
        )
        for first in range(0, total, size)
    ]


def reach(native: Native) -> tuple[float, float]:
    """The lowest (at most zero) and highest values of the axis: the same for all pieces of a chart."""
    columns = list(zip(*native.series.values(), strict=True))
    if native.kind.startswith("stacked"):
        sums = [sum(value or 0 for value in column) for column in columns]
        return min(0.0, *sums), max(sums, default=1.0) or 1.0
    known = [value for column in columns for value in column if value is not None]
    return min([0.0, *known]), max([*known, 0.0]) or 1.0


def add(
    slide: Any, native: Native, box: tuple[Any, Any, Any, Any], ends: tuple[float, float], title: str
) -> Any:
    """Draw the chart in ``box`` (left, top, width, height in EMU), its axis between ``ends``."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE as KINDS
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.util import Pt

    kinds = {
        "bar": KINDS.BAR_CLUSTERED,
        "stacked-bar": KINDS.BAR_STACKED,
        "column": KINDS.COLUMN_CLUSTERED,
        "stacked-column": KINDS.COLUMN_STACKED,
        "line": KINDS.LINE_MARKERS,
        # PowerPoint has no dots beside long labels: the same values as bars from zero.
        "dots": KINDS.BAR_CLUSTERED,
    }
    code = french_format(native.number_format)
    data = CategoryChartData(number_format=code)
    data.categories = [one_line(name) for name in native.categories]
    for name, values in native.series.items():
        data.add_series(one_line(name), values, number_format=code)
    frame = slide.shapes.add_chart(kinds[native.kind], *box, data)
    frame.name = one_line(title)[:200]
    chart = frame.chart
    rows = len(native.categories) * (1 if native.kind.startswith("stacked") else len(native.series))
    size = Pt(14 if rows <= 14 else 12 if rows <= 20 else 10)
    chart.font.size = size
    chart.has_title = False
    chart.has_legend = len(native.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(14)
    across = native.kind in ("bar", "stacked-bar", "dots")
    category, value = chart.category_axis, chart.value_axis
    # Otherwise PowerPoint lays the first category at the bottom, where nobody starts reading.
    category.reverse_order = across
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.fill.background()
    _label_each(category)
    value.visible = native.kind == "line"
    value.has_major_gridlines = native.kind == "line"
    value.minimum_scale, value.maximum_scale = ends[0] * 1.12, ends[1] * 1.12
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = code, False
    plot = chart.plots[0]
    if native.kind != "line":
        plot.gap_width = 45
        plot.overlap = 100 if native.kind.startswith("stacked") else -5
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = code, False
    labels.font.size = size
    for rank, series in enumerate(plot.series):
        _paint(series, rank, native, size)
    return chart


def _label_each(axis: Any) -> None:
    """Every category keeps its label: left to itself, Office skips some when they are long."""
    from lxml import etree
    from pptx.oxml.ns import qn

    skip = etree.Element(qn("c:tickLblSkip"))
    skip.set("val", "1")
    after = next(axis._element.iter(qn("c:noMultiLvlLbl")), None)
    if after is None:
        axis._element.append(skip)
    else:
        after.addprevious(skip)


def _paint(series: Any, rank: int, native: Native, size: Any) -> None:
    """Colours by series, else by category when only one series is drawn, with the words of its zeros."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    names = list(native.series)
    color = RGBColor.from_string(
        native.colors.get(names[rank], _PALETTE[rank % len(_PALETTE)]).lstrip("#").upper()
    )
    if native.kind == "line":
        series.smooth = False
        series.format.line.color.rgb = color
        series.format.line.width = Pt(2.5)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = color
        return
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = color
    series.invert_if_negative = False
    if native.kind.startswith("stacked"):
        # White letters on a full colour; a thin slice shows its figure in the table of the chart.
        series.data_labels.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        series.data_labels.show_value = True
        code = _PARTS.get(native.number_format, native.number_format)
        series.data_labels.number_format, series.data_labels.number_format_is_linked = code, False
        series.data_labels.font.size = Pt(12)
        series.data_labels.position = XL_LABEL_POSITION.CENTER
    if len(names) == 1:
        for position, category in enumerate(native.categories):
            if category in native.zeros:
                words = series.points[position].data_label.text_frame
                words.text, words.word_wrap = one_line(native.zeros[category]), False
                words.paragraphs[0].runs[0].font.size = size
                # Labels of its own make the series forget those of the chart.
                others, code = series.data_labels, french_format(native.number_format)
                others.show_value, others.font.size = True, size
                others.number_format, others.number_format_is_linked = code, False
            if category in native.colors:
                point = series.points[position]
                point.format.fill.solid()
                point.format.fill.fore_color.rgb = RGBColor.from_string(
                    native.colors[category].lstrip("#").upper()
                )

"""The communes coloured by class, drawn by Altair: on screen and in documents, without network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.commune_outlines import DECIMALS, centres, frame, scale_line, shapes
from components.figures.map_layout import WIDE, Layout, Name, Spot, names
from components.figures.style import SMALLEST, TEXT_ON_DARK, TEXT_ON_LIGHT, inline, layered
from data.french.typography import french

# Degrees between two lines of the hatching: about 1.1 km.
HATCHED = 0.011
# A map that fills what a title and its cautions leave of a screen: its letters are as large as a room reads,
# and its scale stands further from the names.
FROM_AFAR = replace(WIDE, letters=2.1, width=1200)
ALIGNED = {"start": "left", "middle": "center", "end": "right"}


def commune_map(
    outlines: Any,
    communes: pd.DataFrame,
    shades: Mapping[str, str],
    *,
    hatched: str,
    over: Sequence[Any] = (),
    chosen: str | None = None,
    opacity: float = 0.45,
    dark: bool = False,
    afar: bool = False,
) -> alt.LayerChart:
    """Each commune in the colour of its class; those of the class ``hatched`` under lines as well.

    ``communes``: commune_code, ``state`` (a key of ``shades``, which are in the order of the legend), ``tip``
    (what hovering says) and ``named`` (what is written beside it where there is room, the first rows first,
    or nothing). ``over``: layers drawn on the communes. ``chosen``: the code of one to make stand out.
    ``afar``: names have the place of the letters that a room reads.
    """
    layout = FROM_AFAR if afar else WIDE
    ink = TEXT_ON_DARK if dark else TEXT_ON_LIGHT
    shown = outlines[outlines["commune_code"].isin(communes["commune_code"])]
    drawn, bounds = shapes(shown), frame(shapes(shown).boxes.values())
    rows = communes.set_index("commune_code")
    features = [
        {
            "type": "Feature",
            "geometry": geometry,
            "properties": {"state": rows.at[code, "state"], "tip": french(str(rows.at[code, "tip"]))},
        }
        for code, _, _, geometry in drawn.communes
    ]
    used = [name for name in shades if name in set(rows["state"])]
    fill = alt.Fill(
        "properties.state:N",
        scale=alt.Scale(domain=used, range=[shades[name] for name in used]),
        # A thin edge: the one of a theme would leave little of the colour.
        legend=alt.Legend(title=None, symbolType="square", symbolSize=160, symbolStrokeWidth=1)
        if len(used) > 1
        else None,
    )
    layers: list[Any] = [
        alt.Chart(inline(features))
        .mark_geoshape(stroke=ink, strokeWidth=0.6)
        .encode(
            fill=fill,
            fillOpacity=alt.FillOpacityValue(opacity),
            tooltip=alt.Tooltip("properties.tip:N", title=" "),
        )
    ]
    away = shown[shown["commune_code"].map(rows["state"]) == hatched]
    if len(away):
        layers.append(
            alt.Chart(inline([_hatching(away)])).mark_geoshape(
                aria=False, filled=False, stroke=ink, strokeWidth=1.1, opacity=0.75
            )
        )
    edge = [feature for feature, (code, *_) in zip(features, drawn.communes, strict=True) if code == chosen]
    if edge:
        layers.append(
            alt.Chart(inline(edge)).mark_geoshape(aria=False, filled=False, stroke=ink, strokeWidth=4)
        )
    layers += over
    layers.append(
        alt.Chart(inline([scale_line(bounds, layout)])).mark_geoshape(
            aria=False, filled=False, stroke=ink, strokeWidth=2.5
        )
    )
    named = _names(outlines, communes[communes["named"].ne("")], bounds, layout)
    paper = palette.DARK_BACKGROUND if dark else palette.LIGHT_BACKGROUND
    factor = f"min(width / {WIDE.width}, height / {WIDE.height})"
    layers += [write_names(named, ink, factor, halo=paper), write_names(named, ink, factor)]
    return layered(*layers).project(type="mercator").properties(width=900, height=420)


def _names(outlines: Any, named: pd.DataFrame, bounds: Any, layout: Layout) -> tuple[Name, ...]:
    """What is written beside the communes, the first ones first, each where it hides nothing."""
    points = {row["commune_code"]: row for row in centres(outlines).to_dict("records")}
    spots = tuple(
        Spot(
            commune=str(row.named),
            commune_code=str(row.commune_code),
            longitude=points[row.commune_code]["longitude"],
            latitude=points[row.commune_code]["latitude"],
            radius=2.0,
        )
        for row in named.itertuples()
    )
    return tuple(name for name in names(spots, None, None, bounds, layout) if name.color is None)


def _hatching(communes: Any) -> dict[str, Any]:
    """Parallel lines at 45° within the communes, as one GeoJSON feature."""
    import shapely

    shape = shapely.union_all(communes.geometry.to_numpy())
    west, south, east, north = shape.bounds
    height = north - south
    starts = [west - height + HATCHED * rank for rank in range(int((east - west + height) / HATCHED) + 1)]
    lines = shapely.MultiLineString([[(x, south), (x + height, north)] for x in starts])
    drawn = shapely.set_precision(shapely.intersection(lines, shape), 10**-DECIMALS)
    return {"type": "Feature", "geometry": drawn.__geo_interface__, "properties": {}}


def write_names(names: tuple[Name, ...], ink: str, factor: str, halo: str | None = None) -> alt.Chart:
    """One layer for all names: a mark's properties may be expressions of its row. Their halo is another."""
    rows = [
        {
            "longitude": name.longitude,
            "latitude": name.latitude,
            "text": name.text,
            "align": ALIGNED[name.anchor],
            "dx": name.dx,
            # Vega hangs the second line below the middle: half a line up centres both.
            "dy": name.dy - (name.size / 2 if "\n" in name.text else 0),
            "size": name.size,
            "color": halo or name.color or ink,
        }
        for name in names
    ]
    return (
        alt.Chart(inline(rows))
        .mark_text(
            align=alt.expr("datum.align"),
            baseline="middle",
            dx=alt.expr(f"datum.dx * {factor}"),
            dy=alt.expr(f"datum.dy * {factor}"),
            fontSize=alt.expr(f"max(datum.size * {factor}, {SMALLEST})"),
            fontWeight="bold",
            color=alt.expr("datum.color"),
            lineBreak="\n",
            stroke=halo or alt.Undefined,
            strokeWidth=4 if halo else 0,
            strokeJoin="round",
        )
        .encode(
            longitude=alt.Longitude("longitude:Q"),
            latitude=alt.Latitude("latitude:Q"),
            text=alt.Text("text:N"),
        )
    )

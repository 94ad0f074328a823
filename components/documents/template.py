"""The PowerPoint template: which slides it offers and where there is room, whoever made the file.

A user's own template only needs a layout with a title and a subtitle (the cover) and one with a title alone
(the rest). Its colours, fonts, footers and pictures are kept; its own slides are taken out.

``python -m components.documents.template`` draws the template that comes with the application.
"""

from __future__ import annotations

import copy
import io
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from components.figures import palette
from data.french.typography import french

log = logging.getLogger(__name__)

BUILT_IN = Path(__file__).parent / "assets" / "modele.pptx"
FILE_NAME = "modele.pptx"
COVER, FIGURE = "Couverture", "Figure"
# What a layout must keep free at its bottom when it has no footer, as a share of the height.
_FOOT = 0.93


@dataclass(frozen=True)
class Area:
    """Where figures may be drawn on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float


class Template:
    """An opened template. ``problem`` says in French why the user's own was not used."""

    def __init__(self, own: bytes | None = None) -> None:
        self.problem = ""
        if own is not None:
            try:
                self._open(own)
            except Exception as error:  # any damage: a template must never cost the document
                log.warning("the template of presentations cannot be used", exc_info=True)
                # Ours is in French; a library's is for the log.
                why = str(error) if type(error) is ValueError else "fichier abîmé, ou d’un autre format"
                self.problem = french(
                    f"Le modèle PowerPoint ({FILE_NAME}) n’a pas pu servir ({why}) : "
                    "le document suit le modèle de l’application."
                )
            else:
                return
        self._open(BUILT_IN.read_bytes())

    def _open(self, content: bytes) -> None:
        from pptx import Presentation

        self.presentation: Any = Presentation(io.BytesIO(content))
        identifiers = self.presentation.slides._sldIdLst
        for identifier in list(identifiers):
            self.presentation.part.drop_rel(identifier.rId)
            identifiers.remove(identifier)
        self.cover = self._layout(COVER, wanted=(("title", True), ("subtitle", True)))
        self.figure = self._layout(FIGURE, wanted=(("title", True), ("subtitle", False)))

    def _layout(self, name: str, wanted: tuple[tuple[str, bool], ...]) -> Any:
        """The layout of this name, else the barest that has what is wanted."""
        layouts = list(self.presentation.slide_layouts)
        for layout in layouts:
            if layout.name == name:
                return layout
        fitting = [
            layout for layout in layouts if all(bool(_find(layout, kind)) == there for kind, there in wanted)
        ]
        if not fitting:
            raise ValueError("aucune mise en page avec un titre seul, ou un titre et un sous-titre")
        return min(fitting, key=lambda layout: len(layout.placeholders))

    @property
    def width(self) -> float:
        return float(self.presentation.slide_width.inches)

    @property
    def height(self) -> float:
        return float(self.presentation.slide_height.inches)

    def add(self, layout: Any, title: str, footer: str = "") -> Any:
        """A new slide with its title, its footer and its number where the layout has them."""
        slide = self.presentation.slides.add_slide(layout)
        slide.shapes.title.text_frame.text = title
        # python-pptx leaves these out of new slides: they are copied from the layout.
        for kind in ("footer", "slide number"):
            found = _find(layout, kind)
            if found is not None:
                slide.shapes._spTree.append(copy.deepcopy(found._element))
                if kind == "footer":
                    slide.shapes[-1].text_frame.text = footer
        for placeholder in list(slide.placeholders):
            if placeholder.placeholder_format.idx != 0 and _kind(placeholder) not in (
                "footer",
                "slide number",
                "subtitle",
            ):
                placeholder._element.getparent().remove(placeholder._element)
        return slide

    def room(self) -> Area:
        """The free part of a figure slide, between its title and its footer."""
        title = _find(self.figure, "title")
        foot = _find(self.figure, "footer")
        left = title.left.inches
        top = title.top.inches + title.height.inches
        bottom = min(foot.top.inches if foot is not None else self.height, self.height * _FOOT)
        return Area(left, top, title.width.inches, bottom - top)


def _kind(placeholder: Any) -> str:
    from pptx.enum.shapes import PP_PLACEHOLDER as KINDS

    return {
        KINDS.TITLE: "title",
        KINDS.CENTER_TITLE: "title",
        KINDS.SUBTITLE: "subtitle",
        KINDS.FOOTER: "footer",
        KINDS.SLIDE_NUMBER: "slide number",
    }.get(placeholder.placeholder_format.type, "other")


def _find(layout: Any, kind: str) -> Any:
    return next((shape for shape in layout.placeholders if _kind(shape) == kind), None)


def draw(path: Path = BUILT_IN) -> None:
    """Write the template of the application: 16:9, a cover and a figure slide, in the house colours."""
    from pptx import Presentation
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches, Pt

    presentation: Any = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
    kept = {"Title Slide": COVER, "Title Only": FIGURE}
    for layout in list(presentation.slide_layouts):
        if layout.name in kept:
            layout.name = kept[layout.name]
        else:
            presentation.slide_layouts.remove(layout)
    boxes = {
        (COVER, "title"): (0.9, 2.1, 11.5, 1.5),
        (COVER, "subtitle"): (0.9, 3.75, 11.5, 1.9),
        (FIGURE, "title"): (0.6, 0.35, 12.13, 1.0),
        (FIGURE, "footer"): (0.6, 7.0, 11.0, 0.35),
        (FIGURE, "slide number"): (11.73, 7.0, 1.0, 0.35),
    }
    master = presentation.slide_master
    for holder in (master, *presentation.slide_layouts):
        name = FIGURE if holder is master else holder.name
        for shape in list(holder.placeholders):
            kind = _kind(shape)
            box = boxes.get((name, kind))
            if box is None:
                if holder is not master:
                    shape._element.getparent().remove(shape._element)
                else:
                    shape.left, shape.top, shape.width, shape.height = map(Inches, (0.6, 1.5, 12.13, 5.3))
                continue
            shape.left, shape.top, shape.width, shape.height = map(Inches, box)
            paragraph = shape.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if kind == "slide number" else PP_ALIGN.LEFT
            _set_levels(shape, kind, name)
            shape.text_frame.margin_left = 0
            shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP if kind == "subtitle" else MSO_ANCHOR.MIDDLE
            paragraph.font.size = Pt({"title": 40 if name == COVER else 26, "subtitle": 18}.get(kind, 10))
            if kind == "title":
                paragraph.font.bold = True
                paragraph.font.color.rgb = RGBColor(0x1F, 0x29, 0x37)
            else:
                paragraph.font.color.rgb = RGBColor(0x4B, 0x55, 0x63)
    _bar(presentation.slide_layouts.get_by_name(COVER).shapes._spTree)
    _house_theme(master)
    presentation.core_properties.title = "Modèle de présentation"
    presentation.core_properties.author = "CEP Numérique Martinique"
    presentation.save(str(path))


def _set_levels(shape: Any, kind: str, name: str) -> None:
    """Sizes written in the list styles of the placeholder, which is where slides inherit them from."""
    from lxml import etree
    from pptx.oxml.ns import qn

    body = shape._element.txBody
    styles = body.find(qn("a:lstStyle"))
    if styles is None:
        styles = etree.SubElement(body, qn("a:lstStyle"))
    for child in list(styles):
        styles.remove(child)
    size = {"title": 4000 if name == COVER else 2600, "subtitle": 1800}.get(kind, 1000)
    level = etree.SubElement(styles, qn("a:lvl1pPr"))
    level.set("algn", "r" if kind == "slide number" else "l")
    level.set("marL", "0")
    level.set("indent", "0")
    etree.SubElement(level, qn("a:buNone"))
    run = etree.SubElement(level, qn("a:defRPr"))
    run.set("sz", str(size))
    run.set("b", "1" if kind == "title" else "0")
    fill = etree.SubElement(etree.SubElement(run, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", "1F2937" if kind == "title" else "4B5563")


def _house_theme(master: Any) -> None:
    """The letters and colours of the application: Arial is on every computer that opens a slide."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    content = theme.blob.decode("utf-8")
    content = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', r"\1Arial", content)
    accents = (palette.MAIN, palette.ACCENT, palette.GREY, *palette.TERRITORY.values())
    for rank, color in enumerate(accents, start=1):
        mark = rf'(<a:accent{rank}>\s*<a:srgbClr val=")[^"]*'
        content = re.sub(mark, rf"\g<1>{color.lstrip('#')}", content)
    theme._blob = content.encode("utf-8")


def _bar(tree: Any) -> None:
    """A stripe of the main colour at the left of the cover."""
    from lxml import etree
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls
    from pptx.util import Inches

    shape = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="Bande"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{Inches(0.35)}" cy="{Inches(7.5)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f'</a:prstGeom><a:solidFill><a:srgbClr val="{palette.MAIN.lstrip("#")}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    assert isinstance(shape, etree._Element)
    tree.insert(2, shape)


if __name__ == "__main__":
    draw()

"""What a browser reads of a page: words cut or too faint, and the rules of axe-core that it breaks."""

from __future__ import annotations

import io
import math
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NotYet

from components.screen.streamlit_internals import AT_REST

# The rows that paper shows, cell by cell: those of a closed fold stay closed.
ROWS = """() => [...document.querySelectorAll(':is([data-testid="stTable"], .on-paper) tbody tr')]
  .filter(row => !row.closest('details:not([open])'))
  .map(row => [...row.cells].map(cell => cell.textContent))"""
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
# What Streamlit draws itself, and no setting of ours changes: (rule, words of the element) and why it stays.
STREAMLITS_OWN = {
    ("presentation-role-conflict", "stFileUploaderDropzone"): (
        "the box where files are dropped has a name and says that it is not read; the button in it is"
    ),
}
BROKEN = """async rules => (await axe.run(document, {resultTypes: ['violations'], runOnly: rules})
  ).violations.flatMap(rule => rule.nodes.map(
  node => [rule.id, node.target.join(' '), node.html.slice(0, 120)]))"""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Text that its box cuts: its own words are wider than what is shown of them. What only a screen reader
# meets is a pixel wide; a field scrolls what is typed in it, but what is chosen in a list is read there,
# unless the list is already as wide as the window.
CUT = """() => [...document.querySelectorAll('[data-testid="stMain"], [role="dialog"]')].flatMap(part => [
  ...[...part.querySelectorAll('input[role="combobox"]')]
  .filter(list => list.scrollWidth > list.clientWidth + 2 && list.clientWidth < innerWidth * 0.6)
  .map(list => list.value),
  ...[...part.querySelectorAll('*')].filter(element => {
  const words = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  if (!words || element.closest('input, textarea, canvas, svg, [data-testid="stDataFrame"]')) return false;
  if (!element.checkVisibility({opacityProperty: true})) return false;
  for (let box = element; box && box.dataset.testid !== 'stMain'; box = box.parentElement) {
    const style = getComputedStyle(box), hidden = /hidden|clip/.test(style.overflowX);
    if (box.clientWidth < 3 && hidden) return false;
    if (hidden && box.clientWidth && box.scrollWidth > box.clientWidth + 2) return true;
  }
  return false;
}).map(element => element.textContent.trim().slice(0, 60))])"""
SIDEWAYS = """() => { const main = document.querySelector('[data-testid="stMain"]');
  const over = main.scrollWidth - main.clientWidth;
  return over > 1 ? [`${over} px sideways`] : []; }"""
DRAWN = """async () => {
  for (let frame = 0; frame < 6; frame++) await new Promise(drawn => requestAnimationFrame(drawn));
}"""
# Every text and name of a page, those that only a screen reader says too.
SAID = """() => [...document.querySelectorAll('body *:not(script, style, noscript)')]
  // What no reader meets, on screen or by voice, says nothing.
  .filter(element => element.checkVisibility() && !element.matches('[data-testid="stIconMaterial"]'))
  .flatMap(element => [
  ...['aria-label', 'title', 'placeholder', 'alt'].map(name => element.getAttribute(name)),
  ...[...element.childNodes].map(node => node.nodeType === Node.TEXT_NODE ? node.data : null)])
  .filter(text => text && text.trim())"""
ONLY_ENGLISH = re.compile(r"\b(the|your|with|click|press|drag|upload|download|loading|please)\b", re.I)
# Text whose contrast with what is painted behind it is below 4.5, or 3 from 24 px on (18.66 px in bold), as
# [words, contrast, colours]. What is disabled, hidden or painted on a canvas is left out; a colour that lets
# what is behind through is mixed with it.
FAINT = r"""() => {
  const parts = text => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const known = new Map();
  const rgba = text => { if (!known.has(text)) known.set(text, parts(text)); return known.get(text); };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const light = colour => colour.map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (one, other) => { const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05); };
  const behind = element => {
    const painted = [];
    for (let box = element; box; box = box.parentElement)
      painted.push(rgba(getComputedStyle(box).backgroundColor));
    return painted.reverse().reduce((under, colour) => over(colour, under), [255, 255, 255]);
  };
  const seen = element => {
    let whole = 1;
    for (let box = element; box; box = box.parentElement) whole *= parseFloat(getComputedStyle(box).opacity);
    return whole;
  };
  return [...document.querySelectorAll('[data-testid="stApp"] *')].flatMap(element => {
    const words = [...element.childNodes].filter(node => node.nodeType === 3)
      .map(node => node.data.trim()).join(' ').trim();
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (!words || box.width < 3 || box.height < 3 || style.visibility === 'hidden'
      || element.closest(`style, script, noscript, canvas, :disabled, [aria-disabled="true"],
        [data-testid="stIconMaterial"]`)) return [];
    const size = parseFloat(style.fontSize), bold = parseInt(style.fontWeight) >= 700;
    const ground = behind(element), [r, g, b, a] = rgba(style.color), opacity = seen(element);
    if (opacity === 0) return [];
    const contrast = ratio(over([r, g, b, a * opacity], ground), ground);
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    const colours = `${style.color} ${opacity.toFixed(2)} / ${ground.map(Math.round)}`;
    return contrast < least - 0.01 ? [[words.slice(0, 40), contrast.toFixed(2), colours]] : [];
  });
}"""


def left(page: Page, reading: str) -> list[Any]:
    """What a reading finds once the page is at rest: what moves or is dimmed for a moment comes back."""
    with suppress(NotYet):
        page.wait_for_function(f"() => ({reading})().length === 0", timeout=4_000, polling=250)
    found: list[Any] = page.evaluate(reading)
    return found


def faint(page: Page) -> list[Any]:
    """The words too faint."""
    return left(page, FAINT)


def cut(page: Page) -> list[Any]:
    """The words that their box cuts, and by how much the page goes sideways."""
    return left(page, f"() => [...({CUT})(), ...({SIDEWAYS})()]")


def resize(page: Page, width: int, height: int = 768) -> None:
    """Another window, once what follows its size has been drawn again."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(DRAWN)


def streamlit_words(page: Page) -> list[str]:
    """Texts and names of the page that are words of Streamlit."""
    from components.screen.streamlit_internals import WORDS

    said = page.evaluate(SAID)
    assert len(said) > 20
    return sorted({text for text in said if text in WORDS})


def english(page: Page) -> list[str]:
    """The same, and those with a word that only English has."""
    said = page.evaluate(SAID)
    return sorted({*streamlit_words(page), *filter(ONLY_ENGLISH.search, said)})


def broken(page: Page, rules: tuple[str, ...] = RULES) -> list[list[str]]:
    """The rules broken, each with the selector of the element; without those known as Streamlit's own."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return [
        [rule, selector, html]
        for rule, selector, html in page.evaluate(BROKEN, list(rules))
        if not any(rule == known and words in html for known, words in STREAMLITS_OWN)
    ]


def letters(text: str) -> str:
    """The letters and figures alone: paper has its own ends of lines, and hyphens of its own there."""
    return re.sub(r"[\W_]", "", text)


def rows_cut(page: Page, sheets: list[str]) -> list[str]:
    """The rows of tables that no sheet holds whole,"""
    rows = ["".join(map(letters, cells)) for cells in page.evaluate(ROWS)]
    said = [letters(sheet) for sheet in sheets]
    return [f"no sheet has the whole of {row[:60]}" for row in rows if not any(row in one for one in said)]


def badly_printed(page: Page) -> list[str]:
    """What a reader of the page's sheets would miss: an empty one, a title alone at the foot of one, the
    source of a figure alone at the head of one, a row cut in two, letters under 7 points or beyond the
    sheet's margins.
    """
    titles = page.locator("[class*=st-key-card-] :is(h2, h3)").all_inner_texts()
    sources = page.locator("[class*=st-key-foot-] p").all_inner_texts()
    found = []
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as paper:
        found += rows_cut(page, [sheet.get_textpage().get_text_range() for sheet in paper])
        for rank, sheet in enumerate(paper, start=1):
            said = "".join(sheet.get_textpage().get_text_range().split())
            ends = [title for title in titles if said.endswith("".join(title.split()))]
            # A title may begin with the name of its source.
            titled = any(said.startswith("".join(title.split())) for title in titles if title)
            starts = [one for one in sources if one and said.startswith("".join(one.split())) and not titled]
            found += [f"sheet {rank} ends with {title}" for title in ends]
            found += [f"sheet {rank} starts with {source}" for source in starts]
            texts = list(sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=9))
            if not texts:
                found.append(f"sheet {rank} is empty")
                continue
            smallest = min(text.get_font_size() * math.hypot(*text.get_matrix().get()[2:4]) for text in texts)
            bounds = [text.get_bounds() for text in texts]
            beyond = [box for box in bounds if box[0] < 20 or box[2] > sheet.get_width() - 20]
            found += [f"sheet {rank} has letters of {smallest:.1f} points"] if smallest < 6.95 else []
            found += [f"sheet {rank}: {len(beyond)} texts beyond the margins"] if beyond else []
    return found


def choose(page: Page, label: str, option: str) -> None:
    """Choose a word in a list of the page, once it is drawn: one drawn again loses what is typed."""
    page.wait_for_function(AT_REST, timeout=60_000)
    field = page.get_by_role("combobox", name=re.compile(f"^{label}")).first
    field.click()
    # Long lists draw only what is in sight: type, then pick.
    field.fill(option)
    page.get_by_role("option", name=option, exact=True).click()


def connection(page: Page, state: str) -> None:
    """Wait until the page says this of its connection to the server."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", re.compile(state), timeout=120_000)

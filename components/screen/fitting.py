"""A projected screen is written as large as it can be; a table shows the rows it holds, and counts the rest.

Only the browser knows how much its fonts and its window leave: a style sheet of our own, computed there,
makes the text smaller, down to the least that the back of a room reads, then hides the last rows. Nothing
that Streamlit draws is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from components.screen.streamlit_internals import CHART, MAIN_BLOCK, MAP

# What is said of the rows left out; « # » is their number.
_LEFT = "et # de plus, dans les documents à exporter"
# Type that the back of a room reads, where ordinary text is 1.18 times it, over the width of the window.
_LEAST = 0.0126
# Words alone grow up to this many times their size: no screen is left empty.
_MOST = 1.5
STYLE = """<style>
:has(> [class*="st-key-fit-"]), [class*="st-key-fit-"] { flex: 0 1 auto; min-height: 0; overflow: hidden; }
[class*="st-key-fit-"] :is(td, th) { font-size: var(--text); line-height: 1.25; padding: 0.25rem 0.6rem; }
</style>"""
_SCRIPT = """<script>(() => {
if (window.cepFitting) return;
window.cepFitting = true;
const sheet = document.head.appendChild(document.createElement("style"));
const bar = () => document.querySelector("BAR");
const bottom = (part) => part.getBoundingClientRect().bottom;
const rooms = () => [...document.querySelectorAll('[class*="st-key-fit-"]')];
const rows = (room) => [...room.querySelectorAll("tbody tr")];
const cut = (room) => rows(room).some((row) => bottom(row) > bottom(room) + 1);
const wide = (room) => room.querySelector("table")?.scrollWidth > room.clientWidth + 1;
function full() {
  const end = bar().getBoundingClientRect().top + 1;
  const read = [...document.querySelectorAll('MAIN :is(p, li, h1, h2, CHART, MAP, img)')];
  const words = read.filter((part) => !part.closest("BAR, [class*='st-key-fit-']"));
  return words.some((part) => bottom(part) > end || part.scrollWidth > part.clientWidth + 1)
    || rooms().some(wide)
    || [...document.querySelectorAll('CHART')].some((chart) => chart.clientHeight < innerHeight * 0.4);
}
function held(room) {
  if (!cut(room)) return "";
  const name = [...room.classList].find((word) => word.startsWith("st-key-fit-"));
  const said = 2 * parseFloat(getComputedStyle(room).fontSize);
  const count = Math.max(1, rows(room).filter((row) => bottom(row) <= bottom(room) - said).length);
  return `.${name} tbody tr:nth-child(n + ${count + 1}) { display: none; }
    .${name}::after { content: "${"LEFT".replace("#", name.split("-")[3] - count)}";
      font-size: var(--text); opacity: 0.8; }`;
}
function fit() {
  if (!bar()) { sheet.textContent = ""; return; }
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const drawn = document.querySelector('MAIN :is(CHART, MAP, img)');
  for (let size = drawn ? 1 : MOST; size * rem > innerWidth * LEAST; size -= 0.05) {
    sheet.textContent = `:root { --room: ${size}; }`;
    // Ordinary type never makes room for rows: those that do not hold are counted.
    if (!full() && (size < 1.01 || !rooms().some(cut))) {
      sheet.textContent += rooms().map(held).join("");
      return;
    }
  }
  // A window of another shape, or much that somebody typed: captions too are written smaller.
  sheet.textContent += ":root { --caption: 0vw; }" + rooms().map(held).join("");
}
let asked = 0;
const again = () => { cancelAnimationFrame(asked); asked = requestAnimationFrame(fit); };
new MutationObserver(again).observe(document.body, {childList: true, subtree: true, characterData: true});
addEventListener("resize", again);
document.fonts.addEventListener("loadingdone", again);
})()</script>"""
_NAMES = {
    "LEFT": _LEFT,
    "MAIN": MAIN_BLOCK,
    "CHART": CHART,
    "MAP": MAP,
    "BAR": ".st-key-projection-controls",
    "LEAST": _LEAST,
    "MOST": _MOST,
}
SCRIPT = re.sub("|".join(_NAMES), lambda found: str(_NAMES[found[0]]), _SCRIPT)


@contextmanager
def fitted(key: str, rows: int) -> Iterator[None]:
    """Room for a projected table of ``rows``, drawn or not: the screen may not hold the last ones."""
    with st.container(key=f"fit-{rows}-{key}"):
        yield

"""What every page needs and no setting of Streamlit gives: a focus that shows, and a page that prints."""

from components.screen.streamlit_internals import (
    ACCEPTED,
    ALERT,
    APP,
    BLOCKS,
    CAPTION,
    CHART,
    CHOSEN,
    CLICKED,
    CLOSED,
    COLUMN,
    ELEMENT,
    ENGLISH_ONLY,
    FADED,
    FOCUSED_BY_ITSELF,
    LABEL,
    LABELLED,
    LAID_OUT,
    LIST,
    MAIN_BLOCK,
    MAP,
    MENU,
    SWITCH,
    TABLE,
    TEXT,
    TILE_WORDS,
    WRAPPER,
)

# One colour for both themes, at 3:1 or more against their four backgrounds.
FOCUS = "#4A86CC"
# A table as printed: drawn on the screen too, or the paper copy of a grid.
PAPER_TABLE = f":is({TABLE}, .on-paper)"

# Streamlit shows the focus of links, buttons and the menu by a shade that a projector loses, or not at all.
# A field is a box around its input: the box has the outline. Files, pictures and searches have their own
# buttons, in French. Paper has no use for what is clicked. Six tiles hold on one screen, and what a search
# finds reads as a list: no theme key makes blocks compact. Long words of tables leave little room between
# columns in a window of 1024 px; a table that scrolls all the same shows an edge. The names
# around a map take 430 px, more than a telephone has. On paper, room between blocks is left above each: below
# the last one, it would take a sheet of its own. Chromium does not go back into a table to keep a source with
# it: the last row, and what is said under a figure, keep room for the source, which is drawn in it.
# Finding which of these rules hold is paid at each click. One that ends by a class or a tag is tried on few
# elements; ``*``, ``:is()``, ``:not()``, ``:has()`` and ``[class*=]`` alone are tried on all of them.
FRENCH_PAGE = f"""<style>
:focus-visible:not({FOCUSED_BY_ITSELF}, input, textarea), :focus-within:has(> input:focus-visible),
:focus-within:has(> textarea:focus-visible) {{ outline: 3px solid {FOCUS} !important; outline-offset: -3px; }}
#portal :focus-within:has(> :is(input, textarea):focus-visible) {{ outline: none !important; }}
{ENGLISH_ONLY}, [class*="st-key-kept-"] {{ display: none; }}
[class*="st-key-agenda-open-"] button {{ justify-content: flex-start; text-align: left; }}
.stVerticalBlock[class*="st-key-card-"] h1, .stVerticalBlock[class*="st-key-card-"] h2,
.stVerticalBlock[class*="st-key-card-"] h3, .st-key-opening h1 {{ padding-top: 0; padding-bottom: 0.1rem; }}
.stVerticalBlock[class*="st-key-card-"] {ALERT} {{ margin-top: 0.4rem; }}
.stHorizontalBlock[class*="st-key-strip-"] > div {{ flex: 1 1 10rem; min-width: 10rem; }}
{TILE_WORDS}, .stMetric :is({TILE_WORDS}) div, .stMetric :is({TILE_WORDS}) p {{
  white-space: normal !important; overflow: visible !important; }}
:is({FADED}) {{ color: color-mix(in srgb, currentColor 78%, transparent) !important; opacity: 1 !important; }}
.stMarkdown {CAPTION} :not(a, a *, svg, svg *), kbd * {{ color: inherit; opacity: 1; }}
{SWITCH}, {SWITCH} label, {SWITCH} p,
.stCheckbox {LABEL}, .stCheckbox {LABEL} div, .stCheckbox {LABEL} span {{
  max-width: 100%; white-space: normal !important; overflow: visible !important; }}
@media (forced-colors: active) {{ {SWITCH} :not(p, p *, :has(p)) {{ forced-color-adjust: none; }} }}
{MENU} {{ padding-bottom: 0.25rem; }}
.stFileUploader {ACCEPTED} * {{ white-space: normal !important; }}
{LIST} {{ min-width: max-content; }}
@media (max-width: 30rem) {{ button {TEXT}, button {TEXT} p {{ white-space: normal; overflow: visible; }} }}
.st-key-head > :nth-child(2) {{ flex: 1 1 10rem; min-width: 10rem; }}
.st-key-filters :is({LABELLED}) {{ display: flex; flex-direction: row; align-items: center; gap: 0.5rem; }}
.st-key-filters :is({LABELLED}) > :last-child {{ min-width: 0; }}
.st-key-filters :is({LABELLED}) > {LABEL} {{ margin: 0; white-space: nowrap; }}
{TABLE} th, {TABLE} td {{ padding-left: 0.5rem !important; padding-right: 0.5rem !important; }}
{TABLE} > [role="region"] {{ border-right: 2px solid {FOCUS}; }}
{CHOSEN}, {CHOSEN} * {{ color: inherit !important; font-weight: 650; }}
.stVerticalBlock[class*="st-key-wide-"] {{ overflow-x: auto; }}
.stVerticalBlock[class*="st-key-wide-"] > div {{ min-width: 40rem; }}
.stHorizontalBlock[class*="st-key-row-half-"] > div {{ flex: 1 1 26rem; min-width: min(26rem, 100%); }}
.stHorizontalBlock[class*="st-key-row-third-"] > div {{ flex: 1 1 18rem; min-width: min(18rem, 100%); }}
.stHorizontalBlock[class*="st-key-row-"] {{ align-items: stretch; }}
.stVerticalBlock[class*="st-key-cell-"] > {WRAPPER} {{ flex-grow: 1; }}
[class*="st-key-cell-"] .stVerticalBlock[class*="st-key-card-"] > {WRAPPER}:last-child {{
  margin-top: auto; }}
{MAIN_BLOCK} {{ padding-left: 2rem; padding-right: 2rem; padding-bottom: 1rem; }}
.stHorizontalBlock[class*="st-key-foot-"] {{ flex-wrap: wrap; }}
.stHorizontalBlock[class*="st-key-foot-"] > :first-child {{ flex: 1 1 12rem; }}
@media (max-width: 640px) {{ .st-key-head > :nth-child(2) {{ flex-basis: 100%; order: 1; }} }}
@media (max-width: 480px) {{ {MAP} {{ zoom: 0.75; }} }}
@media (max-width: 360px) {{ {MAP} {{ zoom: 0.6; }} }}
@media (min-width: 700px) and (max-width: 1100px) {{
  .stHorizontalBlock[class*="st-key-strip-"]:has(> div:nth-child(5)) > div {{ min-width: 13rem; }}
}}
@media (max-width: 1100px) {{
  {MAIN_BLOCK} {{ padding-left: 1rem; padding-right: 1rem; }}
  {TABLE} :is(th, td) {{ padding-left: 0.25rem !important; padding-right: 0.25rem !important; }}
  .stVerticalBlock[class*="st-key-card-"] {{ padding: 0.75rem; }}
}}
.st-key-tiles {{ display: grid; gap: 0.5rem;
  grid-template-columns: repeat(auto-fill, minmax(min(max(19rem, 32%), 100%), 1fr)); }}
.st-key-tiles > * {{ height: 100%; }}
.stVerticalBlock[class*="st-key-tile-"] {{ height: 100%; padding: 0.5rem 0.9rem; }}
.stVerticalBlock[class*="st-key-tile-"] h2 {{ font-size: 1.2rem; padding: 0; }}
.stVerticalBlock[class*="st-key-tile-"] p {{ margin: 0; line-height: 1.3; }}
.stVerticalBlock[class*="st-key-tile-"] {TEXT} {{ margin-bottom: 0; }}
.stVerticalBlock[class*="st-key-tile-"] button, .st-key-results button {{ min-height: 1.2rem; padding-top: 0;
  padding-bottom: 0; text-align: left; }}
.st-key-results {COLUMN} > div {{ gap: 0.4rem; }}
.st-key-results button, .st-key-results button div {{ justify-content: flex-start; text-align: left; }}
@media (prefers-reduced-motion: reduce) {{ *, *::before, *::after {{ animation-duration: 1ms !important;
  animation-iteration-count: 1 !important; transition-duration: 1ms !important; }} }}
@page {{ margin: 12mm; }}
@media screen {{ {ELEMENT}:has(> * > .on-paper) {{ display: none; }} }}
@media print {{
  {CAPTION}, {CAPTION} > :last-child {{ margin-bottom: 0; }}
  {PAPER_TABLE} :is(th, td) {{ font-size: 7.5pt; padding: 1mm; min-width: 0;
    text-align: left; vertical-align: top; white-space: normal; border-bottom: 1px solid #CCC; }}
  {TABLE}, {TABLE} * {{ overflow: visible !important; font-size: 7.5pt; }}
  {TABLE}, {TABLE} :has(> table) {{ display: block; }}
  {TABLE} table {{ display: table; }}
  .on-paper {{ width: 100%; border-collapse: collapse; }}
  .on-paper .figure {{ text-align: right !important; }}
  {CLICKED} {{ display: none; }}
  [class*="st-key-agenda-open-"] > div {{ display: block; }}
  {MAIN_BLOCK} {{ padding: 0; max-width: none; }}
  {BLOCKS}, {LAID_OUT} {{ display: block !important; }}
  :is({BLOCKS}), :has(> :is({BLOCKS})) {{ height: auto !important; overflow: visible !important; }}
  {ELEMENT}:has(+ {ELEMENT} .on-paper), [class*="-table-page"], {CLOSED}, [class*="st-key-hint-"] {{
    display: none !important; }}
  .st-key-filters, [class*="-choices"], [class*="st-key-strip-"] {{ display: flex !important;
    flex-wrap: wrap; }}
  {COLUMN} {{ width: 100% !important; }}
  {APP} * {{ color: #111 !important; }}
  {CHART} > svg {{ max-width: 100%; height: auto; }}
  :is({BLOCKS}) > * {{ margin-bottom: 0 !important; }}
  :is({BLOCKS}) > * + * {{ margin-top: 0.8rem; }}
  .stVerticalBlock[class*="st-key-card-"] {{ padding: 2mm 1mm; }}
  :is({TEXT}, {CAPTION}) :is(li, p), tr, [class*="st-key-card-"], [class*="st-key-figures-"] {COLUMN} {{
    break-inside: avoid; }}
  [class*="st-key-card-"]:has(table, {MAP}) {{ break-inside: auto !important; }}
  {ELEMENT}:has(h1, h2, h3), {ELEMENT}:has(h1, h2, h3) + {ELEMENT}:has({CAPTION}),
  {TEXT} p:has(+ ul, + ol),
  {PAPER_TABLE} :is(thead, tbody > tr:nth-last-child(2)) {{ break-after: avoid; }}
  [class*="st-key-card-"] > :is(:has(> [class*="st-key-foot-"]), {ELEMENT}:has({CAPTION})),
  {PAPER_TABLE} tbody > tr:last-child {{ break-before: avoid; }}
  [class*="st-key-card-"] > {ELEMENT}:has({CAPTION}):has(+ {WRAPPER}) {{ padding-bottom: 16mm;
    break-before: auto; break-inside: avoid; }}
  [class*="st-key-card-"] > :has(+ {WRAPPER}) {PAPER_TABLE} tbody > tr:last-child > td {{
    padding-bottom: 16mm !important; border-bottom: 0; }}
  [class*="st-key-card-"] > :is({ELEMENT}:has({CAPTION}), :has(.on-paper), :has({TABLE})):has(+ {WRAPPER}) {{
    margin-bottom: -16mm !important; }}
  .st-key-card-donnees-demandes {{ break-before: page; }}
}}
</style>"""

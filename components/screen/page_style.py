"""What every page needs and no setting of Streamlit gives: a focus that shows, and a page that prints."""

from components.screen.streamlit_internals import (
    APP,
    BLOCKS,
    CLICKED,
    COLUMN,
    ENGLISH_ONLY,
    FOCUSED_BY_ITSELF,
    MAIN_BLOCK,
    TEXT,
)

# One colour for both themes, at 3:1 or more against their four backgrounds.
FOCUS = "#4A86CC"

# Streamlit shows the focus of links, buttons and the menu by a shade that a projector loses, or not at all.
# A field is a box around its input: the box has the outline. Files, pictures and searches have their own
# buttons, in French. Paper has no use for what is clicked.
FRENCH_PAGE = f"""<style>
:focus-visible:not({FOCUSED_BY_ITSELF}, input, textarea), :has(> input:focus-visible),
:has(> textarea:focus-visible) {{ outline: 3px solid {FOCUS} !important; outline-offset: -3px; }}
{ENGLISH_ONLY} {{ display: none; }}
{MAIN_BLOCK} {{ padding-left: 2rem; padding-right: 2rem; }}
[class*="st-key-agenda-open-"] button {{ justify-content: flex-start; text-align: left; }}
[class*="st-key-card-"] :is(h1, h2, h3), .st-key-opening h1 {{ padding-top: 0; padding-bottom: 0.1rem; }}
@page {{ margin: 15mm; }}
@media print {{
  {CLICKED} {{ display: none; }}
  {MAIN_BLOCK} {{ padding: 0; max-width: none; }}
  {BLOCKS} {{ display: block; }}
  {COLUMN} {{ width: 100% !important; }}
  {APP} * {{ color: #111 !important; }}
  {TEXT} li {{ break-inside: avoid; }}
  {TEXT} p {{ break-after: avoid; }}
  .st-key-card-donnees-demandes {{ break-before: page; }}
}}
</style>"""

"""What every page needs and no setting of Streamlit gives: French for the browser, and a page that prints."""

# Streamlit fixes <html lang="en">: without the script Chrome offers to translate on the projector.
# What Streamlit lays over charts and tables (toolbar, menu of a column, search), its hints under a field
# (« Press Enter… ») and what it says of an empty list are in English, and no setting removes them: files,
# pictures and searches have their own buttons. Paper has no use for what is clicked.
FRENCH_PAGE = """<script>document.documentElement.lang = 'fr'</script><style>
[data-testid="stElementToolbar"], [data-testid="stDataFrameColumnMenu"], .gdg-search-bar,
[data-testid="InputInstructions"] { display: none; }
[role="listbox"][data-empty="true"] [role="option"] * { font-size: 0; }
[role="listbox"][data-empty="true"] [role="option"] *::after { content: "Aucun résultat"; font-size: 1rem; }
[data-testid="stMainBlockContainer"] { padding-left: 2rem; padding-right: 2rem; }
@page { margin: 15mm; }
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stButton"], [data-testid="stPopover"],
  [data-testid="stDownloadButton"], [data-testid="stTextInput"] { display: none; }
  [data-testid="stMainBlockContainer"] { padding: 0; max-width: none; }
  [data-testid="stVerticalBlock"], [data-testid="stHorizontalBlock"] { display: block; }
  [data-testid="stColumn"] { width: 100% !important; }
  [data-testid="stApp"] * { color: #111 !important; }
  [data-testid="stMarkdownContainer"] li { break-inside: avoid; }
  [data-testid="stMarkdownContainer"] p { break-after: avoid; }
  .st-key-card-donnees-demandes { break-before: page; break-after: page; }
}
</style>"""

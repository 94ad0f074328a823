"""What we rely on inside Streamlit that it does not promise: one place, checked on ``CHECKED_ON``.

``tests/components/screen/test_streamlit_internals.py`` fails, with the name of what is gone, when another
version changes it. Words that stay English are listed in ``docs/anglais.md``, with the reason.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.french.typography import french

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile as UploadedFile

CHECKED_ON = "1.67.0"


def serve(file: str, options: Sequence[str]) -> None:
    """Serve the ``st.App`` that this file holds, with these options of ``streamlit run``, until Ctrl+C."""
    import click
    from streamlit.web.cli import main

    # Ctrl+C is the usual way to stop: click would say « Aborted! ».
    with contextlib.suppress(click.Abort):
        main(["run", file, *options], standalone_mode=False)


def settle_kind_of_application() -> None:
    """Tell Streamlit that the pages are those of ``st.navigation``, not the files of the folder ``pages``.

    It finds out by itself only once ``st.navigation`` has run: until then the first address opened answers
    « Page not found », in English, over our page.
    """
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False


def on_screen() -> dict[str, str]:
    """The widgets that the browser had on screen when it asked for this run, by key, with the text of each.

    Even those that a session before this one drew, for a server that has restarted.
    """
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.state.common import user_key_from_element_id

    context = get_script_run_ctx()
    sent = context.session_state.get_widget_states() if context else []
    return {key: state.string_value for state in sent if (key := user_key_from_element_id(state.id))}


def front_page() -> Path:
    """The HTML file that Streamlit serves at each address."""
    from streamlit import file_util

    return Path(file_util.get_static_dir()) / "index.html"


def own_paths() -> set[str]:
    """First parts of the paths that Streamlit answers: its files, and the routes of ``starlette_routes``.

    Not ``app``, where it would serve files of a folder that we do not have.
    """
    routes = {"_stcore", "static", "media", "component", "auth", "oauth2callback"}
    return routes | {file.name for file in front_page().parent.iterdir()} - {"index.html"}


def selector(*names: str) -> str:
    """The CSS selector of these parts of Streamlit's page, by their test ids."""
    return ", ".join(f'[data-testid="{name}"]' for name in names)


def with_test_ids(text: str) -> str:
    """A style sheet or a script in which ``[stApp]`` stands for the selector of that part of the page."""
    return re.sub(r"\[(st[A-Z]\w+)\]", lambda name: selector(name[1]), text)


# Nothing moves but what moves for ever.
STILL = """() => document.getAnimations().every(
  one => one.playState !== 'running' || one.effect?.getComputedTiming().endTime === Infinity)"""
# The script has ended, and what it asked for is there: Streamlit loads the code of each kind of widget when
# it first needs it; a button answers no key before that, and a page has its height only with its charts and
# fonts. For who drives a browser.
AT_REST = with_test_ids("""() => {
  const app = document.querySelector('[stApp]');
  const waiting = '[stSkeleton], [stAppSkeleton], [data-stale="true"]';
  return app?.dataset.testScriptState === 'notRunning' && !document.querySelector(waiting)
    && [...document.querySelectorAll('[stVegaLiteChart]')].every(chart => chart.querySelector('canvas, svg'))
    && document.fonts.status === 'loaded' && (STILL)();
}""").replace("STILL", STILL)
WHOLE_HEIGHT = with_test_ids("() => document.querySelector('[stMain]').scrollHeight")


def session_id() -> str:
    """The browser window that this run draws, "" outside of one."""
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx()
    return context.session_id if context else ""


def between_uploads(refuse: Callable[[str], None], most_bytes: int, forget: Callable[[str], object]) -> None:
    """Have ``refuse(session)`` called, which raises to turn a file away, before the server keeps one.

    The oldest files of a window go while it holds more than ``most_bytes``; ``forget(session)`` is called
    when it ends. Once for the process.
    """
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager as Manager

    keep, end = Manager.add_file, Manager.remove_session_files

    def add_file(self: Manager, session_id: str, file: Any) -> None:
        refuse(session_id)
        keep(self, session_id, file)
        held = list(self.file_storage[session_id].values())
        total = sum(len(one.data) for one in held)
        for oldest in held[:-1]:
            if total > most_bytes:
                self.remove_file(session_id, oldest.file_id)
                total -= len(oldest.data)

    def remove_session_files(self: Manager, session_id: str) -> None:
        forget(session_id)
        end(self, session_id)

    Manager.add_file = add_file  # type: ignore[method-assign]
    Manager.remove_session_files = remove_session_files  # type: ignore[method-assign]


# What is laid over charts and tables (toolbar, menu of a column, search), and the hints under a field
# (« Press Enter… »), in English, which no setting removes.
ENGLISH_ONLY = (
    selector("stElementToolbar", "stDataFrameColumnMenu", "InputInstructions") + ", .gdg-search-bar"
)
CLICKED = selector(
    *("stSidebar", "stHeader", "stButton", "stPopover", "stDownloadButton", "stTextInput"),
    *("stSkipToContent", "stFormSubmitButton", "stAppIframeResizerAnchor"),
)
CLOSED = f"{selector('stLayoutWrapper')}:has(> {selector('stExpander')} > details:not([open]))"
# What a list unfolds: as wide as its longest line, which a narrow list would cut.
LIST = selector("stSelectboxVirtualDropdown")
# Parts that Streamlit focuses without anybody having asked for it: their outline would frame a screen.
FOCUSED_BY_ITSELF = (
    selector("stMain", "stApp", "stAppScrollToBottomContainer") + ', [role="dialog"], [tabindex="-1"]'
)
MAIN_BLOCK, MENU = selector("stMainBlockContainer"), selector("stSidebarUserContent")
CHART, MAP = selector("stVegaLiteChart"), selector("stDeckGlJsonChart")
BLOCKS = selector("stVerticalBlock", "stHorizontalBlock")
WRAPPER = selector("stLayoutWrapper")
# What lays blocks out in a row or a column, which paper breaks badly.
LAID_OUT = selector("stMain", "stAppViewContainer", "stLayoutWrapper")
ELEMENT, TABLE = selector("stElementContainer"), selector("stTable")
COLUMN, APP, TEXT = selector("stColumn"), selector("stApp"), selector("stMarkdownContainer")
# What a field for files accepts, which Streamlit keeps on one line however narrow it is.
ACCEPTED = selector("stFileUploaderDropzone")
# Streamlit cuts the words of a tile; ours wrap.
TILE_WORDS = selector("stMetricLabel", "stMetricValue", "stMetricDelta")
# A switch: the system's colours rub it out, and a narrow window cuts its words.
SWITCH = selector("stCheckbox")
CAPTION, LABEL, ALERT = selector("stCaptionContainer"), selector("stWidgetLabel"), selector("stAlert")
LABELLED = selector("stButtonGroup", "stTextInput")
# Captions and the keys of buttons, which Streamlit writes at 60 % of the ink: 4.0:1 on white, of 4.5 needed.
FADED = f"{CAPTION}, kbd"
# The open view is written in the colour of buttons, which is too dark for the dark theme.
CHOSEN = f'{selector("stMain")} [role="radio"][aria-checked="true"]'


# What Streamlit writes in English in the parts that the application shows, and what stands there instead.
WORDS = {
    "Skip to main content": "Aller au contenu",
    "Connecting": "Connexion…",
    "Connecting to Streamlit server": "Connexion au tableau de bord",
    "Error": "Hors ligne",
    "Unable to connect to Streamlit server": "Le tableau de bord ne répond pas",
    "Connection error": "Le tableau de bord ne répond plus",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": (
        "Est-il toujours ouvert sur cet ordinateur ? Relancez-le :"
    ),
    "streamlit run yourscript.py": "python run.py",
    "Streamlit server is not responding. Are you connected to the internet?": (
        "L’ordinateur qui le fait tourner est-il allumé, et relié au même réseau ?"
    ),
    "Connection timed out.": "Pas de réponse dans le délai.",
    "Page not found": "Page introuvable",
    "Bad message format": "Message illisible",
    "Try again": "Réessayer",
    "Running...": "Mise à jour…",
    "Upload": "Choisir un fichier",
    "file upload": "Dépôt de fichiers",
    "Add files": "Ajouter des fichiers",
    "Drag and drop a file here": "Déposez un fichier ici",
    "Drag and drop files here": "Déposez des fichiers ici",
    "Select all": "Tout choisir",
    "No results": "Aucun résultat",
    "Selected values": "Valeurs choisies",
    "Clear all": "Tout effacer",
    "Clear value": "Effacer",
    "Clear entry": "Effacer",
    "Open": "Ouvrir la liste",
    "Close": "Fermer",
    "Dismiss": "Fermer",
    "Increment": "Augmenter",
    "Decrement": "Diminuer",
    "Show password": "Montrer la phrase de passe",
    "Hide password": "Cacher la phrase de passe",
    "Collapse sidebar": "Replier le volet",
    "Expand sidebar": "Ouvrir le volet",
    "Sidebar": "Volet",
    "App pages": "Pages",
    "Main menu": "Menu",
    "Notifications": "Messages",
    "Scroll tabs left": "Onglets à gauche",
    "Scroll tabs right": "Onglets à droite",
    "Link to heading": "Lien vers ce titre",
    "Fullscreen": "Plein écran",
    "Close fullscreen": "Quitter le plein écran",
    "Clear selection": "Effacer la sélection",
}
# The same for words around a number or a name: (what stands in the source, pattern, replacement).
AROUND = (
    (" per file`", r"^([\d.]+) ?([KMG])B per file$", "$1\u00a0$2o au plus par fichier"),
    (
        "File must be ${",
        r"^File must be ([\d.]+) ?([KMG])B or smaller\.$",
        "Trop lourd : $1\u00a0$2o au plus",
    ),
    (" files are not allowed.", r"^(.+) files are not allowed\.$", "Type de fichier refusé : $1"),
    (" matches`", r"^Select (\d+) matches$", "Choisir les $1 trouvés"),
    ("Remove ${", r"^Remove (.+)$", "Retirer $1"),
    ("Shortcut ${", r"^Shortcut (.+)$", "Raccourci $1"),
    ("Add: ${", r"^Add: (.+)$", "Ajouter : $1"),
    (". Remove an option first.", r"^You can only select up to (\d+) .*$", "Au plus $1 choix"),
)

# Only whole texts change, in place: React keeps its nodes, and the words of the data are never cut into.
_TRANSLATION = """<script>(() => {
const words = new Map(Object.entries(WORDS));
const around = AROUND.map(([pattern, french]) => [new RegExp(pattern), french]);
const named = ["aria-label", "title", "placeholder", "alt"];
const french = text => {
  const key = text.length < 200 ? text.trim() : "";
  if (!key) return null;
  if (words.has(key)) return words.get(key);
  for (const [pattern, sentence] of around) if (pattern.test(key)) return key.replace(pattern, sentence);
  return null;
};
const inText = node => {
  const found = french(node.data);
  if (found !== null && found !== node.data) node.data = found;
};
const inNames = element => {
  for (const name of named) {
    const found = element.hasAttribute(name) ? french(element.getAttribute(name)) : null;
    if (found !== null) element.setAttribute(name, found);
  }
};
const inTree = root => {
  if (root.nodeType === Node.TEXT_NODE) return inText(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  inNames(root);
  const kinds = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
  const drawing = node => node.nodeName === "svg" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  const walker = document.createTreeWalker(root, kinds, drawing);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) inText(node); else inNames(node);
  }
};
new MutationObserver(changes => {
  for (const change of changes) {
    if (change.type === "childList") change.addedNodes.forEach(inTree);
    else if (change.type === "attributes") inNames(change.target);
    else inText(change.target);
  }
}).observe(document.documentElement,
  {childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: named});
})()</script>"""

# A box that scrolls and holds nothing to click is out of reach of the keyboard, which scrolls what has the
# focus. It is named by the heading of its card.
_REACHABLE = with_test_ids("""<script>(() => {
const own = "a[href], button, input, select, textarea, [tabindex='0']";
let due = 0;
const reach = () => {
  due = 0;
  for (const box of document.querySelectorAll('[stVerticalBlock]:not([tabindex]), [stTable] > div')) {
    const style = getComputedStyle(box), table = box.parentElement.matches('[stTable]');
    if (table) for (const name of ["role", "tabindex"]) box.removeAttribute(name);
    if (table && box.scrollWidth <= box.clientWidth + 2) continue;
    if (!/auto|scroll/.test(style.overflowX + style.overflowY) || box.querySelector(own)) continue;
    const heading = box.closest('[class*="st-key-card-"]')?.querySelector("h1, h2, h3");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", heading ? heading.textContent : "Tableau");
  }
};
const soon = () => { due ||= setTimeout(reach, 200); };
new MutationObserver(soon).observe(document.documentElement, {childList: true, subtree: true});
addEventListener("resize", soon);
})()</script>""")

# Streamlit takes every input for a field where somebody types: a letter pressed on the switch that was just
# clicked would reach no shortcut. It is handed to what surrounds the switch. And it answers letters behind an
# open dialog, which P would close to project: it listens on the document, after the dialog itself.
_LETTERS = """<script>
document.addEventListener("keydown", event => {
  const box = event.target;
  if (!event.isTrusted || !box.matches?.('input[type="checkbox"], input[type="radio"]')) return;
  if (event.key.length > 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return;
  event.stopPropagation();
  box.parentElement.dispatchEvent(new KeyboardEvent("keydown", {key: event.key, bubbles: true}));
}, true);
document.documentElement.addEventListener("keydown", event => {
  const plain = !(event.ctrlKey || event.metaKey || event.altKey);
  if (document.querySelector('[role="dialog"]') && plain && !["Escape", "Tab"].includes(event.key))
    event.stopPropagation();
});
</script>"""

_NO_SCRIPT = (
    "<noscript><p>Le tableau de bord a besoin de JavaScript : activez-le, puis rechargez.</p></noscript>"
)
# (what Streamlit writes, as a pattern; what stands there instead). A page translated by the browser keeps old
# lines when a filter changes.
FRONT_PAGE_EDITS = (
    (r'<html lang="en">', '<html lang="fr" translate="no" class="notranslate">'),
    (r"<title>Streamlit</title>", '<meta name="google" content="notranslate" /><title>TITLE</title>SCRIPT'),
    (r"<noscript>.*?</noscript>", _NO_SCRIPT),
)


def french_front_page(title: str) -> str:
    """Streamlit's page in French, closed to the browser's translation, with this title until Python's."""
    html = front_page().read_text(encoding="utf-8")
    for pattern, ours in FRONT_PAGE_EDITS:
        html = re.sub(pattern, french(ours), html, count=1, flags=re.DOTALL)
    return html.replace("TITLE", title, 1).replace("SCRIPT", translation() + _REACHABLE + _LETTERS, 1)


def translation() -> str:
    """The script that puts ``WORDS`` and ``AROUND`` where Streamlit writes its own."""
    words = {english: french(ours) for english, ours in WORDS.items()}
    around = [[pattern, french(ours)] for _, pattern, ours in AROUND]
    return _TRANSLATION.replace("WORDS", json.dumps(words), 1).replace("AROUND", json.dumps(around), 1)

"""What leaves the room, asked for on screen: documents are built on a click, never at a rerun."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

import pandas as pd
import streamlit as st

from components import choices, filters
from components.blocks import Contents, Figure, Table, View
from components.boundary import guarded
from components.exports.text import file_name
from components.markdown import plain
from components.site import FILTERS, PAGES
from data.settings import Settings, read_settings
from data.templates import find_template

log = logging.getLogger(__name__)

_PREPARED = "_prepared_document"
TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv",
}
Progress = Callable[[float, str], None]


class Store(Protocol):
    """What hands datasets over: ``data.store`` is one."""

    def load(self, name: str) -> pd.DataFrame: ...
    def load_communes(self) -> pd.DataFrame: ...
    def fingerprint(self, name: str) -> str: ...


@dataclass(frozen=True)
class Document:
    """One document that can be asked for: how it is called, and how it is built."""

    key: str
    label: str
    icon: str
    file: str
    build: Callable[[Progress], bytes]

    @property
    def mime(self) -> str:
        return TYPES[self.file.rsplit(".", 1)[1]]


def picture(figure: Figure, key: str, view: View) -> None:
    """The quiet action « Image » of a card: the chart as PNG and SVG, built once the button is clicked."""
    if figure.chart is None:
        return
    opened = st.popover(
        "Image", type="tertiary", icon=":material/image:", key=f"{key}-picture", on_change="rerun"
    )
    if not opened.open:
        return
    perimeter = " · ".join((view.place, *filter(None, (view.domain,)), *_chosen_words(view)))

    def drawn(kind: str) -> bytes:
        from components.exports import pictures

        if kind == "png":
            return pictures.picture_png(figure, perimeter)
        return pictures.picture_svg(figure, perimeter).encode("utf-8")

    with opened, st.container(horizontal=True):
        for kind, use in (("png", "PNG"), ("svg", "SVG")):
            st.download_button(
                use,
                data=lambda kind=kind: drawn(kind),  # type: ignore[misc]
                file_name=file_name((key, *view.filters.values()), kind),
                mime=TYPES[kind],
                key=f"{key}-{kind}",
                icon=":material/download:",
                on_click="ignore",
                help="Titre, périmètre et source sont dans l’image.",
            )


def table_file(table: Table, key: str, view: View) -> None:
    """Under a table: the same rows as CSV for French Excel."""

    def written() -> bytes:
        from components.exports.workbook import delimited

        return delimited(table)

    st.download_button(
        "CSV pour Excel",
        data=written,
        file_name=file_name((key, *view.filters.values()), "csv"),
        mime=TYPES["csv"],
        key=f"{key}-csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
        help="Point-virgule, virgule décimale\u202f: s’ouvre tel quel dans Excel en français.",
    )


def page_documents(contents: Contents, view: View, store: Store) -> None:
    """« Exporter » : the page as PowerPoint, PDF and Excel, with the filters in force, and its sheets."""
    opened = st.popover(
        "Exporter", icon=":material/ios_share:", key=f"{contents.page}-export", on_change="rerun"
    )
    if not opened.open:
        return
    with opened, guarded("Exporter"):
        view = replace(view, projection=False, choices=_choices_of(contents))
        offered = _of_page(contents, view, store)
        if contents.page == "formations":
            offered.append(_territory_sheet(view, store))
        if contents.page == "schema":
            offered.append(_action_sheet(view, store))
        _offer(offered, contents.page, (view.filters, view.choices))


def meeting_documents(
    contents: Mapping[str, Contents] | None,
    view: View,
    store: Store,
    settings: Settings,
    agenda: pd.DataFrame,
    decisions: pd.DataFrame,
) -> None:
    """The whole meeting: fallback folder, PowerPoint, PDF, Excel, and the minutes in Word.

    ``contents``: the pages to present (None: all). ``agenda`` and ``decisions`` as ``data.folds`` gives them.
    """
    when = settings.date.isoformat() if settings.date else ""
    view_of = _view_reader(store)

    def meeting(progress: Progress) -> Any:
        from components.contents import all_contents
        from components.exports import cover, meeting

        shown = all_contents() if contents is None else contents
        pages = meeting.gather_meeting(shown, view_of, store, progress)
        opening = cover.cover_of(settings, "Réunion du CEP")
        return meeting.Meeting(opening, pages, agenda, decisions)

    def fallback(progress: Progress) -> bytes:
        from components.exports import meeting as documents

        return documents.fallback(
            meeting(_part(progress, 0, 3)), find_template("modele.pptx"), _part(progress, 1, 3, 2)
        )

    def deck(progress: Progress) -> bytes:
        from components.exports import slides

        made = meeting(_part(progress, 0, 2))
        own = find_template("modele.pptx")
        return slides.presentation(made.cover, made.pages, template=own, progress=_part(progress, 1, 2))

    def pdf(progress: Progress) -> bytes:
        from components.exports import meeting as documents

        return documents.meeting_pdf(meeting(_part(progress, 0, 2)), _part(progress, 1, 2))

    def book(progress: Progress) -> bytes:
        from components.exports import workbook

        made = meeting(_part(progress, 0, 2))
        return workbook.workbook(made.pages, progress=_part(progress, 1, 2))

    def minutes(progress: Progress) -> bytes:
        from components.contents import all_contents
        from components.exports import cover, minutes
        from components.exports import meeting as documents

        progress(0.1, "Figures discutées")
        shown = all_contents() if contents is None else contents
        figures = documents.discussed(decisions, shown, view_of, store)
        return minutes.minutes(cover.cover_of(settings), agenda, decisions, figures)

    _offer(
        [
            Document("secours", "Dossier de secours (PowerPoint et PDF)", ":material/emergency_home:",
                     file_name(("dossier-de-secours", when), "zip"), fallback),
            Document("compte-rendu", "Compte rendu (Word)", ":material/description:",
                     file_name(("compte-rendu", when), "docx"), minutes),
            Document("reunion-pptx", "Toute la réunion (PowerPoint)", ":material/slideshow:",
                     file_name(("reunion", when), "pptx"), deck),
            Document("reunion-pdf", "Toute la réunion (PDF)", ":material/picture_as_pdf:",
                     file_name(("reunion", when), "pdf"), pdf),
            Document("reunion-xlsx", "Tous les tableaux (Excel)", ":material/table_view:",
                     file_name(("reunion", when), "xlsx"), book),
        ],
        "seance",
        (len(decisions), str(decisions["updated_at"].max()) if len(decisions) else "", _words()),
    )  # fmt: skip


def _of_page(contents: Contents, view: View, store: Store) -> list[Document]:
    name = (contents.page, *view.filters.values())

    def gathered(progress: Progress) -> Any:
        from components.exports import gather

        return gather.gather(contents, view, store, progress=_part(progress, 0, 2))

    def opening(page: Any) -> Any:
        from components.exports import cover

        return cover.cover_of(read_settings(), page.title, page.perimeter)

    def deck(progress: Progress) -> bytes:
        from components.exports import slides

        page, own = gathered(progress), find_template("modele.pptx")
        return slides.presentation(opening(page), [page], template=own, progress=_part(progress, 1, 2))

    def pdf(progress: Progress) -> bytes:
        from components.exports import pdf as writer

        page = gathered(progress)
        return writer.dossier(opening(page), [page], progress=_part(progress, 1, 2))

    def book(progress: Progress) -> bytes:
        from components.exports import workbook

        return workbook.workbook([gathered(progress)], progress=_part(progress, 1, 2))

    return [
        Document("page-pptx", "PowerPoint", ":material/slideshow:", file_name(name, "pptx"), deck),
        Document("page-pdf", "PDF", ":material/picture_as_pdf:", file_name(name, "pdf"), pdf),
        Document("page-xlsx", "Excel", ":material/table_view:", file_name(name, "xlsx"), book),
    ]


def _territory_sheet(view: View, store: Store) -> Document:
    def build(progress: Progress) -> bytes:
        from components.exports import cover, sheets

        progress(0.2, f"Fiche\u202f: {view.place}")
        frames = [store.load(name) for name in sheets.DATASETS_OF_TERRITORY]
        return sheets.sheet_pdf(sheets.territory(view, *frames), cover.cover_of(read_settings()))

    name = file_name(("fiche", view.place, view.domain or ""), "pdf")
    return Document("fiche-territoire", f"Fiche\u202f: {view.place} (PDF)", ":material/article:", name, build)


def _action_sheet(view: View, store: Store) -> Document:
    actions = store.load("schema_actions")
    names = dict(zip(actions["action_id"], actions["action"], strict=True))
    chosen = st.selectbox(
        "Action de la fiche",
        list(names),
        format_func=lambda action_id: f"{action_id} · {names[action_id]}",
        key="fiche-action-choisie",
    )

    def build(progress: Progress) -> bytes:
        from components.exports import cover, sheets

        progress(0.2, f"Fiche\u202f: {chosen}")
        frames = [store.load(name) for name in sheets.DATASETS_OF_ACTION]
        sheet = sheets.action(view, str(chosen), *frames, **_tracking())
        return sheets.sheet_pdf(sheet, cover.cover_of(read_settings()))

    name = file_name(("fiche", str(chosen)), "pdf")
    return Document(f"fiche-{chosen}", f"Fiche de l’action {chosen} (PDF)", ":material/article:", name, build)


def _tracking() -> dict[str, pd.DataFrame]:
    """What was typed about the actions; nothing when the journal can't be read."""
    from components.frame import current_room
    from data.folds import budget, progress

    try:
        rows = current_room().rows
        return {"budget": budget(rows), "progress": progress(rows)}
    except Exception:
        log.exception("the tracking of actions could not be read")
        return {}


def _offer(offered: list[Document], slot: str, signature: Any) -> None:
    """One button a document; a click builds it with a progress bar, then offers the file.

    Only the last document is kept, and only as long as what it was made from stands.
    """
    asked = None
    for document in offered:
        if st.button(document.label, key=f"{slot}-make-{document.key}", icon=document.icon, width="stretch"):
            asked = document
    made_from = f"{slot}|{signature}"
    if asked is not None:
        st.session_state.pop(_PREPARED, None)
        bar = st.progress(0.0, text=f"{plain(asked.label)}\u202f: préparation")
        with guarded(asked.label):
            content = asked.build(lambda done, words: _advance(bar, done, words))
            now = dt.datetime.now().astimezone()
            st.session_state[_PREPARED] = (made_from, asked, content, now)
        bar.empty()
    prepared = st.session_state.get(_PREPARED)
    if prepared is None:
        return
    if prepared[0] != made_from:
        # Made under other filters, or before something was noted: it would not say what the screen says.
        if prepared[0].startswith(f"{slot}|"):
            del st.session_state[_PREPARED]
        return
    _, document, content, when = prepared
    st.download_button(
        f"Télécharger\u202f: {document.label}",
        data=content,
        file_name=document.file,
        mime=document.mime,
        key=f"{slot}-take",
        type="primary",
        icon=":material/download:",
        width="stretch",
        on_click="ignore",
    )
    size = max(1, round(len(content) / 1024))
    st.caption(f"{plain(document.file)} · {size}\u00a0ko · préparé à {when:%H:%M}")


def _advance(bar: Any, done: float, words: str) -> None:
    bar.progress(min(max(done, 0.0), 1.0), text=plain(words))


def _part(progress: Progress, rank: int, total: int, length: int = 1) -> Progress:
    """The progress of one step (``length`` steps from ``rank``) within ``total``."""
    return lambda done, words: progress((rank + done * length) / total, words)


def _choices_of(contents: Contents) -> dict[str, Any]:
    """The page-local choices in force, on screen or not."""
    return choices.in_force(
        [*contents.choices, *(choice for block in contents.blocks for choice in block.choices)]
    )


def _chosen_words(view: View) -> list[str]:
    """The page-local choices of a view, as words."""
    words = []
    for value in view.choices.values():
        words += [str(one) for one in value] if isinstance(value, list | tuple) else []
        words += [value] if isinstance(value, str) else []
    return words


def _words() -> dict[str, Any]:
    return {name: st.session_state.get(name) for name in FILTERS}


def _view_reader(store: Store) -> Callable[[str, Mapping[str, str] | None], View]:
    """From a page and address parameters (None: the filters and choices in force) to its view."""
    in_force = _words()

    def view_of(page: str, asked: Mapping[str, str] | None) -> View:
        from components.contents import all_contents

        chosen = in_force if asked is None else {name: asked.get(name) for name in FILTERS}
        view = filters.view_of(PAGES[page], store.load("communes"), store.load("domains"), chosen)
        found = all_contents(page).get(page)
        if found is None:
            return view
        own = _choices_of(found) if asked is None else _asked_choices(found, asked)
        return replace(view, choices=own)

    return view_of


def _asked_choices(contents: Contents, asked: Mapping[str, str]) -> dict[str, Any]:
    """The page-local choices that an address asks for; the others take their default."""
    found: dict[str, Any] = {}
    for choice in (*contents.choices, *(choice for block in contents.blocks for choice in block.choices)):
        value = asked.get(choice.key)
        if choice.switch:
            found[choice.key] = value == "true"
        elif choice.search:
            found[choice.key] = value or ""
        elif value in choice.options:
            found[choice.key] = [value] if choice.many else value
    return found

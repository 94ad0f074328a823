"""What leaves the room, asked for on screen: documents are built on a click, never at a rerun."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from components.documents import offered as documents
from components.documents.offered import TYPES, Document, MeetingHeld, Store
from components.documents.text import file_name
from components.figures.blocks import Contents, Figure, Table, View
from components.screen import choices
from components.screen.boundary import guarded
from components.screen.markdown import plain
from components.site import FILTERS, PAGES
from data import clock
from pages.contents import PRESENTED

log = logging.getLogger(__name__)

_PREPARED = "_prepared_document"


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
        from components.documents import pictures

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
        from components.documents.workbook import delimited

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
        own = choices.in_force(contents.every_choice)
        view = replace(view, projection=False, choices=own)
        offered = documents.of_page(contents, view, store)
        if contents.page == "formations":
            offered.append(documents.territory_sheet(view, store))
        if contents.page == "schema":
            chosen = _action(store)
            offered.append(documents.action_sheet(chosen, view, store, _tracking))
        _offer(offered, contents.page, (view.filters, view.choices))


def meeting_documents(held: MeetingHeld, store: Store) -> None:
    """Fallback folder and minutes of the meeting; PowerPoint, PDF and Excel of its pages, all or some."""
    titles = {PAGES[name].title: name for name in PRESENTED}
    picked = st.multiselect(
        "Pages du PowerPoint, du PDF et de l’Excel",
        list(titles),
        key="documents-pages",
        placeholder="Toutes\u202f: la réunion entière",
        select_all=False,
    )
    in_force = {name: st.session_state.get(name) for name in FILTERS}
    offered = documents.of_meeting(held, store, in_force, [titles[title] for title in picked])
    last = str(held.decided["updated_at"].max()) if len(held.decided) else ""
    _offer(offered, "seance", (len(held.decided), last, in_force, picked, _agenda_words(held.agenda)))


def _agenda_words(agenda: pd.DataFrame) -> str:
    return str(agenda.to_dict(orient="records"))


def _action(store: Store) -> str:
    actions = store.load("schema_actions")
    names = dict(zip(actions["action_id"], actions["action"], strict=True))
    return str(
        st.selectbox(
            "Action de la fiche",
            list(names),
            format_func=lambda action_id: f"{action_id} · {names[action_id]}",
            key="fiche-action-choisie",
        )
    )


def _tracking() -> dict[str, pd.DataFrame]:
    """What was typed about the actions; nothing when the journal can't be read."""
    from components.screen.frame import current_room
    from data.journal.folds import budget, progress

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
            now = clock.now()
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


def _chosen_words(view: View) -> list[str]:
    """The page-local choices of a view, as words."""
    words = []
    for value in view.choices.values():
        words += [str(one) for one in value] if isinstance(value, list | tuple) else []
        words += [value] if isinstance(value, str) else []
    return words

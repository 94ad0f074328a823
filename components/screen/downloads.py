"""What leaves the room, asked for on screen: documents are built on a click, never at a rerun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from components.documents import offered as offered_documents
from components.documents.offered import TYPES, Document, dated_name
from components.figures.blocks import Figure, Table, View
from components.figures.pages import Contents
from components.screen import choices, drawer
from components.screen.boundary import guarded
from components.screen.markdown import plain
from data import clock
from data.french.typography import french
from data.store import Store

_PREPARED = "_prepared_document"


def picture(figure: Figure, key: str, perimeter: str) -> None:
    """The chart as PNG and SVG, built once a button is clicked; the perimeter is in it and in its name."""
    if figure.chart is None:
        return

    def drawn(kind: str) -> bytes:
        from components.documents import pictures

        if kind == "png":
            return pictures.picture_png(figure, perimeter)
        return pictures.picture_svg(figure, perimeter).encode("utf-8")

    for kind in ("png", "svg"):
        said = "Titre, périmètre et source sont dans l’image."
        _file(f"Image {kind.upper()}", partial(drawn, kind), key, perimeter, kind, said)


def table_file(table: Table, key: str, perimeter: str) -> None:
    """The rows of a table as CSV for French Excel, its perimeter in the name of the file."""

    def written() -> bytes:
        from components.documents.workbook import delimited

        return delimited(table)

    said = "Point-virgule, virgule décimale : s’ouvre tel quel dans Excel en français."
    _file("CSV pour Excel", written, key, perimeter, "csv", said)


def _file(label: str, made: Callable[[], bytes], key: str, perimeter: str, kind: str, said: str) -> None:
    """A file built once its button is clicked, named after its card and its perimeter."""
    st.download_button(
        plain(label),
        data=made,
        file_name=dated_name((key, perimeter), kind),
        mime=TYPES[kind],
        key=f"{key}-{kind}",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
        help=plain(said),
    )


def page_documents(contents: Contents, view: View, store: Store) -> None:
    """« Exporter » : the page as PowerPoint, PDF and Excel, with the filters in force, and its own sheets."""
    name = contents.page.name

    def inside() -> None:
        seen = replace(view, projection=False, choices=choices.in_force(contents.every_choice))
        offered = offered_documents.of_page(contents, seen, store)
        if contents.sheets is not None:
            offered += contents.sheets(seen, store)
        offer(offered, name, (seen.filters, seen.choices))

    drawer.button("Exporter", inside, key=f"{name}-export", icon=":material/ios_share:", kind="secondary")


def offer(offered: list[Document], slot: str, signature: Any) -> None:
    """One button a document; a click builds it with a progress bar, then offers the file.

    Only the last document is kept, and only as long as what it was made from stands.
    """
    asked = None
    for document in offered:
        if st.button(
            plain(document.label), key=f"{slot}-make-{document.key}", icon=document.icon, width="stretch"
        ):
            asked = document
    made_from = f"{slot}|{signature}"
    if asked is not None:
        st.session_state.pop(_PREPARED, None)
        bar = st.progress(0.0, text=french(f"{plain(asked.label)} : préparation"))
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
        french(f"Télécharger : {plain(document.label)}"),
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
    st.caption(f"{plain(document.file)} · {plain(size)}\u00a0ko · préparé à {when:%H:%M}")


def _advance(bar: Any, done: float, words: str) -> None:
    bar.progress(min(max(done, 0.0), 1.0), text=plain(words))

"""Part of « Données »: what was published, by whom and from which file, and the way back."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from components.figures.blocks import Table
from components.screen import rights, saving, tables
from components.screen.boundary import answering, guarded
from components.screen.markdown import plain
from data.clock import short_moment
from data.french.formats import number
from data.french.typography import french
from data.home import HomeRefused
from data.imports import publishing
from data.imports.manifest import Manifest
from data.imports.preview import Preview, basis_of
from data.imports.publishing import PublicationRefused
from data.journal.faults import JournalError


def changed_since(found: Preview) -> bool:
    """Whether the data that a file was compared with are no longer those in force."""
    return any(basis_of(name) != seen for name, seen in found.basis.items())


def show() -> None:
    """The publications, the last one first, and the button that goes back to the one before."""
    with guarded("Ce qui a été publié"):
        try:
            publishing.settle()
            made = publishing.history()
        except (HomeRefused, JournalError, OSError) as error:
            st.warning(plain(str(error)), icon=":material/error:")
            return
        if not made:
            return
        st.markdown("### Ce qui a été publié")
        saving.show_said()
        if not rights.refusal():
            with st.form("publications-retour", border=False):
                rights.ask_name("publications")
                st.form_submit_button(
                    plain(_back_label(made)),
                    key="publications-retour-oui",
                    icon=":material/undo:",
                    on_click=_go_back,
                    args=(made[0].publication_id, made[0].previous),
                )
        tables.show(
            Table(_rows(made), missing="—", wordy=True),
            "publications",
            "Publications, la dernière en premier",
        )


def _back_label(made: list[Manifest]) -> str:
    if made[0].previous is None:
        return "Revenir aux données d’origine"
    return f"Revenir à la version précédente : {made[1].said}" if len(made) > 1 else "Revenir en arrière"


def _rows(made: list[Manifest]) -> pd.DataFrame:
    records = []
    for one in made:
        last = one.imports[-1] if one.what == "import" and one.imports else None
        records.append(
            {
                "Quand": short_moment(dt.datetime.fromisoformat(one.at)),
                "Qui": one.author,
                "Quoi": one.said if one.what == "import" else french(f"Retour à : {one.said}"),
                "Fichier": last.file if last else None,
                "Taille (ko)": number(max(1, round(last.size / 1000))) if last else None,
                "SHA-256": last.sha256[:12] + "…" if last else None,
                "Fichiers en vigueur": number(len(one.imports)),
            }
        )
    return pd.DataFrame(records)


@answering
def _go_back(seen: str, previous: str | None) -> None:
    """Put back the version before the one that was seen (a callback): a double click goes back once."""
    rights.keep_name("publications")
    if (last := publishing.history()[:1]) and last[0].publication_id != seen:
        saving.tell("Quelqu’un vient de publier : revoir la liste avant de revenir en arrière.")
        return
    writer = rights.writer()
    if not writer.name and writer.may_write:
        saving.tell(saving.NAME_FIRST)
        return
    try:
        publishing.restore(previous, writer)
    except PublicationRefused as error:
        saving.tell(str(error))

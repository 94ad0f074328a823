"""Part of « Données »: an official file is dropped, recognised, compared with what is there, published."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.figures.blocks import Table, View
from components.screen import rights, tables, uploads, visits
from components.screen.links import NEEDS_INTERNET
from components.screen.markdown import plain
from data.catalogue import DATASETS
from data.french.formats import count, number
from data.french.typography import french
from data.imports import received, templates
from data.imports.formats import OFFICIAL
from data.imports.preview import Preview, errors_table, prepare
from data.imports.publishing import PublicationRefused, publish, recorded
from data.imports.templates import TEMPLATES
from data.portal import headers_of
from pages.datasets import publications
from pages.datasets.catalogue import filed

KINDS = ("xlsx", "csv", "zip", "txt", "xls", "xml", "parquet")
_FILE, _PREVIEW, _SAID = "charger-fichier", "_charger_preview", "_charger_said"
# How many files this session published: the field of the next one is another, and empty.
_RANK = "_charger_rank"
_ROWS, _CHANGES = 8, 200


def show(view: View, store: object) -> None:
    """Drop a file and see what it changes; below, what was published. A reader sees what can be loaded."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(plain(said), icon=":material/check:")
    st.markdown(
        plain(
            french(
                "Déposez un fichier officiel tel que son éditeur le publie : il est reconnu à son contenu, "
                "vérifié, comparé à ce qui est là. Rien ne change avant le bouton Publier, et la version "
                "d’avant reste à un clic."
            )
        )
    )
    sent = uploads.field("Fichier à charger", KINDS, key=f"{_FILE}-{st.session_state.get(_RANK, 0)}")
    if refusal := rights.refusal():
        st.info(plain(refusal), icon=":material/lock:")
    if sent is not None:
        found = _prepared(sent)
        if found.refusals:
            _show_refusals(found)
        else:
            _show_preview(found)
    else:
        st.session_state.pop(_PREVIEW, None)
        _show_formats()
    publications.show()


def _prepared(sent: Any) -> Preview:
    """The file compared with what is there now: again when something was published since."""
    kept = st.session_state.get(_PREVIEW)
    if kept is not None and kept[0] == sent.file_id and not publications.changed_since(kept[1]):
        found: Preview = kept[1]
        return found
    bar = st.progress(0.0, text="Lecture du fichier")
    content = received.from_bytes(str(sent.name), sent.getvalue())
    found = prepare(content, lambda done, words: bar.progress(min(done, 1.0), text=plain(words)) and None)
    bar.empty()
    # The bytes are the upload's, which is bounded: a second copy would not be.
    found = replace(found, received=replace(found.received, content=None))
    st.session_state[_PREVIEW] = (sent.file_id, found)
    return found


def _show_formats() -> None:
    with st.expander("Fichiers reconnus et modèles à remplir"):
        st.markdown("\n".join(f"- {plain(one.title)}" for one in OFFICIAL))
        _show_templates()
        st.markdown(
            plain(
                french(
                    "Un fichier de plus de 20 Mo (le fichier national de l’Urssaf, par exemple) se charge "
                    "sur l’ordinateur qui sert l’application : python run.py importer FICHIER, avec --essai "
                    f"pour seulement comparer. Les fichiers se prennent chez leur éditeur ({NEEDS_INTERNET})."
                )
            )
        )
        st.markdown(
            plain(
                french(
                    "Les chiffres de la présentation s’écrivent, eux, dans le dossier data/sources, puis "
                    "python run.py. Le suivi du Schéma se saisit page Schéma, vue Saisir."
                )
            )
        )


def _show_templates() -> None:
    """Each template to fill in, as a workbook and as a CSV."""
    st.markdown("**Modèles à remplir**")
    for one in TEMPLATES:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(one.title), width="stretch")
            st.download_button(
                "Excel",
                data=partial(templates.write, one),
                file_name=one.file,
                key=f"modele-{one.name}",
                icon=":material/download:",
                on_click="ignore",
            )
            st.download_button(
                "CSV",
                data=partial(templates.write_csv, one),
                file_name=one.file.replace(".xlsx", ".csv"),
                mime="text/csv",
                key=f"modele-{one.name}-csv",
                icon=":material/download:",
                on_click="ignore",
            )


def _show_refusals(found: Preview) -> None:
    st.error(
        plain(
            french(
                f"Fichier refusé : {count(len(found.refusals), 'problème')}. Les données restent telles "
                "qu’elles étaient."
            )
        ),
        icon=":material/block:",
    )
    table = errors_table(found.refusals)
    # The file is the one just dropped; a long table is sorted and scrolled, a short one shown whole.
    shown = table.loc[:, [name for name in table if name != "Fichier" and (table[name] != "").any()]]
    whole = len(table) <= tables.ROWS_WHOLE
    tables.show(
        Table(shown, missing="", wordy=whole), "charger-problemes", "Problèmes trouvés dans le fichier"
    )
    st.download_button(
        "Enregistrer ce tableau (CSV)",
        data=table.to_csv(sep=";", index=False).encode("utf-8-sig"),
        file_name="problemes.csv",
        mime="text/csv",
        key="charger-problemes-csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _show_preview(found: Preview) -> None:
    st.markdown(f"### {plain(found.format_title)}, {plain(found.vintage)}")
    lines = [f"{count(found.read, 'ligne lue', 'lignes lues')}, {count(found.kept, 'gardée', 'gardées')}."]
    lines += [f"{count(rows, 'ligne laissée', 'lignes laissées')} de côté : {reason}." for reason, rows
              in found.dropped.items()]  # fmt: skip
    lines += found.facts
    lines += [f"{DATASETS[name].title} : {one.words}." for name, one in found.differences.items()]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    _show_publish(found)
    for name, rows in found.frames.items():
        compared = found.differences[name]
        if len(compared.changes):
            _show_changes(name, compared.changes)
        if compared.gone:
            _show_gone(name, compared.gone)
        with st.expander(plain(french(f"Premières lignes : {DATASETS[name].title}"))):
            tables.show(
                filed(DATASETS[name], rows.head(_ROWS)),
                f"charger-lignes-{name}",
                "Premières lignes du fichier",
            )


def _show_changes(name: str, changes: pd.DataFrame) -> None:
    headers = headers_of(DATASETS[name])
    ordered = changes.sort_values("swing", ascending=False, kind="stable")
    swings = int(changes["swing"].sum())
    st.markdown(
        plain(
            french(
                f"{DATASETS[name].title} : {count(len(changes), 'valeur change', 'valeurs changent')}"
                + (
                    f", dont {count(swings, 'forte variation', 'fortes variations')}, en premier"
                    if swings
                    else ""
                )
            )
        )
    )
    shown = ordered.head(_CHANGES)
    table = pd.DataFrame(
        {
            "Ligne": [_line(key) for key in shown["key"]],
            "Colonne": [headers[column] for column in shown["column"]],
            "Avant": [_value(name, *pair) for pair in zip(shown["column"], shown["before"], strict=True)],
            "Après": [_value(name, *pair) for pair in zip(shown["column"], shown["after"], strict=True)],
            "Variation": ["forte" if swing else "" for swing in shown["swing"]],
        }
    )
    tables.show(Table(table, missing="vide"), f"charger-changements-{name}", "Valeurs qui changent")


def _show_gone(name: str, gone: tuple[tuple[str, ...], ...]) -> None:
    """The rows that are there and that the file does not give: they would not be any more."""
    with st.expander(plain(french(f"Lignes retirées : {DATASETS[name].title}"))):
        table = pd.DataFrame({"Ligne": [_line(key) for key in gone[:_CHANGES]]})
        tables.show(Table(table), f"charger-retirees-{name}", "Lignes retirées")


def _line(key: tuple[str, ...]) -> str:
    return " · ".join(part for part in key if part)


def _value(name: str, column: str, value: object) -> str:
    """A value as a reader sees it; what is not there is secret where the catalogue says so, else empty."""
    if value is None or value is pd.NA or value != value:
        meaning = next(one.meaning for one in DATASETS[name].all_columns if one.name == column)
        return "secret" if "secret" in meaning else "vide"
    if isinstance(value, bool):
        return "oui" if value else "non"
    return number(value, decimals=6) if isinstance(value, int | float) else str(value)


def _show_publish(found: Preview) -> None:
    """The document to record, and the button: one form, read when it is sent."""
    document = found.document
    assert document is not None
    # One form a file: what was typed for another one must not come back.
    key = f"charger-{found.received.sha256[:12]}"
    with st.form(f"{key}-publier"):
        st.markdown("**Source à enregistrer**")
        title = st.text_input("Titre du document", document.title, key=f"{key}-titre", max_chars=300)
        with st.container(horizontal=True):
            publisher = st.text_input("Éditeur", document.publisher, key=f"{key}-editeur", max_chars=120)
            date = st.text_input(
                "Téléchargé le (AAAA-MM-JJ)", document.accessed_on, key=f"{key}-date", max_chars=10
            )
            licence = st.text_input(
                "Licence, si elle est indiquée", document.licence, key=f"{key}-licence", max_chars=120
            )
        url = st.text_input("Adresse où il a été trouvé", document.url, key=f"{key}-url", max_chars=500)
        rights.ask_name("charger", visits.current().journal.last_author)
        sent = st.form_submit_button("Publier", type="primary", key=f"{key}-oui", icon=":material/publish:")
    if not sent:
        return
    rights.keep_name("charger")
    said = recorded(document, publisher=publisher, accessed_on=date, licence=licence, url=url)
    try:
        publish(found, replace(said, title=title.strip()), rights.writer())
    except PublicationRefused as error:
        st.error(plain(str(error)), icon=":material/block:")
        return
    st.session_state.pop(_PREVIEW, None)
    st.session_state[_RANK] = st.session_state.get(_RANK, 0) + 1
    st.session_state[_SAID] = f"Publié : {found.format_title}, {found.vintage}."
    st.rerun()

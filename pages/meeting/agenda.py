"""The agenda of the day: read at a glance, edited item by item, with what speakers bring."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pandas as pd
import streamlit as st

from components.figures.blocks import FILTERS
from components.screen import address as address_words
from components.screen import rights, uploads
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import NAME_FIRST, save, show_refused, show_said
from data import store
from data.french.formats import NARROW_SPACE, count, is_unknown, text_of
from data.french.typography import french
from data.home import HomeRefused, find_home
from data.journal.folds import Change
from pages.meeting import attachments, controls, programme
from pages.meeting import words as sentences
from pages.meeting.room import Room
from pages.registry import PAGES

if TYPE_CHECKING:
    from components.screen.streamlit_internals import UploadedFile

NO_PAGE = "aucune page"
PAGE_NAMES = {page.title: name for name, page in PAGES.items()}


def show(room: Room) -> None:
    """The items in order, one line each: the current one marked, each leading to its view."""
    current = room.state.current_item if room.running else None
    with st.container(gap=None, key="agenda-lines"):
        for _, item in room.agenda.iterrows():
            item_id = str(item["item_id"])
            here = item_id == current
            title = plain(f"{item['position']}. {item['item']}")
            details = _details(room, item)
            st.button(
                (f"**{title}**" if here else title) + (f" :gray[{plain(details)}]" if details else ""),
                key=f"agenda-open-{item_id}",
                type="tertiary",
                icon=":material/play_circle:" if here else None,
                on_click=controls.go_to_item,
                args=(room, current, item_id),
                disabled=not _leads(item),
            )
    said = [sentences.rebuilt(room.agenda, store.load("agenda?"))]
    if room.agenda[["speaker", "minutes"]].isna().any(axis=None):
        said.append("Sans nom : intervenant non indiqué par les documents ; sans durée : à fixer.")
    if any(said):
        st.caption(plain(french(" ".join(filter(None, said)))))


def _leads(item: pd.Series) -> bool:
    return isinstance(item["page"], str) and item["page"] in PAGES


def _details(room: Room, item: pd.Series) -> str:
    spent = room.state.spent.get(str(item["item_id"]))
    parts = [
        text_of(item["speaker"]),
        "" if is_unknown(item["minutes"]) else f"{int(item['minutes'])}{NARROW_SPACE}min",
        f"passé : {sentences.minutes(spent)}" if spent else "",
        count(len(item["attachments"]), "document") if item["attachments"] else "",
    ]
    return " · ".join(part for part in parts if part)


def edit(room: Room) -> None:
    """One item at a time: what the grid shows of it, its view and figures, and its documents."""
    if rights.refusal():
        st.info(plain(rights.refusal()), icon=":material/lock:")
        return
    rights_needed = not rights.name()
    labels = {f"{row['position']}. {row['item']}": str(row["item_id"]) for _, row in room.agenda.iterrows()}
    chosen = st.selectbox(
        "Point à modifier", ["Nouveau point", *labels], format_func=french, key="agenda-edit-which"
    )
    item = room.item(labels.get(chosen or ""))
    _form(room, item, rights_needed)
    if item is not None:
        _documents(room, item)
    _put_back(room)


def _put_back(room: Room) -> None:
    """The items taken off the agenda, each to be put back where it was."""
    if room.removed.empty:
        return
    st.markdown("**Points retirés**")
    for _, item in room.removed.iterrows():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(item["item"]))
            st.button(
                "Remettre à l’ordre du jour",
                key=f"agenda-back-{item['item_id']}",
                type="tertiary",
                icon=":material/undo:",
                on_click=_restore,
                args=(room, str(item["item_id"])),
            )
        show_said(f"agenda-back-{item['item_id']}")


@answering
def _restore(room: Room, item_id: str) -> None:
    # For one meeting, what the standing agenda says stays behind it.
    removed = "non" if room.edited else None
    save(room, [Change("agenda", room.subject(item_id), "removed", removed)], at=f"agenda-back-{item_id}")


def _form(room: Room, item: pd.Series | None, rights_needed: bool) -> None:
    item_id = str(item["item_id"]) if item is not None else ""
    known = {} if item is None else {name: value for name, value in item.items() if not is_unknown(value)}
    with st.form(f"agenda-form-{item_id or 'new'}", clear_on_submit=item is None):
        title = st.text_input("Intitulé", value=str(known.get("item", "")), max_chars=300)
        left, middle, right = st.columns(3)
        with left:
            speaker = st.text_input("Intervenant", value=str(known.get("speaker", "")), max_chars=300)
        with middle:
            minutes = st.number_input(
                french("Minutes (vide : à fixer)"),
                value=int(known["minutes"]) if "minutes" in known else None,
                min_value=0,
                max_value=480,
                step=1,
                placeholder="à fixer",
            )
        with right:
            place = st.number_input(
                "Place",
                value=int(known.get("position", len(room.agenda) + 1)),
                min_value=1,
                max_value=len(room.agenda) + 1,
                step=1,
            )
        titles = [NO_PAGE, *PAGE_NAMES]
        page_title = PAGES[known["page"]].title if known.get("page") in PAGES else NO_PAGE
        page = st.selectbox("Page", titles, index=titles.index(page_title))
        address = st.text_input(
            french(
                "Vue et filtres de la page (collez l’adresse de la vue, ou laissez vide : la première vue)"
            ),
            value=str(known.get("query", "")),
            max_chars=2000,
        )
        blocks = _figures_field(known)
        kept = room.edited is not None and st.checkbox(
            "Garder aussi pour les réunions suivantes", value=False, key="agenda-keep"
        )
        if rights_needed:
            rights.ask_name("agenda")
        sent = st.form_submit_button("Enregistrer le point", type="primary")
    if not sent:
        return
    rights.keep_name("agenda")
    if not title.strip():
        show_refused(french("L’intitulé est vide : indiquez-le, puis enregistrez."))
        return
    page_name = PAGE_NAMES.get(page or "", "")
    # Those of another page mean nothing on this one.
    blocks = blocks if page_name == known.get("page") else []
    changes = _changes(room, item, title, speaker, minutes, int(place), page_name, address, blocks)
    changes = for_meeting(room, changes, kept)
    if save(room, changes):
        st.toast("Ordre du jour enregistré.", icon=":material/check:")
    st.rerun()


def for_meeting(room: Room, changes: Sequence[Change], kept: bool) -> list[Change]:
    """Changes of items as those of the meeting that is edited alone; ``kept``: of the next ones too."""
    own = [replace(change, subject_id=room.subject(change.subject_id)) for change in changes]
    return [*own, *changes] if room.edited and kept else own


def _figures_field(known: Mapping[Any, Any]) -> list[str]:
    """The figures of the item's page to be ticked, in the order they are projected; their block ids."""
    labels = {
        block.block_id: french(f"{view} : {block.heading}")
        for view, block in programme.offered(str(known.get("page", "")))
    }
    ticked = [block_id for block_id in str(known.get("blocks", "")).split(",") if block_id in labels]
    if not labels:
        return ticked
    chosen: list[str] = st.multiselect(
        french("Figures projetées, dans cet ordre (aucune cochée : celles de la vue)"),
        list(labels),
        default=ticked,
        format_func=labels.__getitem__,
        placeholder="Celles de la vue",
        select_all=False,
    )
    return chosen


def _changes(
    room: Room,
    item: pd.Series | None,
    title: str,
    speaker: str,
    minutes: float | None,
    place: int,
    page: str,
    address: str,
    blocks: list[str],
) -> list[Change]:
    """What differs from the item as shown; a new place is written between its neighbours."""
    item_id = str(item["item_id"]) if item is not None else f"point-{uuid.uuid4().hex[:8]}"
    wanted = {
        "title": one_line(title),
        "speaker": one_line(speaker),
        "minutes": "" if minutes is None else str(int(minutes)),
        "page": page,
        "query": query_from(address, page),
        "blocks": ",".join(blocks),
    }
    known = {} if item is None else {**item, "title": item["item"]}
    shown = {name: text_of(known.get(name)) for name in wanted}
    shown["minutes"] = shown["minutes"].removesuffix(".0")
    changes = [
        Change("agenda", item_id, name, value) for name, value in wanted.items() if value != shown[name]
    ]
    if item is None or place != int(item["position"]):
        order = [name for name in room.agenda["item_id"] if name != item_id]
        order.insert(min(place, len(order) + 1) - 1, item_id)
        changes += ranked(order)
    return changes


def one_line(typed: str) -> str:
    """One line, without the spaces around. Other spaces stay: a title not touched is the same."""
    return re.sub(r"[ \t\r\n]+", " ", typed).strip(" \t\r\n")


def ranked(order: Sequence[str]) -> list[Change]:
    """Every item gets its rank: short, readable in the history, and never a tie."""
    return [Change("agenda", name, "position", str(rank)) for rank, name in enumerate(order, start=1)]


def query_from(address: str, page: str) -> str:
    """The parameters of a pasted address that the page understands, as a query string."""
    text = address.strip()
    pairs = parse_qsl(urlsplit(text).query or text.lstrip("?"))
    if page not in PAGES:
        return ""
    choices = [choice.key for choice in PAGES[page].contents().every_choice]
    known = (address_words.VIEW, *FILTERS, *choices)
    return urlencode([(name, value) for name, value in pairs if name in known])


def folder() -> str:
    """Where the documents of speakers are kept; empty when the home is not a local folder."""
    try:
        place = find_home().folder
    except HomeRefused:
        return ""
    return "" if place is None else str(place / "documents")


def _documents(room: Room, item: pd.Series) -> None:
    st.markdown("**Documents de l’intervenant** (PDF ou image, 20 Mo au plus)")
    where = folder()
    if not where:
        st.caption(french("Les documents se gardent sur un dossier local : ce n’est pas le cas ici."))
        return
    kept = tuple(item["attachments"])
    with st.form(f"agenda-brought-{item['item_id']}", clear_on_submit=True):
        brought = uploads.field(
            "Ajouter un document",
            sorted(kind.removeprefix(".") for kind in attachments.KINDS),
            key=f"agenda-file-{item['item_id']}",
            label_visibility="collapsed",
        )
        rights.ask_name("brought")
        sent = st.form_submit_button("Ajouter le document")
    if sent:
        rights.keep_name("brought")
        _bring(room, item, where, brought)
    for file_id in kept:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(attachments.title(file_id)))
            st.button(
                "Retirer",
                key=f"agenda-drop-{item['item_id']}-{file_id}",
                type="tertiary",
                on_click=_keep_list,
                args=(room, str(item["item_id"]), tuple(name for name in kept if name != file_id)),
            )
    show_said(f"agenda-drop-{item['item_id']}")


def _bring(room: Room, item: pd.Series, where: str, brought: UploadedFile | None) -> None:
    """Copy what the speaker brought, then write it in the journal."""
    kept = tuple(item["attachments"])
    if brought is None:
        show_refused("Choisissez d’abord un fichier, puis ajoutez-le.")
        return
    if not rights.name():
        show_refused(NAME_FIRST)
        return
    try:
        file_id = attachments.keep(Path(where), brought.name, brought.getvalue(), rights.writer())
    except attachments.AttachmentRefused as error:
        show_refused(str(error))
    except OSError:
        show_refused(french("Le document n’a pas pu être copié : vérifiez la place sur le disque."))
    else:
        if file_id not in kept:
            _keep_list(room, str(item["item_id"]), (*kept, file_id))
        st.rerun()


@answering
def _keep_list(room: Room, item_id: str, files: tuple[str, ...]) -> None:
    change = Change("agenda", room.subject(item_id), "attachments", ",".join(files))
    save(room, [change], at=f"agenda-drop-{item_id}")

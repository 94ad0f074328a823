"""Preparing a meeting: its title, date, place, logos and the next date, and the agenda it starts from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from components.screen import rights, uploads
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import save, show_refused, show_said
from data import meeting_settings
from data.clock import today
from data.french.formats import day
from data.french.typography import french
from data.journal.folds import Change, meetings
from data.settings import Settings
from pages.meeting import attachments
from pages.meeting.agenda import folder
from pages.meeting.days import read_day
from pages.meeting.room import Room

if TYPE_CHECKING:
    from components.screen.streamlit_internals import UploadedFile

_STANDING = "Ordre du jour habituel"


def show(room: Room) -> None:
    """The settings of the meeting under way or prepared, or the way to prepare one."""
    settings = meeting_settings.of_meeting(room.rows, room.edited)
    _as_they_are(settings)
    if rights.refusal():
        st.info(plain(rights.refusal()), icon=":material/lock:")
        return
    if room.edited is None:
        _new(room)
    else:
        _form(room, settings)
    show_said()


def _as_they_are(settings: Settings) -> None:
    given = {
        "Titre": settings.title,
        "Date": day(settings.date, none="non indiquée"),
        "Lieu": settings.place or "non indiqué",
        "Logos": ", ".join(path.name.split("-", 1)[-1] for path in settings.logos) or "aucun",
        "Prochaine réunion": day(settings.next_date, none="non indiquée"),
    }
    st.markdown(plain(" · ".join(f"{name} : {value}" for name, value in given.items())))
    if settings.problem:
        st.warning(plain(settings.problem), icon=":material/report:")


def name_of(known: pd.Series) -> str:
    """« 26 novembre 2026, CEP Numérique »: how a list calls a meeting."""
    when = known["day"] if pd.notna(known["day"]) else known["started_at"]
    said = day(_local_day(when), none=str(known["meeting_id"]))
    rank = str(known["meeting_id"])[10:].lstrip("-")
    parts = [said, f"({rank}e du jour)" if rank else "", "" if pd.isna(known["title"]) else known["title"]]
    return ", ".join(part for part in parts if part)


def _local_day(when: Any) -> dt.date | None:
    from data.clock import LOCAL_ZONE

    if pd.isna(when):
        return None
    return when.date() if when.tzinfo is None else when.tz_convert(LOCAL_ZONE).date()


def _new(room: Room) -> None:
    """The form that prepares the next meeting; what is typed below until then is the standing agenda."""
    st.caption(
        french(
            "Aucune réunion n’est préparée : l’ordre du jour ci-dessous est l’habituel, d’où part chaque "
            "nouvelle réunion."
        )
    )
    known = meetings(room.rows)
    names = {name_of(row): str(row["meeting_id"]) for _, row in known.iloc[::-1].iterrows()}
    with st.form("prepare", border=True):
        st.markdown("**Préparer une réunion**")
        typed = _fields(Settings(title=meeting_settings.of_meeting(room.rows, None).title), "prepare")
        source = st.selectbox(
            french("Ordre du jour : partir de"), [_STANDING, *names], format_func=french, key="prepare-from"
        )
        st.caption("Les suites encore ouvertes des réunions précédentes sont reprises d’office.")
        rights.ask_name("prepare")
        sent = st.form_submit_button("Préparer cette réunion", type="primary", key="prepare-send")
    if not sent:
        return
    rights.keep_name("prepare")
    values = _read(typed)
    if values is None:
        return
    made = {"prepared_at": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")}
    if source in names:
        made["agenda_from"] = names[source]
    begins = values.get("day") or today().isoformat()
    meeting_id = room.fresh_id(begins)
    kept = {name: value for name, value in (made | values).items() if value}
    if save(room, [Change("meeting", meeting_id, name, value) for name, value in kept.items()]):
        st.toast("Réunion préparée.", icon=":material/check:")
        st.rerun()


def _fields(settings: Settings, key: str) -> dict[str, Any]:
    title = st.text_input("Titre", value=settings.title, max_chars=300, key=f"{key}-title")
    left, middle, right = st.columns(3)
    with left:
        when = st.text_input(
            "Date", value=_typed(settings.date), placeholder="JJ/MM/AAAA", max_chars=10, key=f"{key}-day"
        )
    with middle:
        place = st.text_input("Lieu", value=settings.place or "", max_chars=300, key=f"{key}-place")
    with right:
        following = st.text_input(
            "Prochaine réunion",
            value=_typed(settings.next_date),
            placeholder="JJ/MM/AAAA",
            max_chars=10,
            key=f"{key}-next",
        )
    logo = uploads.field("Ajouter un logo (PNG ou JPEG)", ["jpeg", "jpg", "png"], key=f"{key}-logo")
    return {"title": title, "day": when, "place": place, "next_day": following, "logo": logo}


def _typed(known: dt.date | None) -> str:
    return f"{known:%d/%m/%Y}" if known else ""


def _form(room: Room, settings: Settings) -> None:
    known = meetings(room.rows).set_index("meeting_id").loc[room.edited]
    with st.form("meeting-settings", border=True):
        typed = _fields(settings, "settings")
        bare = bool(known["logos"]) and st.checkbox("Retirer les logos", key="settings-no-logo")
        rights.ask_name("settings")
        sent = st.form_submit_button("Enregistrer les réglages", type="primary", key="settings-send")
    if room.prepared:
        st.button(
            "Abandonner cette préparation",
            key="prepare-drop",
            type="tertiary",
            on_click=_drop,
            args=(room, str(room.prepared)),
        )
    if not sent:
        return
    rights.keep_name("settings")
    values = _read(typed)
    if values is None:
        return
    logos = () if bare else tuple(known["logos"])
    if values.get("logos"):
        logos = (*logos, str(values["logos"]))
    values["logos"] = ",".join(dict.fromkeys(logos)) or None
    shown = {
        "title": settings.title,
        "day": settings.date.isoformat() if settings.date else None,
        "place": settings.place,
        "next_day": settings.next_date.isoformat() if settings.next_date else None,
        "logos": ",".join(known["logos"]) or None,
    }
    changes = [
        Change("meeting", str(room.edited), name, value)
        for name, value in values.items()
        if value != shown[name]
    ]
    if save(room, changes):
        st.toast("Réglages enregistrés.", icon=":material/check:")
        st.rerun()


@answering
def _drop(room: Room, meeting_id: str) -> None:
    save(room, [Change("meeting", meeting_id, "prepared_at", None)])


def _read(typed: dict[str, Any]) -> dict[str, str | None] | None:
    """What was typed, as the journal takes it; None, and a sentence on the page, when it is refused."""
    values: dict[str, str | None] = {
        name: " ".join(str(typed[name]).split()) or None for name in ("title", "place")
    }
    try:
        for name in ("day", "next_day"):
            found = read_day(str(typed[name]), today())
            values[name] = found.isoformat() if found else None
        values["logos"] = _kept_logo(typed["logo"]) if typed["logo"] is not None else None
    except (ValueError, attachments.AttachmentRefused) as error:
        show_refused(error)
        return None
    return values


def _kept_logo(brought: UploadedFile) -> str:
    where = folder()
    if not where:
        raise ValueError(french("Les logos se gardent sur un dossier local : ce n’est pas le cas ici."))
    return attachments.keep(Path(where), brought.name, brought.getvalue(), rights.writer())

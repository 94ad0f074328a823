"""The check of the room before a meeting: what can be read, what can be written, since when."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.figures.blocks import Table
from components.screen import tables
from components.screen.markdown import plain
from data.catalogue import DATASETS
from data.french import formats
from data.french.typography import french
from data.home import HomeRefused, check_room, find_home
from data.store import Store

_SCREEN = f"""<span id="cep-screen"></span><script>
document.getElementById("cep-screen").textContent =
  "{french("Taille de cet écran : ")}" + screen.width + " × " + screen.height + "{french(" ; fenêtre : ")}" +
  window.innerWidth + " × " + window.innerHeight + "." + (window.innerWidth < 1366 || window.innerHeight < 600
    ? "{french(" Les écrans sont composés pour 1366 × 768 au moins : agrandissez la fenêtre.")}" : "");
</script>"""

# What a meeting writes is small; a full disk refuses it all the same.
_ENOUGH_GO = 1.0


@dataclass(frozen=True)
class Finding:
    """One line of the check: whether it is well, and the sentence."""

    well: bool
    sentence: str


def findings(store: Store) -> list[Finding]:
    """Try every dataset and the place of the journal, for real."""
    return [*_datasets(store), *_writing()]


def _datasets(store: Store) -> Iterable[Finding]:
    unreadable = []
    names = [name for name, dataset in DATASETS.items() if not dataset.imported]
    for name in names:
        try:
            store.load(name)
        except Exception as error:
            said = getattr(error, "sentence", f"« {DATASETS[name].title} » ne se lit pas.")
            unreadable.append(Finding(False, said))
    if not unreadable:
        yield Finding(True, f"Les {len(names)} jeux de données se lisent.")
    yield from unreadable


def _writing() -> Iterable[Finding]:
    try:
        home = find_home()
        room = check_room(home)
    except HomeRefused as error:
        yield Finding(False, str(error))
        return
    if room.may_write:
        yield Finding(True, "Les décisions et le suivi peuvent être enregistrés.")
    for sentence in room.sentences:
        yield Finding(room.may_write, sentence)
    if home.folder is not None and home.folder.exists():
        free = shutil.disk_usage(home.folder).free / 1024**3
        said = f"Place libre sur le disque : {formats.number(free, decimals=1)} Go."
        if free < _ENOUGH_GO:
            said += " C’est trop peu pour les documents de la réunion : faites de la place."
        yield Finding(free >= _ENOUGH_GO, said)


def dates(sources: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The years of the documents behind each dataset: columns Jeu de données, Documents de."""
    years = sources.set_index("source_id")["year"]
    lines = []
    for name, frame in frames.items():
        if "source_id" not in frame:
            continue
        known = sorted({int(year) for year in years.reindex(frame["source_id"].unique()).dropna()})
        written = f"{known[0]} à {known[-1]}" if len(known) > 1 else str(known[0]) if known else "non indiqué"
        lines.append({"Jeu de données": DATASETS[name].title, "Documents de": written})
    return pd.DataFrame(lines)


def show(store: Store) -> None:
    """Draw the check: problems first and in full, the rest folded."""
    found = findings(store)
    for finding in found:
        if not finding.well:
            st.warning(plain(finding.sentence), icon=":material/report:")
    well = all(finding.well for finding in found)
    label = "Salle prête" if well else "Vérification de la salle"
    opened = st.expander(plain(label), icon=":material/fact_check:", key="room-check", on_change="rerun")
    if not opened.open:
        return
    with opened:
        for finding in found:
            st.markdown(
                f"{':material/check:' if finding.well else ':material/close:'} {plain(finding.sentence)}"
            )
        st.html(_SCREEN, unsafe_allow_javascript=True)
        frames = {}
        for name, dataset in DATASETS.items():
            if dataset.provenance and not dataset.imported:
                try:
                    frames[name] = store.load(name)
                except Exception:
                    continue  # named above
        tables.show(
            Table(dates(store.load("sources"), frames)),
            "room-check-dates",
            "Années des documents de chaque jeu de données",
        )
        now = dt.datetime.now(dt.UTC)
        st.caption(plain(f"Horloge de cet ordinateur : {formats.moment(now)}."))

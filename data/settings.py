"""What changes from one meeting to the next: title, date, place, logos, and what the acronym CEP stands for.

Read from ``sources/settings.toml``, which nobody has to fill in: what is empty, missing or damaged has a
default, and ``problem`` says in French what was not understood.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data.french.system import why_unread
from data.french.typography import french
from data.origins import SOURCES

FILE = SOURCES / "settings.toml"


@dataclass(frozen=True)
class Settings:
    """Settings of the meeting; None or empty where nothing is given, never a guess.

    ``logos`` are existing files, in the order of display, beside ``settings.toml``. ``organisations`` are
    those that a decision or an awaited figure can be attributed to.
    """

    title: str = "CEP Numérique Martinique"
    date: dt.date | None = None
    place: str | None = None
    cep_expansion: str | None = None
    logos: tuple[Path, ...] = ()
    organisations: tuple[str, ...] = ()
    next_date: dt.date | None = None
    problem: str | None = None


def read_settings(path: Path = FILE) -> Settings:
    """Read ``[meeting]`` (title, date, place) and ``[host]`` (cep_expansion, partner_logos, organisations).

    Never raises: each value that is not understood keeps its default and is told in ``problem``.
    """
    try:
        tables = tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except FileNotFoundError:
        return _with_problems(Settings(), path, ["fichier absent"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return _with_problems(Settings(), path, [f"fichier illisible ({_why(error)})"])
    problems: list[str] = []
    meeting = _table(tables, "meeting", problems)
    host = _table(tables, "host", problems)
    settings = Settings(
        title=_text(meeting, "title", problems) or Settings.title,
        date=_date(meeting, problems),
        place=_text(meeting, "place", problems),
        cep_expansion=_text(host, "cep_expansion", problems),
        logos=_logos(_texts(host, "partner_logos", problems), path.parent, problems),
        organisations=_texts(host, "organisations", problems),
    )
    problems += [f"clé inconnue « {key} »" for table in (tables, meeting, host) for key in table]
    return _with_problems(settings, path, problems)


def _why(error: Exception) -> str:
    """Why the file cannot be read; what Python's own reader says is in English."""
    if isinstance(error, OSError):
        return why_unread(error)
    if isinstance(error, UnicodeDecodeError):
        return "il n’est pas en UTF-8"
    place = re.search(r"line (\d+), column (\d+)", str(error))
    where = f"à la ligne {place[1]}, colonne {place[2]}" if place else "à la fin"
    return f'{where}, trouvé ce qui n’est pas du TOML, attendu : nom = "valeur"'


def _with_problems(settings: Settings, path: Path, problems: list[str]) -> Settings:
    if not problems:
        return settings
    sentence = french(
        f"Réglages de la réunion ({path.name}) : {' ; '.join(problems)}. "
        f"Le reste du tableau de bord fonctionne. À faire : corrigez le fichier {path}."
    )
    return replace(settings, problem=sentence)


def _table(tables: dict[str, Any], key: str, problems: list[str]) -> dict[str, Any]:
    table = tables.pop(key, {})
    if isinstance(table, dict):
        return table
    problems.append(f"« {key} » vaut « {table} », attendu : une section [{key}]")
    return {}


def _text(table: dict[str, Any], key: str, problems: list[str]) -> str | None:
    value = table.pop(key, "")
    if isinstance(value, str):
        return value.strip() or None
    problems.append(f"« {key} » vaut « {value} », attendu : un texte entre guillemets")
    return None


def _texts(table: dict[str, Any], key: str, problems: list[str]) -> tuple[str, ...]:
    value = table.pop(key, [])
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(item.strip() for item in value if item.strip())
    problems.append(f'« {key} » vaut « {value} », attendu : une liste de textes, ["…", "…"]')
    return ()


def _date(table: dict[str, Any], problems: list[str]) -> dt.date | None:
    value = table.pop("date", "")
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value.strip()) if value != "" else None
    except (AttributeError, ValueError):
        problems.append(f"« date » vaut « {value} », attendu : une date AAAA-MM-JJ")
        return None


def _logos(names: tuple[str, ...], folder: Path, problems: list[str]) -> tuple[Path, ...]:
    problems += [f"logo « {name} » absent de {folder}" for name in names if not (folder / name).is_file()]
    return tuple(folder / name for name in names if (folder / name).is_file())

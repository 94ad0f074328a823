"""Settings of the meeting: what is missing or damaged has a default and a sentence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from data.settings import FILE, Settings, read_settings


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_bytes(text.encode())
    return path


def test_given_values_are_read(tmp_path: Path) -> None:
    (tmp_path / "ctm.png").write_bytes(b"")
    meeting = '[meeting]\r\ntitle = "CEP"\r\ndate = "2025-06-12"\r\nplace = "Cluny"\r\n'
    host = '[host]\r\npartner_logos = ["ctm.png"]\r\norganisations = ["AKTO", ""]\r\n'
    assert read_settings(written(tmp_path, meeting + host)) == Settings(
        title="CEP",
        date=dt.date(2025, 6, 12),
        place="Cluny",
        logos=(tmp_path / "ctm.png",),
        organisations=("AKTO",),
    )


def test_empty_values_are_nothing_given_and_the_acronym_is_not_expanded(tmp_path: Path) -> None:
    text = '[meeting]\ntitle = ""\ndate = ""\nplace = ""\n[host]\ncep_expansion = ""\n'
    assert read_settings(written(tmp_path, text)) == Settings()
    assert Settings().cep_expansion is None


def test_an_absent_or_damaged_file_gives_the_defaults_and_a_sentence(tmp_path: Path) -> None:
    absent = read_settings(tmp_path / "settings.toml")
    assert absent.title == Settings().title
    assert "fichier absent" in str(absent.problem)
    damaged = read_settings(written(tmp_path, "title = 1\nplace : 2"))
    assert damaged.title == Settings().title
    assert "illisible (à la ligne 2, colonne 7, trouvé ce qui n’est pas du TOML" in str(damaged.problem)
    (tmp_path / "settings.toml").write_bytes(b'title = "\xe9"')
    assert "illisible (il n’est pas en UTF-8)" in str(read_settings(tmp_path / "settings.toml").problem)


def test_a_wrong_value_keeps_the_others(tmp_path: Path) -> None:
    meeting = '[meeting]\ntitle = "CEP"\nplace = 3\ndate = "12 juin"\ncolour = "red"\n'
    host = '[host]\npartner_logos = ["x.png"]\norganisations = "AKTO"\n'
    settings = read_settings(written(tmp_path, meeting + host))
    assert settings.title == "CEP"
    assert settings.place is settings.date is None
    assert settings.logos == settings.organisations == ()
    for word in ("place", "date", "colour", "x.png", "organisations"):
        assert f"«\u202f{word}\u202f»" in str(settings.problem)


def test_the_settings_shipped_are_understood() -> None:
    assert read_settings(FILE).problem is None

"""`importer`, `sauvegarde` and `restaurer`: what run.py hands on to the application's environment."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from launch import commands
from launch.console import Problem
from launch.environment import Environment


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The lines that would be run, without their Python; each answers 1."""
    lines: list[list[str]] = []
    monkeypatch.setattr(Environment, "ensure", lambda self, *names: None)

    def run(line: list[str], **options: object) -> SimpleNamespace:
        lines.append(line[1:])
        return SimpleNamespace(returncode=1)

    monkeypatch.setattr(subprocess, "run", run)
    return lines


def test_a_file_is_handed_on_with_what_is_said_of_its_document(handed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = ["importer", "-bmo.xlsx", "--essai"]
    with pytest.raises(Problem):
        commands.parser().parse_args(asked)  # a name that starts with a dash is given after --
    code = commands.main(
        [
            "importer",
            "--source",
            "BMO",
            "--licence=Licence Ouverte",
            "--nom",
            "Jeanne",
            "--essai",
            "--",
            "-bmo.xlsx",
        ]
    )
    assert code == 1
    assert handed == [
        [
            "-m", "data.imports.import_command",
            "--title=BMO", "--licence=Licence Ouverte", "--author=Jeanne",
            "--dry-run", "--", str(Path(tmp_path) / "-bmo.xlsx"),
        ]
    ]  # fmt: skip


@pytest.mark.parametrize(("word", "what"), [("sauvegarde", "save"), ("restaurer", "restore")])
def test_a_folder_is_handed_on_from_where_the_command_is_typed(handed, tmp_path, monkeypatch, word, what):
    monkeypatch.chdir(tmp_path)
    assert commands.main([word, "clé"]) == 1
    assert handed == [["-m", "data.backup_command", what, "--", str(Path(tmp_path) / "clé")]]


@pytest.mark.parametrize("word", ["importer", "sauvegarde", "restaurer"])
def test_without_a_path_an_example_is_given(handed, word, capsys):
    assert commands.main([word]) == 2
    assert f"python run.py {word}" in capsys.readouterr().out
    assert handed == []


def test_the_help_of_each_command_writes_names_as_they_are_written(capsys):
    said = ""
    for word in commands.COMMANDS:
        with pytest.raises(SystemExit):
            commands.parser().parse_args([word, "--help"])
        said += capsys.readouterr().out
    for name in ("README.md", "USB", "Internet"):
        assert name in said
        assert name.lower() not in said.replace(name, "")

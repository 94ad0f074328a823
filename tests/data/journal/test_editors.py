"""The list of editors: pass phrases are kept as argon2 hashes, and nothing else opens."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from data.journal import editor_command, editors
from data.journal.editors import Editor

PHRASE = "quatre mots sans rapport"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    return tmp_path / editors.FILE


def _add(name: str, *phrases: str) -> int:
    typed = iter(phrases)
    return editor_command.main(["--", name], ask=lambda prompt: next(typed))


def test_a_phrase_typed_twice_opens_and_is_kept_as_an_argon2_hash_only(path, capsys):
    assert _add("Anne Exemple", PHRASE, PHRASE) == 0
    content = path.read_text(encoding="utf-8")
    assert "$argon2id$" in content
    assert PHRASE not in content
    assert PHRASE not in capsys.readouterr().out
    known = editors.read(path)
    assert editors.check(known, "Anne Exemple", PHRASE) == known[0]
    assert editors.check(known, " anne   EXEMPLE ", PHRASE) == known[0]
    assert editors.check(known, "Anne Exemple", PHRASE + "s") is None
    assert editors.check(known, "Anne", PHRASE) is None
    assert editors.check(known, "", "") is None


@pytest.mark.skipif(sys.platform == "win32", reason="les droits d’un fichier y viennent de son dossier")
def test_the_list_is_readable_by_its_owner_alone(path):
    _add("Anne", PHRASE, PHRASE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_accent_typed_in_two_ways_is_the_same_phrase(path):
    _add("Zoé", "où est passé l'été", "où est passé l'été")
    decomposed = "ou\u0300 est passe\u0301 l'e\u0301te\u0301"
    assert editors.check(editors.read(path), "Zoe\u0301", decomposed) is not None


@pytest.mark.parametrize("phrase", ["onze caract", "aaaaaaaaaaaaaaaa", "Jeanne Exemple", "x" * 201, " " * 20])
def test_a_phrase_too_easy_to_guess_is_refused_and_nothing_is_written(path, phrase):
    assert _add("Jeanne Exemple", phrase, phrase) == 2
    assert not path.exists()


def test_two_different_phrases_change_nothing(path, capsys):
    assert _add("Anne", PHRASE, PHRASE + " ") == 2
    assert "diffèrent" in capsys.readouterr().out
    assert not path.exists()


def test_an_unknown_name_is_checked_against_a_hash_all_the_same(path, monkeypatch):
    _add("Anne", PHRASE, PHRASE)
    verified = []

    class Spy:
        def verify(self, hashed: str, phrase: str) -> bool:
            verified.append(hashed)
            return True

    known = editors.read(path)
    nobody = editors._nobodys_hash()
    monkeypatch.setattr(editors, "_hasher", Spy())
    # Even if that hash were found, it opens nothing.
    assert editors.check(known, "Inconnu", PHRASE) is None
    assert verified == [nobody]
    assert nobody.split("$")[:4] == str(known[0].phrase_hash).split("$")[:4]


def test_an_editor_with_an_account_alone_has_no_phrase_that_opens(path):
    editors.put(path, Editor("Anne", account="anne@exemple.fr"))
    for phrase in ("", "None", "null"):
        assert editors.check(editors.read(path), "Anne", phrase) is None


def test_an_account_is_added_beside_the_phrase_and_belongs_to_one_person(path, capsys):
    _add("Anne", PHRASE, PHRASE)
    assert editor_command.main(["--account", "anne@exemple.fr", "--", "Anne"]) == 0
    assert editors.read(path)[0].phrase_hash is not None
    assert editor_command.main(["--account", "ANNE@exemple.fr", "--", "Bruno"]) == 2
    assert "autre personne" in capsys.readouterr().out
    assert [editor.name for editor in editors.read(path)] == ["Anne"]


def test_a_new_phrase_replaces_the_old_one(path):
    _add("Anne", PHRASE, PHRASE)
    before = editors.read(path)[0].stamp
    _add("ANNE", "une tout autre phrase", "une tout autre phrase")
    known = editors.read(path)
    assert len(known) == 1
    assert known[0].stamp != before
    assert editors.check(known, "Anne", PHRASE) is None


def test_the_list_and_the_removal(path, capsys):
    _add("Bruno", PHRASE, PHRASE)
    _add("Anne", PHRASE, PHRASE)
    capsys.readouterr()
    assert editor_command.main(["--list"]) == 0
    said = capsys.readouterr().out
    assert said.index("Anne (phrase de passe)") < said.index("Bruno (phrase de passe)")
    assert "argon2" not in said
    assert editor_command.main(["--remove", "--", "bruno"]) == 0
    assert [editor.name for editor in editors.read(path)] == ["Anne"]
    assert editor_command.main(["--remove", "--", "bruno"]) == 2


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"editors": [3]}', '{"editors": [{}]}', '{"editors": 1}']
)
def test_a_damaged_list_lets_nobody_in_and_says_what_to_do(path, content):
    path.write_text(content, encoding="utf-8")
    with pytest.raises(editors.EditorsUnreadable, match="editeur NOM"):
        editors.read(path)


def test_a_failed_write_leaves_the_list_as_it_was(path, monkeypatch, capsys):
    _add("Anne", PHRASE, PHRASE)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert _add("Bruno", PHRASE, PHRASE) == 2
    assert "rien n’a changé" in capsys.readouterr().out
    assert [entry["name"] for entry in json.loads(path.read_text(encoding="utf-8"))["editors"]] == ["Anne"]
    assert list(path.parent.glob(f".{editors.FILE}-*")) == []


def test_the_command_reads_a_pipe_and_never_takes_a_phrase_as_an_argument(path):
    result = subprocess.run(
        [sys.executable, "-m", "data.journal.editor_command", "--", "Anne"],
        input=f"{PHRASE}\n{PHRASE}\n",
        cwd=Path(__file__).parents[3],
        env={**os.environ, "CEP_HOME": str(path.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    assert "peut maintenant écrire" in result.stdout
    assert editors.check(editors.read(path), "Anne", PHRASE) is not None

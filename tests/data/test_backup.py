"""A backup holds all that was written and imported; put back in an empty CEP_HOME, it shows the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data import backup, backup_command, store
from data.backup import BackupRefused
from data.catalogue import DATASETS
from data.imports import publishing, received
from data.imports.preview import prepare
from data.imports.publishing import publish
from data.journal.folds import Change
from data.journal.write_rights import Writer
from data.store import FOLDS, files

WRITER = Writer("Jeanne Exemple", True)
URSSAF = (
    "Nom commune;APE;Code département;Code commune;Code APE;Nombre d'établissements 2022;"
    "Effectifs salariés 2022\nFort-de-France;6201Z;972;97209;6201Z;12;50\n"
)


def everything() -> dict[str, str]:
    """Every dataset and every fold as text: all that the screens are made of."""
    return {name: store.load(f"{name}?").to_csv() for name in (*DATASETS, *FOLDS)}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A CEP_HOME where a budget was saved, a file imported, and a speaker's document left."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CEP_HOME", str(folder))
    journal = store.journal()
    journal.append([Change("budget", "A03", "planned", "100", 2025)], writer=WRITER, opened_on=-1)
    found = prepare(received.from_bytes("urssaf.csv", URSSAF.encode()))
    publish(found, found.document, WRITER)
    (folder / "documents").mkdir()
    (folder / "documents" / "a.pdf").write_bytes(b"%PDF-1.4")
    (folder / "editeurs.json").write_text("secret", encoding="utf-8")
    return folder


def test_a_backup_put_back_in_an_empty_home_shows_the_same(home, tmp_path, monkeypatch):
    before, versions = everything(), store.journal().version
    made = backup.save(tmp_path / "clé usb")
    assert (made.version, made.folder.parent.name) == (versions, "clé usb")
    assert [path.name for path in made.folder.parent.iterdir()] == [made.folder.name]
    assert "secret" not in "".join(
        path.read_text("latin-1") for path in made.folder.rglob("*") if path.is_file()
    )
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "ailleurs"))
    assert everything() != before
    backup.restore(made.folder)
    assert everything() == before
    assert store.journal().version == versions
    assert (tmp_path / "ailleurs" / "documents" / "a.pdf").read_bytes() == b"%PDF-1.4"
    # It goes on from there: a save, and the way back from the import.
    publishing.restore(None, WRITER)
    assert "unavailable" in store.load("establishments_by_commune?").attrs


def test_nothing_that_people_wrote_is_replaced(home, tmp_path):
    made = backup.save(tmp_path / "clé")
    store.journal().append(
        [Change("budget", "A04", "planned", "5", 2025)], writer=WRITER, opened_on=store.journal().version
    )
    before = everything()
    with pytest.raises(BackupRefused, match=r"contient déjà .* rien n’a été repris"):
        backup.restore(made.folder)
    assert everything() == before


def test_a_restore_cut_halfway_is_finished_by_the_same_command(home, tmp_path, monkeypatch):
    before = everything()
    made = backup.save(tmp_path / "clé")
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "ailleurs"))
    written = []
    write = backup.HomeFiles.write_once

    def cut(self, file, content):
        written.append(file)
        if len(written) == 4:
            raise OSError(28, "No space left on device")
        write(self, file, content)

    monkeypatch.setattr(backup.HomeFiles, "write_once", cut)
    with pytest.raises(BackupRefused, match="relancer la même commande"):
        backup.restore(made.folder)
    monkeypatch.setattr(backup.HomeFiles, "write_once", write)
    backup.restore(made.folder)
    assert everything() == before


@pytest.mark.parametrize("damage", ["cut", "gone", "list", "outside"])
def test_a_damaged_backup_is_refused_and_the_home_stays_empty(home, tmp_path, monkeypatch, damage):
    made = backup.save(tmp_path / "clé").folder
    victim = next((made / "datasets").glob("*.parquet"))
    if damage == "cut":
        victim.write_bytes(victim.read_bytes()[:-1])
    elif damage == "gone":
        victim.unlink()
    else:
        listed = json.loads((made / backup.LIST).read_text(encoding="utf-8"))
        listed["files"] = {"../dehors": [1, "0"]} if damage == "outside" else 3
        (made / backup.LIST).write_text(json.dumps(listed), encoding="utf-8")
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "ailleurs"))
    with pytest.raises(BackupRefused):
        backup.restore(made)
    assert not (tmp_path / "ailleurs").exists()
    assert not (tmp_path / "dehors").exists()


def test_an_empty_home_or_a_folder_inside_it_is_no_backup(home, tmp_path, monkeypatch, capsys):
    assert backup_command.main(["save", str(home / "sauvegardes")]) == 1
    assert "dans le dossier à sauvegarder" in capsys.readouterr().out
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "vide"))
    assert backup_command.main(["save", str(tmp_path / "clé")]) == 1
    assert "rien à sauvegarder" in capsys.readouterr().out
    assert not (tmp_path / "clé").exists()


def test_the_commands_say_what_was_saved_and_where_it_was_put_back(home, tmp_path, monkeypatch, capsys):
    assert backup_command.main(["save", str(tmp_path / "clé")]) == 0
    (made,) = (tmp_path / "clé").iterdir()
    assert str(made) in capsys.readouterr().out
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "ailleurs"))
    assert backup_command.main(["restore", str(made)]) == 0
    assert "ailleurs" in capsys.readouterr().out


def test_a_backup_of_an_object_store_is_put_back_on_a_disk(home, object_store, bucket, tmp_path, monkeypatch):
    before = everything()
    made = backup.save(tmp_path / "clé")
    for name, value in object_store.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CEP_HOME", f"s3://{bucket}/cep")
    monkeypatch.setattr(files, "REMOTE_SECONDS", 0)
    backup.restore(made.folder)
    assert everything() == before
    again = backup.save(tmp_path / "de retour")
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "ailleurs"))
    backup.restore(again.folder)
    assert everything() == before


def test_what_was_imported_travels_in_the_usb_folder_and_the_next_import_keeps_it(
    home, tmp_path, monkeypatch, capsys
):
    imported = store.load("establishments_by_commune").to_csv()
    assert backup_command.main(["ship", str(tmp_path / "clé")]) == 0
    assert "Données importées emportées\u202f: 1\xa0fichier." in capsys.readouterr().out
    # The other computer: the application of the key, and nothing of its own yet.
    monkeypatch.setattr(files, "SHIPPED", tmp_path / "clé" / "data" / "imported")
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "autre"))
    assert store.load("establishments_by_commune").to_csv() == imported
    later = URSSAF.replace("2022", "2023").replace(";12;50", ";13;55")
    found = prepare(received.from_bytes("urssaf.csv", later.encode()))
    publish(found, found.document, WRITER)
    assert store.load("establishments_by_commune")["year"].tolist() == [2022, 2023]
    monkeypatch.setattr(files, "SHIPPED", tmp_path / "absent")
    assert store.load("establishments_by_commune")["year"].tolist() == [2022, 2023]

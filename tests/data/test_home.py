"""CEP_HOME: which place it names, and what is said when one cannot write there."""

import errno
import os
import subprocess
import sys
import tempfile
from collections import namedtuple
from pathlib import Path

import pytest

from data import home as home_module
from data.home import Home, HomeRefused, check_room, find_home

CHECKOUT = Path(__file__).resolve().parents[2]


def test_without_cep_home_the_place_is_the_users_data_folder_outside_the_checkout() -> None:
    folder = find_home({}).folder
    assert folder is not None
    assert folder.name == "cep-numerique-martinique"
    assert CHECKOUT not in folder.parents


def test_cep_home_names_a_folder(tmp_path: Path) -> None:
    assert find_home({"CEP_HOME": str(tmp_path / "réunions du CEP")}).root == str(
        tmp_path / "réunions du CEP"
    )
    assert find_home({"CEP_HOME": "~/cep"}).folder == Path.home().resolve() / "cep"


def test_cep_home_names_an_object_store_whose_options_come_from_the_environment() -> None:
    found = find_home({"CEP_HOME": "s3://cep/partage/", "AWS_REGION": "eu-west-3", "OTHER": "x"})
    assert found.root == "s3://cep/partage"
    assert found.folder is None
    assert found.storage_options == {"AWS_REGION": "eu-west-3"}
    assert check_room(found).may_write


def test_the_secrets_of_an_object_store_are_not_shown_with_it() -> None:
    found = find_home({"CEP_HOME": "s3://cep", "AWS_SECRET_ACCESS_KEY": "not-to-be-seen"})
    assert "not-to-be-seen" not in repr(found)


@pytest.mark.parametrize("place", ["", "data", "cep_home"])
def test_a_place_in_the_checkout_is_refused(place: str) -> None:
    with pytest.raises(HomeRefused, match="une mise à jour pourrait l’effacer"):
        find_home({"CEP_HOME": str(CHECKOUT / place)})


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(HomeRefused, match="attendu un dossier, ou une adresse s3://"):
        find_home({"CEP_HOME": "https://example.org/cep"})


def test_a_good_folder_is_created_and_left_clean(tmp_path: Path) -> None:
    room = check_room(Home(str(tmp_path / "a" / "b")))
    assert room == home_module.HomeState(may_write=True, sentences=())
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cep").write_text("x")
    with pytest.raises(HomeRefused, match="est un fichier"):
        check_room(Home(str(tmp_path / "cep")))


def test_a_disk_without_hard_links_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(source: object, target: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(HomeRefused, match="n’a pas de liens physiques .clé USB en exFAT ou FAT\u202f"):
        check_room(Home(str(tmp_path)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("free", "may_write", "said"),
    [
        (10 * 1024**2, False, "Il ne reste que 10\u00a0Mo"),
        (100 * 1024**2, True, "libérer de la place avant la réunion"),
    ],
)
def test_a_nearly_full_disk_is_said_before_the_meeting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, may_write: bool, said: str
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage(free, 0, free))
    room = check_room(Home(str(tmp_path)))
    assert room.may_write is may_write
    assert said in room.sentences[0]


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    room = check_room(Home(str(tmp_path)))
    assert not room.may_write
    assert "le disque est plein" in room.sentences[0]


READ_ONLY = """
import os, sys
from data.home import Home, check_room
if os.geteuid() == 0:
    os.setuid(65534)  # to the superuser nothing is read-only
room = check_room(Home(sys.argv[1]))
print(room.may_write, room.sentences[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights: Windows has none to take away here")
@pytest.mark.parametrize(("place", "rights"), [("", 0o555), ("new", 0o000)], ids=["read-only", "closed"])
def test_a_folder_without_the_right_to_write_does_not_stop_the_start_and_is_said(
    place: str, rights: int
) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders belong to who runs it
        Path(name).chmod(rights)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, os.path.join(name, place)],
            cwd=CHECKOUT,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            timeout=60,
        )
        Path(name).chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("False Rien ne peut être enregistré dans")
    assert "lecture seule" in done.stdout

"""What the system answers is told in French, wherever a file is read."""

import errno
import os
import sys

import pytest

from data.french.system import why_unread
from data.journal import editors
from data.settings import read_settings


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "ce compte n’a pas le droit de le lire"),
        (errno.EIO, "le disque ne répond pas"),
        (errno.EISDIR, "c’est un dossier"),
    ],
)
def test_the_cause_is_told_in_french(number, said):
    assert why_unread(OSError(number, os.strerror(number))) == said


def test_a_rare_cause_is_quoted_as_the_system_s():
    assert why_unread(OSError(errno.EMFILE, "Too many open files")).startswith("le système répond « ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers that the right is missing")
def test_a_folder_in_the_place_of_a_file_is_said(tmp_path):
    (tmp_path / editors.FILE).mkdir()
    with pytest.raises(editors.EditorsUnreadable, match="c’est un dossier"):
        editors.read(tmp_path / editors.FILE)
    (tmp_path / "settings.toml").mkdir()
    assert "fichier illisible (c’est un dossier)" in str(read_settings(tmp_path / "settings.toml").problem)

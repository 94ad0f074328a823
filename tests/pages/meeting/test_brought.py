"""The files of speakers in the fallback folder: each under its own name, and bounded in all."""

import pandas as pd

from pages.meeting import offered as documents


def held(folder, *attachments: str) -> tuple[pd.DataFrame, str]:
    return pd.DataFrame({"position": [6], "attachments": [attachments]}), str(folder)


def test_two_files_of_one_name_are_both_in_the_folder(tmp_path):
    for file_id in ("aaaaaaaaaaaa-Bilan.pdf", "bbbbbbbbbbbb-bilan.pdf"):
        (tmp_path / file_id).write_bytes(file_id[:1].encode())
    found = documents.brought(*held(tmp_path, "aaaaaaaaaaaa-Bilan.pdf", "bbbbbbbbbbbb-bilan.pdf"))
    assert found == (("06-Bilan.pdf", b"a"), ("06-2-bilan.pdf", b"b"))


def test_what_would_make_the_folder_too_large_is_named_in_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "MOST_BROUGHT", 10)
    for file_id, size in (
        ("aaaaaaaaaaaa-un.pdf", 8),
        ("bbbbbbbbbbbb-deux.pdf", 3),
        ("cccccccccccc-trois.pdf", 2),
    ):
        (tmp_path / file_id).write_bytes(bytes(size))
    names = ("aaaaaaaaaaaa-un.pdf", "bbbbbbbbbbbb-deux.pdf", "cccccccccccc-trois.pdf")
    found = dict(documents.brought(*held(tmp_path, *names)))
    assert list(found) == ["06-un.pdf", "06-deux.pdf-manquant.txt", "06-trois.pdf"]
    said = found["06-deux.pdf-manquant.txt"].decode("utf-8-sig").replace("\u00a0", " ").replace("\u202f", " ")
    assert said.startswith("« deux.pdf » n’est pas dans ce dossier")

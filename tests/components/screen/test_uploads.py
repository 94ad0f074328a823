"""Files sent by sessions that may not write are refused, and what one session holds is bounded."""

import ast
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest

from components.screen import uploads
from data.journal import access

ROOT = Path(__file__).parents[3]
SESSION = "test session id"


def page() -> None:
    from components.screen import uploads

    uploads.field("Un fichier", ["pdf"], key="fichier")


def send(manager: MemoryUploadedFileManager, name: str, size: int, session: str = SESSION) -> None:
    manager.add_file(session, UploadedFileRec(name, f"{name}.pdf", "application/pdf", bytes(size)))


@pytest.fixture(autouse=True)
def local(tmp_path, monkeypatch):
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    monkeypatch.setenv(access.VARIABLE, access.LOCAL)
    monkeypatch.setattr(uploads, "_open_to", set())


def test_a_session_that_was_shown_no_field_keeps_nothing_in_memory():
    manager = MemoryUploadedFileManager("/envoi")
    with pytest.raises(HTTPException) as refused:
        send(manager, "a", 10)
    assert refused.value.status_code == 403
    assert manager.get_files(SESSION, ["a"]) == []


def test_a_reader_is_shown_no_field_and_can_send_nothing(monkeypatch):
    app = AppTest.from_function(page).run()
    send(MemoryUploadedFileManager("/envoi"), "a", 10)
    # The server now asks to sign in, and nobody is.
    monkeypatch.setenv(access.VARIABLE, access.NETWORK)
    assert len(app.file_uploader) == 1
    assert len(app.run().file_uploader) == 0
    with pytest.raises(HTTPException):
        send(MemoryUploadedFileManager("/envoi"), "b", 10)


def test_a_session_that_may_write_holds_two_large_files_and_the_oldest_goes():
    AppTest.from_function(page).run()
    manager = MemoryUploadedFileManager("/envoi")
    largest = 20 * 1024**2
    for name in ("un", "deux", "trois"):
        send(manager, name, largest)
    assert [file.file_id for file in manager.get_files(SESSION, ["un", "deux", "trois"])] == ["deux", "trois"]
    send(manager, "quatre", 1)
    assert [file.file_id for file in manager.get_files(SESSION, ["deux", "trois", "quatre"])] == [
        "trois",
        "quatre",
    ]


def test_a_session_that_ended_may_send_no_more():
    AppTest.from_function(page).run()
    manager = MemoryUploadedFileManager("/envoi")
    send(manager, "a", 10)
    manager.remove_session_files(SESSION)
    with pytest.raises(HTTPException):
        send(manager, "b", 10)


def test_every_field_that_takes_a_file_is_drawn_by_this_module():
    own = ROOT / "components" / "screen" / "uploads.py"
    found = [
        path.relative_to(ROOT).as_posix()
        for folder in ("components", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if path != own
        and any(
            isinstance(node, ast.Attribute) and node.attr in ("file_uploader", "camera_input", "audio_input")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert found == []

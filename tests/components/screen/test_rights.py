"""The right to write, asked where the save happens: through app.py, without a browser, buttons left aside."""

import os
import time
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.screen import sign_in, uploads
from components.server import sign_in_cookie
from data import store
from data.journal import access, editors
from data.journal.access import SignIn
from data.journal.sign_in_delay import Delays

ROOT = Path(__file__).parents[3]
PHRASE = "quatre mots sans rapport"
HERE = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}


def saving() -> None:
    """A page that saves at each run, without a button to be disabled; and undoes, and keeps a document."""
    from pathlib import Path

    import streamlit as st

    from components.screen import history, rights, saving, sign_in
    from data.journal.folds import Change
    from pages.meeting import attachments, room

    if rights.on_network():
        sign_in.panel()
    found = room.read()
    done = st.session_state.get("what", "save")
    if done == "save":
        st.write("saved" if saving.save(found, [Change("decision", "d1", "text", "x")]) else "refused")
    elif done == "clock":
        change = Change("meeting", "2027-01-15", "started_at", "2027-01-15T09:00:00+00:00")
        st.write("saved" if saving.save(found, [change], named=False) else "refused")
    elif done == "undo":
        history.undo(found, found.rows["save_id"].iloc[0])
    elif done == "document":
        try:
            attachments.keep(Path(st.session_state["folder"]), "a.pdf", b"%PDF", rights.writer())
        except attachments.AttachmentRefused as error:
            st.write(str(error))
    saving.show_said()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    monkeypatch.setenv(access.VARIABLE, access.LOCAL)
    return tmp_path


@pytest.fixture
def on_network(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A server started with --reseau, with one editor."""
    monkeypatch.setenv(access.VARIABLE, access.NETWORK)
    editors.put(home / editors.FILE, editors.Editor("Anne", editors.hash_phrase(PHRASE, "Anne")))
    return home


@pytest.fixture
def headers(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The headers of the session's request: set them, and every session has them."""
    sent = dict(HERE)
    proxy = type(st.context)
    monkeypatch.setattr(proxy, "headers", property(lambda _: sent))
    return sent


def _run(app: AppTest | None = None, what: str = "save", **session: object) -> AppTest:
    app = app or AppTest.from_function(saving, default_timeout=30)
    app.session_state["what"] = what
    for name, value in session.items():
        app.session_state[name] = value
    return app.run()


def _outcome(app: AppTest) -> list[str]:
    return [element.value for element in app.markdown if element.value in ("saved", "refused")]


def _saves() -> int:
    return store.journal().read().rows["save_id"].nunique()


def _sign_in(app: AppTest, name: str, phrase: str) -> AppTest:
    app.text_input(key="sign-in-name").input(name)
    app.text_input(key="sign-in-phrase").input(phrase)
    return app.button(key="sign-in-send").click().run()


def test_at_the_laptop_a_name_is_enough(home, headers):
    assert _outcome(_run(writer_name="Camille")) == ["saved"]
    assert store.journal().read().rows["author"].tolist() == ["Camille"]


def test_through_a_proxy_a_session_is_read_only_even_when_it_calls_save(home, headers):
    headers["X-Forwarded-For"] = "203.0.113.7"
    app = _run(writer_name="Camille")
    assert _outcome(app) == ["refused"]
    assert "Lecture seule" in app.error[0].value.replace("\\", "")
    assert _outcome(_run(what="clock")) == ["refused"]
    assert _saves() == 0


def test_through_a_proxy_no_document_is_kept(home, headers, tmp_path):
    headers["Host"] = "cep.exemple.fr"
    folder = tmp_path / "documents"
    app = _run(what="document", folder=str(folder))
    assert "Lecture seule" in app.markdown[0].value
    assert not folder.exists()


def test_through_a_proxy_nothing_is_undone(home, headers):
    _run(writer_name="Camille")
    headers["Via"] = "1.1 mandataire"
    app = _run(what="undo", writer_name="Camille")
    assert "Lecture seule" in app.error[0].value.replace("\\", "")
    assert _saves() == 1


def test_on_a_network_a_session_that_is_not_signed_in_is_refused_when_it_calls_save(on_network, headers):
    for what in ("save", "clock"):
        app = _run(what=what, writer_name="Anne")
        assert _outcome(app) == ["refused"]
        assert "connectez\\-vous" in app.error[0].value
    assert _saves() == 0


def test_on_a_network_the_laptop_itself_signs_in_too(on_network, headers):
    # A proxy on this computer would have the same address and the same Host.
    headers.clear()
    headers.update(HERE)
    assert _outcome(_run(writer_name="Anne")) == ["refused"]


def test_the_author_is_who_signed_in_not_a_name_typed(on_network, headers):
    app = _sign_in(_run(writer_name="Quelqu’un d’autre"), " anne ", PHRASE)
    assert _outcome(app) == ["saved"]
    rows = store.journal().read().rows
    assert rows["author"].tolist() == ["Anne"]
    assert "Connecté\u202f: Anne" in [caption.value for caption in app.caption]


def test_the_phrase_does_not_stay_in_the_session(on_network, headers):
    app = _sign_in(_run(), "Anne", PHRASE)
    kept = app.session_state._state.filtered_state
    assert "_signed_in" in kept
    assert PHRASE not in str(kept)


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The delay after a wrong phrase is one second: a slow computer would let it pass."""
    now = time.time()
    monkeypatch.setattr(sign_in, "_delays", cache(lambda path: Delays(Path(path), lambda: now)))


@pytest.mark.usefixtures("stopped_clock")
@pytest.mark.parametrize(("name", "phrase"), [("Anne", "une autre phrase"), ("Bruno", PHRASE), ("", "")])
def test_a_wrong_name_or_phrase_gets_the_same_answer_then_a_delay(
    on_network, headers, tmp_path, monkeypatch, name, phrase
):
    # No time passes between the two attempts, however slow the machine.
    delays = Delays(tmp_path / "delays.json", now=lambda: 1_000_000.0)
    monkeypatch.setattr(sign_in, "_delays", lambda path: delays)
    app = _sign_in(_run(), name, phrase)
    assert _outcome(app) == ["refused"]
    assert "Nom ou phrase de passe non reconnus\\." in [error.value for error in app.error]
    # At once again, with the right phrase this time: not even looked at.
    known = "Anne" if name == "Anne" else name
    again = _sign_in(app, known, PHRASE)
    assert any("Trop d’essais" in error.value for error in again.error)
    assert _outcome(again) == ["refused"]


@pytest.mark.usefixtures("stopped_clock")
def test_wrong_phrases_from_elsewhere_keep_no_editor_out(on_network, headers, monkeypatch):
    at = {"address": "192.0.2.7"}
    monkeypatch.setattr(type(st.context), "ip_address", property(lambda _: at["address"]))
    reader = _sign_in(_run(), "Anne", "une autre phrase")
    assert any("Trop d’essais" in error.value for error in _sign_in(reader, "Anne", PHRASE).error)
    at["address"] = "192.0.2.8"
    assert "Connecté\u202f: Anne" in [found.value for found in _sign_in(_run(), "Anne", PHRASE).caption]


def test_signing_out_ends_the_right(on_network, headers):
    app = _sign_in(_run(), "Anne", PHRASE)
    app.session_state["what"] = "nothing"
    app.button(key="sign-out").click().run()
    assert _outcome(_run(app)) == ["refused"]


@pytest.fixture
def cookies(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The cookies of the browser: set them, and every session has them."""
    sent: dict[str, str] = {}
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: sent))
    return sent


def _kept_by(app: AppTest) -> str:
    """The cookie that the page of this session gets for its ticket."""
    return sign_in_cookie._tickets[app.session_state["_sign_in_ticket"]][1]


def test_a_reload_keeps_the_sign_in_and_a_sign_out_ends_it_in_every_window(on_network, headers, cookies):
    app = _sign_in(_run(what="nothing"), "Anne", PHRASE)
    cookies[sign_in_cookie.COOKIE] = _kept_by(app)
    reloaded = _run()
    assert _outcome(reloaded) == ["saved"]
    assert store.journal().read().rows["author"].tolist() == ["Anne"]
    reloaded.session_state["what"] = "nothing"
    reloaded.button(key="sign-out").click().run()
    for window in (reloaded, app, None):
        assert _outcome(_run(window)) == ["refused"]
    sign_in._sign_outs.cache_clear()  # as a restarted server
    assert _outcome(_run()) == ["refused"]


def test_a_cookie_is_worth_no_more_than_the_sign_in_it_keeps(on_network, headers, cookies, monkeypatch):
    app = _sign_in(_run(what="nothing"), "Anne", PHRASE)
    cookies[sign_in_cookie.COOKIE] = _kept_by(app)
    later = time.time() + 8 * 3600 + 1
    with monkeypatch.context() as clock:
        clock.setattr("components.screen.sign_in.time.time", lambda: later)
        assert _outcome(_run()) == ["refused"]
    editors.put(
        on_network / editors.FILE, editors.Editor("Anne", editors.hash_phrase("une autre phrase", "Anne"))
    )
    assert _outcome(_run()) == ["refused"]


def _one_letter_of_the_seal(value: str) -> str:
    # Not the last one: some of its bits are padding, and another letter may stand for the same seal.
    return value[:-10] + "AB"[value[-10] == "A"] + value[-9:]


@pytest.mark.parametrize("change", [_one_letter_of_the_seal, lambda _: "x", lambda _: ""])
def test_a_forged_cookie_is_no_sign_in_and_no_error(on_network, headers, cookies, change):
    cookies[sign_in_cookie.COOKIE] = change(
        sign_in_cookie.seal(
            ["Anne", time.time(), editors.read(on_network / editors.FILE)[0].stamp], on_network
        )
    )
    app = _run()
    assert _outcome(app) == ["refused"]
    assert not app.exception
    (on_network / sign_in_cookie.KEY_FILE).unlink()
    assert _outcome(_run()) == ["refused"]


def test_the_session_of_a_removed_editor_stops_at_the_next_save(on_network, headers):
    app = _sign_in(_run(), "Anne", PHRASE)
    editors.remove(on_network / editors.FILE, "Anne")
    assert _outcome(_run(app)) == ["refused"]
    assert _saves() == 1


def test_a_session_ends_after_eight_hours(on_network, headers, monkeypatch):
    app = _sign_in(_run(), "Anne", PHRASE)
    later = time.time() + 8 * 3600 + 1
    monkeypatch.setattr("components.screen.sign_in.time.time", lambda: later)
    app = _run(app)
    assert _outcome(app) == ["refused"]
    assert any("plus de 8 heures" in error.value for error in app.error)


@pytest.mark.parametrize(
    "forged",
    [True, "Anne", {"name": "Anne"}, ("Anne", 0.0, "")],
)
def test_what_a_browser_or_an_address_can_carry_is_no_sign_in(on_network, headers, forged):
    assert _outcome(_run(_signed_in=forged, writer_name="Anne")) == ["refused"]
    assert _saves() == 0


def test_a_damaged_list_of_editors_lets_nobody_write(on_network, headers):
    app = _sign_in(_run(), "Anne", PHRASE)
    (on_network / editors.FILE).write_text("{", encoding="utf-8")
    app = _run(app)
    assert not app.exception
    assert _outcome(app) == ["refused"]


def test_an_account_on_the_list_writes_as_its_editor(on_network, headers, monkeypatch):
    editors.put(on_network / editors.FILE, editors.Editor("Bruno", account="bruno@exemple.fr"))
    claims = {"is_logged_in": True, "email": "bruno@exemple.fr", "name": "Anne", "iat": time.time()}
    monkeypatch.setattr("components.screen.sign_in.accounts_available", lambda: True)
    monkeypatch.setattr(type(st.user), "to_dict", lambda _: claims)
    assert _outcome(_run()) == ["saved"]
    assert store.journal().read().rows["author"].tolist() == ["Bruno"]
    claims["is_logged_in"] = False
    assert _outcome(_run()) == ["refused"]


def test_without_auth_in_the_secrets_no_account_button_is_offered(on_network, headers):
    app = _run()
    assert "sign-in-account" not in [button.key for button in app.button]


@pytest.mark.parametrize("script", ["meeting", "plan"])
def test_a_reader_on_a_network_sees_the_pages_and_the_way_in(on_network, headers, open_page, script):
    app = open_page(script)
    assert not app.exception
    assert [panel.label for panel in app.sidebar.expander] == ["Se connecter pour écrire"]


def test_at_the_laptop_no_sign_in_is_shown(home, headers, open_page):
    assert os.environ[access.VARIABLE] == access.LOCAL
    assert not open_page("meeting").sidebar.expander


def test_only_the_rights_make_a_writer_on_screen():
    """A `Writer` made elsewhere would give itself the right to write."""
    makers = [
        path.relative_to(ROOT).as_posix()
        for folder in ("components", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if " Writer(" in path.read_text(encoding="utf-8")
    ]
    assert makers == ["components/screen/rights.py"]


# Filled with the name of a block of our own pages, numbers of our own, a random ticket of our own, and cells
# escaped one by one (``test_a_cell_is_text_on_paper_too``).
FILLED = {
    '_ON_PAPER.replace("ROWS"',
    '_BRING.replace("ATTEMPT"',
    '_BRING.replace("SELECTOR"',
    '_FOCUS.replace("ROUND"',
    'draft.DROP.replace("ROUND"',
    'draft.KEEP.replace("ROUND"',
    '_WITHOUT_WEBGL.replace("STILL"',
    "sign_in_cookie.KEEP.format(ticket=made",
}


def test_no_text_is_ever_drawn_as_html():
    """`st.html` is for styles and scripts of our own, and no element takes HTML from a text."""
    filled = set()
    for path in [ROOT / "app.py", *(ROOT / "components").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]:
        content = path.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in content, path
        for call in content.split("st.html(")[1:]:
            argument = call.split(")")[0].split(",")[0].strip()
            if argument in FILLED:
                filled.add(argument)
            else:
                assert argument.rpartition(".")[2].isupper(), f"{path}: {argument}"
    assert filled == FILLED


def test_signing_out_closes_the_right_to_send_files_at_once(on_network, headers, monkeypatch):
    monkeypatch.setattr(uploads, "_open_to", {})
    app = _sign_in(_run(what="nothing"), "Anne", PHRASE)
    signed_in = app.session_state["_signed_in"]
    other = SignIn("Anne", signed_in.since + 1, signed_in.stamp)
    # Two windows of this sign-in, and one of another; none is drawn again.
    uploads._open_to.update({"window": signed_in, "copy": signed_in, "elsewhere": other})
    app.button(key="sign-out").click().run()
    assert list(uploads._open_to) == ["elsewhere"]

"""The journal on an object store, against moto's server: an imitation of S3, not S3 itself.

What this shows: the same code reads and writes `s3://`, and delta-rs's conditional put makes
concurrent saves safe on a store that honours `If-None-Match` (as moto does, and S3 since 2024).
"""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from data.home import Home, find_home
from data.journal import Change, Journal, Writer
from data.journal.faults import JournalUnreachable, StaleSave
from data.journal.log import rows_files


@pytest.fixture
def home(bucket: str, object_store: dict[str, str]) -> Home:
    return find_home({"CEP_HOME": f"s3://{bucket}/partage", **object_store})


def test_the_imitation_honours_conditional_put_on_which_all_this_rests(bucket: str, s3_client: Any) -> None:
    s3_client.put_object(Bucket=bucket, Key="one", Body=b"1", IfNoneMatch="*")
    with pytest.raises(ClientError) as refused:
        s3_client.put_object(Bucket=bucket, Key="one", Body=b"2", IfNoneMatch="*")
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 412


def test_four_writers_of_five_saves_lose_and_double_nothing_on_an_object_store(home: Home) -> None:
    def write(name: str) -> list[str]:
        journal = Journal(home.root, home.storage_options)  # as four servers: nothing shared but the store
        saves = []
        for number in range(5):
            change = Change("decision", f"{name}-{number}", "text", name)
            opened_on = journal.version
            saved = journal.append([change], writer=Writer(name, may_write=True), opened_on=opened_on)
            saves.append(saved.save_id)
        return saves

    with ThreadPoolExecutor(4) as pool:
        made = [save for saves in pool.map(write, "ABCD") for save in saves]
    journal = Journal(home.root, home.storage_options)
    assert sorted(journal.rows()["save_id"]) == sorted(made)
    assert len(made) == 20
    assert journal.version == 20
    assert journal.missing == ()


def test_stale_saves_and_undo_work_on_an_object_store_as_on_a_disk(home: Home) -> None:
    anne = Writer("Anne", may_write=True)
    journal = Journal(home.root, home.storage_options)
    other = Journal(home.root, home.storage_options)
    first = journal.append([Change("decision", "d", "text", "un")], writer=anne, opened_on=-1)
    assert other.rows()["value"].tolist() == ["un"]
    journal.append([Change("decision", "d", "text", "deux")], writer=anne, opened_on=1)
    with pytest.raises(StaleSave):
        other.append([Change("decision", "d", "text", "trois")], writer=anne, opened_on=1)
    assert other.undo(first.save_id, writer=anne).saved is None  # its field was saved since
    assert other.rows()["value"].tolist() == ["un", "deux"]


@pytest.mark.parametrize("may_write", [True, False])
def test_the_last_save_deleted_from_an_object_store_is_said_by_a_process_that_had_read_it(
    home: Home, bucket: str, s3_client: Any, may_write: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(home.root, home.storage_options)
    for number in (1, 2, 3):
        changes = [Change("decision", f"d{number}", "text", str(number))]
        journal.append(changes, writer=Writer("Anne", may_write=True), opened_on=number - 1)
    journal.read()
    if not may_write:

        def refused(*arguments: Any, **named: Any) -> None:
            raise OSError("Access Denied")

        monkeypatch.setattr("data.journal.log.write_deltalake", refused)
    s3_client.delete_object(Bucket=bucket, Key=f"partage/journal/_delta_log/{3:020d}.json")
    assert journal.rows()["subject_id"].tolist() == ["d1", "d2"]
    (missing,) = journal.missing
    assert missing.sentence.startswith("L’enregistrement n°\u00a03 de Anne, ")
    assert "son fichier de journal a disparu" in missing.sentence
    assert [lost.version for lost in journal.missing] == [3], "said as long as nobody mends it"
    if may_write:
        changes = [Change("decision", "d4", "text", "4")]
        journal.append(changes, writer=Writer("Anne", may_write=True), opened_on=journal.version)
        later = Journal(home.root, home.storage_options)
        assert later.rows()["subject_id"].tolist() == ["d1", "d2", "d4"]
        assert [(lost.version, lost.author) for lost in later.missing] == [(3, "Anne")]


def test_an_older_copy_put_back_on_an_object_store_is_no_loss(
    home: Home, bucket: str, s3_client: Any
) -> None:
    journal = Journal(home.root, home.storage_options)
    for number in (1, 2):
        changes = [Change("decision", f"d{number}", "text", str(number))]
        journal.append(changes, writer=Writer("Anne", may_write=True), opened_on=number - 1)
    journal.read()
    commit = f"partage/journal/_delta_log/{2:020d}.json"
    (rows,) = rows_files(s3_client.get_object(Bucket=bucket, Key=commit)["Body"].read())
    for key in (commit, f"partage/journal/{rows}"):
        s3_client.delete_object(Bucket=bucket, Key=key)
    assert journal.rows()["subject_id"].tolist() == ["d1"]
    assert journal.missing == ()
    assert journal.version == 1


def _nobody_listens() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.mark.parametrize(
    ("given", "found"),
    [({}, "aucun n’est donné"), ({"AWS_ACCESS_KEY_ID": "a"}, "seul AWS_ACCESS_KEY_ID est donné")],
)
def test_without_credentials_they_are_named_before_the_store_is_asked(
    tmp_path: Path, given: dict[str, str], found: str
) -> None:
    settings = {
        "AWS_ENDPOINT_URL": _nobody_listens(),
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": _nobody_listens(),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
    }
    began = time.monotonic()
    with pytest.raises(JournalUnreachable, match="AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY") as refused:
        Journal("s3://cep/partage", settings | given).read()
    assert found in str(refused.value)
    assert "Garder ce dossier" not in str(refused.value)
    assert time.monotonic() - began < 5


class _Refuses(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<Error><Code>InvalidAccessKeyId</Code><Message>unknown key</Message></Error>"
        self.send_response(403)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


def test_credentials_that_the_store_refuses_are_named(object_store: dict[str, str]) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Refuses)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        settings = object_store | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}"}
        with pytest.raises(JournalUnreachable, match="il refuse ces identifiants") as refused:
            Journal("s3://cep/partage", settings).read()
    finally:
        server.shutdown()
        server.server_close()
    assert "AWS_ACCESS_KEY_ID" in str(refused.value)


def test_a_store_that_never_answers_is_given_up_and_not_called_damaged(
    object_store: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings = object_store | {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{silent.getsockname()[1]}",
            "timeout": "1s",
            "max_retries": "0",
        }
        with pytest.raises(JournalUnreachable, match="Vérifier la connexion"):
            Journal("s3://cep/partage", settings).read()

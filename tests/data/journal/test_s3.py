"""The journal on an object store, against moto's server: an imitation of S3, not S3 itself.

What this shows: the same code reads and writes `s3://`, and delta-rs's conditional put makes
concurrent saves safe on a store that honours `If-None-Match` (as moto does, and S3 since 2024).
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from data.home import Home, find_home
from data.journal import Change, Journal, Writer
from data.journal.faults import StaleSave


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

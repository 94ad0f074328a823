"""Two servers that share one CEP_HOME, a folder or an object store: what one saves, the other shows."""

from __future__ import annotations

import io
import json
import re
import time
import urllib.request
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[2]

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Visit:
    """A session on a server, driven over HTTP as Streamlit lets an agent do."""

    def __init__(self, url: str, page: str, view: str) -> None:
        self.url = url
        self.answer: dict[str, Any] = {}
        self.ask(page=page, query_params={"vue": [view]})

    def ask(self, **body: object) -> None:
        if self.answer:
            body["session_id"] = self.answer["session_id"]
        request = urllib.request.Request(
            f"{self.url}/_stcore/agent/interact",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with DIRECT.open(request, timeout=180) as answer:
            self.answer = json.load(answer)

    def key(self, end: str) -> str:
        """The key of the widget that ends so."""
        (found,) = {action["key"] for action in self.answer["actions"] if action["key"].endswith(end)}
        return found

    @property
    def text(self) -> str:
        return (
            json.dumps(self.answer["tree"], ensure_ascii=False)
            .replace("\\\\", "")
            .replace("\u202f", " ")
            .replace("\xa0", " ")
        )


@pytest.fixture(params=[pytest.param("dossier", marks=pytest.mark.soak), "magasin d’objets"])
def home(request, tmp_path):
    """Variables of a shared home, and how a file gets into it."""
    if request.param == "dossier":
        folder = tmp_path / "partagé"

        def put(name: str, content: bytes) -> None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)

        return {"CEP_HOME": str(folder)}, put
    bucket, client = request.getfixturevalue("bucket"), request.getfixturevalue("s3_client")
    variables = {"CEP_HOME": f"s3://{bucket}/partage", **request.getfixturevalue("object_store")}
    return variables, lambda name, body: client.put_object(Bucket=bucket, Key=f"partage/{name}", Body=body)


@pytest.fixture
def put(home):
    return home[1]


@pytest.fixture
def servers(home, make_server):
    """Two processes of the application on the same home: their addresses."""
    return make_server(**home[0]).url, make_server(**home[0]).url


def choose(visit: Visit, action: str) -> None:
    (shown,) = set(re.findall(rf'"({action} [^"]*)"', visit.text))
    visit.ask(widget_state={"suivi-action": shown})


def sign(visit: Visit, who: str) -> None:
    visit.ask(
        widget_state={visit.key("suivi-motif"): "Comité", visit.key("suivi-name"): who},
        trigger={"key": "suivi-enregistrer-oui"},
    )


def plan(visit: Visit, action: str, planned: str, who: str) -> None:
    """Save what is planned for an action in 2025, as a person does: choose, type, check, sign, save."""
    choose(visit, action)
    visit.ask(widget_state={visit.key("budget-2025--planned"): planned}, trigger={"key": "suivi-verifier"})
    sign(visit, who)


def test_what_one_server_saves_or_is_published_the_other_shows_and_a_late_form_is_refused(servers, put):
    first, second = servers
    there, late = Visit(second, "schema", "suivi"), Visit(second, "schema", "saisir")
    assert "23 actions sans aucune saisie" in there.text
    choose(late, "A03")
    plan(Visit(first, "schema", "saisir"), "A03", "1 250,5", "Anne")
    there.ask()
    assert "1 250,5 k€ prévus · 1 action renseignée sur 23" in there.text
    # A form opened on the other server before that save: nothing is overwritten.
    late.ask(widget_state={late.key("budget-2025--planned"): "99"}, trigger={"key": "suivi-verifier"})
    sign(late, "Bruno")
    assert "Quelqu’un a enregistré ces champs pendant votre saisie : rien n’a été écrasé." in late.text
    # The other way, on another action: nothing of the first save is lost.
    plan(Visit(second, "schema", "saisir"), "A08", "49,5", "Bruno")
    here = Visit(first, "schema", "suivi")
    assert "1 300 k€ prévus · 2 actions renseignées sur 23" in here.text
    # The plan without the two actions printed at 0 k€, in place of all of it: the file, then its manifest.
    table = pq.read_table(ROOT / "data" / "parquet" / "schema_actions.parquet")
    file = io.BytesIO()
    pq.write_table(table.filter(pc.not_equal(table["cost_keur"], 0)), file)
    put("datasets/schema_actions-2.parquet", file.getvalue())
    replaced = {"action_id": table["action_id"].to_pylist()}
    slices = [{"file": "schema_actions-2.parquet", "replaces": replaced}]
    put("datasets/publication.json", json.dumps({"datasets": {"schema_actions": slices}}).encode())
    assert [shows(visit, "n = 21 actions") for visit in (there, here)] == [True, True]


def shows(visit: Visit, text: str) -> bool:
    """Whether the visit comes to show a text: an object store is looked at again after some seconds."""
    until = time.monotonic() + 30
    while text not in visit.text and time.monotonic() < until:
        time.sleep(0.5)
        visit.ask()
    return text in visit.text

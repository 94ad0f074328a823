"""Journal and datasets on one shared store, `s3://…`: moto's server on this computer, an imitation of S3."""

from __future__ import annotations

from pathlib import Path

from data import store
from data.journal.folds import budget

PARQUET = Path(__file__).parents[2] / "data" / "parquet"


def test_the_plan_is_read_from_a_shared_store_and_its_tracking_saved_there(
    open_page, words, object_store, bucket, s3_client, monkeypatch
):
    for file in PARQUET.glob("*.parquet"):
        s3_client.upload_file(str(file), bucket, f"jeux/{file.name}")
    for name, value in object_store.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CEP_DATA", f"s3://{bucket}/jeux")
    monkeypatch.setenv("CEP_HOME", f"s3://{bucket}/partage")
    app = open_page("plan")
    assert not app.exception
    assert not app.error
    assert "16\u202f890\u202fk€" in words(app)
    assert "23\xa0actions sans aucune saisie" in words(open_page("plan", "suivi"))
    app = open_page("plan", "saisir")
    assert not app.exception
    assert not app.error
    field = app.selectbox(key="suivi-action")
    field.select(next(word for word in field.options if word.startswith("A03"))).run()

    def typed(end):
        return next(found for found in app.text_input if found.key.endswith(end))

    typed("budget-2025--planned").input("1 250,5")
    app.button(key="suivi-verifier").click().run()
    typed("suivi-motif").input("Comité")
    typed("suivi-name").input("Anne")
    app.button(key="suivi-enregistrer-oui").click().run()
    assert not app.exception
    assert not app.error
    assert "1\u202f250,5\u202fk€ prévus · 1\xa0action renseignée sur 23" in words(open_page("plan", "suivi"))
    assert budget(store.journal().rows())["planned_keur"].tolist() == [1250.5]
    kept = [item["Key"] for item in s3_client.list_objects_v2(Bucket=bucket, Prefix="partage/")["Contents"]]
    assert "partage/journal/_delta_log/00000000000000000001.json" in kept

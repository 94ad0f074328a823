"""The journal itself: saving, reading, refusing a stale save, undoing, and never forgetting."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from deltalake import DeltaTable

from data.journal import Change, Journal, Writer, saving
from data.journal.faults import StaleSave, WriteRefused
from data.journal.folds import budget, history, in_force, progress

ANNE = Writer("Anne", may_write=True)
BRUNO = Writer("Bruno", may_write=True)


def paid(action: str, value: str | None, year: int = 2025) -> Change:
    return Change("budget", action, "paid", value, year=year)


def status(action: str, value: str | None) -> Change:
    return Change("progress", action, "status", value)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path)


def values(journal: Journal, kind: str, as_of: datetime | None = None) -> dict[tuple[str, str], str]:
    force = in_force(journal.rows(), kind, as_of)
    return {(row.subject_id, row.field): row.value for row in force.itertuples()}


def test_an_unwritten_journal_reads_as_empty_and_creates_nothing(journal: Journal, tmp_path: Path) -> None:
    assert journal.version == -1
    assert journal.rows().empty
    assert list(tmp_path.iterdir()) == []


def test_one_save_is_one_commit_with_a_row_for_each_field(journal: Journal) -> None:
    saved = journal.append(
        [paid("A01", "12.5"), paid("A01", "3", year=2026)],
        writer=ANNE,
        opened_on=journal.version,
        reason="Comité",
    )
    rows = journal.rows()
    assert journal.version == 1
    assert rows["save_id"].tolist() == [saved.save_id] * 2
    assert set(rows["value"]) == {"12.5", "3"}
    assert set(rows["author"]) == {"Anne"}
    assert set(rows["reason"]) == {"Comité"}
    assert sorted(rows["year"]) == [2025, 2026]
    assert rows["undoes"].isna().all()
    assert rows["funder"].isna().all()


def test_another_journal_on_the_same_folder_reads_the_same_rows(journal: Journal, tmp_path: Path) -> None:
    other = Journal(tmp_path)
    assert other.version == -1
    journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    journal.append([paid("A02", "2")], writer=ANNE, opened_on=1)
    assert other.rows().equals(journal.rows())
    assert Journal(tmp_path).rows().equals(journal.rows())


def test_a_session_without_the_right_to_write_is_told_why_and_nothing_is_saved(journal: Journal) -> None:
    visitor = Writer("Camille", may_write=False, reason_if_not="Accès depuis le réseau : lecture seule.")
    with pytest.raises(WriteRefused, match="Accès depuis le réseau\u202f: lecture seule"):
        journal.append([paid("A01", "1")], writer=visitor, opened_on=-1)
    journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    with pytest.raises(WriteRefused, match="lecture seule"):
        journal.undo(journal.rows()["save_id"].iloc[0], writer=visitor)
    assert journal.version == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (paid("A24", "1"), "A01 à A23"),
        (paid("A01", "1", year=2028), "2024 et 2027"),
        (paid("A01", "12,5"), "trouvé «\u202f12,5\u202f»"),
        (paid("A01", "-1"), "un nombre de 0 à"),
        (paid("A01", "nan"), "un nombre de 0 à"),
        (status("A01", "presque"), "à venir, en cours, réalisée, en pause, bloquée, abandonnée"),
        (Change("progress", "A01", "color", "red"), "n’existe pas"),
        (Change("opinion", "A01", "text", "x"), "nature d’écriture"),
        (Change("decision", "d1", "due", "12/03/2026"), "une date comme 2026-03-12"),
        (Change("decision", "d1", "carried_by", "A01,B2"), "aucune"),
        (Change("decision", "d1", "text", "x" * 4001), "4001 caractères"),
        (Change("decision", "", "text", "x"), "identifiant"),
    ],
)
def test_a_value_that_its_field_does_not_take_is_refused_with_what_was_expected(
    journal: Journal, change: Change, said: str
) -> None:
    with pytest.raises(WriteRefused, match=said):
        journal.append([paid("A02", "1"), change], writer=ANNE, opened_on=-1)
    assert journal.version == -1


def test_an_empty_save_a_nameless_author_and_a_doubled_field_are_refused(journal: Journal) -> None:
    with pytest.raises(WriteRefused, match="Rien n’a changé"):
        journal.append([], writer=ANNE, opened_on=-1)
    with pytest.raises(WriteRefused, match="nom"):
        journal.append([paid("A01", "1")], writer=Writer(" \n", may_write=True), opened_on=-1)
    with pytest.raises(WriteRefused, match="deux fois"):
        journal.append([paid("A01", "1"), paid("A01", "2")], writer=ANNE, opened_on=-1)


def test_text_is_kept_verbatim_but_for_characters_that_no_document_can_hold(journal: Journal) -> None:
    typed = "=1+1 <b>gras</b> **a** | «\u202fé\u202f» 😀\tb\r\nc\x00\x0b\x1b[31m\ud800\uffff"
    journal.append([Change("decision", "d1", "text", typed)], writer=ANNE, opened_on=-1)
    assert journal.rows()["value"].iloc[0] == "=1+1 <b>gras</b> **a** | «\u202fé\u202f» 😀\tb\nc[31m"


def test_a_stale_save_of_the_same_subject_is_refused_with_both_values(journal: Journal) -> None:
    journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    opened = journal.version
    journal.append([paid("A01", "2")], writer=ANNE, opened_on=opened)
    with pytest.raises(StaleSave, match="Anne a enregistré une modification") as refused:
        journal.append(
            [paid("A01", "3"), Change("budget", "A01", "planned", "9", 2025)], writer=BRUNO, opened_on=opened
        )
    first, second = refused.value.current
    assert (first.change.before, first.change.after, first.author) == ("2", "3", "Anne")
    assert (second.change.before, second.change.after, second.author) == (None, "9", None)
    assert values(journal, "budget") == {("A01", "paid"): "2"}


def test_a_save_of_another_subject_goes_through_however_old_its_form(journal: Journal) -> None:
    journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    opened = journal.version
    for value in range(25):  # more commits than delta-rs tries again by default
        journal.append([paid("A02", str(value))], writer=ANNE, opened_on=journal.version)
    journal.append([paid("A01", "7"), status("A02", "en cours")], writer=BRUNO, opened_on=opened)
    assert values(journal, "budget") == {("A01", "paid"): "7", ("A02", "paid"): "24"}
    assert values(journal, "progress") == {("A02", "status"): "en cours"}


def test_delta_refuses_a_stale_save_that_slips_past_our_own_look(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    journal.append([paid("A01", "2")], writer=ANNE, opened_on=1)
    with monkeypatch.context() as patch:
        patch.setattr(saving, "_refuse_stale", lambda *arguments: None)
        with pytest.raises(saving.SaveNotMade):
            journal.append([paid("A01", "3")], writer=BRUNO, opened_on=1)
    assert values(journal, "budget") == {("A01", "paid"): "2"}


def test_a_change_of_the_tables_own_settings_stops_no_form_opened_before_it(
    journal: Journal, tmp_path: Path
) -> None:
    journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    table = DeltaTable(str(tmp_path / "journal"))
    table.alter.set_table_properties({"delta.checkpointInterval": "50"})
    journal.append([paid("A01", "2")], writer=ANNE, opened_on=1)
    assert values(journal, "budget") == {("A01", "paid"): "2"}


def test_a_double_click_saves_once(journal: Journal) -> None:
    first = journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1, save_id="click")
    again = journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1, save_id="click")
    assert again == first
    assert len(journal.rows()) == 1


def test_a_save_that_fails_after_its_commit_counts_as_made(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = saving.write_deltalake

    def fails_afterwards(*arguments: object, **options: object) -> None:
        write(*arguments, **options)
        raise OSError("No space left on device (os error 28)")

    monkeypatch.setattr(saving, "write_deltalake", fails_afterwards)
    saved = journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    assert journal.rows()["save_id"].tolist() == [saved.save_id]


def test_undo_restores_the_earlier_values_and_leaves_what_was_saved_since(journal: Journal) -> None:
    journal.append([paid("A01", "1"), paid("A02", "1")], writer=ANNE, opened_on=-1)
    wrong = journal.append([paid("A01", "9"), paid("A02", "9"), paid("A03", "9")], writer=ANNE, opened_on=1)
    journal.append([paid("A02", "5")], writer=BRUNO, opened_on=2)
    undone = journal.undo(wrong.save_id, writer=ANNE)
    assert values(journal, "budget") == {("A01", "paid"): "1", ("A02", "paid"): "5"}
    assert budget(journal.rows())["action_id"].tolist() == ["A01", "A02"]  # A03 is back to never typed
    assert [change.subject_id for change in undone.restored] == ["A01", "A03"]
    (left,) = undone.left
    assert (left.change.subject_id, left.value, left.author) == ("A02", "5", "Bruno")


def test_undo_of_an_undo_puts_the_save_back_in_force(journal: Journal) -> None:
    journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    save = journal.append([paid("A01", "2")], writer=ANNE, opened_on=1)
    undo = journal.undo(save.save_id, writer=ANNE).saved
    assert undo is not None
    assert values(journal, "budget") == {("A01", "paid"): "1"}
    assert history(journal.rows())["undone_by"].tolist()[1] == undo.save_id
    journal.undo(undo.save_id, writer=ANNE)
    assert values(journal, "budget") == {("A01", "paid"): "2"}
    assert history(journal.rows())["undone_by"].isna().tolist() == [True, True, False, True]
    journal.undo(save.save_id, writer=ANNE)
    assert values(journal, "budget") == {("A01", "paid"): "1"}


def test_undoing_twice_does_nothing_the_second_time(journal: Journal) -> None:
    save = journal.append([paid("A01", "2")], writer=ANNE, opened_on=-1)
    journal.undo(save.save_id, writer=ANNE)
    version = journal.version
    again = journal.undo(save.save_id, writer=ANNE)
    assert again.saved is None
    assert again.restored == ()
    assert journal.version == version


def test_undoing_a_later_save_gives_the_field_back_to_the_earlier_one(journal: Journal) -> None:
    journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    earlier = journal.append([paid("A01", "2")], writer=ANNE, opened_on=1)
    later = journal.append([paid("A01", "3")], writer=BRUNO, opened_on=2)
    journal.undo(later.save_id, writer=BRUNO)
    journal.undo(earlier.save_id, writer=ANNE)
    assert values(journal, "budget") == {("A01", "paid"): "1"}


def test_undoing_a_save_that_does_not_exist_says_so(journal: Journal) -> None:
    journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    with pytest.raises(KeyError):
        journal.undo("nobody", writer=ANNE)


def test_the_state_at_a_date_is_what_was_in_force_then(journal: Journal) -> None:
    first = journal.append([status("A01", "en cours")], writer=ANNE, opened_on=-1)
    second = journal.append([status("A01", "réalisée")], writer=ANNE, opened_on=1)
    before = first.saved_at - timedelta(microseconds=1)
    assert values(journal, "progress", before) == {}
    assert values(journal, "progress", first.saved_at) == {("A01", "status"): "en cours"}
    assert values(journal, "progress", second.saved_at) == {("A01", "status"): "réalisée"}
    assert progress(journal.rows())["status"].tolist() == ["réalisée"]


def test_a_clock_set_back_does_not_bury_the_later_save(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(2020, 1, 1, tzinfo=UTC)

    journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    monkeypatch.setattr(saving, "datetime", Slow)
    journal.append([paid("A01", "2")], writer=ANNE, opened_on=1)
    assert values(journal, "budget") == {("A01", "paid"): "2"}


def test_the_log_never_forgets(journal: Journal, tmp_path: Path) -> None:
    for number in range(1, 13):
        journal.append([paid("A01", str(number))], writer=ANNE, opened_on=journal.version)
        if number % 5 == 0:
            table = DeltaTable(str(tmp_path / "journal"))
            table.create_checkpoint()
            table.cleanup_metadata()
    configuration = DeltaTable(str(tmp_path / "journal")).metadata().configuration
    assert configuration["delta.enableExpiredLogCleanup"] == "false"
    assert configuration["delta.logRetentionDuration"] == "interval 36500 days"
    assert configuration["delta.appendOnly"] == "true"
    for version in range(13):
        table = DeltaTable(str(tmp_path / "journal"), version=version)
        assert table.to_pyarrow_table().num_rows == version
    assert len(Journal(tmp_path).rows()) == 12


def test_an_old_log_is_kept_through_a_checkpoint_that_would_clean_it(
    journal: Journal, tmp_path: Path
) -> None:
    for number in range(1, 4):
        journal.append([paid("A01", str(number))], writer=ANNE, opened_on=journal.version)
    two_years_ago = (datetime.now(UTC) - timedelta(days=730)).timestamp()
    for path in (tmp_path / "journal" / "_delta_log").glob("*.json"):
        os.utime(path, (two_years_ago, two_years_ago))
    table = DeltaTable(str(tmp_path / "journal"))
    table.create_checkpoint()
    table.cleanup_metadata()
    assert DeltaTable(str(tmp_path / "journal"), version=1).to_pyarrow_table().num_rows == 1


def test_an_unchanged_journal_is_not_read_again(journal: Journal) -> None:
    journal.append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    first = journal.read()
    assert journal.read() is first
    journal.append([paid("A01", "2")], writer=ANNE, opened_on=1)
    assert journal.read() is not first
    assert len(first.rows) == 1  # what a page holds does not change under it

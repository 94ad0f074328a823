"""A journal of a few saves, for the tests that damage it."""

from pathlib import Path

from data.journal import Change, Journal, Writer

ANNE = Writer("Anne", may_write=True)


def paid(action: str, value: str) -> Change:
    return Change("budget", action, "paid", value, year=2025)


def written(folder: Path, saves: int = 4) -> Journal:
    """A journal with saves 1, 2, 3… on actions A01, A02, A03…"""
    journal = Journal(folder)
    for number in range(1, saves + 1):
        journal.append([paid(f"A{number:02}", str(number))], writer=ANNE, opened_on=journal.version)
    return journal

"""What a test writes in the journal of its own home, as somebody who may."""

from data import store
from data.journal import Writer
from data.journal.folds import Change

SOMEONE = Writer("Une personne", may_write=True)


def save(*changes: Change) -> None:
    journal = store.journal()
    journal.append(list(changes), writer=SOMEONE, opened_on=journal.version)

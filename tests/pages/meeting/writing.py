"""What a test writes in the journal of its own home, as somebody who may."""

from data import store
from data.journal import Writer
from data.journal.folds import Change

SOMEONE = Writer("Une personne", may_write=True)


def flat(block):
    """The elements of a page in the order in which they are drawn."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from flat(child)
        else:
            yield child


def drawn(app) -> list[str]:
    """The keys of those that have one, the kinds of the others."""
    return [element.key or element.type for element in flat(app.main)]


def save(*changes: Change) -> None:
    journal = store.journal()
    journal.append(list(changes), writer=SOMEONE, opened_on=journal.version)

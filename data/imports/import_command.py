"""`python run.py importer FICHIER`, in the application's environment: read, compare, publish a file."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path

from data.catalogue import DATASETS
from data.french.formats import count, number
from data.french.typography import french
from data.home import HomeRefused
from data.imports import received
from data.imports.preview import Preview, errors_table, prepare
from data.imports.publishing import PublicationRefused, publish, recorded
from data.journal.faults import JournalError
from data.journal.write_rights import Writer

PUBLISHED, REFUSED, NOT_RECOGNISED = 0, 1, 2
# More refusals than this are counted: the whole table goes in a file.
_LISTED = 30
SWING = "de la moitié au moins, et de 10 au moins"


def main(arguments: Sequence[str]) -> int:
    """Returns 0 published (or a dry run that is fine), 1 refused, 2 not recognised or not readable."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    for name in ("title", "publisher", "date", "url", "licence", "author", "errors"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--dry-run", action="store_true")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        file = received.from_path(Path(options.file))
    except OSError as error:
        why = "il est absent" if isinstance(error, FileNotFoundError) else "l’accès est refusé"
        _say(f"Le fichier « {options.file} » ne se lit pas ({why}) : vérifier son chemin.")
        return NOT_RECOGNISED
    found = prepare(file, _Progress())
    _say_preview(found)
    if found.refusals:
        return _refused(found, options.errors)
    assert found.document is not None
    document = recorded(
        found.document, title=options.title, publisher=options.publisher, accessed_on=options.date,
        url=options.url, licence=options.licence,
    )  # fmt: skip
    if options.dry_run:
        _say("Essai : rien n’a été publié. Relancer sans --essai pour publier.")
        return PUBLISHED
    try:
        made = publish(found, document, Writer(options.author or getpass.getuser(), True))
    except (PublicationRefused, HomeRefused, JournalError) as error:
        _say(str(error))
        return REFUSED
    _say(
        f"Publié par {made.author} : les fenêtres ouvertes le montrent au prochain geste. Pour revenir en "
        "arrière : page Données, vue Charger."
    )
    return PUBLISHED


class _Progress:
    """One line of progress, on a console only."""

    def __call__(self, done: float, words: str) -> None:
        if sys.stderr.isatty():
            print(french(f"\r{number(done * 100)} % {words:<60}"), end="", file=sys.stderr, flush=True)
            if done >= 1:
                print(file=sys.stderr)


def _say_preview(found: Preview) -> None:
    if not found.format_name:
        return
    _say(f"Format reconnu : {found.format_title}, {found.vintage}.")
    _say(f"{count(found.read, 'ligne lue', 'lignes lues')}, {count(found.kept, 'gardée', 'gardées')}.")
    for reason, rows in found.dropped.items():
        _say(f"  {count(rows, 'ligne laissée', 'lignes laissées')} de côté : {reason}.")
    for fact in found.facts:
        _say(fact)
    for name, compared in found.differences.items():
        _say(f"  {DATASETS[name].title} : {compared.words}.")
        if swings := int(compared.changes["swing"].sum()):
            _say(f"    dont {count(swings, 'forte variation', 'fortes variations')} : {SWING}.")


def _refused(found: Preview, errors: str | None) -> int:
    _say(f"Refusé : {count(len(found.refusals), 'problème')}. Les données restent telles qu’elles étaient.")
    for refusal in found.refusals[:_LISTED]:
        _say(f"- {refusal.sentence}")
    if len(found.refusals) > _LISTED:
        _say(f"… et {len(found.refusals) - _LISTED} autres : --erreurs FICHIER.csv les écrit toutes.")
    if errors:
        errors_table(found.refusals).to_csv(errors, sep=";", index=False, encoding="utf-8-sig")
        _say(f"Tableau des problèmes : {errors}")
    return REFUSED if found.format_name else NOT_RECOGNISED


def _say(sentence: str) -> None:
    print(french(sentence))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

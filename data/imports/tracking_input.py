"""What people type about an action, read as French is written; and what may be saved together.

Values are compared and saved as the journal holds them: plain texts, numbers with a point, ISO dates.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from data.french.formats import number
from data.french.typography import french
from data.imports.french_numbers import TwoWays, read_number, visible
from data.indicators import alerts
from data.journal.folds.fields import BUDGET_YEARS, label_of, problem_with
from data.journal.folds.rows import Change, each, in_force, key_of

# Key of a field as the journal has it: (kind, year, funder, field).
Field = tuple[str, int | None, str | None, str]
Values = Mapping[Field, str]

# For the part of an amount whose funder nobody knows, once the rest is typed by funder.
UNKNOWN_FUNDER = "Financeur non précisé"
AMOUNTS = ("planned", "committed", "paid")

_DAY = re.compile(r"([0-9]{1,2})\s*/\s*([0-9]{1,2})\s*/\s*([0-9]{4})")


class InputRefused(ValueError):
    """What was typed cannot be read: ``found`` and ``expected`` make the French sentence."""

    def __init__(self, found: str, expected: str) -> None:
        self.found = found if len(found) <= 60 else found[:60] + "…"
        self.expected = expected
        super().__init__(french(f"trouvé « {self.found} », attendu {expected}"))


@dataclass(frozen=True)
class Problem:
    """Why an action cannot be saved as typed: a French sentence, and the fields it is about."""

    action_id: str
    sentence: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Over:
    """An action whose planned or committed total would be above its printed cost: allowed with a reason."""

    action_id: str
    field: str
    keur: float
    cost_keur: float


def read_amount(typed: str) -> str | None:
    """« 1 250,5 » -> ``"1250.5"``; empty -> None (not filled in); « 0 » -> ``"0"``. Raises InputRefused."""
    return _read_number(
        typed, "k€", 10_000_000, f"un montant en k€, positif ou nul, comme {number(1250.5, decimals=1)}"
    )


def read_percent(typed: str) -> str | None:
    """« 40 », « 40 % » or « 12,5 » -> a text from 0 to 100; empty -> None. Raises InputRefused."""
    return _read_number(typed, "%", 100, "un pourcentage de 0 à 100")


def read_day(typed: str) -> str | None:
    """« 12/03/2026 » -> ``"2026-03-12"``; empty -> None. Raises InputRefused."""
    bare = visible(typed)
    if not bare:
        return None
    found = _DAY.fullmatch(bare)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        pass
    raise InputRefused(typed.strip(), "une date JJ/MM/AAAA, comme 12/03/2026")


def read_field(name: str, typed: str) -> str | None:
    """What was typed for a field, as the journal holds it; None when left empty. Raises InputRefused."""
    if name in AMOUNTS:
        return read_amount(typed)
    if name == "percent":
        return read_percent(typed)
    if name == "stated_on":
        return read_day(typed)
    return typed.strip() or None


def current(rows: pd.DataFrame, action_id: str) -> dict[Field, str]:
    """What is in force for an action, as the journal holds it."""
    own = rows[rows["subject_id"] == action_id]
    found: dict[Field, str] = {}
    for kind in ("budget", "progress"):
        for row in each(in_force(own, kind)):
            _, _, year, funder, field = key_of(row)
            found[kind, year, funder, field] = str(row.value)
    return found


def changes(action_id: str, before: Values, typed: Values) -> tuple[list[Change], list[Problem]]:
    """The fields of ``typed`` whose value is not the one in ``before``, and what could not be read.

    Fields absent from ``typed`` are left alone; an empty text takes a field back to « not filled in ».
    """
    made: list[Change] = []
    problems: list[Problem] = []
    for key, text in typed.items():
        kind, year, funder, name = key
        try:
            value = read_field(name, text)
        except InputRefused as error:
            problems.append(Problem(action_id, french(f"{place(action_id, key)} : {error}."), (key,)))
            continue
        if _same(before.get(key), value):
            continue
        change = Change(kind, action_id, name, value, year, funder)
        refused = problem_with(change)
        if refused:
            problems.append(Problem(action_id, french(refused), (key,)))
        else:
            made.append(change)
    return made, problems


def place(action_id: str, key: Field) -> str:
    """« A03, Engagé (k€) 2025, FEDER »."""
    kind, year, funder, name = key
    label = label_of(kind, name)
    return ", ".join(part for part in (action_id, f"{label} {year}" if year else label, funder) if part)


def check(
    made: Sequence[Change], rows: pd.DataFrame, costs: Mapping[str, float]
) -> tuple[list[Problem], list[Over]]:
    """What forbids saving these changes on top of what is in force, and what needs a reason.

    ``costs``: printed cost of each action, in k€. Only what the changes touch is judged: an older
    contradiction does not forbid a comment.
    """
    problems: list[Problem] = []
    over: list[Over] = []
    for action_id in dict.fromkeys(change.subject_id for change in made):
        own = [change for change in made if change.subject_id == action_id]
        if action_id not in costs:
            problems.append(Problem(action_id, french(f"« {action_id} » n’est pas une action du planning.")))
            continue
        after = current(rows, action_id)
        before_day = after.get(("progress", None, None, "stated_on"))
        for change in own:
            key = (change.kind, change.year, change.funder, change.field)
            if change.value is None:
                after.pop(key, None)
            else:
                after[key] = change.value
        problems += _mixed(action_id, own, after)
        problems += _stale_day(action_id, own, before_day)
        action = _as_tracked(action_id, after, costs[action_id])
        touched = {change.field for change in own if change.kind == "budget"}
        if touched & {"committed", "paid"}:
            problems += _overpaid(action, after)
        for field, amounts in (("planned", action.planned), ("committed", action.committed)):
            total = round(sum(amounts.values()), 3)
            if field in touched and total > costs[action_id]:
                over.append(Over(action_id, field, total, costs[action_id]))
    return problems, over


def _read_number(typed: str, unit: str, most: int, expected: str) -> str | None:
    try:
        amount = read_number(typed, unit, most)
    except TwoWays:
        two_ways = f"{expected} (le point se lit de deux façons : mettre une virgule)"
        raise InputRefused(typed.strip(), two_ways) from None
    except ValueError:
        raise InputRefused(typed.strip(), expected) from None
    if amount is None:
        return None
    if amount > most:
        raise InputRefused(typed.strip(), f"{expected}, au plus {number(most, decimals=3)}")
    if amount != amount.quantize(Decimal("0.001")):
        raise InputRefused(typed.strip(), f"{expected}, avec au plus trois décimales")
    return f"{amount.normalize():f}"


def _same(before: str | None, after: str | None) -> bool:
    if before == after:
        return True
    try:
        return before is not None and after is not None and Decimal(before) == Decimal(after)
    except ArithmeticError:
        return False


def _mixed(action_id: str, own: Collection[Change], after: Values) -> list[Problem]:
    found = []
    for year, name in sorted({(change.year or 0, change.field) for change in own if change.kind == "budget"}):
        keys = [key for key in after if key[0] == "budget" and key[1] == year and key[3] == name]
        if len({key[2] is None for key in keys}) == 2:
            found.append(
                Problem(
                    action_id,
                    french(
                        f"{action_id}, {label_of('budget', name)} {year} : un montant sans détail et des "
                        "montants par financeur à la fois, qui compteraient deux fois. Vider l’un des deux ; "
                        f"ce dont le financeur est inconnu va sur « {UNKNOWN_FUNDER} »."
                    ),
                    tuple(keys),
                )
            )
    return found


def _stale_day(action_id: str, own: Collection[Change], before_day: str | None) -> list[Problem]:
    touched = {change.field: change.value for change in own if change.kind == "progress"}
    if before_day and touched.get("confidence") and "stated_on" not in touched:
        return [
            Problem(
                action_id,
                french(
                    f"{action_id} : la confiance change, mais « Confiance indiquée le » reste à sa date "
                    "d’avant. Mettre la nouvelle date, ou vider la case (le jour de l’enregistrement)."
                ),
                (("progress", None, None, "confidence"),),
            )
        ]
    return []


def _as_tracked(action_id: str, after: Values, cost: float) -> alerts.Tracked:
    amounts: dict[str, dict[int, float]] = {name: {} for name in AMOUNTS}
    split = {(key[1], key[3]) for key in after if key[0] == "budget" and key[2] is not None}
    for (kind, year, funder, name), value in after.items():
        if kind == "budget" and year and not (funder is None and (year, name) in split):
            amounts[name][year] = amounts[name].get(year, 0.0) + float(value)
    return alerts.Tracked(action_id, cost, amounts["planned"], amounts["committed"], amounts["paid"])


def _overpaid(action: alerts.Tracked, after: Values) -> list[Problem]:
    found = alerts.paid_above_committed(action)
    if found is None or found.year is None:
        return []
    keys = tuple(
        key
        for key in after
        if key[3] in ("paid", "committed") and key[1] is not None and key[1] <= found.year
    )
    return [
        Problem(
            action.action_id,
            french(
                f"{action.action_id} : à la fin de {found.year}, payé {number(found.keur, decimals=3)} k€, "
                f"plus que les {number(found.limit_keur or 0, decimals=3)} k€ engagés depuis "
                f"{BUDGET_YEARS[0]}. Corriger le payé ou l’engagé."
            ),
            keys,
        )
    ]

"""The alerts of the tracking: five pure rules, each on one action as typed and a day.

An alert rests on what somebody typed. What was never typed raises none: the actions without any entry are
counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import pandas as pd

from data.clock import LOCAL_ZONE
from data.journal.folds.rows import each, none_if_missing

Rule = Literal["over_cost", "paid_above_committed", "nothing_committed", "late", "silent"]
SILENCE_DAYS = 90
CLOSED = ("réalisée", "abandonnée")


@dataclass(frozen=True)
class Tracked:
    """One action as the rules see it: amounts by year in k€ (a year not typed is absent)."""

    action_id: str
    cost_keur: float
    planned: Mapping[int, float] = field(default_factory=dict)
    committed: Mapping[int, float] = field(default_factory=dict)
    paid: Mapping[int, float] = field(default_factory=dict)
    status: str | None = None
    last_entry: datetime | None = None


@dataclass(frozen=True)
class Alert:
    """One alert: the rule, its action, and the facts its sentence needs."""

    rule: Rule
    action_id: str
    what: str = ""
    year: int | None = None
    keur: float | None = None
    limit_keur: float | None = None
    days: int | None = None


def over_cost(action: Tracked) -> Alert | None:
    """A total planned, committed or paid is above the printed cost; the highest of them is told."""
    found = {name: _sum(getattr(action, name).values()) for name in ("planned", "committed", "paid")}
    name = max(found, key=lambda key: found[key])
    if found[name] <= action.cost_keur:
        return None
    return Alert("over_cost", action.action_id, name, keur=found[name], limit_keur=action.cost_keur)


def paid_above_committed(action: Tracked) -> Alert | None:
    """By the end of a year, more was paid than committed since 2024: the first such year.

    Sums since 2024, since a commitment may be paid in later years. Years before any committed amount was
    typed are not judged.
    """
    for year in sorted({*action.paid, *action.committed}):
        if not any(known <= year for known in action.committed):
            continue
        paid = _sum(keur for known, keur in action.paid.items() if known <= year)
        committed = _sum(keur for known, keur in action.committed.items() if known <= year)
        if paid > committed:
            return Alert("paid_above_committed", action.action_id, year=year, keur=paid, limit_keur=committed)
    return None


def nothing_committed(action: Tracked, today: date) -> Alert | None:
    """A year gone by for which an amount was planned, and nothing (or zero) committed: the first one."""
    if action.status == "abandonnée":
        return None
    for year in sorted(action.planned):
        if year < today.year and action.planned[year] > 0 and not action.committed.get(year):
            what = "zero" if year in action.committed else "untyped"
            return Alert("nothing_committed", action.action_id, what, year, action.planned[year])
    return None


def late(action: Tracked, today: date) -> Alert | None:
    """Its last planned year is over and it is not finished; or the first one is, and it is still to come.

    Judged only once its progress was typed: an unknown progress is not a delay.
    """
    years = sorted(year for year, keur in action.planned.items() if keur > 0)
    if not years or action.status is None or action.status in CLOSED:
        return None
    if years[-1] < today.year:
        return Alert("late", action.action_id, "unfinished", years[-1])
    if years[0] < today.year and action.status == "à venir":
        return Alert("late", action.action_id, "not_started", years[0])
    return None


def silent(action: Tracked, today: date) -> Alert | None:
    """Nothing was saved for 90 days or more after a first entry; a closed action has nothing to say."""
    if action.last_entry is None or action.status in CLOSED:
        return None
    days = (today - action.last_entry.astimezone(LOCAL_ZONE).date()).days
    return Alert("silent", action.action_id, days=days) if days >= SILENCE_DAYS else None


def _sum(amounts: Iterable[float]) -> float:
    """A sum to the euro: 0.1 + 0.2 must not be above 0.3."""
    return round(sum(amounts), 3)


def alerts(actions: Iterable[Tracked], today: date) -> tuple[Alert, ...]:
    """Every alert, by rule then in the order of the actions."""
    found: dict[str, list[Alert | None]] = {}
    for action in actions:
        for alert in (
            over_cost(action),
            paid_above_committed(action),
            nothing_committed(action, today),
            late(action, today),
            silent(action, today),
        ):
            if alert is not None:
                found.setdefault(alert.rule, []).append(alert)
    order = ("over_cost", "paid_above_committed", "nothing_committed", "late", "silent")
    return tuple(alert for rule in order for alert in found.get(rule, []) if alert is not None)


def tracked(sheet: pd.DataFrame, by_year: pd.DataFrame, entries: pd.DataFrame) -> tuple[Tracked, ...]:
    """The actions that somebody entered, from the frames of ``data.indicators.tracking``."""
    amounts: dict[str, dict[str, dict[int, float]]] = {}
    for row in each(by_year):
        for name in ("planned", "committed", "paid"):
            keur = none_if_missing(getattr(row, f"{name}_keur"))
            if keur is not None:
                amounts.setdefault(str(row.action_id), {}).setdefault(name, {})[int(row.year)] = float(keur)
    last = {str(row.action_id): row.last_at.to_pydatetime() for row in each(entries)}
    return tuple(
        Tracked(
            action_id=str(row.action_id),
            cost_keur=float(row.cost_keur),
            status=none_if_missing(row.status),
            last_entry=last.get(str(row.action_id)),
            **amounts.get(str(row.action_id), {}),
        )
        for row in each(sheet[sheet["entered"]])
    )

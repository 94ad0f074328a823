"""What the figures of the Schéma numérique say, in sentences."""

from __future__ import annotations

import re

import pandas as pd

from components.figures.proportions import decimals_of
from data.french.formats import count, is_unknown, keur, listing, number, share
from data.french.typography import french
from data.indicators import plan
from data.indicators.tags import Attached

# Words of the address, and headings: as the source prints them (a test holds them to it).
PILLAR_NAMES = {
    "education": "Education au numérique",
    "attractivite": "Attractivité numérique",
    "digitalisation": "Digitalisation de l’économie",
    "smart-island": "Smart Island",
    "smart-administration": "Smart Administration",
}
INFERRED = "Rattachement au pilier déduit de l’ordre des listes : le planning n’a pas de colonne « pilier »."
UNFUNDED = "financement non indiqué"
_SMALL = ("aucune", "une", "deux", "trois", "quatre")


def said(amount: int) -> str:
    """A small count of actions in words (feminine), as French writes it in a sentence; figures from five."""
    return _SMALL[amount] if amount < len(_SMALL) else number(amount)


def quoted(text: object) -> str:
    """« text », with the spaces of French quotation marks; quotation marks inside become “ ”."""
    inner = re.sub(r"«\s", "“", re.sub(r"\s»", "”", str(text)))
    return french(f"« {inner} »")


def cost(value: object) -> str:
    """A printed cost; 0 is said to be printed, so that it never looks like a missing value."""
    return f"{keur(0)} (imprimé)" if not is_unknown(value) and value == 0 else keur(value)


def cost_and_funding(value: object, funding_label: object) -> str:
    """« 2 000 k€ · FSE », « 0 k€ (imprimé) · financement non indiqué »."""
    return f"{cost(value)} · {UNFUNDED if is_unknown(funding_label) else funding_label}"


def part_of_total(part: float, decimals: int = 0) -> str:
    """« 47 % », but « 0,3 % »: what is not nothing is never written « 0 % »."""
    return share(part, decimals=max(decimals, 1 if 0 < part < 0.01 else 0))


def decimals(rows: pd.DataFrame) -> int:
    """How many decimals the parts of ``rows`` carry, so that those shown add up to what a title says.

    ``rows`` have ``share`` and come from ``plan.ranked``, ``by_pillar`` or ``by_funding``.
    """
    group = leading_few(rows)
    parts = [list(rows["share"])] + ([] if group is None else [list(group["share"])])
    return max((decimals_of(own) for own in parts if not pd.isna(own).any()), default=0)


def leading_few(rows: pd.DataFrame) -> pd.DataFrame | None:
    """The few rows that make more than half of the total; None when they are not few, or are everything."""
    group = plan.leading(rows)
    return None if group.empty or len(group) > 4 or 2 * len(group) >= len(rows) else group


def total_line(actions: pd.DataFrame) -> str:
    """« 23 actions, 16 890 k€ »: a total always comes with the number of actions that make it."""
    return f"{count(len(actions), 'action')}, {keur(plan.total_keur(actions))}"


def headline(actions: pd.DataFrame, tracked: str) -> list[str]:
    """The plan's point: how much, how concentrated, where the tracking stands; then which actions, and what
    is not indicated. ``tracked``: where the tracking stands, in a few words.
    """
    if actions.empty:
        return ["Aucune action n’est lue dans le planning du Schéma."]
    rows = plan.ranked(actions)
    group = leading_few(rows)
    if group is None:
        return [f"{total_line(actions)} ; {tracked}.", *zero_sentence(actions)]
    noun, verb, are = ("action", "fait", "c’est") if len(group) == 1 else ("actions", "font", "ce sont")
    part = share(group["share"].sum(), decimals=decimals(rows))
    opening = (
        f"{said(len(group)).capitalize()} {noun} sur {number(len(rows))} {verb} {part} des "
        f"{keur(plan.total_keur(actions))} prévus ; {tracked}."
    )
    names = listing([quoted(name) for name in group["action"]])
    return [opening, f"{are.capitalize()} {names}.", *zero_sentence(actions)]


def attached_line(said: str, found: Attached) -> str:
    """« 3 actions rattachées au Nord sur 23 : 5 400 k€ au planning ; 20 non rattachées. »"""
    cost_said = f" : {cost(plan.total_keur(found.kept))} au planning" if len(found.kept) else ""
    first, *others = said.split(" ; ")
    return " ; ".join([f"{first}{cost_said}", *others]) + "."


def zero_sentence(actions: pd.DataFrame) -> list[str]:
    """What is printed at 0, and the funding that is not indicated; nothing when every action has both."""
    zero, unfunded = plan.printed_at_zero(actions), plan.without_funding(actions)
    if zero.empty and unfunded.empty:
        return []
    if list(zero.index) == list(unfunded.index):
        verb = "est inscrite" if len(zero) == 1 else "sont inscrites"
        noun = "action" if len(zero) == 1 else "actions"
        return [f"{said(len(zero)).capitalize()} {noun} {verb} à {keur(0)}, sans financement indiqué."]
    return [
        f"À {keur(0)} (imprimé) : {count(len(zero), 'action')} ; "
        f"sans financement indiqué : {count(len(unfunded), 'action')}."
    ]


def concentration_title(rows: pd.DataFrame) -> str:
    """How few actions make more than half of the total. ``rows`` come from ``plan.ranked``."""
    group = leading_few(rows)
    if group is None:
        return "Coût au planning des actions"
    noun, verb = ("action", "fait") if len(group) == 1 else ("actions", "font")
    return (
        f"{said(len(group)).capitalize()} {noun} sur {number(len(rows))} {verb} "
        f"{share(group['share'].sum(), decimals=decimals(rows))} du total"
    )


def pillars_title(rows: pd.DataFrame) -> str:
    """Which pillars make more than half of the total. ``rows`` come from ``plan.by_pillar``."""
    return _more_than_half(rows, "pillar") or "Coût au planning des actions par pilier"


def funding_title(rows: pd.DataFrame) -> str:
    """Which funding labels make more than half of the total. ``rows`` come from ``plan.by_funding``."""
    return _more_than_half(rows, "funding_label") or "Coût au planning des actions par financement indiqué"


def _more_than_half(rows: pd.DataFrame, column: str) -> str:
    """« Smart Island : 56 % du total, 3 actions sur 23 »; "" when one of them has no name."""
    group = leading_few(rows)
    if group is None or group[column].isna().any():
        return ""
    part = share(float(group["share"].sum()), decimals=decimals(rows))
    return (
        f"{listing(list(group[column]))} : {part} du total, "
        f"{count(group['actions'].sum(), 'action')} sur {number(rows['actions'].sum())}"
    )


def key_actions_title(rows: pd.DataFrame) -> str:
    """How many key actions the planning has, and their cost. ``rows`` come from ``plan.key_actions``."""
    lines, absent = rows[rows["cost_keur"].notna()], rows[rows["cost_keur"].isna()]
    written = f"{number(len(lines))} des {count(len(rows), 'action clé', 'actions clés')} "
    written += f"{'est' if len(lines) < 2 else 'sont'} au planning : {keur(lines['cost_keur'].sum())}"
    if len(absent):
        verb = "n’y a" if len(absent) == 1 else "n’y ont"
        written += f" ; {said(len(absent))} {verb} ni ligne, ni coût, ni financement"
    return written


def other_names(rows: pd.DataFrame) -> str:
    """What the slide of the key actions calls those that the planning names otherwise."""
    other = rows[rows["label"] != rows["name"]]
    return " ; ".join(
        f"{quoted(row.name_)} au planning s’écrit {quoted(row.label)} parmi les actions clés"
        for row in other.rename(columns={"name": "name_"}).itertuples()
    ) + ("." if len(other) else "")


def pillar_title(pillar: str, rows: pd.DataFrame) -> str:
    """What a pillar costs, in how many actions, and how much of it is in its costliest, if it has one."""
    written = f"{pillar} : {keur(plan.total_keur(rows))} pour {count(len(rows), 'action')}"
    costliest = rows[rows["cost_keur"] == rows["cost_keur"].max()]
    if len(rows) > 1 and len(costliest) == 1:
        written += f", dont {keur(costliest.iloc[0]['cost_keur'])} pour une seule"
    return written


def list_title(rows: pd.DataFrame, actions: pd.DataFrame) -> str:
    """The list as filtered, with its total and the number of actions that make it."""
    if len(rows) == len(actions):
        return total_line(actions)
    return (
        f"{count(len(rows), 'action')} sur {number(len(actions))}, {cost(plan.total_keur(rows))} "
        f"sur {keur(plan.total_keur(actions))}"
    )


def fibre_value(row: pd.Series, written: str) -> str:
    """``written``, but 1/3 where the document says « un tiers »: « 33,3 % » would claim a precision."""
    third = row["unit"] == "fraction" and abs(float(row["value_low"]) - 1 / 3) < 0.001
    return "1/3" if third and row["value_low"] == row["value_high"] else written


def fibre_title(target: pd.Series, announced: int | None) -> str:
    """The target with its horizon, beside the end of works announced later when it is later."""
    aimed = count(target["value_low"], "prise de fibre visée", "prises de fibre visées")
    if is_unknown(target["horizon"]):
        return aimed
    aimed += f" pour {int(target['horizon'])}"
    if announced is None or announced <= target["horizon"]:
        return aimed
    return f"{aimed} ; la fin des travaux est désormais annoncée pour {announced}"

"""What the tracking says, in sentences: amounts with their contributors, rates, alerts, differences."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from data.french.formats import count, day, is_unknown, keur, moment, number, share
from data.indicators.alerts import Alert, Rule
from data.journal.folds import label_of
from data.journal.folds.rows import each
from data.journal.words import NOT_TYPED as NOT_TYPED
from data.journal.words import NOT_TYPED_F as NOT_TYPED_F
from data.journal.words import field_value as field_value
from pages.plan.words import cost, quoted

FIELD_WORDS = {"planned": "Prévu", "committed": "Engagé", "paid": "Payé"}
# A large figure has no room for words: they come under it.
DASH = "—"
UNDIVIDED = "sans détail par financeur"

RULE_HEADINGS: dict[Rule, str] = {
    "over_cost": "Au-dessus du coût au planning",
    "paid_above_committed": "Payé au-dessus de l’engagé",
    "nothing_committed": "Année passée sans engagement",
    "late": "En retard sur le plan",
    "silent": "Sans nouvelle depuis 90 jours",
}


def field_word(field: str, keur_: object) -> str:
    """« engagé » or « engagés », after an amount."""
    word = FIELD_WORDS[field].lower()
    plural = not is_unknown(keur_) and abs(float(str(keur_))) >= 2
    return word + "s" if plural else word


def contributors(actions: int, of: int) -> str:
    """« 9 actions renseignées sur 23 »."""
    return f"{count(actions, 'action renseignée', 'actions renseignées')} sur {number(of)}"


def amount_line(field: str, amount: object, actions: int, of: int) -> str:
    """« 4 200 k€ engagés · 9 actions renseignées sur 23 »; nothing typed is said, never a zero."""
    if is_unknown(amount) or actions == 0:
        return f"{FIELD_WORDS[field]} : {NOT_TYPED} · {contributors(0, of)}"
    return f"{keur(amount)} {field_word(field, amount)} · {contributors(actions, of)}"


def totals_title(totals: pd.DataFrame, of: int) -> str:
    """The most telling total: committed, else paid, else planned. ``totals``: field, keur, actions."""
    rows = {row.field: row for row in each(totals)}
    for field in ("committed", "paid", "planned"):
        if rows[field].actions:
            return amount_line(field, rows[field].keur, rows[field].actions, of)
    return f"Aucun montant renseigné, sur {count(of, 'action')}"


def where_it_stands(totals: pd.DataFrame, entered: int) -> str:
    """The end of the page's sentence: committed, else paid, else planned, and on how many actions."""
    if not entered:
        return "aucune saisie de suivi"
    rows = {row.field: row for row in each(totals)}
    for field, more in (("committed", ""), ("paid", ""), ("planned", " par année")):
        if rows[field].actions:
            said = field_word(field, rows[field].keur) + more
            return f"{keur(rows[field].keur)} {said}, sur {count(rows[field].actions, 'action')}"
    return f"{count(entered, 'action')} avec une saisie, sans montant"


def rates_title(rates: pd.DataFrame, elapsed: float) -> str:
    """The commitment rate beside the time elapsed; a plain description when no rate can be told."""
    rows = {row.field: row for row in each(rates)}
    gone = f"{share(elapsed, decimals=0)} du temps écoulé"
    for field in ("committed", "paid"):
        if not is_unknown(rows[field].share):
            actions = rows[field].actions
            whom = (
                "de l’action renseignée"
                if actions == 1
                else f"des {count(actions, 'action renseignée', 'actions renseignées')}"
            )
            part = share(rows[field].share, decimals=0)
            return f"{FIELD_WORDS[field]} : {part} du coût {whom}, pour {gone}"
    return f"Engagé et payé au regard du coût, et {gone}"


def group_title(rows: pd.DataFrame, what: str) -> str:
    """Which group has most of what is committed (else planned, paid); plain on ties and alone.

    ``rows``: group, field, keur, actions; ``what``: « par pilier ».
    """
    for field in ("committed", "planned", "paid"):
        own = rows[(rows["field"] == field) & rows["keur"].notna()]
        total = own["keur"].sum()
        top = own[own["keur"] == own["keur"].max()]
        if len(own) >= 2 and len(top) == 1 and total > 0:
            part = share(top["keur"].iloc[0] / total, decimals=0)
            whole = f"{keur(total)} {field_word(field, total)}"
            return f"{top['group'].iloc[0]} : {part} des {whole}"
    return f"Prévu, engagé et payé {what}"


def calendar_title(planned: int, of: int) -> str:
    """« 9 actions sur 23 ont un calendrier »."""
    verb = "ont" if planned >= 2 else "a"
    return f"{count(planned, 'action')} sur {number(of)} {verb} un calendrier prévu"


def counts_title(rows: pd.DataFrame, what: str, of: int) -> str:
    """« Avancement : 5 actions en cours, 2 bloquées… ». ``rows``: word (null: not typed), actions."""
    typed = rows[rows["word"].notna() & (rows["actions"] > 0)]
    known = int(typed["actions"].sum())
    said = ", ".join(f"{number(row.actions)} « {row.word} »" for row in each(typed))
    return f"{what} : {said} · {contributors(known, of)}" if known else f"{what} : {NOT_TYPED}"


def untouched(actions: int, *, filtered: bool = False) -> str:
    """The one line for what was never typed; ``filtered``: of the actions that filters keep alone."""
    whose = "ces" if filtered else "les"
    return (
        f"{count(actions, 'action')} sans aucune saisie"
        if actions
        else f"Toutes {whose} actions ont une saisie"
    )


def alert(found: Alert, action: str) -> str:
    """The alert as a sentence that names its action."""
    who = f"{found.action_id}, {quoted(action)} : "
    if found.rule == "over_cost":
        limit = cost(found.limit_keur)
        word = field_word(found.what, found.keur)
        return f"{who}{keur(found.keur)} {word}, pour un coût au planning de {limit}."
    if found.rule == "paid_above_committed":
        limit = f"{keur(found.limit_keur)} {field_word('committed', found.limit_keur)}"
        word = field_word("paid", found.keur)
        return f"{who}fin {found.year}, {keur(found.keur)} {word} pour {limit} depuis 2024."
    if found.rule == "nothing_committed":
        nothing = f"{keur(0)} engagé" if found.what == "zero" else "aucun engagement renseigné"
        word = field_word("planned", found.keur)
        return f"{who}{keur(found.keur)} {word} en {found.year}, {nothing}."
    if found.rule == "late" and found.what == "unfinished":
        return f"{who}la dernière année prévue, {found.year}, est passée et l’action n’est pas réalisée."
    if found.rule == "late":
        return f"{who}prévue dès {found.year}, elle est encore à venir."
    return f"{who}aucune saisie depuis {count(found.days, 'jour')}."


def alerts_title(alerts: int, actions: int) -> str:
    """« 3 alertes sur 2 actions »."""
    return f"{count(alerts, 'alerte')} sur {count(actions, 'action')}" if alerts else "Aucune alerte"


def state_of(row: pd.Series) -> list[str]:
    """The lines of an action's sheet: progress, confidence with who stated it and when, owner."""
    confidence = NOT_TYPED_F
    if not is_unknown(row["confidence"]):
        confidence = str(row["confidence"])
        said = "" if is_unknown(row["stated_by"]) else f" par {row['stated_by']}"
        when = "" if pd.isna(row["stated_on"]) else f" le {day(row['stated_on'].date())}"
        confidence += f", indiqué{said}{when}" if said or when else ""
    done = NOT_TYPED if is_unknown(row["percent"]) else share(row["percent"] / 100)
    return [
        f"Avancement : {NOT_TYPED if is_unknown(row['status']) else row['status']}",
        f"Confiance : {confidence}",
        f"Part réalisée : {done}",
        f"Responsable : {NOT_TYPED if is_unknown(row['owner']) else row['owner']}",
    ]


def sheet_title(row: pd.Series) -> str:
    """The action, and its progress once somebody typed it."""
    name = f"{row['action_id']} · {row['action']}"
    return name if is_unknown(row["status"]) else f"{name} : {row['status']}"


def field_name(kind: str, field: str, year: object, funder: object) -> str:
    """« Engagé (k€) 2025, FEDER »."""
    name = label_of(kind, field)
    name = name if is_unknown(year) else f"{name} {year}"
    return name if is_unknown(funder) else f"{name}, {funder}"


def saved_line(author: str, when: dt.datetime, reason: object) -> str:
    """« Anne, 12 mars 2026 à 09:00 — motif »."""
    why = "" if is_unknown(reason) or not reason else f" — {reason}"
    return f"{author}, {moment(when)}{why}"


def over_line(action_id: str, field: str, total: float, printed: float) -> str:
    """The sentence that asks for a reason. ``field``: « planned » or « committed »."""
    limit = cost(printed)
    return (
        f"{action_id} : le total {FIELD_WORDS[field].lower()}, {keur(total)}, dépasse le coût "
        f"au planning, {limit}. Il sera enregistré si vous dites pourquoi."
    )

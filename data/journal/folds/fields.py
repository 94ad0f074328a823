"""Every field that people can write, described once: its French name and what it may hold.

The journal refuses a value that its rule does not accept, so the folds can read values back without
asking themselves what a typing error would look like.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final, Literal, get_args

from data.journal.folds.rows import Change
from data.vocabulary import DOMAINS, TERRITORIES

DecisionType = Literal["decision", "action", "question", "data", "recommendation"]
DecisionStatus = Literal["open", "doing", "done", "dropped", "adopted", "rejected", "postponed"]
ProgressStatus = Literal["à venir", "en cours", "réalisée", "en pause", "bloquée", "abandonnée"]
Confidence = Literal["sécurisé", "atteignable", "appuis nécessaires", "compromis"]

DECISION_TYPES: Final[tuple[str, ...]] = get_args(DecisionType)
DECISION_STATUSES: Final[tuple[str, ...]] = get_args(DecisionStatus)
PROGRESS_STATUSES: Final[tuple[str, ...]] = get_args(ProgressStatus)
CONFIDENCES: Final[tuple[str, ...]] = get_args(Confidence)
BUDGET_YEARS: Final = (2024, 2025, 2026, 2027)
# What nobody has settled: it is carried over to the next meeting, and may be late.
OPEN_STATUSES: Final = ("open", "doing", "postponed")
CONSENSUS: Final = "consensus"
NO_ACTION: Final = "aucune"
# What is asked of a course, and how far the request has come.
REQUESTS: Final = ("ouverture", "fermeture")
REQUEST_STATES: Final = ("à examiner", "en instruction", "acceptée", "refusée")

NOTHING_SAVED: Final = "Rien n’a été enregistré."
MAX_TEXT: Final = 4_000
MAX_LINE: Final = 300

_ACTION = re.compile(r"A(0[1-9]|1[0-9]|2[0-3])")
_INTEGER = re.compile(r"[0-9]{1,6}")
_YEARS = range(1900, 2200)
_IDENTIFIER = re.compile(r"[^\s].{0,119}")


@dataclass(frozen=True)
class FieldRule:
    """What a field is called in French, which texts it takes, and how to say so."""

    label: str
    accepts: Callable[[str], bool]
    expected: str


def is_iso_date(text: str) -> bool:
    """Whether the text is a calendar date written 2026-03-12, in a year that every fold can count with."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.isoformat() == text and day.year in _YEARS


def is_iso_time(text: str) -> bool:
    """Whether the text is a date and time with its time zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    return moment.tzinfo is not None and moment.year in _YEARS


def is_decimal(text: str, most: int) -> bool:
    """Whether the text is a plain number from 0 to `most`, with a point for decimals."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6})?", text) is not None and number <= most


def action_ids(text: str | None) -> tuple[str, ...] | None:
    """The actions in a `carried_by`: None when nothing was stated, () when "aucune" was."""
    if text is None or text != text:  # NaN, as a frame holds a missing text
        return None
    return () if text == NO_ACTION else tuple(part.strip() for part in text.split(","))


def tag_words(text: object) -> tuple[str, ...]:
    """The words of a tag, in the order typed; () when nothing was said."""
    return tuple(text.split(",")) if isinstance(text, str) and text else ()


def _text(label: str, most: int = MAX_TEXT) -> FieldRule:
    return FieldRule(label, lambda text: len(text) <= most, f"au plus {most} caractères")


def _line(label: str) -> FieldRule:
    return FieldRule(
        label,
        lambda text: len(text) <= MAX_LINE and "\n" not in text,
        f"une seule ligne d’au plus {MAX_LINE} caractères",
    )


def _choice(label: str, allowed: tuple[str, ...]) -> FieldRule:
    return FieldRule(label, lambda text: text in allowed, "l’un de : " + ", ".join(allowed))


def _number(label: str, most: int, empty: bool = False) -> FieldRule:
    return FieldRule(
        label,
        lambda text: (empty and text == "") or is_decimal(text, most),
        f"un nombre de 0 à {most}, avec un point pour les décimales",
    )


def _integer(label: str, most: int) -> FieldRule:
    return FieldRule(
        label,
        lambda text: _INTEGER.fullmatch(text) is not None and int(text) <= most,
        f"un nombre entier de 0 à {most}",
    )


def _date(label: str) -> FieldRule:
    return FieldRule(label, is_iso_date, "une date comme 2026-03-12")


def _time(label: str) -> FieldRule:
    return FieldRule(label, is_iso_time, "une date et une heure avec leur fuseau")


def _hour(label: str) -> FieldRule:
    return FieldRule(
        label,
        lambda text: re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text) is not None,
        "une heure de la salle comme 09:40",
    )


def _carried_by(text: str) -> bool:
    found = action_ids(text)
    return found is not None and all(_ACTION.fullmatch(action) for action in found)


def _vote(text: str) -> bool:
    return text == CONSENSUS or re.fullmatch(r"[0-9]{1,4}/[0-9]{1,4}/[0-9]{1,4}", text) is not None


def _several(label: str, allowed: tuple[str, ...]) -> FieldRule:
    def accepts(text: str) -> bool:
        found = tag_words(text)
        return bool(found) and set(found) <= set(allowed) and len(set(found)) == len(found)

    return FieldRule(label, accepts, "un ou plusieurs, séparés par une virgule, de : " + ", ".join(allowed))


_CARRIED_BY = FieldRule("Portée par", _carried_by, "des actions comme « A01,A08 », ou « aucune »")

# An agenda field may hold an empty text: "nobody speaks" differs from "as in the base agenda" (null).
FIELDS: Final[Mapping[str, Mapping[str, FieldRule]]] = {
    "decision": {
        "type": _choice("Nature", DECISION_TYPES),
        "text": _text("Texte"),
        "who": _line("Qui"),
        "due": _date("Échéance"),
        "page": _line("Page"),
        "query": _text("Vue", 2_000),
        "figure": _line("Figure"),
        "status": _choice("État", DECISION_STATUSES),
        "meeting": _line("Réunion"),
        "agenda_item": _line("Point de l’ordre du jour"),
        "vote": FieldRule("Vote", _vote, "« consensus », ou pour/contre/abstentions comme 12/2/1"),
        "rank": _integer("Rang", 999),
        "carried_by": _CARRIED_BY,
    },
    "recommendation": {"rank": _integer("Rang", 999), "carried_by": _CARRIED_BY},
    # The same for an action, a recommendation of the documents and one noted: what it is attached to.
    "tags": {
        "territories": _several("Territoires", TERRITORIES),
        "domains": _several("Domaines", DOMAINS),
    },
    # Fictitious courses kept under a name, and the request to open or close that it may be.
    "scenario": {
        "name": _line("Nom"),
        "query": _text("Vue", 2_000),
        "tied": _line("Relié à"),
        "request": _choice("Demande", REQUESTS),
        "course": _line("Formation et lieu visés"),
        "asked_by": _line("Demandé par"),
        "status": _choice("État de la demande", REQUEST_STATES),
    },
    "agenda": {
        "title": _line("Intitulé"),
        "speaker": _line("Intervenant"),
        "minutes": _number("Durée (minutes)", 1_440, empty=True),
        "position": _number("Ordre", 100_000),
        "page": _line("Page"),
        "query": _text("Vue", 2_000),
        "blocks": _text("Figures projetées"),
        "removed": _choice("Retiré", ("oui", "non")),
        "attachments": _text("Pièces jointes"),
    },
    "meeting": {
        "title": _line("Titre"),
        "day": _date("Date"),
        "place": _line("Lieu"),
        "logos": _text("Logos"),
        "next_day": _date("Prochaine réunion"),
        "agenda_from": _line("Ordre du jour repris de"),
        "prepared_at": _time("Réunion préparée le"),
        "present/": _line("Présence"),
        "arrived/": _hour("Arrivée"),
        "left/": _hour("Départ"),
        "started_at": _time("Début de la réunion"),
        "ended_at": _time("Fin de la réunion"),
        "led_by": _line("Écran qui mène"),
        "current_item": _line("Point en cours"),
        "item_started_at": _time("Début du point"),
        "paused_at": _time("Début de la pause"),
        "paused_seconds": _number("Pauses (s)", 10_000_000),
        "item_paused_seconds": _number("Pauses pendant le point (s)", 10_000_000),
        "spent_seconds/": _number("Temps passé (s)", 10_000_000),
    },
    # By item: one line a screen, its instant then its title.
    "screens": {"": _text("Écrans montrés", 50_000)},
    "budget": {
        "planned": _number("Prévu (k€)", 10_000_000),
        "committed": _number("Engagé (k€)", 10_000_000),
        "paid": _number("Payé (k€)", 10_000_000),
    },
    "progress": {
        "status": _choice("Avancement", PROGRESS_STATUSES),
        "confidence": _choice("Confiance", CONFIDENCES),
        "stated_by": _line("Confiance indiquée par"),
        "stated_on": _date("Confiance indiquée le"),
        "percent": _number("Avancement (%)", 100),
        "owner": _line("Responsable"),
        "comment": _text("Commentaire"),
    },
    # What was published is written by the application; its fields are the import's own.
    "publication": {"": _text("Publication")},
}


def rule_of(kind: str, field: str) -> FieldRule | None:
    """The rule of a field; a field named `family/…` follows the rule of `family/`; None if unknown."""
    rules = FIELDS.get(kind, {})
    return rules.get(field) or rules.get(field.split("/")[0] + "/") or rules.get("")


def label_of(kind: str, field: str) -> str:
    """The French name of a field, or the field itself when it has none."""
    rule = rule_of(kind, field)
    return rule.label if rule else field


def problem_with(change: Change) -> str | None:
    """A French sentence (plain spaces) that says why a change cannot be saved, or None."""
    if change.kind not in FIELDS:
        return f"« {change.kind} » n’est pas une nature d’écriture connue du journal."
    rule = rule_of(change.kind, change.field)
    if rule is None:
        return f"Le champ « {change.field} » n’existe pas pour « {change.kind} »."
    if not _IDENTIFIER.fullmatch(change.subject_id):
        return f"L’identifiant « {change.subject_id[:40]} » est vide ou dépasse 120 caractères."
    if change.kind in ("budget", "progress") and not _ACTION.fullmatch(change.subject_id):
        return f"« {change.subject_id} » n’est pas une action du schéma (A01 à A23)."
    if change.kind == "meeting" and not is_iso_date(change.subject_id[:10]):
        return f"« {change.subject_id[:40]} » n’est pas une réunion : attendu son jour, comme 2026-03-12."
    if change.kind == "budget" and change.year not in BUDGET_YEARS:
        return f"Budget de {change.subject_id} : l’année {change.year} n’est pas entre 2024 et 2027."
    if change.kind != "budget" and (change.year is not None or change.funder is not None):
        return f"« {rule.label} » ne se saisit ni par année ni par financeur."
    if change.funder is not None and not (0 < len(change.funder) <= MAX_LINE):
        return f"Le financeur est vide ou dépasse {MAX_LINE} caractères."
    if change.value is not None and not rule.accepts(change.value):
        shown = change.value if len(change.value) <= 60 else change.value[:60] + "…"
        return (
            f"« {rule.label} » ({change.subject_id}) : trouvé « {shown} » "
            f"({len(change.value)} caractères), attendu {rule.expected}. {NOTHING_SAVED}"
        )
    return None

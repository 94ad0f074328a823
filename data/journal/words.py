"""Any value of the journal in words: what a reader sees of a field, whatever version wrote it."""

from __future__ import annotations

import datetime as dt

from data.french.formats import NARROW_SPACE, count, is_unknown, moment, number
from data.journal.folds.fields import CONSENSUS, is_iso_date, is_iso_time, tag_words

NOT_TYPED = "non renseigné"
NOT_TYPED_F = "non renseignée"
NOT_ATTACHED = "non rattachée"
# A newer server on the same folder may write words that this one has not learnt.
UNKNOWN = "valeur d’une autre version"
TYPE_WORDS = {
    "decision": "Décision",
    "action": "Action à mener",
    "question": "Question",
    "data": "Donnée à fournir",
    "recommendation": "Préconisation",
}
STATUS_WORDS = {
    "open": "à suivre",
    "doing": "en cours",
    "done": "faite",
    "dropped": "abandonnée",
    "adopted": "adoptée",
    "rejected": "rejetée",
    "postponed": "ajournée",
}
# The states that each kind of note may take, in its own words; the first is the one it starts in.
STATUSES_OF = {
    "decision": {"adopted": "adoptée", "rejected": "rejetée", "postponed": "ajournée"},
    "action": {"open": "à faire", "doing": "en cours", "done": "faite", "dropped": "abandonnée"},
    "question": {"open": "ouverte", "done": "répondue"},
    "data": {"open": "demandée", "done": "reçue"},
    "recommendation": {"open": "à suivre", "done": "faite", "dropped": "abandonnée"},
}
DOMAIN_WORDS = {
    "services-informatiques": "Services informatiques",
    "telecommunications": "Télécommunications",
    "marketing-communication": "Marketing et communication",
    "cybersecurite": "Cybersécurité",
    "transformation-digitale": "Transformation digitale",
}
_FEMININE = {("progress", "confidence"), ("decision", "type"), ("decision", "due"), ("agenda", "minutes")}
_DAYS = {("progress", "stated_on"), ("decision", "due")}


def type_word(value: object) -> str:
    """« Décision »; « Note » when nobody said, as after an undo of the first save, or in unknown words."""
    return TYPE_WORDS.get(str(value), "Note")


def status_word(value: object, kind: object = None) -> str:
    """« adoptée », « à faire », « répondue »: in the words of its kind of note, when it is known."""
    if is_unknown(value):
        return NOT_TYPED
    own = STATUSES_OF.get(str(kind), {})
    return own.get(str(value)) or STATUS_WORDS.get(str(value), UNKNOWN)


def vote_words(value: object) -> str:
    """« par consensus », « 12 pour, 2 contre, 1 abstention »; "" when there was no vote."""
    if is_unknown(value):
        return ""
    if value == CONSENSUS:
        return "par consensus"
    counted = str(value).split("/")
    if len(counted) != 3:
        return UNKNOWN
    yes, no, neither = (int(part) for part in counted)
    return f"{yes}\u00a0pour, {no}\u00a0contre, {count(neither, 'abstention')}"


def field_value(kind: str, field: str, value: object) -> str:
    """A value of the journal as a reader sees it; not typed is said."""
    if is_unknown(value) or value == "":
        if kind == "tags":
            return NOT_ATTACHED
        return NOT_TYPED_F if (kind, field) in _FEMININE else NOT_TYPED
    text = str(value)
    if kind == "budget" or field == "percent":
        return number(text, decimals=3)
    if (kind, field) in _DAYS:
        return f"{dt.date.fromisoformat(text):%d/%m/%Y}" if is_iso_date(text) else UNKNOWN
    if kind == "meeting" and field.endswith("_at"):
        return moment(dt.datetime.fromisoformat(text)) if is_iso_time(text) else UNKNOWN
    if kind == "meeting" and "seconds" in field:
        return f"{number(text, decimals=0)}{NARROW_SPACE}s"
    if (kind, field) == ("decision", "type"):
        return TYPE_WORDS.get(text, UNKNOWN)
    if (kind, field) == ("decision", "status"):
        return status_word(text)
    if (kind, field) == ("decision", "vote"):
        return vote_words(text)
    if field == "page":
        # The title is the page's to say.
        return UNKNOWN
    if kind == "tags":
        return ", ".join(DOMAIN_WORDS.get(word, word) for word in tag_words(text))
    if field == "carried_by":
        return text.replace(",", ", ")
    return text

"""What documents and meetings say, as entries: figures, actions, sentences, slides, agenda, notes, terms."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.french.formats import count, interval, is_unknown, keur, number, share, text_of
from data.french.typography import bare, french
from data.indicators import sector
from data.journal.words import status_word, type_word
from data.search.entry import (
    ACTIONS,
    DECISIONS,
    FIGURES,
    GLOSSARY,
    RECOMMENDATIONS,
    SENTENCES,
    SLIDES,
    Entry,
    Frames,
    domain_names,
    line,
    rows_of,
    year,
)

# An action of the Schéma as the slide of its pillar lists it.
_ACTION_ON_SLIDE = "schema/initiative"
# What a reader calls each kind of sentence and theme of figures: « freins » finds all obstacles.
_SENTENCE_KINDS = {
    "finding": "Constat",
    "driver": "Moteur",
    "obstacle": "Frein",
    "opportunity": "Opportunité",
    "initiative": "Initiative",
    "outlook": "Perspective",
    "stake": "Enjeu",
    "recommendation": "Recommandation",
    "testimony": "Témoignage",
    "need": "Besoin",
}
_THEMES = {
    "sector": "Secteur numérique",
    "digital-firms": "Entreprises interrogées",
    "maturity": "Maturité numérique",
    "training-offer": "Formation",
    "recruitment": "Recrutement",
    "labour-market": "Emploi",
    "small-firms-france": "Repère national",
    "infrastructure": "Infrastructures",
    "schema": "Schéma numérique",
    "earlier-studies": "Étude antérieure",
    "other-territories": "Autres territoires",
}


def key_figures(frames: Frames) -> Iterator[Entry]:
    """One entry a key figure, with its value as written."""
    for row in rows_of(frames["key_figures"]):
        value = interval(row.value_low, row.value_high, row.unit, text_of(row.qualifier))
        if row.unit == "année":
            value = f"{year(row.value_low)} à {year(row.value_high)}"
        text = line(_THEMES.get(row.theme), year(row.year), row.territory, row.base_label)
        title = french(f"{row.label} : {value}")
        yield Entry(FIGURES, "key_figures", row.figure_id, title, text, theme=row.theme)


def subsectors(frames: Frames) -> Iterator[Entry]:
    """One entry a sub-sector of the count of establishments."""
    named = domain_names(frames)
    for row in rows_of(sector.latest(frames["sector_establishments"])):
        figures = f"{count(row.establishments, 'établissement')}, {count(row.employees, 'salarié')}"
        title = french(f"{row.subsector} : {figures}")
        yield Entry(
            FIGURES,
            "sector_establishments",
            row.subsector_id,
            title,
            f"{year(row.year)} · Sous-secteur du numérique",
            domain=named.get(row.domain_id, ""),
        )


def answers(frames: Frames) -> Iterator[Entry]:
    """One entry an item, status and segment: its latest edition, with the one before beside it."""
    answers = frames["survey_answers"].sort_values("edition", kind="stable")
    same = ["question_id", "item", "status", "segment_kind", "segment"]
    for _, rows in answers.groupby(same, dropna=False, sort=False):
        shares = {int(row.edition): share(row.share) for row in rows_of(rows)}
        latest, row = max(shares), next(rows_of(rows.tail(1)))
        status = " (en projet)" if row.status == "planned" else ""
        who = f", {row.segment}" if row.segment_kind != "all" else ""
        others = [f"{value} en {edition}" for edition, value in shares.items() if edition != latest]
        yield Entry(
            FIGURES,
            "survey_answers",
            "|".join(map(text_of, (row.question_id, row.item, row.status, row.segment_kind, row.segment))),
            french(f"{row.item}{status}{who} : {shares[latest]}"),
            line(str(latest), *others, row.question),
            theme=f"{row.question_id}-{'all' if row.segment_kind == 'all' else 'segments'}",
        )


def actions(frames: Frames) -> Iterator[Entry]:
    """One entry an action: its number, pillar, printed cost and funding, and what its slide calls it."""
    pillars = frames.get("schema_pillars")
    names = {} if pillars is None else dict(zip(pillars["pillar_id"], pillars["pillar"], strict=True))
    slides = _on_slides(frames, names)
    for row in rows_of(frames["schema_actions"]):
        money = f"{keur(0)} (imprimé)" if row.cost_keur == 0 else keur(row.cost_keur)
        funding = text_of(row.funding_label) or "financement non indiqué"
        other = slides.get(row.action_id, row.action)
        told = f"« {other} » sur la diapositive" if bare(other) != bare(row.action) else ""
        text = line(row.action_id, names.get(row.pillar_id), money, funding, told)
        yield Entry(ACTIONS, "schema_actions", row.action_id, row.action, text, theme=row.pillar_id)


def _on_slides(frames: Frames, pillars: dict[str, str]) -> dict[str, str]:
    """What the slide of the pillar calls each action: it lists them in the order of the planning."""
    if "statements" not in frames or not pillars:
        return {}
    called: dict[str, list[str]] = {}
    for row in rows_of(frames["statements"]):
        if f"{row.theme}/{row.kind}" == _ACTION_ON_SLIDE:
            called.setdefault(row.parent, []).append(row.text)
    planned = frames["schema_actions"]
    return {
        action_id: name
        for pillar_id, pillar in pillars.items()
        for action_id, name in zip(
            planned.loc[planned["pillar_id"] == pillar_id, "action_id"], called.get(pillar, ()), strict=False
        )
    }


def statements(frames: Frames) -> Iterator[Entry]:
    """One entry a sentence; recommendations are a group of their own, actions are found as actions."""
    for row in rows_of(frames["statements"]):
        if f"{row.theme}/{row.kind}" == _ACTION_ON_SLIDE and "schema_actions" in frames:
            continue
        kind = RECOMMENDATIONS if row.kind == "recommendation" else SENTENCES
        theme = f"{row.theme}/{row.kind}"
        text = line(_SENTENCE_KINDS[row.kind], row.organisation, row.parent)
        yield Entry(kind, "statements", row.statement_id, row.text, text, theme=theme)


def slides(frames: Frames) -> Iterator[Entry]:
    """One entry a readable part of a slide, and who holds what it shows as a picture; dividers left out."""
    slides = frames["slides"]
    for row in rows_of(slides[slides["state"] != "divider"]):
        holder = f"contenu à demander : {row.holder}" if text_of(row.holder) else ""
        title = f"{row.title}, {row.part}" if text_of(row.part) else row.title
        text = line(row.section, holder)
        key = f"{row.position}|{text_of(row.part)}"
        yield Entry(SLIDES, "slides", key, title, text, theme=text_of(row.page))


def agenda(frames: Frames) -> Iterator[Entry]:
    """One entry an item of the agenda."""
    for row in rows_of(frames["agenda"]):
        minutes = "" if is_unknown(row.minutes) else f"{number(row.minutes)} min"
        text = line("Ordre du jour", row.speaker, minutes)
        yield Entry(DECISIONS, "agenda", row.item_id, row.item, text)


def noted(frames: Frames) -> Iterator[Entry]:
    """One entry a decision, action, question or recommendation noted in a meeting, with its state."""
    for row in rows_of(frames["noted"]):
        kind = f"{type_word(row.type)}, {status_word(row.status, row.type)}"
        due = "" if is_unknown(row.due) or pd.isna(row.due) else f"échéance {row.due:%d/%m/%Y}"
        text = line(kind, row.who, due, row.agenda_item)
        yield Entry(DECISIONS, "noted", row.decision_id, text_of(row.text), text, theme=text_of(row.type))


def glossary(frames: Frames) -> Iterator[Entry]:
    """One entry a term; those that the documents do not expand are said."""
    for row in rows_of(frames["glossary"]):
        text = text_of(row.definition) or "Sigle que les documents ne développent pas"
        yield Entry(GLOSSARY, "glossary", row.term, row.term, text)

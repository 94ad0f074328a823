"""The alerts of the tracking: sentences on screen, each leading to its action."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.figures.blocks import Figure, Passage, View
from components.screen import address, cards
from components.screen.boundary import answering
from components.screen.markdown import plain
from data.french.formats import count
from data.indicators import alerts, tracking
from pages.plan.tracking import action_sheet, filters
from pages.plan.tracking import words as sentences
from pages.plan.tracking.filters import Kept
from pages.plan.tracking.frames import Frames, day_of, kept, scope, typed, untyped

PROJECTED = 6
RULES = (
    "Alertes : montant au-dessus du coût au planning ; payé au-dessus de l’engagé (sommes depuis "
    "2024) ; année passée avec un montant prévu et rien d’engagé ; dernière année prévue passée "
    "sans que l’action soit réalisée, ou première année passée et action encore à venir ; aucune saisie "
    "depuis 90 jours. Ce qui n’a jamais été saisi n’est pas une alerte."
)


def found(view: View, frames: Frames) -> tuple[Kept, tuple[alerts.Alert, ...]]:
    """The alerts of the actions that the filters keep; all their years count, whatever years are chosen."""
    everything, under = kept(View(view.page), frames), kept(view, frames)
    sheet = everything.sheet[everything.sheet["action_id"].isin(under.sheet["action_id"])]
    amounts = everything.amounts[everything.amounts["action_id"].isin(sheet["action_id"])]
    states = alerts.tracked(sheet, tracking.by_year(amounts), frames[4])
    return under, alerts.alerts(states, day_of(frames))


def figure(view: View, *frames: pd.DataFrame) -> Figure | None:
    """The alerts by rule, and the one line for what was never typed; None when nothing was."""
    under, raised = found(view, frames)
    if untyped(frames) or under.sheet.empty:
        return None
    names = dict(zip(under.sheet["action_id"], under.sheet["action"], strict=True))
    shown = raised[:PROJECTED] if view.projection else raised
    passages = [
        Passage(
            sentences.RULE_HEADINGS[rule],
            tuple(sentences.alert(one, names[one.action_id]) for one in shown if one.rule == rule),
        )
        for rule in dict.fromkeys(one.rule for one in shown)
    ]
    rest = len(raised) - len(shown)
    more = f"{count(rest, 'autre alerte', 'autres alertes')} sur l’écran de l’animateur. " if rest else ""
    # What is still to be typed is for who prepares, not for the room.
    untouched = int((~under.sheet["entered"]).sum())
    typed_of = (
        "" if view.projection else f"{sentences.untouched(untouched, filtered=bool(filters.said(view)))}."
    )
    every_year = " Toutes les années de ces actions comptent." if view.choices.get(filters.YEAR) else ""
    return Figure(
        title=sentences.alerts_title(len(raised), len({one.action_id for one in raised})),
        subtitle=f"Règles appliquées à ce qui a été saisi{scope(view, frames)}",
        passages=tuple(passages),
        caution=f"{more}{typed_of}{every_year}".strip(),
        evidence=typed(frames),
        explanation=RULES,
    )


def draw(figure: Figure, key: str, projection: bool) -> None:
    """The alerts on the laptop: each sentence with the button that opens its action."""
    if projection:
        cards.show_passages(figure.passages, key)
        return
    rules = {heading: rule for rule, heading in sentences.RULE_HEADINGS.items()}
    for passage in figure.passages:
        st.markdown(f"**{plain(passage.heading)}**")
        for sentence in passage.sentences:
            # Every sentence of an alert begins with the number of its action.
            _line(rules[passage.heading], sentence.split(",")[0], sentence)


def _line(rule: str, action_id: str, sentence: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"suivi-ligne-{rule}-{action_id}"):
        st.markdown(f":material/warning: {plain(sentence)}", width="stretch")
        st.button(
            f"Ouvrir {plain(action_id)}",
            key=f"suivi-alerte-{rule}-{action_id}",
            type="tertiary",
            on_click=open_and_go,
            args=(action_id,),
        )


@answering
def open_and_go(word: str) -> None:
    """Open the sheet of an action and bring it on screen (a callback)."""
    action_sheet.open_sheet(word)
    address.kept().views["schema"] = "actions"

"""What recommendations say once tied, or not yet tied, to the actions of the Schéma."""

from __future__ import annotations

import pandas as pd

from data.french.formats import count, keur, listing, number
from data.french.typography import french
from data.indicators import recommendations as indicators
from data.indicators.recommendations import CARRIED, NO_ACTION, TO_TIE

GROUP_NAMES = {
    "track": "Pistes de l’enquête",
    "study": "Recommandations de la présentation",
    "training-need": "Besoins des organismes de formation",
    "testimony-need": "Besoins dits dans les témoignages",
}
STATE_WORDS = {CARRIED: "avec une action", NO_ACTION: "aucune action", TO_TIE: "à relier"}
# A state is a word and a shape before it is a colour.
STATE_SHAPES = {CARRIED: "●", NO_ACTION: "■", TO_TIE: "○"}
BY_THE_CEP = "au CEP de les relier"
COST = "Coût au planning"
NO_FUNDING = "financement non indiqué"


def how_many(tied: pd.DataFrame) -> str:
    """« 9 pistes et 6 recommandations »; only the groups that have some."""
    words = {"track": "piste", "study": "recommandation"}
    needs = tied["group"].isin(["training-need", "testimony-need"]).sum()
    said = [count(n, word) for group, word in words.items() if (n := int((tied["group"] == group).sum()))]
    return listing([*said, *([count(needs, "besoin")] if needs else [])])


def of_which_needs(tied: pd.DataFrame) -> str:
    """« dont 9 besoins »; empty without any."""
    needs = int(tied["group"].isin(["training-need", "testimony-need"]).sum())
    return f"dont {count(needs, 'besoin')}" if needs else ""


def headline(tied: pd.DataFrame, actions: pd.DataFrame) -> list[str]:
    """Recommendations and their ties, then the needs. An empty frame says that there is none."""
    recommendations = tied[tied["group"].isin(["track", "study"])]
    needs = tied.drop(recommendations.index)
    if tied.empty:
        return ["Aucune préconisation n’est lue dans les documents."]
    said = [f"{how_many(part)}{ties(part, actions)}." for part in (recommendations, needs) if len(part)]
    if len(said) == 2 and not (tied["state"] != TO_TIE).any():
        said[1] = f"S’y ajoutent {how_many(needs)}, à relier de même."
    return said


def ties(tied: pd.DataFrame, actions: pd.DataFrame) -> str:
    """What follows « 9 pistes »: nothing tied by the documents, or what people tied and what is left."""
    counts = tied["state"].value_counts()
    carried, alone, left = (int(counts.get(state, 0)) for state in (CARRIED, NO_ACTION, TO_TIE))
    if not carried and not alone:
        feminine = tied["group"].isin(["track", "study"]).all()
        none = "aucune n’est reliée" if feminine else "aucun n’est relié"
        return f" ; {none} à une action du Schéma : {BY_THE_CEP}"
    parts = []
    if carried:
        carrying, cost = indicators.carrying_cost(tied, actions)
        total = f"{count(carrying, 'action')}, {keur(cost)} au planning"
        parts.append(f"{number(carried)} avec action ({total})")
    if alone:
        parts.append(f"{number(alone)} sans action")
    if left:
        parts.append(f"{number(left)} à relier")
    return f" : {listing(parts)}"


def state(row: pd.Series) -> str:
    """« ○ à relier », « ■ aucune action », « ● 2 actions · 1 400 k€ »."""
    if row["state"] != CARRIED:
        return f"{STATE_SHAPES[row['state']]} {STATE_WORDS[row['state']]}"
    return f"● {count(row['contributing'], 'action')} · {keur(row['cost_keur'], none='sans coût')}"


def beside(row: pd.Series) -> str:
    """What follows a sentence: its state, with the numbers of its actions, « ● A12 et A13 · 1 400 k€ »."""
    if row["state"] != CARRIED:
        return state(row)
    cost = keur(row["cost_keur"], none="sans coût")
    return f"● {listing([*row['action_ids'], *row['unknown_ids']])} · {cost}"


def action_numbers(row: pd.Series) -> str:
    """« A12 et A15 », « aucune action »; an action that left the planning says so."""
    gone = [f"{key} (absente du planning)" for key in row["unknown_ids"]]
    return listing([*row["action_ids"], *gone]) or STATE_WORDS[NO_ACTION]


def carriers(row: pd.Series) -> str:
    """What the table says of the actions: their numbers and names, none, or still to tie."""
    if row["state"] == TO_TIE:
        return STATE_WORDS[TO_TIE]
    if row["state"] == NO_ACTION:
        return STATE_WORDS[NO_ACTION]
    named = [f"{key} {name}" for key, name in zip(row["action_ids"], row["actions"], strict=True)]
    gone = [f"{key} (absente du planning)" for key in row["unknown_ids"]]
    return french(" ; ".join([*named, *gone]))


def progress_title(tied: pd.DataFrame) -> str:
    """How far the ties have come."""
    left = int((tied["state"] == TO_TIE).sum())
    if tied.empty:
        return "Actions du Schéma qui portent les préconisations"
    if left == len(tied):
        return f"{number(left)} à relier par le CEP : les documents n’en relient aucun"
    if not left:
        return f"{count(len(tied), 'relié')} par le CEP, aucun ne reste à relier"
    return f"{count(len(tied) - left, 'relié')} par le CEP sur {number(len(tied))}"


def progress_label(rows: pd.DataFrame) -> str:
    """Beside a group's bar: « 9 à relier »; of several states, their shapes, « ● 3 · ■ 1 · ○ 5 »."""
    counts = {state: n for state, n in zip(rows["state"], rows["count"], strict=True) if n}
    if len(counts) == 1:
        return " ".join(f"{number(n)} {STATE_WORDS[state]}" for state, n in counts.items())
    return " · ".join(f"{STATE_SHAPES[state]} {number(n)}" for state, n in counts.items())


def legend(state: str) -> str:
    """« ● avec une action »: a state is a shape and a word before it is a colour."""
    return f"{STATE_SHAPES[state]} {STATE_WORDS[state]}"


def carried_title(tied: pd.DataFrame) -> str:
    """« 3 portées par une action, 1 par aucune »: the ones that somebody has tied."""
    counts = tied["state"].value_counts()
    carried, alone = (int(counts.get(state, 0)) for state in (CARRIED, NO_ACTION))
    parts = [count(carried, "portée par une action", "portées par des actions")] if carried else []
    parts += [f"{number(alone)} par aucune" if carried else count(alone, "sans action")] if alone else []
    return f"Préconisations et besoins : {listing(parts)}"


def funding_title(funding: pd.DataFrame) -> str:
    """The funding label that costs most, of several and without a tie; else a plain description.

    ``funding``: columns funding_label, cost_keur, one row a label.
    """
    known = funding[funding["funding_label"].notna()]
    largest = known[known["cost_keur"] == funding["cost_keur"].max()]
    total = funding["cost_keur"].sum()
    if len(funding) < 2 or len(largest) != 1 or not total:
        return "Financement indiqué des actions qui les portent"
    row = largest.iloc[0]
    return f"{row['funding_label']} : {keur(row['cost_keur'])} sur {keur(total)} au planning"

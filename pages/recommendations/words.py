"""What recommendations say once tied, or not yet tied, to the actions of the Schéma."""

from __future__ import annotations

import pandas as pd

from data.french.formats import count, keur, listing, number
from data.indicators import recommendations as indicators
from data.indicators.recommendations import CARRIED, NO_ACTION, TO_TIE

NARROW = "\u202f"
GROUP_NAMES = {
    "track": "Pistes de l’enquête",
    "study": "Recommandations de l’étude",
    "training-need": "Besoins des organismes de formation",
    "testimony-need": "Besoins dits dans les témoignages",
}
STATE_WORDS = {CARRIED: "avec une action", NO_ACTION: "aucune action", TO_TIE: "lien à établir"}
# A state is a word and a shape before it is a colour.
STATE_SHAPES = {CARRIED: "●", NO_ACTION: "■", TO_TIE: "○"}
BY_THE_CEP = "liens à établir par le CEP"


def how_many(tied: pd.DataFrame) -> str:
    """« 9 pistes et 6 recommandations »; only the groups that have some."""
    words = {"track": "piste", "study": "recommandation"}
    needs = tied["group"].isin(["training-need", "testimony-need"]).sum()
    said = [count(n, word) for group, word in words.items() if (n := int((tied["group"] == group).sum()))]
    return listing([*said, *([count(needs, "besoin")] if needs else [])])


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
        return f"{NARROW}; {none} par les documents à une action du Schéma{NARROW}: {BY_THE_CEP}"
    parts = []
    if carried:
        carrying, cost = indicators.carrying_cost(tied, actions)
        total = f"{count(carrying, 'action')}, {keur(cost)} au planning"
        parts.append(f"{number(carried)} avec des actions du Schéma ({total})")
    if alone:
        parts.append(f"{number(alone)} sans action")
    if left:
        parts.append(count(left, "lien à établir", "liens à établir"))
    return f"{NARROW}: {listing(parts)}"


def state(row: pd.Series) -> str:
    """« ○ lien à établir », « ■ aucune action », « ● 2 actions · 1 400 k€ »."""
    if row["state"] != CARRIED:
        return f"{STATE_SHAPES[row['state']]} {STATE_WORDS[row['state']]}"
    return f"● {count(row['contributing'], 'action')} · {keur(row['cost_keur'], none='sans coût')}"


def beside(row: pd.Series) -> str:
    """What follows a sentence: its state, with the numbers of its actions, « ● A12 et A13 · 1 400 k€ »."""
    if row["state"] != CARRIED:
        return state(row)
    cost = keur(row["cost_keur"], none="sans coût")
    return f"● {listing([*row['action_ids'], *row['unknown_ids']])} · {cost}"


def carriers(row: pd.Series) -> str:
    """What the table says of the actions: their numbers and names, none, or still to tie."""
    if row["state"] == TO_TIE:
        return STATE_WORDS[TO_TIE]
    if row["state"] == NO_ACTION:
        return STATE_WORDS[NO_ACTION]
    named = [f"{key} {name}" for key, name in zip(row["action_ids"], row["actions"], strict=True)]
    gone = [f"{key} (absente du planning)" for key in row["unknown_ids"]]
    return f"{NARROW}; ".join([*named, *gone])


def progress_title(tied: pd.DataFrame) -> str:
    """How far the ties have come."""
    left = int((tied["state"] == TO_TIE).sum())
    if tied.empty:
        return "Actions du Schéma qui portent les préconisations"
    if left == len(tied):
        return f"{count(left, 'lien')} à établir par le CEP{NARROW}: les documents n’en disent aucun"
    if not left:
        return f"{count(len(tied), 'lien établi', 'liens établis')} par le CEP, aucun ne reste à établir"
    return f"{count(len(tied) - left, 'lien établi', 'liens établis')} par le CEP sur {number(len(tied))}"


def progress_label(rows: pd.DataFrame) -> str:
    """Beside a group's bar: « 9 à établir », « 3 avec action · 1 sans · 5 à établir »."""
    counts = dict(zip(rows["state"], rows["count"], strict=True))
    words = {CARRIED: "avec action", NO_ACTION: "sans", TO_TIE: "à établir"}
    return " · ".join(count(counts[key], word, word) for key, word in words.items() if counts.get(key))

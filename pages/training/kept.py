"""The scenarios kept under a name: their list with what is asked and decided, and two of them compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pandas as pd

from components.figures.blocks import Choice, Evidence, Figure, Gap, Table, View
from data.french.formats import count, is_unknown, text_of
from data.french.typography import french
from data.indicators import access
from pages.training import reach, scenario, trial
from pages.training import words as sentences
from pages.training.measure import NO_TIMES, bounded
from pages.training.measure import asked as measure_of

NAME_LETTERS = 60
COMPARED = Choice(
    "compares", "Scénarios comparés", many=True, accepts=lambda word: 0 < len(word) <= NAME_LETTERS
)
NOT_DECIDED = "non dit"
KEPT = "Noms, demandes et états saisis ici ; les formations d’un scénario sont fictives."


def courses(query: object) -> list[scenario.Trial]:
    """The fictitious courses of the address of a scenario."""
    words = parse_qs(text_of(query)).get("essai", [])
    return [found for word in words if (found := scenario.read(word)) is not None]


def listed(
    view: View,
    kept: pd.DataFrame,
    actions: pd.DataFrame,
    statements: pd.DataFrame,
    noted: pd.DataFrame,
) -> Figure | None:
    """Every scenario kept, with what it is tied to, what is asked, by whom, and how far it has come."""
    if kept.empty:
        return None
    texts = tied_words(actions, statements, noted)
    asked = kept["request"].dropna()
    shown = pd.DataFrame(
        {
            "Scénario": kept["name"],
            "Formations": [_courses(row.query, row.course) for row in kept.itertuples()],
            "Relié à": kept["tied"].map(texts),
            "Demande": kept["request"],
            "Demandé par": kept["asked_by"],
            "État de la demande": kept["status"],
            "Gardé par": kept["updated_by"],
        }
    )
    title = count(len(kept), "scénario gardé", "scénarios gardés")
    return Figure(
        title=f"{title}, dont {count(len(asked), 'demande')}" if len(asked) else title,
        subtitle="Une ligne par scénario : ses formations, ce qui est demandé et ce qui en est décidé",
        table=Table(shown, missing=NOT_DECIDED, wordy=True),
        table_first=True,
        evidence=(Evidence("Scénarios", "saisis ici", certainty="inferred", note=KEPT),),
    )


def _courses(query: object, course: object) -> str:
    """« Mastère cyber, Bac+5, Le Marin, 24 places »."""
    said = [
        ", ".join(
            filter(None, (one.title, one.level, one.commune, count(one.seats, "place") if one.seats else ""))
        )
        for one in courses(query)
    ]
    return french(" ; ".join([*said, *([] if is_unknown(course) else [str(course)])])) or NOT_DECIDED


def tied_words(actions: pd.DataFrame, statements: pd.DataFrame, noted: pd.DataFrame) -> dict[str, str]:
    """What a scenario may be tied to, with its words: actions, recommendations read and noted."""
    own = statements[statements["kind"] == "recommendation"]
    later = noted[(noted["type"] == "recommendation") & (noted["status"] != "dropped")]
    return {
        **{str(row.action_id): f"{row.action_id} — {row.action}" for row in actions.itertuples()},
        **{str(row.statement_id): str(row.text) for row in own.itertuples()},
        **{str(row.decision_id): str(row.text) for row in later.itertuples()},
    }


def compared(
    view: View,
    rows: pd.DataFrame,
    coverage: pd.DataFrame,
    communes: pd.DataFrame,
    domains: pd.DataFrame,
    capacity: pd.DataFrame,
    times: pd.DataFrame,
    kept: pd.DataFrame,
    outlines: Any,
) -> Figure | Gap | None:
    """Two scenarios side by side, each against today for its own domain and level; none unless two are."""
    names = list(view.choices.get(COMPARED.key) or [])
    chosen = kept[kept["name"].isin(names)].drop_duplicates("name")
    if len(chosen) != 2:
        return None
    if times.empty and measure_of(view, times).road:
        return Gap(trial.NO_TIMES_SHOWN, reason=NO_TIMES)
    trials = []
    for row in chosen.itertuples():
        own = _own(view, str(row.query), domains)
        tried = trial.trial_of(own, rows, communes, domains, capacity, times, outlines)
        trials.append((row, own, tried))
    floor = ", au moins" if any(tried.unsure for *_, tried in trials) else ""
    found, lines = [], []
    for row, own, tried in trials:
        now, then = (access.people_within(one.near, tried.measure.limit) for one in (tried.today, tried.then))
        least, most = (int(gained["population"].sum()) for gained in tried.gained)
        found.append(f"{row.name} : {bounded(least, most, 'habitant')} de plus")
        lines.append(
            {
                "Scénario": row.name,
                "Formations": _courses(row.query, None),
                "Pour": ", ".join(sentences.narrowing(own).values()) or "tous domaines et niveaux",
                f"Habitants aujourd’hui{floor}": now,
                f"Habitants avec le scénario{floor}": then,
                f"Habitants gagnés{floor}": least,
                **({"Habitants gagnés, au plus": most} if floor else {}),
                "Places ajoutées": int(tried.counted["seats"].fillna(0).sum()) or None,
            }
        )
    formats = dict.fromkeys(list(lines[0])[3:], "number")
    within, cautions = tried.measure.within, reach.cautions(view, tried.then, coverage)
    # The sentence of one scenario may not be that of the other, nor today’s for another domain.
    others = [
        f" {row.name} : {one[:1].lower()}{one[1:]}"
        for row, _, tried in trials
        for one in trial.untold(tried)
        if one not in cautions
    ]
    return Figure(
        title=f"Scénarios comparés à moins de {within}, {sentences.where(view)}",
        subtitle=" ; ".join(found),
        table=Table(pd.DataFrame(lines), formats, missing="non dites", wordy=True),
        table_first=True,
        evidence=(
            Evidence("Scénario", "formations fictives", certainty="inferred", note=trial.FICTITIOUS),
            *reach.evidence(view, tried.today, coverage),
        ),
        caution="Chaque scénario est comparé aux formations de son propre domaine et de son propre niveau : "
        f"les habitants d’aujourd’hui peuvent différer. {cautions}{''.join(others)}",
    )


def _own(view: View, query: str, domains: pd.DataFrame) -> View:
    """The view under the domain and the level of a scenario, at the distance and in the place in force."""
    asked = parse_qs(query)
    domain = (asked.get("domaine") or [None])[0]
    ids = dict(zip(domains["domain"], domains["domain_id"], strict=True))
    choices = {name: word for name, word in view.choices.items() if name == "distance"}
    choices |= {"essai": asked.get("essai", []), "a_partir_de": (asked.get("a_partir_de") or [None])[0]}
    return replace(view, domain=domain, domain_id=ids.get(str(domain)), choices=choices)

"""« Accès » and « Scénario » in minutes, where the table of times lacks some: a bound is said as a bound."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from components.figures import comparing
from components.figures.blocks import COMPARE, Gap, View
from components.figures.style import finish
from data import store
from pages.training import kept, reach, reach_bars, trial

# 600, 300 and 100 inhabitants; a course in Fort-de-France and one in Saint-Pierre.
PEOPLE = {"Fort-de-France": 600, "Le Prêcheur": 300, "Sainte-Anne": 100}
TIMES = {
    ("Fort-de-France", "Saint-Pierre"): 45,
    ("Fort-de-France", "Le Prêcheur"): 60,
    ("Fort-de-France", "Sainte-Anne"): 50,
    ("Le Prêcheur", "Fort-de-France"): 42,
    ("Le Prêcheur", "Saint-Pierre"): 20,
    ("Le Prêcheur", "Sainte-Anne"): 110,
    ("Sainte-Anne", "Fort-de-France"): 50,
    ("Sainte-Anne", "Saint-Pierre"): 90,
    ("Sainte-Anne", "Le Prêcheur"): 110,
}
LACKING = ("Le Prêcheur", "Saint-Pierre")
SOUTH, NORTH = "Sainte-Anne, Bac+5, , 24, Au sud", "Le Prêcheur, Bac+5, , 24, Au nord"
PARTLY = (
    "Temps donné vers une partie des formations seulement, la plus proche peut l’être davantage : "
    "Le Prêcheur."
)


def plain(text):
    return re.sub(r"\s", " ", text)


class Frames:
    """What the figures of a view read, with the times given but for those of ``lacking`` pairs."""

    def __init__(self, *lacking, **other):
        every = store.load("communes")
        codes = dict(zip(every["commune"], every["commune_code"], strict=True))
        self.communes = every[every["commune"].isin(PEOPLE)].reset_index(drop=True)
        self.communes["population"] = self.communes["commune"].map(PEOPLE).astype("Int32")
        self.offers = (
            store.load("training_offers")
            .head(2)
            .assign(commune_code=[codes["Fort-de-France"], codes["Saint-Pierre"]], verified=True)
        )
        given = {pair: minutes for pair, minutes in (TIMES | other).items() if pair not in lacking}
        rows = [(codes[start], codes[end], float(minutes)) for (start, end), minutes in given.items()]
        self.times = pd.DataFrame(rows, columns=["from_commune_code", "to_commune_code", "minutes"]).assign(
            source_id="essai", locator="essai", certainty="read", note=None
        )

    def reach(self, build, **where):
        frames = (self.offers, store.load("training_coverage"), self.communes, self.times)
        return build(View("formations", **where), *frames, store.load_communes())

    def tried(self, build, *words, **where):
        return self._with_domains(build, View("formations", choices={"essai": list(words)}, **where))

    def compared(self):
        queries = {"Sud": SOUTH, "Nord": NORTH}
        scenarios = pd.DataFrame(
            {
                "name": list(queries),
                "query": [f"essai={word.replace('+', '%2B').replace(' ', '+')}" for word in queries.values()],
            }
        )
        view = View("formations", choices={"compares": list(queries)})
        return self._with_domains(kept.compared, view, scenarios)

    def _with_domains(self, build, view, *more):
        others = (store.load("domains"), store.load("training_capacity"), self.times, *more)
        frames = (self.offers, store.load("training_coverage"), self.communes, *others)
        return build(view, *frames, store.load_communes())


@pytest.fixture(scope="module")
def whole():
    return Frames()


@pytest.fixture(scope="module")
def partial():
    return Frames(LACKING)


def said(figure):
    return [(plain(one.value), one.label, plain(one.detail)) for one in figure.numbers[:3]]


def test_where_every_time_is_given_the_figures_are_said_as_such(whole):
    found = whole.reach(reach.numbers)
    assert plain(found.title) == "90 % des habitants à moins de 30 min, en Martinique"
    assert said(found) == [
        ("90 %", "Des habitants à moins de 30 min d’une formation", "900 sur 1 000"),
        ("1", "Commune au-delà", "Sainte-Anne"),
        ("50 min", "Au plus loin", "Sainte-Anne"),
    ]
    assert "Temps donné" not in found.caution
    drawn = whole.reach(reach.carte)
    assert plain(drawn.title) == "1 commune à plus de 30 min d’une formation"
    assert "non indiqué" not in json.dumps(finish(drawn.chart), ensure_ascii=False)
    assert list(found.table.frame.columns[2:6:3]) == ["Temps (min)", "À 30 min au plus"]
    bars = plain(whole.reach(reach_bars.by_epci).title)
    assert bars == "Espace Sud : 0 % des habitants à moins de 30 min, la plus basse"


def test_a_time_that_is_not_given_makes_bounds_of_the_figures_and_its_commune_is_named(partial):
    found = partial.reach(reach.numbers)
    assert plain(found.title) == "Au moins 60 % des habitants à moins de 30 min, en Martinique"
    assert said(found) == [
        ("au moins 60 %", "Des habitants à moins de 30 min d’une formation", "600 sur 1 000"),
        ("2 au plus", "Communes au-delà", "Le Prêcheur et Sainte-Anne"),
        # Le Prêcheur is 42 minutes away at most: Sainte-Anne is the farthest for sure.
        ("50 min", "Au plus loin", "Sainte-Anne"),
    ]
    assert PARTLY in plain(found.caution)
    alone = partial.reach(reach.numbers, territory="Nord")
    # « Au moins 0 % » would say nothing.
    assert plain(alone.title).startswith("Part des habitants à moins de 30 min non indiquée")
    assert said(alone) == [
        (
            "non indiquée",
            "Part des habitants à moins de 30 min d’une formation",
            "aucun d’après les temps donnés",
        ),
        ("1 au plus", "Commune au-delà", "Le Prêcheur"),
        ("42 min au plus", "De la formation la plus proche", "Le Prêcheur"),
    ]


def test_the_table_says_no_verdict_that_a_time_lacks_for_and_goes_from_the_farthest(partial):
    table = partial.reach(reach.whole_table).table.frame
    assert table[["Commune", "Temps au plus (min)", "À 30 min au plus"]].to_numpy().tolist() == [
        ["Sainte-Anne", 50, "non"],
        ["Le Prêcheur", 42, "non indiqué"],
        ["Fort-de-France", 0, "oui"],
    ]


def test_territories_side_by_side_say_the_same_columns_and_the_same_bound(partial):
    frames = (partial.offers, store.load("training_coverage"), partial.communes, partial.times)
    view = View("formations", choices={COMPARE.key: True})

    def side_by_side(build, *more):
        return comparing.compared(build, view, (*frames, *more, store.load_communes()), "Côte à côte")

    table = side_by_side(reach.whole_table).table.frame
    # Every time of the Centre and of the Sud is given: theirs is a column with that of the Nord.
    assert table[["Commune", "Temps au plus (min)", "À 30 min au plus"]].to_numpy().tolist() == [
        ["Fort-de-France", 0, "oui"],
        ["Le Prêcheur", 42, "non indiqué"],
        ["Sainte-Anne", 50, "non"],
    ]
    assert not table.isna().any(axis=None)
    bars = side_by_side(reach_bars.by_epci)
    assert plain(bars.subtitle).startswith("Part minimale des habitants dont la commune")
    frames = frames[:3] + (store.load("domains"), store.load("training_capacity"), partial.times)
    headers = list(side_by_side(trial.result).table.frame.columns)
    assert [name for name in headers if name.startswith("Habitants")] == [
        "Habitants à moins de 30 min, au moins"
    ]
    gains = side_by_side(trial.ranking)
    assert plain(gains.subtitle).startswith("Habitants qui passeraient à moins de 30 min, au moins")


def test_the_map_leaves_blank_what_is_not_known(partial):
    drawn = partial.reach(reach.carte)
    assert plain(drawn.title) == "Au plus 2 communes à plus de 30 min d’une formation"
    assert "Au plus 2 communes" in plain(drawn.alt)
    spec = plain(json.dumps(finish(drawn.chart), ensure_ascii=False))
    assert '["à portée", "au-delà", "non indiqué"]' in spec
    assert "Le Prêcheur (42 min au plus)" in spec
    assert "Le Prêcheur : 42 min au plus de la plus proche" in spec
    assert "Sainte-Anne (50 min)" in spec


def test_bars_are_minimal_shares_as_soon_as_one_of_their_steps_is_not_known(partial):
    assert plain(partial.reach(reach_bars.by_epci).title).startswith("Part minimale des habitants à moins")
    # 20 minutes to a course: within 30 for sure, and perhaps within 15 of the other.
    near = Frames(("Le Prêcheur", "Fort-de-France"))
    assert plain(near.reach(reach.numbers).title).startswith("90 % des habitants")
    drawn = near.reach(reach_bars.by_epci)
    assert plain(drawn.subtitle).startswith("Part minimale des habitants dont la commune")
    assert list(drawn.table.frame.columns[2:]) == ["Part minimale des habitants", "Habitants, au moins"]
    assert PARTLY in plain(drawn.caution)


def test_a_commune_without_any_time_is_not_said_to_be_beyond():
    none = Frames(LACKING, ("Le Prêcheur", "Fort-de-France"))
    found = none.reach(reach.numbers)
    assert [one[0] for one in said(found)] == ["au moins 60 %", "2 au plus", "50 min"]
    assert found.numbers[2].label == "Au plus loin des temps donnés"
    assert "Aucun temps donné vers une formation, comptées au-delà : Le Prêcheur." in plain(found.caution)
    assert "une partie" not in found.caution


def test_a_scenario_says_at_least_whom_it_brings_and_exactly_where_it_is_known(whole, partial):
    titles = {
        "whole": whole.tried(trial.result, SOUTH).title,
        # Nobody knows how far Le Prêcheur is from Saint-Pierre: the scenario is 110 minutes away.
        "partial": partial.tried(trial.result, SOUTH).title,
        # Nor how far it is from Sainte-Anne: its 300 inhabitants may be gained.
        "more": Frames(LACKING, ("Le Prêcheur", "Sainte-Anne")).tried(trial.result, SOUTH).title,
        # Le Prêcheur has its own course, but may have been near already.
        "north": partial.tried(trial.result, NORTH).title,
    }
    assert {name: plain(title).partition(" de plus")[0] for name, title in titles.items()} == {
        "whole": "Scénario : 100 habitants",
        "partial": "Scénario : 100 habitants",
        "more": "Scénario : au moins 100 habitants",
        "north": "Scénario : au plus 300 habitants",
    }
    found = partial.tried(trial.result, SOUTH)
    assert found.table.frame["Habitants à moins de 30 min, au moins"].tolist() == [600, 700]
    # (42 × 300 + 50 × 100) / 1 000, then (42 × 300) / 1 000.
    assert found.table.frame["Temps moyen au plus (min)"].tolist() == [17.6, 12.6]
    today = partial.tried(trial.result)
    assert plain(today.title).startswith("Aujourd’hui : au moins 600 habitants à moins de 30 min")
    alone = partial.tried(trial.result, territory="Nord")
    assert plain(alone.title).startswith("Aujourd’hui : habitants à moins de 30 min non indiqués")


def test_the_map_of_a_scenario_shows_as_gained_only_who_was_beyond(partial):
    drawn = partial.tried(trial.carte, NORTH)
    assert plain(drawn.title) == "Scénario : 1 commune à plus de 30 min"
    assert "gagnées" not in json.dumps(finish(drawn.chart), ensure_ascii=False)
    assert f"Sans le scénario, t{PARTLY[1:]}" in plain(drawn.caution)
    verdicts = drawn.table.frame.set_index("Commune").loc["Le Prêcheur"]
    assert verdicts["À 30 min au plus, aujourd’hui"] == "non indiqué"
    assert verdicts["À 30 min au plus, scénario"] == "oui"
    south = partial.tried(trial.carte, SOUTH)
    assert plain(south.title) == "Scénario : 1 commune de plus à moins de 30 min"
    assert "gagnées" in json.dumps(finish(south.chart), ensure_ascii=False)
    assert plain(partial.tried(trial.carte).title) == "Aujourd’hui : au plus 2 communes à plus de 30 min"


def test_the_rank_of_communes_counts_only_whom_they_would_bring_for_sure(whole, partial):
    title = "Une formation de plus à Sainte-Anne rapprocherait"
    assert plain(whole.tried(trial.ranking).title) == f"{title} 100 habitants"
    found = partial.tried(trial.ranking)
    assert plain(found.title) == f"{title} au moins 100 habitants"
    assert found.table.frame["Habitants gagnés, au moins"].tolist() == [100, 0, 0]
    assert "une autre commune peut gagner plus" in found.explanation
    # Who would come to a course tried in another commune is not known either.
    untried = Frames(("Sainte-Anne", "Le Prêcheur")).tried(trial.ranking)
    assert plain(untried.title) == f"{title} au moins 100 habitants"
    alone = partial.tried(trial.ranking, territory="Nord")
    assert isinstance(alone, Gap)
    assert plain(alone.reason) == PARTLY


def test_two_scenarios_are_compared_by_the_least_and_the_most_that_each_brings(whole, partial):
    exact = whole.compared()
    # Le Prêcheur is within 20 minutes of Saint-Pierre already.
    assert plain(exact.subtitle) == "Sud : 100 habitants de plus ; Nord : 0 habitant de plus"
    assert exact.table.frame["Habitants gagnés"].tolist() == [100, 0]
    found = partial.compared()
    assert plain(found.subtitle) == "Sud : 100 habitants de plus ; Nord : au plus 300 habitants de plus"
    assert found.table.frame["Habitants gagnés, au moins"].tolist() == [100, 0]
    assert found.table.frame["Habitants gagnés, au plus"].tolist() == [100, 300]
    assert found.table.frame["Habitants aujourd’hui, au moins"].tolist() == [600, 600]
    assert f"Sud : t{PARTLY[1:]} Nord : sans le scénario, t{PARTLY[1:]}" in plain(found.caution)

"""The sentence functions on frames that nobody chose: ties, one row, all secret, nothing at all."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.figures.blocks import View
from data import store
from data.french.typography import french
from data.indicators import plan as plan_indicators
from data.indicators import recruitment, sector, survey
from pages.maturity import words as maturity
from pages.overview import words as overview
from pages.plan import words as plan
from pages.recommendations import words as recommendations
from pages.sector import words as sectors
from pages.skills import words as skills
from pages.training import words as training

DOMAINS = ("services-informatiques", "telecommunications", None)
NAMES = {"services-informatiques": "Services informatiques", "telecommunications": "Télécommunications"}
PLURAL_OF_ONE = re.compile(
    r"(?<![\d,\u202f])[01][\xa0\u202f ]"
    r"(formations|connexes|établissements|salariés|actions|projets|communes|compétences|métiers|piliers)\b"
)
SINGULAR_OF_MANY = re.compile(
    r"(?<![\d,])(?:[2-9]|\d{2,}|\d+\u202f\d{3})[\xa0 ]"
    r"(formation|connexe|établissement|salarié|action|projet|commune|compétence)\b"
)
few = settings(max_examples=25, deadline=None)


def well_said(said: str) -> None:
    """French that a reader may be shown, whatever the figures."""
    said = french(said)
    assert said.strip()
    assert not re.search(r"\b(nan|None|NaN|inf|NaT)\b|\u202f?-\d", said), said
    assert "  " not in said, said
    assert not re.search(r" [;:!?%»]|« ", said), said
    assert not PLURAL_OF_ONE.search(said), said
    assert not SINGULAR_OF_MANY.search(said), said


COUNTS = st.integers(0, 3000)
SECTOR_ROWS = st.lists(st.tuples(COUNTS, COUNTS, st.sampled_from(DOMAINS)), max_size=7)


def sector_frame(rows: list[tuple[int, int, str | None]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["establishments", "employees", "domain_id"])
    names = [f"activite-{chr(97 + rank)}" for rank in range(len(frame))]
    return frame.assign(subsector_id=names, subsector=names, year=2025).astype({"domain_id": "object"})


@few
@given(SECTOR_ROWS)
def test_a_leader_of_the_sector_is_alone_in_front(rows):
    frame = sector_frame(rows)
    whole = sector.by_subsector(frame)
    said = [sectors.contrast_title(frame), sectors.size_title(frame), *sectors.headline(frame, None, None)]
    for sentence in said:
        well_said(sentence)
    for column, sentence in (("employees", said[0]), ("average_size", said[1])):
        named = [name for name in frame["subsector"] if name in sentence]
        most = whole[whole[column] == whole[column].max()]
        assert named in ([], list(most["subsector"])[:1]), sentence
        assert not named or (len(most) == 1 and len(frame) > 1), sentence
    assert not len(frame) or sector.totals(frame)["establishments"] == frame["establishments"].sum()


@few
@given(SECTOR_ROWS, st.sampled_from(DOMAINS[:2]))
def test_under_a_domain_the_sector_names_no_other(rows, domain_id):
    frame, domain = sector_frame(rows), NAMES[domain_id]
    others = [name for key, name in NAMES.items() if key != domain_id]
    for sentence in (
        sectors.contrast_title(frame, domain, domain_id),
        sectors.size_title(frame, domain, domain_id),
        *sectors.headline(frame, domain, domain_id),
    ):
        well_said(sentence)
        assert not any(name in sentence for name in others), sentence
        assert "activite-" not in sentence, sentence


CELL = st.tuples(
    st.sampled_from(["M1X80", "M2X90", "U1X82"]),
    st.sampled_from(["Martinique Centre", "Martinique Sud", "Martinique Nord Caraïbe"]),
    st.one_of(st.none(), st.integers(5, 60)),
    st.one_of(st.none(), st.integers(1, 5)),
)
CELLS = st.lists(CELL, max_size=9, unique_by=lambda cell: cell[:2])


def cells_frame(rows: list[tuple[str, str, int | None, int | None]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["fap_code", "basin", "projects", "hard_to_fill"])
    frame = frame.astype({"projects": "Int64", "hard_to_fill": "Int64", "fap_code": "str", "basin": "str"})
    return frame.assign(
        year=2025,
        occupation=frame["fap_code"],
        territory=frame["basin"].str.split(" ").str[1],
        domain_id="services-informatiques",
    )


@few
@given(CELLS)
def test_a_basin_is_first_only_by_five_over_rivals_that_print_something(rows):
    cells = cells_frame(rows)
    names = recruitment.basins(cells)
    if not names:
        return
    said = skills.basins_title(cells, 2025, names)
    well_said(said)
    found = re.search(r"sont dans le bassin (.*)$", said)
    if not found:
        return
    first = cells[cells["basin"] == f"Martinique {found[1]}"]
    floor = first["projects"].fillna(1).sum()
    assert first["projects"].notna().sum() >= 2, "never from one cell"
    rivals = cells[cells["basin"] != f"Martinique {found[1]}"]
    assert len(rivals)
    highest = rivals["projects"].fillna(4).groupby(rivals["basin"]).sum().max()
    assert floor - highest >= 5, said
    assert rivals["projects"].notna().any(), "a rival that is all secret is beaten by nobody"


@few
@given(CELLS)
def test_projects_are_never_said_above_what_is_published_nor_zero_when_secret(rows):
    cells = cells_frame(rows)
    total = recruitment.totals(cells, 2025)
    for sentence in (
        skills.projects(total),
        skills.occupations_title(cells, 2025, None),
        skills.occupations_title(cells, 2025, "Services informatiques"),
        skills.hard_title("tous métiers", cells, 2025),
    ):
        well_said(sentence)
        assert not re.search(r"(?<![\d\u202f])0[\xa0 ]projet", sentence), sentence
    if total["cells"] and total["secret"] == total["cells"]:
        assert "secret" in skills.projects(total)
    if total["hard_secret"] and total["hard_secret"] < total["cells"]:
        assert "au moins" in skills.hard_title("tous métiers", cells, 2025)


@few
@given(CELLS, st.sampled_from([None, "Centre", "Sud"]))
def test_the_tile_of_recruitment_names_the_territory_in_force_and_no_other(rows, territory):
    cells = cells_frame(rows)
    if cells.empty:
        return
    tile = overview.of_skills(cells, store.load("basins"), overview.Filters(territory=territory))
    for part in (tile.figure, tile.sentence):
        if part:
            well_said(part)
    assert tile.perimeter == (territory or "Martinique entière")
    assert not re.search(r"\b(Centre|Sud|Nord)\b", f"{tile.figure} {tile.sentence}")


OFFER = st.tuples(
    st.sampled_from(["core", "related"]),
    st.sampled_from([None, 4, 5, 6, 7]),
    st.booleans(),
    st.sampled_from([("Fort-de-France", "Centre"), ("Ducos", "Sud"), ("Le Robert", "Nord")]),
)
OFFERS = st.lists(OFFER, max_size=12)


def offers_frame(rows: list[tuple[str, int | None, bool, tuple[str, str]]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["scope", "level", "verified", "place"])
    return frame.assign(
        level=frame["level"].astype("Int64"),
        level_label="lu",
        title="BTS",
        organisation="Lycée",
        commune=[place[0] for place in frame["place"]],
        territory=[place[1] for place in frame["place"]],
    ).drop(columns="place")


@few
@given(OFFERS)
def test_a_commune_is_first_only_by_more_than_two_formations(rows):
    offers = offers_frame(rows)
    said = training.map_title(View("formations"), offers)
    well_said(said)
    counts = offers["commune"].value_counts()
    named = [name for name in counts.index if name in said]
    if named:
        assert len(counts) > 1
        assert counts.iloc[0] - counts.iloc[1] > 2, said
        assert counts.index[0] == named[0]


@few
@given(OFFERS, st.sampled_from(["Centre", "Nord", "Sud"]))
def test_under_a_territory_the_opening_of_formations_names_no_other(rows, territory):
    view = View("formations", territory=territory)
    offers = offers_frame(rows)
    offers = offers[offers["territory"] == territory]
    for sentence in (*training.headline(view, offers), training.levels_title(view, offers)):
        well_said(sentence)
        assert not any(word in sentence for word in {"Centre", "Nord", "Sud"} - {territory}), sentence
        assert "aucune formation" not in sentence.lower() or "recensée" in sentence


@few
@given(OFFERS, st.sampled_from(["Bac+2 (niveau 5)", "Niveau non indiqué"]))
def test_no_title_states_the_level_that_the_reader_chose(rows, level):
    view = View("formations", choices={"niveau": level})
    said = training.levels_title(view, offers_frame(rows))
    well_said(said)
    assert "au-dessus de" not in said
    assert "mène" not in said


@few
@given(OFFERS)
def test_the_highest_level_said_is_the_highest_known_and_what_is_left_out_is_counted(rows):
    offers = offers_frame(rows)
    said = training.levels_title(View("formations"), offers)
    well_said(said)
    known = offers["level"].dropna()
    if (top := re.search(r"au-dessus de bac(?:\+(\d))?", said)) and len(known):
        assert known.max() <= {None: 4, "2": 5, "3": 6}[top[1]]
    if ("au-dessus de" in said or "mène" in said) and len(known) < len(offers):
        assert f"{len(offers) - len(known)} sans niveau" in said


ACTION = st.tuples(
    st.one_of(st.just(0), st.integers(1, 9000)),
    st.sampled_from(["FEDER", "FSE", None]),
    st.sampled_from(["education", "smart-island"]),
)


def actions_frame(rows: list[tuple[int, str | None, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["cost_keur", "funding_label", "pillar_id"])
    names = [f"action {chr(97 + rank)}" for rank in range(len(frame))]
    return frame.assign(
        action=names,
        action_id=[f"A{rank + 1:02}" for rank in range(len(frame))],
        cost_keur=frame["cost_keur"].astype("float64"),
        funding_label=frame["funding_label"].astype("object"),
        pillar=frame["pillar_id"],
    )


@few
@given(st.lists(ACTION, max_size=10))
def test_the_few_that_make_more_than_half_of_the_plan_are_the_dearest_and_not_tied_with_the_next(rows):
    actions = actions_frame(rows)
    for sentence in plan.headline(actions, "aucune saisie de suivi"):
        well_said(sentence)
    if actions.empty:
        return
    ranked = plan_indicators.ranked(actions)
    group = plan.leading_few(ranked)
    for sentence in (
        plan.concentration_title(ranked),
        plan.list_title(actions[:1], actions),
        plan.pillar_title("Pilier", actions),
        plan.funding_title(plan_indicators.by_funding(actions)),
    ):
        well_said(sentence)
    if group is not None:
        rest = ranked[len(group) :]
        assert group["cost_keur"].min() > rest["cost_keur"].max(), "a tie at the border names neither"
        assert 2 * group["cost_keur"].sum() > actions["cost_keur"].sum()
    costs = sorted(actions["cost_keur"], reverse=True)
    if "pour une seule" in plan.pillar_title("Pilier", actions):
        assert costs[0] > costs[1], "a leader on a tie"


@pytest.mark.parametrize("group", ["track", "study", "training-need", "testimony-need"])
@few
@given(count=st.integers(0, 4))
def test_recommendations_agree_in_number_and_gender(group, count):
    tied = pd.DataFrame({"group": [group] * count, "state": [recommendations.TO_TIE] * count})
    said = recommendations.headline(tied, actions_frame([]))
    assert said or not count
    for sentence in said:
        well_said(sentence)
        if count and group in ("track", "study"):
            assert "aucune n’est reliée" in sentence
        elif count:
            assert "aucun n’est relié " in sentence


ANSWER = st.tuples(st.integers(0, 100), st.integers(0, 100))


def answers_frame(shares: list[tuple[int, int]], status: str) -> pd.DataFrame:
    """Answers of everyone to one question in 2020 and 2024, in whole per cents as the survey prints them."""
    rows = [
        {"item": f"Outil {chr(65 + rank)}", "edition": edition, "share": percent / 100}
        for rank, both in enumerate(shares)
        for edition, percent in zip((2020, 2024), both, strict=True)
    ]
    known = store.load("survey_answers")
    frame = pd.DataFrame(rows, columns=["item", "edition", "share"]).astype(
        {"item": "str", "share": "float64"}
    )
    same = {"question_id": "equipment", "status": status, "segment_kind": "all", "certainty": "read"}
    frame = frame.assign(**same, base_share=1.0, sample_size=500, note=None, segment=None)
    return frame.reindex(columns=known.columns).astype({"edition": "int64"})


@few
@given(st.lists(ANSWER, min_size=1, max_size=9), st.sampled_from(["equipped", "planned"]))
def test_the_survey_names_first_only_the_widest_of_the_changes_that_survive_holm(shares, status):
    changes = survey.all_changes(answers_frame(shares, status))
    solid, fragile, tested = maturity.tally(changes)
    said = maturity.headline(changes, (2020, 2024))
    for sentence in (
        *said,
        maturity.title(changes, "équipements", "Équipements"),
        maturity.planned_title(changes),
        *(maturity.spoken(row, (2020, 2024)) for _, row in changes.iterrows()),
    ):
        well_said(sentence)
    if tested < 2:
        assert said == []
        return
    if not solid:
        assert "aucune évolution solide" in said[0]
        return
    widest = changes.loc[changes["strength"] == survey.SOLID, "change"].abs()
    tied = (widest == widest.max()).sum() > 1
    assert ("en tête" in said[0]) != tied, said[0]
    assert said[0].startswith(f"De 2020 à 2024, {solid}\xa0évolution")
    assert (f"{fragile}\xa0fragile" in said[0]) == bool(fragile)

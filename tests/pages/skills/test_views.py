"""« Compétences »: no sentence compares two years, no state looks like another, gaps name their holder."""

import itertools
import re

import pytest

from components.figures.blocks import Figure, Gap, View
from components.figures.palette import TERRITORY, UNPLACED
from components.figures.style import finish
from data import store
from data.french import secrecy
from data.indicators import recruitment
from pages.skills import views as skills
from pages.skills import voices as skills_voices

DOMAINS = {row.domain_id: row.domain for row in store.load("domains").itertuples()}
BLOCKS = {block.block_id: block for block in skills.CONTENTS.blocks}
VIEWS = [
    View("competences", territory=territory, domain_id=domain_id, domain=DOMAINS.get(domain_id))
    for territory, domain_id in itertools.product((None, "Centre", "Nord", "Sud"), (None, *DOMAINS))
]


def build(block_id, view=None, **choices):
    view = view or View("competences", choices=choices)
    block = BLOCKS[block_id]
    return block.build(view, *[store.load(name) for name in block.datasets])


def headline(**view):
    contents = skills.CONTENTS
    frames = [store.load(name) for name in contents.headline_datasets]
    return contents.headline(View("competences", **view), *frames)


def _words(figure):
    passages = [sentence for passage in figure.passages for sentence in passage.sentences]
    return " ".join([figure.title, figure.subtitle, figure.caution, *passages, figure.explanation])


def test_the_opening_gives_floor_range_and_number_of_occupations():
    assert headline() == [
        "En 2025, 61\xa0projets de recrutement visibles dans le cœur informatique (65 à 77 avec "
        "4\xa0cases secrètes)\u202f; 10\xa0métiers du numérique suivis.",
        "Le support cite 31\xa0compétences\u202f: 17\xa0techniques et 14\xa0transversales.",
    ]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (
            {"territory": "Sud", "domain": "Télécommunications", "domain_id": "telecommunications"},
            "8\xa0projets de recrutement visibles pour « Télécommunications », bassin Martinique Sud\u202f; "
            "1\xa0métier suivi.",
        ),
        (
            {"territory": "Nord", "domain": "Télécommunications", "domain_id": "telecommunications"},
            "En 2025, aucun métier cité pour « Télécommunications », bassins Martinique Nord Atlantique et "
            "Martinique Nord Caraïbe",
        ),
        ({"territory": "Nord"}, "(10 à 13 avec 1\xa0case secrète)"),
        (
            {"domain": "Cybersécurité", "domain_id": "cybersecurite"},
            "Aucun métier de l’enquête BMO n’est rattaché à «\u00a0Cybersécurité\u00a0».",
        ),
    ],
)
def test_the_opening_follows_the_filters(view, said):
    assert said in headline(**view)[0]


def test_every_state_of_a_cell_reads_differently():
    base = {"cells": 1, "visible": 0, "secret": 0, "low": 0, "high": 0}
    written = [
        secrecy.cell({**base, "cells": 0}),
        secrecy.cell(base),
        secrecy.cell({**base, "secret": 1, "low": 1, "high": 4}),
        secrecy.cell({**base, "cells": 2, "visible": 20, "secret": 1, "low": 21, "high": 24}),
        secrecy.cell({**base, "visible": 20, "low": 20, "high": 20}),
    ]
    assert written == ["non cité", "0", "secret (1 à 4)", "20 (21 à 24)", "20"]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.territory}-{view.domain_id}")
def test_no_sentence_compares_two_years(view):
    growth = re.compile(
        r"[→↗↘]|hausse|baisse|progress|augment|recul|croissance|\+\s?\d|de plus|de moins|fois"
    )
    built = [build(block_id, view) for block_id in BLOCKS if block_id.startswith("competences-bmo")]
    assert built
    for figure in built:
        if isinstance(figure, Figure):
            assert not growth.search(f"{figure.title} {figure.subtitle} {figure.caution}")
            assert "%" not in figure.title


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.territory}-{view.domain_id}")
def test_every_block_builds_with_its_source_and_its_alternative_text(view):
    assert skills.CONTENTS.blocks
    for block in skills.CONTENTS.blocks:
        if not block.follows and view != VIEWS[0]:
            continue
        for projection in (False, True):
            seen = View(
                "competences",
                territory=view.territory if "territoire" in block.follows else None,
                domain_id=view.domain_id if "domaine" in block.follows else None,
                domain=view.domain if "domaine" in block.follows else None,
                projection=projection,
            )
            figure = build(block.block_id, seen)
            if isinstance(figure, Figure):
                assert figure.evidence, block.block_id
                assert figure.chart is None or figure.alt, block.block_id
                assert figure.chart is None or finish(figure.chart, "projection" if projection else "screen")
            elif isinstance(figure, Gap):
                assert figure.reason


def test_a_territory_says_which_basins_it_leaves_out():
    figure = build("competences-bmo-informatique", View("competences", territory="Nord"))
    assert "Non compté\u202f: Martinique Centre et Martinique Sud." in figure.caution
    assert "ce n’est pas l’EPCI" in figure.caution


def test_hard_projects_are_called_a_floor():
    figure = build("competences-bmo-chiffres")
    assert (
        figure.title
        == "Cœur informatique (métiers M1 et M2)\u202f: au moins 36\xa0projets jugés difficiles en 2025"
    )
    assert [(number.value, number.label) for number in figure.numbers] == [
        ("61", "projets visibles en 2025"),
        ("36", "jugés difficiles en 2025, au moins"),
        ("56", "projets visibles en 2024"),
        ("22", "jugés difficiles en 2024, au moins"),
    ]
    assert figure.numbers[0].detail == "65 à 77 avec 4\xa0cases secrètes"


def test_a_territory_without_a_printed_project_shows_a_range_and_what_is_not_cited():
    view = View("competences", territory="Nord", domain_id="telecommunications", domain="Télécommunications")
    values = [number.value for number in build("competences-bmo-chiffres", view).numbers]
    assert values == ["–", "–", "1 à 4", "*"]


def test_a_domain_without_an_occupation_says_so_instead_of_zero():
    view = View("competences", domain_id="cybersecurite", domain="Cybersécurité")
    gap = build("competences-bmo-chiffres", view)
    assert isinstance(gap, Gap)
    assert gap.reason == (
        "Aucun métier de l’enquête BMO, ni de la tension par métier, n’est rattaché à "
        "«\u00a0Cybersécurité\u00a0»."
    )
    assert build("competences-bmo-informatique", view) is None


def test_powerpoint_says_in_words_what_a_secret_cell_or_an_occupation_not_cited_is():
    native = build("competences-bmo-informatique").native
    series = dict(zip(native.categories, native.series["Projets visibles 2025"], strict=True))
    manager = next(name for name in series if name.startswith("Chefs de projet et directeurs"))
    assert series[manager] is None
    assert re.search(r" · 2025\u202f: (secret \(\d+ à \d+\)|non cité)", manager)
    expert = next(name for name in series if name.startswith("Experts et consultants"))
    assert series[expert] == 12


def test_the_year_is_chosen_beside_the_basins():
    assert "14\xa0" not in build("competences-bmo-bassins").title
    assert build("competences-bmo-bassins").title.startswith("En 2025, 100 des 151\xa0projets visibles")
    chosen = build("competences-bmo-bassins", **{"annee-bmo": "2024"})
    # 20 + 10 + 9 + 7 + 12 + 10 in the Centre, out of 56 + 44 + 12
    assert chosen.title.startswith("En 2024, 68 des 112\xa0projets visibles")


def test_a_basin_never_leads_with_no_printed_project():
    view = View(
        "competences",
        territory="Nord",
        domain_id="telecommunications",
        domain="Télécommunications",
        choices={"annee-bmo": "2024"},
    )
    assert build("competences-bmo-bassins", view).title.startswith("Projets de recrutement 2024 par métier")


def test_the_choice_of_year_offers_the_years_of_the_survey():
    offered = {int(option) for option in BLOCKS["competences-bmo-bassins"].choices[0].options}
    assert offered == set(recruitment.years(store.load("recruitment")))


def test_tension_says_it_dates_from_before_the_crisis():
    title = build("competences-tension").title
    assert title.startswith("Avant la crise sanitaire (2019), 3 des 6 métiers classés étaient dans la classe")
    for view in VIEWS:
        if (figure := build("competences-tension", view)) is not None:
            assert re.search("avant la crise sanitaire", figure.title, re.IGNORECASE)


def test_what_is_left_of_the_territories_is_grey_and_never_the_south():
    figure = build("competences-esn-lieu")
    spec = finish(figure.chart)
    rows = next(iter(spec["datasets"].values()))
    colours = {row["name"]: row["color"] for row in rows}
    assert colours["Sud ou non précisé"] == UNPLACED
    assert TERRITORY["Sud"] not in colours.values()
    assert [round(row["value"], 3) for row in rows] == [0.73, 0.115, 0.155]


def test_the_firms_surveyed_are_not_the_1522_establishments():
    for block_id in ("competences-esn-lieu", "competences-esn-profil", "competences-esn-clients"):
        assert "ce ne sont pas les 1\u202f522 établissements" in _words(build(block_id))


def test_sizes_are_quoted_and_never_drawn():
    figure = build("competences-esn-profil")
    assert figure.chart is None
    assert [number.value for number in figure.numbers] == ["47,5\u202f%", "37\u202f%"]


def test_the_table_keeps_one_kind_of_skill():
    assert len(build("competences-table").table.frame) == 31
    chosen = build("competences-table", nature="Transversales")
    assert len(chosen.table.frame) == 14
    assert set(chosen.table.frame["Nature"]) == {"Transversale"}


def test_only_the_signed_slide_is_given_to_open_it_without_reserve():
    assert all(item.certainty == "read" for item in build("competences-open-it-vision").evidence)
    others = build("competences-open-it-metiers")
    assert [len(passage.sentences) for passage in others.passages] == [5, 4, 4]
    assert all(item.certainty == "inferred" for item in others.evidence)
    assert "Auteur déduit" in others.caution


def test_gaps_name_who_holds_what_is_missing():
    awaited, testimonies = build("competences-attendus"), build("competences-temoignages-attendus")
    assert awaited.holder == "AKTO et France Travail"
    # four pictures of France Travail, one intervention of AKTO, one slide without any text
    assert awaited.note.count("France Travail\u202f:") == 4
    assert awaited.note.count("AKTO\u202f:") == 1
    assert awaited.note.endswith("une diapositive sans texte")
    assert testimonies.holder == "Martinique Digital et Martinique Tech"
    assert build("competences-esn-activites").holder.startswith("auteur de l’enquête")


def test_both_videos_are_links_and_nothing_is_embedded():
    figure = build("competences-videos")
    assert [url.split("?")[0] for _, url in figure.links] == ["https://www.youtube.com/watch"] * 2


def test_every_slide_of_the_page_has_its_place():
    slides = store.load("slides")
    missing = skills_voices._missing(slides)
    held = " ".join(
        build(block_id).title + build(block_id).note + build(block_id).holder
        for block_id in (
            "competences-attendus",
            "competences-temoignages-attendus",
            "competences-esn-activites",
        )
    )
    assert all(holder in held for holder in missing["holder"])
    assert len(missing) == 9


def test_reference_figures_stay_folded():
    folded = [block for block in skills.CONTENTS.blocks if block.section == "Repères"]
    assert len(folded) == 4
    assert all(block.folded for block in folded)


def test_every_recruitment_reference_figure_is_shown_once():
    figures = store.load("key_figures")
    known = int((figures["theme"] == "recruitment").sum())
    shown = sum(
        len(build(f"competences-reperes-{name}").table.frame) for name in ("presse", "publies", "offres")
    )
    assert shown == known

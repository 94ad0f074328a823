"""« Compétences »: no sentence compares two years, no state looks like another, gaps name their holder."""

import itertools
import re
from dataclasses import replace

import pytest

from components.figures.blocks import Figure, Gap, View
from components.figures.palette import TERRITORY, UNPLACED
from components.figures.perimeters import narrowed
from components.figures.style import finish
from data import store
from data.indicators import recruitment, secrecy
from pages.skills import views as skills
from pages.skills import voices as skills_voices
from pages.skills.recruitment import YEAR
from tests.pages.readings import blocks

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


def plain(text):
    return re.sub(r"[\s\u202f\xa0]+", " ", text)


def _words(figure):
    passages = [sentence for passage in figure.passages for sentence in passage.sentences]
    return " ".join([figure.title, figure.subtitle, figure.caution, *passages, figure.explanation])


def test_the_opening_gives_one_figure_and_its_range():
    assert [plain(sentence) for sentence in headline()] == [
        "En 2025, dans l’informatique : 61 projets de recrutement (65 à 77 avec les nombres secrets).",
        "La présentation cite 31 compétences : 17 techniques et 14 transversales.",
    ]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (
            {"territory": "Sud", "domain": "Télécommunications", "domain_id": "telecommunications"},
            "pour « Télécommunications », Sud : 8 projets de recrutement.",
        ),
        (
            {"territory": "Nord", "domain": "Télécommunications", "domain_id": "telecommunications"},
            "pour « Télécommunications », Nord : aucun métier cité.",
        ),
        ({"territory": "Nord"}, "(10 à 13 avec les nombres secrets)"),
        (
            {"territory": "Nord", "commune": "Grand’Rivière", "commune_code": "97211"},
            "Grand’Rivière → bassin Nord Atlantique : 1 à 4 projets de recrutement (déduit d’un secret).",
        ),
        (
            {"domain": "Cybersécurité", "domain_id": "cybersecurite"},
            "Aucun métier de l’enquête BMO n’est rattaché à « Cybersécurité ».",
        ),
    ],
)
def test_the_opening_follows_the_filters(view, said):
    assert said in plain(headline(**view)[0])


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
def test_every_block_is_projected(view):
    drawn = 0
    for block in skills.CONTENTS.blocks:
        # Under what a block ignores it is the same: once is enough.
        ignored = view.territory if "territoire" not in block.follows else None
        if ignored or (view.domain if "domaine" not in block.follows else None):
            continue
        figure = build(block.block_id, replace(narrowed(block, view), projection=True))
        if isinstance(figure, Figure) and figure.chart is not None:
            assert finish(figure.chart, "projection"), block.block_id
            drawn += 1
    assert drawn or view.territory and view.domain_id


@pytest.mark.parametrize("territory", ["Centre", "Nord", "Sud"])
@pytest.mark.parametrize("block_id", [name for name in BLOCKS if name.startswith("competences-bmo-")])
def test_no_card_names_a_basin_that_the_territory_leaves_out(block_id, territory):
    other = {"Centre": ("Nord", "Sud"), "Nord": ("Martinique Centre", "Sud"), "Sud": ("Centre", "Nord")}
    figure = build(block_id, View("competences", territory=territory))
    said = f"{figure.title} {figure.subtitle} {figure.alt}"
    if figure.table is not None:
        said += figure.table.frame.to_csv()
    assert not any(name in said for name in other[territory])


def test_the_year_of_the_communes_of_basins_is_said_for_other_years_only():
    view = View("competences", territory="Nord")
    assert "bassins supposés inchangés depuis 2024" in build("competences-bmo-metiers", view).caution
    assert "bassins supposés inchangés" in build("competences-bmo-bassins").caution
    chosen = build("competences-bmo-bassins", **{"annee-bmo": "2024"})
    assert "supposés" not in chosen.caution


def test_four_figures_open_the_page_and_hard_projects_are_called_a_floor():
    figure = build("competences-bmo-chiffres")
    assert plain(figure.title) == (
        "En 2025, au moins 36 projets jugés difficiles à pourvoir, dans l’informatique, Martinique"
    )
    assert [(number.value, number.label, plain(number.detail)) for number in figure.numbers] == [
        ("61", "Projets de recrutement 2025", "informatique, 65 à 77"),
        # Five numbers hidden, 0 to 4 each: 36 + 20.
        ("36", "Dont jugés difficiles", "sur 61, 36 à 56 possibles"),
        ("3 sur 6", "Métiers en tension 5\u00a0sur\u00a05", "2019, avant la crise"),
        ("31", "Compétences demandées", "dont 17 techniques"),
    ]


def test_a_tile_that_ignores_the_territory_says_so():
    details = [
        n.detail for n in build("competences-bmo-chiffres", View("competences", territory="Nord")).numbers
    ]
    assert details[2:] == ["2019, Martinique entière", "Martinique entière"]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.territory}-{view.domain_id}")
def test_what_a_tile_says_holds_on_one_line_of_a_laptop(view):
    numbers = build("competences-bmo-chiffres", view).numbers
    assert numbers
    for number in numbers:
        assert len(number.label) <= 28
        assert len(number.detail) <= 26


def test_a_territory_without_a_printed_project_shows_a_range_and_what_is_not_cited():
    view = View("competences", territory="Nord", domain_id="telecommunications", domain="Télécommunications")
    numbers = build("competences-bmo-chiffres", view).numbers
    assert [number.value for number in numbers] == ["–", "–", "–", "3"]
    assert numbers[0].detail == "aucun métier cité ici"
    atlantic = replace(view, commune="Le Robert", commune_code="97222", domain=None, domain_id=None)
    values = [number.value for number in build("competences-bmo-chiffres", atlantic).numbers]
    assert values[:2] == ["1 à 4", "0 à 4"]


def test_a_number_kept_secret_is_never_counted_as_none():
    figures = [
        one.figure
        for one in blocks("competences")
        if one.block and one.block.block_id.startswith("competences-bmo-") and isinstance(one.figure, Figure)
    ]
    assert figures
    for figure in figures:
        said = f"{figure.title} {figure.subtitle} {figure.caution}"
        assert not re.search(r"\b0.(secr|nombre)|case", said), said


def test_a_domain_without_an_occupation_says_so_instead_of_zero():
    view = View("competences", domain_id="cybersecurite", domain="Cybersécurité")
    gap = build("competences-bmo-metiers", view)
    assert isinstance(gap, Gap)
    assert plain(gap.reason) == (
        "Aucun métier de l’enquête BMO, ni de la tension par métier, n’est rattaché à « Cybersécurité »."
    )
    details = [number.detail for number in build("competences-bmo-chiffres", view).numbers]
    assert details == ["aucun métier rattaché"] * 2 + ["aucune classe publiée", "dont 4\xa0techniques"]


def test_powerpoint_draws_what_is_secret_and_says_what_is_not_cited():
    native = build("competences-bmo-metiers").native
    assert native.kind == "stacked-bar"
    rows = dict(
        zip(
            (plain(name) for name in native.categories),
            zip(native.series["Projets publiés"], native.series["Gardés secrets, au plus"], strict=True),
            strict=True,
        )
    )
    assert rows["Techniciens production, support · 31 (32 à 35)"] == (31, 4)
    assert rows["Ingénieurs d’étude et recherche · secret (1 à 4)"] == (None, 4)
    assert rows["Experts et consultants · 12"] == (12, None)
    assert rows["Chefs de projet et directeurs · non cité"] == (None, None)


def test_a_sum_is_computed_and_a_number_alone_is_read():
    assert {item.certainty for item in build("competences-bmo-metiers").evidence} == {"computed"}
    assert {item.certainty for item in build("competences-bmo-bassins").evidence} == {"computed"}
    # Télécommunications, Sud, 2025: one occupation in one basin.
    alone = View("competences", territory="Sud", domain_id="telecommunications", domain="Télécommunications")
    assert {item.certainty for item in build("competences-bmo-metiers", alone).evidence} == {"read"}
    left = build("competences-esn-lieu").evidence
    assert [item.certainty for item in left] == ["read", "computed"]


def test_the_year_is_chosen_above_the_basins():
    assert plain(build("competences-bmo-bassins").title) == (
        "En 2025, 100 des 151 projets de recrutement publiés sont dans le bassin Centre"
    )
    chosen = build("competences-bmo-bassins", **{"annee-bmo": "2024"})
    # 20 + 10 + 9 + 7 + 12 + 10 in the Centre, out of 56 + 44 + 12
    assert plain(chosen.title).startswith("En 2024, 68 des 112 projets de recrutement publiés")


@pytest.mark.parametrize("year", ["2024", "2025"])
def test_no_basin_of_the_north_leads_the_other(year):
    # 2025: 9 against 6 and a secret; 2024: secret numbers only.
    view = View("competences", territory="Nord", choices={"annee-bmo": year})
    assert build("competences-bmo-bassins", view).title == (
        f"Projets de recrutement {year} par métier, bassins Nord Atlantique et Nord Caraïbe"
    )


def test_the_choice_of_year_offers_the_years_of_the_survey():
    offered = {int(option) for option in YEAR.offered}
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


def test_the_firms_asked_are_not_the_establishments_of_the_sector_nor_said_to_be_digital():
    for block_id in ("competences-esn-lieu", "competences-esn-profil", "competences-esn-clients"):
        figure = build(block_id)
        assert "ce ne sont pas les établissements que compte la page Secteur" in plain(_words(figure))
        assert "entreprises interrogées (signalétique)" in figure.title
        assert "numérique" not in f"{figure.title} {figure.subtitle} {figure.caution}"
        assert "déduit du contexte" in figure.explanation


def test_what_france_travail_may_speak_about_is_not_said_to_be_announced():
    figure = build("competences-interventions")
    assert "annonc" not in _words(figure)
    assert [plain(passage.heading) for passage in figure.passages] == [
        "AKTO",
        "France Travail : pouvant porter sur",
    ]


def test_sizes_are_quoted_and_never_drawn():
    figure = build("competences-esn-profil")
    assert figure.chart is None
    assert [number.value for number in figure.numbers] == ["47,5\u202f%", "37\u202f%"]


def test_the_matrix_keeps_one_kind_of_skill_and_a_search_gives_the_domain():
    assert build("competences-table") is None
    assert len(build("competences-domaines").passages) == 5
    chosen = build("competences-domaines", nature="Transversales")
    assert chosen.title == "14\xa0compétences transversales, 5\xa0domaines"
    assert list(chosen.table.frame.columns) == ["Domaine", "Transversales"]
    found = build("competences-table", competence="gestion de crise")
    assert found.table.frame[["Compétence", "Nature", "Domaine"]].to_dict(orient="records") == [
        {"Compétence": "Gestion de crise", "Nature": "Transversale", "Domaine": "Cybersécurité"}
    ]
    assert isinstance(build("competences-table", competence="astrologie"), Gap)


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
    folded = [block for block in skills.CONTENTS.blocks if block.block_id.startswith("competences-reperes")]
    assert len(folded) == 4
    assert all(block.folded for block in folded)


def test_every_recruitment_reference_figure_is_shown_once():
    figures = store.load("key_figures")
    known = int((figures["theme"] == "recruitment").sum())
    shown = sum(
        len(build(f"competences-reperes-{name}").table.frame) for name in ("presse", "publies", "offres")
    )
    assert shown == known

"""Every block says its own perimeter, on card, slide, sheet, PDF page and file: never a filter it ignores."""

import io
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
import streamlit as st
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from components.documents import pdf, slides, workbook
from components.documents.cover import Cover
from components.documents.gather import gather
from components.documents.text import file_name, one_line
from components.figures.blocks import COMPARE, Figure, View
from components.figures.perimeters import narrowed, perimeter_of
from components.screen import cards, details, frame, tables, visits
from data import store
from pages.registry import PAGES, PRESENTED

FILTERED = {
    "none": {},
    "Sud": {"territory": "Sud"},
    "Le Lamentin": {"territory": "Centre", "commune": "Le Lamentin", "commune_code": "97213"},
    "Cybersécurité": {"domain": "Cybersécurité", "domain_id": "cybersecurite"},
}
NORTH = {"territory": "Nord"}
COMPUTING = {"domain": "Services informatiques", "domain_id": "services-informatiques"}
COMPARED = "côte à côte"
CASES = [(page, name) for page in PRESENTED for name in FILTERED] + [
    (page, COMPARED) for page in PRESENTED if COMPARE in PAGES[page].contents().every_choice
]

# A document takes a perimeter as the card does, from the same words: those of every page are read on cards.
PRODUCED = [("secteur", "Cybersécurité"), ("formations", COMPARED), ("competences", "Le Lamentin")]


# Figures of a whole in which what is chosen only stands out, or that a commune shares with its basin.
WIDER = {
    ("secteur-contraste", "Cybersécurité"): "Martinique entière · tous les domaines",
    ("secteur-taille", "Cybersécurité"): "Martinique entière · tous les domaines",
    ("secteur-habitants", "Le Lamentin"): "Centre, dont Le Lamentin",
    ("secteur-etablissements-lieu", "Le Lamentin"): "Centre, dont Le Lamentin",
    **{
        (f"competences-bmo-{name}", "Le Lamentin"): "Le Lamentin → bassin Centre"
        for name in ("chiffres", "metiers", "bassins", "difficiles", "annees")
    },
}


def expected(block, name):
    """What the block must say, worked out from what it follows, and from what its figures hold."""
    if (block.block_id, name) in WIDER:
        return WIDER[block.block_id, name]
    place, domain = block.perimeter, ""
    if name == "Sud" and "territoire" in block.follows:
        place = "Sud"
    elif name == "Le Lamentin" and "commune" in block.follows:
        place = "Le Lamentin"
    elif name == "Le Lamentin" and "territoire" in block.follows:
        place = "Centre"
    elif name == COMPARED and "territoire" in block.follows:
        place = "Centre, Nord et Sud, côte à côte"
    elif name == "Cybersécurité":
        domain = " · Cybersécurité" if "domaine" in block.follows else " · tous les domaines"
    return place + domain


def view_of(page, name):
    contents = PAGES[page].contents()
    initial = {choice.key: choice.initial for choice in contents.every_choice}
    if name == COMPARED:
        # Whatever territory was chosen before.
        return View(page, choices={**initial, COMPARE.key: True}, **FILTERED["Sud"])
    return View(page, choices=initial, **FILTERED[name])


def short(figure):
    table = figure.table and replace(figure.table, frame=figure.table.frame.head(4))
    return replace(figure, chart=None, table=table)


def squeezed(text):
    return re.sub(r"\s", "", text)


def ends_with(footer, perimeter):
    return squeezed(footer).endswith(squeezed(f"Périmètre : {perimeter}"))


@pytest.mark.parametrize(("page", "name"), PRODUCED)
def test_each_document_says_the_perimeter_of_each_block(page, name):
    contents = PAGES[page].contents()
    blocks = {block.block_id: block for block in contents.blocks}
    gathered = gather(contents, view_of(page, name), store)
    # Charts and the rest of the rows take most of the time and say nothing of the perimeter.
    parts = tuple(replace(part, figure=short(part.figure)) for part in gathered.figures)
    gathered = replace(gathered, parts=parts)
    assert parts
    says = {part.block_id: expected(blocks[part.block_id], name) for part in parts}
    assert {part.block_id: part.perimeter for part in parts} == says

    from pptx import Presentation

    shown = [
        (
            slide.shapes.title.text_frame.text,
            [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame],
        )
        for slide in Presentation(io.BytesIO(slides.presentation(Cover("CEP"), [gathered]))).slides
    ]
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(workbook.workbook([gathered])))
    cells = [
        [str(cell) for row in sheets.get_sheet_by_name(name).to_python()[:5] for cell in row[:1]]
        for name in sheets.sheet_names
    ]
    paper = [
        squeezed(one.extract_text())
        for one in PdfReader(io.BytesIO(pdf.dossier(Cover("CEP"), [gathered]))).pages
    ]
    for part in parts:
        title, perimeter = one_line(part.figure.title), says[part.block_id]
        own = [texts for heading, texts in shown if re.sub(r"\s\(\d+/\d+\)$", "", heading) == title]
        assert own, title
        for texts in own:
            assert [words for words in texts if ends_with(words, perimeter)], (title, texts)
        own = [column for column in cells if column and column[0] == title]
        assert all(f"Périmètre\u202f: {perimeter}" in column for column in own), title
        own = [words for words in paper if squeezed(title)[:40] in words]
        assert own, title
        foot = squeezed(f"{gathered.title} · Périmètre : {perimeter}")
        assert any(foot in words for words in own), (title, own)
    assert [column for column in cells if any("Périmètre" in cell for cell in column)] or not any(
        part.figure.table for part in parts
    )


@pytest.mark.parametrize(("page", "name"), CASES)
def test_each_card_and_its_files_say_the_perimeter_of_the_block(page, name, monkeypatch):
    contents = PAGES[page].contents()
    view = view_of(page, name)
    drawn, files = {}, {}

    def card_of(figure, key, *, card, **_):
        drawn[key] = card
        details._inside(replace(figure, chart=None), key, card.perimeter, (), None)

    def offered(label, *, file_name, key, **_):
        files[key] = file_name

    monkeypatch.setattr(cards, "show_figure", card_of)
    monkeypatch.setattr(tables, "show", lambda *_: None)
    monkeypatch.setattr(st, "download_button", offered)
    monkeypatch.setattr(st, "expander", lambda *_, **__: SimpleNamespace(open=False))
    for shown in contents.views:
        visits.receive(visits.Visit(contents, shown, view, None, None))
        frame.show_blocks(shown.blocks, view, store)
    blocks = {block.block_id: block for block in contents.blocks}
    assert drawn
    for key, card in drawn.items():
        assert card.perimeter == expected(blocks[key], name)
        # Said beside what it does not change, and nothing more on a card where nothing is chosen.
        assert not (card.said and name == "none")
        ignored = [
            word
            for word in FILTERED.get(name, {}).values()
            if word in (view.territory, view.commune, view.domain)
        ]
        # A reader of a view where the filter acts elsewhere must see that it does not act here.
        acting = next(one.filters for one in contents.views if blocks[key] in one.blocks)
        compared = name == COMPARED and "territoire" in acting and "territoire" not in blocks[key].follows
        if compared or (ignored and set(acting) & set(view.filters) - set(blocks[key].follows)):
            assert card.said
    dated = {key: re.sub(r"\d{4}-\d\d-\d\d(?=[.]csv$)", "jour", file) for key, file in files.items()}
    tabled = {key.removesuffix("-csv"): file for key, file in dated.items() if key.endswith("-csv")}
    assert tabled == {key: file_name((key, drawn[key].perimeter, "jour"), "csv") for key in tabled}


def test_figures_of_other_territories_are_not_said_to_be_of_martinique():
    """Whatever the page: a table that tells the territory of each figure, one of them beyond Martinique."""
    here = {"Martinique", "Centre", "Nord", "Sud", "non indiqué", *store.load("communes")["commune"]}
    found = {}
    for name, page in PAGES.items():
        for block in page.contents().blocks:
            if "key_figures" not in block.datasets or block.follows:
                continue
            built = block.build(view_of(name, "none"), *[store.load(one) for one in block.datasets])
            table = built.table.frame if isinstance(built, Figure) and built.table else {}
            if "Territoire" in table and set(table["Territoire"]) - here:
                found[block.block_id] = perimeter_of(block, view_of(name, "none"), built)
    assert found == {
        "secteur-ailleurs": "Outre-mer et France",
        "maturite-reperes": "France",
        "formations-reperes": "Martinique, et un chiffre de l’outre-mer",
    }
    # This one tells its territories in the names of its figures.
    plan = {block.block_id: block.perimeter for block in PAGES["schema"].contents().blocks}
    assert plan["schema-illectronisme"] == "Martinique et France"


def test_the_words_of_those_interviewed_are_not_of_the_firms_surveyed():
    blocks = {block.block_id: block for block in PAGES["maturite"].contents().blocks}
    said = {name: blocks[f"maturite-{name}"].perimeter for name in ("entretiens", "covid", "nombres")}
    assert said == {
        "entretiens": "Acteurs de Martinique rencontrés en entretien",
        "covid": "Entreprises, acteurs et organismes de formation de Martinique",
        "nombres": "Entreprises de Martinique interrogées par la CCIM",
    }


def test_a_block_is_built_with_what_it_follows_only():
    """Under Sud, a block that ignores the territory is built as for the whole, and one that follows, not."""
    view, whole = view_of("formations", "Sud"), view_of("formations", "none")
    blocks = PAGES["formations"].contents().blocks
    for block in blocks:
        seen = narrowed(block, view)
        assert seen.territory == ("Sud" if "territoire" in block.follows else None)
    ignoring = [block for block in blocks if "territoire" not in block.follows]
    following = [block for block in blocks if "territoire" in block.follows]
    assert ignoring
    assert following

    def said(block, seen):
        frames = [store.load(name) for name in block.datasets] + (
            [store.load_communes()] if block.outlines else []
        )
        built = block.build(narrowed(block, seen), *frames)
        return (built.title, built.subtitle, built.numbers) if isinstance(built, Figure) else built

    assert all(said(block, view) == said(block, whole) for block in ignoring)
    assert any(said(block, view) != said(block, whole) for block in following)


def values(block, view, built):
    """What a block shows under a view, built once for all views that are the same to it."""
    seen = narrowed(block, view)
    key = (seen.territory, seen.commune, seen.domain)
    if key not in built:
        frames = [store.load(name) for name in block.datasets]
        built[key] = block.build(seen, *frames, *([store.load_communes()] if block.outlines else []))
    return built[key]


def test_a_figure_that_a_filter_leaves_as_it_was_does_not_say_that_it_follows_it():
    """Whatever the page: values equal to those without the filter are not those of the filter alone."""
    lamentin, none = FILTERED["Le Lamentin"], FILTERED["none"]
    pairs = (
        (lamentin, {"territory": "Centre"}),
        (NORTH, none),
        (FILTERED["Cybersécurité"], none),
        (COMPUTING, none),
    )
    found = set()
    for name, page in PAGES.items():
        choices = view_of(name, "none").choices
        for block in page.contents().blocks:
            if not {"territoire", "commune", "domaine"} & set(block.follows):
                continue
            built = {}
            for filters, wider in pairs:
                views = [View(name, choices=choices, **one) for one in (filters, wider)]
                own, whole = (values(block, view, built) for view in views)
                if own is whole or not all(isinstance(one, Figure) and one.table for one in (own, whole)):
                    continue
                if (block.block_id, filters) == ("synthese-competences", COMPUTING):
                    continue  # without a domain, its figures are those of computing already
                if own.table.frame.astype(str).equals(whole.table.frame.astype(str)):
                    said = perimeter_of(block, views[0], own)
                    assert ", dont " in said or " → " in said or "tous les domaines" in said, block.block_id
                    found.add(block.block_id)
    assert {"synthese-secteur", "synthese-formations", "synthese-competences"} <= found
    assert {block_id for block_id, _ in WIDER if block_id != "competences-bmo-chiffres"} <= found

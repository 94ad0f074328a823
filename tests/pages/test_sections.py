"""On the three pages of the deck, a missing dataset takes down the sections that need it, and no other."""

import shutil

import pytest

from components.figures.blocks import View
from components.figures.perimeters import narrowed
from data import store
from data.store.folds import FOLDS, WHEN
from pages.registry import PAGES

NEEDED = [
    (page, name)
    for page in ("secteur", "maturite", "schema")
    for name in sorted({name for block in PAGES[page].contents().blocks for name in block.datasets})
    if name not in (*FOLDS, WHEN) and not name.endswith("?")
]


def title_of(page, block):
    """What heads the block on screen, built outside the application; strips have no title, only figures."""
    choices = {choice.key: choice.initial for choice in PAGES[page].contents().every_choice}
    frames = [*map(store.load, block.datasets), *([store.load_communes()] if block.outlines else [])]
    built = block.build(narrowed(block, View(page, choices=choices)), *frames)
    if block.width == "strip" and built is not None:
        return built.numbers[0].label
    return None if built is None else built.title


def squeezed(text):
    return "".join(text.replace("\\", "").split())


@pytest.mark.parametrize(("page", "name"), NEEDED)
def test_the_sections_that_do_not_need_a_missing_dataset_are_all_there(
    page, name, tmp_path, monkeypatch, open_page, words
):
    contents = PAGES[page].contents()
    needing = [view.slug for view in contents.views if any(name in b.datasets for b in view.blocks)]
    titles = {
        block.block_id: title
        for view in contents.views
        for block in view.blocks
        if view.slug in needing and not block.folded and name not in block.datasets
        if (title := title_of(page, block))
    }
    assert needing
    folder = tmp_path / "parquet"
    shutil.copytree(store.BUILT_IN, folder)
    (folder / f"{name}.parquet").unlink()
    monkeypatch.setenv("CEP_DATA", str(folder))
    said = ""
    for slug in needing:
        app = open_page(PAGES[page].folder, slug)
        # What is folded says it once opened.
        blocks = next(view.blocks for view in contents.views if view.slug == slug)
        for block in blocks:
            if block.folded and name in block.datasets:
                app.session_state[f"{block.block_id}-folded"] = True
        app.run()
        assert not app.exception
        said += squeezed(words(app))
        # What a tile measures.
        said += squeezed(" ".join(tile.label for tile in app.metric))
    assert squeezed(f"({name}) n’est pas disponible") in said
    assert "Traceback" not in said
    assert [name for name, title in titles.items() if squeezed(title) not in said] == []


def test_without_the_glossary_figures_and_gaps_are_still_there(tmp_path, monkeypatch, open_page, words):
    folder = tmp_path / "parquet"
    shutil.copytree(store.BUILT_IN, folder)
    (folder / "glossary.parquet").unlink()
    monkeypatch.setenv("CEP_DATA", str(folder))
    said = words(open_page("skills", "paroles"))
    assert "5\xa0contenus à recevoir" in said
    assert "(glossary) n’est pas disponible" in said
    said = words(open_page("sector"))
    assert "plus de la moitié (54\u202f%) des salariés avec 13\u202f% des établissements" in said

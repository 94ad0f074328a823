"""On the three pages of the deck, a missing dataset takes down the sections that need it, and no other."""

import importlib
import shutil

import pytest

from components.figures.blocks import View
from data import store

MODULES = {"sector": "secteur", "maturity": "maturite", "plan": "schema"}


def contents_of(module):
    return importlib.import_module(f"pages.{module}.views").CONTENTS


NEEDED = [
    (module, name)
    for module in MODULES
    for name in sorted({name for block in contents_of(module).blocks for name in block.datasets})
]


def title_of(module, block):
    """What heads the block on screen, built outside the application."""
    choices = {choice.key: [] if choice.many else choice.default for choice in block.choices}
    view = View(MODULES[module], choices=choices)
    built = block.build(view, *[store.load(name) for name in block.datasets])
    return built.title


def squeezed(text):
    return "".join(text.replace("\\", "").split())


@pytest.mark.parametrize(("module", "name"), NEEDED)
def test_the_sections_that_do_not_need_a_missing_dataset_are_all_there(
    module, name, tmp_path, monkeypatch, open_page, words
):
    blocks = [block for block in contents_of(module).blocks if not block.folded]
    titles = {block.block_id: title_of(module, block) for block in blocks if name not in block.datasets}
    folder = tmp_path / "parquet"
    shutil.copytree(store.BUILT_IN, folder)
    (folder / f"{name}.parquet").unlink()
    monkeypatch.setenv("CEP_DATA", str(folder))
    app = open_page(module)
    assert not app.exception
    said = squeezed(words(app))
    assert squeezed(f"({name}) n’est pas disponible") in said
    assert "Traceback" not in said
    assert [name for name, title in titles.items() if squeezed(title) not in said] == []


def test_without_the_glossary_figures_and_gaps_are_still_there(tmp_path, monkeypatch, open_page, words):
    folder = tmp_path / "parquet"
    shutil.copytree(store.BUILT_IN, folder)
    (folder / "glossary.parquet").unlink()
    monkeypatch.setenv("CEP_DATA", str(folder))
    said = words(open_page("skills"))
    assert "5\xa0contenus à recevoir" in said
    assert "(glossary) n’est pas disponible" in said
    said = words(open_page("sector"))
    assert "plus de la moitié (54\u202f%) des salariés avec 13\u202f% des établissements" in said

"""« Secteur » without a dataset: nothing is invented in its place, and nothing breaks."""

from components.figures.blocks import View
from data import store
from pages.sector.views import CONTENTS


def test_no_quotation_is_titled_without_a_sentence_to_quote():
    statements = store.load("statements").iloc[:0]
    assert CONTENTS.view("enjeux").blocks
    for block in CONTENTS.view("enjeux").blocks:
        assert block.build(View("secteur"), statements) is None, block.block_id


def test_no_other_study_nor_inhabitant_is_shown_without_rows():
    for block in (*CONTENTS.view("reperes").blocks, CONTENTS.view("territoires").blocks[-1]):
        frames = [store.load(name).iloc[:0] for name in block.datasets]
        assert block.build(View("secteur"), *frames) is None, block.block_id

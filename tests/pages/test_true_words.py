"""What is said is true of what is shown: each number is one of the data's, and no filter is talked over."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from numbers import Real

import pandas as pd
import pytest

from components.figures.blocks import Figure
from data import store
from data.french import formats
from pages.registry import PAGES
from tests.pages import derived, irregular
from tests.pages.readings import Reading, all_words, blocks, cells, everything, openings, sentences

NUMBER = re.compile(r"(?<![\w+,])\d+(?:,\d+)?(?![\w])")
QUOTED = re.compile(r"«[^«»]*»")
# Numbers that are names, of a level, a size or a centre, or what a survey keeps secret: they measure nothing.
NAMES = (
    "2024-2027",
    "1/3",
    "(niveaux 3 et 4)",
    "(niveau 7+)",
    "AMEP 972",
    "1 à 4 projets",
    "0 à 4 projets",
    "0 à 1 salarié",
)
# Worked out by an operation of its own, from more than its rows; the test that holds it is named.
OPERATIONS = {
    "maturite-presence": "test_the_most_that_a_share_of_a_share_can_be",
    "maturite-covid": "test_the_margin_of_one_fifth_in_500_answers_is_three_points_and_a_half",
    "maturite-lecture": "test_the_method_says_formula_base_and_number_of_tests",
    "schema-totaux": "the part of the term that is over depends on the day",
    "schema-fibre": "a target that the press gives in a sentence",
    "donnees-etat": "rows of all datasets together",
    "donnees-certitude": "rows of all datasets together",
    "donnees-apercu": "the bounds of a column, as its declaration gives them",
    "donnees openings": "rows of all datasets together",
    "competences-besoin-offre": "test_seats_that_no_territory_can_show_are_said",
    "formations-places": "test_the_title_gives_the_seats_of_digital_bts_by_status",
    "formations-pratiques": "test_the_rates_of_training_are_28_points_apart",
    "preconisations openings": "test_nine_tracks_six_recommendations_five_needs_…",
    "preconisations-comptes": "test_nine_tracks_six_recommendations_five_needs_…",
}


def plain(text: object) -> str:
    """One kind of space, none inside a number."""
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", re.sub(r"\s+", " ", str(text)))


def asked(reading: Reading, text: str) -> str:
    """The text without the distances that the reader chose: « À moins de 20 km » is asked, not measured."""
    for choice in reading.view.choices.values():
        for distance in re.findall(r"\d+ km", plain(choice)) if isinstance(choice, str) else ():
            text = re.sub(rf"(?<![\d,]){distance}", "", text)
    return text


def named(reading: Reading) -> str:
    return reading.block.block_id if reading.block else f"{reading.view.page} openings"


_read: dict[int, tuple[object, set[str], set[str]]] = {}


def texts_of(frame: pd.DataFrame) -> tuple[set[str], set[str]]:
    """The texts of a frame that hold a number, its dates in full, and its years; read once a frame."""
    if id(frame) not in _read:
        found = list(cells(frame))
        texts = {
            text
            for text in map(plain, {cell for cell in found if isinstance(cell, str)})
            if NUMBER.search(text)
        }
        dates = {cell for cell in found if isinstance(cell, dt.date) and not formats.is_unknown(cell)}
        years = {
            str(int(year))
            for column in ("year", "edition", "horizon")
            if column in frame
            for year in frame[column].dropna()
        }
        # The frame is kept, or another could take its number.
        _read[id(frame)] = (frame, texts | {plain(formats.day(date)) for date in dates}, years)
    return _read[id(frame)][1:]


def typed_by_hand(reading: Reading) -> list[tuple[str, str]]:
    """The numbers of the sentences that no formatter wrote, and that no document gives in these words."""
    written = {plain(one.text) for one in reading.written}
    texts, years = (
        set[str](),
        {str(one.get("year")).removesuffix(".0") for one in reading.view.sources.values()},
    )
    for frame in reading.frames:
        own, dated = texts_of(frame)
        texts |= own
        years |= dated
    documents = sorted(texts, key=len, reverse=True)
    together = "\n".join(documents)
    years |= set(re.findall(r"20\d\d", together))
    found = []
    for sentence in sentences(reading):
        said = asked(reading, plain(sentence))
        for name in NAMES:
            said = said.replace(name, "")
        for text in documents:
            if len(text) > 3:
                said = said.replace(text, "")
        for quotation in QUOTED.findall(said):
            if quotation[1:-1].strip() in together:
                said = said.replace(quotation, "")
        known = written | years | set(documents)
        found += [(number, sentence) for number in NUMBER.findall(said) if number not in known]
    return found


def values_said(reading: Reading) -> list[formats.Written]:
    """The numbers written while a figure was built that its sentences say."""
    said = "\n".join(asked(reading, sentence) for sentence in sentences(reading))
    return [
        one
        for one in dict.fromkeys(reading.written)
        if re.search(rf"(?<![\d,\u202f]){re.escape(one.text)}(?!\d|,\d|\u202f\d)", said)
    ]


def unheld(reading: Reading, more: float = 0.0) -> list[formats.Written]:
    """The numbers said that neither the figure nor its rows give; ``more`` is added to each, to try the test.

    A number that the figure itself gives is looked for there alone: rows give too many others. Of values
    written alike (11 offers, 11.02 km of a map), which is said cannot be told: one of them must hold.
    """
    own, found, held = derived.of_figure(reading.figure), [], set()
    rows: set[float] | None = None
    for one in values_said(reading):
        if derived.holds(one.value, own):
            if more and not derived.holds(abs(one.value) + more, own):
                found.append(one)
            else:
                held.add(one.text)
            continue
        rows = derived.of_rows(reading) if rows is None else rows
        if derived.holds(abs(one.value) + more, rows):
            held.add(one.text)
        else:
            found.append(one)
    return [one for one in found if one.text not in held]


@pytest.mark.parametrize("page", PAGES)
def test_every_number_of_a_sentence_went_through_the_formatters_or_is_quoted(page):
    assert everything(page)
    read = [one for one in everything(page) if named(one) != "donnees-apercu"]
    found = Counter((named(one), said) for one in read for said in typed_by_hand(one))
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("page", PAGES)
def test_every_number_said_is_found_in_the_data_that_the_figure_was_built_from(page):
    assert sum(len(values_said(one)) for one in everything(page))
    found = {
        (one.under, number.text)
        for one in everything(page)
        if named(one) not in OPERATIONS
        for number in unheld(one)
    }
    assert not found, "\n".join(map(str, sorted(found)))


@pytest.mark.parametrize(("page", "caught"), [("secteur", 0.95), ("schema", 0.8), ("synthese", 0.7)])
def test_a_number_that_is_one_too_many_is_noticed(page, caught):
    """What the test above is worth: of all the numbers said, how many could not be one more unnoticed."""
    said = noticed = 0
    for reading in everything(page):
        large = {one for one in values_said(reading) if abs(one.value) >= 5}
        said += len(large)
        noticed += len(large & set(unheld(reading, more=1)))
    assert said > 100
    assert noticed / said >= caught, f"{noticed} of {said}"


@pytest.mark.parametrize("page", ["maturite", "formations", "competences"])
def test_over_figures_that_are_all_different_every_number_follows_and_one_too_many_is_noticed(page):
    """Pages full of small numbers, which rows give by chance: there, figures that no chance gives."""
    said = noticed = 0
    for reading in irregular.readings(page):
        if named(reading) not in OPERATIONS:
            assert unheld(reading) == [], reading.under
        large = {one for one in values_said(reading) if abs(one.value) >= 5}
        said += len(large)
        noticed += len(large & set(unheld(reading, more=1)))
    assert said > 200
    assert noticed / said >= 0.8, f"{noticed} of {said}"


def test_a_number_typed_by_hand_is_noticed():
    reading = next(one for one in openings("secteur") if not one.view.filters)
    assert typed_by_hand(reading) == []
    wrong = reading._replace(opening=("Le secteur compte 1 523 établissements.",))
    assert typed_by_hand(wrong) == [("1523", wrong.opening[0])], "1 522 are counted"


def own_words(reading: Reading) -> list[str]:
    """What a filter may take the subject from: title, chart in words, caution, numbers, legend."""
    figure = reading.figure
    if not isinstance(figure, Figure):
        return sentences(reading)
    said = [
        figure.title,
        figure.caution,
        *(f"{one.value} {one.label} {one.detail}" for one in figure.numbers),
    ]
    if figure.native is not None:
        said += list(figure.native.series)
    return said


# Filters that a block follows by what it puts forward: all its rows stay, and it says so.
KEPT_WHOLE = {"secteur-habitants": "the inhabitants of the other communes of the territory stay in the bars"}


@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_names_a_territory_or_a_commune_that_the_filter_removed(page):
    communes = store.load("communes")
    found = []
    for reading in everything(page):
        view, follows = reading.view, reading.block.follows if reading.block else ("territoire",)
        if not view.territory or "territoire" not in follows or named(reading) in KEPT_WHOLE:
            continue
        others = {"Centre", "Nord", "Sud"} - {view.territory}
        kept = (
            communes["commune"] == view.commune if view.commune else communes["territory"] == view.territory
        )
        gone = others | set(communes.loc[~kept, "commune"])
        for sentence in own_words(reading):
            # The basins of the survey are named with the unions of communes that make them.
            said = re.sub(r"Bassins\u202f: Centre = .*", "", sentence)
            found += [(reading.under, name, sentence) for name in gone if re.search(rf"\b{name}\b", said)]
    assert not found, "\n".join(map(str, found[:20]))


@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_names_a_domain_that_the_filter_removed(page):
    domains = store.load("domains")
    found = []
    for reading in everything(page):
        view, follows = reading.view, reading.block.follows if reading.block else ("domaine",)
        if not view.domain or "domaine" not in follows:
            continue
        gone = set(domains["domain"]) - {view.domain}
        for sentence in own_words(reading):
            found += [(reading.under, name, sentence) for name in gone if re.search(rf"\b{name}\b", sentence)]
    assert not found, "\n".join(map(str, found[:20]))


def test_a_territory_named_under_another_is_noticed():
    reading = next(one for one in openings("formations") if one.view.territory == "Sud")
    assert not any(re.search(r"\bCentre\b", sentence) for sentence in own_words(reading))
    whole = next(one for one in openings("formations") if not one.view.filters)
    assert any(re.search(r"\bCentre\b", sentence) for sentence in own_words(whole))


@pytest.mark.parametrize("page", PAGES)
def test_no_figure_that_was_computed_says_only_that_it_was_read(page):
    found = []
    for reading in blocks(page):
        figure = reading.figure
        if not isinstance(figure, Figure) or {item.certainty for item in figure.evidence} - {"read"}:
            continue
        raw = {
            derived.key(cell)
            for frame in reading.frames
            for cell in cells(frame)
            if isinstance(cell, Real) and not formats.is_unknown(cell)
        }
        # What a reader counts on the card itself: its sentences, its addresses, the rows of its table.
        shown = [len(part.sentences) for part in figure.passages]
        seen = {len(shown), sum(shown), *shown, len(figure.links)}
        seen |= {len(figure.table.frame)} if figure.table is not None else set()
        said = " ".join((figure.title, *(one.value for one in figure.numbers)))
        found += [
            (reading.under, one.text)
            for one in values_said(reading)
            if re.search(rf"(?<!\d){re.escape(one.text)}(?!\d)", said)
            and not derived.holds(one.value, raw | set(map(float, seen)))
        ]
    assert not found, "\n".join(map(str, found))


# French puts no space that may end a line before these marks nor inside guillemets.
BREAKABLE = re.compile(r" [;:!?%»]|« |\xa0[;:!?%]")


@pytest.mark.parametrize("page", PAGES)
def test_no_word_of_any_view_has_an_ordinary_space_before_a_mark_an_empty_value_or_two_spaces(page):
    assert everything(page)
    found = []
    for reading in everything(page):
        for text in all_words(reading):
            if BREAKABLE.search(text) or re.search(r"\b(nan|None|NaT)\b|[^\n\s] {2,}", text):
                found.append((reading.under, text))
    assert not found, "\n".join(f"{under}: {text[:160]}" for under, text in found[:20])

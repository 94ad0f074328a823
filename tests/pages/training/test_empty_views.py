"""What an empty view of « Formations » advises is counted again here, offer by offer, without its code."""

import itertools
import re

import pytest

from components.figures.blocks import Figure, View
from data import store
from data.indicators import training, training_domains
from pages.training import offers as contents
from pages.training import words as sentences
from tests.pages.readings import all_words, blocks

CHOICES = {
    "niveau": sentences.LEVELS,
    "modalite": sentences.STATUSES,
    "mode": sentences.DELIVERIES,
    "perimetre": sentences.SCOPES,
}
STEP = re.compile(r"(?:: |, ou )(?P<step>.+?) \((?P<offers>\d+)[\xa0 ]formations?\)")


@pytest.fixture(scope="module")
def frames():
    return store.load("training_offers"), store.load("communes")


def groups(modality, words):
    found = {group for group, pattern in words.items() if re.search(pattern, modality.lower())}
    return found or {"none"}


@pytest.fixture(scope="module")
def known(frames):
    """Each offer with all that a filter or a choice may ask of it."""
    offers, communes = frames
    territories = dict(zip(communes["commune_code"], communes["territory"], strict=True))
    return [
        {
            "territory": {territories[row.commune_code]},
            "commune_code": {row.commune_code},
            "domain_id": set(row.domain_ids) if isinstance(row.domain_ids, list) else set(),
            "niveau": {sentences.LEVELS[band]},
            "modalite": {sentences.STATUSES[one] for one in groups(row.modality, training.STATUS_WORDS)},
            "mode": {sentences.DELIVERIES[one] for one in groups(row.modality, training.DELIVERY_WORDS)},
            "perimetre": {sentences.SCOPES[row.scope]},
            "verified": bool(row.verified),
        }
        for row, band in zip(offers.itertuples(), training.band_of(offers["level"]), strict=True)
    ]


def asked_of(view):
    """What the view asks of an offer, by name; whether offers to confirm are shown comes last."""
    asked = {name: getattr(view, name) for name in ("territory", "commune_code", "domain_id")}
    asked |= {
        key: view.choices[key] for key, words in CHOICES.items() if view.choices.get(key) in words.values()
    }
    return {name: value for name, value in asked.items() if value}, bool(view.choices.get("a_confirmer"))


def counted(known, asked, doubtful):
    return sum(
        (doubtful or offer["verified"]) and all(value in offer[name] for name, value in asked.items())
        for offer in known
    )


def places(communes):
    yield View("formations")
    for territory in ("Centre", "Nord", "Sud"):
        yield View("formations", territory=territory)
    for row in communes.itertuples():
        yield View("formations", territory=row.territory, commune=row.commune, commune_code=row.commune_code)


def empty_views(known, communes):
    """Every place under every domain; Martinique and the South also under each choice of the page."""
    domains = [(None, None), *store.load("domains")[["domain", "domain_id"]].itertuples(index=False)]
    choices = [{}, *({key: word} for key, words in CHOICES.items() for word in words.values())]
    for place, (domain, domain_id), choice in itertools.product(places(communes), domains, choices):
        if choice and (place.commune or place.territory in ("Centre", "Nord")):
            continue
        view = View(
            **{**vars(place), "domain": domain, "domain_id": domain_id, "choices": choice},
        )
        if not counted(known, *asked_of(view)):
            yield view


def without(view, step):
    """What the step leaves of what is asked."""
    asked, doubtful = asked_of(view)
    if "toute la Martinique" in step:
        return {
            key: value for key, value in asked.items() if key not in ("territory", "commune_code")
        }, doubtful
    if "tout le territoire" in step:
        return {key: value for key, value in asked.items() if key != "commune_code"}, doubtful
    if "à confirmer" in step:
        return asked, True
    removed = step.partition("«")[2].strip(" »\u202f")
    if removed == view.domain:
        return {key: value for key, value in asked.items() if key != "domain_id"}, doubtful
    rest = {key: value for key, value in asked.items() if value != removed}
    assert len(rest) == len(asked) - 1, f"nothing is called {removed!r}"
    return rest, doubtful


def test_every_advice_of_an_empty_view_changes_what_is_shown_by_what_it_says(frames, known):
    offers, communes = frames
    seen = useless = 0
    for view in empty_views(known, communes):
        said = contents.advice(view, offers, communes)
        steps = STEP.findall(said)
        for step, found in steps:
            assert counted(known, *without(view, step.removeprefix("Pour en voir"))) == int(found) > 0, said
        if "effacez-en plusieurs" in said:
            assert not steps
            assert counted(known, {}, doubtful=True), said
            useless += 1
        assert steps or "effacez-en plusieurs" in said, f"{view.filters}: nothing to do"
        seen += 1
    assert seen > 250
    assert useless


def test_every_card_that_shows_no_offer_says_what_changes_it_and_by_how_much(known):
    read = set()
    for one in blocks("formations"):
        (said,) = [text for text in all_words(one) if "Pour en voir" in text][:1] or [""]
        for step, found in STEP.findall(said[said.find("Pour en voir") :]):
            # Distances are measured to the offers of everywhere.
            reach = one.block.block_id.startswith(("formations-acces-", "formations-scenario-"))
            view = View(**{**vars(one.view), "territory": None, "commune_code": None}) if reach else one.view
            assert counted(known, *without(view, step)) == int(found) > 0, (one.under, said)
            read.add(one.block.block_id)
    assert {"formations-carte"} < read


def test_a_card_that_counts_offers_of_a_domain_says_what_ties_each_to_it():
    offers, communes = store.load("training_offers"), store.load("communes")
    read = 0
    for one in blocks("formations"):
        figure = one.figure
        if not isinstance(figure, Figure) or not one.view.domain_id:
            continue
        sources = [item.source for item in figure.evidence]
        if "Classement fait ici" not in sources:
            continue
        (tied,) = [item for item in figure.evidence if item.source == "Domaine"]
        reach = one.block.block_id.startswith(("formations-acces-", "formations-scenario-"))
        place = {"territory": None, "commune": None, "commune_code": None} if reach else {}
        chosen = contents.select(View(**{**vars(one.view), **place}), offers, communes)
        lines = tied.wording.split("\n")
        for title in chosen["title"].unique():
            (line,) = [line for line in lines if line.startswith(f"{title} : ")]
            word = re.search(r"« ([^»]+) » dans (l’intitulé|le nom officiel de (\w+), « ([^»]+) »)", line)
            assert word, f"{one.under}: {line}"
            assert word[1] in (title if word[2] == "l’intitulé" else word[4]), line
            assert word[3] is None or re.search(rf"\b{word[3]}\b", title), line
            read += 1
    assert read > 30
    assert set(training_domains.DOMAIN_WORDS) == set(store.load("domains")["domain_id"])

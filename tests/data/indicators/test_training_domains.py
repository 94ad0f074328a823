"""Each tie of an offer to a domain can be defended: by a word of its title, or by an official name."""

import pytest

from data import store
from data.indicators import training_domains


@pytest.mark.parametrize(
    ("title", "domain_id", "said"),
    [
        ("BUT Informatique", "services-informatiques", "« Informatique » dans l’intitulé"),
        (
            "BTS CIEL - option B Electronique et réseaux",
            "cybersecurite",
            "« Cybersécurité » dans le nom officiel de CIEL, « Cybersécurité, Informatique et réseaux, "
            "Electronique » (écrit en entier à l’option A du même BTS)",
        ),
        ("BUT Informatique", "cybersecurite", ""),
        ("BTS CIELO", "cybersecurite", ""),
        ("BUT Informatique", "un-domaine-inconnu", ""),
    ],
)
def test_a_tie_says_its_words_or_the_official_name(title, domain_id, said):
    assert training_domains.tie(title, domain_id) == said


def test_every_tie_of_the_offers_says_what_it_rests_on():
    found = training_domains.ties(store.load("training_offers"))
    assert len(found) == 18
    assert [pair for pair, words in found.items() if not words] == []


def test_the_name_behind_ciel_is_the_one_that_the_other_option_writes():
    titles = store.load("training_offers")["title"]
    assert titles.str.contains(training_domains.OFFICIAL_NAMES["CIEL"][0], regex=False).any()

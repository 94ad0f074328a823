"""Only what people said attaches an action to a territory or a domain; a title proposes and never counts."""

import pandas as pd
import pytest

from data import store
from data.indicators.tags import attached, proposed, proposed_for, tagged

ROWS = pd.DataFrame({"action_id": ["A01", "A02", "A03", "A04"], "cost_keur": [100, 200, 300, 400]})
TAGS = pd.DataFrame(
    {
        "subject_id": ["A01", "A02", "A03"],
        "territories": ["Nord,Sud", "Sud", None],
        "domains": ["cybersecurite", None, "cybersecurite"],
    }
)


def ids(rows):
    return rows["action_id"].tolist()


def test_under_a_territory_an_action_is_attached_elsewhere_or_not_attached():
    found = attached(ROWS, "action_id", TAGS, "Nord", None)
    assert [ids(found.kept), ids(found.elsewhere), ids(found.unattached)] == [
        ["A01"],
        ["A02"],
        ["A03", "A04"],
    ]
    assert found.total == 4


def test_an_action_of_two_territories_is_attached_to_each():
    assert ids(attached(ROWS, "action_id", TAGS, "Sud", None).kept) == ["A01", "A02"]


def test_under_two_filters_an_action_that_lacks_one_of_them_is_not_attached():
    found = attached(ROWS, "action_id", TAGS, "Nord", "cybersecurite")
    assert [ids(found.kept), ids(found.elsewhere), ids(found.unattached)] == [
        ["A01"],
        [],
        ["A02", "A03", "A04"],
    ]


def test_without_a_filter_all_are_kept_and_those_that_nobody_attached_are_known():
    found = attached(ROWS, "action_id", TAGS, None, None)
    assert [ids(found.kept), ids(found.unattached), found.total] == [ids(ROWS), ["A04"], 4]


def test_nothing_said_is_no_word():
    rows = tagged(ROWS, "action_id", TAGS)
    assert rows["territories"].tolist() == [("Nord", "Sud"), ("Sud",), (), ()]
    assert tagged(ROWS, "action_id", store.empty("tags"))["domains"].tolist() == [(), (), (), ()]


@pytest.mark.parametrize(
    ("title", "territories", "domains"),
    [
        ("Créer un institut dédié à la cybersécurité", (), ("cybersecurite",)),
        ("Un tiers-lieu au Lorrain, un autre à Sainte-Anne", ("Sud",), ()),
        ("Fibrer le Nord et la CACEM", ("Centre", "Nord"), ()),
        ("Création d’un Centre de données", (), ()),
        ("Aller vers la maitrise des outils numériques", (), ()),
    ],
)
def test_words_of_a_title_propose(title, territories, domains):
    assert proposed(title, store.load("communes"), store.load("domains")) == (territories, domains)


def test_a_proposal_is_not_a_link():
    actions = store.load("schema_actions")
    found = attached(actions, "action_id", store.empty("tags"), None, "cybersecurite")
    assert found.kept.empty
    assert len(found.unattached) == 23
    hints = proposed_for(found, "action", store.load("communes"), store.load("domains"))
    assert hints["action_id"].tolist() == ["A06"]

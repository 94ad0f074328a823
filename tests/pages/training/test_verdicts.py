"""The deck's claims on the continuing supply: no verdict that the sources loaded cannot bear."""

from components.figures.blocks import View
from data import store
from pages.training import verdicts


def built(**coverage: object):
    frames = {name: store.load(name) for name in verdicts.DATASETS}
    frames["training_coverage"] = frames["training_coverage"].assign(**coverage)
    figure = verdicts.verdicts(View("formations"), *frames.values())
    assert figure is not None
    assert figure.table is not None
    return figure, figure.table.frame


def test_today_nothing_can_be_decided_and_the_reason_is_given():
    figure, rows = built()
    assert rows["Ce que dit la présentation"].tolist() == [
        "Offre étendue jusqu’au niveau bac+2 / bac+3",
        "Offre réduite à partir du bac+4",
        "Pénurie d’options pour des formations longues et certifiantes",
    ]
    assert set(rows["Verdict"]) == {"ne peut être tranché"}
    assert "rien de ce que dit la présentation ne peut encore être tranché" in figure.title
    assert rows["Pourquoi"].tolist() == [verdicts.NO_SOURCE, verdicts.NO_SOURCE, verdicts.NO_DURATION]


def test_a_source_declared_complete_for_continuing_training_decides():
    _, rows = built(complete=True)
    assert rows["Verdict"].tolist()[2] == "ne peut être tranché"
    assert rows["Pourquoi"].tolist()[0] != verdicts.NO_SOURCE

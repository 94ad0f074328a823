"""The actions under a territory or a domain: those that the CEP attached to it, beside those not attached."""

from __future__ import annotations

import pandas as pd

from components.figures import attached
from components.figures.attached import Subject
from components.figures.blocks import Block, Figure, Gap, View
from data.indicators import tags as indicators
from data.indicators.tags import Attached

SUBJECT = Subject("action", "actions", "action", "Schéma › Saisir, « Rattacher »", number="action_id")


def under(view: View, actions: pd.DataFrame, tags: pd.DataFrame) -> Attached:
    """The actions told apart under the filters in force."""
    return indicators.attached(actions, "action_id", tags, view.territory, view.domain_id)


def base(view: View, found: Attached) -> str:
    """Of how many actions a sum is made: « n = 23 actions », or those attached, beside those that are not."""
    if not found.filtered:
        return f"n = {attached.counted(found.kept, SUBJECT)}"
    return attached.sentence(view, found, SUBJECT)


def strip(
    view: View, actions: pd.DataFrame, tags: pd.DataFrame, communes: pd.DataFrame, domains: pd.DataFrame
) -> Figure | Gap | None:
    return attached.strip(view, under(view, actions, tags), SUBJECT, communes, domains)


def block(block_id: str) -> Block:
    """What a view under these filters begins with."""
    reads = ("schema_actions", "tags", "communes", "domains")
    return attached.block(SUBJECT, block_id, "Rattachements", strip, reads, width="strip")

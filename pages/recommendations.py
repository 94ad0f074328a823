"""Préconisations: what is recommended, and the actions that people say carry it."""

from components import frame
from components.boundary import guarded
from components.contents import recommendations
from components.meeting import ties
from data import written
from data.indicators.recommendations import gathered

frame.show(recommendations.CONTENTS, written)
if not frame.current_view().projection:
    with guarded("Relier une préconisation"):
        ties.show(
            frame.current_room(),
            gathered(written.load("statements")),
            written.load("schema_actions"),
            written.load("ties"),
        )

"""Préconisations: what is recommended, and the actions that people say carry it."""

from components.screen import frame
from components.screen.boundary import guarded
from data import store
from data.indicators.recommendations import gathered
from pages.recommendations import ties
from pages.recommendations import views as recommendations

frame.show(recommendations.CONTENTS, store)
if not frame.current_view().projection:
    with guarded("Relier une préconisation"):
        ties.show(
            frame.current_room(),
            gathered(store.load("statements")),
            store.load("schema_actions"),
            store.load("ties"),
        )

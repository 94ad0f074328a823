"""The contents of the page « seance »."""

from __future__ import annotations

from components.figures.blocks import Contents

CONTENTS = Contents(page="seance", blocks=())

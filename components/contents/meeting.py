"""The contents of the page « seance »."""

from __future__ import annotations

from components.blocks import Contents

CONTENTS = Contents(page="seance", blocks=())

"""The contents of the page « secteur »."""

from __future__ import annotations

from components.blocks import Contents

CONTENTS = Contents(page="secteur", blocks=())

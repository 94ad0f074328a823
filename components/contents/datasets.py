"""The contents of the page « donnees »."""

from __future__ import annotations

from components.blocks import Contents

CONTENTS = Contents(page="donnees", blocks=())

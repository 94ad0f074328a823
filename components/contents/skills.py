"""The contents of the page « competences »."""

from __future__ import annotations

from components.blocks import Contents

CONTENTS = Contents(page="competences", blocks=())

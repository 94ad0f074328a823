"""The contents of the page « maturite »."""

from __future__ import annotations

from components.blocks import Contents

CONTENTS = Contents(page="maturite", blocks=())

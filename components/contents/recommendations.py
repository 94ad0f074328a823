"""The contents of the page « preconisations »."""

from __future__ import annotations

from components.blocks import Contents

CONTENTS = Contents(page="preconisations", blocks=())

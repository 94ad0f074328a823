"""The contents of the page « formations »."""

from __future__ import annotations

from components.blocks import Contents

CONTENTS = Contents(page="formations", blocks=())

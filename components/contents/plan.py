"""The contents of the page « schema »."""

from __future__ import annotations

from components.blocks import Contents

CONTENTS = Contents(page="schema", blocks=())

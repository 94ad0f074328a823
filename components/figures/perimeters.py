"""What a block follows of the filters in force, and what its figures cover, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.figures.blocks import COMPARE, EVERY_DOMAIN, Block, Figure, View


def narrow(view: View, follows: Sequence[str]) -> View:
    """The view with only these filters and choices; what follows the territory follows their comparison."""
    if "territoire" in follows:
        follows = (*follows, COMPARE.key)
    if view.compared:
        view = replace(view, territory=None, commune=None, commune_code=None)
    return replace(
        view,
        territory=view.territory if "territoire" in follows else None,
        commune=view.commune if "commune" in follows else None,
        commune_code=view.commune_code if "commune" in follows else None,
        domain=view.domain if "domaine" in follows else None,
        domain_id=view.domain_id if "domaine" in follows else None,
        choices={name: value for name, value in view.choices.items() if name in follows},
    )


def narrowed(block: Block, view: View) -> View:
    """The view with only the filters and choices that the block follows, on screen as in documents."""
    return narrow(view, (*block.follows, *(choice.key for choice in block.choices)))


def perimeter_of(block: Block, view: View, figure: Figure | None = None) -> str:
    """What a block covers under these filters, in words: never a filter that it does not follow.

    With its ``figure``, what this one covers: never a filter that it could not follow either.
    """
    seen = narrowed(block, view)
    followed = seen.covers if seen.compared or seen.commune or seen.territory else block.perimeter
    parts = [figure.covers if figure and figure.covers else followed]
    if view.domain:
        parts.append(figure.domains if figure and figure.domains else seen.domain or EVERY_DOMAIN)
    return " · ".join(parts)


def ignored_by(block: Block, view: View) -> tuple[str, ...]:
    """The filters in force that do not change this block: its perimeter must then be said beside it."""
    seen = narrowed(block, view).filters
    return tuple(name for name in view.filters if name not in seen)

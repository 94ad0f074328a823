"""What a block follows of the filters in force, and what its figures cover, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.figures.blocks import COMPARE, EVERY_DOMAIN, EVERYWHERE, Block, Figure, View


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


def including(whole: str, part: str | None) -> str:
    """« Martinique entière, dont Nord »: a whole, in which a part stands out."""
    return f"{whole}, dont {part}" if part else whole


def among_communes(view: View) -> str:
    """What covers every commune of the territory in force, where the one chosen only stands out."""
    return including(view.territory or EVERYWHERE, view.commune) if view.commune else ""


def among_domains(view: View, *, told_apart: bool) -> str:
    """What covers every domain, where the one in force stands out if the count tells it apart."""
    if not view.domain:
        return ""
    return including(EVERY_DOMAIN, view.domain) if told_apart else EVERY_DOMAIN


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


def ignored_by(block: Block, view: View, figure: Figure | None = None) -> tuple[str, ...]:
    """The filters in force that change nothing of this block, or of its ``figure``, whose count does not tell
    the domain apart: its perimeter must then be said beside it.
    """
    seen = narrowed(block, view).filters
    same = {"domaine"} if figure and figure.domains == EVERY_DOMAIN else set()
    return tuple(name for name in view.filters if name not in seen or name in same)

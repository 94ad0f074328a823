"""A page as plain objects: its declaration, its views, and what they hold. Nothing here draws."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from components.figures.blocks import COMPARE, FILTERS, Block, Choice, View
from data.french.typography import french


@dataclass(frozen=True)
class ViewSpec:
    """One view of a page: its slug in the address, which is kept when the label changes."""

    slug: str
    label: str


@dataclass(frozen=True)
class PageSpec:
    """One page, declared once in ``pages/registry.py``: what it answers and the views it is made of.

    ``folder`` is its room under ``pages/``, whose modules are loaded on use: a page knows no other.
    """

    name: str
    folder: str
    title: str
    icon: str
    question: str
    views: tuple[ViewSpec, ...]
    home: bool = False
    presented: bool = True

    @property
    def path(self) -> str:
        """The path of its address: the home has none."""
        return "" if self.home else self.name

    @property
    def script(self) -> str:
        return f"pages/{self.folder}/page.py"

    def contents(self) -> Contents:
        """What the page holds, imported now. Raises whatever its modules raise."""
        contents: Contents = importlib.import_module(f"pages.{self.folder}.views").CONTENTS
        return contents


@dataclass(frozen=True)
class PageView:
    """One view of a page: its blocks in reading order, and the choices above them.

    ``draw(view, store)`` draws what is not made of blocks (a form, the agenda) below them, and the choices
    named in ``parameters``. ``project(view, store)`` gives the full screens of what ``draw`` draws, after
    those of the blocks. ``unprojected`` is what the room is told where none of these gives a screen.
    """

    slug: str
    blocks: tuple[Block, ...] = ()
    choices: tuple[Choice, ...] = ()
    draw: Callable[[View, Any], None] | None = None
    parameters: tuple[Choice, ...] = ()
    project: Callable[[View, Any], Sequence[Any]] | None = None
    unprojected: str = "Rien à projeter dans cette vue."

    @property
    def filters(self) -> tuple[str, ...]:
        """The shared filters that act here: those of its blocks, in the order they are drawn."""
        acting = {name for block in self.blocks for name in block.follows}
        return tuple(name for name in FILTERS if name in acting)

    @property
    def every_choice(self) -> tuple[Choice, ...]:
        """The choices of the view, and those of its blocks; to compare territories, where they act."""
        return (
            *self.choices,
            *(choice for block in self.blocks for choice in block.choices),
            *self.parameters,
            *((COMPARE,) if "territoire" in self.filters else ()),
        )


def _typeset(said: Callable[..., list[str]]) -> Callable[..., list[str]]:
    @wraps(said)
    def spaced(*arguments: Any) -> list[str]:
        return [french(sentence) for sentence in said(*arguments)]

    return spaced


@dataclass(frozen=True)
class Contents:
    """A whole page: its opening sentence, its perimeter line and its views, in reading order.

    ``headline(view, *frames)`` returns the sentences that the data says, the point first; ``scope(view,
    *frames)`` the parts of the perimeter line (date of the data, n). ``headline_follows`` names the filters
    and choices that change them. ``sheets(view, store)`` are documents of the page's own.
    Raises ``ValueError`` when the views are not those of the registry.
    """

    page: PageSpec
    views: tuple[PageView, ...]
    headline: Callable[..., list[str]] | None = None
    headline_datasets: tuple[str, ...] = ()
    headline_follows: tuple[str, ...] = ()
    scope: Callable[..., list[str]] | None = None
    scope_datasets: tuple[str, ...] = ()
    sheets: Callable[[View, Any], Sequence[Any]] | None = None

    def __post_init__(self) -> None:
        here, declared = [view.slug for view in self.views], [view.slug for view in self.page.views]
        if here != declared:
            raise ValueError(
                f"pages/{self.page.folder}/views.py: les vues sont {here}, "
                f"celles déclarées dans pages/registry.py sont {declared}"
            )
        blocks = [block.block_id for block in self.blocks]
        choices = [choice.key for choice in self.every_choice]
        twice = {name for names in (blocks, choices) for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"pages/{self.page.folder}/views.py: déclarés deux fois : {sorted(twice)}")
        for name in ("headline", "scope"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, _typeset(getattr(self, name)))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the page, view after view."""
        return tuple(block for view in self.views for block in view.blocks)

    @property
    def every_choice(self) -> tuple[Choice, ...]:
        """Every choice of the page, each once."""
        return tuple(dict.fromkeys(choice for view in self.views for choice in view.every_choice))

    def view(self, slug: str) -> PageView:
        """The view with this slug; the first one when there is none."""
        return next((view for view in self.views if view.slug == slug), self.views[0])

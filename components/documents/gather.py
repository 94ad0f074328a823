"""The parts of a document: every block of a page built anew for paper, whatever fails named and kept apart.

What is gathered are the same figures as on screen, from the same builders, in the light theme and never in
the size of a projection.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from components.documents.text import labelled
from components.figures import comparing
from components.figures.blocks import COMPARE, EVERY_DOMAIN, Block, Figure, Gap, View
from components.figures.pages import Contents, PageSpec
from components.figures.perimeters import narrow, narrowed, perimeter_of
from data.french.typography import french
from data.store import Store

log = logging.getLogger(__name__)

# Share done (0 to 1) and what is being done, in French.
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class ExportedPart:
    """One block of a page: its figure, or what the documents do not say, or why it could not be built.

    All three None: the filters in force leave nothing. ``choices`` are the words chosen for this block, and
    ``perimeter`` what its figures cover: that of the block, never that of the page.
    """

    block_id: str
    heading: str
    section: str = ""
    figure: Figure | None = None
    gap: Gap | None = None
    failure: str | None = None
    choices: str = ""
    perimeter: str = ""

    @property
    def above(self) -> str:
        """What is measured, the choices made and the perimeter, in a line."""
        measured = self.figure.subtitle if self.figure else ""
        return " · ".join(words for words in (measured, self.choices, self.perimeter) if words)


@dataclass(frozen=True)
class ExportedPage:
    """A page ready to be written: its perimeter in words, its opening sentences, its parts in order."""

    page: str
    title: str
    question: str = ""
    perimeter: str = ""
    sentences: tuple[str, ...] = ()
    parts: tuple[ExportedPart, ...] = ()
    failures: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[ExportedPart, ...]:
        """The parts that have a figure."""
        return tuple(part for part in self.parts if part.figure is not None)

    @property
    def unsaid(self) -> tuple[str, ...]:
        """What is not in the document, and why: gaps, empty parts and failures, one sentence each."""
        found = [_unsaid(part) for part in self.parts if part.figure is None]
        return tuple(dict.fromkeys((*found, *self.failures)))


def gather(
    contents: Contents,
    view: View,
    store: Store,
    *,
    only: Sequence[str] | None = None,
    as_projected: bool = False,
    progress: Progress | None = None,
) -> ExportedPage:
    """Build the blocks of a page for a document. Never raises: each failure is told in its part.

    ``view.choices`` holds the page-local choices in force; one that is absent takes its default. Folded
    blocks stay out unless ``only`` names them: the block ids wanted, in their order. ``as_projected``: the
    figures as the room sees them, which is less at a time.
    """
    spec = contents.page
    failures: list[str] = []
    seen = replace(_on_paper(contents, view, store, failures), projection=as_projected)
    opening = narrow(seen, contents.headline_follows)
    perimeter = [opening.covers, opening.domain or EVERY_DOMAIN]
    # A figure says its own perimeter; the cover says that some follow what the page's sentences do not.
    followed = {name for shown in contents.views for name in shown.filters}
    acting = narrow(seen, tuple(followed))
    apart = [acting.covers] if acting.covers != opening.covers else []
    apart += [acting.domain] if acting.domain and acting.domain != opening.domain else []
    if apart:
        perimeter.append(f"{' · '.join(apart)} pour les figures qui le disent")
    perimeter += _words(contents.scope, contents.scope_datasets, opening, store, "périmètre", failures)
    sentences = _words(
        contents.headline, contents.headline_datasets, opening, store, "phrases d’ouverture", failures
    )
    parts: list[ExportedPart] = []
    blocks = [
        (rank, block)
        for rank, view in enumerate(contents.views)
        for block in view.blocks
        if not block.folded or only is not None
    ]
    if only is not None:
        blocks = sorted(
            (found for found in blocks if found[1].block_id in only),
            key=lambda found: only.index(found[1].block_id),
        )
    for rank, (shown, block) in enumerate(blocks):
        if progress:
            progress(rank / len(blocks), labelled(spec.title, block.heading))
        part = _part(block, contents, seen, store)
        # Silent where there is nothing to say: then it is not missing either.
        if block.silent and not (part.figure or part.gap or part.failure):
            continue
        parts.append(replace(part, section=spec.views[shown].label))
    return ExportedPage(
        spec.name,
        spec.title,
        spec.question,
        " · ".join(perimeter),
        tuple(sentences),
        tuple(parts),
        tuple(failures),
    )


def projected(contents: Contents, view: View, store: Store, title: str) -> ExportedPart | None:
    """The part whose figure bears this title when projected, where the room was shown less at a time."""
    seen = replace(_on_paper(contents, view, store, []), projection=True)
    for block in contents.blocks:
        part = _part(block, contents, seen, store)
        if part.figure is not None and part.figure.title == title:
            return part
    return None


def _on_paper(contents: Contents, view: View, store: Store, failures: list[str]) -> View:
    return replace(
        view,
        page=contents.page.name,
        projection=False,
        dark=False,
        sources=_documents(store, failures),
        choices={**{choice.key: choice.initial for choice in contents.every_choice}, **view.choices},
    )


def absent(page: PageSpec) -> ExportedPage:
    """A page that could not be opened at all, named so that the document says it."""
    said = f"La page « {page.title} » n’a pas pu être produite."
    return ExportedPage(page.name, page.title, failures=(french(said),))


def _part(block: Block, contents: Contents, view: View, store: Store) -> ExportedPart:
    seen = narrowed(block, view)
    part = ExportedPart(
        block.block_id,
        block.heading,
        choices=_chosen(contents, seen),
        perimeter=perimeter_of(block, view),
    )
    try:
        frames = [store.load(name) for name in block.datasets]
        if block.outlines:
            frames.append(store.load_communes())
        built = comparing.built(block, seen, frames)
    except Exception as error:
        log.exception("block %r could not be exported", block.block_id)
        return replace(part, failure=reason_of(error))
    if isinstance(built, Figure):
        return replace(part, figure=built, perimeter=perimeter_of(block, view, built))
    return replace(part, gap=built)


def reason_of(error: Exception) -> str:
    """What a reader is told of an error: the sentence it carries, else that the part could not be made."""
    said = getattr(error, "sentence", None)
    return said if isinstance(said, str) else "cette partie n’a pas pu être produite."


def _unsaid(part: ExportedPart) -> str:
    if part.failure:
        return labelled(part.heading, part.failure)
    if part.gap:
        gap = part.gap
        holder = f"Détenteur : {gap.holder}." if gap.holder else ""
        return labelled(gap.title, " ".join(words for words in (gap.reason, holder, gap.how) if words))
    return labelled(part.heading, "aucune donnée pour les filtres en vigueur.")


def _chosen(contents: Contents, view: View) -> str:
    """The choices of a block that are off their default, in words: « Filière : Industrie »."""
    said = []
    for choice in contents.every_choice:
        value = view.choices.get(choice.key)
        # The perimeter says that territories are compared.
        if value is None or value == choice.initial or choice == COMPARE:
            continue
        if value is True:
            said.append(choice.label)
        elif isinstance(value, list | tuple):
            said += [labelled(choice.label, ", ".join(map(str, value)))] if value else []
        elif isinstance(value, str) and value:
            said.append(labelled(choice.label, value))
    return " · ".join(said)


def _documents(store: Store, failures: list[str]) -> Mapping[str, Mapping[str, Any]]:
    try:
        rows = store.load("sources").to_dict(orient="records")
    except Exception as error:
        log.exception("the documents cited could not be read")
        failures.append(labelled("Documents cités", reason_of(error)))
        return {}
    return {str(row["source_id"]): {str(name): value for name, value in row.items()} for row in rows}


def _words(
    build: Callable[..., list[str]] | None,
    datasets: tuple[str, ...],
    view: View,
    store: Store,
    what: str,
    failures: list[str],
) -> list[str]:
    if build is None:
        return []
    try:
        return build(view, *[store.load(name) for name in datasets])
    except Exception as error:
        log.exception("the %s of %r failed", what, view.page)
        failures.append(labelled(what.capitalize(), reason_of(error)))
        return []

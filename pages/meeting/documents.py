"""The whole meeting as documents: slides, PDF, workbook, minutes, and the folder to fall back on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, parse_qsl, urlencode

import pandas as pd

from components.documents import pdf, slides
from components.documents.cover import Cover
from components.documents.gather import ExportedPage, ExportedPart, Progress, Store, absent, gather, projected
from components.documents.text import file_name
from components.figures.blocks import Figure, Table, View
from components.figures.pages import Contents
from components.screen.address import VIEW
from data.french.formats import count, day, is_unknown, measure, text_of
from data.french.typography import french
from data.journal.folds import DECISION_TYPES
from data.journal.words import vote_words
from pages.meeting import programme
from pages.meeting.words import cut, status_word, type_word
from pages.registry import PAGES, PRESENTED

# With these, a meeting as delivered is a deck of at most sixty slides whatever was noted. One with more on
# its screens, such as the tracking once it is typed, has fewer of its notes.
SLIDE_NOTES, SLIDE_LETTERS = 24, 160
_FEWER_NOTES, _MOST_SLIDES = (18, 12, 6), 60
# From a page and the address parameters of a view (None: the filters in force) to the view.
ViewOf = Callable[[str, Mapping[str, Sequence[str]] | None], View]


@dataclass(frozen=True)
class Meeting:
    """What a document of the whole meeting is made from; ``brought`` names and holds the speakers' files."""

    cover: Cover
    pages: tuple[ExportedPage, ...]
    agenda: pd.DataFrame
    decisions: pd.DataFrame
    brought: tuple[tuple[str, bytes], ...] = ()
    notes_on_slides: int = SLIDE_NOTES

    @property
    def presented(self) -> tuple[ExportedPage, ...]:
        """The agenda and what was noted, then the pages."""
        return self._opened_by(self.decisions)

    @property
    def on_slides(self) -> tuple[ExportedPage, ...]:
        """The same for a deck, which is looked at: what was noted in short, whole in the minutes."""
        places = {kind: rank for rank, kind in enumerate(DECISION_TYPES)}
        first = self.decisions.sort_values("type", key=lambda kinds: kinds.map(places), kind="stable")
        shown = first.head(self.notes_on_slides)
        shown = shown.assign(text=[cut(text, SLIDE_LETTERS) for text in shown["text"]])
        left = len(first) - len(shown)
        unsaid = "Les textes entiers sont dans le compte rendu"
        if left:
            unsaid += f", avec {count(left, 'autre note', 'autres notes')}"
        return self._opened_by(shown, french(f"{unsaid}."))

    def _opened_by(self, noted: pd.DataFrame, caution: str = "") -> tuple[ExportedPage, ...]:
        tables = (
            ("ordre-du-jour", "Ordre du jour", agenda_table(self.agenda), ""),
            ("decisions", "Décisions et suites", decision_table(noted, self.agenda), caution),
        )
        parts = tuple(
            ExportedPart(name, title, figure=Figure(title, table=table, table_first=True, caution=said))
            for name, title, table, said in tables
            if len(table.frame)
        )
        opening = ExportedPage("seance", PAGES["seance"].title, parts=parts)
        return (opening, *self.pages)


def views_of(agenda: pd.DataFrame, pages: Sequence[str] = PRESENTED) -> list[tuple[str, str]]:
    """The views that a meeting presents: page and address parameters, "" for the filters in force.

    A page comes whole where the agenda first has it, then those it does not have; an item with filters of
    its own has the page once more, under them.
    """
    items = [
        (str(row["page"]), "" if is_unknown(row["query"]) else _without_view(str(row["query"])))
        for row in agenda.to_dict(orient="records")
        if row["page"] in pages
    ]
    named = {page for page, _ in items}
    return list(dict.fromkeys([*items, *((page, "") for page in pages if page not in named)]))


def _without_view(query: str) -> str:
    """The filters and choices of an address: the same page under them is one, whatever view was open."""
    return urlencode([(name, value) for name, value in parse_qsl(query) if name != VIEW])


def gather_meeting(
    contents: Mapping[str, Contents],
    view_of: ViewOf,
    store: Store,
    progress: Progress | None = None,
    views: Sequence[tuple[str, str]] | None = None,
) -> tuple[ExportedPage, ...]:
    """Every view that is presented, in order; a page that is absent or fails is named in its place."""
    found = []
    views = [(page, "") for page in PRESENTED] if views is None else views
    for rank, (page, query) in enumerate(views):
        if page not in contents:
            found.append(absent(PAGES[page]))
            continue
        try:
            view = view_of(page, parse_qs(query) if query else None)
        except Exception:  # filters whose data are missing must not cost the page
            view = View(page)
        found.append(gather(contents[page], view, store, progress=part_of(progress, rank, len(views))))
    return tuple(found)


def gather_items(
    agenda: pd.DataFrame,
    contents: Mapping[str, Contents],
    view_of: ViewOf,
    store: Store,
    progress: Progress | None = None,
) -> tuple[ExportedPage, ...]:
    """What the room sees, item by item: the blocks that each one projects, and no others."""
    found = []
    for rank, (_, item) in enumerate(agenda.iterrows()):
        opened = programme.opened_by(item)
        title = f"{item['position']}. {item['item']}"
        said = (
            text_of(item["speaker"]),
            measure(item["minutes"], "min", none=""),
        )
        opening = " · ".join(part for part in said if part)
        page = ExportedPage(f"point-{item['item_id']}", title, opening)
        if PAGES[opened.page].presented and opened.page in contents:
            shown = programme.shown_by(item)
            blocks = [block.block_id for block in shown.blocks if block.projected and not block.folded]
            view = view_of(opened.page, opened.asked)
            steps = part_of(progress, rank, len(agenda))
            gathered = gather(
                contents[opened.page], view, store, only=blocks, as_projected=True, progress=steps
            )
            page = replace(page, perimeter=gathered.perimeter, parts=gathered.figures)
        elif PAGES[opened.page].presented:
            page = replace(page, failures=absent(PAGES[opened.page]).failures)
        if not page.parts and not page.question:
            page = replace(page, question="Point sans figure à projeter")
        found.append(page)
    return tuple(found)


def part_of(progress: Progress | None, rank: int, total: int) -> Progress | None:
    """The progress of step ``rank`` of ``total``, as a share of the whole."""
    if progress is None:
        return None
    return lambda done, words: progress(min(1.0, (rank + done) / total), words)


def discussed(
    decisions: pd.DataFrame, contents: Mapping[str, Contents], view_of: ViewOf, store: Store
) -> tuple[ExportedPart, ...]:
    """The figures that were on screen when something was noted, built anew with the filters of then."""
    found: dict[tuple[str, str, str], ExportedPart] = {}
    pages: dict[tuple[str, str], tuple[View, ExportedPage]] = {}
    for row in decisions.to_dict(orient="records"):
        page, query, title = (
            "" if is_unknown(row.get(name)) else str(row[name]) for name in ("page", "query", "figure")
        )
        if not title or (page, query, title) in found:
            continue
        part = None
        if page in contents:
            if (page, query) not in pages:
                view = view_of(page, parse_qs(query))
                pages[page, query] = view, gather(contents[page], view, store)
            view, gathered = pages[page, query]
            same = (one for one in gathered.figures if one.figure and one.figure.title == title)
            part = next(same, None) or projected(contents[page], view, store, title)
        gone = ExportedPart(title, title, failure="cette figure n’est plus affichée avec les mêmes filtres.")
        found[page, query, title] = part or gone
    return tuple(found.values())


def fallback(meeting: Meeting, template: bytes | None = None, progress: Progress | None = None) -> bytes:
    """The « dossier de secours » : a .zip with the whole meeting as PowerPoint and as PDF, and what speakers
    brought.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        shown = deck(meeting, template, part_of(progress, 0, 2))
        archive.writestr(file_name(("reunion",), "pptx"), shown)
        archive.writestr(file_name(("reunion",), "pdf"), meeting_pdf(meeting, part_of(progress, 1, 2)))
        for name, brought in meeting.brought:
            archive.writestr(f"documents/{name}", brought)
    return content.getvalue()


def deck(meeting: Meeting, template: bytes | None = None, progress: Progress | None = None) -> bytes:
    """The meeting as slides, sixty at most where fewer notes make it hold."""

    def written(pages: Sequence[ExportedPage], progress: Progress | None = None) -> bytes:
        return slides.presentation(meeting.cover, pages, template=template, progress=progress)

    made = written(meeting.on_slides, progress)
    over = slides.count(made) - _MOST_SLIDES
    if over <= 0:
        return made
    notes = slides.count(written(meeting.on_slides[:1]))
    # Those of the notes alone are soon made: the whole is made once more, with as many as hold.
    for most in _FEWER_NOTES:
        shorter = replace(meeting, notes_on_slides=most).on_slides
        if slides.count(written(shorter[:1])) <= notes - over:
            break
    return written(shorter, progress)


def meeting_pdf(meeting: Meeting, progress: Progress | None = None) -> bytes:
    """The whole meeting as PDF: agenda, decisions, then one figure a page."""
    return pdf.dossier(
        meeting.cover,
        meeting.pages,
        agenda=agenda_table(meeting.agenda),
        decisions=decision_table(meeting.decisions, meeting.agenda),
        progress=progress,
    )


def agenda_table(agenda: pd.DataFrame) -> Table:
    """The agenda in French: position, item, speaker, minutes."""
    return Table(
        pd.DataFrame(
            {
                "N°": agenda["position"].astype(str),
                "Point": agenda["item"],
                "Intervenant": agenda["speaker"],
                "Durée prévue": [measure(minutes, "min", none="à fixer") for minutes in agenda["minutes"]],
            }
        )
    )


def decision_table(decisions: pd.DataFrame, agenda: pd.DataFrame) -> Table:
    """What was noted, in French, in the order it was."""
    items = dict(zip(agenda["item_id"], agenda["item"], strict=True))
    return Table(
        pd.DataFrame(
            {
                "Point": [items.get(item, "hors ordre du jour") for item in decisions["agenda_item"]],
                "Nature": [type_word(kind) for kind in decisions["type"]],
                "Texte": [
                    text if is_unknown(vote) else f"{text} ({vote_words(vote)})"
                    for text, vote in zip(decisions["text"], decisions["vote"], strict=True)
                ],
                "Qui": decisions["who"],
                "Échéance": [
                    "non indiquée" if pd.isna(due) else day(pd.Timestamp(due).date())
                    for due in decisions["due"]
                ],
                "État": [
                    status_word(status, kind)
                    for status, kind in zip(decisions["status"], decisions["type"], strict=True)
                ],
            }
        )
    )

"""The documents of the meeting: fallback folder, minutes, and the meeting as PowerPoint, PDF and Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.documents.offered import TEMPLATE, Document, Progress, part
from components.documents.text import file_name
from components.figures.blocks import FILTERS, View
from components.figures.pages import Contents
from components.screen import address, choices, filters
from data.clock import LOCAL_ZONE
from data.journal.folds.rows import each
from data.store import Store
from data.templates import find_template
from pages.meeting import attachments, programme, words
from pages.meeting.held import Held
from pages.registry import PRESENTED

# What speakers brought is held in memory twice while the fallback folder is made.
MOST_BROUGHT = 150 * 1024**2


@dataclass(frozen=True)
class MeetingHeld:
    """What the documents of a meeting are made from.

    ``contents()``: the contents of every page, by name; ``folder``: where the documents of speakers are kept
    ("": nowhere).
    """

    contents: Callable[[], Mapping[str, Contents]]
    held: Held
    folder: str = ""


def of_meeting(
    held: MeetingHeld, store: Store, in_force: Mapping[str, str | None], pages: Sequence[str] = ()
) -> list[Document]:
    """Fallback folder, minutes, and the meeting as PowerPoint, PDF and Excel; ``pages`` narrows these three.

    ``in_force``: the words of the shared filters.
    """
    that = held.held
    begun = None if that.state.started_at is None else that.state.started_at.astimezone(LOCAL_ZONE).date()
    date = that.settings.date or begun
    when = date.isoformat() if date else ""
    names = ("reunion" if not pages else "-".join(pages), when)

    def meeting(progress: Progress, wanted: Sequence[str] = ()) -> Any:
        from components.documents import cover
        from pages.meeting import documents as meeting

        contents = held.contents()
        view_of = view_reader(contents, store, in_force)
        if wanted:
            views = meeting.views_of(that.agenda, wanted)
            shown = meeting.gather_meeting(contents, view_of, store, progress, views)
        else:
            shown = meeting.gather_items(that.agenda, contents, view_of, store, progress)
        opening = cover.cover_of(that.settings, "Réunion du CEP")
        return meeting.Meeting(opening, shown, that.agenda, that.noted, brought(that.agenda, held.folder))

    def fallback(progress: Progress) -> bytes:
        from pages.meeting import documents

        made = meeting(part(progress, 0, 3))
        return documents.fallback(made, find_template(TEMPLATE), part(progress, 1, 3, 2))

    def deck(progress: Progress) -> bytes:
        from components.documents import slides
        from pages.meeting import documents

        made, own, rest = meeting(part(progress, 0, 2), pages), find_template(TEMPLATE), part(progress, 1, 2)
        if pages:
            return slides.presentation(made.cover, made.pages, template=own, progress=rest)
        return documents.deck(made, own, rest)

    def pdf(progress: Progress) -> bytes:
        from components.documents import pdf as writer
        from pages.meeting import documents

        made, rest = meeting(part(progress, 0, 2), pages), part(progress, 1, 2)
        if pages:
            return writer.dossier(made.cover, made.pages, progress=rest)
        return documents.meeting_pdf(made, rest)

    def book(progress: Progress) -> bytes:
        from components.documents import workbook

        made = meeting(part(progress, 0, 2), pages or PRESENTED)
        shown = made.pages if pages else made.presented
        return workbook.workbook(shown, progress=part(progress, 1, 2))

    def minutes(progress: Progress) -> bytes:
        from pages.meeting import documents, minutes

        progress(0.1, "Figures discutées")
        contents = held.contents()
        view_of = view_reader(contents, store, in_force)
        figures = documents.discussed(that.noted, contents, view_of, store)
        return minutes.minutes(that, figures, shown=screens(that, store))

    def summary(progress: Progress) -> bytes:
        from pages.meeting import summary

        progress(0.1, "Synthèse")
        return summary.page(that)

    def calendar(progress: Progress) -> bytes:
        from pages.meeting import calendar

        return calendar.written(that)

    what = "Toute la réunion" if not pages else "Pages choisies"
    tables = "Tous les tableaux (Excel)" if not pages else "Tableaux des pages choisies (Excel)"
    return [
        Document("secours", "Dossier de secours (PowerPoint et PDF)", ":material/emergency_home:",
                 file_name(("dossier-de-secours", when), "zip"), fallback),
        Document("compte-rendu", "Compte rendu (Word)", ":material/description:",
                 file_name(("compte-rendu", when), "docx"), minutes),
        Document("synthese", "Synthèse d’une page (PDF)", ":material/summarize:",
                 file_name(("synthese-de-la-reunion", when), "pdf"), summary),
        Document("calendrier", "Prochaine date et échéances (agenda iCalendar)", ":material/calendar_month:",
                 file_name(("echeances", when), "ics"), calendar),
        Document("reunion-pptx", f"{what} (PowerPoint)", ":material/slideshow:",
                 file_name(names, "pptx"), deck),
        Document("reunion-pdf", f"{what} (PDF)", ":material/picture_as_pdf:",
                 file_name(names, "pdf"), pdf),
        Document("reunion-xlsx", tables, ":material/table_view:",
                 file_name(names, "xlsx"), book),
    ]  # fmt: skip


def screens(held: Held, store: Store) -> list[tuple[str, list[str]]]:
    """What was on the projector, item by item: (its title, each screen and when it was first there).

    Of a meeting without a record (led without projecting, or before there was one), what its items show.
    """
    if len(held.shown):
        names = {row["item_id"]: f"{row['position']}. {row['item']}" for _, row in held.agenda.iterrows()}
        return [
            (
                names.get(str(item_id), "Hors ordre du jour"),
                [f"{words.clock(row.at.tz_convert(LOCAL_ZONE))} — {row.title}" for row in each(of_item)],
            )
            for item_id, of_item in held.shown.groupby("item_id", sort=False)
        ]
    opened = held.agenda[held.agenda["item_id"].isin(list(held.state.spent))]
    return [
        (
            f"{item['position']}. {item['item']}",
            [
                *map(attachments.title, item["attachments"]),
                *(heading for _, heading in programme.headings(item, store)),
            ],
        )
        for _, item in opened.iterrows()
    ]


def brought(agenda: pd.DataFrame, folder: str) -> tuple[tuple[str, bytes], ...]:
    """The files of speakers, named by their item; one that is gone or too many leaves a file that says so."""
    found = []
    room = MOST_BROUGHT
    for row in agenda.to_dict(orient="records"):
        taken: set[str] = set()
        for rank, file_id in enumerate(row["attachments"], start=1):
            name = f"{row['position']:02d}-{attachments.title(file_id)}"
            if name.casefold() in taken:
                name = f"{row['position']:02d}-{rank}-{attachments.title(file_id)}"
            taken.add(name.casefold())
            try:
                size = attachments.size(folder, file_id)
                if size > room:
                    raise attachments.AttachmentRefused(
                        f"« {attachments.title(file_id)} » n’est pas dans ce dossier, qui dépasserait "
                        f"{MOST_BROUGHT // 1024**2} Mo : prenez-le dans le dossier « documents »."
                    )
                room -= size
                found.append((name, attachments.content(folder, file_id)))
            except attachments.AttachmentRefused as error:
                found.append((f"{name}-manquant.txt", str(error).encode("utf-8-sig")))
    return tuple(found)


def view_reader(
    contents: Mapping[str, Contents], store: Store, in_force: Mapping[str, str | None]
) -> Callable[[str, Mapping[str, Sequence[str]] | None], View]:
    """From a page and address parameters (None: the filters and choices in force) to its view."""

    def view_of(page: str, asked: Mapping[str, Sequence[str]] | None) -> View:
        words = in_force if asked is None else {name: asked[name][0] for name in FILTERS if name in asked}
        view = filters.view_of(page, store.load("communes"), store.load("domains"), dict(words))
        if page not in contents:
            return view
        offered = contents[page].every_choice
        if asked is None:
            return replace(view, choices=choices.in_force(offered))
        own = {choice.key: address.value_of(choice, asked.get(choice.key, ())) for choice in offered}
        return replace(view, choices={key: value for key, value in own.items() if value is not None})

    return view_of

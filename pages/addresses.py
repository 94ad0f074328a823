"""docs/adresses.md, written from the registry and the contents of pages: ``python -m pages.addresses``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from components.figures.blocks import COMPARE, FILTERS, Choice
from data import store
from data.french.typography import french
from data.vocabulary import TERRITORIES
from pages.registry import HOME, PAGES

FILE = Path(__file__).parents[1] / "docs" / "adresses.md"
# Options that would fill a page are not listed.
_LISTED = 12


def text() -> str:
    """The whole file. Raises whatever the modules of a page raise."""
    return "\n".join(map(french, [*_opening(), *_views(), *_parameters(), *_shared()])) + "\n"


def _opening() -> Iterator[str]:
    yield from (
        "# Adresses et paramètres",
        "",
        "Les adresses sont une interface publique : elles sont conservées d’une version à l’autre. "
        "Casse et accents y sont indifférents. Ce que l’adresse demande et que la page ne connaît pas est "
        "nommé en haut de la page, jamais ignoré en silence.",
        "",
        "Ce fichier est écrit par `python -m pages.addresses`.",
        "",
    )


def _views() -> Iterator[str]:
    yield from (
        "## Pages et vues",
        "",
        "| page | vue | adresse | filtres qui y agissent |",
        "|---|---|---|---|",
    )
    for contents in (page.contents() for page in PAGES.values()):
        page = contents.page
        for spec, view in zip(page.views, contents.views, strict=True):
            address = f"/{page.path}" + ("" if view is contents.views[0] else f"?vue={spec.slug}")
            acting = ", ".join(f"`{name}`" for name in view.filters) or "aucun"
            yield f"| {page.title} | {spec.label} | `{address}` | {acting} |"
    yield ""


def _parameters() -> Iterator[str]:
    yield from ("## Choix propres à une vue", "", "| page | vue | paramètre | valeurs |", "|---|---|---|---|")
    for contents in (page.contents() for page in PAGES.values()):
        for spec, view in zip(contents.page.views, contents.views, strict=True):
            for choice in view.every_choice:
                if choice == COMPARE:
                    continue
                title = contents.page.title
                yield f"| {title} | {spec.label} | `{choice.key}` ({choice.label}) | {_values(choice)} |"
    yield ""


def _values(choice: Choice) -> str:
    if choice.switch:
        return "`oui`"
    if choice.search:
        return "les mots cherchés"
    if choice.accepts:
        return f"un texte{f', comme {choice.placeholder}' if choice.placeholder else ''}"
    several = " ; peut être répété" if choice.many else ""
    if len(choice.offered) > _LISTED:
        return f"l’un des {len(choice.offered)} intitulés de la liste{several}"
    return ", ".join(option for option in choice.offered if option != choice.initial) + several


def _shared() -> Iterator[str]:
    domains = ", ".join(store.load("domains")["domain"])
    values = {
        "territoire": ", ".join(TERRITORIES),
        "commune": "le nom d’une commune, avec son article",
        "domaine": domains,
    }
    yield from ("## Paramètres communs", "", "| paramètre | valeurs | où |", "|---|---|---|")
    for name in FILTERS:
        yield f"| `{name}` | {values[name]} | partout ; « sans effet ici » là où il n’agit pas |"
    yield from (
        f"| `{COMPARE.key}` ({COMPARE.label}) | `oui` : Centre, Nord et Sud, côte à côte ; `territoire` et "
        "`commune` n’agissent alors pas | les vues où `territoire` agit ; gardé de l’une à l’autre |",
        "| `vue` | la vue ouverte ; absente, la première | partout |",
        "| `projection` | `oui` | partout |",
        "| `etape` | le numéro de l’écran projeté, à partir de 1 | en projection |",
        f"| `q` | les mots cherchés | {HOME.title} |",
    )


if __name__ == "__main__":
    # The same bytes on Windows.
    FILE.write_bytes(text().encode())

"""Where each dataset is shown: the views whose blocks read it, from the declarations of the pages."""

from __future__ import annotations

from functools import cache

from pages.registry import PAGES


@cache
def views_of() -> dict[str, tuple[str, ...]]:
    """Dataset -> « page › view » of each view that shows it, in the order of the menu; this page apart."""
    found: dict[str, dict[str, None]] = {}
    for page in PAGES.values():
        if page.folder == "datasets":
            continue
        labels = {spec.slug: spec.label for spec in page.views}
        for shown in page.contents().views:
            for block in shown.blocks:
                for name in block.datasets:
                    label = labels[shown.slug]
                    where = page.title if label == page.title else f"{page.title} › {label}"
                    found.setdefault(name.removesuffix("?"), {})[where] = None
    return {name: tuple(views) for name, views in found.items()}

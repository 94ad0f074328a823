"""docs/adresses.md says the addresses as they are."""

from pages import addresses
from pages.registry import PAGES


def test_the_page_on_addresses_is_current():
    written = addresses.FILE.read_text(encoding="utf-8")
    assert written == addresses.text(), "python -m pages.addresses"


def test_every_view_and_parameter_of_every_page_is_there():
    written = addresses.FILE.read_text(encoding="utf-8")
    for page in PAGES.values():
        for view in page.views[1:]:
            assert f"`/{page.path}?vue={view.slug}`" in written
        for choice in page.contents().every_choice:
            assert f"`{choice.key}`" in written
    assert "| Formations | Carte | `/formations` | `territoire`, `commune`, `domaine` |" in written

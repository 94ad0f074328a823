"""Projected screens under the rules of axe-core, boxes that scroll, the statement, forced colours."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.reading import broken, letters

pytestmark = pytest.mark.browser

PROJECTED = [
    "/secteur?projection=oui&etape=2",
    "/formations?projection=oui&etape=2",
    "/seance?projection=oui",
]


@pytest.mark.parametrize("path", PROJECTED)
def test_a_projected_screen_breaks_no_rule(window, at_rest, path):
    window.emulate_media(color_scheme="light")
    window.goto(path)
    expect(window.locator(".st-key-projection-controls")).to_be_visible()
    at_rest(window)
    assert broken(window) == []


def test_the_rules_are_read_a_page_without_words_for_a_picture_breaks_one(window, at_rest):
    window.goto("/donnees")
    expect(window.get_by_role("heading", level=1)).to_be_visible()
    at_rest(window)
    window.evaluate("document.querySelector('h1').after(document.createElement('img'))")
    assert [rule for rule, *_ in broken(window)] == ["image-alt"]


def test_a_box_that_scrolls_is_scrolled_by_the_keyboard_and_printed_whole(window, at_rest):
    window.goto("/formations?vue=offres")
    expect(window.get_by_role("heading", level=1)).to_be_visible()
    at_rest(window)
    box = window.locator(".st-key-formations-offres-table-rows")
    expect(box).to_have_attribute("tabindex", "0")
    expect(box).to_have_attribute("role", "region")
    box.focus()
    expect(box).to_be_focused()
    window.keyboard.press("End")
    window.wait_for_function(
        "() => document.querySelector('.st-key-formations-offres-table-rows').scrollTop > 0"
    )
    # Paper does not scroll: it has the last of the 21 rows, and the column that the box hides.
    expect(box.locator("tbody tr")).to_have_count(21)
    rows = box.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
    )
    titles = [letters(title) for title in window.locator("h2").all_inner_texts()]
    paper = pypdfium2.PdfDocument(io.BytesIO(window.pdf(format="A4")))
    sheets = [letters(sheet.get_textpage().get_text_range()) for sheet in paper]
    # Each row whole on one sheet; no title parted from what it is above.
    written = ["".join(map(letters, row)) for row in rows]
    assert [row for row in written if sum(sheet.count(row) for sheet in sheets) != written.count(row)] == []
    assert "Unelignepar" in next(sheet for sheet in sheets if written[0] in sheet)
    assert [title for title in titles for sheet in sheets if sheet.endswith(title)] == []


def test_the_statement_opens_from_the_menu_and_closes_by_the_keyboard(window, at_rest):
    window.goto("/secteur")
    expect(window.get_by_role("heading", level=1)).to_be_visible()
    at_rest(window)
    window.get_by_role("button", name="Accessibilité").click()
    dialog = window.get_by_role("dialog")
    expect(dialog).to_contain_text("non conforme au RGAA")
    expect(dialog).to_contain_text("Ce que nous ne savons pas")
    assert broken(window) == []
    window.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_with_forced_colours_and_without_movement_the_open_view_and_the_focus_still_show(
    chromium, server, at_rest
):
    context = chromium.new_context(
        base_url=server.url,
        forced_colors="active",
        reduced_motion="reduce",
        viewport={"width": 1366, "height": 768},
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto("/secteur")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    at_rest(page)
    chosen = page.get_by_test_id("stMain").get_by_role("radio", name="L’essentiel")
    expect(chosen).to_have_attribute("aria-checked", "true")
    other = page.get_by_test_id("stMain").get_by_role("radio", name="Territoires")
    look = "element => [getComputedStyle(element).fontWeight, getComputedStyle(element).borderTopColor]"
    assert chosen.evaluate(look) != other.evaluate(look)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_css("outline-style", "solid")
    # Nothing moves, by itself or when it changes.
    moving = """() => [...document.querySelectorAll('*')].filter(one => {
      const { transitionDuration, animationName, animationDuration } = getComputedStyle(one);
      const slow = seconds => seconds.split(',').some(part => parseFloat(part) > 0.01);
      return slow(transitionDuration) || animationName !== 'none' && slow(animationDuration);
    }).map(one => one.outerHTML.slice(0, 120))"""
    assert page.evaluate(moving) == []
    # Charts keep ink of their own on the paper of the system.
    charts = page.get_by_test_id("stVegaLiteChart")
    expect(charts.first).to_be_visible()
    inks = charts.locator("svg .mark-rect path").evaluate_all(
        "all => all.map(one => getComputedStyle(one).fill)"
    )
    assert inks
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") not in inks
    context.close()

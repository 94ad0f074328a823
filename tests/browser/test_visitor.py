"""Each question of the visitor's list is answered on screen in at most three actions from the home page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NotFound

from tests.browser.visitor_questions import QUESTIONS, Action, VisitorQuestion

pytestmark = pytest.mark.browser
MOST_ACTIONS = 3

# Every text whose middle is in the window and over nothing, charts included; what is scrolled away in a part
# of the page, or folded, has no place in it.
READ = """() => {
  const read = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || parent.closest('script, style, [data-testid=stSidebar]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const seen = box.width && box.height && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth;
    if (seen && getComputedStyle(parent).visibility !== 'hidden') read.push(node.data);
  }
  for (const field of document.querySelectorAll('input')) {
    const box = field.getBoundingClientRect();
    if (box.height && box.bottom > 0 && box.top < innerHeight) read.push(field.value);
  }
  return read.join(' ');
}"""


def plainly(words: str) -> str:
    """Words as they are compared: one kind of space and of apostrophe, no capitals."""
    return re.sub(r"\s+", " ", words.replace("’", "'")).strip().casefold()


def act(page: Page, action: Action) -> None:
    """Do what a visitor does, with what she reads on screen."""
    if action.kind == "page":
        page.get_by_test_id("stSidebar").get_by_role("link", name=action.words).click()
        expect(page.get_by_role("heading", name=action.words, level=1)).to_be_visible()
    elif action.kind == "view":
        page.get_by_test_id("stMain").get_by_role("radio", name=action.words, exact=True).click()
    elif action.kind == "choose":
        field = page.get_by_role("combobox", name=re.compile(action.words))
        field.click()
        field.fill(action.option)
        page.get_by_role("option", name=action.option, exact=True).click()
    elif action.kind == "type":
        page.locator(".st-key-q input").click()
        page.keyboard.type(action.words)
        expect(page.locator(".st-key-results")).to_be_visible()
    elif action.kind == "result":
        page.locator(".st-key-results").get_by_role("button", name=re.compile(f"^{action.words}")).click()
    elif action.kind == "scroll":
        page.get_by_test_id("stMain").evaluate("part => part.scrollTo(0, part.clientHeight)")
    else:
        raise ValueError(action.kind)


def absent(page: Page, answer: tuple[str, ...]) -> list[str]:
    """The fragments of an answer that are not on screen."""
    read = plainly(page.evaluate(READ))
    return [part for part in map(plainly, answer) if part not in read]


def asked_on_the_way(path: tuple[Action, ...]) -> list[VisitorQuestion]:
    """The questions that one walk answers."""
    return [asked for asked in QUESTIONS if asked.path == path]


@pytest.mark.parametrize(
    "path",
    dict.fromkeys(asked.path for asked in QUESTIONS),
    ids=lambda path: " ".join(word for action in path for word in action[1:] if word) or "home",
)
def test_a_visitor_finds_the_answer_in_at_most_three_actions(
    window: Page,
    rest: Callable[[Page, str], None],
    at_rest: Callable[[Page], None],
    path: tuple[Action, ...],
) -> None:
    assert len(path) <= MOST_ACTIONS
    page = window
    page.set_viewport_size({"width": 1366, "height": 650})
    rest(page, "/")
    expect(page.locator('[class*="st-key-tile-"]')).to_have_count(6)
    for action in path:
        try:
            act(page, action)
        except (NotFound, AssertionError) as error:
            raise AssertionError(f"« {action.words} » ({action.kind}): not on screen") from error
        at_rest(page)
    # The last action is answered when its answer is there, however late the server hears of it.
    wanted = {asked.question: asked.answer for asked in asked_on_the_way(path)}
    assert wanted
    for _ in range(150):
        if path and path[-1].kind == "scroll":
            # A view that is drawn after the scroll starts again at its top.
            act(page, path[-1])
        missing = {question: left for question, answer in wanted.items() if (left := absent(page, answer))}
        if not missing:
            break
        page.wait_for_timeout(200)
    assert missing == {}

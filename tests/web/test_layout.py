"""On a phone: nothing is wider than the window, and what stands in two directions stays in its order."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.api import fill, summarise
from tests.web.conftest import Watch
from tests.web.test_read import EXAMPLE


@pytest.fixture(params=[("ar", 390), ("en", 320)], ids=str)
def phone(request: pytest.FixtureRequest, browser: Browser, address: str, watch: Watch) -> Iterator[Page]:
    """The page on a phone that is held upright, in both languages."""
    lang, width = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 700}, has_touch=True, reduced_motion="reduce"
    )
    context.set_default_timeout(90_000)
    page = context.new_page()
    watch.follow(page)
    page.goto(f"{address}/?lang={lang}")
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()


@pytest.mark.parametrize("view", ["read", "compare", "dump"])
def test_no_view_scrolls_sideways(phone: Page, view: str) -> None:
    """Neither empty nor with all that it can show: boxes of code and tables scroll in themselves."""
    phone.click(f"[data-view-link='{view}']")
    assert _measure_excess(phone) == 0
    fill(phone, view)
    assert _measure_excess(phone) == 0


def _measure_excess(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_a_tap_shows_the_score_of_a_sentence(phone: Page) -> None:
    """Within the window."""
    summarise(phone, EXAMPLE)
    phone.locator(".page-text .sentence").nth(3).tap()
    box = phone.locator("#score-card").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= phone.evaluate("innerWidth")


def test_words_of_the_page_keep_their_direction_within_lines_of_the_other(phone: Page) -> None:
    """And so do fields that are empty."""
    direction = phone.get_attribute("html", "dir") or ""
    for field in ("#read-text", "#read-focus", "#compare-a"):
        assert phone.eval_on_selector(field, "one => getComputedStyle(one).direction") == direction
    summarise(phone, EXAMPLE)
    for place in (".reason", ".part"):
        found = phone.eval_on_selector_all(place, "all => all.map(one => getComputedStyle(one).direction)")
        assert set(found) == {direction}
    expect(phone.locator(".line-body").first).to_have_attribute("dir", "rtl")

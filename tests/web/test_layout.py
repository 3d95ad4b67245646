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


def test_bullets_stand_within_the_border(phone: Page) -> None:
    """A marker hangs out of its item by about one letter, so its list leaves it that place."""
    summarise(phone, EXAMPLE)
    spare = phone.eval_on_selector_all(
        "main ul, main ol",
        """lists => lists
            .filter(list => list.offsetParent && getComputedStyle(list).listStyleType !== 'none')
            .map(list => parseFloat(getComputedStyle(list).paddingInlineStart) / parseFloat(getComputedStyle(list).fontSize))""",
    )
    assert spare
    assert min(spare) > 1.2
    for place in (".summary-list", ".contents ol"):
        box = phone.locator(place).first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= phone.evaluate("innerWidth")


def test_a_number_looks_like_the_words_around_it(phone: Page) -> None:
    """In a font of ours, at the size of its line: its own element changes neither."""
    summarise(phone, EXAMPLE)
    unlike = phone.eval_on_selector_all(
        "main bdi",
        """all => all.filter(one => ["fontSize", "fontFamily", "fontWeight"].some(name =>
            getComputedStyle(one)[name] !== getComputedStyle(one.parentElement)[name]))
            .map(one => one.textContent)""",
    )
    assert phone.locator("main bdi").count() > 0
    assert unlike == []


def test_buttons_stand_above_the_sentences_that_they_copy(phone: Page) -> None:
    """Nobody scrolls through a summary to save it."""
    summarise(phone, EXAMPLE)
    first = phone.locator(".summary-list").first.bounding_box()
    assert first is not None
    for button in ("#copy-text", "#copy-json", "#download-md", "#download-csv", "#download-docx"):
        box = phone.locator(button).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < first["y"]


def test_an_address_with_nothing_is_a_page_that_leads_back(phone: Page, address: str, watch: Watch) -> None:
    """In the reader's language; only its status is for programs."""
    watch.allowed = ("404",)
    reply = phone.goto(f"{address}/nowhere")
    assert reply is not None
    assert (reply.status, reply.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert _measure_excess(phone) == 0
    phone.locator("main a").first.click()
    phone.wait_for_selector("html[data-ready]")

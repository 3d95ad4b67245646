"""By keyboard alone, as somebody does who cannot see the page: every view, and what is said meanwhile."""

from playwright.sync_api import Page, expect


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until it stands there."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_the_first_stop_leads_past_the_header(page: Page) -> None:
    """To the content of the view."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_page_is_read(page: Page) -> None:
    """From the example to the summary in the clipboard; what was found is said."""
    _tab_to(page, "#read-example")
    page.keyboard.press("Enter")
    page.wait_for_selector("#found")
    expect(page.locator("#live")).to_have_text("عدد المقالات: \u20682\u2069")
    _tab_to(page, "#read-mode")
    _tab_to(page, ".page-text .sentence")
    expect(page.locator("#score-card")).to_be_visible()
    _tab_to(page, "#length")
    page.keyboard.press("Home")
    expect(page.locator(".summary-list li:visible")).to_have_count(2)
    _tab_to(page, ".summary-list a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.sentence.chosen')")
    _tab_to(page, "#copy-text")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_have_text("نُسخ.")


def test_two_articles_are_compared(page: Page) -> None:
    """The verdict is said."""
    _tab_to(page, "[data-view-link='compare']")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_have_text("هل المقالان مكرران؟")
    _tab_to(page, "#compare-example")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_have_text("غير مكررين")
    _tab_to(page, ".passages button")
    page.keyboard.press("Enter")
    expect(page.locator("mark.pointed")).to_have_count(2)


def test_a_dump_is_browsed(page: Page) -> None:
    """Its end is said; clusters, differences and the threshold are within reach."""
    _tab_to(page, "[data-view-link='dump']")
    page.keyboard.press("Enter")
    _tab_to(page, "#dump-file")
    _tab_to(page, "#dump-example")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_have_text("اكتملت")
    page.wait_for_selector("#clusters .window-row")
    _tab_to(page, "#clusters .window")
    page.keyboard.press("Enter")
    page.wait_for_selector("#cluster .document.kept")
    _tab_to(page, ".differences-button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".differences")
    _tab_to(page, "#threshold")
    page.keyboard.press("End")
    assert "\u20681.00\u2069" in (page.get_attribute("#threshold", "aria-valuetext") or "")
    _tab_to(page, "#threshold-apply")
    _tab_to(page, "#blocks summary")
    _tab_to(page, "#downloads a")

"""No violation that axe-core finds, on any view, in either language, light or dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.conftest import Watch


def _fill(page: Page, view: str) -> None:
    """Bring a view to where it shows the most."""
    page.click(f"[data-view-link='{view}']")
    page.click(f"#{view}-example")
    if view == "read":
        page.wait_for_selector("#found")
        page.locator(".page-text .sentence").first.focus()
        page.locator("details.code summary").click()
    elif view == "compare":
        page.wait_for_selector(".verdict")
    else:
        page.locator("#clusters .window-row").first.click()
        page.locator(".differences-button").first.click()
        page.wait_for_selector(".differences")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("view", ["read", "compare", "dump"])
def test_a_view_has_no_violation(
    browser: Browser, address: str, watch: Watch, view: str, lang: str, scheme: str
) -> None:
    """Empty, and with all that it can show."""
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    context.set_default_timeout(90_000)
    page = context.new_page()
    watch.follow(page)
    page.goto(f"{address}/?lang={lang}#{view}")
    page.wait_for_selector("html[data-ready]")
    for fill in (False, True):
        if fill:
            _fill(page, view)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    context.close()

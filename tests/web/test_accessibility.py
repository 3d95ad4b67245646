"""No violation that axe-core finds, on any view, in either language, light or dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.web.api import fill
from tests.web.conftest import Watch


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
    for filled in (False, True):
        if filled:
            fill(page, view)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    context.close()

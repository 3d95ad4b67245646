"""No violation that axe-core finds, on any view: either language, light or dark, on a phone and on a desk."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.api import fill
from tests.web.conftest import Watch

# Width of the window, language, colours: each width in both languages and in both colours.
LOOKS = [(390, "ar", "light"), (390, "en", "dark"), (1280, "ar", "dark"), (1280, "en", "light")]
# Pages beside the views: the documents of the API, the answer to an address that there is not, what a problem is.
PAGES = ["/docs", "/docs/try", "/nowhere", "/problems/not-found"]


@pytest.fixture(params=LOOKS, ids=str)
def look(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[BrowserContext, str]]:
    """A browser session with such a window, and its language."""
    width, lang, scheme = request.param
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        viewport={"width": width, "height": 844},
    )
    context.set_default_timeout(90_000)
    yield context, lang
    context.close()


def check(page: Page) -> None:
    """No violation, and nothing wider than the window."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("view", ["read", "compare", "dump"])
def test_a_view_has_no_violation(
    look: tuple[BrowserContext, str], address: str, watch: Watch, view: str
) -> None:
    """Empty, and with all that it can show."""
    context, lang = look
    page = context.new_page()
    watch.follow(page)
    page.goto(f"{address}/?lang={lang}#{view}")
    page.wait_for_selector("html[data-ready]")
    check(page)
    fill(page, view)
    check(page)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_beside_the_views_has_no_violation(
    look: tuple[BrowserContext, str], address: str, path: str
) -> None:
    """In the viewer of the API an operation is open, as somebody has it who tries one."""
    context, lang = look
    page = context.new_page()
    page.goto(f"{address}{path}?lang={lang}")
    if path == "/docs/try":
        page.locator("[id$=create_summaries] .opblock-summary").click()
        page.wait_for_selector(".body-param__text")
    check(page)

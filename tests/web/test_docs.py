"""The documentation of the API can be read and tried, in Arabic and English, with nothing from other hosts."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.web.conftest import Watch

VIEWER = Path(__file__).parents[2] / "service/static/swagger-ui"


@pytest.mark.parametrize(("lang", "button"), [("ar", "نفّذ"), ("en", "Execute")])
def test_a_summary_can_be_tried(
    context: BrowserContext, address: str, watch: Watch, lang: str, button: str
) -> None:
    """The example of the document is sent, and the answer shown; the policy of the page holds."""
    page = context.new_page()
    watch.follow(page)
    page.goto(f"{address}/docs/try?lang={lang}")
    operation = page.locator("[id$=create_summaries]")
    operation.locator(".opblock-summary").click()
    operation.get_by_role("button", name=button, exact=True).click()
    expect(operation.locator(".live-responses-table")).to_contain_text('"sentences"')
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")


def test_the_viewer_is_the_one_that_was_published() -> None:
    """Of swagger-ui-dist 5.35.0."""
    found = hashlib.sha256((VIEWER / "swagger-ui-bundle.js").read_bytes()).hexdigest()
    assert found == "e6a898692f2d768e807c3ba4626068a69a2c5dd960dd6c76f3e4d3a3de180af2"

"""Without JavaScript the first part still gives a summary, by a plain form."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from service.app import create_app
from service.settings import ServiceSettings
from tests.web.conftest import Watch
from tests.web.test_reading import EXAMPLE


@pytest.fixture
def plain(browser: Browser, address: str, watch: Watch) -> Iterator[Page]:
    """The page in a browser that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    watch.follow(page)
    page.goto(address)
    yield page
    context.close()


def test_the_form_gives_a_summary(plain: Page) -> None:
    """Both articles, as many sentences as were asked for, and the text still in its field."""
    plain.fill("#read-text", EXAMPLE)
    plain.fill("[name='sentences']", "2")
    plain.click("#read-form .primary")
    expect(plain.locator(".plain article")).to_have_count(2)
    expect(plain.locator(".plain article >> nth=0 >> li")).to_have_count(2)
    assert plain.input_value("#read-text") == EXAMPLE


def test_what_needs_scripts_is_not_offered(plain: Page) -> None:
    """No button that does nothing."""
    expect(plain.locator(".scripted >> visible=true")).to_have_count(0)
    expect(plain.locator(".noscript")).to_be_visible()


def test_a_form_that_is_too_large_is_refused_in_arabic(tmp_path: str) -> None:
    """And so is one for a service that needs a key."""
    client = create_app(ServiceSettings(max_body=1000, data=tmp_path)).test_client()
    reply = client.post("/", data={"text": "كلمة " * 500}, content_type="multipart/form-data")
    assert reply.status_code == 413


def test_a_title_of_markup_is_escaped(plain: Page) -> None:
    """In the field and in the summary."""
    plain.fill(
        "#read-text",
        "</textarea><b id='injected'>\n\nافتتحت البلدة مكتبتها الأولى صباح السبت.\n\nوقالت المديرة إن الدخول مجاني للجميع.",
    )
    plain.click("#read-form .primary")
    expect(plain.locator(".plain article")).to_have_count(1)
    assert plain.locator("#injected").count() == 0

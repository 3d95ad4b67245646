"""Without JavaScript the first part still gives a summary, by a plain form."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from service.app import create_app
from service.http.access.auth import hash_token, make_token
from service.http.operations import Scope
from service.settings import ServiceSettings
from tests.service.servers import serving
from tests.web.conftest import Watch
from tests.web.test_read import EXAMPLE


@pytest.fixture
def plain(browser: Browser, address: str, watch: Watch) -> Iterator[Page]:
    """The page in a browser that runs no script."""
    context = browser.new_context(locale="ar", java_script_enabled=False)
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


def test_sentences_stand_in_their_own_direction(plain: Page) -> None:
    """In the English page too: their points are beside their first words."""
    plain.goto(plain.url + "?lang=en")
    plain.fill("#read-text", EXAMPLE)
    plain.click("#read-form .primary")
    found = plain.eval_on_selector_all(".plain li", "all => all.map(one => getComputedStyle(one).direction)")
    assert set(found[:6]) == {"rtl"}


def test_a_service_with_keys_says_why_it_cannot_answer_a_form(
    browser: Browser, watch: Watch, tmp_path: Path
) -> None:
    """With 401, in the reader's language; what was typed is still there."""
    watch.allowed = ("401",)
    keys = tmp_path / "keys.json"
    entry = {"name": "desk", "sha256": hash_token(make_token()), "scopes": [Scope.READ]}
    keys.write_text(json.dumps({"keys": [entry]}))
    context = browser.new_context(locale="ar", java_script_enabled=False)
    page = context.new_page()
    watch.follow(page)
    with serving(KHULASA_SERVE_KEYS=str(keys)) as running:
        for lang, words in (("ar", "تحتاج هذه الخدمة إلى مفتاح"), ("en", "This service needs a key")):
            page.goto(f"http://127.0.0.1:{running.port}/?lang={lang}")
            page.fill("#read-text", EXAMPLE)
            with page.expect_navigation() as answer:
                page.click("#read-form .primary")
            assert answer.value is not None
            assert answer.value.status == 401
            expect(page.locator("#read-error")).to_contain_text(words)
            assert page.input_value("#read-text") == EXAMPLE
            assert page.locator(".plain").count() == 0
    context.close()


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

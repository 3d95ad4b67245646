"""The service goes away and comes back; keys that it wants are asked for. Nothing typed is lost."""

import json
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from service.http.access.auth import hash_token, make_token
from service.http.operations import Scope
from tests.service.servers import serving
from tests.web.api import read_chosen
from tests.web.conftest import Watch
from tests.web.test_read import EXAMPLE


def test_a_service_that_goes_away_is_waited_for(context: BrowserContext, watch: Watch) -> None:
    """What was asked meanwhile is answered when it is back."""
    watch.allowed = ("ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "503")
    page = context.new_page()
    watch.follow(page)
    with serving() as running:
        page.goto(f"http://127.0.0.1:{running.port}")
        page.wait_for_selector("html[data-ready]")
    page.fill("#read-text", EXAMPLE)
    page.click("#read-form .primary")
    expect(page.locator("#away")).to_contain_text("الخدمة لا تستجيب")
    assert page.input_value("#read-text") == EXAMPLE
    with serving(port=running.port):
        page.wait_for_selector("#found")
        assert len(read_chosen(page)) == 6
        expect(page.locator("#away")).to_contain_text("عادت الخدمة")


def test_a_key_is_asked_for_and_kept_in_the_tab_only(
    context: BrowserContext, watch: Watch, tmp_path: Path
) -> None:
    """In no address and in nothing that outlives the tab."""
    watch.allowed = ("401",)
    token = make_token()
    keys = tmp_path / "keys.json"
    keys.write_text(
        json.dumps({"keys": [{"name": "desk", "sha256": hash_token(token), "scopes": [Scope.READ]}]})
    )
    page = context.new_page()
    watch.follow(page)
    with serving(KHULASA_SERVE_KEYS=str(keys)) as running:
        page.goto(f"http://127.0.0.1:{running.port}")
        page.wait_for_selector("html[data-ready]")
        page.click("#read-example")
        page.fill("#key-value", "khulasa_wrong")
        page.press("#key-value", "Enter")
        page.fill("#key-value", token)
        page.press("#key-value", "Enter")
        page.wait_for_selector("#found")
        assert token not in page.url
        assert token not in json.dumps(context.storage_state())
        assert page.evaluate("sessionStorage.getItem('khulasa-key')") == token

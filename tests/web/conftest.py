"""A real browser in front of a real service; an error in its console or a request to another host fails the test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.service.servers import serving

_FOLDER = Path(__file__).parent
# Milliseconds; long, since a machine may be busy.
_PATIENCE = 90_000
# The browser makes no requests of its own while a test runs.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests with a browser are slow by nature."""
    for item in items:
        if _FOLDER in item.path.parents:
            item.add_marker(pytest.mark.slow)


def find_program(*names: str) -> str:
    """The path of a program of the system. Without it tests are skipped, or fail where it is required (`.ci/run`)."""
    for name in names:
        if found := shutil.which(name):
            return found
    message = f"NO {names[0].upper()}: the page is not tested; install it (apt-get install {names[0]}) and run again"
    if os.environ.get("KHULASA_NEEDS_BROWSER"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium of the system. Not for the session: playwright keeps an asyncio loop running in this thread until
    it ends, and the tests of other folders call ``asyncio.run``.
    """
    found = find_program("chromium", "chromium-browser", "google-chrome")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a running service."""
    with serving(KHULASA_SERVE_WORKER="true") as running:
        yield f"http://127.0.0.1:{running.port}"


class Watch:
    """A page's errors and warnings, and its requests to other hosts; those that contain one of ``allowed`` are not errors."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.allowed: tuple[str, ...] = ()

    def follow(self, page: Page) -> None:
        """Record what a page does from now on."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        page.on("request", self._see)

    def check(self) -> None:
        """Fail if there was anything that is not allowed."""
        assert [one for one in self.heard if not any(part in one for part in self.allowed)] == []

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            self.heard.append(f"{message.type}: {message.text}")

    def _see(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "blob:http://127.0.0.1:", "data:")):
            self.heard.append(f"request: {request.url}")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What the pages of a test report; checked at its end."""
    watching = Watch()
    yield watching
    watching.check()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser session without data of other tests."""
    made = browser.new_context(locale="ar", reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    made.set_default_timeout(_PATIENCE)
    made.grant_permissions(["clipboard-read", "clipboard-write"])
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str, watch: Watch) -> Page:
    """The page, in Arabic, ready."""
    opened = context.new_page()
    watch.follow(opened)
    opened.goto(address)
    opened.wait_for_selector("html[data-ready]")
    return opened

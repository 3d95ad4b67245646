"""What the service itself says, to hold the page against; and what a person does on the page."""

import json
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Page


def ask(address: str, path: str, body: object) -> Any:
    """The JSON that the service answers to a JSON body."""
    data = json.dumps(body).encode()
    request = Request(address + path, data, {"Content-Type": "application/json"})  # noqa: S310
    with urlopen(request) as reply:  # noqa: S310
        return json.load(reply)


def summarise(page: Page, text: str) -> None:
    """Put a text in and have it summarised."""
    page.fill("#read-text", text)
    page.click("#read-form .primary")
    page.wait_for_selector("#found")


def slide(page: Page, length: int) -> None:
    """Move the slider as a finger does."""
    page.evaluate(
        "n => { const slider = document.getElementById('length'); slider.value = n; slider.dispatchEvent(new Event('input')); }",
        length,
    )


def read_chosen(page: Page) -> list[str]:
    """The sentences that are lit, in reading order."""
    found: list[str] = page.eval_on_selector_all(
        ".page .sentence.chosen:not(.legend *)", "all => all.map(one => one.textContent)"
    )
    return found


def fill(page: Page, view: str) -> None:
    """Bring a view to where it shows the most."""
    page.click(f"[data-view-link='{view}']")
    page.click(f"#{view}-example")
    if view == "read":
        page.wait_for_selector("#found")
    elif view == "compare":
        page.wait_for_selector(".verdict")
    else:
        page.locator("#clusters .window-row").first.click()
        page.locator(".differences-button").first.click()
        page.wait_for_selector(".differences")
    for summary in page.locator("details summary >> visible=true").all():
        summary.click()
    if view == "read":
        page.locator(".page-text .sentence").first.focus()

"""Pictures of every view for `docs/tour.md`, on a phone and a desk: python docs/tour/make.py ADDRESS."""

import json
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

_SIZES = {"phone": (390, 844), "desktop": (1280, 860)}
_FOLDER = Path(__file__).parent
_EXAMPLES = _FOLDER.parents[1] / "service/static/examples"
# Copies of the example, so that the job runs long enough for a picture.
_TIMES = 1200


def main(address: str) -> None:
    """Take the pictures from a running service."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size, (width, height) in _SIZES.items():
            _tour(browser, address, size, width, height)
        browser.close()


def _tour(browser: Browser, address: str, size: str, width: int, height: int) -> None:
    for lang, scheme in (("ar", "light"), ("en", "dark")):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(120_000)
        page = context.new_page()
        page.goto(f"{address}/?lang={lang}")
        page.wait_for_selector("html[data-ready]")
        name = f"{size}-{lang}"
        _take(page, f"first-{name}")
        page.click("#read-example")
        page.wait_for_selector("#found")
        if size == "desktop":
            page.locator(".page-text .sentence").nth(3).hover()
        _take(page, f"read-{name}")
        page.goto(f"{address}/?lang={lang}#compare")
        page.click("#compare-example")
        page.wait_for_selector(".verdict")
        _take(page, f"compare-{name}")
        page.goto(f"{address}/?lang={lang}#dump")
        page.click("#dump-example")
        page.wait_for_selector("[data-state='done']")
        page.wait_for_selector("#clusters .window-row")
        page.locator("#clusters .window-row").first.click()
        page.locator(".differences-button").last.click()
        page.wait_for_selector(".differences")
        page.evaluate("document.getElementById('dump-job').scrollIntoView()")
        _take(page, f"dump-{name}")
        page.evaluate("document.querySelector('.document:has(.differences)').scrollIntoView()")
        _take(page, f"cluster-{name}")
        page.evaluate("document.getElementById('thresholds').scrollIntoView()")
        _take(page, f"thresholds-{name}")
        _take_job(page, f"{address}/?lang={lang}#dump", f"job-{name}")
        context.close()
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=False,
        )
        _take_plain(context.new_page(), f"{address}/?lang={lang}", f"plain-{name}")
        context.close()


def _take_job(page: Page, address: str, name: str) -> None:
    """A running job, which is cancelled afterwards."""
    rows = [json.loads(line) for line in (_EXAMPLES / "dump.jsonl").read_text(encoding="utf-8").splitlines()]
    dump = "".join(
        json.dumps(
            row | {"id": f"{time}-{row['id']}", "text": f"{row['text']} {time} {time * 7}"},
            ensure_ascii=False,
        )
        + "\n"
        for time in range(_TIMES)
        for row in rows
    )
    page.goto(address)
    page.set_input_files(
        "#dump-file", {"name": "dump.jsonl", "mimeType": "text/plain", "buffer": dump.encode()}
    )
    page.click("#dump-form .primary")
    # Until the bar is not empty.
    page.wait_for_selector("#job-phase ~ progress:not([value='0'])")
    page.evaluate("document.getElementById('dump-job').scrollIntoView({ block: 'center' })")
    _take(page, name)
    page.click("#job-remove")
    page.wait_for_selector("#dump-gone")


def _take_plain(page: Page, address: str, name: str) -> None:
    """The answer to the form in a browser that runs no script."""
    page.goto(address)
    page.fill("#read-text", (_EXAMPLES / "page.txt").read_text(encoding="utf-8"))
    page.click("#read-form .primary")
    page.locator(".plain").wait_for()
    page.mouse.wheel(0, 480)
    page.wait_for_timeout(300)
    page.screenshot(path=_FOLDER / f"{name}.jpg", type="jpeg", quality=60)


def _take(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    page.screenshot(path=_FOLDER / f"{name}.jpg", type="jpeg", quality=60)


if __name__ == "__main__":
    main(sys.argv[1])

"""The command and the Python that the page shows are run as they stand, and give what is on the screen."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from service.http.access.auth import hash_token, make_token
from service.http.operations import Scope
from tests.service.jobs.clients import wait_until_ended
from tests.service.servers import serving
from tests.web.api import read_chosen, slide, summarise
from tests.web.conftest import Watch, find_program
from tests.web.jobs import read, read_job
from tests.web.test_compare import EXAMPLES, A, B
from tests.web.test_read import EXAMPLE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a reader has saved the texts, as the page says."""
    for name in ("curl", "jq"):
        find_program(name)
    (tmp_path / "page.txt").write_text(EXAMPLE, encoding="utf-8")
    for name in ("a.txt", "b.txt", "dump.jsonl"):
        shutil.copy(EXAMPLES / name, tmp_path)
    return tmp_path


def _copy(page: Page, name: str) -> str:
    """What the button beside a program puts into the clipboard."""
    details = page.locator("details.code >> visible=true")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    details.locator(f"button[aria-label$='{name}']").click()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied == details.locator(f"pre[aria-label='{name}']").text_content()
    return copied


def _run_shell(page: Page, folder: Path, **environ: str) -> Any:
    command = f"set -euo pipefail; {_copy(page, 'curl')}"
    return json.loads(_run(["bash", "-c", command], folder, environ))


def _run_python(page: Page, folder: Path, **environ: str) -> str:
    return _run([sys.executable, "-c", _copy(page, "Python")], folder, environ).decode()


def _run(command: list[str], folder: Path, environ: dict[str, str]) -> bytes:
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environ}, check=True, stdout=subprocess.PIPE
    ).stdout


def _list_sentences(reply: Any) -> list[str]:
    return [row["text"] for article in reply["articles"] for row in article["summary"]["sentences"]]


def test_a_page_is_summarised_by_both(page: Page, folder: Path) -> None:
    """At the length, in the mode and with the focus that the page shows, quotes in it and all."""
    summarise(page, EXAMPLE)
    page.select_option("#read-mode", "content")
    page.fill("#read-focus", "الميناء 'و\"الرصيف\"' \\(القديم")
    page.press("#read-focus", "Enter")
    page.wait_for_selector("#read-form .primary:not([aria-busy])")
    slide(page, 2)
    page.wait_for_selector("details.code:has-text('sentences=2'):has-text('القديم')", state="attached")
    chosen = read_chosen(page)
    assert chosen
    assert _list_sentences(_run_shell(page, folder)) == chosen
    assert [line for line in _run_python(page, folder).splitlines() if line] == chosen


@pytest.mark.parametrize("threshold", ["", "0.3"])
def test_two_articles_are_compared_by_both(page: Page, folder: Path, threshold: str) -> None:
    """By the rule, and by a threshold."""
    page.click("[data-view-link='compare']")
    page.select_option("#compare-threshold", threshold)
    page.fill("#compare-a", A)
    page.fill("#compare-b", B)
    page.click("#compare-form .primary")
    page.wait_for_selector(".verdict")
    said = _run_shell(page, folder)
    assert said["duplicate"] is bool(threshold)
    assert page.locator(".verdict.one").count() == said["duplicate"]
    assert _run_python(page, folder).split() == [str(said["duplicate"]), str(said["similarity"])]


def test_a_dump_is_done_by_both(page: Page, folder: Path, address: str) -> None:
    """With the same settings, to the same counts; the Python brings every result home."""
    page.click("[data-view-link='dump']")
    page.select_option("#dump-keep", "longest")
    page.select_option("#dump-threshold", "0.5")
    page.click("#dump-example")
    page.wait_for_selector("[data-state='done']")
    page.wait_for_selector("#downloads li")
    job = read_job(page)
    made = _run_shell(page, folder)
    done = wait_until_ended(lambda: read(f"{address}/v1/jobs/{made['id']}"))
    name = _run_python(page, folder).split()[0]
    again = read(f"{address}/v1/jobs/{name}")
    for other in (done, again):
        assert other["settings"] == job["settings"]
        assert other["counts"] == job["counts"]
    for result in again["results"]:
        assert (folder / result["name"]).stat().st_size == result["size"]


def test_a_key_is_taken_from_a_variable_and_never_written_out(
    context: BrowserContext, watch: Watch, folder: Path, tmp_path: Path
) -> None:
    """Who copies the command passes no key on; with the variable it runs."""
    watch.allowed = ("401",)
    token = make_token()
    keys = tmp_path / "keys.json"
    entry = {"name": "desk", "sha256": hash_token(token), "scopes": [Scope.READ]}
    keys.write_text(json.dumps({"keys": [entry]}))
    page = context.new_page()
    watch.follow(page)
    with serving(KHULASA_SERVE_KEYS=str(keys)) as running:
        page.goto(f"http://127.0.0.1:{running.port}")
        page.wait_for_selector("html[data-ready]")
        page.click("#read-example")
        page.fill("#key-value", token)
        page.press("#key-value", "Enter")
        page.wait_for_selector("details.code")
        assert token not in page.content()
        chosen = read_chosen(page)
        assert _list_sentences(_run_shell(page, folder, KHULASA_KEY=token)) == chosen
        printed = _run_python(page, folder, KHULASA_KEY=token)
        assert [line for line in printed.splitlines() if line] == chosen

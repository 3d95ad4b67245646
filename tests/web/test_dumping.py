"""A dump: uploaded, followed, left and come back to, cancelled, browsed; what is shown is what the service has."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.service.serving import serving
from tests.web.conftest import Watch

PARAGRAPH = "وقال المتحدث رقم {n} إن بلدة الصنوبر {n} افتتحت مدرسة تضم {n} قاعة، وإن طلاب الحي {n} سيعودون إليها صباح الأحد بعد ترميم دام {n} يوماً."
LINE = "اشترك في نشرتنا البريدية ليصلك موجز الصباح"


def _write_dump(n_stories: int) -> bytes:
    """Stories with one copy each that has another last sentence, a line that recurs, and a line that is no JSON."""
    rows = []
    for n in range(n_stories):
        body = " ".join(f"{PARAGRAPH.format(n=n * 7 + step)}" for step in range(4))
        for copy, tail in enumerate(("وانتهى الحفل مساءً.", "وغادر الضيوف القاعة.")):
            rows.append({"id": f"s{n}-{copy}", "text": f"{body} {tail}\n{LINE}", "source": "الضفاف"})
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows) + b"broken\n"


DUMP = _write_dump(12)


@pytest.fixture(scope="module")
def done(address: str) -> str:
    """The address of a job over the dump, once it is done."""
    request = Request(  # noqa: S310
        f"{address}/v1/jobs?kind=dedup&level=both", DUMP, {"Content-Type": "application/x-ndjson"}
    )
    with urlopen(request) as reply:  # noqa: S310
        name = json.load(reply)["id"]
    while _read(f"{address}/v1/jobs/{name}")["state"] in ("queued", "running"):
        time.sleep(0.2)
    return f"{address}/#dump?job={name}"


@pytest.fixture
def browsed(context: BrowserContext, done: str, watch: Watch) -> Page:
    """The page of the finished job."""
    page = context.new_page()
    watch.follow(page)
    page.goto(done)
    page.wait_for_selector("#clusters .window-row")
    return page


def _read(address: str) -> Any:
    with urlopen(address) as reply:  # noqa: S310
        return json.load(reply)


def _api(page: Page, path: str) -> Any:
    """What the service says of the job that a page shows."""
    base, name = page.url.split("/#dump?job=")
    return _read(f"{base}/v1/jobs/{name}{path}")


def test_a_file_is_uploaded_and_followed_to_its_end(page: Page) -> None:
    """The address names the job from then on; what was counted is shown."""
    page.click("[data-view-link='dump']")
    page.set_input_files("#dump-file", {"name": "d.jsonl", "mimeType": "text/plain", "buffer": DUMP})
    page.click("#dump-form .primary")
    page.wait_for_selector("[data-state='done']")
    counts = _api(page, "")["counts"]
    assert counts["refused"] == 1
    shown = page.locator("#dump-job .figures dd").all_inner_texts()
    assert shown == [str(counts[name]) for name in ("documents", "kept", "removed", "clusters", "refused")]


def test_clusters_show_the_kept_document_its_copies_and_how_they_differ(browsed: Page) -> None:
    """What one has alone is not marked as shared."""
    browsed.locator("#clusters .window-row").first.click()
    browsed.wait_for_selector("#cluster .document.kept")
    cluster = _api(browsed, "/clusters?limit=1")["clusters"][0]
    said = _api(browsed, f"/clusters/{cluster['cluster']}")
    assert browsed.locator(".document.kept .page-text").text_content() == said["kept"]["text"]
    browsed.locator(".differences-button").first.click()
    browsed.wait_for_selector(".differences")
    marked = " ".join(browsed.locator(".differences .side-text").nth(1).locator("mark").all_text_contents())
    assert "وغادر" not in marked
    assert "افتتحت مدرسة" in marked


def test_clusters_are_opened_by_keyboard(browsed: Page) -> None:
    """Arrows move, Enter opens, and the list says which row is meant."""
    browsed.focus("#clusters .window")
    browsed.keyboard.press("ArrowDown")
    assert browsed.get_attribute("#clusters .window", "aria-activedescendant") == "row-1"
    browsed.keyboard.press("Enter")
    browsed.wait_for_selector("#cluster .document.kept")


def test_blocks_stand_under_their_source(browsed: Page) -> None:
    """The line that stands in every document is there, and in how many."""
    browsed.click("#blocks summary")
    expect(browsed.locator("#blocks h3")).to_have_text("الضفاف")
    expect(browsed.locator("#blocks q")).to_have_text([LINE])


def test_refused_records_are_listed_with_line_and_reason(browsed: Page) -> None:
    """In words, with what stood there."""
    browsed.click("#refused summary")
    expect(browsed.locator("#refused li")).to_contain_text("سجل تالف")
    expect(browsed.locator("#refused code")).to_have_text("broken")


def test_the_threshold_slider_says_at_once_how_many_are_kept(browsed: Page) -> None:
    """For every hundredth, from what the run counted; nothing is asked of the service."""
    kept = _api(browsed, "/thresholds")["kept"]
    known = [at for at in range(101) if kept[at] is not None]
    assert browsed.get_attribute("#threshold", "min") == str(known[0])
    assert len(set(kept)) > 1
    asked: list[str] = []
    browsed.on("request", lambda request: asked.append(request.url))
    for at in known[::5]:
        browsed.evaluate(
            "at => { const slider = document.getElementById('threshold'); slider.value = at; slider.dispatchEvent(new Event('input')); }",
            at,
        )
        assert f"\u2068{kept[at]}\u2069" in browsed.locator("#threshold-value").inner_text()
    assert asked == []


def test_a_result_is_downloaded(browsed: Page) -> None:
    """As the service wrote it."""
    with browsed.expect_download() as waiting:
        browsed.click("#downloads a[download='kept.jsonl']")
    rows = Path(waiting.value.path()).read_bytes().splitlines()
    assert len(rows) == _api(browsed, "")["counts"]["kept"]


def test_a_job_is_decided_anew_by_a_threshold(page: Page) -> None:
    """The page follows it again, and shows as many kept as the slider said."""
    page.click("[data-view-link='dump']")
    page.click("#dump-example")
    page.wait_for_selector("#threshold-apply")
    page.evaluate(
        "() => { const slider = document.getElementById('threshold'); slider.value = 95; slider.dispatchEvent(new Event('input')); }"
    )
    wanted = _api(page, "/thresholds")["kept"][95]
    page.click("#threshold-apply")
    expect(page.locator("#dump-job .figures dd").nth(1)).to_have_text(str(wanted))
    expect(page.locator("#threshold")).to_have_value("95")


def test_a_file_is_needed(page: Page) -> None:
    """The error stands where it happened."""
    page.click("[data-view-link='dump']")
    page.click("#dump-form .primary")
    expect(page.locator("#dump-error")).to_have_text("اختر ملفًا أولًا.")


@pytest.fixture
def slow(context: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A page with a job that takes a while, in a service of its own."""
    with serving() as running:
        page = context.new_page()
        watch.follow(page)
        page.goto(f"http://127.0.0.1:{running.port}/#dump")
        page.wait_for_selector("html[data-ready]")
        page.set_input_files(
            "#dump-file", {"name": "d.jsonl", "mimeType": "text/plain", "buffer": _write_dump(1500)}
        )
        page.click("#dump-form .primary")
        page.wait_for_selector("[data-state='running'], [data-state='queued']")
        yield page
        page.close()


def test_a_page_loaded_again_in_mid_job_finds_its_job(slow: Page) -> None:
    """It goes on where it is, to its end."""
    before = slow.url
    slow.reload()
    slow.wait_for_selector(".job[data-state]")
    assert slow.url == before
    slow.wait_for_selector("[data-state='done']")
    assert _api(slow, "")["counts"]["documents"] == 3000

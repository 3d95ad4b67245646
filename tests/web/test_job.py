"""The life of a job on the page: uploaded, followed, left and come back to, cancelled, listed."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from service.jobs.leases import LeasedJob, Leases
from summarizer.dumps.records import Progress
from tests.service.servers import serving, working
from tests.waiting import wait_for
from tests.web.conftest import Watch
from tests.web.jobs import read, read_job, send, write_dump

DUMP = write_dump(12)


def test_a_file_is_uploaded_and_followed_to_its_end(page: Page) -> None:
    """The address names the job from then on; what was counted is shown."""
    page.click("[data-view-link='dump']")
    send(page, DUMP)
    page.wait_for_selector("[data-state='done']")
    counts = read_job(page)["counts"]
    assert counts["refused"] == 1
    shown = page.locator("#dump-job .figures dd").all_inner_texts()
    assert shown == [str(counts[name]) for name in ("documents", "kept", "removed", "clusters", "refused")]


def test_a_packed_file_is_dropped(page: Page) -> None:
    """It goes up as it is, and its name and size are shown."""
    page.click("[data-view-link='dump']")
    transfer = page.evaluate_handle(
        "bytes => { const transfer = new DataTransfer(); transfer.items.add(new File([new Uint8Array(bytes)], 'صحف.jsonl.gz')); return transfer; }",
        list(gzip.compress(DUMP)),
    )
    page.dispatch_event("#dump-form", "drop", {"dataTransfer": transfer})
    page.click("#dump-form .primary")
    page.wait_for_selector("[data-state='done']")
    assert read_job(page)["counts"]["documents"] == 24
    expect(page.locator("#dump-chosen bdi").first).to_have_text("صحف.jsonl.gz")


def test_a_file_is_needed(page: Page) -> None:
    """The error stands where it happened."""
    page.click("[data-view-link='dump']")
    page.click("#dump-form .primary")
    expect(page.locator("#dump-error")).to_have_text("اختر ملفًا أولًا.")


def test_a_file_that_cannot_be_unpacked_is_refused_in_the_readers_language(page: Page, watch: Watch) -> None:
    """Where it happened, with the service's own words beside it."""
    watch.allowed = ("400",)
    page.click("[data-view-link='dump']")
    send(page, b"no gzip", "dump.jsonl.gz")
    expect(page.locator("#dump-error strong")).to_contain_text("تعذّر فك ضغط الملف")


def test_an_upload_is_given_up(page: Page, address: str) -> None:
    """While it is on its way: no job comes of it."""
    before = read(f"{address}/v1/jobs")["jobs"]
    page.click("[data-view-link='dump']")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 50_000}
    line.send("Network.emulateNetworkConditions", slow)
    send(page, write_dump(1500))
    page.click("#dump-job button")
    expect(page.locator("#dump-job")).to_be_empty()
    expect(page.locator("#dump-error")).to_be_hidden()
    assert read(f"{address}/v1/jobs")["jobs"] == before


def _take(page: Page, port: int, data: Path) -> LeasedJob:
    """Start a job on the page, and be the worker that has taken it and is half through its third phase."""
    page.goto(f"http://127.0.0.1:{port}/#dump")
    page.wait_for_selector("html[data-ready]")
    send(page, DUMP)
    leases = Leases(data / "jobs.sqlite")
    ticket = wait_for(lambda: leases.acquire(3600))
    assert ticket is not None
    assert leases.save_progress(ticket, Progress("count", 3, 12, 600, 1200, "documents", 300.0, 2.0))
    page.wait_for_selector("[data-state='running'] #job-phase")
    return ticket


@pytest.fixture
def taken(context: BrowserContext, watch: Watch, tmp_path: Path) -> Iterator[tuple[Page, LeasedJob]]:
    """A page with a job that stays in the middle as long as a test wants."""
    with serving(KHULASA_SERVE_DATA=str(tmp_path)) as running:
        page = context.new_page()
        watch.follow(page)
        yield page, _take(page, running.port, tmp_path)
        page.close()


def test_a_page_loaded_again_in_mid_job_finds_its_job(taken: tuple[Page, LeasedJob], tmp_path: Path) -> None:
    """It goes on where it is, says how far that is, and follows it to its end."""
    page, ticket = taken
    before = page.url
    page.reload()
    expect(page.locator("#job-phase")).to_contain_text("عدّ متتاليات الكلمات")
    expect(page.locator("#job-time")).to_have_text(re.compile("بقي من هذه المرحلة نحو"))
    assert page.url == before
    assert Leases(tmp_path / "jobs.sqlite").release(ticket)
    with working(KHULASA_SERVE_DATA=str(tmp_path)):
        page.wait_for_selector("[data-state='done']")
    assert read_job(page)["counts"]["documents"] == 24


def test_a_job_is_cancelled_while_it_runs(taken: tuple[Page, LeasedJob], tmp_path: Path) -> None:
    """It is gone from the service and from the list; the page says so, and the next one can begin."""
    page, ticket = taken
    base, name = page.url.split("/#dump?job=")
    page.click("#job-remove")
    expect(page.locator("#dump-gone")).to_have_text("أُلغيت المهمة.")
    expect(page.locator("#dump-gone")).to_be_focused()
    expect(page.locator("#live")).to_have_text("أُلغيت المهمة.")
    assert page.url == f"{base}/#dump"
    assert wait_for(lambda: _is_gone(f"{base}/v1/jobs/{name}"))
    assert read(f"{base}/v1/jobs")["jobs"] == []
    expect(page.locator("#dump-jobs a")).to_have_count(0)
    assert not Leases(tmp_path / "jobs.sqlite").renew(ticket, 1)  # its worker is told to stop
    page.click("#dump-example")
    with working(KHULASA_SERVE_DATA=str(tmp_path)):
        page.wait_for_selector("[data-state='done']")


def _is_gone(address: str) -> bool:
    try:
        read(address)
    except HTTPError as error:
        return error.code == 404
    return False


def test_a_service_that_goes_away_in_mid_job_is_waited_for(
    context: BrowserContext, watch: Watch, tmp_path: Path
) -> None:
    """The page says so, and follows the job to its end when both are back."""
    watch.allowed = ("ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "503")
    page = context.new_page()
    watch.follow(page)
    with serving(KHULASA_SERVE_DATA=str(tmp_path)) as running:
        ticket = _take(page, running.port, tmp_path)
    expect(page.locator("#away")).to_contain_text("الخدمة لا تستجيب")
    assert Leases(tmp_path / "jobs.sqlite").release(ticket)
    with serving(port=running.port, KHULASA_SERVE_DATA=str(tmp_path), KHULASA_SERVE_WORKER="true"):
        page.wait_for_selector("[data-state='done']")
        assert read_job(page)["counts"]["documents"] == 24


def test_jobs_are_listed_and_opened(page: Page) -> None:
    """With their state; one that is open is removed with its results."""
    page.click("[data-view-link='dump']")
    page.click("#dump-example")
    page.wait_for_selector("[data-state='done']")
    name = page.url.split("job=")[1]
    page.goto(page.url.split("?")[0])
    page.click(f"#dump-jobs a[href$='{name}']")
    page.wait_for_selector("[data-state='done']")
    page.click("#job-remove")
    expect(page.locator("#dump-gone")).to_have_text("حُذفت المهمة.")
    expect(page.locator(f"#dump-jobs a[href$='{name}']")).to_have_count(0)


def test_a_job_that_is_not_there_is_said_to_be_gone(page: Page, address: str, watch: Watch) -> None:
    """A link may be old; the view can be used."""
    watch.allowed = ("404",)
    page.goto(f"{address}/#dump?job={'0' * 24}")
    expect(page.locator("#dump-error")).to_have_text("هذه المهمة غير موجودة، أو حُذفت.")

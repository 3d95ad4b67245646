"""What a dump holds, browsed: what is shown is what the service has."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.conftest import Watch
from tests.web.jobs import LINE, read_job, run_job, write_dump

DUMP = write_dump(12)


@pytest.fixture(scope="module")
def done(address: str) -> str:
    """The address of a job over the dump, once it is done."""
    return f"{address}/#dump?job={run_job(address, DUMP)}"


@pytest.fixture
def browsed(context: BrowserContext, done: str, watch: Watch) -> Page:
    """The page of the finished job."""
    page = context.new_page()
    watch.follow(page)
    page.goto(done)
    page.wait_for_selector("#clusters .window-row")
    return page


def test_clusters_show_the_kept_document_its_copies_and_how_they_differ(browsed: Page) -> None:
    """What one has alone is not marked as shared."""
    browsed.locator("#clusters .window-row").first.click()
    browsed.wait_for_selector("#cluster .document.kept")
    cluster = read_job(browsed, "/clusters?limit=1")["clusters"][0]
    said = read_job(browsed, f"/clusters/{cluster['cluster']}")
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
    kept = read_job(browsed, "/thresholds")["kept"]
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
        assert str(kept[at]) in browsed.locator("#threshold-value bdi").all_inner_texts()
    assert asked == []


def test_a_result_is_downloaded(browsed: Page) -> None:
    """As the service wrote it."""
    with browsed.expect_download() as waiting:
        browsed.click("#downloads a[download='kept.jsonl']")
    rows = Path(waiting.value.path()).read_bytes().splitlines()
    assert len(rows) == read_job(browsed)["counts"]["kept"]


def test_a_job_is_decided_anew_by_a_threshold(page: Page) -> None:
    """The page follows it again, and shows as many kept as the slider said."""
    page.click("[data-view-link='dump']")
    page.click("#dump-example")
    page.wait_for_selector("#threshold-apply")
    page.evaluate(
        "() => { const slider = document.getElementById('threshold'); slider.value = 95; slider.dispatchEvent(new Event('input')); }"
    )
    wanted = read_job(page, "/thresholds")["kept"][95]
    page.click("#threshold-apply")
    expect(page.locator("#dump-job .figures dd").nth(1)).to_have_text(str(wanted))
    expect(page.locator("#threshold")).to_have_value("95")


def test_copies_come_a_step_at_a_time(context: BrowserContext, address: str, watch: Watch) -> None:
    """Ten, and the rest when they are asked for."""
    page = context.new_page()
    watch.follow(page)
    page.goto(f"{address}/#dump?job={run_job(address, write_dump(1, n_copies=14))}")
    page.locator("#clusters .window-row").first.click()
    expect(page.locator(".document.copy")).to_have_count(10)
    page.click("#cluster .more")
    expect(page.locator(".document.copy")).to_have_count(14)
    expect(page.locator("#cluster .more")).to_have_count(0)


@pytest.mark.parametrize("query", ["kind=summarize&sentences=1", "kind=dedup&level=blocks"])
def test_a_job_without_clusters_shows_what_it_has(
    context: BrowserContext, address: str, watch: Watch, query: str
) -> None:
    """Jobs of other kinds stand in the list too; they are opened without an error."""
    page = context.new_page()
    watch.follow(page)
    page.goto(f"{address}/#dump?job={run_job(address, DUMP, query)}")
    page.wait_for_selector("#downloads li")
    page.click("#refused summary")
    expect(page.locator("#refused code")).to_have_text("broken")
    assert page.locator("#clusters, #thresholds").count() == 0
    expect(page.locator("#dump-error")).to_be_hidden()

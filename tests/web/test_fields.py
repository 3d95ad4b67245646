"""A dump on the page: the fields of its records, jobs that are recognised, and clusters that are found."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from tests.web.jobs import read_job, send, write_rows

STORY = "قال المتحدث إن بلدة الصنوبر {n} افتتحت مدرسة تضم {n} قاعة، وإن طلاب الحي {n} سيعودون إليها صباح الأحد بعد ترميم طويل."
# Three stories with a copy of each, as a feed of somebody's own names them.
ROWS = [
    {
        "_id": f"f{n}-{copy}",
        "headline": f"مدرسة الصنوبر {n * 7}",
        "content": STORY.format(n=n * 7),
        "site": "الضفاف",
    }
    for n in range(1, 4)
    for copy in range(2)
]


def _choose(page: Page, name: str, data: bytes) -> None:
    page.click("[data-view-link='dump']")
    page.set_input_files("#dump-file", {"name": name, "mimeType": "text/plain", "buffer": data})


def _write_csv() -> bytes:
    rows = io.StringIO()
    table = csv.DictWriter(rows, list(ROWS[0]))
    table.writeheader()
    table.writerows(ROWS)
    return rows.getvalue().encode()


@pytest.mark.parametrize(("name", "data"), [("feed.jsonl", write_rows(ROWS)), ("feed.csv", _write_csv())])
def test_fields_are_guessed_from_the_first_record(page: Page, name: str, data: bytes) -> None:
    """Each role has its likeliest field; the job reads these."""
    _choose(page, name, data)
    chosen = {
        role: page.input_value(f"#dump-fields [data-role='{role}']")
        for role in ("text", "id", "title", "date", "source")
    }
    assert chosen == {"text": "content", "id": "_id", "title": "headline", "date": "", "source": "site"}
    page.click("#dump-form .primary")
    page.wait_for_selector("#clusters .window-row")
    assert read_job(page)["counts"]["documents"] == len(ROWS)
    expect(page.locator(".window-row").first).to_contain_text("مدرسة الصنوبر")
    expect(page.locator(".window-row").first).to_contain_text("الضفاف")


def test_a_guess_can_be_corrected(page: Page) -> None:
    """The text of these records is in a field that no list has."""
    rows = [{"id": str(n), "description": "x", "matn": STORY.format(n=n)} for n in range(4)]
    _choose(page, "own.jsonl", write_rows(rows))
    assert page.input_value("#dump-fields [data-role='text']") == "description"
    page.select_option("#dump-fields [data-role='text']", "matn")
    page.click("#dump-form .primary")
    page.wait_for_selector("[data-state='done']")
    assert read_job(page)["settings"]["text_field"] == "matn"


def test_an_empty_file_is_refused_before_it_is_sent(page: Page) -> None:
    """In the reader's language."""
    page.click("[data-view-link='dump']")
    send(page, b"", "nothing.jsonl")
    expect(page.locator("#dump-error")).to_contain_text("هذا الملف فارغ")
    expect(page.locator("#dump-error .detail")).to_have_text("nothing.jsonl")


def test_a_file_of_refused_records_only_says_so(page: Page) -> None:
    """One message, and the list of reasons; no empty lists of clusters."""
    page.click("[data-view-link='dump']")
    send(page, b"broken\n" * 5)
    expect(page.locator("#no-documents")).to_contain_text("رُفضت السجلات كلها وعددها 5")
    page.wait_for_selector("#refused")
    assert page.locator("#clusters").count() == 0


def test_a_job_is_recognised_by_its_file(page: Page) -> None:
    """In the list of jobs: name, size, settings."""
    _choose(page, "أخبار يونيو.jsonl", write_rows(ROWS))
    page.select_option("#dump-keep", "longest")
    page.click("#dump-form .primary")
    page.wait_for_selector("[data-state='done']")
    name = page.url.split("job=")[1]
    page.goto(page.url.split("?")[0])
    row = page.locator(f"#dump-jobs li:has(a[href$='{name}'])")
    expect(row.locator("a")).to_have_text("أخبار يونيو.jsonl")
    expect(row).to_contain_text("كيلوبايت")
    expect(row).to_contain_text(page.locator("#dump-keep option[value='longest']").inner_text())


def test_clusters_are_searched(page: Page) -> None:
    """By words of the title; how many were found is said."""
    _choose(page, "feed.jsonl", write_rows(ROWS))
    page.click("#dump-form .primary")
    page.wait_for_selector("#clusters .window-row")
    page.fill("#clusters-search", "الصنوبر 14")
    expect(page.locator("#clusters-found")).to_contain_text("المجموعات: 1 من 3")
    expect(page.locator(".window-row")).to_have_count(1)
    page.fill("#clusters-search", "لا يوجد")
    expect(page.locator("#clusters-found")).to_contain_text("المجموعات: 0")
    expect(page.locator(".window-row")).to_have_count(0)


def test_the_threshold_opens_at_the_trained_rule(page: Page) -> None:
    """It says how many the rule kept, and the way back to it."""
    _choose(page, "feed.jsonl", write_rows(ROWS))
    page.click("#dump-form .primary")
    page.wait_for_selector("#threshold")
    kept = read_job(page)["counts"]["kept"]
    expect(page.locator("#threshold-value")).to_contain_text(
        f"قررت القاعدة المدرَّبة: بقيت {kept} من {len(ROWS)}"
    )
    assert page.locator("#threshold-rule").count() == 0
    page.focus("#threshold")
    page.keyboard.press("End")
    page.click("#threshold-apply")
    page.wait_for_selector("#threshold-rule")
    assert read_job(page)["settings"]["threshold"] == 1.0
    page.click("#threshold-rule")
    expect(page.locator("#threshold-value")).to_contain_text("قررت القاعدة المدرَّبة")

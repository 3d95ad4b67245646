"""Clusters by the ten thousand: only those near the window exist, and all are within reach."""

import random
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.conftest import Watch
from tests.web.jobs import read_job, run_job, write_rows

CLUSTERS = 10_000
# Of so few words some are nearly the same by chance.
_STORIES = 10_600
NOUNS = (
    "ميناء سوق جسر مدرسة مكتبة حديقة طريق قرية مصنع متحف ملعب مشفى مسرح بلدية محطة واحة جزيرة قلعة بستان مرصد"
)
VERBS = (
    "افتتحت رممت أغلقت وسعت نقلت باعت زارت صورت وصفت أنقذت بنت هدمت اشترت عرضت درست حفظت خسرت سلمت حملت قاست"
)
PEOPLE = (
    "المديرة المهندسة المعلمة الطبيبة الباحثة الكاتبة الرسامة القاضية العمدة الوزيرة الحارسة الشاعرة الناشرة"
)
# Rows that may exist at a time: those seen, and a margin above and below.
MOST = 60


def make_dump() -> bytes:
    """More than ten thousand short texts, each twice."""
    chance = random.Random(7)  # noqa: S311  nothing secret
    verbs, people, nouns = VERBS.split(), PEOPLE.split(), NOUNS.split()

    def write(number: int) -> str:
        words = (chance.choice(verbs), chance.choice(people), chance.choice(nouns), chance.choice(nouns))
        return f"{' '.join(words)} {number}"

    texts = [" ".join(write(number) for _ in range(3)) for number in range(_STORIES)]
    return write_rows(
        [{"id": f"{side}{number}", "text": text} for number, text in enumerate(texts) for side in "ab"]
    )


@pytest.fixture(scope="module")
def job(address: str) -> str:
    """The id of the finished job."""
    return run_job(address, make_dump(), "kind=dedup")


@pytest.fixture
def many(context: BrowserContext, address: str, job: str, watch: Watch) -> Page:
    """The page of the job."""
    page = context.new_page()
    watch.follow(page)
    page.goto(f"{address}/#dump?job={job}")
    page.wait_for_selector("#clusters .window-row")
    return page


def _list_last(page: Page, n: int) -> tuple[int, list[str]]:
    """How many clusters the service has, and the kept documents of the last of them."""
    total: int = read_job(page, "/clusters?limit=1")["total"]
    assert total >= CLUSTERS
    rows: list[dict[str, Any]] = read_job(page, f"/clusters?offset={total - n}&limit={n}")["clusters"]
    return total, [row["kept"] for row in rows]


def test_only_rows_near_the_window_exist_wherever_it_is_scrolled(many: Page) -> None:
    """And at the end stand the last clusters."""
    box = many.locator("#clusters .window")
    for share in (0.0, 0.2, 0.5, 0.9, 1.0):
        box.evaluate("(box, share) => { box.scrollTop = box.scrollHeight * share; }", share)
        expect(many.locator("#clusters .window-row bdi").first).not_to_be_empty()
        assert 10 < many.locator("#clusters .window-row").count() < MOST
    total, last = _list_last(many, 5)
    for row, kept in enumerate(last, start=total - 5):
        expect(many.locator(f"#row-{row} small bdi").last).to_have_text(kept)
    assert many.locator("body *").count() < 1000


def test_the_end_is_reached_and_opened_by_keyboard(many: Page) -> None:
    """End, PageUp, Home; Enter shows the document where it is."""
    box = many.locator("#clusters .window")
    box.focus()
    many.keyboard.press("End")
    total, (last,) = _list_last(many, 1)
    assert box.get_attribute("aria-activedescendant") == f"row-{total - 1}"
    row = many.locator(f"#row-{total - 1}")
    assert row.get_attribute("aria-posinset") == row.get_attribute("aria-setsize") == str(total)
    expect(row).to_be_in_viewport()
    many.keyboard.press("Enter")
    expect(many.locator(".document.kept .hint")).to_contain_text(last)
    many.keyboard.press("PageUp")
    assert int((box.get_attribute("aria-activedescendant") or "").removeprefix("row-")) < total - 5
    many.keyboard.press("Home")
    assert box.get_attribute("aria-activedescendant") == "row-0"
    assert many.locator("#clusters .window-row").count() < MOST


def test_a_list_higher_than_a_browser_can_draw_is_shown_to_its_end(page: Page) -> None:
    """Two million rows: the last is within the box, and so is each that the keys lead to."""
    total = 2_000_000
    page.evaluate(
        """async total => {
          const { makeVirtualList } = await import("/static/dump/virtual_list.js");
          const fetchPage = async (offset, limit) => Array.from({ length: limit }, (_, row) => offset + row);
          const list = makeVirtualList({ total, fetchPage, draw: (value) => [`n${value}`], open: () => {}, label: "n" });
          document.getElementById("read-result").append(list);
        }""",
        total,
    )
    box = page.locator("#read-result .window")
    box.focus()
    for key, row in (("End", total - 1), ("ArrowUp", total - 2), ("Home", 0), ("End", total - 1)):
        page.keyboard.press(key)
        assert box.get_attribute("aria-activedescendant") == f"row-{row}"
        outer, inner = box.bounding_box(), page.locator(f"#row-{row}").bounding_box()
        assert outer is not None
        assert inner is not None
        assert outer["y"] - 2 <= inner["y"] <= outer["y"] + outer["height"] - inner["height"] + 2
    box.evaluate("box => { box.scrollTop = (box.scrollHeight - box.clientHeight) / 2; }")
    page.locator("#row-1000000").wait_for()
    expect(page.locator("#row-1000000")).to_have_text("n1000000")
    assert page.locator("#read-result .window-row").count() < MOST

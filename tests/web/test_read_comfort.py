"""Read a page: what saves a reader time: keys, jumps, exports, and errors that say what to do."""

import csv
import io
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.web.api import read_chosen, summarise

TITLE = "افتتاح مكتبة في بلدة السدرة"
BODY = "افتتحت البلدة مكتبتها الأولى صباح السبت.\n\nوقالت المديرة إن الدخول مجاني للجميع."


@pytest.fixture
def example(page: Page) -> Page:
    """The page with its own example."""
    page.click("#read-example")
    page.wait_for_selector("#found")
    return page


def _save(page: Page, ending: str) -> str:
    with page.expect_download() as waiting:
        page.click(f"#download-{ending}")
    assert waiting.value.suggested_filename == f"khulasa.{ending}"
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def test_control_and_enter_send_the_text(page: Page) -> None:
    """Enter alone begins a line."""
    page.fill("#read-text", f"{TITLE}\n\n{BODY}")
    page.focus("#read-text")
    page.keyboard.press("Enter")
    assert page.locator("#found").count() == 0
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#found")


@pytest.mark.parametrize("pasted", ["https://news.example/a/1", " www.news.example/خبر "])
def test_an_address_is_told_from_a_text(page: Page, pasted: str) -> None:
    """Nothing is opened; the page says what to paste instead."""
    page.fill("#read-text", pasted)
    page.click("#read-form .primary")
    expect(page.locator("#read-error")).to_contain_text("خلاصة لا تفتح العناوين")


def test_a_text_without_an_article_says_what_is_read(page: Page) -> None:
    """And shows its lines."""
    page.fill("#read-text", "الرئيسية\nرياضة\nاقتصاد")
    page.click("#read-form .primary")
    expect(page.locator("#none")).to_contain_text("جملة تامة")


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.pdf", b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        ("a.docx", b"PK\x03\x04\x14\x00\x06\x00", "DOCX"),
        ("a.bin", bytes(range(256)), "bin"),
    ],
)
def test_a_binary_file_is_named_and_not_read(page: Page, name: str, data: bytes, found: str) -> None:
    """The text that stands there is kept."""
    page.fill("#read-text", TITLE)
    page.set_input_files("#read-file", {"name": name, "mimeType": "text/plain", "buffer": data})
    expect(page.locator("#read-error")).to_contain_text("هذا الملف ليس نص")
    expect(page.locator("#read-error .detail")).to_contain_text(found)
    assert page.input_value("#read-text") == TITLE


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_with_and_without_its_mark(page: Page, encoding: str) -> None:
    """Some editors write it."""
    page.set_input_files(
        "#read-file",
        {"name": "a.txt", "mimeType": "text/plain", "buffer": f"{TITLE}\n\n{BODY}".encode(encoding)},
    )
    page.wait_for_selector("#found")
    assert page.input_value("#read-text") == f"{TITLE}\n\n{BODY}"


def test_the_list_of_articles_leads_to_each(example: Page) -> None:
    """By mouse or keyboard; the focus goes along."""
    links = example.locator("#contents a")
    assert links.count() == 2
    links.nth(1).press("Enter")
    assert example.evaluate("document.activeElement.className") == "article-mark"
    expect(example.locator(".article-mark").nth(1)).to_be_in_viewport()


def test_one_article_is_copied_alone(example: Page) -> None:
    """With its title."""
    example.locator(".copy-article").nth(1).click()
    text = example.evaluate("navigator.clipboard.readText()")
    shown = example.locator(".summary-article").nth(1)
    assert text.split("\n")[:-1] == [
        shown.locator("h3").inner_text(),
        *shown.locator("li:visible").all_inner_texts(),
    ]


def test_the_summary_is_saved_as_markdown(example: Page) -> None:
    """Titles are headings, sentences a list."""
    lines = _save(example, "md").splitlines()
    assert [line[2:] for line in lines if line.startswith("- ")] == read_chosen(example)
    assert sum(line.startswith("## ") for line in lines) == 2


def test_the_summary_is_saved_as_a_table(example: Page) -> None:
    """A spreadsheet opens it as UTF-8."""
    text = _save(example, "csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert [row["sentence"] for row in rows] == read_chosen(example)
    assert {row["article"] for row in rows} == {"1", "2"}


def test_the_summary_is_saved_as_a_word_document(example: Page) -> None:
    """At the length that the slider shows."""
    with example.expect_download() as waiting:
        example.click("#download-docx")
    document = Document(str(waiting.value.path()))
    sentences = [row.text for row in document.paragraphs if row.style and row.style.name == "List Bullet"]
    assert sentences == read_chosen(example)


def test_no_cell_of_the_table_is_a_formula(page: Page) -> None:
    """A sentence that begins like one stays a text."""
    summarise(page, f'{TITLE}\n\n=HYPERLINK("x") قالت المديرة إن الدخول مجاني للجميع في هذا اليوم.')
    rows = list(csv.DictReader(io.StringIO(_save(page, "csv")[1:])))
    assert rows[0]["sentence"].startswith("'=HYPERLINK")


def test_the_text_outlives_a_reload(example: Page) -> None:
    """With its summary, in this tab only."""
    text = example.input_value("#read-text")
    example.reload()
    example.wait_for_selector("html[data-ready] #found")
    assert example.input_value("#read-text") == text
    other = example.context.new_page()
    other.goto(example.url)
    other.wait_for_selector("html[data-ready]")
    assert other.input_value("#read-text") == ""


def test_no_card_covers_the_text_until_the_pointer_moves(page: Page) -> None:
    """The page scrolls to the result under a pointer at rest."""
    page.mouse.move(640, 300)
    page.fill("#read-text", f"{TITLE}\n\n" + "\n\n".join([BODY] * 20))
    page.keyboard.press("Tab")
    page.evaluate("document.querySelector('#read-form').requestSubmit()")
    page.wait_for_selector("#found")
    page.locator(".page-text .sentence").first.scroll_into_view_if_needed()
    page.wait_for_function("new Promise(done => setTimeout(() => done(true), 300))")
    expect(page.locator("#score-card")).to_be_hidden()


def test_a_number_among_words_has_an_element_of_its_own(example: Page) -> None:
    """As a character that isolates it, the browser would draw it in a font of the system."""
    assert "\u2068" not in example.locator("main").inner_text()
    expect(example.locator("#length-value bdi").first).to_have_text("3")

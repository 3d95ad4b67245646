"""Read a page: what an editor sees is what the service said, where it stands."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.waiting import wait_for
from tests.web.api import ask, read_chosen, slide, summarise
from tests.web.conftest import Watch

EXAMPLE = (Path(__file__).parents[2] / "service/static/examples/page.txt").read_text(encoding="utf-8")


@pytest.fixture
def example(page: Page) -> Page:
    """The page with its own example."""
    page.click("#read-example")
    page.wait_for_selector("#found")
    return page


def test_one_click_shows_an_example(example: Page) -> None:
    """Two articles are found; the best three sentences of each are lit and stand in the summary."""
    assert len(read_chosen(example)) == 6
    assert example.locator(".summary-article").count() == 2
    assert example.locator(".summary-list li:visible").all_inner_texts() == read_chosen(example)


@pytest.mark.parametrize("mode", ["auto", "news", "content"])
def test_the_slider_shows_what_the_service_says_at_every_length(
    example: Page, address: str, mode: str
) -> None:
    """Sentences lit at a length are those of the service asked for so many."""
    example.select_option("#read-mode", mode)
    expect(example.locator("#read-form .primary")).not_to_have_attribute("aria-busy", "true")
    for length in range(1, int(example.get_attribute("#length", "max") or 0) + 1):
        slide(example, length)
        said = ask(address, "/v1/summaries", {"text": EXAMPLE, "sentences": length, "mode": mode})
        wanted = [row["text"] for article in said["articles"] for row in article["summary"]["sentences"]]
        wait_for(lambda: read_chosen(example), wanted.__eq__)


def test_repeated_lines_are_struck_with_the_line_they_repeat(example: Page, address: str) -> None:
    """The reasons are those of the service, in Arabic; the lines are numbered as it numbers them."""
    removed = ask(address, "/v1/pages", {"text": EXAMPLE})["removed"]
    lines = re.findall(r"at line (\d+)", json.dumps(removed))
    shown = " ".join(example.locator(".line-removed .reason").all_inner_texts())
    assert lines
    for line in lines:
        assert f"يكرر السطر {line}" in shown
    struck = example.locator(".line s").all_inner_texts()
    facts = " ".join(example.locator(".facts dd").all_inner_texts())
    assert all(row["text"] in struck or row["text"] in facts for row in removed)
    assert "السفينة «نورس» لحظة رسوّها في ميناء اللؤلؤ صباح الخميس (رويترز)" in struck
    assert "سلاحف اللؤلؤ تعود إلى شاطئها" in struck


def test_scores_are_shown_on_hover(example: Page) -> None:
    """The card says the score and each measure in words; Escape is not needed, leaving is enough."""
    example.locator(".page-text .sentence").first.hover()
    expect(example.locator("#score-card")).to_contain_text("قريبة من بداية النص")
    example.mouse.move(1, 1)
    expect(example.locator("#score-card")).to_be_hidden()


def test_sentences_are_reached_by_keyboard_alone(example: Page) -> None:
    """One Tab leads into the text, arrows from sentence to sentence, Escape puts the card away."""
    example.locator(".page-text .sentence").first.focus()
    example.keyboard.press("ArrowDown")
    focused = example.evaluate("document.activeElement.textContent")
    assert focused == example.locator(".page-text .sentence").nth(1).inner_text()
    card = example.locator("#score-card")
    expect(card).to_be_visible()
    assert example.evaluate("document.activeElement.getAttribute('aria-describedby')") == "score-card"
    example.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert example.locator(".page-text .sentence[tabindex='0']").count() == 1


def test_the_slider_obeys_the_keyboard(example: Page) -> None:
    """An arrow key lengthens the summary, and the length is said in words."""
    example.focus("#length")
    example.keyboard.press("End")
    total = example.get_attribute("#length", "max") or ""
    assert total in (example.get_attribute("#length", "aria-valuetext") or "")
    assert example.locator(".summary-article").first.locator("li:visible").count() == int(total)


def test_the_summary_is_copied_as_text_and_as_json(example: Page) -> None:
    """Both hold what is on the screen, verbatim."""
    example.click("#copy-text")
    text = example.evaluate("navigator.clipboard.readText()")
    assert all(sentence in text for sentence in read_chosen(example))
    example.click("#copy-json")
    said = json.loads(example.evaluate("navigator.clipboard.readText()"))
    rows = [row["text"] for article in said["articles"] for row in article["summary"]["sentences"]]
    assert rows == read_chosen(example)


def test_the_summary_is_downloaded(example: Page) -> None:
    """A file of the same."""
    with example.expect_download() as waiting:
        example.click("#download-txt")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert all(sentence in text for sentence in read_chosen(example))


def test_the_summary_is_downloaded_as_json(example: Page) -> None:
    """At the length that the slider shows."""
    slide(example, 2)
    with example.expect_download() as waiting:
        example.click("#download-json")
    said = json.loads(Path(waiting.value.path()).read_bytes())
    rows = [row["text"] for article in said["articles"] for row in article["summary"]["sentences"]]
    assert rows == read_chosen(example)
    assert len(rows) == 4


def test_a_summary_of_an_earlier_text_says_so(example: Page) -> None:
    """As soon as the text is another, and no longer when it is what it was."""
    expect(example.locator("#stale")).to_be_hidden()
    example.focus("#read-text")
    example.keyboard.press("Control+End")
    example.keyboard.type("و")
    expect(example.locator("#stale")).to_be_visible()
    example.keyboard.press("Backspace")
    expect(example.locator("#stale")).to_be_hidden()


def test_the_link_holds_the_settings_and_never_the_text(example: Page, address: str) -> None:
    """Opened elsewhere, it brings the settings back."""
    example.select_option("#read-mode", "content")
    slide(example, 5)
    example.click("#copy-link")
    link = example.evaluate("navigator.clipboard.readText()")
    assert link == f"{address}/#read?sentences=5&mode=content"
    other = example.context.new_page()
    other.goto(link)
    other.wait_for_selector("html[data-ready]")
    assert other.input_value("#read-text") == ""
    other.click("#read-example")
    other.wait_for_selector("#found")
    assert (other.input_value("#length"), other.input_value("#read-mode")) == ("5", "content")


def test_a_focus_chooses_only_sentences_about_it(example: Page) -> None:
    """An article that says nothing of it says so."""
    example.fill("#read-focus", "السلاحف الخضراء")
    example.press("#read-focus", "Enter")
    expect(example.locator(".summary-article").nth(1)).to_contain_text("لا تقول هذه المقالة شيئًا عن ذلك")
    assert any("للسلاحف الخضراء" in sentence for sentence in read_chosen(example))


def test_words_of_the_focus_that_are_not_in_the_article_are_named(example: Page) -> None:
    """Below each article, in the reader's language."""
    example.fill("#read-focus", "الميناء زرافة")
    example.press("#read-focus", "Enter")
    expect(example.locator(".summary-article .missing").first).to_have_text("ليس في المقالة: زرافة")


def test_a_dropped_file_of_windows_1256_is_read(page: Page) -> None:
    """Old archives are full of them; the page says how it read the file."""
    text = "افتتحت البلدة مكتبتها الأولى صباح السبت.\n\nوقالت المديرة إن الدخول مجاني للجميع."
    page.set_input_files(
        "#read-file", {"name": "old.txt", "mimeType": "text/plain", "buffer": text.encode("windows-1256")}
    )
    page.wait_for_selector("#found")
    assert page.input_value("#read-text") == text
    expect(page.locator("#read-hint")).to_contain_text("Windows-1256")


def test_a_file_is_dropped_on_the_form(page: Page) -> None:
    """With the mouse, as from a folder."""
    transfer = page.evaluate_handle(
        "text => { const transfer = new DataTransfer(); transfer.items.add(new File([text], 'a.txt')); return transfer; }",
        EXAMPLE,
    )
    page.dispatch_event("#read-form", "drop", {"dataTransfer": transfer})
    page.wait_for_selector("#found")
    assert len(read_chosen(page)) == 6


HTML = """<!doctype html><html lang="ar"><head><title>افتتاح مكتبة في بلدة السدرة</title>
<meta property="article:published_time" content="2031-05-12T18:05:00+03:00"></head><body>
<nav><a href="/">الرئيسية</a> <a href="/c">ثقافة</a> <a href="/s">رياضة</a></nav>
<article><h1>افتتاح مكتبة في بلدة السدرة</h1><p class="byline">بقلم: هالة الرندي</p><time>12 مايو 2031</time>
<p>افتتحت بلدة السدرة صباح السبت مكتبتها العامة الأولى بعد ثلاث سنوات من العمل، بحضور مئات من سكانها.</p>
<p>وقالت مديرة المكتبة إن الرفوف تضم اثني عشر ألف كتاب تبرع بها القراء، وإن الدخول مجاني للجميع.</p></article>
<script>window.ran = 1</script><p style="display:none">سطر مخفي عن القارئ لا يراه أحد</p></body></html>"""


def check_html(page: Page) -> None:
    """The page shows the lines of `HTML` as a browser would, its sentences, and who and when."""
    assert page.evaluate("window.ran") is None
    shown = page.locator(".page-text").inner_text()
    assert "افتتحت بلدة السدرة" in shown
    assert "<p" not in shown
    assert any("افتتحت بلدة السدرة" in sentence for sentence in read_chosen(page))
    facts = page.locator(".facts dd").all_inner_texts()
    assert "هالة الرندي" in facts
    assert any(fact.startswith("12 مايو 2031") for fact in facts)


def test_the_source_of_a_page_is_pasted(page: Page) -> None:
    """It is read as HTML, and its lines are shown, not its tags."""
    summarise(page, HTML)
    check_html(page)
    expect(page.locator("#stale")).to_be_hidden()


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "iso-8859-6"])
def test_an_html_file_is_chosen(page: Page, encoding: str) -> None:
    """In UTF-8 or in what it says of itself."""
    said = HTML.replace("<head>", f'<head><meta charset="{encoding}">')
    page.set_input_files(
        "#read-file", {"name": "page.html", "mimeType": "text/html", "buffer": said.encode(encoding)}
    )
    page.wait_for_selector("#found")
    check_html(page)


def test_who_and_when_are_shown_where_they_stand(page: Page) -> None:
    """A line that gives them is named and not struck."""
    title = "افتتاح مكتبة في بلدة السدرة"
    body = "افتتحت البلدة مكتبتها الأولى صباح السبت.\n\nوقالت المديرة إن الدخول مجاني للجميع."
    summarise(page, f"{title}\nبقلم: هالة الرندي\nنشر في: 12 مايو 2031 - 6:05 م\n\n{body}")
    assert page.locator(".facts dd").all_inner_texts() == ["هالة الرندي", "12 مايو 2031 · 18:05"]
    assert "بقلم: هالة الرندي" in page.locator(".line-byline").inner_text()
    assert page.locator(".line s").count() == 0


def test_spans_count_code_points_beyond_the_first_plane(page: Page, address: str) -> None:
    """Emoji and old letters before and inside a sentence do not shift what is lit."""
    text = "📰 أخبار 👩🏽‍🚀\n\nافتتحت البلدة 🏛️ مكتبتها الأولى صباح السبت 𐩱𐩨. وقالت المديرة إن الدخول مجاني 🎉 للجميع. وحضر الافتتاح عدد كبير من الأهالي والطلاب."
    summarise(page, text)
    slide(page, 2)
    said = ask(address, "/v1/summaries", {"text": text, "sentences": 2})
    wanted = [row["text"] for article in said["articles"] for row in article["summary"]["sentences"]]
    wait_for(lambda: read_chosen(page) == wanted)


def test_markup_in_a_title_is_text(page: Page) -> None:
    """It is shown letter by letter, and nothing runs."""
    title = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'> افتتاح مكتبة في البلدة"
    summarise(
        page, f"{title}\n\nافتتحت البلدة مكتبتها الأولى صباح السبت.\n\nوقالت المديرة إن الدخول مجاني للجميع."
    )
    assert title in page.locator(".page-text").inner_text()
    assert page.evaluate("window.ran") is None
    assert page.locator("main img, main script").count() == 0


def test_a_direction_override_is_shown_and_not_obeyed(page: Page) -> None:
    """It reaches neither the interface nor the letters after it; the copied text still has it."""
    body = "افتتحت البلدة \u202eمكتبتها gpj.exe الأولى صباح السبت.\n\nوقالت المديرة إن الدخول مجاني للجميع."
    summarise(page, f"افتتاح مكتبة في البلدة\n\n{body}")
    assert page.locator(".page-text .control").first.inner_text() == "RLO"
    assert "\u202e" not in page.locator("main").inner_text()
    page.click("#copy-text")
    assert "\u202e" in page.evaluate("navigator.clipboard.readText()")


def test_an_article_of_a_megabyte_is_read(page: Page) -> None:
    """Pasted, all of it is shown and summarised, and the slider still answers."""
    paragraph = "وقال المتحدث رقم {n} إن البلدة افتتحت مدرسة جديدة تضم {n} قاعة، وإن الطلاب سيعودون إليها صباح الأحد بعد انتهاء أعمال الترميم."
    text = "افتتاح مدارس في البلدة\n\n" + "\n\n".join(paragraph.format(n=n) for n in range(4800))
    assert len(text.encode()) > 1_000_000
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.focus("#read-text")
    page.keyboard.press("Control+V")
    page.click("#read-form .primary")
    page.wait_for_selector("#found")
    assert page.input_value("#read-text") == text
    assert page.locator(".line-body").count() == 4800
    slide(page, 20)
    assert len(read_chosen(page)) == 20


def test_a_text_beyond_the_limit_is_refused_where_it_stands(page: Page) -> None:
    """In the reader's language, and what was typed stays."""
    text = ("كلمة " * 50 + "\n") * 5000
    page.evaluate("text => { document.getElementById('read-text').value = text; }", text)
    page.click("#read-form .primary")
    expect(page.locator("#read-error")).to_contain_text("النص أكبر مما تقبله هذه الخدمة")
    assert len(page.input_value("#read-text")) == len(text)


def test_a_refusal_of_the_service_is_told_in_the_readers_language(page: Page, watch: Watch) -> None:
    """With the service's own words beside it, and the text untouched."""
    watch.allowed = ("422",)
    page.evaluate("document.getElementById('read-text').value = 'نص فيه \\ud800 نصف محرف'")
    page.click("#read-form .primary")
    expect(page.locator("#read-error strong")).to_have_text("في المُدخل قيمة غير صالحة.")
    expect(page.locator("#read-error .detail")).to_contain_text("text")
    assert page.input_value("#read-text").startswith("نص فيه")


def test_an_empty_text_asks_for_one(page: Page) -> None:
    """Before the service is asked."""
    page.click("#read-form .primary")
    expect(page.locator("#read-error")).to_have_text("ألصق نصًا أولًا.")


def test_the_same_by_command_and_code_follows_the_slider(example: Page) -> None:
    """What stands there is what is on the screen."""
    slide(example, 4)
    expect(example.locator("details.code")).to_contain_text("sentences: 4")
    expect(example.locator("details.code")).to_contain_text("sentences=4")


def test_english_is_the_second_language_and_is_remembered(page: Page, address: str) -> None:
    """Without a cookie: this browser alone knows."""
    page.click("#language")
    page.wait_for_selector("html[lang='en'][data-ready]")
    assert page.get_attribute("html", "dir") == "ltr"
    page.goto(address)
    page.wait_for_selector("html[lang='en'][data-ready]")
    assert page.context.cookies() == []


def test_what_was_typed_goes_along_to_the_other_language(example: Page) -> None:
    """With its summary, its settings, and the articles of the other view."""
    example.select_option("#read-mode", "content")
    example.evaluate("document.getElementById('compare-a').value = 'نص أول'")
    example.click("#language")
    example.wait_for_selector("html[lang='en'][data-ready] #found")
    assert example.input_value("#read-text") == EXAMPLE
    assert example.input_value("#read-mode") == "content"
    assert example.input_value("#compare-a") == "نص أول"


def test_the_theme_is_chosen_and_remembered(page: Page) -> None:
    """Dark stays dark when the page is loaded again."""
    page.click("#theme")
    page.reload()
    page.wait_for_selector("html[data-theme='dark'][data-ready]")
    expect(page.locator("#theme")).to_have_attribute("aria-pressed", "true")

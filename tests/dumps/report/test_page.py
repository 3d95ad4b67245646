"""What a person sees of a finished run: the report in a real browser, and one cluster in a terminal."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from summarizer.dumps import report
from summarizer.dumps.deduplicating import deduplicate_dump, rethreshold_dump
from summarizer.dumps.records import DumpSettings, Level, Marked, Piece
from summarizer.dumps.report import words_ar, words_en
from summarizer.dumps.report.bars import plot_bars, plot_line
from summarizer.dumps.report.clusters import index_clusters, read_cluster
from summarizer.dumps.report.page import replace_controls, write_report
from summarizer.dumps.report.survey import LONG_STRETCH, SHOWN_CHARACTERS, shorten_pieces
from summarizer.dumps.report.units import write_duration, write_size
from summarizer.dumps.report.words_ar import BLOCK, DOCUMENT, RECORD, count
from summarizer.errors import RunError
from summarizer.records import DuplicateSettings
from tests.duplicates.samples import edit_lightly, write_story

ONE = DumpSettings(workers=1, level=Level.BOTH)
HOSTILE = '<script>document.title="stolen"</script>\u202e"\'><img src=x onerror=alert(1)>'
BOX = "\nحمّل تطبيقنا الآن ليصلك الخبر أولاً بأول"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over stories, copies, a hostile document, and records that hold none."""
    folder = tmp_path_factory.mktemp("run")
    rows = []
    for seed in range(24):
        text = write_story(seed) + (BOX if seed % 2 else "")
        rows.append({"id": f"s{seed}", "text": text, "title": f"عنوان {seed}", "source": "وكالة الصنوبر"})
        rows += [
            {"id": f"s{seed}e{copy}", "text": edit_lightly(write_story(seed), copy), "source": HOSTILE}
            for copy in range(seed % 4)
        ]
    rows.append({"id": HOSTILE, "text": f"{write_story(50)} 1500 {HOSTILE}", "title": HOSTILE})
    rows.append({"id": "copy", "text": f"{write_story(50)} 1700 {HOSTILE}\x07", "title": HOSTILE})
    bad = ['{"id": "<b>', '{"id": "x"}', '{"id": "y", "text": 5}']
    lines = [json.dumps(row, ensure_ascii=False) for row in rows] + bad
    (folder / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    deduplicate_dump([str(folder / "in.jsonl")], str(folder / "out"), DuplicateSettings(0.6), ONE)
    return folder / "out"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium of the system; left out without one, but not where one is needed (`.ci/run`)."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        message = "NO CHROMIUM: the report is not looked at; install it (apt-get install chromium)"
        if os.environ.get("KHULASA_NEEDS_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=found, args=[*arguments, "--disable-component-update", "--disable-sync"]
        )
        yield launched
        launched.close()


def open_page(browser: Browser, **options: Any) -> Page:
    """A page that waits for a busy machine."""
    page = browser.new_page(**{"locale": "ar", **options})
    page.set_default_timeout(90_000)
    return page


# ---- the report ----


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_the_report_reads_well_in_a_browser(output: Path, browser: Browser, width: int, scheme: str) -> None:
    """No rule of accessibility is broken, nothing is wider than the screen, nothing is asked of any network."""
    page = open_page(browser, viewport={"width": width, "height": 800}, color_scheme=scheme)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda request: heard.append(request.url))
    page.goto((output / "report.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    broken = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in broken] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard == [(output / "report.html").as_uri()]
    assert page.title() == "خلاصة · تقرير النصوص المكررة"
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_the_report_is_in_english_too(output: Path, browser: Browser, width: int) -> None:
    """Chosen by the browser's languages or by hand; every word around the texts, links within it, the slider."""
    page = open_page(browser, locale="en", viewport={"width": width, "height": 800})
    page.goto((output / "report.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".en h1").inner_text() == "Which documents repeat others, and which are kept"
    assert not page.locator("div.ar").is_visible()
    around = page.eval_on_selector_all(
        ".en :is(h1, h2, h4, dt, th, figcaption, .note, .key, nav, section > p)",
        "all => all.map(one => one.textContent)",
    )
    assert not [words for words in around if re.search("[\u0600-\u06ff]", words)]
    page.focus("#en-threshold")
    page.keyboard.press("ArrowRight")
    assert page.locator("#en-answer").inner_text().startswith("At 0.61: ")
    page.check("#to-ar")
    assert page.locator(".ar h1").is_visible()
    assert not page.locator("div.en").is_visible()
    page.close()


def test_every_text_of_the_report_has_an_english_one() -> None:
    """Added to the page, it is added to the English texts; none of these is left over."""
    templates = Path(report.__file__).parent / "templates"
    body = (templates / "body.html").read_text(encoding="utf-8")
    texts = json.loads((templates / "english.json").read_bytes())
    assert not re.search("[\u0600-\u06ff]", words_en.translate_template(body))
    for text, english in texts.items():
        assert text in body
        assert text.count("{{") == english.count("{{")
        assert not re.search("[\u0600-\u06ff]", english)
        body = body.replace(text, "")
    for name in ("KINDS", "REFUSALS", "PLACES", "KEEPS"):
        assert getattr(words_en, name).keys() == getattr(words_ar, name).keys()
    assert words_en.count(1, words_en.COPY) == "1 copy"
    assert words_en.count(2000, words_en.COPY) == "2,000 copies"


@pytest.mark.slow
def test_the_slider_answers_by_the_keyboard(output: Path, browser: Browser) -> None:
    """What another threshold would keep is told as the arrow keys move it."""
    thresholds = json.loads((output / "run.json").read_bytes())["thresholds"]
    page = open_page(browser)
    page.goto((output / "report.html").as_uri())
    page.focus("#threshold")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert f"0.63: يبقى {thresholds[63]}" in page.inner_text("#answer")
    page.keyboard.press("Home")
    assert f"0.30: يبقى {thresholds[30]}" in page.inner_text("#answer")
    page.close()


@pytest.mark.slow
def test_the_first_key_leads_past_the_navigation(output: Path, browser: Browser) -> None:
    """Tab, Enter: the report itself."""
    page = open_page(browser)
    page.goto((output / "report.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.close()


class Elements(HTMLParser):
    """The elements of a page, and the addresses that it names."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take one element."""
        self.names.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]


def test_nothing_of_a_document_becomes_markup(output: Path) -> None:
    """Titles, sources, ids and excerpts are text, and control characters are pictures of themselves."""
    html = (output / "report.html").read_text(encoding="utf-8")
    found = Elements()
    found.feed(html)
    assert found.names.count("script") == 1
    assert "img" not in found.names
    assert "b" not in found.names
    assert all(address.startswith("#") for address in found.addresses)
    assert "&lt;script&gt;document.title" in html
    assert "\x07" not in html
    assert "\u2407" in html


def test_every_text_of_a_document_has_a_direction_of_its_own(output: Path) -> None:
    """An override character ends with the element that holds it."""
    html = (output / "report.html").read_text(encoding="utf-8")
    for place in re.finditer("\u202e", html):
        before = html[: place.start()]
        opened = max(
            before.rfind("<bdi"), before.rfind('<p class="text" dir="auto"'), before.rfind("<pre dir")
        )
        assert not re.search(r"</(bdi|p|pre)>", before[opened:])


def test_the_report_says_what_the_run_did(output: Path) -> None:
    """Counts, the threshold, the reasons, the block, what was refused, and every phase."""
    html = (output / "report.html").read_text(encoding="utf-8")
    counts = json.loads((output / "run.json").read_bytes())["counts"]
    assert f"قُرئت {count(counts['documents'], DOCUMENT)}" in html
    assert "الحدّ 0.6" in html
    assert "نسخة معدّلة" in html
    assert BOX.strip() in html
    assert "سجل تالف البنية" in html
    assert "سجل بلا نص" in html
    assert "حقل ليس نصاً" in html
    assert "جمع الوثائق" in html
    assert '<strong class="differs">1700</strong>' in html


def test_a_run_decided_anew_has_a_report_of_its_own(output: Path, tmp_path: Path) -> None:
    """With the blocks that were found before, and without the copies that another threshold takes back."""
    shutil.copytree(output, tmp_path / "out")
    report = rethreshold_dump(str(tmp_path / "out"), DuplicateSettings(1.0), ONE)
    html = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert f'<dd class="big">{report.counts.kept}</dd>' in html
    assert BOX.strip() in html


def test_a_run_without_copies_has_a_report(tmp_path: Path, browser: Browser) -> None:
    """Nothing to show is said in words."""
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "خبر واحد لا غير"}\n', encoding="utf-8")
    deduplicate_dump([str(tmp_path / "in.jsonl")], str(tmp_path / "out"), DuplicateSettings(), ONE)
    page = open_page(browser)
    page.goto((tmp_path / "out/report.html").as_uri())
    assert "لم يتكرر منها شيء" in page.inner_text("header")
    assert "قُبلت السجلات كلها" in page.inner_text("#refused")
    assert Axe().run(page).response["violations"] == []
    page.close()


def test_a_folder_without_a_run_has_no_report(tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(RunError, match=r"no run\.json"):
        write_report(tmp_path)
    assert list(tmp_path.iterdir()) == []


# ---- its parts ----


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (0, "0 وثيقة"),
        (1, "وثيقة واحدة"),
        (2, "وثيقتان"),
        (3, "3 وثائق"),
        (10, "10 وثائق"),
        (11, "11 وثيقة"),
        (100, "100 وثيقة"),
        (102, "102 وثيقة"),
        (1_003, "1,003 وثائق"),
        (1_000_000, "1,000,000 وثيقة"),
    ],
)
def test_nouns_follow_numbers_as_arabic_has_them(number: int, wanted: str) -> None:
    """The six ways of CLDR."""
    assert count(number, DOCUMENT) == wanted


def test_masculine_nouns_show_their_accusative() -> None:
    """Eleven records, not eleven record."""
    assert count(11, RECORD) == "11 سجلاً"
    assert count(100, RECORD) == "100 سجل"
    assert count(2, BLOCK) == "كتلتان"


def test_sizes_and_times_are_told_in_units_of_their_own() -> None:
    """Bytes by thousands, times as a clock shows them."""
    assert [write_size(size) for size in (0, 999, 1_400, 120_000_000, 2.5e12)] == [
        "0 B",
        "999 B",
        "1.4 KB",
        "120 MB",
        "2500 GB",
    ]
    assert [write_duration(seconds, "s") for seconds in (0.44, 59.9, 185, 3_723)] == [
        "0.4 s",
        "59.9 s",
        "3:05",
        "1:02:03",
    ]


def test_bars_show_what_is_there_and_nothing_else() -> None:
    """The largest reaches the top, one is seen, none is not; all stay inside."""
    bars = plot_bars([("a", 1), ("b", 0), ("c", 1_000_000)])
    assert [bar.height for bar in bars][1:] == [0, 100]
    assert bars[0].height > 1
    assert all(bar.left >= 0 and bar.left + bar.width <= 100 for bar in bars)
    assert plot_bars([]) == ()
    assert plot_line([5, 5]) == "0.00,100.00 100.00,100.00"


def test_long_texts_are_shown_by_what_differs() -> None:
    """Of a long shared stretch the ends, of everything as much as a person reads."""
    long = "كلمة " * 400
    shown = shorten_pieces((Piece(long, Marked.SHARED), Piece("تحرير", Marked.OWN)))
    assert [piece.kind for piece in shown] == [Marked.SHARED, Marked.OWN]
    assert len(shown[0].text) < LONG_STRETCH
    cut = shorten_pieces((Piece(long * 10, Marked.OWN), Piece("تحرير", Marked.OWN)))
    assert len(cut) == 1
    assert len(cut[0].text) <= SHOWN_CHARACTERS + 2


def test_what_no_page_can_hold_is_shown_as_a_picture() -> None:
    """NUL, escape, half a surrogate pair."""
    assert replace_controls("\x00\x1b\ud800\n") == "\u2400\u241b\ufffd\n"


# ---- one cluster ----


def run_show(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`khulasa show` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "summarizer", "show", *arguments], capture_output=True, text=True, check=False
    )


def find_largest(output: Path) -> int:
    """The number of the largest cluster."""
    index = index_clusters(output)
    return int(index.numbers[index.rank()[0]])


def test_a_cluster_is_read_as_it_was_written(output: Path) -> None:
    """The kept one first, then its copies in the order of the dump, with their whole texts."""
    index = index_clusters(output)
    sizes = index.sizes[index.rank()].tolist()
    assert sizes == sorted(sizes, reverse=True)
    found = read_cluster(output, find_largest(output))
    assert len(found.members) == found.size == sizes[0] == 4
    kept, *copies = found.members
    assert kept.kept
    assert kept.document.title.startswith("عنوان")
    assert all(copy.duplicate_of == kept.document.id and copy.reason for copy in copies)
    removed = [json.loads(line) for line in (output / "removed.jsonl").read_bytes().splitlines()]
    names = [row["id"] for row in removed if row["duplicate_of"] == kept.document.id]
    assert [copy.document.id for copy in copies] == names
    assert all(copy.document.text.startswith("القاهرة - ") for copy in copies)


def test_a_removed_record_is_shown_as_it_was_given(tmp_path: Path) -> None:
    """Also one with a number that no double holds, which ended the run, and one whose text looks like our line."""
    rest = r'"text": "خبر عن ,\"record\": واحد لا غير", "n": 1e999'
    lines = [f'{{"id": "{name}", {rest}}}\n' for name in "ab"]
    (tmp_path / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    deduplicate_dump([str(tmp_path / "in.jsonl")], str(tmp_path / "out"), DuplicateSettings(), ONE)
    members = read_cluster(tmp_path / "out", find_largest(tmp_path / "out")).members
    assert [member.document.id for member in members] == ["a", "b"]
    assert members[1].document.text == 'خبر عن ,"record": واحد لا غير'


def test_show_prints_plain_text_in_a_pipe(output: Path) -> None:
    """Every text of the cluster, no colour."""
    number = find_largest(output)
    done = run_show(str(output), str(number))
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    for member in read_cluster(output, number).members:
        assert member.document.text in done.stdout


def test_show_gives_the_pieces_as_json(output: Path) -> None:
    """The pieces make up the text; a number that differs is one."""
    with_hostile = next(
        number
        for number in index_clusters(output).numbers.tolist()
        if read_cluster(output, number).members[1].document.id == "copy"
    )
    done = run_show(str(output), str(with_hostile), "--format", "json")
    shown = json.loads(done.stdout)
    (copy,) = shown["copies"]
    assert shown["kept"]["id"] == HOSTILE
    assert "".join(piece["text"] for piece in copy["pieces"]) == copy["text"]
    assert {"text": "1700", "kind": "number"} in copy["pieces"]
    assert {"text": "1500", "kind": "number"} in copy["kept_pieces"]


def test_a_cluster_that_is_not_there_is_named(output: Path) -> None:
    """With the numbers there are; a folder that holds no run, too."""
    done = run_show(str(output), "12345")
    assert done.returncode == 11
    assert "found no cluster 12345, wanted a number from 0 to" in done.stderr
    done = run_show(str(output.parent), "0")
    assert done.returncode == 11
    assert "no run.json" in done.stderr

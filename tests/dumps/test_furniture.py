"""Lines that a site repeats: learned from its pages, kept in a file, left out of its articles."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from summarizer.command.main import commands
from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.furniture import learn_furniture, read_furniture, write_rows
from summarizer.dumps.records import DumpSettings
from summarizer.dumps.summarizing import summarize_dump
from summarizer.errors import RunError, SettingsError
from summarizer.page.furniture import Furniture, read_rows
from summarizer.page.phrases.rows import LABELS, FurnitureRow
from summarizer.parsing import parse, parse_html
from summarizer.records import DuplicateSettings, RemovedKind, SummarySettings
from summarizer.summarizing import summarize_page
from tests.page.pages import PARAGRAPHS, TITLE

MENU = "حكايات الوادي"
NOTE = "هذه المادة من أرشيف الوادي وقد جمعها فريق التحرير في القرية القديمة."
HOST = "alwadi.example"
ROWS = Furniture((FurnitureRow(HOST, NOTE, 8, RemovedKind.DISCLAIMER),))
PAGE = "\n".join([TITLE, *PARAGRAPHS, NOTE])


@pytest.fixture
def crawl(tmp_path: Path) -> str:
    """Eight pages of one host with a menu and a note, one of another host, and a page that stands there twice."""
    path = tmp_path / "crawl.jsonl"
    pages = [
        (f"https://www.{HOST}/{n}", "\n".join([MENU, f"{TITLE} رقم {n}", f"{PARAGRAPHS[0]} {n}", NOTE]))
        for n in range(8)
    ]
    pages += [("https://other.example/1", PAGE)] * 4
    rows = ({"id": str(n), "url": url, "text": text} for n, (url, text) in enumerate(pages))
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    """The command with these arguments."""
    return CliRunner().invoke(commands, arguments, standalone_mode=False)


def test_lines_that_a_host_repeats_are_learned(crawl: str) -> None:
    """With how often and how they were read; titles, paragraphs, and pages sent twice teach nothing."""
    rows = learn_furniture([crawl], DumpSettings()).rows
    assert [(row.host, row.line, row.seen) for row in rows] == [(HOST, MENU, 8), (HOST, NOTE, 8)]
    assert rows[0].label is RemovedKind.NAVIGATION


def test_a_row_is_left_out_of_articles_and_named_with_its_reason() -> None:
    """The note is the body's last line without the rows; the rest of the page is read as before."""
    before, after = parse(PAGE), parse(PAGE, furniture=ROWS)
    assert before.articles[0].body[-1].text == NOTE
    assert after.articles[0].body == before.articles[0].body[:-1]
    (removed,) = after.removed
    assert (removed.kind, removed.span.of(PAGE)) == (RemovedKind.DISCLAIMER, NOTE)
    assert HOST in removed.reason
    assert NOTE not in summarize_page(PAGE, furniture=ROWS, sentences=9).articles[0].summary.text


def test_spelling_and_blanks_do_not_hide_a_row() -> None:
    """Rows are compared in folded letters."""
    page = PAGE.replace("أرشيف", "ارشيف").replace("في القرية", "في  القرية")
    assert len(parse(page, furniture=ROWS).removed) == 1


def test_rows_of_another_host_say_nothing_about_html() -> None:
    """The address names the host; without one every row counts."""
    html = "".join(f"<p>{line}</p>" for line in PAGE.splitlines())
    for url, kept in ((f"https://{HOST}/1", False), ("https://other.example/1", True), (None, False)):
        texts = [part.text for part in parse_html(html, url, furniture=ROWS).articles[0].body]
        assert (NOTE in texts) == kept


@given(
    st.lists(
        st.builds(
            FurnitureRow,
            st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=9).map(lambda line: f"س{line}"),
            st.integers(0, 2**40),
            st.sampled_from(LABELS).map(RemovedKind),
        ),
        max_size=4,
    ).map(tuple)
)
def test_rows_come_back_as_they_were_written(rows: tuple[FurnitureRow, ...]) -> None:
    """Whatever letters they hold."""
    assert read_rows(write_rows(Furniture(rows))).rows == rows


def test_a_pattern_stands_for_many_lines() -> None:
    """Its words are named once; spelling, bullets and stops do not matter, and the whole line is meant."""
    rows = read_rows(
        """
        [words]
        watch = ['شاهد', 'تابع']

        [[row]]
        host = "nahr.example"
        pattern = '{watch} قناة النهر(?: على)?~'
        label = "newsletter"
        outlets = ["النهر"]
        """
    )
    assert read_rows(write_rows(rows)) == rows
    lines = ("تابع قناةَ النهر", "- شاهد قناة النهر على كل الأجهزة.", "لا تابع قناة النهر")
    assert [rows.find(line, "nahr.example") is not None for line in lines] == [True, True, False]
    assert rows.find(lines[0], "other.example") is None
    assert rows.describe() != Furniture(()).describe()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("row = 3", "wanted tables"),
        ("[[row]\n", "wanted TOML"),
        ("[[row]]\nline = 3\n", "row 1, line: found 3, wanted a string"),
        ('[[row]]\nhost = "a"\n', "row 1, line: found None, wanted a string"),
        (
            '[[row]]\nline = "سطر"\n[[row]]\nline = "سطر"\nlabel = "poem"\n',
            "row 2, label: found 'poem', wanted one of",
        ),
        ('[[row]]\nline = "سطر"\nseen = "9"\n', "row 1, seen: found '9', wanted a whole number"),
        ('[[row]]\nline = "سطر"\nlines = 2\n', "row 1: found 'lines', wanted only host, line, seen, label"),
        ('[[row]]\nline = " "\n', "row 1, line: found ' ', wanted a line that is not blank"),
        ('[[row]]\npattern = ""\n', "row 1, pattern: found '', wanted a pattern that is not blank"),
        ('[[row]]\nline = "a"\npattern = "a"\n', "row 1: found 'line and pattern', wanted one of the two"),
        ('[[row]]\npattern = "(a"\n', "wanted a regular expression"),
        ('[[row]]\npattern = "{menu} a"\n', "row 1, pattern: found '{menu}', wanted one of the names above"),
        ("[words]\nmenu = 3\n", "words, menu: found 3, wanted a string or a list of strings"),
        ('[[row]]\nline = "a"\noutlets = [3]\n', "row 1, outlets: found [3], wanted a list of strings"),
    ],
)
def test_a_wrong_file_is_refused_by_row_and_field(text: str, said: str) -> None:
    """With what was found and what was wanted."""
    with pytest.raises(SettingsError) as error:
        read_rows(text)
    assert said in str(error.value)


def test_the_command_writes_rows_and_takes_them(crawl: str, tmp_path: Path) -> None:
    """learn-furniture writes the file; parse, summarize and phrases read it; a wrong one is an error of its own."""
    rows, page = tmp_path / "rows.toml", tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert run("learn-furniture", crawl, "-o", str(rows)).return_value == 0
    assert read_furniture(rows) == learn_furniture([crawl], DumpSettings())
    for command in ("parse", "summarize", "phrases"):
        assert run(command, str(page), "--furniture", str(rows)).return_value == 0
    assert "by the rows of furniture" in run("parse", str(page), "--furniture", str(rows)).output
    rows.write_text("x = 1", encoding="utf-8")
    assert run("parse", str(page), "--furniture", str(rows)).return_value == 3
    assert run("parse", str(page), "--furniture", str(tmp_path / "none.toml")).return_value == 4


def test_records_that_hold_no_page_are_listed_beside_the_rows(crawl: str, tmp_path: Path) -> None:
    """Each with its reason; the others are read all the same."""
    rows, cut = tmp_path / "rows.toml", tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(Path(crawl).read_bytes())[:-20])
    assert run("learn-furniture", crawl, str(cut), "-o", str(rows)).return_value == 12
    assert read_furniture(rows).rows
    [refused] = map(json.loads, (tmp_path / "rows.toml.refused.jsonl").read_bytes().splitlines())
    assert (refused["path"], refused["kind"]) == (str(cut), "broken")
    assert run("learn-furniture", crawl, "-o", str(rows)).return_value == 0
    assert not (tmp_path / "rows.toml.refused.jsonl").exists()


def test_rows_are_those_of_one_host_where_a_row_names_it() -> None:
    """With or without "www."; a name that no row has says nothing."""
    rows = Furniture((*ROWS.rows, FurnitureRow("other.example", MENU, 3, RemovedKind.NAVIGATION)))
    assert rows.narrow(f"www.{HOST}") == ROWS
    assert rows.narrow("") == rows.narrow("a paper") == rows


@pytest.fixture
def site(tmp_path: Path) -> str:
    """A folder with one page of HTML."""
    folder = tmp_path / "site"
    folder.mkdir()
    html = "".join(f"<p>{line}</p>" for line in PAGE.splitlines())
    (folder / "page.html").write_text(f'<html lang="ar"><body>{html}</body></html>', encoding="utf-8")
    return str(folder)


def test_a_run_reads_pages_of_html_without_the_rows(site: str, tmp_path: Path) -> None:
    """The text of the document that is kept does not have the line."""
    for name, rows in (("with", None), ("without", ROWS)):
        dump = DumpSettings(workers=1, furniture=rows)
        deduplicate_dump([site], str(tmp_path / name), DuplicateSettings(), dump)
        kept = json.loads((tmp_path / name / "kept.jsonl").read_text(encoding="utf-8"))
        assert (NOTE in kept["text"]) == (rows is None)


def test_a_run_reads_the_pages_that_it_summarizes_without_the_rows(tmp_path: Path) -> None:
    """Those of the host that the record names as its source; a source that no row names has all of them."""
    dump, other = tmp_path / "dump.jsonl", FurnitureRow("other.example", PARAGRAPHS[0], 3, RemovedKind.FOOTER)
    records = [{"id": source, "text": PAGE, "source": source} for source in (HOST, "other.example", "paper")]
    dump.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    rows = Furniture((*ROWS.rows, other))
    settings = SummarySettings(sentences=9)
    summarize_dump([str(dump)], str(tmp_path / "out"), settings, DumpSettings(workers=1, furniture=rows))
    lines = (tmp_path / "out" / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    summaries = [json.loads(line)["articles"][0]["summary"]["sentences"] for line in lines]
    said = [{sentence["text"] for sentence in sentences} for sentences in summaries]
    found = [(NOTE in texts, PARAGRAPHS[0] in texts) for texts in said]
    assert found == [(False, True), (True, False), (False, False)]


def test_a_run_is_resumed_with_the_rows_it_began_with(site: str, tmp_path: Path) -> None:
    """Other rows, or none, make another run; the rows count and not the path of their file."""
    run_with(site, tmp_path, ROWS)
    run_with(site, tmp_path, Furniture(ROWS.rows))
    more = Furniture((*ROWS.rows, FurnitureRow("", MENU, 3, RemovedKind.NAVIGATION)))
    for other in (None, more):
        with pytest.raises(RunError, match="furniture '1 rows"):
            run_with(site, tmp_path, other)
    settings = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["settings"]
    assert settings["furniture"] == ROWS.describe()


def run_with(site: str, folder: Path, rows: Furniture | None) -> None:
    """The same run with other rows."""
    settings = DumpSettings(workers=1, resume=True, furniture=rows)
    deduplicate_dump([site], str(folder / "out"), DuplicateSettings(), settings)


@pytest.mark.slow
def test_commands_over_dumps_take_rows(site: str, crawl: str, tmp_path: Path) -> None:
    """`dedup` in memory and with -o, and `summarize -o`."""
    rows = tmp_path / "rows.toml"
    rows.write_text(write_rows(ROWS), encoding="utf-8")
    given = ("--furniture", str(rows))
    for more, kept in (((), True), (given, False)):
        called = [sys.executable, "-m", "summarizer", "dedup", site, *more]
        printed = subprocess.run(called, capture_output=True, check=True, text=True, encoding="utf-8").stdout
        assert (NOTE in json.loads(printed)["text"]) == kept
    for name, command in (("clean", "dedup"), ("short", "summarize")):
        inputs = site if command == "dedup" else crawl
        assert run(command, inputs, "-o", str(tmp_path / name), "--workers", "1", *given).return_value == 0
    assert NOTE not in (tmp_path / "clean" / "kept.jsonl").read_text(encoding="utf-8")
    assert NOTE not in (tmp_path / "short" / "summaries.jsonl").read_text(encoding="utf-8")

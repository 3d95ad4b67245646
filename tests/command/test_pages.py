"""The commands over pages: what an article has besides its text."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from summarizer.command.main import commands

PAGE = """الرئيسية / ثقافة
افتتاح مكتبة عامة في بلدة الصنوبر
بقلم: هالة الرندي
نشر في: 12 مايو 2031 - 6:05 م | آخر تحديث: 13 مايو 2031

افتتحت بلدة الصنوبر، صباح السبت، مكتبتها العامة الأولى بعد ثلاث سنوات من العمل، بحضور مئات من سكانها ومن القرى المجاورة.

وقالت مديرة المكتبة، هدى الخازن، إن الرفوف تضم 12 ألف كتاب تبرع بها القراء، وإن الدخول مجاني للجميع طوال أيام الأسبوع.

الوسوم: مكتبات، الصنوبر
"""


def run(*arguments: str, given: str | bytes = "") -> Result:
    """The command in this process."""
    return CliRunner().invoke(commands, arguments, input=given, standalone_mode=False)


def test_text_shows_who_and_when_under_the_title() -> None:
    """One line each, before the text."""
    shown = run("parse", given=PAGE).output
    assert (
        "[by] هالة الرندي\n[published] 2031-05-12T18:05\n[updated] 2031-05-13\n[section] ثقافة\n"
        "[tags] مكتبات · الصنوبر\n" in shown
    )
    assert shown.index("افتتاح مكتبة") < shown.index("[by]") < shown.index("افتتحت بلدة")


def test_json_has_the_facts_of_every_article() -> None:
    """In the JSON of parse and of summarize alike."""
    parsed = json.loads(run("parse", "--format", "json", given=PAGE).output)["articles"][0]
    summarized = json.loads(run("summarize", "--format", "json", given=PAGE).output)["articles"][0]
    assert parsed["byline"]["value"] == "هالة الرندي"
    assert parsed["published"]["passage"]["text"] == "12 مايو 2031 - 6:05 م"
    assert summarized == {**parsed, "summary": summarized["summary"]}


HTML = """<!doctype html><html lang="ar"><head><meta charset="{}"><title>افتتاح مكتبة في بلدة الصنوبر</title></head><body>
<nav><a href="/">الرئيسية</a> <a href="/c">ثقافة</a> <a href="/s">رياضة</a></nav>
<article><h1>افتتاح مكتبة في بلدة الصنوبر</h1><p class="byline">بقلم: هالة الرندي</p>
<p>افتتحت بلدة الصنوبر، صباح السبت، مكتبتها العامة الأولى بعد ثلاث سنوات من العمل، بحضور مئات من سكانها.</p>
<p>وقالت مديرة المكتبة، هدى الخازن، إن الرفوف تضم 12 ألف كتاب تبرع بها القراء، وإن الدخول مجاني للجميع.</p>
</article></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_html_is_told_by_its_content(tmp_path: Path, name: str, encoding: str) -> None:
    """Under any name and in any encoding; lines count in what a browser shows."""
    (tmp_path / name).write_bytes(HTML.format(encoding).encode(encoding))
    shown = run("parse", str(tmp_path / name)).output
    assert "[by] هالة الرندي\n" in shown
    assert "<p" not in shown
    for command in ("summarize", "phrases"):
        found = run(command, str(tmp_path / name)).output
        assert found.startswith("افتتاح مكتبة في بلدة الصنوبر\n")
        assert "<" not in found


def test_the_encoding_of_text_is_given(tmp_path: Path) -> None:
    """The same output as for UTF-8; by another one the byte is named."""
    page = tmp_path / "page.txt"
    page.write_bytes(PAGE.encode("windows-1256"))
    for command in ("parse", "summarize", "phrases"):
        assert run(command, str(page), "--encoding", "cp1256").output == run(command, given=PAGE).output
    wrong = run("parse", str(page), "--encoding", "ascii")
    assert wrong.return_value == 5
    assert "found byte 0xC7 at offset 0, wanted text in ascii, as --encoding says" in wrong.stderr


@pytest.mark.parametrize("name", ["rot13", "hex", "windows-9999"])
def test_what_is_no_encoding_is_refused(name: str) -> None:
    """Before a file is read."""
    refused = run("parse", "--encoding", name, given=PAGE).exception
    assert isinstance(refused, click.UsageError)
    assert "wanted a name such as windows-1256" in refused.format_message()


def test_utf16_without_a_mark_and_binary_files_are_named() -> None:
    """Neither is read as text."""
    plain = run("parse", given=PAGE.encode("utf-16-le"))
    assert "found bytes of UTF-16 without a mark" in plain.stderr
    image = run("parse", given=b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe")
    assert "found a PNG image" in image.stderr
    assert plain.return_value == image.return_value == 5


def test_a_dump_has_the_facts_beside_each_summary(tmp_path: Path) -> None:
    """As the library gives them."""
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": PAGE}), encoding="utf-8")
    run("summarize", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out"), "--workers", "1")
    (article,) = json.loads((tmp_path / "out/summaries.jsonl").read_bytes())["articles"]
    parsed = json.loads(run("parse", "--format", "json", given=PAGE).output)["articles"][0]
    assert {name: parsed[name] for name in article if name != "summary"} == {
        name: value for name, value in article.items() if name != "summary"
    }
    assert article["tags"][1]["value"] == "الصنوبر"


def test_an_error_about_a_text_names_its_file(tmp_path: Path) -> None:
    """The library knows only that it is a text."""
    (tmp_path / "list.txt").write_text("سطر\n" * 50_001, encoding="utf-8")
    refused = run("parse", str(tmp_path / "list.txt"))
    assert refused.return_value == 5
    assert f"{tmp_path}/list.txt: found 50,001 lines, wanted at most 50,000: divide it" in refused.stderr


def test_an_article_without_the_focus_says_so() -> None:
    """And names the words that it does not hold."""
    shown = run("summarize", "--focus", "كرة السلة", given=PAGE).output
    assert "The article says nothing about the focus." in shown
    assert "Not in the article: كرة، السلة" in shown

"""The commands over pages: what an article has besides its text."""

import json
from pathlib import Path

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

"""The command speaks Arabic as well as English: help, errors, progress and layouts."""

import json
import re
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from summarizer.command.language import translation
from summarizer.command.language.translation import direct, read_language, say, translate
from summarizer.command.main import commands
from summarizer.dumps.deduplicating import PHASES
from summarizer.page.articles.assembly import _BY_REGION
from summarizer.page.markup.kinds import _SAID
from summarizer.page.markup.labels.meanings import say_plainly
from summarizer.page.markup.labels.measures import measure_markup_lines
from summarizer.page.markup.records import LABELS
from summarizer.page.reasons import REASONS, SPOKE
from summarizer.page.records import Form, Line
from summarizer.page.regions.explanations import AROUND
from summarizer.page.regions.measures.features import FEATURES
from summarizer.page.regions.weights import REGIONS
from summarizer.records import Block, Markup, Reason, RemovedKind, Span
from summarizer.records.page import NO_ARTICLE
from summarizer.summary.measures import MEASURES
from summarizer.summary.scores import FOCUS
from tests.command.messages import ROOT, list_help, list_messages
from tests.command.test_main import start_in_terminal

WORDS: dict[str, str] = json.loads(
    (ROOT / "summarizer/command/language/words_ar.json").read_text(encoding="utf-8")
)
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(autouse=True)
def arabic(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are in Arabic unless they say otherwise."""
    monkeypatch.setenv("KHULASA_LANG", "ar")


def run(*arguments: str) -> Result:
    """The command in this process."""
    return CliRunner().invoke(commands, arguments, standalone_mode=False)


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, in a plain environment."""
    command = [sys.executable, "-m", "summarizer", *arguments]
    variables = {"PATH": "/usr/bin", "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=variables)


def test_every_help_has_an_arabic_text() -> None:
    """Of each command and option, but for examples, which are typed as they stand."""
    texts = [text for text in list_help() if not re.match(r"\x08\n(?:KHULASA_\S+ )?khulasa \S+", text)]
    assert [text for text in texts if text not in WORDS] == []


def test_every_message_has_an_arabic_text() -> None:
    """Of each error that the command can show, and each note: added to the code, it is added to the words."""
    assert {text: place for text, place in list_messages().items() if text not in WORDS} == {}


def test_the_words_around_results_have_an_arabic_text() -> None:
    """Kinds and reasons of what is left out, measures, phases, why there is no article."""
    tables = (REASONS, _SAID, _BY_REGION, NO_ARTICLE, MEASURES)
    texts = {text for table in tables for text in table.values()}
    texts |= {FOCUS[1], *RemovedKind, *Reason, *PHASES, "summarize"}
    assert {str(text) for text in texts} - WORDS.keys() == set()


def test_what_spoke_for_a_line_is_arabic() -> None:
    """Every measure of text and of markup, and every label; names of elements and of a program stay."""
    line = Line(Block("-", Span(0, 1), 0), 1, Form.WORD, "-")
    _, names = measure_markup_lines([line], [Markup("p", "p", 0, 0)], None)
    marked = [say_plainly(name, is_high=is_high) for name in names for is_high in (True, False)]
    reasons = [
        f"{reason}{SPOKE}{', '.join(marked[start : start + 3])}"
        for start, reason in zip(range(len(marked) - 2), cycle(_SAID.values()), strict=False)
    ]
    said = [translate(text) for text in (*FEATURES, AROUND, *marked, *reasons, *REGIONS, *LABELS)]
    assert [text for text in said if not ARABIC.search(text)] == []
    plain = [re.sub("<[a-z0-9]+>|trafilatura|[\ufdd0\ufdd1]", "", text) for text in said]
    assert [text for text in plain if re.search("[A-Za-z]{2}", text)] == []


def test_no_arabic_text_loses_a_value() -> None:
    """What is filled in stands in both, and the lines are as many."""
    for english, arabic_text in WORDS.items():
        assert english.count("{}") == arabic_text.count("{}"), english
        has_words = re.search("[A-Za-z]{3}", english) and not english.startswith("\b\nkhulasa")
        assert ARABIC.search(arabic_text) or not has_words, english


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [
        ({}, "en"),
        ({"LANG": "ar_EG.UTF-8"}, "ar"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ar"}, "ar"),
        ({"LC_ALL": "C", "LC_MESSAGES": "ar", "LANG": "ar"}, "en"),
        ({"KHULASA_LANG": "en", "LC_ALL": "ar_SA"}, "en"),
        ({"KHULASA_LANG": "ar", "LC_ALL": "C"}, "ar"),
        ({"KHULASA_LANG": "", "LANG": "ar"}, "ar"),
        ({"LANG": "arn_CL"}, "en"),
        ({"LANG": "fr_FR"}, "en"),
    ],
)
def test_the_first_variable_with_a_value_decides(variables: dict[str, str], wanted: str) -> None:
    """As POSIX says for messages; our own comes first."""
    assert read_language(variables) == wanted


@pytest.mark.parametrize("name", [*commands.commands])
def test_help_is_arabic_in_every_sentence(name: str) -> None:
    """Every paragraph and every option; names to type stay."""
    told = run(name, "-h").stdout
    assert told.startswith("الاستعمال: khulasa") or "الاستعمال" in told.partition("\n")[0]
    assert "Show this message" not in told
    assert "default" not in told
    assert "\ufdd0" not in told


def test_an_error_is_arabic_and_its_names_stay(tmp_path: Path) -> None:
    """A file that is missing, a setting that is wrong, an option that is none."""
    path = str(tmp_path / "none.txt")
    missing = run("parse", path)
    assert f"{path}: لا ملف ولا مجلد بهذا الاسم؛" in missing.stderr
    wrong = run("dedup", path, "--threshold", "7")
    assert "--threshold: وُجد 7.0، والمطلوب عدد من 0 إلى 1\n" in wrong.stderr
    found = start("parse", "--colour", KHULASA_LANG="ar")
    assert found.returncode == 2
    assert found.stderr == "khulasa: لا يوجد خيار بهذا الاسم: '--colour'. جرّب khulasa parse --help\n"


def test_what_is_not_there_is_denied_as_arabic_does(tmp_path: Path) -> None:
    """Where English finds "no file"."""
    said = run("show", str(tmp_path)).output
    assert said.startswith(f"khulasa: {tmp_path}: لا يوجد run.json، والمطلوب")
    assert "وُجد لا" not in said


def test_the_option_comes_before_the_environment() -> None:
    """For the command and for its errors; in front of the command's name or behind it."""
    for arguments in (["--lang", "en", "parse", "none.txt"], ["parse", "none.txt", "--lang", "en"]):
        assert "No such file" in start(*arguments, KHULASA_LANG="ar").stderr
    assert "لا ملف" in start("parse", "none.txt", "--lang", "ar").stderr
    assert start("keys", "add", "--lang", "ar").stderr.startswith("khulasa: ينقص الوسيط")


def test_a_run_ends_in_arabic(tmp_path: Path) -> None:
    """Counts and paths."""
    output = str(tmp_path / "clean")
    found = run("dedup", str(ROOT / "samples/dump.jsonl"), "-o", output, "--workers", "1")
    assert re.search("الوثائق: 14؛ المُبقى 9 والمحذوف 5، والمجموعات 3", found.stderr)
    assert f"{output}/report.html" in found.stderr


def test_a_terminal_gets_marks_and_a_pipe_none(tmp_path: Path) -> None:
    """Around a whole line of Arabic, and around Latin names in it."""
    shown, _ = start_in_terminal(["parse", str(tmp_path / "none.txt")], KHULASA_LANG="ar")
    assert shown.startswith("\u2067khulasa: \u2067")
    assert "none.txt\u2069: \u2067لا ملف" in shown
    piped = start("parse", str(tmp_path / "none.txt"), KHULASA_LANG="ar").stderr
    assert not re.search("[\u2066-\u2069\ufdd0\ufdd1]", piped)


def test_english_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of Arabic is read."""
    monkeypatch.setenv("KHULASA_LANG", "en")
    monkeypatch.setattr(translation, "_WORDS", Path("/nowhere"))
    assert say("{} documents", 3) == "3 documents"
    assert translate("no file") == "no file"
    assert direct("نص", sys.stderr) == "نص"


@given(
    st.sampled_from(sorted(WORDS)),
    st.lists(st.text("abc/._-12", min_size=1, max_size=9), min_size=6, max_size=6),
)
def test_every_finished_text_is_translated(template: str, values: list[str]) -> None:
    """Whatever is filled in, it comes back between the Arabic words."""
    text = template.format(*values)
    found = translate(text).replace("\ufdd0", "").replace("\ufdd1", "")
    assert ARABIC.search(found) or not ARABIC.search(WORDS[template])
    if len(re.findall("[A-Za-z]", template)) > 20:
        assert all(value in found for value in values[: template.count("{}")])


def test_an_address_that_refuses_is_said_to_be_out_of_reach() -> None:
    """In both languages; "no file" would send the reader to look for one."""
    assert "عنوان تعذّر الوصول إليه" in run("dedup", "http://127.0.0.1:9/a.jsonl").stderr
    said = run("dedup", "--lang", "en", "http://127.0.0.1:9/a.jsonl").stderr
    assert "found an address that cannot be reached (Cannot connect" in said


@pytest.mark.parametrize(("text", "said"), [(None, "ملف تمكن قراءته"), ("{", "ملف مفاتيح كما يكتبه الأمر")])
def test_a_key_file_is_named_by_its_option(tmp_path: Path, text: str | None, said: str) -> None:
    """One that is not there, and a broken one."""
    path = tmp_path / "keys.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    told = run("keys", "remove", "desk", "--file", str(path)).stderr
    assert told.startswith("khulasa: --file (KHULASA_SERVE_KEYS): وُجد")
    assert said in told


@pytest.mark.parametrize("command", ["parse", "summarize", "phrases", "dedup"])
def test_every_command_takes_the_language_without_an_output(command: str) -> None:
    """Only options of a run need -o."""
    given = "dump.jsonl" if command == "dedup" else "page.txt"
    assert run(command, str(ROOT / "samples" / given), "--lang", "ar").exit_code == 0

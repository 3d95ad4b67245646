"""The command: what it prints, where, and with which exit code."""

import fcntl
import gzip
import json
import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summarizer import SummarySettings, summarize_page
from summarizer import parse as parse_page
from summarizer.command.main import commands
from summarizer.dumps.furniture import read_furniture
from summarizer.explaining import explain_page
from summarizer.kernels.library import name_kernels
from tests.duplicates.samples import write_story
from tests.waiting import wait_for

ROOT = Path(__file__).parents[2]
PAGE = """القائمة
افتتاح مكتبة عامة في بلدة الصنوبر

أطفال يقرؤون في قاعة المكتبة الجديدة (وكالة الصنوبر)
أطفال يقرؤون في قاعة المكتبة الجديدة (وكالة الصنوبر)

افتتحت بلدة الصنوبر، صباح السبت، مكتبتها العامة الأولى بعد ثلاث سنوات من العمل، بحضور مئات من سكانها ومن القرى المجاورة.

وقالت مديرة المكتبة، هدى الخازن، إن الرفوف تضم 12 ألف كتاب تبرع بها القراء، وإن الدخول مجاني للجميع طوال أيام الأسبوع.

وأضافت أن قاعة الأطفال ستستضيف كل جمعة قراءة بصوت عالٍ يشارك فيها معلمون متقاعدون.
"""
OTHER = "نظّم صيادو الميناء سباق القوارب السنوي.\n\nوفاز بالسباق قارب قديم يقوده أخوان في السبعين من العمر.\n"


def run(*arguments: str, given: str | bytes = "") -> Result:
    """The command in this process."""
    return CliRunner().invoke(commands, arguments, input=given, standalone_mode=False)


def start(arguments: Sequence[str], **options: object) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own."""
    command = [sys.executable, "-m", "summarizer", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, **options)  # type: ignore[call-overload,no-any-return]


def start_in_terminal(arguments: Sequence[str], **environment: str) -> tuple[str, int]:
    """What the command writes to a terminal of 80 columns, and its exit code."""
    ours, theirs = pty.openpty()
    variables = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    variables |= {"COLUMNS": "80", "TERM": "xterm", **environment}
    command = [sys.executable, "-m", "summarizer", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=variables) as process:
        os.close(theirs)
        written = b""
        try:
            while piece := os.read(ours, 65536):
                written += piece
        except OSError:  # Linux says so when the other side is closed
            pass
        os.close(ours)
    return written.decode(), process.returncode


# ---- help and version ----


def test_help_names_every_command_and_exit_code() -> None:
    """The help lists every command and every exit code."""
    text = run("--help").output
    assert all(name in text for name in ("parse", "summarize", "dedup", "compare", "serve"))
    assert all(f"\n    {code}  " in text for code in (0, 2, 3, 4, 5, 6, 7, 8, 130))


def test_no_command_is_a_call_for_help() -> None:
    """Without a command, the help is printed."""
    assert run().output == run("--help").output


def test_help_loads_nothing_heavy() -> None:
    """Slow imports are made only by the commands that need them."""
    code = (
        "import sys, contextlib, io\n"
        "from summarizer.command.main import commands\n"
        "with contextlib.redirect_stdout(io.StringIO()): commands.main(['--help'], standalone_mode=False)\n"
        "print(*{name.split('.')[0] for name in sys.modules} & {'numpy', 'sklearn', 'nltk', 'flask', 'pydantic'})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""


def test_version_is_that_of_the_distribution() -> None:
    """The version is written in one place; the command says too how hot loops are run, and on what."""
    kernels = {"compiled": "compiled kernels", "numpy": "numpy, no compiled kernels"}[name_kernels()]
    first, second = run("--version").output.splitlines()
    assert first == f"khulasa 0.1.0 ({kernels})"
    assert second.startswith(f"Python {sys.version.split()[0]}, numpy ")


# ---- what comes out ----


def test_parse_as_json_is_the_record(page: str) -> None:
    """Field names and values are those of the library."""
    found = json.loads(run("parse", page, "--format", "json").output)
    assert found == {"file": page, **json.loads(json.dumps(asdict(parse_page(PAGE))))}


def test_summarize_as_json_is_the_article_with_its_summary(page: str) -> None:
    """The fields of an article, and the summary beside them."""
    found = json.loads(run("summarize", page, "--sentences", "1", "--format", "json").output)
    article = summarize_page(PAGE).articles[0].article
    assert found["articles"][0].keys() == asdict(article).keys() | {"summary"}
    assert len(found["articles"][0]["summary"]["sentences"]) == 1


def test_json_keeps_arabic(page: str) -> None:
    """Arabic is written as Arabic, not as escapes."""
    assert "مكتبة عامة" in run("parse", page, "--format", "json").output


def test_jsonl_is_a_line_a_file(page: str, other: str) -> None:
    """Every line names its file and stands by itself."""
    lines = run("summarize", page, other, "--format", "jsonl").output.splitlines()
    assert [json.loads(line)["file"] for line in lines] == [page, other]


def test_several_files_are_one_json_list(page: str, other: str) -> None:
    """The output is one JSON value for any number of files."""
    assert [entry["file"] for entry in json.loads(run("parse", page, other, "--format", "json").output)] == [
        page,
        other,
    ]


def test_standard_input_is_read(page: str) -> None:
    """With no file or with -, a page can be piped in."""
    expected = run("parse", page).output
    assert run("parse", given=PAGE).output == run("parse", "-", given=PAGE).output == expected


def test_text_shows_captions_with_their_count(page: str) -> None:
    """A caption stands once, with the number of times the page has it."""
    assert "[photo ×2] أطفال يقرؤون في قاعة المكتبة الجديدة (وكالة الصنوبر)\n" in run("parse", page).output


def test_text_shows_the_line_kind_and_reason_of_what_is_left_out(page: str) -> None:
    """Every removed line is listed; line 1 is the menu."""
    row = run("parse", page).output.rstrip().splitlines()[-1].split(maxsplit=2)
    removed = parse_page(PAGE).removed[-1]
    assert row == ["1", removed.kind, f"{removed.reason}  {removed.text}"]


def test_an_explained_page_says_what_spoke_for_each_line(page: str) -> None:
    """Number, label and words of each line, what spoke for it and what against; in JSON too."""
    shown = run("parse", page, "--explain").output.split("Why each line is read as it is")[1].splitlines()
    explained = explain_page(PAGE)
    rows = [row for row in shown if row.strip() and not row.lstrip().startswith(("for:", "against:"))]
    assert [row.split("  ")[-1] for row in rows] == [line.text for line in explained]
    assert any(f"for: {explained[0].speaks_for[0].meaning} (+" in row for row in shown)
    found = json.loads(run("parse", page, "--explain", "--format", "json").output)
    assert found["lines"] == [line.to_dict() for line in explained]
    assert "lines" not in json.loads(run("parse", page, "--format", "json").output)


def test_text_numbers_sentences_with_rank_and_score(page: str) -> None:
    """A reader sees which sentence was worth most."""
    text = run("summarize", page, "--sentences", "2").output
    best = next(s for s in summarize_page(PAGE).articles[0].summary.sentences if s.rank == 1)
    assert f"  1. {best.text}\n     rank 1, score {best.score:.2f}\n" in text
    assert "  2. " in text


def test_an_explained_page_is_read_once_and_without_furniture(page: str, tmp_path: Path) -> None:
    """A line that a row names is explained by the row, and the others as they are read without it."""
    line = parse_page(PAGE).articles[0].body[0].text
    rows = tmp_path / "rows.toml"
    rows.write_text(f'[[row]]\nhost = "nour.example"\nline = "{line}"\n', encoding="utf-8")
    called = ("parse", page, "--explain", "--furniture", str(rows), "--format", "json")
    found = json.loads(run(*called).output)
    explained = explain_page(PAGE, furniture=read_furniture(rows))
    assert found["lines"] == [one.to_dict() for one in explained]
    assert [one.text for one in explained if one.reason] == [line]
    assert "by a row of furniture" in run("parse", page, "--explain", "--furniture", str(rows)).output


def test_an_explained_summary_says_why_each_sentence_was_chosen(page: str) -> None:
    """Each measure with what it adds and means, the weightiest first, adding up to the score."""
    text = run("summarize", page, "--sentences", "2", "--explain").output
    for sentence in summarize_page(PAGE, SummarySettings(sentences=2)).articles[0].summary.sentences:
        shown = text.split(f"rank {sentence.rank}, score {sentence.score:.2f}\n")[1].split("\n")
        for measure, row in zip(sentence.measures, shown, strict=False):
            assert row.split()[:2] == [f"{measure.share:+.2f}", measure.name]
            assert row.endswith(measure.meaning)
    assert "Read as news" in text
    assert "Read for its content" in run("summarize", page, "--explain", "--mode", "content").output
    assert "near the start" not in run("summarize", page).output


def test_a_page_of_nothing_has_no_article() -> None:
    """An empty page is no error."""
    found = run("parse", given="")
    assert (found.output, found.return_value) == ("No article found: the page has no text.\n", 0)


def test_a_budget_below_any_sentence_is_said(page: str) -> None:
    """The best sentence comes all the same, and the reader is told."""
    assert "No better sentence fits the budget" in run("summarize", page, "--words", "1").output


def test_mode_reaches_the_library(page: str) -> None:
    """The option is the setting."""
    scores = [
        json.loads(run("summarize", page, "--mode", mode, "--format", "jsonl").output)["articles"][0][
            "summary"
        ]
        for mode in ("news", "content")
    ]
    assert scores[0] != scores[1]


# ---- documents ----


def test_dedup_prints_the_kept_lines_as_they_came(dump: str) -> None:
    """Fields that mean nothing to us, order and writing stay; the number of removed documents is printed beside."""
    found = run("dedup", dump)
    assert found.stdout.splitlines() == Path(dump).read_text(encoding="utf-8").splitlines()[:2]
    assert found.stderr == "3 documents: 2 kept, 1 removed\n"


def test_dedup_keeps_what_is_asked_for(dump: str) -> None:
    """The newest copy, not the first."""
    assert '"id": "c"' in run("dedup", dump, "--keep", "newest").stdout


def test_dedup_keeps_a_brief_only_where_that_is_asked_for(tmp_path: Path) -> None:
    """Of two documents of which one holds most of the other, the one that holds more is kept."""
    words = write_story(4, 120).split()
    rows = [{"id": "brief", "text": " ".join(words[:50])}, {"id": "whole", "text": " ".join(words)}]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert '"id": "whole"' in run("dedup", str(path)).stdout
    assert '"id": "brief"' in run("dedup", str(path), "--allow-shorter").stdout


def test_dry_run_prints_clusters_instead_of_documents(dump: str) -> None:
    """What would be removed, and why."""
    clusters = json.loads(run("dedup", dump, "--dry-run", "--format", "json").stdout)["clusters"]
    assert [(cluster["kept"], [row["id"] for row in cluster["duplicates"]]) for cluster in clusters] == [
        ("a", ["c"]),
        ("b", []),
    ]


def test_dry_run_for_people_names_kept_and_duplicate(dump: str) -> None:
    """A cluster is a few lines: the kept document and those that repeat it."""
    assert [line.split("  ")[:2] for line in run("dedup", dump, "--dry-run").stdout.splitlines()[2:]] == [
        ["a", "kept"],
        ["c", "exact 1.00"],
    ]


@pytest.mark.parametrize("name", ["dump.jsonl.gz", "dump.gz", "dump", "dump.csv"])
def test_dedup_reads_every_format_without_an_output_too(tmp_path: Path, name: str) -> None:
    """Compressed, a table, a name without an ending; the fields may have other names, an id may be a number."""
    rows = [(7, "أغلقت البلدية الجسر."), (8, "فاز الفريق بالكأس."), (9, "أغلقت البلدية الجسر.")]
    lines = "".join(json.dumps({"key": key, "body": body}) + "\n" for key, body in rows)
    if name.endswith(".csv"):
        lines = "key,body\n" + "".join(f"{key},{body}\n" for key, body in rows)
    path = tmp_path / name
    path.write_bytes(gzip.compress(lines.encode()) if name.endswith(".gz") else lines.encode())
    found = run("dedup", str(path), "--id-field", "key", "--text-field", "body")
    assert [str(json.loads(line)["key"]) for line in found.stdout.splitlines()] == ["7", "8"]
    assert found.return_value == 0


def test_dedup_reads_a_pipe(dump: str) -> None:
    """As a shell gives it: `khulasa dedup <(zcat dump.jsonl.gz)`."""
    command = f"{sys.executable} -m summarizer dedup <(cat {dump})"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.stderr == "3 documents: 2 kept, 1 removed\n"


def test_a_sample_is_the_first_documents(dump: str) -> None:
    """As with an output."""
    assert run("dedup", dump, "--sample", "2").stderr == "2 documents: 2 kept, 0 removed\n"


# ---- a terminal or a pipe ----


def test_a_pipe_gets_plain_text(page: str) -> None:
    """No colours, no marks of direction, no wrapped lines: text is as it stands in the page."""
    written = start(["parse", page]).stdout.decode()
    assert "\x1b" not in written
    assert not set(written) & {"\u2068", "\u2069"}
    assert all(line in written for line in PAGE.splitlines()[6:])


def test_a_terminal_gets_styles_and_isolates(page: str) -> None:
    """Titles are bold, what is left out is dim, and Arabic beside our words is isolated."""
    written, code = start_in_terminal(["parse", page])
    assert code == 0
    assert "\x1b[1m\u2068افتتاح مكتبة عامة في بلدة الصنوبر\u2069\x1b[0m" in written
    assert "\u2068القائمة\u2069" in written


def test_a_terminal_gets_lines_that_fit(page: str) -> None:
    """Long paragraphs are wrapped between words."""
    written, _ = start_in_terminal(["parse", page], NO_COLOR="1")
    assert max(map(len, written.split("\r\n"))) <= 82  # and two isolates, which do not show


def test_no_color_is_honoured(page: str) -> None:
    """NO_COLOR takes the styles away in a terminal too."""
    assert "\x1b[" not in start_in_terminal(["parse", page], NO_COLOR="1")[0]


def test_a_page_does_not_steer_the_terminal(tmp_path: Path) -> None:
    """Escape characters of the page are not written to a terminal; a pipe gets the text as it is."""
    path = tmp_path / "page.txt"
    path.write_text(PAGE.replace("السبت", "\x1b]0;اسم\x07السبت"), encoding="utf-8")
    assert "\x1b]0;" not in start_in_terminal(["summarize", str(path)])[0]
    assert "\x1b]0;" in start(["summarize", str(path)]).stdout.decode()


def test_a_terminal_without_a_file_is_told_what_to_do() -> None:
    """The command does not hang there silently."""
    written, code = start_in_terminal(["parse"])
    assert code == 2
    assert "no file given: name one, pipe one in" in written


def test_a_reader_that_leaves_early_ends_the_command_quietly(tmp_path: Path) -> None:
    """`khulasa parse page | head` prints no error."""
    long = tmp_path / "long.txt"
    long.write_text(PAGE * 200, encoding="utf-8")
    command = [sys.executable, "-m", "summarizer", "parse", str(long)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == -signal.SIGPIPE


def test_ctrl_c_leaves_with_130() -> None:
    """Interrupted while it waits for more of its input."""
    # A shell's background job ignores Ctrl-C, and so do its children: this one must not.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from summarizer.command.main import main; main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "parse", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b" ")
        process.stdin.flush()
        pipe = process.stdin.fileno()
        wait_for(lambda: (is_empty(pipe) and is_asleep(process.pid)) or process.poll() is not None)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    assert process.returncode == 130


def is_empty(pipe: int) -> bool:
    """Whether all that was written into a pipe has been read."""
    return fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4) == b"\0" * 4


def is_asleep(pid: int) -> bool:
    """Whether a process waits for something."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "S"


# ---- bad input ----

BAD = {
    "no such command": (["translate"], 2, "No such command 'translate'. Try khulasa --help"),
    "no such option": (["parse", "--colour"], 2, "No such option"),
    "no such mode": (
        ["summarize", "--mode", "poetry"],
        2,
        "'poetry' is not one of 'auto', 'news', 'content'",
    ),
    "words for a number": (["summarize", "--words", "ten"], 2, "'ten' is not a valid integer"),
    "no sentences": (["summarize", "--sentences", "0"], 3, "sentences: found 0, wanted 1 or more"),
    "two budgets": (
        ["summarize", "--words", "9", "--ratio", ".5"],
        3,
        "only one of sentences, words and ratio",
    ),
    "ratio above 1": (["summarize", "--ratio", "1.5"], 3, "ratio: found 1.5, wanted above 0 and up to 1"),
    "threshold above 1": (
        ["dedup", "--threshold", "2"],
        3,
        "threshold: found 2.0, wanted a number from 0 to 1",
    ),
    "no such file": (["parse", "nowhere.txt"], 4, "nowhere.txt: No such file or directory"),
    "a folder": (["parse", "docs/tour"], 4, "docs/tour: found no page, wanted files that end in .txt"),
    "no such rows": (["parse", "--furniture", "none.toml"], 4, "none.toml: No such file or directory; name"),
    "a preference without names": (
        ["dedup", "--keep", "source"],
        2,
        "--keep source and --source go together: name the preferred sources. Try khulasa dedup --help",
    ),
    "an archive without a name": (
        ["dedup", "-o", "nowhere", "--add"],
        2,
        "--add and --against go together: name the archive. Try khulasa dedup --help",
    ),
    "no size": (["dedup", "--memory", "lots"], 2, "write it as 2GB or 1500MB. Try khulasa dedup --help"),
    "no dump to learn from": (
        ["learn-furniture", "nowhere.jsonl", "-o", "rows.toml"],
        4,
        "nowhere.jsonl: found no file (No such file or directory)",
    ),
    "a folder to compare": (["compare", ".", "-"], 4, ".: a folder; name its files, ./* for instance"),
    "no such file to compare": (["compare", "nowhere.txt", "-"], 4, "nowhere.txt: No such file or directory"),
    "no such dump": (
        ["dedup", "nowhere.jsonl"],
        4,
        "nowhere.jsonl: found no file (No such file or directory)",
    ),
    "a dump of an unknown format": (
        ["dedup", "pyproject.toml"],
        4,
        "pyproject.toml: found an unknown ending",
    ),
    "not UTF-8": (["parse", "-"], 5, "-: found byte 0xC7 at offset 5, wanted UTF-8; convert it first"),
    "a dump that is not UTF-8": (["dedup", "-"], 5, "-, line 1: found byte 0xC7 at offset 5, wanted UTF-8"),
}


@pytest.mark.parametrize(("arguments", "code", "message"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_refused_with_its_code(arguments: list[str], code: int, message: str) -> None:
    """An error is one line that says what was found and what to do, and nothing comes out beside it."""
    done = start(arguments, input=b"12345\xc7\xe1")
    assert done.returncode == code
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("khulasa: ")
    assert message in line
    assert done.stdout == b""


@pytest.mark.parametrize("command", ["dedup", "summarize"])
@pytest.mark.parametrize("missing", ["nowhere.jsonl", "pyproject.toml", "nowhere-*.jsonl"])
def test_a_run_that_cannot_read_an_input_ends_as_any_command(
    command: str, missing: str, tmp_path: Path
) -> None:
    """With the code of a file that cannot be read: the run itself could start."""
    done = start([command, missing, "-o", str(tmp_path / "out")])
    assert done.returncode == 4
    assert missing in done.stderr.decode()


LINES = {
    "no JSON": ('{"id": "a", "text": "نص"}\n{"id": ', "line 2: found a line that is not JSON"),
    "a number in a list": ("[1]", "line 1: found a JSON number, wanted a JSON object"),
    "no text": (
        '{"id": "a", "body": "نص"}',
        "line 1: found no text among the fields id, body, wanted text as a string; --text-field names its field",
    ),
    "no fields": ("{}", "line 1: found no text, wanted text as a string; --text-field names its field"),
    "nothing for text": ('{"id": "a", "text": null}', "line 1: found no text, wanted text as a string"),
    "a number for text": ('{"id": "a", "text": 5}', "line 1: found text 5, wanted text as a string"),
    "a fraction for an id": (
        '{"id": 1.5, "text": "نص"}',
        "line 1: found id 1.5, wanted id as a string or a whole number",
    ),
    "true for an id": ('{"id": true, "text": "نص"}', "line 1: found id true, wanted id as a string"),
    "an id as a number and as its digits": (
        '{"id": 1, "text": "نص"}\n{"id": "1", "text": "آخر"}',
        "line 2: found the id '1' of document 1",
    ),
    "an id twice": (
        '{"id": "a", "text": "نص"}\n\n{"id": "a", "text": "آخر"}',
        "line 3: found the id 'a' of document 1",
    ),
}


@pytest.mark.parametrize(("lines", "message"), LINES.values(), ids=LINES.keys())
def test_a_line_without_a_document_is_named(lines: str, message: str) -> None:
    """File and line, what was found and what was wanted."""
    found = run("dedup", given=lines)
    assert found.return_value == 7
    assert f"khulasa: -, {message}" in found.stderr


def test_a_dump_without_documents_is_refused() -> None:
    """An empty file is most likely the wrong one."""
    found = run("dedup", given="\n")
    assert found.return_value == 7
    assert "-: found no document, wanted at least one" in found.stderr


def test_half_of_a_pair_in_a_dump_is_named() -> None:
    """JSON can spell what no text can hold."""
    found = run("dedup", given='{"id": "a", "text": "ab\\ud800"}')
    assert found.return_value == 5
    assert '-, line 1: found a lone surrogate U+D800 at character 2 of "text"' in found.stderr


def test_one_bad_file_does_not_stop_the_others(page: str, other: str, tmp_path: Path) -> None:
    """The good ones are done, the bad ones are named, the code is that of the first bad one."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff")
    found = run("summarize", page, str(bad), "nowhere.txt", other, "--format", "jsonl")
    assert [json.loads(line)["file"] for line in found.stdout.splitlines()] == [page, other]
    assert [line.split(":")[1].strip() for line in found.stderr.splitlines()] == [str(bad), "nowhere.txt"]
    assert found.return_value == 5


@pytest.mark.parametrize("arguments", [["dedup", "-"], ["serve", "--port", "0"]])
def test_a_missing_trained_file_is_named(arguments: list[str], tmp_path: Path) -> None:
    """An installation that lost its models says so, and what to do; the service does not start."""
    code = (
        "import pathlib, sys, summarizer.trained as loading\n"
        "folder = pathlib.Path(sys.argv.pop(1)); loading.find_models = lambda: folder\n"
        "from summarizer.command.main import main; main()"
    )
    command = [sys.executable, "-c", code, str(tmp_path), *arguments]
    done = subprocess.run(command, capture_output=True, input=b'{"id": "a", "text": ""}')
    assert done.returncode == 8
    assert done.stderr.decode().startswith(f"khulasa: {tmp_path}/manifest.json: found no readable file")


# ---- serve, as far as it does not serve ----


def test_a_missing_extra_is_named_with_what_to_install() -> None:
    """A bare installation has the command but not the service."""
    code = "import sys; sys.modules['gunicorn'] = None; from summarizer.command.main import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "serve"], capture_output=True, text=True)
    assert done.returncode == 6
    assert "which is not installed; install it with: pip install 'khulasa[service]'" in done.stderr


def test_a_bad_variable_stops_the_service_at_start() -> None:
    """The variable is named, with what it holds and what it may hold."""
    done = start(["serve"], env={**os.environ, "KHULASA_SERVE_PORT": "http"})
    assert done.returncode == 3
    assert b"KHULASA_SERVE_PORT: found 'http', wanted a whole number" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "192.0.2.1"], "--host (KHULASA_SERVE_HOST): found '192.0.2.1', wanted 127.0.0.1; or"),
        (["--port", "0", "--keys", "none.json"], "--keys (KHULASA_SERVE_KEYS): found 'none.json', wanted a"),
        (
            ["--port", "0", "--data", "Makefile/x"],
            "--data (KHULASA_SERVE_DATA): found 'Makefile/x', wanted a",
        ),
    ],
)
def test_a_bad_option_stops_the_service_at_start(arguments: list[str], said: str) -> None:
    """One line with the option and the setting."""
    done = start(["serve", *arguments])
    assert done.returncode == 3
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"khulasa: {said}")


def test_the_help_of_serve_shows_how_to_use_it() -> None:
    """With an example for this machine and one for others."""
    said = start(["serve", "--help"]).stdout.decode()
    assert "khulasa serve --host 0.0.0.0 --keys keys.json --data /srv/khulasa" in said
    for option in ("--threads", "--workers", "--open", "--keys", "--data"):
        assert f"{option} " in said


def test_an_address_that_is_not_ours_is_refused() -> None:
    """192.0.2.1 is for documentation and belongs to no machine."""
    done = start(["serve", "--host", "192.0.2.1", "--open"])
    assert done.returncode == 6
    assert b"192.0.2.1, port 8000: Cannot assign requested address" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("arguments", [("parse", "samples/page.txt"), ("dedup", "samples/dump.jsonl")])
def test_a_full_disk_is_one_line_and_a_code_of_its_own(arguments: tuple[str, ...]) -> None:
    """What cannot be written is said, not shown as a traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "summarizer", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
    assert done.returncode == 9
    assert done.stderr.splitlines()[-1].startswith("khulasa: standard output: ")


def test_a_closed_output_is_one_line_and_the_same_code() -> None:
    """As `khulasa ... >&-` leaves it."""
    command = f'"{sys.executable}" -m summarizer parse samples/page.txt >&-'
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, cwd=ROOT, text=True)
    assert done.returncode == 9
    assert done.stderr.splitlines()[-1].startswith("khulasa: standard output is closed")


def test_utf_16_is_named() -> None:
    """The advice fits the encoding."""
    found = run("parse", given="خبر".encode("utf-16"))
    assert found.return_value == 5
    assert "the mark of UTF-16" in found.stderr
    assert "iconv -f UTF-16 -t UTF-8" in found.stderr


def test_a_key_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Not as the output of the command, which is the key."""
    found = run("keys", "add", "desk", "--file", f"{tmp_path}/no/keys.json")
    assert found.return_value == 3
    assert "--file (KHULASA_SERVE_KEYS): found" in found.stderr
    assert "wanted a file that can be written (No such file or directory)" in found.stderr

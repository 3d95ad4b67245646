"""What people are told besides the results: progress, the last lines, and nothing with --quiet."""

import gzip
import itertools
import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from summarizer.command.language.translation import count_columns
from summarizer.command.layout.lines import find_breaks
from summarizer.command.main import commands
from summarizer.command.progress.display import ProgressPrinter
from summarizer.command.progress.estimates import describe_rest, join_parts, measure_run, watch_parts
from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.records import DumpSettings, Progress
from summarizer.records import DuplicateSettings
from tests.command.test_main import start_in_terminal
from tests.strategies import ARABIC_TEXT

TEXT = "افتتحت البلدية سوقاً جديدة على الميناء صباح اليوم بعد عامين من العمل، وتضم ثمانين محلاً ومقهى."
PHASES = (
    *("read", "gather", "collapse", "count", "sketch", "pair", "measure", "curve", "cluster", "elect"),
    *("again", "block", "archive", "write"),
)


def report(phase: str, done: int, total: int) -> Progress:
    """A message of a run over 100 MB."""
    return Progress(
        phase, PHASES.index(phase) + 1, len(PHASES), done, total, "parts", 2.0, None, 10**8, 80_000, 10**7
    )


@given(st.lists(st.tuples(st.sampled_from(PHASES), st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_a_run_never_goes_back(steps: list[tuple[str, int, int]]) -> None:
    """Whatever its phases report, in whatever order: a phase may begin again with other tasks."""
    shown = ProgressPrinter(skipped=("block", "archive"))
    shares = [0.0]
    for phase, done, total in steps:
        shown(report(phase, min(done, total), total))
        shares.append(shown.share)
    assert shares == sorted(shares)
    assert shares[-1] <= 1


def test_the_phases_make_up_the_whole() -> None:
    """The end of each phase is the beginning of the next, but for the last, after which files are moved."""
    ends = [measure_run(report(phase, 2, 2), 0.0, ()) for phase in PHASES]
    begins = [measure_run(report(phase, 0, 2), 0.0, ()) for phase in PHASES]
    assert begins == [0.0, *ends[:-1]]
    assert 0.9 < ends[-1] < 1


def test_what_was_done_before_says_nothing_of_the_rate() -> None:
    """A run that continues: reading and gathering are done when it begins, and cost no time."""
    shown = ProgressPrinter()
    for phase in ("read", "gather"):
        shown(report(phase, 4, 4))
    assert shown.gained == 0
    shown(report("measure", 0, 2))
    shown(report("measure", 1, 2))
    assert 0 < shown.gained < 0.25 < shown.share


def test_a_phase_without_tasks_takes_no_share() -> None:
    """Plain files are not read before they are gathered, so the bar begins at 0 there."""
    shown = ProgressPrinter(skipped=("block", "archive"))
    shown(report("read", 0, 0))
    shown(report("gather", 0, 4))
    assert shown.share == 0
    shown(report("gather", 1, 4))
    assert 0 < shown.share == shown.gained


def test_a_later_step_without_tasks_leaves_a_phase_its_share() -> None:
    """Packed files are read, and none of their lines is counted: gathering moves the bar from its first task on."""
    shown = ProgressPrinter(skipped=("block", "archive"))
    for done in range(3):
        shown(report("read", done, 2))
    shown(report("read", 0, 0))
    shares = [shown.share]
    for done in range(1, 5):
        shown(report("gather", done, 4))
        shares.append(shown.share)
    steps = [after - before for before, after in itertools.pairwise(shares)]
    assert steps == pytest.approx([steps[0]] * 4)
    assert steps[0] > 0


def test_every_task_that_reads_packed_files_moves_the_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The messages of a real run; a file is a part here, however small."""
    monkeypatch.setattr("summarizer.dumps.phases.read._SMALL_FILE", 0)
    for name in range(3):
        rows = (json.dumps({"id": f"{name}-{n}", "text": f"{TEXT} {n}"}) + "\n" for n in range(5))
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(rows)
    heard: list[Progress] = []
    dump = DumpSettings(workers=1, report=heard.append)
    deduplicate_dump([str(tmp_path / "*.gz")], str(tmp_path / "out"), DuplicateSettings(), dump)
    shown = ProgressPrinter(skipped=("block", "archive"))
    before = 0.0
    for message in heard:
        shown(message)
        if message.done:
            assert shown.share > before or message.phase not in ("read", "gather"), message
        before = shown.share


def test_open_parts_say_how_far_their_tasks_are(tmp_path: Path) -> None:
    """A file that the phase read has written counts by its size; a file that nobody has open counts nothing."""
    part = tmp_path / "part-000000.jsonl"
    part.write_bytes(b"x" * 1000)
    assert watch_parts([], 100) == 0
    with part.open("rb", buffering=0) as file:
        file.read(500)
        assert watch_parts([], 100) == pytest.approx(0.45) or sys.platform != "linux"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_bar_of_a_terminal_moves_through_every_phase(tmp_path: Path, lang: str) -> None:
    """From the first percent to the counts: one bar, of one width, that never goes back."""
    rows = [{"id": f"{n}", "text": f"{TEXT} {n * 7919 % 1009} {n % 31}"} for n in range(300)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    arguments = ["dedup", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out"), "--workers", "1"]
    shown, code = start_in_terminal(arguments, KHULASA_LANG=lang)
    frames = [frame for frame in re.split("[\r\n]+", shown) if "%" in frame]
    shares = [int(found[1]) for frame in frames if (found := re.search(r"(\d+)%", frame))]
    bars = {count_columns(frame.partition("%")[0]) for frame in frames}
    assert max(map(count_columns, frames)) < 80
    assert (code, shares, len(bars)) == (0, sorted(shares), 1)
    assert not any(re.search(r"\bit\b", frame) for frame in frames)
    assert f"{tmp_path}/out/report.html" in shown


def test_the_rest_is_told_in_bytes_documents_and_time() -> None:
    """The time left comes from what was done in this run."""
    told = describe_rest(report("measure", 1, 2), 0.75, 0.5, 30.0)
    assert join_parts(told) == "75.0 MB / 100 MB · 80,000 documents · 1.7 MB/s · 0:15 left"
    assert join_parts(told, 48) == "75.0 MB / 100 MB · 80,000 documents · 0:15 left"
    assert join_parts(told, 20) == "0:15 left"
    begun = describe_rest(report("read", 0, 2), 0.0, 0.0, 0.0)
    assert join_parts(begun) == "0 B / 100 MB · 80,000 documents"


def test_a_short_run_tells_a_log_nothing_but_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    """A line comes every ten seconds."""
    with ProgressPrinter() as show:
        for phase in PHASES:
            show(report(phase, 1, 1))
    assert capsys.readouterr().err == ""


def test_a_long_run_tells_a_log_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The share of the whole run, which grows; no phase by its number."""
    monkeypatch.setattr("summarizer.command.progress.display._LOG_SECONDS", -1.0)
    with ProgressPrinter() as show:
        for phase in ("read", "gather", "measure"):
            for done in range(3):
                show(report(phase, done, 2))
    shares = [int(line.partition("%")[0]) for line in capsys.readouterr().err.splitlines()]
    assert len(shares) > 4
    assert shares == sorted(shares)


@pytest.fixture
def dump(tmp_path: Path) -> str:
    """Two documents with one text."""
    path = tmp_path / "dump.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": TEXT}) + "\n" for name in "ab"), encoding="utf-8")
    return str(path)


def test_the_last_lines_name_the_files(dump: str, tmp_path: Path) -> None:
    """Counts, then the paths, the report last; every one is there."""
    output = str(tmp_path / "clean")
    found = CliRunner().invoke(commands, ["dedup", dump, "-o", output, "--workers", "1"])
    counts, *files = found.stderr.splitlines()[-4:]
    assert counts.startswith("2 documents: 1 kept, 1 removed in 1 cluster; ")
    assert [line.split()[1] for line in files] == [
        f"{output}/{name}" for name in ("kept.jsonl", "removed.jsonl", "report.html")
    ]
    assert all(Path(line.split()[1]).exists() for line in files)


def test_quiet_says_nothing_but_results(dump: str, tmp_path: Path) -> None:
    """With an output and without; errors are told all the same."""
    output = str(tmp_path / "clean")
    assert CliRunner().invoke(commands, ["dedup", dump, "-q"]).stderr == ""
    assert CliRunner().invoke(commands, ["dedup", dump, "-o", output, "-q", "--workers", "1"]).stderr == ""
    missing = CliRunner().invoke(
        commands, ["dedup", "-q", str(tmp_path / "none.jsonl")], standalone_mode=False
    )
    assert "none.jsonl" in missing.stderr


@given(ARABIC_TEXT)
def test_a_text_is_broken_at_blanks_alone(text: str) -> None:
    """No line is wider than wanted, but for one word that is."""
    breaks = find_breaks(text, 30)
    assert all(text[place].isspace() for place in breaks)
    broken = "".join("\n" if place in breaks else letter for place, letter in enumerate(text))
    for line in broken.split("\n"):
        assert len(line.strip()) <= 30 or len(line.split()) == 1

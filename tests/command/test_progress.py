"""What people are told besides the results: progress, the last lines, and nothing with --quiet."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given

from summarizer.command.lines import find_breaks
from summarizer.command.main import commands
from summarizer.command.progress import ProgressPrinter
from summarizer.dumps.records import Progress
from tests.strategies import ARABIC_TEXT


def report(phase: str, place: int, done: int, total: int) -> Progress:
    """A message of a run."""
    return Progress(phase, place, 13, done, total, "parts", 2.0, None)


def test_a_log_has_a_line_for_each_phase(capsys: pytest.CaptureFixture[str]) -> None:
    """However many steps it has, and none for a phase without work."""
    with ProgressPrinter() as show:
        for message in (
            report("read", 1, 0, 2), report("read", 1, 2, 2), report("pair", 6, 0, 1), report("pair", 6, 1, 1),
            report("pair", 6, 0, 4), report("pair", 6, 4, 4), report("block", 11, 0, 0), report("write", 13, 1, 1),
        ):  # fmt: skip
            show(message)
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(",")[0] for line in lines] == [
        "1/13 read: 2 of 2 parts",
        "6/13 pair: 4 of 4 parts",
        "13/13 write: 1 of 1 parts",
    ]


@pytest.fixture
def dump(tmp_path: Path) -> str:
    """Two documents with one text."""
    text = "افتتحت البلدية سوقاً جديدة على الميناء صباح اليوم بعد عامين من العمل، وتضم ثمانين محلاً ومقهى."
    path = tmp_path / "dump.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name in "ab"), encoding="utf-8")
    return str(path)


def test_the_last_lines_name_the_files(dump: str, tmp_path: Path) -> None:
    """Counts, then the paths, the report last; every one is there."""
    output = str(tmp_path / "clean")
    found = CliRunner().invoke(commands, ["dedup", dump, "-o", output, "--workers", "1"])
    counts, *files = found.stderr.splitlines()[-4:]
    assert counts.startswith("2 documents: 1 kept, 1 removed in 1 clusters; ")
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

"""An output that another run has: it is said whose it is, and --overwrite replaces it as a whole."""

import errno
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest

from summarizer.dumps.deduplicating import deduplicate_dump, rethreshold_dump
from summarizer.dumps.records import DumpSettings, Level, Progress
from summarizer.dumps.run import folder
from summarizer.errors import OutputError, RunError, SettingsError
from summarizer.records import DuplicateSettings
from tests.dumps.samples import hash_outputs, make_documents, write_dump

ONE = DumpSettings(workers=1)
AGAIN = DumpSettings(workers=1, overwrite=True)
SETTINGS = DuplicateSettings()


@pytest.fixture
def dump(tmp_path: Path) -> str:
    """A small dump."""
    return str(write_dump(tmp_path / "in.jsonl", make_documents(2, 4)))


def test_a_finished_output_is_called_finished(dump: str, tmp_path: Path) -> None:
    """With or without its work folder."""
    deduplicate_dump([dump], str(tmp_path / "out"), SETTINGS, ONE)
    with pytest.raises(RunError, match=r"out: found a finished run, .* report\.html, .* --overwrite"):
        deduplicate_dump([dump], str(tmp_path / "out"), SETTINGS, ONE)
    (tmp_path / "out" / ".khulasa").rename(tmp_path / "gone")
    with pytest.raises(RunError, match="found a finished run"):
        deduplicate_dump([dump], str(tmp_path / "out"), SETTINGS, ONE)


def test_an_unfinished_output_is_called_begun(dump: str, tmp_path: Path) -> None:
    """It can be continued, or started again."""

    def stop(progress: Progress) -> None:
        if progress.phase == "cluster":
            raise KeyboardInterrupt

    out = str(tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        deduplicate_dump([dump], out, SETTINGS, DumpSettings(workers=1, report=stop))
    with pytest.raises(RunError, match=r"a run that was begun before, .* --resume, .* --overwrite"):
        deduplicate_dump([dump], out, SETTINGS, ONE)
    begun = next((tmp_path / "out" / ".khulasa").glob("*/gather/000000/ids.npy"))
    begun.write_bytes(b"damaged")
    deduplicate_dump([dump], out, SETTINGS, AGAIN)
    deduplicate_dump([dump], str(tmp_path / "fresh"), SETTINGS, ONE)
    assert hash_outputs(tmp_path / "out") == hash_outputs(tmp_path / "fresh")


def test_overwrite_replaces_all_that_a_run_wrote_and_nothing_else(dump: str, tmp_path: Path) -> None:
    """Files that the new run does not write, its work; a file of the user stays."""
    out, table = tmp_path / "out", tmp_path / "news.csv"
    table.write_text("id,text\n1,خبر عن السوق\n", encoding="utf-8")
    deduplicate_dump([str(table)], str(out), SETTINGS, DumpSettings(workers=1, level=Level.BOTH))
    assert {"kept.csv", "blocks.jsonl"} <= {path.name for path in out.iterdir()}
    (out / "notes.txt").write_text("لي", encoding="utf-8")
    deduplicate_dump([dump], str(out), SETTINGS, AGAIN)
    deduplicate_dump([dump], str(tmp_path / "fresh"), SETTINGS, ONE)
    found = hash_outputs(out)
    assert found.pop("notes.txt")
    assert found == hash_outputs(tmp_path / "fresh")
    assert len([path for path in (out / ".khulasa").iterdir() if path.is_dir()]) == 1


def test_a_damaged_run_can_be_overwritten(dump: str, tmp_path: Path) -> None:
    """Its plan and what it says of itself may be anything."""
    out = tmp_path / "out"
    deduplicate_dump([dump], str(out), SETTINGS, ONE)
    for path in (out / "run.json", out / ".khulasa/plan.json"):
        path.write_bytes(b"\xff{")
    deduplicate_dump([dump], str(out), SETTINGS, AGAIN)
    deduplicate_dump([dump], str(tmp_path / "fresh"), SETTINGS, ONE)
    assert hash_outputs(out) == hash_outputs(tmp_path / "fresh")


def test_overwrite_removes_nothing_before_the_inputs_are_found(dump: str, tmp_path: Path) -> None:
    """A mistyped name, or an output as the input, costs no result."""
    out = tmp_path / "out"
    deduplicate_dump([dump], str(out), SETTINGS, ONE)
    before = hash_outputs(out)
    with pytest.raises(RunError, match="no file"):
        deduplicate_dump([str(tmp_path / "im.jsonl")], str(out), SETTINGS, AGAIN)
    with pytest.raises(RunError, match="an input that the run would replace"):
        deduplicate_dump([str(out / "kept.jsonl")], str(out), SETTINGS, AGAIN)
    assert hash_outputs(out) == before


def test_an_output_at_a_url_is_replaced_too(dump: str, tmp_path: Path) -> None:
    """Its files are removed from the store."""
    output, work = "memory://replaced/out", str(tmp_path / "work")
    deduplicate_dump([dump], output, SETTINGS, DumpSettings(workers=1, work=work, level=Level.BOTH))
    with pytest.raises(RunError, match="a finished run"):
        deduplicate_dump([dump], output, SETTINGS, DumpSettings(workers=1, work=work))
    deduplicate_dump([dump], output, SETTINGS, DumpSettings(workers=1, work=work, overwrite=True))
    names = {
        path.rpartition("/")[2] for path in fsspec.filesystem("memory").ls("/replaced/out", detail=False)
    }
    assert "run.json" in names
    assert "blocks.jsonl" not in names


@pytest.mark.parametrize("name", ["format", "version", "models"])
def test_a_run_of_other_code_is_neither_resumed_nor_decided_anew(
    dump: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Its marks and measures would be mixed with others; it can be overwritten."""
    out, real = tmp_path / "out", folder._describe_version
    monkeypatch.setattr(folder, "_describe_version", lambda: {**real(), name: "earlier"})
    deduplicate_dump([dump], str(out), SETTINGS, ONE)
    monkeypatch.undo()
    before, found = hash_outputs(out), f"found a run with {name} earlier, wanted {real()[name]}"
    with pytest.raises(RunError, match=f"{found}; run khulasa dedup again, with --overwrite"):
        rethreshold_dump(str(out), DuplicateSettings(0.6), ONE)
    with pytest.raises(RunError, match=f"{found}; start anew"):
        deduplicate_dump([dump], str(out), SETTINGS, replace(ONE, resume=True))
    assert hash_outputs(out) == before
    deduplicate_dump([dump], str(out), SETTINGS, AGAIN)
    rethreshold_dump(str(out), DuplicateSettings(0.6), ONE)


def test_overwrite_and_resume_exclude_each_other() -> None:
    """A run is continued or started again."""
    with pytest.raises(SettingsError, match="either overwrite or resume"):
        DumpSettings(overwrite=True, resume=True)


def test_an_output_that_cannot_be_written_is_not_an_unreadable_input(dump: str, tmp_path: Path) -> None:
    """Exit code 9, and one line that says which."""
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(OutputError, match="no place to write"):
        deduplicate_dump([dump], str(tmp_path / "taken"), SETTINGS, ONE)
    command = [sys.executable, "-m", "summarizer", "dedup", dump, "-o", str(tmp_path / "taken" / "out")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 9
    assert "taken" in done.stderr
    assert "name another output" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_read_only_output_is_named(
    dump: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Tests may run as root, whom no permission stops."""
    real = Path.mkdir

    def refuse(path: Path, mode: int = 0o777, **named: bool) -> None:
        if "out" in path.parts:
            raise OSError(number, os.strerror(number), str(path))
        real(path, mode, **named)

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match=f"no place to write .{os.strerror(number).lower()}"):
        deduplicate_dump([dump], str(tmp_path / "out"), SETTINGS, ONE)

"""A work file that was changed after it was written is never used: it is named, and the run is to start again."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.dumps.deduplicating import deduplicate_dump, rethreshold_dump
from summarizer.dumps.records import DumpSettings, Level, Progress
from summarizer.dumps.run.task_notes import NOTE
from summarizer.errors import RunError
from summarizer.records import DuplicateSettings
from tests.dumps.samples import hash_outputs, make_documents, write_dump

RESUME = DumpSettings(workers=1, level=Level.BOTH, resume=True)
THRESHOLD = DuplicateSettings(threshold=0.6)


class StopError(Exception):
    """Ends a run as Ctrl-C does."""


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dump, `in.jsonl`, an unfinished run, `begun`, and a finished one, `whole`."""

    def stop(progress: Progress) -> None:
        if progress.phase == "write":
            raise StopError

    folder = tmp_path_factory.mktemp("damaged")
    path = write_dump(folder / "in.jsonl", make_documents(3, 12))
    begun = DumpSettings(workers=1, level=Level.BOTH, report=stop)
    with pytest.raises(StopError):
        deduplicate_dump([str(path)], str(folder / "begun"), DuplicateSettings(), begun)
    deduplicate_dump([str(path)], str(folder / "whole"), DuplicateSettings(), RESUME)
    return folder


def flip_bits(folder: Path) -> Iterator[Path]:
    """Each file of a work folder with one bit changed, in turn: in its first byte, its middle or near its end."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size > 1]
    assert len(files) > 60
    for number, path in enumerate(files):
        data = path.read_bytes()
        changed = bytearray(data)
        changed[(0, len(data) // 2, len(data) - 2)[number % 3]] ^= 1 << number % 8
        path.write_bytes(changed)
        yield path
        path.write_bytes(data)


@pytest.mark.slow
def test_one_bit_in_any_file_is_noticed_by_a_resumed_run(dump: Path, tmp_path: Path) -> None:
    """And the run as it was goes on to the bytes of an undisturbed one."""
    shutil.copytree(dump / "begun", tmp_path / "out")
    for path in flip_bits(tmp_path / "out" / ".khulasa"):
        with pytest.raises(RunError, match=f"{re.escape(str(path))}: found other bytes .* --overwrite"):
            deduplicate_dump([str(dump / "in.jsonl")], str(tmp_path / "out"), DuplicateSettings(), RESUME)
    deduplicate_dump([str(dump / "in.jsonl")], str(tmp_path / "out"), DuplicateSettings(), RESUME)
    assert hash_outputs(tmp_path / "out") == hash_outputs(dump / "whole")


@pytest.mark.slow
def test_one_bit_in_any_file_is_noticed_by_a_new_decision(dump: Path) -> None:
    """Though the run is finished; its outputs stay as they are."""
    before = hash_outputs(dump / "whole")
    for path in flip_bits(dump / "whole" / ".khulasa"):
        with pytest.raises(RunError, match=re.escape(str(path))):
            rethreshold_dump(str(dump / "whole"), THRESHOLD, DumpSettings(workers=1))
    assert hash_outputs(dump / "whole") == before


@pytest.mark.parametrize("name", ["kept.jsonl", "removed.jsonl"])
def test_outputs_that_were_edited_are_not_decided_anew(dump: Path, tmp_path: Path, name: str) -> None:
    """Lines are found in them by their bytes."""
    shutil.copytree(dump / "whole", tmp_path / "edited")
    path = tmp_path / "edited" / name
    path.write_bytes(path.read_bytes().replace(b"a", b"b"))
    with pytest.raises(RunError, match=f"{name}: found other bytes"):
        rethreshold_dump(str(tmp_path / "edited"), THRESHOLD, DumpSettings(workers=1))


def test_a_note_that_was_cut_off_is_that_of_a_task_to_do_again(dump: Path, tmp_path: Path) -> None:
    """As after a power cut."""
    shutil.copytree(dump / "begun", tmp_path / "out")
    for note in sorted(tmp_path.rglob(NOTE))[::5]:
        note.write_bytes(note.read_bytes()[:9])
    deduplicate_dump([str(dump / "in.jsonl")], str(tmp_path / "out"), DuplicateSettings(), RESUME)
    assert hash_outputs(tmp_path / "out") == hash_outputs(dump / "whole")


@pytest.mark.parametrize(
    "name", ["gather/000000/id_offsets.npy", "measure/000000/likeness.npy", f"sketch/000000/{NOTE}"]
)
def test_a_file_that_was_removed_is_named(dump: Path, tmp_path: Path, name: str) -> None:
    """It is not called a place where nothing can be written."""
    shutil.copytree(dump / "begun", tmp_path / "out")
    (path,) = (tmp_path / "out").glob(f".khulasa/*/{name}")
    path.unlink()
    with pytest.raises(RunError, match=f"{re.escape(str(path))}: found no file, .* --overwrite"):
        deduplicate_dump([str(dump / "in.jsonl")], str(tmp_path / "out"), DuplicateSettings(), RESUME)


@pytest.mark.parametrize("name", [".khulasa/.unfinished-plan.json-1", ".unfinished-kept.jsonl-1"])
def test_a_file_that_a_killed_run_left_half_written_is_removed(dump: Path, tmp_path: Path, name: str) -> None:
    """Its plan, and an output on its way from a work folder on another file system."""
    shutil.copytree(dump / "begun", tmp_path / "out")
    (tmp_path / "out" / name).write_bytes(b"half")
    deduplicate_dump([str(dump / "in.jsonl")], str(tmp_path / "out"), DuplicateSettings(), RESUME)
    assert not list(tmp_path.rglob(".unfinished*"))


@pytest.mark.parametrize("name", ["gather/.unfinished-000000-1", ".unfinished-clusters-1"])
def test_what_a_killed_task_left_is_no_task(dump: Path, tmp_path: Path, name: str) -> None:
    """Neither among the tasks of a phase nor in place of a phase of one task."""
    shutil.copytree(dump / "begun", tmp_path / "out")
    (work,) = (path for path in (tmp_path / "out/.khulasa").iterdir() if path.is_dir())
    (work / name).mkdir()
    (work / name / "kept.npy").write_bytes(b"half")
    deduplicate_dump([str(dump / "in.jsonl")], str(tmp_path / "out"), DuplicateSettings(), RESUME)
    assert hash_outputs(tmp_path / "out") == hash_outputs(dump / "whole")
    assert not list(work.rglob(".unfinished*"))


def test_lost_work_of_a_finished_run_is_not_made_from_another_dump(tmp_path: Path) -> None:
    """A power cut spoiled a file, and the dump was replaced before the new decision."""
    path = write_dump(tmp_path / "in.jsonl", make_documents(3, 4))
    out = tmp_path / "out"
    deduplicate_dump([str(path)], str(out), DuplicateSettings(), DumpSettings(workers=1))
    (lost,) = out.glob(".khulasa/*/gather/000000/id_offsets.npy")
    lost.write_bytes(lost.read_bytes()[:-1])
    write_dump(path, make_documents(4, 4))
    with pytest.raises(RunError, match=r"in\.jsonl: found another file than the run began with"):
        rethreshold_dump(str(out), THRESHOLD, DumpSettings(workers=1))

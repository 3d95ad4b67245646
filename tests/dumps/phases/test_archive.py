"""What a run against an archive promises: nothing seen before is kept, and what is kept is seen from then on."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.dumps.archive.archive import open_archive
from summarizer.dumps.deduplicating import deduplicate_dump, rethreshold_dump
from summarizer.dumps.records import DumpSettings
from summarizer.dumps.report.clusters import read_cluster
from summarizer.errors import ArchiveError, RunError, SettingsError
from summarizer.records import Document, DuplicateSettings
from tests.dumps.samples import hash_outputs, read_rows, write_dump
from tests.duplicates.samples import edit_lightly, write_story


def make_day(first: int, last: int) -> list[Document]:
    """Stories of a day; of the stories from 0 to 9, which another day had, edited copies."""
    documents = []
    for seed in range(first, last):
        text = write_story(seed)
        old = seed < 10 and first > 0
        documents.append(Document(f"d{first}s{seed}", edit_lightly(text, 1) if old else text))
    return documents


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The archive after a first day, stories 0 to 9."""
    path = tmp_path / "seen.khulasa"
    run(tmp_path, "first", make_day(0, 10), path, add=True)
    return path


def run(folder: Path, name: str, documents: list[Document], archive: Path, **more: bool) -> Path:
    """One run against the archive."""
    write_dump(folder / f"{name}.jsonl", documents)
    dump = DumpSettings(workers=1, against=str(archive), **more)  # type: ignore[arg-type]
    deduplicate_dump([str(folder / f"{name}.jsonl")], str(folder / name), DuplicateSettings(), dump)
    return folder / name


def list_day() -> list[Document]:
    """A second day: copies of old stories, one of them twice, and new ones."""
    old = [Document(f"o{seed}", edit_lightly(write_story(seed), 1)) for seed in range(4)]
    again = [Document("again", edit_lightly(write_story(3), 2)), Document("exact", write_story(0))]
    new = [Document(f"n{seed}", write_story(seed)) for seed in range(20, 25)]
    return [*old, *again, *new, Document("ncopy", edit_lightly(write_story(20), 3))]


def test_what_the_archive_has_is_not_kept(tmp_path: Path, archive: Path) -> None:
    """Copies of archived documents name them, copies of those copies are removed too, new stories are kept."""
    output = run(tmp_path, "second", list_day(), archive)
    assert [row["id"] for row in read_rows(output / "kept.jsonl")] == [f"n{seed}" for seed in range(20, 25)]
    removed = {row["id"]: row for row in read_rows(output / "removed.jsonl")}
    archived = {name for name, row in removed.items() if row["reason"].endswith(", in the archive")}
    assert archived == {"o0", "o1", "o2", "o3"}
    assert [removed[f"o{seed}"]["duplicate_of"] for seed in range(4)] == [f"d0s{seed}" for seed in range(4)]
    assert removed["again"]["duplicate_of"] == "o3"
    assert removed["exact"]["duplicate_of"] == "o0"
    assert removed["ncopy"]["duplicate_of"] == "n20"
    assert all(row["record"]["text"] for row in removed.values())


def test_a_cluster_that_the_archive_keeps_can_be_read(tmp_path: Path, archive: Path) -> None:
    """The document that repeats the archived one comes first, though it is not kept; the report names it."""
    output = run(tmp_path, "second", list_day(), archive)
    number = next(row["cluster"] for row in read_rows(output / "removed.jsonl") if row["id"] == "again")
    head, copy = read_cluster(output, number).members
    assert (head.document.id, head.kept, head.duplicate_of) == ("o3", False, "d0s3")
    assert copy.document.id == "again"
    assert "منها في الأرشيف: 4 وثائق" in (output / "report.html").read_text(encoding="utf-8")


def test_only_add_adds(tmp_path: Path, archive: Path) -> None:
    """And only what is kept; the same run again keeps nothing and adds nothing."""
    run(tmp_path, "second", list_day(), archive)
    with open_archive(archive) as seen:
        assert len(seen) == 10
    run(tmp_path, "third", list_day(), archive, add=True)
    with open_archive(archive) as seen:
        assert len(seen) == 15
    output = run(tmp_path, "fourth", list_day(), archive, add=True)
    assert read_rows(output / "kept.jsonl") == []
    with open_archive(archive) as seen:
        assert len(seen) == 15


_DYING = """
import os, signal, sys
from summarizer.dumps.archive import archive
from summarizer.dumps.output import staging
from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.records import DumpSettings
from summarizer.records import DuplicateSettings
place, source, output, seen = sys.argv[1:]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
add = archive.Archive.add
def add_and_die(self, documents):
    add(self, documents)
    die()
if place == "before": archive.Archive.add = die
if place == "after": archive.Archive.add = add_and_die
if place == "output": staging.put_out = die
deduplicate_dump([source], output, DuplicateSettings(), DumpSettings(workers=1, against=seen, add=True))
"""


@pytest.mark.slow
@pytest.mark.parametrize("place", ["before", "after", "output"])
def test_a_run_killed_while_it_adds_is_resumed(tmp_path: Path, archive: Path, place: str) -> None:
    """Before, while and after the documents go in: the same outputs, and every document once in the archive."""
    source = write_dump(tmp_path / "second.jsonl", list_day())
    output = tmp_path / "killed"
    command = [sys.executable, "-c", _DYING, place, str(source), str(output), str(archive)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    dump = DumpSettings(workers=1, against=str(archive), add=True, resume=True)
    deduplicate_dump([str(source)], str(output), DuplicateSettings(), dump)
    assert len(read_rows(output / "kept.jsonl")) == 5
    with open_archive(archive) as seen:
        assert len(seen) == 15


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_workers(tmp_path: Path, archive: Path) -> None:
    """One or three processes that read the archive: the same outputs."""
    source = write_dump(tmp_path / "in.jsonl", list_day())
    found = []
    for workers in (1, 3):
        dump = DumpSettings(workers=workers, against=str(archive))
        deduplicate_dump([str(source)], str(tmp_path / f"w{workers}"), DuplicateSettings(), dump)
        found.append(hash_outputs(tmp_path / f"w{workers}"))
    assert found[0] == found[1]


def test_an_archive_that_is_not_there_is_named_before_the_run(tmp_path: Path) -> None:
    """A wrong name must not keep everything; only --add makes a new archive."""
    write_dump(tmp_path / "in.jsonl", list_day())
    dump = DumpSettings(workers=1, against=str(tmp_path / "sene"))
    with pytest.raises(ArchiveError, match="found nothing there, wanted an archive"):
        deduplicate_dump([str(tmp_path / "in.jsonl")], str(tmp_path / "out"), DuplicateSettings(), dump)
    assert not (tmp_path / "out").exists()


def test_an_archive_that_cannot_be_made_is_named_before_the_run(tmp_path: Path) -> None:
    """Not as a file that cannot be read: nobody asked for it to be read."""
    with pytest.raises(ArchiveError, match=r"seen: found no place to write .* name another archive"):
        run(tmp_path, "a", make_day(0, 1), tmp_path / "no folder" / "seen", add=True)


def test_adding_needs_an_archive() -> None:
    """The setting at fault is named."""
    with pytest.raises(SettingsError, match="add"):
        DumpSettings(add=True)
    with pytest.raises(SettingsError, match="against"):
        DumpSettings(against="a", cluster="tcp://127.0.0.1:8786")


def test_a_run_against_an_archive_is_not_decided_anew(tmp_path: Path, archive: Path) -> None:
    """The archive may have other documents by now, the run's own among them."""
    output = run(tmp_path, "second", list_day(), archive)
    with pytest.raises(RunError, match="a run against an archive"):
        rethreshold_dump(str(output), DuplicateSettings(0.9), DumpSettings(workers=1))

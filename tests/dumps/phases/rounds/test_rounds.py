"""What later rounds promise: what memory keeps, whether they work on all rows or on what differs alone."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.deduplicating import deduplicate
from summarizer.dumps.deduplicating import deduplicate_dump, rethreshold_dump
from summarizer.dumps.phases.rounds import changes, clusters
from summarizer.dumps.records import DumpSettings, Progress
from summarizer.dumps.run import arrays
from summarizer.dumps.run.tasks import Runner
from summarizer.dumps.run.whole_files import name_unfinished
from summarizer.duplicates import small_batches
from summarizer.records import Document, DuplicateSettings, Keep
from tests.dumps.samples import hash_outputs, read_rows, write_dump
from tests.duplicates.samples import write_story

ONE = DumpSettings(workers=1)
RESUME = replace(ONE, resume=True)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The documents of these tests are no small batch, of which all pairs are compared at once."""
    monkeypatch.setattr(small_batches, "MOST_DOCUMENTS", small_batches.FEW)


class StopError(Exception):
    """Ends a run as Ctrl-C does."""


def make_short(seed: int) -> list[Document]:
    """Texts of one to three sentences that many share, with some words replaced: later rounds remove a few."""
    chance = random.Random(seed)  # noqa: S311
    sentences = [write_story(number, 14).split() for number in range(30)]
    words = [word for sentence in sentences for word in sentence]
    documents = []
    for place in range(500):
        text = [word for _ in range(chance.randint(1, 3)) for word in chance.choice(sentences)]
        text = [chance.choice(words) if chance.random() < 0.2 else word for word in text]
        date, source = f"2024-01-{place % 28 + 1:02}", "بج"[place % 2]
        documents.append(Document(str(place), " ".join(text), date=date, source=source))
    return documents


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders of the phases that later rounds run, as they do."""
    real, names = Runner.run, list[str]()

    def run(self: Runner, phase: str, *rest: Any) -> Any:
        names.append(f"{self.work.name}/{phase}")
        return real(self, phase, *rest)

    monkeypatch.setattr(Runner, "run", run)
    return names


def allow(monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    """Work on what differs where no more than a share of all does: 1 for always, -1 for never."""
    monkeypatch.setattr(changes, "MOST_CHANGED", share)
    monkeypatch.setattr(changes, "LOOK_UP_KEYS", 0)
    monkeypatch.setattr(clusters, "MOST_MOVED", share)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "chosen"),
    [
        (0, DuplicateSettings()),
        (1, DuplicateSettings(keep=Keep.LONGEST)),
        (2, DuplicateSettings(0.4, Keep.FIRST)),
        (3, DuplicateSettings(0.3, Keep.NEWEST)),
        (4, DuplicateSettings(keep=Keep.SOURCE, sources=("ج", "ب"), allow_shorter=True)),
    ],
)
def test_rounds_on_what_differs_keep_what_memory_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: list[str], seed: int, chosen: DuplicateSettings
) -> None:
    """And the same bytes as rounds on all rows, for both kinds of a decision, the first and a new one."""
    documents, found = make_short(seed), []
    path = str(write_dump(tmp_path / "in.jsonl", documents))
    for name, share in (("parts", 1.0), ("whole", -1.0)):
        allow(monkeypatch, share)
        out = tmp_path / name
        deduplicate_dump([path], str(out), chosen, ONE)
        found.append(hash_outputs(out))
        deduplicate_dump([path], str(tmp_path / f"{name}-2"), DuplicateSettings(), ONE)
        rethreshold_dump(str(tmp_path / f"{name}-2"), chosen, ONE)
        assert hash_outputs(tmp_path / f"{name}-2")["kept.jsonl"] == found[-1]["kept.jsonl"]
    assert found[0] == found[1]
    kept = [row["id"] for row in read_rows(tmp_path / "parts/kept.jsonl")]
    assert kept == [document.id for document in deduplicate(documents, chosen).kept]
    assert {"again-0/resketch", "again-0/recluster", "again-0/sketch"} <= set(named)


@pytest.mark.slow
@pytest.mark.parametrize("most", [446, 470])
def test_what_is_left_may_be_a_small_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: list[str], most: int
) -> None:
    """Then all pairs are compared: of 460 texts that may be kept at once, or later of fewer that are."""
    allow(monkeypatch, 1.0)
    monkeypatch.setattr(small_batches, "MOST_DOCUMENTS", most)
    documents = make_short(0)
    path = str(write_dump(tmp_path / "in.jsonl", documents))
    deduplicate_dump([path], str(tmp_path / "out"), DuplicateSettings(), ONE)
    kept = [row["id"] for row in read_rows(tmp_path / "out/kept.jsonl")]
    assert kept == [document.id for document in deduplicate(documents).kept]
    assert ("again-0/recount" in named) == (most < 460)


@pytest.mark.slow
@pytest.mark.parametrize("share", [1.0, -1.0])
def test_rounds_that_were_stopped_anywhere_are_continued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    """After any message, and in the middle of removing what is read no more."""
    allow(monkeypatch, share)
    path = str(write_dump(tmp_path / "in.jsonl", make_short(0)))
    deduplicate_dump([path], str(tmp_path / "whole"), DuplicateSettings(), ONE)
    wanted, left = hash_outputs(tmp_path / "whole"), list_work(tmp_path / "whole")
    assert not [name for name in left if name.startswith("again-") and name != "again-end"]
    for stop in (stop_at_message, stop_at_removal):
        at = n_stopped = 0
        while stop(monkeypatch, path, tmp_path / "out", at):
            deduplicate_dump([path], str(tmp_path / "out"), DuplicateSettings(), RESUME)
            assert hash_outputs(tmp_path / "out") == wanted
            assert list_work(tmp_path / "out") == left
            shutil.rmtree(tmp_path / "out")
            at, n_stopped = at + (13 if stop is stop_at_message else 2), n_stopped + 1
        assert n_stopped > 2
        shutil.rmtree(tmp_path / "out")


def stop_at_message(_: pytest.MonkeyPatch, path: str, out: Path, at: int) -> bool:
    """Stop at a message of the phase ``again``; False where the run ended before."""
    seen = 0

    def report(progress: Progress) -> None:
        nonlocal seen
        seen += progress.phase == "again"
        if seen > at:
            raise StopError

    return is_stopped(path, out, report)


def stop_at_removal(monkeypatch: pytest.MonkeyPatch, path: str, out: Path, at: int) -> bool:
    """Stop while a folder is removed: it has its other name, and is still there."""
    seen = 0

    def remove(folder: Path) -> None:
        nonlocal seen
        seen += folder.is_dir()
        if seen > at:
            folder.rename(name_unfinished(folder))
            raise StopError
        real(folder)

    real = arrays.remove_folder
    with monkeypatch.context() as patched:
        patched.setattr("summarizer.dumps.phases.rounds.ends.remove_folder", remove)
        return is_stopped(path, out, None)


def is_stopped(path: str, out: Path, report: Callable[[Progress], None] | None) -> bool:
    """Whether a run was stopped."""
    try:
        deduplicate_dump([path], str(out), DuplicateSettings(), replace(ONE, report=report))
    except StopError:
        return True
    return False


def list_work(out: Path) -> list[str]:
    """What is left in the work folder of a run."""
    return sorted(path.name for path in out.glob(".khulasa/*/*"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["again-1/measure", "again-0/kept", "again-*/round", "elect"])
def test_rounds_whose_files_are_lost_are_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As after a power cut, which spoils what was written last."""
    path, out = str(write_dump(tmp_path / "in.jsonl", make_short(0))), tmp_path / "out"
    deduplicate_dump([path], str(tmp_path / "whole"), DuplicateSettings(), ONE)

    def stop(*_: Any) -> None:
        raise StopError

    with monkeypatch.context() as patched:
        patched.setattr("summarizer.dumps.phases.again.settle", stop)
        assert is_stopped(path, out, None)
    (folder,) = out.glob(f".khulasa/*/{name}")
    shutil.rmtree(folder)
    deduplicate_dump([path], str(out), DuplicateSettings(), RESUME)
    assert hash_outputs(out) == hash_outputs(tmp_path / "whole")


def test_progress_counts_the_rounds(tmp_path: Path) -> None:
    """From 1, in the phase ``again`` alone."""
    path, told = str(write_dump(tmp_path / "in.jsonl", make_short(0))), set[tuple[str, int]]()
    report = replace(ONE, report=lambda progress: told.add((progress.phase, progress.round)))
    deduplicate_dump([path], str(tmp_path / "out"), DuplicateSettings(), report)
    assert ("again", 1) in told
    assert {number for phase, number in told if phase != "again"} == {0}

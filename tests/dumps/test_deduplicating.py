"""What a run over a dump promises: the clusters of memory, the same bytes however run, nothing lost."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.deduplicating import deduplicate
from summarizer.dumps import phases
from summarizer.dumps.deduplicating import PHASES, deduplicate_dump, rethreshold_dump
from summarizer.dumps.records import DumpSettings
from summarizer.dumps.report import words_ar
from summarizer.dumps.summarizing import summarize_dump
from summarizer.duplicates import small_batches
from summarizer.errors import DumpError, RunError
from summarizer.records import Document, DuplicateSettings, Keep, SummarySettings
from tests.dumps.samples import hash_outputs, make_documents, read_rows, write_dump
from tests.duplicates.samples import write_related

ONE = DumpSettings(workers=1)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    keep=st.sampled_from(list(Keep)),
    rest=st.tuples(st.sampled_from([None, 0.3, 0.7]), st.booleans()),
)
def test_a_dump_has_the_clusters_of_memory(
    tmp_path_factory: pytest.TempPathFactory, seed: int, keep: Keep, rest: tuple[float | None, bool]
) -> None:
    """Kept documents, their order, duplicates, similarities and reasons are those of `deduplicate`."""
    folder = tmp_path_factory.mktemp("dump")
    documents = make_documents(seed)
    threshold, allow_shorter = rest
    sources = ("ب", "أ") if keep is Keep.SOURCE else ()
    chosen = DuplicateSettings(threshold, keep, sources, allow_shorter=allow_shorter)
    write_dump(folder / "in.jsonl", documents)
    deduplicate_dump([str(folder / "in.jsonl")], str(folder / "out"), chosen, ONE)
    clusters = deduplicate(documents, chosen).clusters
    assert [row["id"] for row in read_rows(folder / "out/kept.jsonl")] == [one.kept for one in clusters]
    found = {
        row["id"]: (row["duplicate_of"], row["similarity"], row["kind"])
        for row in read_rows(folder / "out/removed.jsonl")
    }
    assert found == {
        one.id: (one.duplicate_of, one.similarity, one.reason)
        for cluster in clusters
        for one in cluster.duplicates
    }


@pytest.mark.slow
@pytest.mark.parametrize("most", [small_batches.FEW, small_batches.MOST_DOCUMENTS])
@pytest.mark.parametrize(("seed", "threshold"), [(0, None), (1, None), (2, 0.4)])
def test_what_a_dump_keeps_is_compared_again_as_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, threshold: float | None, most: int
) -> None:
    """Of a small batch and of more documents; a new decision on the run does the same."""
    monkeypatch.setattr(small_batches, "MOST_DOCUMENTS", most)
    documents = [Document(str(place), text) for place, text in enumerate(write_related(seed, 200))]
    write_dump(tmp_path / "in.jsonl", documents)
    out, chosen = str(tmp_path / "out"), DuplicateSettings(threshold)
    deduplicate_dump([str(tmp_path / "in.jsonl")], out, DuplicateSettings(), ONE)
    rethreshold_dump(out, chosen, ONE)
    kept = [row["id"] for row in read_rows(tmp_path / "out/kept.jsonl")]
    assert kept == [document.id for document in deduplicate(documents, chosen).kept]
    assert len(deduplicate([documents[int(name)] for name in kept], chosen).kept) == len(kept)


@pytest.mark.slow
def test_the_curve_has_the_true_number_for_the_threshold_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where later rounds remove more than the first; that of a new decision is put in its place."""
    monkeypatch.setattr(small_batches, "MOST_DOCUMENTS", small_batches.FEW)
    texts = write_related(2, 200)
    write_dump(tmp_path / "in.jsonl", [Document(str(place), text) for place, text in enumerate(texts)])
    out, curves = str(tmp_path / "out"), []
    report = deduplicate_dump([str(tmp_path / "in.jsonl")], out, DuplicateSettings(), ONE)
    for threshold in (None, 0.3, 0.4):
        report = rethreshold_dump(out, DuplicateSettings(threshold), ONE)
        curves.append(json.loads((tmp_path / "out/run.json").read_bytes())["thresholds"])
        if threshold:
            assert curves[-1][round(threshold * 100)] == report.counts.kept
    first, *decided = curves
    for curve, place in zip(decided, (30, 40), strict=True):
        assert curve[place] < first[place]
        assert [*curve[:place], *curve[place + 1 :]] == [*first[:place], *first[place + 1 :]]


def test_every_phase_has_a_file_of_its_name() -> None:
    """And the report has an Arabic name for it."""
    folder = Path(phases.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(PHASES) == set(words_ar.PHASES)


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_workers_parts_or_files(tmp_path: Path) -> None:
    """One worker or three, one file or seven: every output is the same, byte for byte."""
    documents = make_documents(7, 60)
    whole = write_dump(tmp_path / "in.jsonl", documents)
    (tmp_path / "many").mkdir()
    for number in range(7):
        start, end = number * len(documents) // 7, (number + 1) * len(documents) // 7
        write_dump(tmp_path / f"many/{number}.jsonl", documents[start:end])
    found = []
    for name, source, workers in (("a", whole, 1), ("b", whole, 3), ("c", tmp_path / "many", 2)):
        deduplicate_dump(
            [str(source)], str(tmp_path / name), DuplicateSettings(), DumpSettings(workers=workers)
        )
        found.append(hash_outputs(tmp_path / name))
    assert found[0] == found[1] == found[2]


def test_every_record_is_kept_removed_or_refused_as_it_stood(tmp_path: Path) -> None:
    """Lines go out byte for byte, with all their fields; what holds no document is listed with its line."""
    documents = make_documents(3)
    path = write_dump(tmp_path / "in.jsonl", documents)
    lines = path.read_bytes().splitlines()
    bad = [b"{", b"[1]", b'{"id": "x"}', b'{"id": "y", "text": 5}', b'{"id": "z", "text": "\xff"}', lines[0]]
    path.write_bytes(b"\n".join([*lines[:3], *bad, b"", *lines[3:]]))
    report = deduplicate_dump([str(path)], str(tmp_path / "out"), DuplicateSettings(), ONE)
    kept = (tmp_path / "out/kept.jsonl").read_bytes().splitlines()
    removed = [json.dumps(row["record"]) for row in read_rows(tmp_path / "out/removed.jsonl")]
    assert set(kept) <= set(lines)
    assert sorted(removed + [json.dumps(json.loads(line)) for line in kept]) == sorted(
        json.dumps(json.loads(line)) for line in lines
    )
    refused = read_rows(tmp_path / "out/refused.jsonl")
    assert [row["line"] for row in refused] == [4, 5, 6, 7, 8, 9]
    assert [row["kind"] for row in refused] == [
        "broken", "broken", "no_text", "not_a_string", "encoding", "duplicate_id",
    ]  # fmt: skip
    assert report.counts.refused == 6
    assert report.counts.documents == len(documents) == report.counts.kept + report.counts.removed


def test_a_strict_run_stops_at_the_first_bad_record(tmp_path: Path) -> None:
    """File, line, what was found and what was wanted are named."""
    path = write_dump(tmp_path / "in.jsonl", make_documents(3))
    path.write_bytes(path.read_bytes() + b"nothing\n")
    with pytest.raises(DumpError, match=r"in\.jsonl, line \d+: found a line that is not JSON"):
        deduplicate_dump(
            [str(path)], str(tmp_path / "out"), DuplicateSettings(), DumpSettings(strict=True, workers=1)
        )
    assert not list((tmp_path / "out").glob("**/measure"))  # nothing was measured before


def test_a_sample_is_the_first_documents(tmp_path: Path) -> None:
    """A first look takes no more than it is told."""
    documents = make_documents(5)
    path = write_dump(tmp_path / "in.jsonl", documents)
    sample = DumpSettings(sample=10, workers=1)
    report = deduplicate_dump([str(path)], str(tmp_path / "out"), DuplicateSettings(), sample)
    assert report.counts.documents == 10
    assert [row["id"] for row in read_rows(tmp_path / "out/kept.jsonl")] == [
        cluster.kept for cluster in deduplicate(documents[:10]).clusters
    ]


def test_a_dry_run_counts_and_leaves_nothing(tmp_path: Path) -> None:
    """The numbers are those of a run; no folder is made."""
    path = write_dump(tmp_path / "in.jsonl", make_documents(5))
    tried = deduplicate_dump(
        [str(path)], str(tmp_path / "no"), DuplicateSettings(), DumpSettings(dry_run=True, workers=1)
    )
    done = deduplicate_dump([str(path)], str(tmp_path / "yes"), DuplicateSettings(), ONE)
    assert tried.counts == done.counts
    assert not (tmp_path / "no").exists()


@pytest.mark.slow
def test_a_stopped_run_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    """Stopped at any phase, it is gone on with from what was done, under the settings it began with."""
    path = str(write_dump(tmp_path / "in.jsonl", make_documents(9, 40)))
    deduplicate_dump([path], str(tmp_path / "whole"), DuplicateSettings(), ONE)

    class StoppedError(Exception):
        pass

    for phase in ("gather", "collapse", "measure", "cluster", "elect", "write"):
        out = str(tmp_path / phase)

        def stop(progress: object, wanted: str = phase) -> None:
            if getattr(progress, "phase", "") == wanted and getattr(progress, "done", 0):
                raise StoppedError

        with pytest.raises(StoppedError):
            deduplicate_dump([path], out, DuplicateSettings(), DumpSettings(workers=1, report=stop))
        with pytest.raises(RunError, match="--resume"):
            deduplicate_dump([path], out, DuplicateSettings(), ONE)
        resumed = DumpSettings(workers=1, resume=True)
        with pytest.raises(RunError, match="threshold"):
            deduplicate_dump([path], out, DuplicateSettings(0.5), resumed)
        deduplicate_dump([path], out, DuplicateSettings(), resumed)
        assert hash_outputs(Path(out)) == hash_outputs(tmp_path / "whole")


def test_inputs_that_changed_are_refused(tmp_path: Path) -> None:
    """A run does not mix two states of a file."""
    path = write_dump(tmp_path / "in.jsonl", make_documents(9))
    deduplicate_dump([str(path)], str(tmp_path / "out"), DuplicateSettings(), ONE)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(RunError, match="another file"):
        deduplicate_dump(
            [str(path)], str(tmp_path / "out"), DuplicateSettings(), DumpSettings(workers=1, resume=True)
        )


@pytest.mark.slow
@pytest.mark.parametrize("keep", [Keep.FIRST, Keep.LONGEST])
def test_a_finished_run_is_decided_anew_without_its_dump(tmp_path: Path, keep: Keep) -> None:
    """After any number of turns the outputs are those of a run that was begun so."""
    path = write_dump(tmp_path / "in.jsonl", make_documents(11, 30))
    fresh = DuplicateSettings(0.6, keep)
    deduplicate_dump([str(path)], str(tmp_path / "fresh"), fresh, ONE)
    deduplicate_dump([str(path)], str(tmp_path / "first"), DuplicateSettings(), ONE)
    deduplicate_dump([str(path)], str(tmp_path / "out"), DuplicateSettings(), ONE)
    path.unlink()
    for settings_now, wanted in ((fresh, "fresh"), (DuplicateSettings(), "first"), (fresh, "fresh")):
        rethreshold_dump(str(tmp_path / "out"), settings_now, ONE)
        assert hash_outputs(tmp_path / "out") == hash_outputs(tmp_path / wanted)


def test_only_a_finished_run_is_decided_anew(tmp_path: Path) -> None:
    """A folder without a run is refused, with what to do."""
    with pytest.raises(RunError, match="run khulasa dedup first"):
        rethreshold_dump(str(tmp_path), DuplicateSettings(), ONE)


def test_a_run_over_summaries_is_not_decided_anew(tmp_path: Path) -> None:
    """It has no clusters: the error says what the folder holds."""
    write_dump(tmp_path / "in.jsonl", [Document("1", write_related(1, 1)[0])])
    summarize_dump([str(tmp_path / "in.jsonl")], str(tmp_path / "out"), SummarySettings(), ONE)
    with pytest.raises(RunError, match="found a run of khulasa summarize, wanted one of khulasa dedup"):
        rethreshold_dump(str(tmp_path / "out"), DuplicateSettings(), ONE)


def test_a_file_that_is_given_twice_repeats_its_ids(tmp_path: Path) -> None:
    """Its second reading is refused line by line, by the lines of the file."""
    path = str(write_dump(tmp_path / "in.jsonl", make_documents(3, 4)))
    report = deduplicate_dump([path, path], str(tmp_path / "out"), DuplicateSettings(), ONE)
    lines = [row["line"] for row in read_rows(tmp_path / "out/refused.jsonl")]
    assert lines == list(range(1, report.counts.documents + 1))


def test_a_sample_of_several_files_is_decided_anew(tmp_path: Path) -> None:
    """The new decision takes the same documents, not those of the whole files."""
    for seed in (1, 2):
        write_dump(
            tmp_path / f"{seed}.jsonl",
            [replace(one, id=f"{seed}-{one.id}") for one in make_documents(seed, 5)],
        )
    inputs = [str(tmp_path / "1.jsonl"), str(tmp_path / "2.jsonl")]
    sample = DumpSettings(sample=10, workers=1)
    fresh = DuplicateSettings(0.6)
    deduplicate_dump(inputs, str(tmp_path / "fresh"), fresh, sample)
    deduplicate_dump(inputs, str(tmp_path / "out"), DuplicateSettings(), sample)
    rethreshold_dump(str(tmp_path / "out"), fresh, ONE)
    assert hash_outputs(tmp_path / "out") == hash_outputs(tmp_path / "fresh")


def test_a_work_folder_has_one_run_at_a_time(tmp_path: Path) -> None:
    """A second run is refused with what to do, and the first goes on undisturbed."""
    path = str(write_dump(tmp_path / "in.jsonl", make_documents(3, 4)))
    refused = []

    def start_another(_progress: object) -> None:
        with pytest.raises(RunError, match="found another run that uses it") as error:
            deduplicate_dump([path], str(tmp_path / "out"), DuplicateSettings(), ONE)
        refused.append(error)

    watched = DumpSettings(workers=1, report=start_another)
    report = deduplicate_dump([path], str(tmp_path / "out"), DuplicateSettings(), watched)
    assert refused
    assert len(read_rows(tmp_path / "out/kept.jsonl")) == report.counts.kept

"""Records without an id are named by their file and line, wherever and however they are read."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.input.jsonl import read_json_lines
from summarizer.dumps.records import DumpSettings, Format, Level, Source
from summarizer.dumps.report.clusters import read_cluster
from summarizer.dumps.run import sizes
from summarizer.dumps.run.corpus import Input
from summarizer.dumps.run.record_names import name_records, number_lines
from summarizer.dumps.run.tasks import Runner
from summarizer.dumps.summarizing import summarize_dump
from summarizer.records import DuplicateSettings, SummarySettings
from tests.dumps.samples import make_documents, read_rows

ONE = DumpSettings(workers=1)
TEXT = "زرع أهالي الحي أشجار اللوز حول المدرسة القديمة وسقوها من بئر الساحة كل مساء"
OTHER = "رممت البلدية سور القلعة الشرقي وفتحت بابه للزوار في أيام العطل من الصباح حتى المغيب"


def write_lines(path: Path, texts: Sequence[str], *, ids: Sequence[str | None] = ()) -> Path:
    """Records with the ids given; those beyond have none."""
    rows = [
        {"text": text} if place >= len(ids) else {"id": ids[place], "text": text}
        for place, text in enumerate(texts)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_record_without_an_id_is_its_file_and_line(tmp_path: Path) -> None:
    """Missing, null or empty; the record itself stays as it was."""
    path = write_lines(tmp_path / "d.jsonl", [TEXT, OTHER, TEXT, TEXT], ids=["a", None, ""])
    deduplicate_dump([str(path)], str(tmp_path / "out"), DuplicateSettings(), ONE)
    found = read_rows(tmp_path / "out/removed.jsonl")
    assert [(row["id"], row["duplicate_of"]) for row in found] == [(f"{path}:3", "a"), (f"{path}:4", "a")]
    assert found[1]["record"] == {"text": TEXT}
    members = read_cluster(tmp_path / "out", 0).members
    assert [member.document.id for member in members] == ["a", f"{path}:3", f"{path}:4"]


def test_memory_and_runs_give_the_same_names(tmp_path: Path) -> None:
    """The command without an output too, and summaries."""
    path = write_lines(tmp_path / "d.jsonl", [TEXT, OTHER, TEXT])
    deduplicate_dump([str(path)], str(tmp_path / "out"), DuplicateSettings(), ONE)
    [removed] = read_rows(tmp_path / "out/removed.jsonl")
    command = [sys.executable, "-m", "summarizer", "dedup", str(path), "--dry-run", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    [copy] = json.loads(done.stdout)["clusters"][0]["duplicates"]
    assert (removed["id"], removed["duplicate_of"]) == (copy["id"], copy["duplicate_of"])
    assert removed["id"] == f"{path}:3"
    summarize_dump([str(path)], str(tmp_path / "summaries"), SummarySettings(), ONE)
    rows = read_rows(tmp_path / "summaries/summaries.jsonl")
    assert [row["id"] for row in rows] == [f"{path}:{number}" for number in (1, 2, 3)]


@pytest.mark.parametrize("ids", [(), ("first",)])
def test_parts_of_a_file_count_its_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ids: Sequence[str]
) -> None:
    """Whether the first record lacks an id or a later one does; small files and copied ones too."""
    monkeypatch.setattr(sizes, "_MIN_PART", 40_000)
    monkeypatch.setattr(sizes, "_PART_SHARE", 1 << 30)
    texts = [one.text for one in make_documents(5, 16)]
    path = write_lines(tmp_path / "d.jsonl", texts, ids=ids)
    table = tmp_path / "t.csv"
    table.write_text(f"text\n{OTHER}\n{TEXT}\n", encoding="utf-8")
    both = DumpSettings(workers=1, level=Level.BOTH)
    assert path.stat().st_size > 100_000
    report = deduplicate_dump([str(path), str(table)], str(tmp_path / "out"), DuplicateSettings(), both)
    assert (report.counts.documents, report.counts.refused) == (len(texts) + 2, 0)
    for row in read_rows(tmp_path / "out/removed.jsonl"):
        if row["id"] not in ids:
            name, _, number = row["id"].rpartition(":")
            wanted = [OTHER, TEXT][int(number) - 2] if name == str(table) else texts[int(number) - 1]
            assert row["record"]["text"] == wanted


@settings(max_examples=25)
@given(st.lists(st.sampled_from([b"{}", b"", b'{"text": "x"}', b" " * 40]), max_size=12), st.integers(1, 30))
def test_a_line_has_one_number_however_a_file_is_cut(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], step: int
) -> None:
    """Counted before or when it is needed, it is the place of the line in the file."""
    work = tmp_path_factory.mktemp("lines")
    path, data = work / "d.jsonl", b"\n".join([b'{"text": "x"}', *lines])
    path.write_bytes(data)
    cuts = range(0, len(data), step)
    parts = [
        Input(Source(str(path), at, min(at + step, len(data)), Format.JSONL, len(data)), ()) for at in cuts
    ]
    numbered = number_lines(Runner(work, ONE, ("gather",)), "gather", parts)
    for given_parts in (parts, numbered):
        found = [
            name_records(part)(line.number)
            for part in given_parts
            for line in read_json_lines(str(path), part.source.start, part.source.end)
        ]
        n_lines = len(list(read_json_lines(str(path))))
        assert found == [f"{path}:{number}" for number in range(1, n_lines + 1)]


def test_an_archive_knows_records_by_the_same_names(tmp_path: Path) -> None:
    """What was added under a name is found by it."""
    first = write_lines(tmp_path / "first.jsonl", [TEXT, OTHER])
    second = write_lines(tmp_path / "second.jsonl", [OTHER])
    archive = str(tmp_path / "seen.khulasa")
    for path, name in ((first, "a"), (second, "b")):
        dump = DumpSettings(workers=1, against=archive, add=True)
        deduplicate_dump([str(path)], str(tmp_path / name), DuplicateSettings(), dump)
    [removed] = read_rows(tmp_path / "b/removed.jsonl")
    assert (removed["id"], removed["duplicate_of"]) == (f"{second}:1", f"{first}:2")


def test_a_field_with_dots_names_records_in_memory_and_in_runs(tmp_path: Path) -> None:
    """meta.id is the id; who has none is named by the line."""
    rows = [{"meta": {"id": 5}, "text": TEXT}, {"meta": {}, "text": TEXT}, {"meta": None, "text": OTHER}]
    path = tmp_path / "d.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    dump = DumpSettings(workers=1, id_field="meta.id")
    deduplicate_dump([str(path)], str(tmp_path / "out"), DuplicateSettings(), dump)
    [removed] = read_rows(tmp_path / "out/removed.jsonl")
    assert (removed["id"], removed["duplicate_of"]) == (f"{path}:2", "5")
    command = [sys.executable, "-m", "summarizer", "dedup", str(path), "--id-field", "meta.id", "--dry-run"]
    done = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, timeout=60)
    clusters = json.loads(done.stdout)["clusters"]
    assert [cluster["kept"] for cluster in clusters] == ["5", f"{path}:3"]

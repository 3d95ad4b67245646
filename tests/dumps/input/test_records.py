"""Records as people have them: odd fields, other marks between fields, arrays, dates of feeds."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.input.formats import read_source
from summarizer.dumps.input.jsonl import RecordError, parse_document
from summarizer.dumps.input.sources import list_sources
from summarizer.dumps.input.streams import ZSTD
from summarizer.dumps.records import DumpSettings, Refusal
from summarizer.errors import RunError, TextError
from summarizer.records import DuplicateSettings, Entry, Keep
from summarizer.text.validation import decode_utf8

SETTINGS = DumpSettings(workers=1)
TEXT = "زرع أهالي الحي أشجار اللوز حول المدرسة القديمة وسقوها من بئر الساحة كل مساء"


def _read(path: Path) -> list[Entry | Refusal]:
    [source] = list_sources([str(path)])
    return list(read_source(source, SETTINGS))


@pytest.mark.parametrize("odd", [5, ["x"], {"a": 1}, True, None])
def test_a_field_that_is_not_needed_refuses_nothing(odd: object) -> None:
    """Date, title and source of any type."""
    line = json.dumps({"id": "1", "text": TEXT, "date": odd, "title": odd, "source": odd}).encode()
    assert parse_document(line, SETTINGS).text == TEXT


def test_a_field_may_stand_in_another() -> None:
    """meta.id is the id of meta, unless a field has that very name."""
    settings = DumpSettings(id_field="meta.id")
    assert parse_document(json.dumps({"text": TEXT, "meta": {"id": 7}}).encode(), settings).id == "7"
    line = json.dumps({"text": TEXT, "meta": {"id": 7}, "meta.id": "8"}).encode()
    assert parse_document(line, settings).id == "8"


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_lacks_are_refused(name: str) -> None:
    """They would break every reader of the outputs."""
    with pytest.raises(RecordError) as error:
        parse_document(f'{{"id": "1", "text": "{TEXT}", "score": {name}}}'.encode(), SETTINGS)
    assert name in error.value.found


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_may_have_other_marks_between_fields(tmp_path: Path, mark: str) -> None:
    """The first row says which."""
    path = tmp_path / "news.csv"
    path.write_text(f"id{mark}text\n1{mark}{TEXT}\n", encoding="utf-8")
    [entry] = _read(path)
    assert isinstance(entry, Entry)
    assert (entry.document.id, entry.document.text) == ("1", TEXT)


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_array_is_read_whole(tmp_path: Path, indent: int | None) -> None:
    """On one line or on many; in a run too."""
    path = tmp_path / "news.json"
    records = [{"id": str(place), "text": f"{place} {TEXT[place:]}"} for place in range(3)]
    path.write_text(json.dumps(records, indent=indent), encoding="utf-8")
    assert [entry.document.id for entry in _read(path) if isinstance(entry, Entry)] == ["0", "1", "2"]
    report = deduplicate_dump([str(path)], str(tmp_path / "out"), DuplicateSettings(), SETTINGS)
    assert (report.counts.documents, report.counts.refused) == (3, 0)


def test_a_broken_array_is_refused_as_one(tmp_path: Path) -> None:
    """Not line by line."""
    path = tmp_path / "news.json"
    path.write_text('[\n{"id": "1", "text": "باب"},\n', encoding="utf-8")
    [refusal] = _read(path)
    assert isinstance(refusal, Refusal)
    assert "JSON array" in refusal.found


def _keep_newest(tmp_path: Path, older: object, newer: object) -> str:
    records = [{"id": "a", "text": TEXT, "date": older}, {"id": "b", "text": TEXT, "date": newer}]
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "news.jsonl").write_text(
        "".join(json.dumps(each) + "\n" for each in records), encoding="utf-8"
    )
    settings = DuplicateSettings(keep=Keep.NEWEST)
    deduplicate_dump([str(tmp_path / "news.jsonl")], str(tmp_path / "out"), settings, SETTINGS)
    kept: str = json.loads((tmp_path / "out" / "kept.jsonl").read_text(encoding="utf-8"))["id"]
    return kept


@pytest.mark.parametrize(("older", "newer"), [("30/11/2023", "02/12/2023"), (1700000000, 1710000000)])
def test_the_newest_is_kept_whatever_the_form_of_its_date(
    tmp_path: Path, older: object, newer: object
) -> None:
    """Day before month; seconds since 1970."""
    assert _keep_newest(tmp_path, older, newer) == "b"


def test_a_date_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """The id never decides in its place."""
    with pytest.raises(RunError, match=r"'قبل العيد' of document 'b'"):
        _keep_newest(tmp_path, "2023-11-30", "قبل العيد")


def test_dates_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    """And a run without any date is refused: the id would decide."""
    with pytest.raises(RunError, match="'قبل العيد' of document 'a' and 1 more"):
        _keep_newest(tmp_path, "قبل العيد", "غدا")
    with pytest.raises(RunError, match="no document with a date"):
        _keep_newest(tmp_path / "none", None, "")


@pytest.mark.parametrize(
    "pack", [gzip.compress, lambda data: import_module(ZSTD).compress(data)], ids=["gzip", "zstd"]
)
@pytest.mark.parametrize("name", ["d.jsonl", "d.csv", "d.txt"])
def test_packed_data_is_told_by_its_first_bytes(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    """In a file whose name does not say so; in a run too."""
    plain = {"d.jsonl": json.dumps({"id": "1", "text": TEXT}), "d.csv": f"id,text\n1,{TEXT}\n", "d.txt": TEXT}
    path = tmp_path / name
    path.write_bytes(pack(plain[name].encode()))
    [entry] = _read(path)
    assert isinstance(entry, Entry)
    assert entry.document.text == TEXT
    report = deduplicate_dump([str(path)], str(tmp_path / "out"), DuplicateSettings(), SETTINGS)
    assert (report.counts.documents, report.counts.refused) == (1, 0)


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_packed_data_may_come_by_a_pipe(name: str) -> None:
    """Which is read once, and whose name says nothing."""
    record = json.dumps({"id": "1", "text": TEXT}).encode()
    command = [sys.executable, "-m", "summarizer", "dedup", name]
    done = subprocess.run(command, input=gzip.compress(record), capture_output=True, timeout=60)
    assert done.stdout.strip() == record, done.stderr


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_no_utf_8(encoding: str) -> None:
    """Though its bytes are."""
    with pytest.raises(TextError, match="UTF-16"):
        decode_utf8(TEXT.encode(encoding))


def test_a_first_row_that_is_no_csv_is_refused(tmp_path: Path) -> None:
    """Its names are those of all rows, so no row is read."""
    (tmp_path / "a.csv").write_bytes(b'id,"te"xt\n1,x\n')
    (refused,) = _read(tmp_path / "a.csv")
    assert isinstance(refused, Refusal)
    assert "a first row that is not CSV" in refused.found

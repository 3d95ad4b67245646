"""Reading files: every format, every bad record is refused by name, no good one is lost."""

import csv
import gzip
import io
import json
import os
import random
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import islice, pairwise
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from summarizer.dumps.input.formats import read_source
from summarizer.dumps.input.jsonl import RecordError, parse_document, read_json_lines
from summarizer.dumps.input.sources import cut_sources, list_sources
from summarizer.dumps.input.streams import ZSTD
from summarizer.dumps.records import DumpSettings, Format, Refusal, RefusalKind, Source
from summarizer.errors import InputError, RunError
from summarizer.records import Entry

SETTINGS = DumpSettings()
ROWS = [
    {"id": "a", "text": "افتُتح السوق، صباح اليوم.\nوقال المدير إن المحال مؤجرة.", "price": "12"},
    {"id": "b", "text": 'قال: "نعم"', "price": ""},
]


def read(path: Path) -> list[Entry | Refusal]:
    """Everything of one file."""
    return [
        found
        for source in cut_sources(list_sources([str(path)]), 1 << 20)
        for found in read_source(source, SETTINGS)
    ]


def write_jsonl(rows: list[dict[str, str]]) -> bytes:
    """Rows as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def write_csv(path: Path) -> None:
    """The rows as a spreadsheet program saves them, with a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ["id", "text", "price"])
    writer.writeheader()
    writer.writerows(ROWS)
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())


WRITERS: dict[str, Callable[[Path], object]] = {
    "a.jsonl": lambda path: path.write_bytes(write_jsonl(ROWS)),
    "a.jsonl.gz": lambda path: path.write_bytes(gzip.compress(write_jsonl(ROWS))),
    "two.jsonl.gz": lambda path: path.write_bytes(
        b"".join(gzip.compress(write_jsonl([row])) for row in ROWS)
    ),
    "a.jsonl.zst": lambda path: path.write_bytes(zstandard.compress(write_jsonl(ROWS))),
    "two.jsonl.zst": lambda path: path.write_bytes(
        b"".join(zstandard.compress(write_jsonl([row])) for row in ROWS)
    ),
    "a.csv": write_csv,
    "a.parquet": lambda path: pq.write_table(pa.Table.from_pylist(ROWS), path),
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_same_records(tmp_path: Path, name: str) -> None:
    """All fields of all records, the text character for character."""
    WRITERS[name](tmp_path / name)
    found = read(tmp_path / name)
    assert [json.loads(entry.raw) for entry in found if isinstance(entry, Entry)] == ROWS
    assert [entry.document.text for entry in found if isinstance(entry, Entry)] == [
        row["text"] for row in ROWS
    ]


def test_a_folder_of_pages_is_read_by_name(tmp_path: Path) -> None:
    """Text files as they are, HTML files without what surrounds the article; hidden files are not asked."""
    (tmp_path / "b.txt").write_text("خبر ثان", encoding="utf-8")
    body = "".join(
        f"<p>افتتحت البلدية الفقرة رقم {number} من مشروع الحديقة العامة على ضفة النهر.</p>"
        for number in range(9)
    )
    page = f"<html><body><nav>القائمة</nav><article><h1>حديقة</h1>{body}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("لا", encoding="utf-8")
    found = [
        entry
        for source in cut_sources(list_sources([str(tmp_path)]), 1)
        for entry in read_source(source, SETTINGS)
        if isinstance(entry, Entry)
    ]
    assert [Path(entry.document.id).name for entry in found] == ["a.html", "b.txt"]
    assert "الفقرة رقم 8" in found[0].document.text
    assert "القائمة" not in found[0].document.text


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # warcio's writer leaves files open
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_warc_and_wet_records_are_documents(tmp_path: Path, name: str) -> None:
    """Pages are read as HTML, conversions as text; outlet, date and address stand beside."""
    body = "".join(
        f"<p>وصل القطار رقم {number} إلى محطة الواحة في موعده صباح اليوم.</p>" for number in range(9)
    )
    html = f"<html><body><article><h1>قطار</h1>{body}</article></body></html>".encode()
    with (tmp_path / name).open("wb") as file:
        writer = WARCWriter(file, gzip=name.endswith(".gz"))
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0"
        )
        writer.write_record(
            writer.create_warc_record(
                "https://akhbar.example/1", "response", io.BytesIO(html), http_headers=headers
            )
        )
        writer.write_record(
            writer.create_warc_record(
                "https://akhbar.example/2", "conversion", io.BytesIO("نص الصفحة".encode())
            )
        )
    page, text = (entry for entry in read(tmp_path / name) if isinstance(entry, Entry))
    assert "القطار رقم 3" in page.document.text
    assert page.document.source == "akhbar.example"
    assert text.document.text == "نص الصفحة"
    assert json.loads(text.raw)["url"] == "https://akhbar.example/2"


BAD = {
    b'{"id": "1", "text": "x"': RefusalKind.BROKEN,
    b"[]": RefusalKind.BROKEN,
    b"[" * 100_000: RefusalKind.BROKEN,
    b'{"id": "1", "text": "\xff"}': RefusalKind.ENCODING,
    b'{"id": "1", "text": "\\ud800"}': RefusalKind.ENCODING,
    b'{"id": "1"}': RefusalKind.NO_TEXT,
    b'{"id": "1", "text": null}': RefusalKind.NO_TEXT,
    b'{"id": "1", "text": ["x"]}': RefusalKind.NOT_A_STRING,
    b'{"title": "x"}': RefusalKind.NO_TEXT,
    b'{"id": 1.5, "text": "x"}': RefusalKind.NOT_A_STRING,
}


@pytest.mark.parametrize(("line", "kind"), BAD.items(), ids=range(len(BAD)))
def test_a_bad_line_is_refused_and_the_rest_is_read(tmp_path: Path, line: bytes, kind: RefusalKind) -> None:
    """File, line, kind and the beginning of the record; the lines around it are documents."""
    good = write_jsonl(ROWS).splitlines()
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([good[0], line, good[1]]))
    first, refused, last = read(tmp_path / "a.jsonl")
    assert isinstance(first, Entry)
    assert isinstance(last, Entry)
    assert isinstance(refused, Refusal)
    assert (refused.kind, refused.line, refused.path) == (kind, 2, str(tmp_path / "a.jsonl"))
    assert refused.excerpt.startswith(line[:10].decode("utf-8", "backslashreplace")[:10])


@pytest.mark.parametrize(
    ("number", "name"), [("7", "7"), ("0", "0"), ("-3", "-3"), ("7.0", "7"), ("2e3", "2000")]
)
def test_a_whole_number_is_an_id(tmp_path: Path, number: str, name: str) -> None:
    """It becomes the string of its digits; the record keeps it as it was."""
    line = f'{{"id": {number}, "text": "x"}}'.encode()
    (tmp_path / "a.jsonl").write_bytes(line)
    (found,) = read(tmp_path / "a.jsonl")
    assert isinstance(found, Entry)
    assert (found.document.id, found.raw) == (name, line)


def test_a_pipe_is_not_cut_into_parts(tmp_path: Path) -> None:
    """Workers cannot share it; the process that is given it can read it."""
    os.mkfifo(tmp_path / "pipe")
    assert list_sources([str(tmp_path / "pipe")])[0].format is Format.JSONL
    with pytest.raises(RunError, match="found a pipe"):
        cut_sources(list_sources([str(tmp_path / "pipe")]), 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["in.csv", "in.tsv"])
def test_a_table_of_a_spreadsheet_is_read(tmp_path: Path, name: str, encoding: str) -> None:
    """Its "Unicode text" is UTF-16 with tabs; one that breaks off in a letter is a refusal after its rows."""
    path = tmp_path / name
    text = "افتُتح السوق، صباح اليوم."
    data = f"id\ttext\r\n1\t{text}\r\n2\t{text}\r\n".encode(encoding)
    path.write_bytes(data)
    assert [entry.document.text for entry in read(path) if isinstance(entry, Entry)] == [text, text]
    if encoding == "utf-16":
        path.write_bytes(data + b"3")
        *_, last = read(path)
        assert isinstance(last, Refusal)
        assert (last.kind, last.found) == (RefusalKind.BROKEN, "damaged UTF-16 (truncated data)")


def test_a_hidden_folder_is_no_input(tmp_path: Path) -> None:
    """The output of a run may be its input: its work folder holds files of other kinds."""
    (tmp_path / ".khulasa").mkdir()
    (tmp_path / ".khulasa/part.npy").touch()
    (tmp_path / "page.txt").write_text("خبر", encoding="utf-8")
    assert [source.path for source in list_sources([str(tmp_path)])] == [str(tmp_path / "page.txt")]


def test_bad_csv_rows_are_refused(tmp_path: Path) -> None:
    """Too many fields, too few, bytes that are not UTF-8."""
    (tmp_path / "a.csv").write_bytes(b"id,text\n1,x,y\n2\n3,\xff\n4,good\n")
    *refused, good = read(tmp_path / "a.csv")
    assert [row.kind for row in refused if isinstance(row, Refusal)] == ["broken", "broken", "encoding"]
    assert isinstance(good, Entry)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.parquet"])
def test_a_file_that_breaks_off_gives_what_came_before(tmp_path: Path, name: str) -> None:
    """The break is refused by name; documents before it are taken where the format lets them be."""
    WRITERS[name](tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) - 5])
    found = read(tmp_path / name)
    assert isinstance(found[-1], Refusal)
    assert found[-1].kind is RefusalKind.BROKEN


@given(
    lines=st.lists(st.sampled_from([b"", b"x", b"abc", b"\r", b"{}"]), max_size=12),
    ended=st.booleans(),
    cuts=st.lists(st.integers(0, 60), max_size=4),
)
def test_stretches_share_no_line_and_miss_none(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], *, ended: bool, cuts: list[int]
) -> None:
    """However a file is cut, each line is read by exactly one stretch, with its place in the file."""
    path = tmp_path_factory.mktemp("cut") / "a.jsonl"
    data = b"\n".join(lines) + b"\n" * ended
    path.write_bytes(data)
    edges = sorted({0, *(cut for cut in cuts if cut < len(data)), len(data)})
    found = [line for start, end in pairwise(edges) for line in read_json_lines(str(path), start, end)]
    assert [line.data for line in found] == data.removesuffix(b"\n").split(b"\n") * bool(data)
    assert all(data[line.offset : line.offset + len(line.data)] == line.data for line in found)


def test_what_cannot_be_read_at_all_is_refused_before_the_run(tmp_path: Path) -> None:
    """A missing file, an unknown ending, a glob or folder without files."""
    (tmp_path / "a.doc").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    for name, found in (
        ("no.jsonl", "no file"),
        ("a.doc", "ending"),
        ("*.csv", "no file"),
        ("empty", "no file"),
    ):
        with pytest.raises(RunError, match=found):
            cut_sources(list_sources([str(tmp_path / name)]), 1)


def test_a_line_without_an_end_is_not_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is too long is refused, and the next is read."""
    for module in ("formats", "jsonl"):
        monkeypatch.setattr(f"summarizer.dumps.input.{module}.LONGEST_LINE", 1 << 21)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"x" * (5 << 20) + b"\n" + write_jsonl(ROWS[:1])))
    refused, good = read(tmp_path / "a.jsonl.gz")
    assert isinstance(refused, Refusal)
    assert isinstance(good, Entry)


def test_a_source_knows_its_format() -> None:
    """Standard input is JSON lines."""
    assert cut_sources(list_sources(["-"]), 1) == (Source("-", 0, None, Format.JSONL, 0),)


def test_a_long_line_of_a_file_that_is_cut_is_refused_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred megabytes without a line end, in as many stretches as it falls into: one refusal, little memory."""
    monkeypatch.setattr("summarizer.dumps.input.jsonl.LONGEST_LINE", 1 << 21)
    path = tmp_path / "a.jsonl"
    good = write_jsonl(ROWS[:1])
    with path.open("wb") as file:
        file.write(good)
        file.seek(1 << 27, io.SEEK_CUR)
        file.write(b"\n" + good)
    size, step = path.stat().st_size, 1 << 25
    tracemalloc.start()
    lines = [
        (line.offset, len(line.data), line.data[:9])
        for start in range(0, size, step)
        for line in read_json_lines(str(path), start, min(start + step, size))
    ]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [offset for offset, _, _ in lines] == [0, len(good), size - len(good)]
    assert lines[1][1] > 1 << 21
    assert peak < 40 << 20
    with pytest.raises(RecordError, match="a line of over"):
        parse_document(b" " * (3 << 20), SETTINGS)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.csv"])
def test_a_stream_takes_no_more_memory_the_longer_it_is(tmp_path: Path, name: str) -> None:
    """Eight times the documents, at the same peak."""
    chance = random.Random(7)  # noqa: S311
    peaks = []
    for n_rows in (1_000, 8_000):
        rows = [{"id": str(number), "text": chance.randbytes(600).hex()} for number in range(n_rows)]
        if name == "a.csv":
            data = "".join(["id,text\n", *(f"{row['id']},{row['text']}\n" for row in rows)]).encode()
        else:
            data = (gzip.compress if name.endswith("gz") else zstandard.compress)(write_jsonl(rows))
        (tmp_path / name).write_bytes(data)
        (source,) = cut_sources(list_sources([str(tmp_path / name)]), 1)
        tracemalloc.start()
        assert sum(1 for _ in read_source(source, SETTINGS)) == n_rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # Ten megabytes went through; a block of one was read at a time.
    assert peaks[1] < peaks[0] + (4 << 20)


def test_a_small_table_that_stands_for_a_huge_one_is_refused(tmp_path: Path) -> None:
    """One text that a dictionary has once and every row repeats; what comes before the limit is read."""
    text = "سوق " * 500_000
    for number, rows in (("few", 10), ("many", 2_000)):
        codes = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array([text]))
        table = pa.table({"id": [str(row) for row in range(rows)], "text": codes})
        pq.write_table(table, tmp_path / f"{number}.parquet", compression="zstd")
    assert (tmp_path / "many.parquet").stat().st_size < 30_000
    assert all(isinstance(one, Entry) for one in read(tmp_path / "few.parquet"))
    (source,) = cut_sources(list_sources([str(tmp_path / "many.parquet")]), 1)
    *taken, one = islice(read_source(source, SETTINGS), 100)
    assert len(taken) < 99
    assert isinstance(one, Refusal)
    assert " of Parquet that stand for more than " in one.found


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_two_columns_of_one_name_are_refused(tmp_path: Path, name: str) -> None:
    """A record would silently lose one of them."""
    if name == "a.csv":
        (tmp_path / name).write_bytes(b"id,text,text\n1,x,y\n")
    else:
        columns = [pa.array(["1"]), pa.array(["x"]), pa.array(["y"])]
        pq.write_table(pa.table(columns, names=["id", "text", "text"]), tmp_path / name)
    (refused,) = read(tmp_path / name)
    assert isinstance(refused, Refusal)
    assert "two columns with the name 'text'" in refused.found


def test_a_crawl_may_be_packed_by_zstd(tmp_path: Path) -> None:
    """As some archives are; what is cut off is told, as in every stream."""
    text = "نص الصفحة".encode()
    record = (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:a>\r\nContent-Length: %d\r\n\r\n"
        % len(text)
    )
    packed = zstandard.compress((record + text + b"\r\n\r\n") * 2)
    (tmp_path / "a.wet.zst").write_bytes(packed)
    assert [entry.document.text for entry in read(tmp_path / "a.wet.zst") if isinstance(entry, Entry)] == [
        text.decode()
    ] * 2
    (tmp_path / "a.wet.zst").write_bytes(packed[:-3])
    assert isinstance(read(tmp_path / "a.wet.zst")[-1], Refusal)


def test_pages_in_old_arabic_encodings_are_read(tmp_path: Path) -> None:
    """What a page says of its encoding holds."""
    body = "".join(f"<p>وصل القطار رقم {number} إلى محطة الواحة صباح اليوم.</p>" for number in range(9))
    for encoding in ("windows-1256", "iso-8859-6", "utf-16"):
        head = f'<html><head><meta charset="{encoding}"></head><body><article>'
        (tmp_path / "a.html").write_bytes(f"{head}{body}</article></body></html>".encode(encoding))
        (page,) = read(tmp_path / "a.html")
        assert isinstance(page, Entry)
        assert "وصل القطار رقم 3 إلى محطة الواحة صباح اليوم." in page.document.text


def test_a_file_larger_than_any_document_is_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten megabytes may be packed into ten kilobytes."""
    monkeypatch.setattr("summarizer.dumps.input.formats.LONGEST_LINE", 1 << 20)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"x" * (10 << 20)))
    (refused,) = read(tmp_path / "a.txt.gz")
    assert isinstance(refused, Refusal)
    assert "over 1048576 bytes" in refused.found


def test_endings_may_be_in_capitals(tmp_path: Path) -> None:
    """Old systems write them so; Parquet packs itself, and is taken only as it is."""
    (tmp_path / "A.JSONL.GZ").write_bytes(gzip.compress(write_jsonl(ROWS)))
    assert len(read(tmp_path / "A.JSONL.GZ")) == len(ROWS)
    (tmp_path / "a.parquet.gz").write_bytes(b"")
    with pytest.raises(RunError, match="ending"):
        read(tmp_path / "a.parquet.gz")


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("nothing://bucket/a.jsonl", "no store that answers"),
        ("http://127.0.0.1:9/a.jsonl", r"an address that cannot be reached \(Cannot connect"),
        ("https://127.0.0.1:9/a.jsonl", r"an address that cannot be reached \(Cannot connect"),
        ("http://127.0.0.1:9/*.jsonl", r"an address that cannot be reached \(Cannot connect"),
        ("memory://none/*.jsonl", "no file"),
        ("memory://none/a.jsonl", "no file"),
    ],
)
def test_a_store_that_does_not_answer_is_refused_before_the_run(url: str, found: str) -> None:
    """By its name, in words, with what to do; whatever the library of that store raises."""
    with pytest.raises(RunError, match=f"found {found}"):
        cut_sources(list_sources([url]), 1)


@pytest.mark.parametrize(("status", "found"), [(404, "no file"), (403, "no store that answers .*403")])
def test_a_server_that_has_not_the_file_is_told_from_one_that_refuses(status: int, found: str) -> None:
    """Both answer, so the address is right."""

    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(status)

        def do_HEAD(self) -> None:
            self.send_error(status)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(RunError, match=f"found {found}"):
            cut_sources(list_sources([f"http://127.0.0.1:{server.server_port}/a.jsonl"]), 1)
        server.shutdown()


def test_a_store_is_read_by_file_glob_and_folder() -> None:
    """In the order of names; a name may hold what is a pattern elsewhere."""
    store = fsspec.filesystem("memory")
    for name in ("b.jsonl", "a.jsonl", "c[1].jsonl"):
        store.pipe(f"/dump/{name}", write_jsonl(ROWS))
    try:
        for given in ("memory://dump/*.jsonl", "memory://dump", "memory:///dump/"):
            found = [Path(source.path).name for source in cut_sources(list_sources([given]), 1)]
            assert found == ["a.jsonl", "b.jsonl", "c[1].jsonl"]
        (source,) = cut_sources(list_sources(["memory://dump/c[1].jsonl"]), 1)
        assert len(list(read_source(source, SETTINGS))) == len(ROWS)
    finally:
        store.rm("/dump", recursive=True)


@pytest.mark.parametrize(
    ("name", "library"),
    [
        ("a.parquet", "pyarrow"),
        ("a.warc", "warcio"),
        ("a.html", "trafilatura"),
        ("b.html", "lxml_html_clean"),
        ("a.jsonl.zst", ZSTD),
    ],
)
def test_a_format_whose_library_is_missing_is_refused_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    """The library is named, and how to install it."""
    (tmp_path / name).write_bytes(b"")
    monkeypatch.setattr(
        "summarizer.dumps.input.sources.find_spec", lambda asked: None if asked == library else 1
    )
    with pytest.raises(RunError, match=rf"needs {library}.*pip install 'khulasa\[dumps\]'"):
        cut_sources(list_sources([str(tmp_path / name)]), 1)


def test_a_command_without_its_libraries_says_what_to_install(tmp_path: Path) -> None:
    """A line and an exit code, no traceback."""
    code = "import sys; sys.modules['orjson'] = None; from summarizer.command.main import main; main()"
    for command in ("dedup", "summarize"):
        arguments = [command, str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "out")]
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False)
        assert done.returncode == 13
        assert b"orjson" in done.stderr
        assert b"pip install 'khulasa[dumps]'" in done.stderr
        assert b"Traceback" not in done.stderr


def test_an_input_in_a_store_without_the_library_for_stores_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is an input like any other, so the command ends with the same code."""
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(InputError, match="no fsspec"):
        list_sources(["memory://dump.jsonl"])

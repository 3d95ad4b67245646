"""A value that is larger than any document is refused, and never in memory whole."""

import gzip
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from summarizer.dumps.input.formats import read_source
from summarizer.dumps.input.sources import cut_sources, list_sources
from summarizer.dumps.records import DumpSettings, Refusal
from summarizer.records import Entry

LIMIT, SIZE = 1 << 19, 24 << 20
# The library's writer leaves its temporary files to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def write_warc(*texts: bytes) -> bytes:
    """A WARC file of texts."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=False)
    for number, text in enumerate(texts):
        url = f"https://akhbar.example/{number}"
        writer.write_record(writer.create_warc_record(url, "conversion", io.BytesIO(text)))
    return file.getvalue()


WRITERS: dict[str, Callable[[], bytes]] = {
    "head.csv.gz": lambda: b"x" * SIZE,
    "line.csv.gz": lambda: b"id,text\n1,x\n2," + b"x," * (SIZE // 2),
    "field.csv.gz": lambda: b'id,text\n1,x\n2,"' + (b"x" * 999 + b"\n") * (SIZE // 1_000),
    # Every line ends inside of a field.
    "fields.csv.gz": lambda: b'id,text\n1,x\n2,"' + b'x\n","' * (SIZE // 5),
    "record.warc.gz": lambda: write_warc("وصل القطار.".encode(), b"x" * SIZE),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_huge_value_is_refused_in_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What stands before it is read."""
    for module in ("formats", "jsonl", "tables", "warc"):
        monkeypatch.setattr(f"summarizer.dumps.input.{module}.LONGEST_LINE", LIMIT)
    (tmp_path / name).write_bytes(gzip.compress(WRITERS[name](), 1))
    (source,) = cut_sources(list_sources([str(tmp_path / name)]), 1 << 20)
    next(read_source(source, DumpSettings()))  # imports what reads the format
    tracemalloc.start()
    found = list(read_source(source, DumpSettings()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found[-1], Refusal)
    assert name == "head.csv.gz" or isinstance(found[0], Entry)
    # Blocks of a megabyte are read and unpacked, whatever the limit.
    assert peak < 40 * LIMIT < SIZE

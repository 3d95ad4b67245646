"""Reading WARC files: a record is whole or refused, wherever the file is cut off."""

import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from summarizer.dumps.input.streams import CutShortError
from summarizer.dumps.input.warc import read_records

# The library's writer leaves its temporary files to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def write_warc() -> tuple[bytes, list[int]]:
    """A page, a text and a page; where each record ends."""
    file = io.BytesIO()
    writer, ends = WARCWriter(file, gzip=False), []
    for number, (kind, data) in enumerate(
        [
            ("response", b"<html>one" + b" more" * 40),
            ("conversion", "نص الصفحة".encode() * 9),
            ("response", b""),
        ]
    ):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/HTML")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://akhbar.example/{number}",
            kind,
            io.BytesIO(data),
            http_headers=headers if kind == "response" else None,
        )
        writer.write_record(record)
        ends.append(file.tell())
    return file.getvalue(), ends


def read_all(data: bytes) -> tuple[list[object], bool]:
    """The records read, and whether a break was reported."""
    found: list[object] = []
    try:
        for record in read_records(io.BytesIO(data)):
            found.append(record)  # noqa: PERF402  # list.extend would lose what came before the break
    except CutShortError:
        return found, True
    return found, False


def test_wherever_a_file_breaks_off_whole_records_are_read_and_the_break_is_told() -> None:
    """Cut after every byte: no record before is lost, none is returned in part, every loss is reported."""
    data, ends = write_warc()
    whole, broken = read_all(data)
    assert (len(whole), broken) == (3, False)
    # Four bytes of line ends stand after a record, which is whole without them.
    silent = {0} | {cut for end in ends for cut in range(end - 4, end + 1)}
    # Of a file of one byte nobody can tell what it is.
    for cut in range(2, len(data)):
        found, broken = read_all(data[:cut])
        assert found == whole[: len(found)]
        assert broken == (cut not in silent), cut
        assert len(found) == sum(end - 4 <= cut for end in ends), cut


@pytest.mark.parametrize("data", [b"hello\nworld\n" * 9, bytes(range(256)) * 9, b"WARC/1.0\r\n\r\n"])
def test_what_is_no_warc_is_refused(data: bytes) -> None:
    """Every error of the library becomes one kind of error."""
    assert read_all(data) == ([], True)

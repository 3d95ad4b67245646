"""Phase `gather`: reads each part of a dump and keeps what later phases need, so that none reads it again."""

import hashlib
import math
from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.input.jsonl import (
    REFUSED,
    RecordError,
    describe_refusal,
    parse_named,
    read_json_lines,
    write_refusal,
)
from summarizer.dumps.records import DumpSettings, Refusal
from summarizer.dumps.run.arrays import finish_folder, load, load_slice, save, save_into
from summarizer.dumps.run.corpus import Input, Parts, write_shingles
from summarizer.dumps.run.record_names import name_records, number_lines
from summarizer.dumps.run.strings import list_strings, pack_strings
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.shingles import Shingles, join_in_turn, shingle
from summarizer.duplicates.words.word_hashes import BATCH_CHARACTERS
from summarizer.errors import DocumentError, RunError
from summarizer.records import Document, DuplicateSettings, Keep
from summarizer.text.dates import read_date


def gather_parts(runner: Runner, inputs: Sequence[Input]) -> Parts:
    """The documents of every part."""
    tasks = [(part, runner.settings) for part in number_lines(runner, "read", inputs)]
    folders = runner.run("gather", gather_part, tasks)
    counts = [len(load(folder, "places")) for folder in folders]
    runner.n_documents = sum(counts)
    numbered = runner.work / "numbered"
    if not numbered.is_dir():
        save(numbered, {"firsts": np.cumsum([0, *counts])[:-1]})
    return Parts(folders, numbered)


class _Columns:
    """What is kept of each document besides its shingles."""

    def __init__(self) -> None:
        self.places = array("q")  # offset, bytes, line of one document after the other
        self.n_characters = array("q")
        self.dates = array("d")  # seconds since 1970
        self.ids: list[bytes] = []
        self.sources: list[bytes] = []
        self.n_lines: list[int] = []
        # At most one: the id and the date of the first document whose date cannot be read.
        self.unread: list[tuple[bytes, bytes]] = []

    def add(self, document: Document, place: tuple[int, int, int]) -> None:
        self.places.extend(place)
        date, name = find_date(document.date), document.id.encode()
        if math.isnan(date) and not self.unread:
            self.unread.append((name, document.date.encode()))
        self.n_characters.append(len(document.text))
        self.dates.append(date)
        self.ids.append(name)
        self.sources.append(document.source.encode())


def gather_part(folder: Path, part: Input, settings: DumpSettings) -> None:
    """Write the shingles of a part, and the id, date, source, length and place of each document.

    The folder gets the ``Shingles`` in one file; ``digests`` (n, 2), 128 bits for each id; ``ids`` and
    ``sources`` with their offsets; ``places`` (n, 3): first byte, bytes and line in the part's file;
    ``n_characters``, ``dates``; and the refused lines.
    """
    columns, refused = _Columns(), list[Refusal]()
    batches = (shingle(texts) for texts in _read_batches(part, settings, columns, refused))
    source = part.source
    # A letter has one byte at least, so this is more than there are.
    n_batches = ((source.size if source.end is None else source.end) - source.start) // BATCH_CHARACTERS + 1
    shingles = join_in_turn(batches, n_batches)
    with finish_folder(folder) as unfinished:
        write_shingles(unfinished, shingles)
        save_into(unfinished, _lay_out(shingles, columns))
        (unfinished / REFUSED).write_bytes(b"".join(map(write_refusal, refused)))


def find_date(date: str) -> float:
    """Seconds since 1970; NaN for a date that cannot be read."""
    if not date:
        return -math.inf  # what `read_date` says; many dumps have no dates
    try:
        return read_date(date, 0)
    except DocumentError:
        return math.nan


def check_dates(parts: Parts, settings: DuplicateSettings) -> None:
    """Refuse a run that keeps the newest if a date cannot be read, or none is there: the id would decide.

    Raises ``RunError`` with the first of them, and how many there are.
    """
    if settings.keep is not Keep.NEWEST:
        return
    dates = [load_slice(folder, "dates") for folder in parts.folders]
    n_unread = sum(int(np.isnan(own).sum()) for own in dates)
    if any(len(own) for own in dates) and all(np.isneginf(own).all() for own in dates):
        advice = "name another --date-field, or choose another --keep"
        raise RunError("keep newest", "no document with a date", "dates", advice)
    for folder in parts.folders:
        unread = list_strings(folder, "unread_date")
        if unread:
            [name] = list_strings(folder, "unread_id")[:1]
            more = f" and {n_unread - 1} more" if n_unread > 1 else ""
            found = f"the date {unread[0].decode()!r} of document {name.decode()!r}{more}"
            advice = "mend it, name another --date-field, or choose another --keep"
            raise RunError("keep newest", found, "dates that can be read", advice)


def take_documents(
    part: Input, settings: DumpSettings, refused: list[Refusal], n_lines: list[int]
) -> Iterator[tuple[Document, tuple[int, int, int]]]:
    """The documents of a part, each with the first byte, bytes and line of its record.

    Refused records are added to ``refused``, the number of lines to ``n_lines``.
    """
    number, source, name = 0, part.source, name_records(part)
    for line in read_json_lines(source.path, source.start, source.end):
        number = line.number
        data = line.data.removeprefix(b"\xef\xbb\xbf") if not line.offset else line.data
        if not data.strip():
            continue
        try:
            document = parse_named(data, settings, partial(name, line.number))
        except RecordError as error:
            refused.append(describe_refusal(source.path, line, error))
            continue
        offset = line.offset + len(line.data) - len(data)
        yield document, (offset, len(data.rstrip(b"\r")), line.number)
    n_lines.append(number)


def _read_batches(
    part: Input, settings: DumpSettings, columns: _Columns, refused: list[Refusal]
) -> Iterator[list[str]]:
    """The texts, as many at a time as are hashed together; fills the columns and the refusals."""
    texts: list[str] = []
    size = 0
    for document, place in take_documents(part, settings, refused, columns.n_lines):
        if texts and (size + len(document.text) > BATCH_CHARACTERS or len(texts) >= 1 << 15):
            yield texts
            texts, size = [], 0
        texts.append(document.text)
        size += len(document.text) + 1
        columns.add(document, place)
    if texts:
        yield texts


def _lay_out(shingles: Shingles, columns: _Columns) -> dict[str, NDArray[np.generic]]:
    digests = b"".join(hashlib.blake2b(name, digest_size=16).digest() for name in columns.ids)
    order = np.lexsort((shingles.checks, shingles.texts))
    pairs = np.frombuffer(digests, np.uint64).reshape(-1, 2)
    by_digest = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return {
        **pack_strings(columns.ids, "id"),
        **pack_strings(columns.sources, "source"),
        **pack_strings([name for name, _ in columns.unread], "unread_id"),
        **pack_strings([date for _, date in columns.unread], "unread_date"),
        "places": np.array(columns.places, np.int64).reshape(-1, 3),
        "n_characters": np.array(columns.n_characters, np.int64),
        "dates": np.array(columns.dates, np.float64),
        # Documents in the order of the values that buckets are ranges of, and these values.
        "digest_documents": by_digest,
        "digests": pairs[by_digest],
        "text_documents": order,
        "text_hashes": shingles.texts[order],
        "text_checks": shingles.checks[order],
        "n_lines": np.array(columns.n_lines),
    }

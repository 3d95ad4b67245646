"""The kernel of JSON fields beside its twin, which parses each line, and where the two differ."""

import ctypes
from dataclasses import fields

from summarizer.dumps.input.json_columns import LineReader, read_by_kernel, read_one_by_one
from summarizer.dumps.input.jsonl import LineBlock
from summarizer.dumps.records import DumpSettings, Refusal
from summarizer.duplicates.words.compiled import encode
from tests.kernels.twins import are_same


def find_different_records(library: ctypes.CDLL, block: LineBlock) -> list[str]:
    """What kernel and twin make differently of a block: columns, texts, refusals."""
    readers = [_make_reader(), _make_reader()]
    one, encoded = read_by_kernel(library, block, readers[0])
    other, texts = read_one_by_one(block, readers[1])
    names = [field.name for field in fields(one)]
    found = [name for name in names if not _are_equal(getattr(one, name), getattr(other, name))]
    expected = encode(texts)
    found += [] if encoded[0] == expected[0] and are_same(encoded[1], expected[1]) else ["texts"]
    return found + ([] if readers[0].refused == readers[1].refused else ["refusals"])


def _make_reader() -> LineReader:
    return LineReader("in.jsonl", DumpSettings(), lambda number: f"in.jsonl:{number}", list[Refusal]())


def _are_equal(one: object, other: object) -> bool:
    if isinstance(one, list):
        return one == other
    return are_same(one, other)  # type: ignore[arg-type]

"""Files are read in blocks of whole lines, whatever their lines are."""

from itertools import accumulate
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.dumps.input import jsonl
from summarizer.dumps.input.jsonl import JsonLine, read_blocks, read_json_lines

# Line ends of both kinds, lines of less and of more than a block and than the longest line.
DATA = st.lists(st.sampled_from([b"\n", b"\r\n", b"a", b"bc" * 9, b"d" * 33, b"e" * 70]), max_size=20).map(
    b"".join
)


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "_LINES_BYTES", 16)
    monkeypatch.setattr(jsonl, "BLOCK_BYTES", 16)


@given(DATA, st.lists(st.integers(0, 400), max_size=4))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_stretches_have_every_line_once(tmp_path: Path, data: bytes, cuts: list[int]) -> None:
    """In order, with its place; wherever the stretches begin and end."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(data)
    bounds: list[int] = [0, *sorted(cut for cut in cuts if cut < len(data))]
    found = list[tuple[bytes, int]]()
    for start, end in zip(bounds, [*bounds[1:], None], strict=True):
        lines = list(read_json_lines(str(path), start, end))
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        found += [(line.data, line.offset) for line in lines]
    assert found == [(line.data, line.offset) for line in list_slowly(data)]
    blocks = list(read_blocks(str(path)))
    assert b"".join(block.data for block in blocks) == data
    assert all(block.data.endswith(b"\n") for block in blocks[:-1])


@given(DATA)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path, data: bytes) -> None:
    """Its beginning is kept, and enough to see that it is too long; the lines around it keep places and numbers."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(data)
    with patch.object(jsonl, "LONGEST_LINE", 32):
        found = list(read_json_lines(str(path)))
        assert all(len(block.data) <= 16 + 32 for block in read_blocks(str(path)))
    expected = list_slowly(data)
    assert [line[1:] for line in found] == [line[1:] for line in expected]
    for line, whole in zip(found, expected, strict=True):
        assert line.data == whole.data if len(whole.data) <= 32 else len(line.data) > 32
        assert whole.data.startswith(line.data)


def list_slowly(data: bytes) -> list[JsonLine]:
    """The lines of a file, read whole."""
    *pieces, last = data.split(b"\n")
    pieces += [last] if last else []
    offsets = accumulate((len(piece) + 1 for piece in pieces), initial=0)
    return [
        JsonLine(piece, offset, i) for i, (piece, offset) in enumerate(zip(pieces, offsets, strict=False), 1)
    ]

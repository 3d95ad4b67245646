"""A file that is written past the cache of the system has the bytes that it was given."""

import os
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.dumps.output import direct_file
from summarizer.dumps.output.direct_file import DirectFile, fill_blocks

PAGE = 4096


def write(path: Path, pieces: list[bytes]) -> None:
    """Write pieces into a new file."""
    with closing(DirectFile(path)) as file:
        for block in fill_blocks(pieces):
            file.write(block)


@given(st.lists(st.integers(0, 3 * PAGE).map(os.urandom)), st.sampled_from([PAGE, 2 * PAGE, 1000]))
def test_a_file_has_the_bytes_of_its_pieces(pieces: list[bytes], block_bytes: int) -> None:
    """Whatever the pieces and the blocks are; of 1,000 bytes the system takes none past its cache."""
    with TemporaryDirectory() as folder, patch.object(direct_file, "BLOCK_BYTES", block_bytes):
        path = Path(folder) / "new"
        write(path, pieces)
        assert path.read_bytes() == b"".join(pieces)


def test_a_file_replaces_one_that_is_there(tmp_path: Path) -> None:
    """All of it, where it was longer."""
    (tmp_path / "new").write_bytes(bytes(3 * direct_file.BLOCK_BYTES))
    write(tmp_path / "new", [b"short"])
    assert (tmp_path / "new").read_bytes() == b"short"


def test_a_system_without_direct_files_uses_its_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As macOS and Windows are."""
    monkeypatch.delattr(os, "O_DIRECT", raising=False)
    write(tmp_path / "new", [bytes(direct_file.BLOCK_BYTES + 1)])
    assert (tmp_path / "new").stat().st_size == direct_file.BLOCK_BYTES + 1


def test_a_block_stays_until_the_next_but_one() -> None:
    """So that it can be hashed while the next one is filled."""
    blocks = fill_blocks([b"a" * direct_file.BLOCK_BYTES, b"b" * direct_file.BLOCK_BYTES])
    first = next(blocks)
    next(blocks)
    assert bytes(first) == b"a" * direct_file.BLOCK_BYTES


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_a_full_disk_is_said() -> None:
    """By the error of the system."""
    with closing(DirectFile(Path("/dev/full"))) as file, pytest.raises(OSError, match="No space left"):
        file.write(memoryview(b"a"))

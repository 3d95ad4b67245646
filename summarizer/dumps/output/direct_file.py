"""A new file that is written past the cache of the system; used for outputs as large as the dump.

Nobody reads them soon, and a run waits until they are on the disk. On a virtual machine that gives free
memory back to its host, a new page of the cache costs nine times what it takes to fill it: the kept lines of
a million documents, 1.7 GB, took 8 seconds of a processor and 1 of waiting, and take 2.2.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from io import FileIO
from itertools import cycle
from mmap import mmap
from pathlib import Path

# Whole pages, as the system wants what it takes from memory.
BLOCK_BYTES = 1 << 20


class DirectFile:
    """A file that is written from its beginning to its end. Where that is not possible, the cache is used."""

    def __init__(self, path: Path) -> None:
        self._path, self._is_direct = path, True
        try:
            self._file = FileIO(path, "w", opener=_open_direct)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            self._file, self._is_direct = FileIO(path, "w"), False

    def write(self, block: memoryview) -> None:
        """Write the next block that `fill_blocks` gives. Raises ``OSError``."""
        if len(block) < BLOCK_BYTES:
            self._use_cache()
        while block:
            try:
                block = block[self._file.write(block) :]
            except OSError as error:
                if not self._is_direct or error.errno != errno.EINVAL:
                    raise
                self._use_cache()

    def close(self) -> None:
        """Close the file, which may not be on the disk yet."""
        self._file.close()

    def _use_cache(self) -> None:
        if self._is_direct:
            end = self._file.tell()
            self._file.close()
            self._file, self._is_direct = FileIO(self._path, "r+"), False
            self._file.seek(end)


def fill_blocks(pieces: Iterable[bytes]) -> Iterator[memoryview]:
    """The bytes of all pieces in blocks of ``BLOCK_BYTES``, the last one shorter.

    A block stays as it is until the next but one is asked for.
    """
    blocks = cycle([memoryview(mmap(-1, BLOCK_BYTES)) for _ in range(2)])
    block, n_filled = next(blocks), 0
    for piece in pieces:
        left = memoryview(piece)
        while left:
            taken = left[: BLOCK_BYTES - n_filled]
            block[n_filled : n_filled + len(taken)] = taken
            left, n_filled = left[len(taken) :], n_filled + len(taken)
            if n_filled == BLOCK_BYTES:
                yield block
                block, n_filled = next(blocks), 0
    yield block[:n_filled]


def _open_direct(path: str, flags: int) -> int:
    # Systems without such files use their cache.
    return os.open(path, flags | getattr(os, "O_DIRECT", 0), 0o666)

"""Lines: where the raw lines of documents are, in the inputs or in the outputs of a run."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.arrays import find_task, load_slice

# Lines follow each other, so most are in what was read already.
_BUFFER_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the raw lines of a part's documents are. The places stay in a file, whose folder a task gets.

    files   the files of the lines, by number
    folder  the folder of the places
    starts  where the lines of the part begin in each file, if a finished run wrote them; None: they are in an
            input, whose places count from its first byte
    """

    files: tuple[str, ...]
    folder: Path
    starts: tuple[int, ...] | None = None

    def measure(self) -> NDArray[np.int64]:
        """The bytes of the line of each document, without its end."""
        return self._load_places()[:, 2]

    def read(self, rows: NDArray[np.int64] | slice = slice(None)) -> Iterator[bytes]:
        """The line of each document, or of some, in order."""
        return self._read(self._load_places()[rows])

    def read_together(self, rows: NDArray[np.int64]) -> Iterator[bytes]:
        """The lines of some documents, each with its end, in order and many at once."""
        with self._open_all() as opened:
            for stretch in _cut_stretches(self._load_places()[rows]):
                number, first, _ = stretch[0]
                file = opened[number]
                file.seek(first)
                read = memoryview(file.read(stretch[-1][1] + stretch[-1][2] - first))
                cut = [read[offset - first : offset - first + size] for _, offset, size in stretch]
                yield b"\n".join([*cut, b""])

    def _read(self, places: NDArray[np.int64]) -> Iterator[bytes]:
        """Bytes of the files, from rows of the number of the file, first byte and bytes."""
        with self._open_all() as opened:
            for number, offset, size in places.tolist():
                file = opened[number]
                file.seek(offset)
                yield file.read(size)

    @contextmanager
    def _open_all(self) -> Iterator[list[BinaryIO]]:
        with ExitStack() as stack:
            yield [stack.enter_context(Path(path).open("rb", buffering=_BUFFER_BYTES)) for path in self.files]

    def read_one(self, row: int) -> bytes:
        """The line of one document."""
        number, offset, size = self._load_places(slice(row, row + 1))[0].tolist()
        with Path(self.files[number]).open("rb") as file:
            file.seek(offset)
            return file.read(size)

    def _load_places(self, rows: slice = slice(None)) -> NDArray[np.int64]:
        """Of each document the number of the file, first byte and bytes."""
        if self.starts is None:
            places = load_slice(self.folder, "places", rows)
            return np.column_stack([np.zeros(len(places), np.int64), places[:, :2]])
        places = load_slice(self.folder, "lines", rows)
        places[:, 1] += np.array(self.starts)[places[:, 0]]
        return places


@dataclass(frozen=True, slots=True)
class WrittenLines:
    """Where a finished run wrote the lines of its documents.

    files  its files of kept and of removed documents
    phase  the folder of the phase that wrote them
    """

    files: tuple[str, str]
    phase: Path


def _cut_stretches(places: NDArray[np.int64]) -> Iterator[list[list[int]]]:
    """Places of lines near to each other, which are read at once with what is between them.

    Those of lines that follow each other are one.
    """
    numbers, offsets, sizes = places.T
    blocks = offsets // _BUFFER_BYTES
    begins_stretch, is_first = np.ones(len(places), bool), np.ones(len(places), bool)
    begins_stretch[1:] = (numbers[1:] != numbers[:-1]) | (blocks[1:] != blocks[:-1])
    is_first[1:] = begins_stretch[1:] | (offsets[1:] != offsets[:-1] + sizes[:-1] + 1)
    firsts = np.flatnonzero(is_first)
    lasts = np.append(firsts[1:], len(places))[: len(firsts)] - 1
    ends = offsets[lasts] + sizes[lasts]
    joined = np.column_stack([numbers[firsts], offsets[firsts], ends - offsets[firsts]])
    for stretch in np.split(joined, np.flatnonzero(begins_stretch[firsts]))[1:]:
        yield stretch.tolist()


def find_lines(path: str, part: Path) -> Lines:
    """The lines of a part in its input."""
    return Lines((path,), part)


def find_written_lines(written: WrittenLines, parts: Sequence[Path]) -> list[Lines]:
    """The lines of each part in the outputs of a finished run."""
    starts, found = np.zeros(2, np.int64), []
    for number in range(len(parts)):
        task = find_task(written.phase, number)
        found.append(Lines(written.files, task, tuple(starts.tolist())))
        starts += load_slice(task, "ends")
    return found

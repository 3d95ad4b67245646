"""Lines: where the raw lines of documents are, in the inputs or in the outputs of a run."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.arrays import find_task, load


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the raw lines of a part's documents are.

    files   the files, by number
    places  (n_documents, 3)  number of the file, first byte, bytes
    """

    files: tuple[str, ...]
    places: NDArray[np.int64]

    def read(self) -> Iterator[bytes]:
        """The line of each document, in order."""
        with ExitStack() as stack:
            opened = [stack.enter_context(Path(path).open("rb")) for path in self.files]
            for number, offset, size in self.places.tolist():
                file = opened[number]
                file.seek(offset)
                yield file.read(size)

    def read_one(self, row: int) -> bytes:
        """The line of one document."""
        number, offset, size = self.places[row].tolist()
        with Path(self.files[number]).open("rb") as file:
            file.seek(offset)
            return file.read(size)


@dataclass(frozen=True, slots=True)
class WrittenLines:
    """Where a finished run wrote the lines of its documents.

    files  its files of kept and of removed documents
    phase  the folder of the phase that wrote them
    """

    files: tuple[str, str]
    phase: Path


def find_lines(path: str, part: Path) -> Lines:
    """The lines of a part in its input."""
    places = load(part, "places")
    return Lines((path,), np.column_stack([np.zeros(len(places), np.int64), places[:, :2]]))


def find_written_lines(written: WrittenLines, parts: Sequence[Path]) -> list[Lines]:
    """The lines of each part in the outputs of a finished run."""
    bases, found = np.zeros(2, np.int64), []
    for number in range(len(parts)):
        task = find_task(written.phase, number)
        places = np.array(load(task, "lines"))
        places[:, 1] += bases[places[:, 0]]
        found.append(Lines(written.files, places))
        bases += load(task, "ends")
    return found

"""Several arrays in one file, for what is read a few rows at a time from many parts.

To open a file of each array took longer than to read it: ten files of each part for every few thousand pairs.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.arrays import Arrays

# Where arrays begin; also the size of the line before the head, which says how long the head is.
_ALIGNMENT = 64


def write_packed(path: Path, arrays: Arrays) -> None:
    """Write arrays of one dimension into one file."""
    entries, offset = {}, 0
    for name, array in arrays.items():
        entries[name] = array.dtype.str, len(array), offset
        offset += _pad(array.nbytes)
    head = json.dumps(entries).encode()
    head = head.ljust(_pad(len(head)))
    with path.open("wb") as file:
        file.write(b"%-63d\n" % len(head) + head)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).data)
            file.write(bytes(_pad(array.nbytes) - array.nbytes))


def load_packed(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of one file, as views of one memory map."""
    with path.open("rb") as file:
        size = int(file.read(_ALIGNMENT))
        entries: dict[str, tuple[str, int, int]] = json.loads(file.read(size))
        data = np.asarray(np.memmap(file, np.uint8, "r"))[_ALIGNMENT + size :]
    return {
        name: data[offset : offset + n * np.dtype(kind).itemsize].view(kind)
        for name, (kind, n, offset) in entries.items()
    }


def _pad(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT

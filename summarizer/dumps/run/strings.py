"""Strings of a task's folder: many as one array of bytes, and where each begins."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.arrays import load, load_slice


def pack_strings(strings: list[bytes], kind: str) -> dict[str, NDArray[np.generic]]:
    """The arrays of some strings, by the names that ``cut_strings`` reads them by."""
    offsets = np.zeros(len(strings) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, strings), np.int64, len(strings)), out=offsets[1:])
    return {f"{kind}s": np.frombuffer(b"".join(strings), np.uint8), f"{kind}_offsets": offsets}


def cut_strings(folder: Path, kind: str, rows: NDArray[np.int64]) -> list[bytes]:
    """The strings of some rows, the ids or sources say."""
    data, offsets = load(folder, f"{kind}s"), load(folder, f"{kind}_offsets")
    bounds = zip(offsets[rows].tolist(), offsets[rows + 1].tolist(), strict=True)
    # A slice of a map makes an array of its own, which takes ten times as long.
    view = np.asarray(data).data
    return [bytes(view[start:end]) for start, end in bounds]


def slice_strings(folder: Path, kind: str, chosen: slice) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of the strings of neighbouring rows, and where each begins in these; last the end."""
    offsets = load_slice(folder, f"{kind}_offsets", slice(chosen.start, chosen.stop + 1))
    return load_slice(folder, f"{kind}s", slice(offsets[0], offsets[-1])), offsets - offsets[0]


def list_strings(folder: Path, kind: str) -> list[bytes]:
    """The strings of all rows."""
    return cut_strings(folder, kind, np.arange(len(load(folder, f"{kind}_offsets")) - 1))

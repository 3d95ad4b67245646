"""Calls `json_lines.c`: the text, id, date and source of plain JSON lines."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import Layout, point_to

_LINES = Layout(
    bounds=np.int64,
    ends=np.int64,
    is_read=np.bool_,
    n_characters=np.int64,
    n_units=np.int64,
    units=np.uint16,
    ids=np.uint8,
    dates=np.uint8,
    sources=np.uint8,
    id_sizes=np.int64,
    date_sizes=np.int64,
    source_sizes=np.int64,
)
_OF_BYTES = ("units", "ids", "dates", "sources")


@dataclass(frozen=True, slots=True)
class FoundLines:
    """The lines of a block; those that are not plain are left to the caller.

    bounds        (n_lines + 1,)  where each begins
    ends          (n_lines,)      without line ends and carriage returns
    is_read       (n_lines,)      whether it is plain; what follows is empty for the others
    n_characters  (n_lines,)      of its text
    n_units       (n_lines,)      of its text in UTF-16
    units         those of all texts, one behind the other
    ids, dates, sources           of each line
    """

    bounds: NDArray[np.int64]
    ends: NDArray[np.int64]
    is_read: NDArray[np.bool_]
    n_characters: NDArray[np.int64]
    n_units: NDArray[np.int64]
    units: NDArray[np.uint16]
    ids: list[bytes]
    dates: list[bytes]
    sources: list[bytes]


def read_fields(library: ctypes.CDLL, data: bytes, names: Sequence[str]) -> FoundLines:
    """The lines of ``data``, each with its line end.

    names  the fields of text, id, date and source, all different
    """
    n_lines = data.count(b"\n")
    arrays: dict[str, Any] = {
        name: np.empty(len(data) if name in _OF_BYTES else n_lines + (name == "bounds"), dtype)
        for name, dtype in _LINES.fields.items()
    }
    # A name from a command line may hold half a surrogate pair, which no line does.
    encoded = [name.encode("utf-8", "surrogatepass") for name in names]
    library.read_fields(
        ctypes.c_char_p(data),
        ctypes.c_int64(len(data)),
        ctypes.c_char_p(b"".join(encoded)),
        point_to(np.cumsum([0, *map(len, encoded)]), np.int64),
        ctypes.byref(_LINES.fill(arrays)),
    )
    columns: dict[str, Any] = {
        f"{kind}s": _cut(arrays[f"{kind}s"], arrays[f"{kind}_sizes"]) for kind in ("id", "date", "source")
    }
    units = arrays["units"][: int(arrays["n_units"].sum())]
    kept = ("bounds", "ends", "is_read", "n_characters", "n_units")
    return FoundLines(**{name: arrays[name] for name in kept}, units=units, **columns)


def _cut(data: NDArray[np.uint8], sizes: NDArray[np.int64]) -> list[bytes]:
    joined = data[: int(sizes.sum())].tobytes()
    if not joined:
        return [b""] * len(sizes)
    return [joined[start:end] for start, end in pairwise(accumulate(sizes.tolist(), initial=0))]

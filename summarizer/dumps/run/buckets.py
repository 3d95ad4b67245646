"""Buckets: ranges of values, each of which one task takes from the sorted arrays of an earlier phase."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.arrays import load, load_slice

# As many tasks keep the processors of one machine busy until the end.
MANY_TASKS = 32


@dataclass(frozen=True, slots=True)
class Bucket:
    """The rows of some folders whose values are in a range.

    folders  results of an earlier phase; the rows of each are in the order of the values
    low      the smallest value of the range
    high     the first value beyond it; None: no end
    """

    folders: Sequence[Path]
    low: int
    high: int | None

    def find_slice(self, values: NDArray[Any]) -> slice:
        """Where ascending values are in the range."""
        return slice_ascending(values, self.low, self.high)

    def read(self, order: str, *names: str) -> list[NDArray[Any]]:
        """The rows of the range of each array named, folder after folder.

        order  the array that the rows of a folder are sorted by
        """
        slices = [self.find_slice(load(folder, order)) for folder in self.folders]
        return [
            np.concatenate(
                [
                    load_slice(folder, name, chosen)
                    for folder, chosen in zip(self.folders, slices, strict=True)
                ]
            )
            for name in names
        ]


def cut_buckets(folders: Sequence[Path], samples: NDArray[Any], n_buckets: int) -> list[Bucket]:
    """Buckets that hold about equally many of ``samples`` each, from 0 to the end of all values."""
    ordered = np.sort(samples)
    places = (np.arange(1, n_buckets) * len(ordered)) // n_buckets
    edges = sorted({int(ordered[place]) for place in places.tolist()} - {0}) if len(ordered) else []
    return [Bucket(folders, low, high) for low, high in zip([0, *edges], [*edges, None], strict=True)]


def count_tasks(n: int, most: int, scale: int) -> int:
    """How many tasks take ``n`` entries: none gets more than about ``most``, and many processors have work.

    Tasks of a sixteenth of that are as fast; more of them would open more files.

    scale  how many times ``most`` the memory of a worker allows, from `Plan.scale`
    """
    return max(n // (most * scale) + 1, min(MANY_TASKS, n // (most // 16) + 1))


def slice_ascending(values: NDArray[Any], low: int, high: int | None) -> slice:
    """Where the values from ``low`` to below ``high`` (None: to the end) are in an ascending array."""
    start = int(np.searchsorted(values, np.array(low, values.dtype)))
    end = len(values) if high is None else int(np.searchsorted(values, np.array(high, values.dtype)))
    return slice(start, end)

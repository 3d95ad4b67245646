"""Curving: how many documents a run would keep at every threshold, so that a slider can answer at once."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from summarizer.dumps.run.arrays import load, save, slice_ascending
from summarizer.duplicates.candidates import unpack_pairs
from summarizer.duplicates.clusters import count_centres

# Below, pairs are alike by chance and phrases, and a threshold there would keep next to nothing.
LOWEST = 0.3
STEPS = tuple(round(step / 100, 2) for step in range(101))


def count_joined(folder: Path, dealt: Sequence[Path], bucket: tuple[int, int | None]) -> None:
    """Write for each of ``STEPS`` how many rows of some components join another: ``joined`` (101,).

    dealt  pairs by the components that they make at the threshold ``LOWEST``; steps below it stay 0
    """
    packed, likeness = (
        np.concatenate(
            [np.asarray(load(path, name)[slice_ascending(load(path, "roots"), *bucket)]) for path in dealt]
        )
        for name in ("pairs", "likeness")
    )
    order = np.argsort(packed)
    rows, places = np.unique(unpack_pairs(packed[order]), return_inverse=True)
    pairs, likeness = places.reshape(-1, 2), likeness[order]
    joined = np.zeros(len(STEPS), np.int64)
    for place, step in enumerate(STEPS):
        if step >= LOWEST:
            scores = np.round(likeness - step, 9)
            chosen = scores >= 0
            joined[place] = len(rows) - count_centres(len(rows), pairs[chosen], scores[chosen])
    save(folder, {"joined": joined})

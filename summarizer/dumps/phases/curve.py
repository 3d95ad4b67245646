"""Phase `curve`: how many documents each threshold would keep, for the slider of the report.

Counted by the pairs of the first round alone: what a threshold keeps is not compared again, so it may keep
fewer. The number for the threshold of the run is the true one.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.phases.cluster import split_components
from summarizer.dumps.run.arrays import load_slice, save
from summarizer.dumps.run.buckets import Bucket
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import unpack_pairs
from summarizer.duplicates.clusters import count_centres
from summarizer.duplicates.decision import apply_threshold

# Below it pairs are similar by chance, and a threshold there would keep next to nothing.
LOWEST = 0.3
STEPS = tuple(round(step / 100, 2) for step in range(101))


def count_kept(runner: Runner, pairs: Sequence[Path], n_rows: int) -> list[int | None]:
    """How many documents each of ``STEPS`` would keep as a threshold; None below ``LOWEST``."""
    buckets, _ = split_components(runner, pairs, LOWEST, "curve")
    counted = runner.run("curve", count_joined, [(bucket,) for bucket in buckets])
    joined = np.sum([load_slice(path, "joined") for path in counted], axis=0).tolist()
    return [
        n_rows - n_joined if step >= LOWEST else None for step, n_joined in zip(STEPS, joined, strict=True)
    ]


def correct_own(kept: list[int | None], threshold: float | None, n_kept: int) -> list[int | None]:
    """What each of ``STEPS`` would keep, with ``n_kept`` for the threshold of the run, if it is counted."""
    return [
        n_kept if step == threshold and step >= LOWEST else number
        for step, number in zip(STEPS, kept, strict=True)
    ]


def count_joined(folder: Path, bucket: Bucket) -> None:
    """Write for each of ``STEPS`` how many rows of some components join another: ``joined`` (101,).

    The components are those of the threshold ``LOWEST``; steps below it stay 0.
    """
    packed, likeness, holders = bucket.read("roots", "pairs", "likeness", "holders")
    order = np.argsort(packed)
    rows, places = np.unique(unpack_pairs(packed[order]), return_inverse=True)
    pairs, likeness, holders = places.reshape(-1, 2), likeness[order], holders[order]
    joined = np.zeros(len(STEPS), np.int64)
    for place, step in enumerate(STEPS):
        if step >= LOWEST:
            joined[place] = _count_at(len(rows), pairs, apply_threshold(likeness, step), holders)
    save(folder, {"joined": joined})


def _count_at(
    n_rows: int, pairs: NDArray[np.int64], scores: NDArray[np.float64], holders: NDArray[np.int8]
) -> int:
    """How many rows join another.

    Two rows that are accepted with each other and with no other are one cluster, whatever else is near them.
    At most thresholds most are, so only what is left is clustered.
    """
    accepted = pairs[scores >= 0]
    degrees = np.bincount(accepted.reshape(-1), minlength=n_rows)
    n_alone = int((degrees[accepted] == 1).all(axis=1).sum())
    is_left = degrees > 1
    is_left[accepted[is_left[accepted].any(axis=1)]] = True
    chosen = np.flatnonzero(is_left[pairs].all(axis=1))
    places = np.cumsum(is_left) - 1
    n_left = int(is_left.sum())
    return n_alone + n_left - count_centres(n_left, places[pairs[chosen]], scores[chosen], holders[chosen])

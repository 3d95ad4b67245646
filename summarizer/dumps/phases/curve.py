"""Phase `curve`: how many documents each threshold would keep, for the slider of the report."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

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
    buckets = split_components(runner, pairs, LOWEST, "curve")
    counted = runner.run("curve", count_joined, [(bucket,) for bucket in buckets])
    joined = np.sum([load_slice(path, "joined") for path in counted], axis=0).tolist()
    return [
        n_rows - n_joined if step >= LOWEST else None for step, n_joined in zip(STEPS, joined, strict=True)
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
            scores = apply_threshold(likeness, step)
            joined[place] = len(rows) - count_centres(len(rows), pairs, scores, holders)
    save(folder, {"joined": joined})

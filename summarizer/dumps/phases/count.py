"""Condensing: the runs of every part -> counts over the dump, and by them a sketch of each row."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.arrays import load, load_shingles, save
from summarizer.duplicates.candidates import pack_hashes
from summarizer.duplicates.sketches import count_runs, sketch


def count_parts(folder: Path, parts: Sequence[tuple[Path, Path]], n_buckets: int) -> None:
    """Write the ``table`` of how many rows of some parts hold each run.

    parts  of each part the folders of its shingles and of its rows
    """
    table = np.zeros(n_buckets, np.int32)
    for part, assigned in parts:
        rows = np.flatnonzero(load(assigned, "is_first"))
        table += count_runs(load_shingles(part), rows, n_buckets)
    save(folder, {"table": table})


def add_tables(folder: Path, tables: Sequence[Path]) -> None:
    """Write the sum of several tables; sums of sums, a tree, so that no task opens them all."""
    total = np.array(load(tables[0], "table"))
    for path in tables[1:]:
        total += load(path, "table")
    save(folder, {"table": total})


def sketch_part(folder: Path, part: Path, assigned: Path, table: Path, n_rows: int) -> None:
    """Write the sketches of a part's rows.

    keys     (n,)  run hash and row in one number, ascending
    singles  (n,)  rows whose sketch is one hash, or none
    """
    documents = np.flatnonzero(load(assigned, "is_first"))
    rows = np.asarray(load(assigned, "rows")[documents])
    hashes, owners = sketch(load_shingles(part), documents, load(table, "table"), n_rows)
    n_hashes = np.bincount(owners, minlength=len(documents))
    save(folder, {"keys": np.sort(pack_hashes(hashes, rows[owners])), "singles": np.sort(rows[n_hashes < 2])})


def sample_keys(sketches: Sequence[Path]) -> NDArray[np.uint64]:
    """Every thousandth key, to cut buckets of about the same size by."""
    return np.concatenate([np.asarray(load(path, "keys")[::1000]) for path in sketches])

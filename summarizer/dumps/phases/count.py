"""Phase `count`: how many rows of the dump hold each run of three words."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from summarizer.dumps.run.arrays import load, save
from summarizer.dumps.run.corpus import Documents, PartFiles, load_shingles
from summarizer.dumps.run.tasks import FAN_IN, Runner
from summarizer.duplicates.sketches import add_runs, size_table

# Tables that are written before they are summed. A table of a billion documents has 1 GB.
MOST_TABLES = 64


def count_all_runs(runner: Runner, documents: Documents) -> Path:
    """The folder of the ``table`` of counts over all parts."""
    parts = documents.parts
    n_runs = sum(load(part.standing, "n_runs")[0] for part in parts)
    # A table may be larger than the runs of a part, so a task counts several parts in one.
    size = max(FAN_IN, -(-len(parts) // MOST_TABLES))
    groups = [parts[start : start + size] for start in range(0, len(parts), size)]
    n_buckets = size_table(int(n_runs), documents.corpus.n_rows)
    tables = runner.run("count", count_parts, [(group, n_buckets) for group in groups])
    return runner.merge("count", add_tables, tables)


def count_parts(folder: Path, parts: Sequence[PartFiles], n_buckets: int) -> None:
    """Write the ``table`` of how many rows of some parts hold each run."""
    table = np.zeros(n_buckets, np.int32)
    for part in parts:
        rows = np.flatnonzero(load(part.standing, "is_first"))
        add_runs(load_shingles(part.folder), rows, table)
    save(folder, {"table": table})


def add_tables(folder: Path, tables: Sequence[Path]) -> None:
    """Write the sum of several tables."""
    total = np.array(load(tables[0], "table"))
    for path in tables[1:]:
        total += load(path, "table")
    save(folder, {"table": total})

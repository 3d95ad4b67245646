"""Scale: the files that a run opens, and the bytes that it writes and holds, by documents and machines.

    python -m benchmarks.scale [--out benchmarks/results/scale.json]

Nothing is run: sizes of parts, buckets and tables are those of the code. What a document takes is partly from
runs over generated ones (line, shingles, runs), partly estimated (pairs, rows of clusters). `docs/scaling.md`
has the results.
"""

import sys
from dataclasses import dataclass

from benchmarks.command_line import make_parser, show
from summarizer.dumps.output.cluster_table import RANGE_ROWS
from summarizer.dumps.phases import collapse, count, elect, measure, pair
from summarizer.dumps.run.buckets import count_tasks
from summarizer.dumps.run.sizes import find_part_bytes, find_scale
from summarizer.dumps.run.tasks import FAN_IN
from summarizer.duplicates.sketches import SKETCH_RUNS, size_table

# Of one document: bytes of its line and of its shingles, runs, candidate pairs, rows of clusters.
# Pairs grow faster than documents: by a tenth from 20,000 to 80,000.
LINE, SHINGLES, RUNS, PAIRS, MEMBERS = 2450, 2000, 250, 5.0, 0.5
# How many arrays of each slice are opened; the array that says where a slice begins is opened twice.
_ID_ARRAYS, _TEXT_ARRAYS, _ROW_ARRAYS, _KEY_ARRAYS, _PAIR_ARRAYS, _ELECT_ARRAYS = 4, 5, 3, 2, 3, 5
_TABLE_ARRAYS = 10
# Files of each part that the main process opens between phases: counts, samples, ends.
_MAIN_FILES = 15


@dataclass(frozen=True)
class Machines:
    """How many workers a run has, and the bytes of memory of all of them together."""

    workers: int
    memory: int


@dataclass(frozen=True)
class Tasks:
    """How many parts and buckets a run has."""

    parts: int
    texts: int
    keys: int
    pairs: int
    stretches: int
    elected: int
    ranges: int


def count_all_tasks(n_documents: int, machines: Machines) -> Tasks:
    """The tasks of the phases, by the rules of the code."""
    scale = find_scale(machines.memory, machines.workers)
    n_pairs, n_members, size = int(n_documents * PAIRS), int(n_documents * MEMBERS), n_documents * LINE
    return Tasks(
        parts=-(-size // find_part_bytes(machines.memory, machines.workers, size)),
        texts=count_tasks(n_documents, collapse.BUCKET_DOCUMENTS, scale),
        keys=count_tasks(n_documents * SKETCH_RUNS, pair.BUCKET_KEYS, scale),
        pairs=count_tasks(n_pairs, measure.RANGE_PAIRS, scale),
        stretches=n_pairs // (measure.PAIRS_AT_ONCE * scale) + 1,
        elected=count_tasks(n_members, elect.BUCKET_DOCUMENTS, scale),
        ranges=count_tasks(n_members, RANGE_ROWS, scale),
    )


def count_openings(tasks: Tasks) -> dict[str, int]:
    """Openings of files, by phase."""
    return {
        "collapse": tasks.parts * tasks.texts * (_ID_ARRAYS + _TEXT_ARRAYS + _ROW_ARRAYS),
        "pair": tasks.parts * tasks.keys * _KEY_ARRAYS,
        "measure": tasks.pairs * tasks.keys * _PAIR_ARRAYS + tasks.stretches * tasks.parts,
        "elect": tasks.elected * (tasks.texts * _ELECT_ARRAYS + tasks.parts),
        "write": tasks.parts * (tasks.elected * _ELECT_ARRAYS + tasks.ranges * _TABLE_ARRAYS),
    }


def simulate(n_documents: int, machines: Machines) -> dict[str, object]:
    """What a run over so many documents opens, writes and holds."""
    tasks = count_all_tasks(n_documents, machines)
    scale = find_scale(machines.memory, machines.workers)
    openings = count_openings(tasks)
    table = 4 * size_table(n_documents * RUNS, n_documents)
    n_main = _MAIN_FILES * tasks.parts + 4 * (tasks.texts + tasks.keys + tasks.pairs + tasks.elected)
    tables = -(-tasks.parts // max(FAN_IN, -(-tasks.parts // count.MOST_TABLES)))
    megabytes = {
        "input": n_documents * LINE,
        "shingles": n_documents * SHINGLES,
        "sketches": n_documents * SKETCH_RUNS * 8,
        "one_table_of_counts": table,
        "tables_of_counts": table * tables,
        "shingles_of_a_stretch": 2 * measure.PAIRS_AT_ONCE * scale * SHINGLES,
        # The samples that buckets are cut by, the kept documents of clusters, and two ranges of rows.
        "main_process": n_documents // 64 * 24
        + int(n_documents * MEMBERS / 3) * 8
        + 2 * RANGE_ROWS * scale * 150,
        "largest_forest": int(n_documents * MEMBERS) * 16 * 6,
    }
    return {
        "documents": n_documents,
        "workers": machines.workers,
        "memory_gb": machines.memory >> 30,
        "tasks": vars(tasks),
        "openings": {**openings, "all": sum(openings.values()), "of_the_main_process": n_main},
        "megabytes": {name: size >> 20 for name, size in megabytes.items()},
    }


def main(arguments: list[str]) -> None:
    """Print the simulations."""
    parser = make_parser(__doc__)
    chosen = parser.parse_args(arguments)
    rows = [
        simulate(10**6, Machines(2, 2 << 30)),
        simulate(10**8, Machines(16, 64 << 30)),
        simulate(10**9, Machines(256, 1024 << 30)),
    ]
    show(rows, chosen.out)


if __name__ == "__main__":
    main(sys.argv[1:])

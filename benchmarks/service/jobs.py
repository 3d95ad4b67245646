"""Jobs: a thousand of them while processes of the service are killed, and how fast results can be browsed.

python -m benchmarks.service.jobs [--jobs 1000] [--kills 50] [--out FILE]
"""

import json
import tempfile
import timeit
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.command_line import describe_machine, keep, make_parser
from service.jobs.cluster_list import page_clusters
from service.jobs.results import page_cluster
from service.wire.job_models import ClustersQuery
from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.records import DumpSettings
from summarizer.records import Document, DuplicateSettings
from tests.duplicates.samples import edit_lightly, write_story
from tests.service.jobs.clients import write_lines
from tests.service.jobs.kills import run_killing

N_CLUSTERS = 10_000


def main() -> None:
    """Measure, print and save."""
    parser = make_parser(__doc__)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clusters", type=int, default=N_CLUSTERS)
    wanted = parser.parse_args()
    found: dict[str, Any] = {"browsing": measure_browsing(wanted.clusters), "machine": describe_machine()}
    print(json.dumps(found["browsing"]), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        found["killing"] = asdict(run_killing(Path(folder), wanted.jobs, wanted.kills, wanted.seed))
    print(json.dumps(found["killing"]))
    keep(found, wanted.out)


def measure_browsing(n_clusters: int) -> dict[str, float]:
    """Milliseconds for a page of clusters and for one cluster with its texts; the median of 50."""
    documents = []
    for number in range(n_clusters):
        story = write_story(number)
        documents += [Document(f"{number}-0", story), Document(f"{number}-1", edit_lightly(story, number))]
    with tempfile.TemporaryDirectory() as folder:
        dump, output = Path(folder) / "dump.jsonl", Path(folder) / "output"
        dump.write_bytes(write_lines(documents))
        report = deduplicate_dump([str(dump)], str(output), DuplicateSettings(), DumpSettings(workers=1))
        first = page_clusters(output, ClustersQuery(limit=1)).clusters[0].cluster
        n_found = report.counts.clusters
        return {
            "clusters": n_found,
            "first_page_ms": _time(lambda: page_clusters(output, ClustersQuery())),
            "late_page_ms": _time(lambda: page_clusters(output, ClustersQuery(offset=n_found - 50))),
            "one_cluster_ms": _time(lambda: page_cluster(output, first, 0, 50)),
        }


def _time(call: object) -> float:
    seconds = sorted(timeit.repeat(call, number=1, repeat=50))  # type: ignore[arg-type]
    return round(seconds[25] * 1000, 2)


if __name__ == "__main__":
    main()

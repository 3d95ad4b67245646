"""Other tools' MinHash over the same dump; run by an interpreter that has them installed.

    python benchmarks/duplicates/dump_rivals.py text_dedup|datatrove DUMP FOLDER

writes FOLDER/labels.json: for each document id the label of its cluster. Both run with their own defaults
except for the number of processes. They are not in our lock file, since they need other versions of our
libraries.
"""

import gzip
import json
import pickle
import subprocess
import sys
from itertools import islice
from pathlib import Path

PROCESSES = 2


def run_text_dedup(dump: Path, folder: Path) -> dict[str, object]:
    """text-dedup's own command; with --debug it writes its union-find to a file."""
    options = ["--path", "json", "--data_files", str(dump), "--split", "train", "--column", "text", "--debug"]
    places = [
        "--output",
        str(folder / "out"),
        "--cache_dir",
        str(folder / "cache"),
        "--num_proc",
        str(PROCESSES),
    ]
    subprocess.run(
        [sys.executable, "-m", "text_dedup.minhash", *options, *places], check=True, capture_output=True
    )
    with (folder / "out/uf.pkl").open("rb") as file:
        parents = pickle.load(file)  # noqa: S301  text-dedup's own file, made a moment ago
    parents = getattr(parents, "parent", parents)

    def find(place: int) -> int:
        while parents.get(place, place) != place:
            place = parents[place]
        return place

    with dump.open(encoding="utf-8") as lines:
        return {json.loads(line)["id"]: find(place) for place, line in enumerate(lines)}


def run_datatrove(dump: Path, folder: Path) -> dict[str, object]:
    """datatrove's four stages, the input in as many files as processes."""
    from datatrove.executor import LocalPipelineExecutor  # type: ignore[import-not-found]
    from datatrove.pipeline import dedup  # type: ignore[import-not-found]
    from datatrove.pipeline.dedup.minhash import MinhashConfig  # type: ignore[import-not-found]
    from datatrove.pipeline.readers import JsonlReader  # type: ignore[import-not-found]
    from datatrove.pipeline.writers import JsonlWriter  # type: ignore[import-not-found]

    (folder / "in").mkdir()
    with dump.open("rb") as lines:
        n_lines = sum(1 for _ in lines)
    with dump.open("rb") as lines:
        for number in range(PROCESSES):
            part = islice(lines, -(-n_lines // PROCESSES))
            (folder / f"in/{number}.jsonl").write_bytes(b"".join(part))
    config, reader = MinhashConfig(), JsonlReader(str(folder / "in"))
    writers = {name: JsonlWriter(str(folder / name)) for name in ("kept", "removed")}
    filtering = dedup.MinhashDedupFilter(
        str(folder / "remove"), exclusion_writer=writers["removed"], load_cluster_ids=True
    )
    buckets = dedup.MinhashDedupBuckets(str(folder / "signatures"), str(folder / "buckets"), config=config)
    clusters = dedup.MinhashDedupCluster(
        str(folder / "buckets"), str(folder / "remove"), config=config, save_cluster_id=True
    )
    stages = [
        ([reader, dedup.MinhashDedupSignature(str(folder / "signatures"), config=config)], PROCESSES),
        ([buckets], config.num_buckets),
        ([clusters], 1),
        ([reader, filtering, writers["kept"]], PROCESSES),
    ]
    for number, (stage, tasks) in enumerate(stages):
        logs = str(folder / f"logs{number}")
        LocalPipelineExecutor(stage, tasks=tasks, workers=min(tasks, PROCESSES), logging_dir=logs).run()
    labels: dict[str, object] = {}
    for path in sorted(folder.glob("*/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                labels[row["id"]] = row["metadata"].get("minhash_cluster_id", -1)
    # A document without a cluster forms its own.
    return {name: label if label != -1 else name for name, label in labels.items()}


if __name__ == "__main__":
    NAME, DUMP, FOLDER = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    found = {"text_dedup": run_text_dedup, "datatrove": run_datatrove}[NAME](DUMP, FOLDER)
    (FOLDER / "labels.json").write_text(json.dumps(found))

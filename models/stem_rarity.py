"""Count in how many news documents each light stem stands: stems.npz, and its entry in the manifest.

    python models/stem_rarity.py --data FOLDER

FOLDER holds bbc-train.jsonl (``title`` and ``text`` on each line), dedup/docs-80k.jsonl.gz (``id`` and
``text``) and dedup/docs-truth.jsonl. Documents with a label there are left out: most are edited copies of one
another.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.summary.rarity import N_BUCKETS, STEPS, find_bucket, fingerprint_stems
from summarizer.text.light_stemming import lighten
from summarizer.text.tokenizing import tokenize
from summarizer.trained import FORMAT

ARTICLES, DOCUMENTS, TRUTH = "bbc-train.jsonl", "dedup/docs-80k.jsonl.gz", "dedup/docs-truth.jsonl"


def main() -> int:
    """Make the table, or say what is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    missing = [name for name in (ARTICLES, DOCUMENTS, TRUTH) if not (options.data / name).is_file()]
    if missing:
        print(
            f"{options.data} lacks {', '.join(missing)}: nothing made, the shipped table stays in use.",
            file=sys.stderr,
        )
        return 0
    counts: Counter[str] = Counter()
    n_documents = 0
    for text in read_texts(options.data):
        counts.update(set(lighten(set(tokenize(text)))))
        n_documents += 1
    write(options.out, options.data, counts, n_documents)
    return 0


def read_texts(data: Path) -> Iterator[str]:
    """Every text to count, one after the other."""
    with (data / ARTICLES).open(encoding="utf-8") as lines:
        yield from (f"{record['title']}\n{record['text']}" for record in map(json.loads, lines))
    with (data / TRUTH).open(encoding="utf-8") as lines:
        labelled = {json.loads(line)["id"] for line in lines}
    with gzip.open(data / DOCUMENTS, "rt", encoding="utf-8") as lines:
        yield from (record["text"] for record in map(json.loads, lines) if record["id"] not in labelled)


def write(out: Path, data: Path, counts: Counter[str], n_documents: int) -> None:
    """The rarity of each bucket in steps of a byte, and the manifest's entry that checks it."""
    documents = np.zeros(N_BUCKETS)
    for stem, count in counts.items():
        # Of two stems in one bucket the commoner one counts: the rare one seems common, not the reverse.
        documents[find_bucket(stem)] = max(documents[find_bucket(stem)], count)
    rarity = np.round(np.log((n_documents + 1) / (documents + 1)) * STEPS).astype(np.uint8)
    np.savez_compressed(out / "stems.npz", rarity=rarity)
    path = out / "manifest.json"
    manifest: dict[str, Any] = {"format": FORMAT, "models": {}}
    if path.is_file():
        manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["models"]["stems.npz"] = {
        "sha256": hashlib.sha256((out / "stems.npz").read_bytes()).hexdigest(),
        "settings": fingerprint_stems(),
        "data": {
            Path(name).name: hashlib.sha256((data / name).read_bytes()).hexdigest()
            for name in (ARTICLES, DOCUMENTS, TRUTH)
        },
    }
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{n_documents} documents, {len(counts)} stems")


if __name__ == "__main__":
    raise SystemExit(main())

"""Count how rare each light stem is in the news: makes stems.npz, for focus and key phrases.

    python -m models.summaries.stem_rarity --data FOLDER

FOLDER holds bbc-train.jsonl (``title`` and ``text`` on each line), dedup/docs-80k.jsonl.gz (``id`` and
``text``) and dedup/docs-truth.jsonl. Documents with a label there are left out: most are edited copies of one
another. Without these files nothing is made, and the shipped table stays in use.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from models.manifest import list_in_manifest
from models.training_data import Folders, read_folders, read_records
from summarizer.summary.rarity import N_BUCKETS, STEPS, find_bucket, fingerprint_stems
from summarizer.text.light_stemming import light_stem
from summarizer.text.tokenizing import tokenize

ARTICLES, DOCUMENTS, TRUTH = NEEDED = ("bbc-train.jsonl", "dedup/docs-80k.jsonl.gz", "dedup/docs-truth.jsonl")


def main() -> None:
    """Make the table, or say what is missing."""
    folders = read_folders(__doc__, NEEDED, "data")
    if folders is None:
        return
    counts: Counter[str] = Counter()
    n_documents = 0
    for text in read_texts(folders.data):
        counts.update(set(light_stem(set(tokenize(text)))))
        n_documents += 1
    write_table(folders, counts, n_documents)


def read_texts(data: Path) -> Iterator[str]:
    """Every text to count, one after the other."""
    yield from (f"{record['title']}\n{record['text']}" for record in read_records(data / ARTICLES))
    labelled = {record["id"] for record in read_records(data / TRUTH)}
    yield from (record["text"] for record in read_records(data / DOCUMENTS) if record["id"] not in labelled)


def write_table(folders: Folders, counts: Counter[str], n_documents: int) -> None:
    """The rarity of each bucket in steps of a byte, and its entry in the manifest."""
    documents = np.zeros(N_BUCKETS)
    for stem, count in counts.items():
        # Two stems in one bucket count as the commoner: a rare stem may seem common, never the reverse.
        documents[find_bucket(stem)] = max(documents[find_bucket(stem)], count)
    rarity = np.round(np.log((n_documents + 1) / (documents + 1)) * STEPS).astype(np.uint8)
    path = folders.out / "stems.npz"
    np.savez_compressed(path, rarity=rarity)
    list_in_manifest(path, fingerprint_stems(), [folders.data / name for name in NEEDED])
    print(f"{n_documents} documents, {len(counts)} stems")


if __name__ == "__main__":
    main()

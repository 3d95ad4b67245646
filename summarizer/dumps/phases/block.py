"""Phase `block`: the lines that recur across a dump, as `duplicates.recurring_blocks` finds them in memory.

A bucket is a range of the hashes of blocks; every part keeps its blocks in that order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from summarizer.dumps.input.jsonl import parse_document
from summarizer.dumps.records import DumpSettings, Level
from summarizer.dumps.run.arrays import finish_folder, load, load_slice, save
from summarizer.dumps.run.buckets import Bucket, cut_buckets
from summarizer.dumps.run.corpus import Documents, PartFiles
from summarizer.dumps.run.finished import BLOCKS
from summarizer.dumps.run.strings import list_strings
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.recurring_blocks import EDGE_SHARE, find_place, hash_sequences
from summarizer.records import Place, RecurringSettings
from summarizer.text.sentences.segmenting import find_blocks

# Blocks that one task takes; some 30 to 100 MB of working arrays.
BUCKET_BLOCKS = 1 << 22
_SETTINGS = RecurringSettings()
_EXAMPLES = 3
# Stands for the id of a record that has none, where only its text is read.
NO_NAME = "-"
# Texts whose blocks are hashed together.
_BATCH = 256


@dataclass(frozen=True, slots=True)
class FoundBlocks:
    """The recurring blocks of a dump.

    folders  of the blocks, one a bucket
    sources  the sources that the blocks are counted by
    """

    folders: tuple[Path, ...]
    sources: tuple[bytes, ...]


def find_dump_blocks(runner: Runner, documents: Documents, removed: Sequence[Path]) -> FoundBlocks | None:
    """The recurring blocks of a dump; None where the run is over documents alone."""
    if runner.settings.level is Level.DOCUMENTS:
        return None
    names = [list_strings(part.folder, "source") for part in documents.parts]
    sources = tuple(sorted({name for own in names for name in own}))
    codes = {source: code for code, source in enumerate(sources)}
    sizes = np.bincount([codes[name] for own in names for name in own], minlength=len(sources))
    tasks = [(part, runner.settings, sources) for part in documents.parts]
    scanned = runner.run("block", scan_part, tasks, "-scan")
    samples = np.concatenate([load_slice(path, "keys", slice(None, None, 256)) for path in scanned])
    buckets = cut_buckets(scanned, samples, len(samples) * 256 // BUCKET_BLOCKS + 1)
    found = runner.run("block", find_bucket_blocks, [(bucket, removed, sizes) for bucket in buckets])
    return FoundBlocks(tuple(found), sources)


def scan_part(folder: Path, part: PartFiles, settings: DumpSettings, sources: Sequence[bytes]) -> None:
    """Write the blocks of a part in the order of their hashes.

    keys       (n,)    64-bit hashes of folded words
    documents  (n,)    the document of each
    places     (n,)    where in it, from 0, the first block, to 1, the last
    spans      (n, 2)  characters of the text
    sources    (n,)    the document's source, a place in ``sources``
    """
    codes = {source: code for code, source in enumerate(sources)}
    own = [codes[source] for source in list_strings(part.folder, "source")]
    rows = load(part.assigned, "rows")
    found: dict[str, list[NDArray[Any]]] = {name: [] for name in ("keys", "documents", "places", "spans")}
    batch: list[tuple[int, str]] = []
    for row, raw in enumerate(part.lines.read()):
        if rows[row] >= 0:
            batch.append((row, parse_document(raw, settings, NO_NAME).text))
        if len(batch) == _BATCH:
            _scan_batch(batch, found)
            batch = []
    _scan_batch(batch, found)
    arrays = {name: np.concatenate(pieces) for name, pieces in found.items()}
    order = np.argsort(arrays["keys"], kind="stable")
    arrays = {name: array[order] for name, array in arrays.items()}
    arrays["sources"] = np.array(own, np.int64)[arrays["documents"]]
    save(folder, {**arrays, "documents": arrays["documents"] + part.first})


def find_bucket_blocks(
    folder: Path, bucket: Bucket, removed: Sequence[Path], sizes: NDArray[np.int64]
) -> None:
    """Write the recurring blocks of a range of hashes, a JSON object each, without their words.

    sizes  (n_sources,)  documents of each source
    """
    keys, documents, places, spans, sources = bucket.read(
        "keys", "keys", "documents", "places", "spans", "sources"
    )
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=~keys[order[:1]]))
    counts = np.diff(starts, append=len(order))
    many = counts >= _SETTINGS.min_documents
    originals = _find_originals(documents, removed)
    blocks = []
    for start, count in zip(starts[many].tolist(), counts[many].tolist(), strict=True):
        rows = order[start : start + count]
        n_documents = len(np.unique(originals[rows]))
        own = np.unique(np.column_stack([documents[rows], sources[rows]]), axis=0)[:, 1]
        per_source = np.bincount(own, minlength=len(sizes))
        shares = per_source / np.maximum(sizes, 1)
        place = find_place(places[rows])
        if not _is_recurring(n_documents, float(shares.max()), place):
            continue
        blocks.append(
            {
                "n_documents": n_documents,
                "share": float(shares.max()),
                "place": place,
                "sources": per_source.tolist(),
                "commonest": int(shares.argmax()),
                "examples": [(int(documents[row]), *spans[row].tolist()) for row in rows[:_EXAMPLES]],
            }
        )
    with finish_folder(folder) as unfinished:
        (unfinished / BLOCKS).write_bytes(b"".join(orjson.dumps(block) + b"\n" for block in blocks))


def _is_recurring(n_documents: int, share: float, place: Place) -> bool:
    least = _SETTINGS.min_share * (1 if place is Place.BODY else EDGE_SHARE)
    return n_documents >= _SETTINGS.min_documents and share >= least


def _scan_batch(batch: list[tuple[int, str]], found: dict[str, list[NDArray[Any]]]) -> None:
    blocks = [find_blocks(text) for _, text in batch]
    counts = [len(own) for own in blocks]
    keys, n_words = hash_sequences([block.text for own in blocks for block in own])
    places = [place / max(count - 1, 1) for count in counts for place in range(count)]
    spans = [(block.span.start, block.span.end) for own in blocks for block in own]
    chosen = np.flatnonzero(n_words > 0) if counts else np.empty(0, np.int64)
    found["keys"].append(keys[chosen])
    found["documents"].append(np.repeat(np.array([row for row, _ in batch], np.int64), counts)[chosen])
    found["places"].append(np.array(places, np.float64)[chosen])
    found["spans"].append(np.array(spans, np.int64).reshape(-1, 2)[chosen])


def _find_originals(documents: NDArray[np.int64], removed: Sequence[Path]) -> NDArray[np.int64]:
    """The document that each is a copy of, or itself: copies of one document count once."""
    originals = documents.copy()
    for path in removed:
        copies = np.asarray(load(path, "documents"))
        if len(copies):
            places = np.minimum(np.searchsorted(copies, documents), len(copies) - 1)
            found = np.flatnonzero(copies[places] == documents)
            originals[found] = load(path, "kept")[places[found]]
    return originals

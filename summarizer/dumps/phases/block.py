"""Blocking: the blocks (lines) that recur across a dump, as `duplicates.recurring` finds them in memory.

A bucket is a range of the hashes of blocks; every part keeps its blocks in that order.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from summarizer.dumps.input.jsonl import parse_document
from summarizer.dumps.phases.elect import cut_strings
from summarizer.dumps.phases.write import Lines
from summarizer.dumps.records import DumpSettings
from summarizer.dumps.run.arrays import finish_folder, load, save, slice_ascending
from summarizer.duplicates.recurring_blocks import EDGE_SHARE, find_place, hash_sequences
from summarizer.records import Place, RecurringSettings
from summarizer.text.sentences.segmenting import find_blocks

BLOCKS = "blocks.jsonl"
_EXAMPLES = 3
# Texts whose blocks are hashed together.
_BATCH = 256


def scan_part(
    folder: Path,
    part: Path,
    first: int,
    lines: Lines,
    assigned: Path,
    settings: DumpSettings,
    sources: Sequence[bytes],
) -> None:
    """Write the blocks of a part in the order of their hashes.

    keys       (n,)    64-bit hashes of folded words
    documents  (n,)    the document each stands in
    places     (n,)    where in it, from 0, the first block, to 1, the last
    spans      (n, 2)  characters of the text
    sources    (n,)    the document's source, a place in ``sources``
    """
    codes = {source: code for code, source in enumerate(sources)}
    own = [codes[source] for source in cut_strings(part, "source", np.arange(len(load(part, "places"))))]
    rows = load(assigned, "rows")
    found: dict[str, list[NDArray[Any]]] = {name: [] for name in ("keys", "documents", "places", "spans")}
    batch: list[tuple[int, str]] = []
    for row, raw in enumerate(lines.read()):
        if rows[row] >= 0:
            batch.append((row, parse_document(raw, settings).text))
        if len(batch) == _BATCH:
            _scan(batch, found)
            batch = []
    _scan(batch, found)
    arrays = {name: np.concatenate(pieces) for name, pieces in found.items()}
    order = np.argsort(arrays["keys"], kind="stable")
    arrays = {name: array[order] for name, array in arrays.items()}
    arrays["sources"] = np.array(own, np.int64)[arrays["documents"]]
    save(folder, {**arrays, "documents": arrays["documents"] + first})


def find_recurring(
    folder: Path,
    scanned: Sequence[Path],
    elected: Sequence[Path],
    bucket: tuple[int, int | None],
    sizes: NDArray[np.int64],
    settings: RecurringSettings,
) -> None:
    """Write the recurring blocks of a range of hashes, a JSON object each, without their words.

    sizes  (n_sources,)  documents of each source
    """
    slices = [(path, slice_ascending(load(path, "keys"), *bucket)) for path in scanned]
    keys, documents, places, spans, sources = (
        np.concatenate([np.asarray(load(path, name)[chosen]) for path, chosen in slices])
        for name in ("keys", "documents", "places", "spans", "sources")
    )
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=~keys[order[:1]]))
    counts = np.diff(starts, append=len(order))
    many = counts >= settings.min_documents
    stories = _find_stories(documents, elected)
    blocks = []
    for start, count in zip(starts[many].tolist(), counts[many].tolist(), strict=True):
        rows = order[start : start + count]
        n_documents = len(np.unique(stories[rows]))
        own = np.unique(np.column_stack([documents[rows], sources[rows]]), axis=0)[:, 1]
        per_source = np.bincount(own, minlength=len(sizes))
        shares = per_source / np.maximum(sizes, 1)
        place = find_place(places[rows])
        wanted = settings.min_share * (1 if place is Place.BODY else EDGE_SHARE)
        if n_documents < settings.min_documents or shares.max() < wanted:
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


def _scan(batch: list[tuple[int, str]], found: dict[str, list[NDArray[Any]]]) -> None:
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


def _find_stories(documents: NDArray[np.int64], elected: Sequence[Path]) -> NDArray[np.int64]:
    """What each document is a copy of, itself if of none: copies of one story count once."""
    stories = documents.copy()
    for path in elected:
        removed = np.asarray(load(path, "documents"))
        if len(removed):
            places = np.minimum(np.searchsorted(removed, documents), len(removed) - 1)
            copies = np.flatnonzero(removed[places] == documents)
            stories[copies] = load(path, "kept")[places[copies]]
    return stories

"""Phase `collapse`: exact copies become one row each, and documents whose id came before are dropped.

A bucket is a range of hashes. Every part keeps its hashes in order, so a bucket is one slice of each part and
no files are needed between them. Rows are numbered in the order of the hashes of texts, as `deduplicate` does
in memory, so the numbers do not depend on the files that the texts came in.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from summarizer.dumps.run.arrays import load, load_all, load_slice, save
from summarizer.dumps.run.buckets import Bucket, count_tasks, cut_buckets
from summarizer.dumps.run.corpus import (
    Corpus,
    Documents,
    Input,
    PartFiles,
    Parts,
    RepeatedIds,
    load_shingles,
)
from summarizer.dumps.run.lines import WrittenLines, find_lines, find_written_lines
from summarizer.dumps.run.tasks import Runner

# Documents that one task takes; some 30 to 100 MB of working arrays.
BUCKET_DOCUMENTS = 1 << 18
# The values of a part by which buckets are cut.
EVERY_64TH = slice(None, None, 64)


def collapse_copies(
    runner: Runner, inputs: Sequence[Input], parts: Parts, written: WrittenLines | None
) -> Documents:
    """The documents of a dump, exact copies as one row.

    written  where a finished run wrote the lines of the documents; None: they are read from the inputs
    """
    repeats = _find_repeats(runner, parts)
    corpus, n_numbered = _collapse_parts(runner, parts, repeats)
    numbers = range(len(parts.folders))
    assigned = runner.run("collapse", assign_rows, [(number, corpus) for number in numbers], "-rows")
    if written is None:
        lines = [find_lines(part.source.path, parts.folders[place]) for place, part in enumerate(inputs)]
    else:
        lines = find_written_lines(written, parts.folders)
    files = map(PartFiles, parts.folders, parts.firsts.tolist(), lines, assigned, assigned)
    return Documents(tuple(inputs), tuple(files), corpus, repeats, n_numbered - len(repeats.dropped))


def _find_repeats(runner: Runner, parts: Parts) -> RepeatedIds:
    samples = np.concatenate([load_slice(part, "digests", EVERY_64TH)[:, 0] for part in parts.folders])
    n_documents = sum(len(load(part, "places")) for part in parts.folders)
    buckets = cut_buckets(parts.folders, samples, count_tasks(n_documents, BUCKET_DOCUMENTS, runner.scale))
    found = runner.run("collapse", find_repeated_ids, [(parts, bucket) for bucket in buckets], "-ids")
    dropped, earlier = load_all(found[0].parent, "dropped"), load_all(found[0].parent, "earlier")
    order = np.argsort(dropped)
    return RepeatedIds(dropped[order], earlier[order])


def _collapse_parts(runner: Runner, parts: Parts, repeats: RepeatedIds) -> tuple[Corpus, int]:
    """The rows of all parts, and how many documents are numbered."""
    samples = np.concatenate([load_slice(part, "text_hashes", EVERY_64TH) for part in parts.folders])
    n_documents = sum(len(load(part, "places")) for part in parts.folders)
    ranges = cut_buckets(parts.folders, samples, count_tasks(n_documents, BUCKET_DOCUMENTS, runner.scale))
    dropped = runner.work / "dropped"
    if not dropped.is_dir():
        save(dropped, {"documents": repeats.dropped})
    buckets = runner.run("collapse", collapse_texts, [(parts, dropped, bucket) for bucket in ranges])
    n_rows = [len(load(bucket, "documents")) for bucket in buckets]
    numbered = runner.work / "numbered-rows"
    if not numbered.is_dir():
        save(numbered, {"row_firsts": np.cumsum([0, *n_rows])[:-1]})
    return Corpus(parts, buckets, numbered, sum(n_rows)), n_documents


def find_repeated_ids(folder: Path, parts: Parts, bucket: Bucket) -> None:
    """Write the documents whose id came before: ``dropped`` (n,) ascending, and ``earlier`` (n,)."""
    digests, documents = [], []
    for part, first in zip(parts.folders, parts.firsts.tolist(), strict=True):
        chosen = bucket.find_slice(load(part, "digests")[:, 0])
        digests.append(load_slice(part, "digests", chosen))
        documents.append(load(part, "digest_documents")[chosen] + first)
    pairs, numbers = np.concatenate(digests), np.concatenate(documents)
    order = np.lexsort((numbers, pairs[:, 1], pairs[:, 0]))
    pairs, numbers = pairs[order], numbers[order]
    is_new = np.ones(len(pairs), bool)
    is_new[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
    earlier = numbers[np.maximum.accumulate(np.where(is_new, np.arange(len(pairs)), 0))]
    dropped = np.flatnonzero(~is_new)
    dropped = dropped[np.argsort(numbers[dropped])]
    save(folder, {"dropped": numbers[dropped], "earlier": earlier[dropped]})


def collapse_texts(folder: Path, parts: Parts, dropped: Path, bucket: Bucket) -> None:
    """Write the rows of a bucket, numbered from 0 within it; ``dropped`` has the documents that get none.

    documents  (n_rows,)       the first document of each row
    rows       (n_documents,)  the row of each document of the bucket, part after part; -1 for a dropped one
    numbers    (n_documents,)  these documents
    bounds     (n_parts + 1,)  where the documents of each part begin in ``rows``
    """
    hashes, checks, documents, lengths = [], [], [], []
    for part, first in zip(parts.folders, parts.firsts.tolist(), strict=True):
        chosen = bucket.find_slice(load(part, "text_hashes"))
        local = load(part, "text_documents")[chosen]
        hashes.append(load_slice(part, "text_hashes", chosen))
        checks.append(load_slice(part, "text_checks", chosen))
        documents.append(local + first)
        lengths.append(load_shingles(part).lengths[local])
    bounds = np.concatenate([[0], np.cumsum([len(found) for found in hashes])])
    numbers, texts, rest = np.concatenate(documents), np.concatenate(hashes), np.concatenate(checks)
    taken = np.flatnonzero(~np.isin(numbers, load(dropped, "documents")))
    # The sort is stable and the parts are in order, so the first document of a text comes first.
    order = taken[np.lexsort((rest[taken], texts[taken]))]
    is_new = np.ones(len(order), bool)
    is_new[1:] = (texts[order[1:]] != texts[order[:-1]]) | (rest[order[1:]] != rest[order[:-1]])
    # A text without words is never a duplicate.
    is_new |= np.concatenate(lengths)[order] == 0
    rows = np.full(len(numbers), -1, np.int64)
    rows[order] = np.cumsum(is_new) - 1
    save(folder, {"documents": numbers[order[is_new]], "rows": rows, "numbers": numbers, "bounds": bounds})


def assign_rows(folder: Path, part: int, corpus: Corpus) -> None:
    """Write the rows of one part.

    rows      (n_documents,)  the row of each document, over all buckets; -1 for a dropped one
    is_first  (n_documents,)  whether it is the document that stands for its row
    n_runs    (1,)            runs of the documents that stand for rows
    """
    parts = corpus.parts
    documents = load(parts.folders[part], "text_documents")
    rows, is_first = np.full(len(documents), -1, np.int64), np.zeros(len(documents), bool)
    start, part_first = 0, parts.firsts[part]
    for bucket, first in zip(corpus.buckets, corpus.row_firsts.tolist(), strict=True):
        low, high = load(bucket, "bounds")[part : part + 2].tolist()
        found = np.asarray(load(bucket, "rows")[low:high])
        own = documents[start : start + len(found)]
        taken = found >= 0
        rows[own[taken]] = found[taken] + first
        is_first[own[taken]] = load(bucket, "documents")[found[taken]] == own[taken] + part_first
        start += len(found)
    n_runs = np.diff(load_shingles(parts.folders[part]).run_offsets)[is_first].sum()
    save(folder, {"rows": rows, "is_first": is_first, "n_runs": np.array([n_runs])})

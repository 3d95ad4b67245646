"""What a report shows of a finished run, read from its folder in one pass over each file.

However large the run, memory holds a few columns of the clusters and a few examples of everything else.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.input.jsonl import REFUSED
from summarizer.dumps.records import Marked, Member, Piece
from summarizer.dumps.report.clusters import (
    ClusterIndex,
    index_clusters,
    read_members,
    read_removed,
)
from summarizer.dumps.report.diff import mark_texts
from summarizer.dumps.run.finished import read_objects, read_run

# How many of each a report shows; the files have all.
N_CLUSTERS, N_COPIES, N_WEAKEST, N_BLOCKS, N_EXAMPLES = 20, 3, 8, 60, 3
# Texts are compared up to the first and shown up to the second number of characters.
COMPARED_CHARACTERS = 20_000
SHOWN_CHARACTERS = 3_000
# Of a longer shared stretch only the ends are shown.
LONG_STRETCH, EDGE = 260, 110


@dataclass(frozen=True, slots=True)
class ComparedCopy:
    """A copy and the kept document, compared and cut into pieces."""

    copy: Member
    pieces: tuple[Piece, ...]
    kept_pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownCluster:
    """A cluster as far as the report shows it."""

    number: int
    size: int
    kept: Member
    copies: tuple[ComparedCopy, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Refused records of one kind: how many, and the first of them."""

    kind: str
    count: int
    examples: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that a report shows."""

    run: dict[str, Any]  # run.json
    n_archived: int  # removed documents that an archive has
    kinds: dict[str, int]  # removed documents by kind, the commonest first
    sizes: tuple[tuple[int, int, int], ...]  # from so many documents, to so many: how many clusters
    largest: tuple[ShownCluster, ...]
    weakest: tuple[ShownCluster, ...]  # one copy each: those least similar to what they repeat
    blocks: tuple[dict[str, Any], ...]
    n_blocks: int
    refused: tuple[Refused, ...]


def survey_run(output: Path, blocks_path: Path) -> Survey:
    """Gather what the report shows. Raises ``RunError`` where the folder holds no finished run."""
    run = read_run(output)
    index = index_clusters(output)
    # A document that only an archive has again is a cluster of one here, with nothing to compare it to.
    largest = [place for place in index.rank()[:N_CLUSTERS].tolist() if index.sizes[place] > 1]
    removed = read_removed(output)
    blocks, n_blocks = _read_blocks(blocks_path)
    return Survey(
        run=run,
        n_archived=int(removed["archived"].to_numpy().sum()),
        kinds=_count_kinds(removed),
        sizes=_group_sizes(index.sizes[index.sizes > 1]),
        largest=_show_largest(output, index, largest),
        weakest=_find_weakest(output, index, removed),
        blocks=blocks,
        n_blocks=n_blocks,
        refused=_count_refused(output / REFUSED),
    )


def shorten_pieces(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces as shown: the ends of long shared stretches, and no more than ``SHOWN_CHARACTERS``."""
    shown: list[Piece] = []
    left = SHOWN_CHARACTERS
    for piece in pieces:
        text = piece.text
        if piece.kind is Marked.SHARED and len(text) > LONG_STRETCH:
            text = f"{_cut_end(text[:EDGE])} … {_cut_end(text[: -EDGE - 1 : -1])[::-1]}"
        if len(text) > left:
            return (*shown, Piece(f"{_cut_end(text[:left])} …", piece.kind))
        shown.append(Piece(text, piece.kind))
        left -= len(text)
    return tuple(shown)


def _cut_end(text: str) -> str:
    """A text without the word that it may end within; a single word as it is."""
    whole = re.match(r"(.*\S)\s", text, re.DOTALL)
    return whole[1] if whole else text


def _count_kinds(removed: Any) -> dict[str, int]:
    counts = {row["values"]: row["counts"] for row in removed["kind"].value_counts().to_pylist()}
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))


def _group_sizes(sizes: NDArray[np.int64]) -> tuple[tuple[int, int, int], ...]:
    """How many clusters have 2, 3, 4, 5 to 8, 9 to 16 documents and so on, up to the largest."""
    edges = [2, 3, 4, 5]
    while edges[-1] <= sizes.max(initial=0):
        edges.append(2 * edges[-1] - 1)
    counts = np.histogram(sizes, edges)[0].tolist()
    return tuple((edges[place], edges[place + 1] - 1, number) for place, number in enumerate(counts))


def _show_largest(output: Path, index: ClusterIndex, places: list[int]) -> tuple[ShownCluster, ...]:
    sizes = [int(index.sizes[place]) for place in places]
    starts = [int(index.rows[place]) for place in places]
    rows = [range(start, start + min(size, 1 + N_COPIES)) for start, size in zip(starts, sizes, strict=True)]
    # All at once: the rows of each are in a few large groups of the table.
    members = iter(read_members(output, [row for own in rows for row in own]))
    return tuple(
        _show_cluster(tuple(islice(members, len(own))), int(index.numbers[place]), size)
        for own, place, size in zip(rows, places, sizes, strict=True)
    )


def _show_cluster(members: tuple[Member, ...], number: int, size: int) -> ShownCluster:
    kept, *copies = members
    return ShownCluster(number, size, kept, tuple(_compare_copy(kept, copy) for copy in copies))


def _compare_copy(kept: Member, copy: Member) -> ComparedCopy:
    kept_pieces, pieces = mark_texts(
        kept.document.text[:COMPARED_CHARACTERS], copy.document.text[:COMPARED_CHARACTERS]
    )
    return ComparedCopy(copy, shorten_pieces(pieces), shorten_pieces(kept_pieces))


def _find_weakest(output: Path, index: ClusterIndex, removed: Any) -> tuple[ShownCluster, ...]:
    """The copies least similar to what they repeat, one a cluster: a mistake is most likely there."""
    from pyarrow import compute

    order = [("similarity", "ascending"), ("cluster", "ascending"), ("row", "ascending")]
    rows = removed.filter(~compute.field("archived")).sort_by(order).slice(0, 20 * N_WEAKEST)
    weakest: dict[int, int] = {}
    for row in rows.select(["cluster", "row"]).to_pylist():
        weakest.setdefault(row["cluster"], row["row"])
    shown = list(islice(weakest.items(), N_WEAKEST))
    kept = [int(index.rows[np.searchsorted(index.numbers, number)]) for number, _ in shown]
    members = read_members(
        output, [row for pair in zip(kept, (row for _, row in shown), strict=True) for row in pair]
    )
    return tuple(
        _show_cluster(members[2 * place : 2 * place + 2], number, 2)
        for place, (number, _) in enumerate(shown)
    )


def _read_blocks(path: Path) -> tuple[tuple[dict[str, Any], ...], int]:
    """The commonest recurring blocks, and how many there are."""
    found = read_objects(path)
    first = tuple(islice(found, N_BLOCKS))
    return first, len(first) + sum(1 for _ in found)


def _count_refused(path: Path) -> tuple[Refused, ...]:
    counts: Counter[str] = Counter()
    examples: dict[str, list[dict[str, Any]]] = {}
    for row in read_objects(path):
        kind = str(row.get("kind"))
        counts[kind] += 1
        if counts[kind] <= N_EXAMPLES:
            examples.setdefault(kind, []).append(row)
    return tuple(Refused(kind, number, tuple(examples[kind])) for kind, number in counts.most_common())

"""Surveying: what a report shows of a finished run, gathered from its folder in one pass over each file.

However large the run, memory holds two columns of the clusters and a few examples of everything else.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.records import Marked, Member, Piece
from summarizer.dumps.report.clusters import rank_clusters, read_cluster, read_removed, read_run
from summarizer.dumps.report.diff import mark

# What a person reads; the files have everything.
N_CLUSTERS, N_COPIES, N_WEAKEST, N_BLOCKS, N_EXAMPLES = 20, 3, 8, 60, 3
# Enough to see how two texts differ; what is longer is cut for the eye, and compared up to here.
COMPARED_CHARACTERS = 20_000
SHOWN_CHARACTERS = 3_000
# A shared stretch that is longer than this is shown by its ends.
LONG_STRETCH, EDGE = 260, 110


@dataclass(frozen=True, slots=True)
class Beside:
    """A copy beside the kept document, each in pieces."""

    copy: Member
    pieces: tuple[Piece, ...]
    kept_pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownCluster:
    """A cluster as far as the report shows it."""

    number: int
    size: int
    kept: Member
    copies: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Refused records of one kind: how many, and the first of them."""

    kind: str
    count: int
    examples: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything the report tells."""

    run: dict[str, Any]  # run.json
    n_archived: int  # documents that an archive has already
    kinds: dict[str, int]  # removed documents by kind, the commonest first
    sizes: tuple[tuple[int, int, int], ...]  # from so many documents, to so many: how many clusters
    largest: tuple[ShownCluster, ...]
    weakest: tuple[ShownCluster, ...]  # one copy each: the least like what they repeat
    blocks: tuple[dict[str, Any], ...]
    n_blocks: int
    refused: tuple[Refused, ...]


def survey(output: Path, blocks_path: Path) -> Survey:
    """Gather what the report tells. Raises ``RunError`` where the folder holds no finished run."""
    run = read_run(output)
    numbers, sizes = rank_clusters(output)
    # A document that only an archive has again is a cluster of one here: nothing stands beside it.
    numbers, sizes = numbers[sizes > 1], sizes[sizes > 1]
    removed = read_removed(output)
    blocks, n_blocks = _read_blocks(blocks_path)
    return Survey(
        run=run,
        n_archived=int(removed["archived"].to_numpy().sum()),
        kinds=_count_kinds(removed),
        sizes=_group_sizes(sizes),
        largest=tuple(
            _show(read_cluster(output, number, N_COPIES + 1), number, size)
            for number, size in zip(numbers[:N_CLUSTERS].tolist(), sizes[:N_CLUSTERS].tolist(), strict=True)
        ),
        weakest=tuple(_find_weakest(output, removed)),
        blocks=blocks,
        n_blocks=n_blocks,
        refused=_count_refused(output / "refused.jsonl"),
    )


def shorten(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces for the eye: of long shared stretches the ends, and of it all as much as a person reads."""
    shown: list[Piece] = []
    left = SHOWN_CHARACTERS
    for piece in pieces:
        text = piece.text
        if piece.kind is Marked.SHARED and len(text) > LONG_STRETCH:
            text = f"{text[:EDGE].rstrip()} … {text[-EDGE:].lstrip()}"
        if len(text) > left:
            return (*shown, Piece(f"{text[:left]} …", piece.kind))
        shown.append(Piece(text, piece.kind))
        left -= len(text)
    return tuple(shown)


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


def _show(members: tuple[Member, ...], number: int, size: int) -> ShownCluster:
    kept, *copies = members
    return ShownCluster(number, size, kept, tuple(_set_beside(kept, copy) for copy in copies))


def _set_beside(kept: Member, copy: Member) -> Beside:
    kept_pieces, pieces = mark(
        kept.document.text[:COMPARED_CHARACTERS], copy.document.text[:COMPARED_CHARACTERS]
    )
    return Beside(copy, shorten(pieces), shorten(kept_pieces))


def _find_weakest(output: Path, removed: Any) -> Iterator[ShownCluster]:
    """The copies that are least like what they repeat: where a person looks first for a mistake."""
    from pyarrow import compute

    rows = removed.filter(~compute.field("archived")).sort_by(
        [("similarity", "ascending"), ("cluster", "ascending")]
    )["cluster"]
    # The least alike of a cluster is the first copy that `read_cluster` gives.
    for number in list(dict.fromkeys(rows.slice(0, 20 * N_WEAKEST).to_pylist()))[:N_WEAKEST]:
        yield _show(read_cluster(output, number, 2), number, 2)


def _read_blocks(path: Path) -> tuple[tuple[dict[str, Any], ...], int]:
    """The commonest recurring blocks, and how many there are."""
    lines = _read_lines(path)
    first = tuple(islice(lines, N_BLOCKS))
    return first, len(first) + sum(1 for _ in lines)


def _count_refused(path: Path) -> tuple[Refused, ...]:
    counts: Counter[str] = Counter()
    examples: dict[str, list[dict[str, Any]]] = {}
    for row in _read_lines(path):
        kind = str(row.get("kind"))
        counts[kind] += 1
        if counts[kind] <= N_EXAMPLES:
            examples.setdefault(kind, []).append(row)
    return tuple(Refused(kind, number, tuple(examples[kind])) for kind, number in counts.most_common())


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file; none where a run had no reason to write it."""
    if path.exists():
        with path.open("rb") as lines:
            for line in lines:
                yield json.loads(line)

"""Recalling: which documents that a run would keep an archive has already; what it kept goes in at the end.

A document that the archive has is not kept: the archived one is what its cluster keeps. Those that repeat it
in the run still say so, with their likeness to it. Only the kept ones of a run go into the archive, so that
no chain of copies grows from run to run.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from summarizer.dumps.archive.archive import open_archive
from summarizer.dumps.input.jsonl import parse_document
from summarizer.dumps.phases.elect import REASONS
from summarizer.dumps.phases.gather import pack_strings
from summarizer.dumps.phases.write import Lines
from summarizer.dumps.records import DumpSettings, Match
from summarizer.dumps.run.arrays import load, save, slice_ascending
from summarizer.errors import ArchiveError
from summarizer.records import DuplicateSettings

# Documents asked for or added at once: the archive is locked for a second at most.
BATCH = 1_000


def check_archive(dump: DumpSettings) -> None:
    """Refuse an archive that cannot be used before a long run; only one to be added to may be new.

    Raises ``ArchiveError`` and ``OSError``.
    """
    if dump.against is None:
        return
    if not dump.add and not Path(dump.against).exists():
        raise ArchiveError(
            dump.against, "nothing there", "an archive", "name it rightly; --add makes a new one"
        )
    open_archive(dump.against).close()


def recall_part(
    folder: Path,
    part: Path,
    first: int,
    lines: Lines,
    assigned: Path,
    elected: Sequence[Path],
    settings: tuple[DuplicateSettings, DumpSettings],
) -> None:
    """Write the documents of a part that would be kept and are in the archive, as `electing.elect` does.

    ``documents`` and ``kept`` are the same here: nothing of this run stands for them. ``ids`` are those of
    the archived documents.
    """
    duplicates, dump = settings
    is_kept = np.asarray(load(assigned, "rows")) >= 0
    for path in elected:
        documents = load(path, "documents")
        is_kept[documents[slice_ascending(documents, first, first + len(load(part, "places")))] - first] = (
            False
        )
    wanted = ((row, parse_document(raw, dump)) for row, raw in enumerate(lines.read()) if is_kept[row])
    found: list[tuple[int, Match]] = []
    # One thread: there is a process for every part.
    with open_archive(str(dump.against), replace(duplicates, workers=1)) as archive:
        while batch := list(islice(wanted, BATCH)):
            answers = archive.query([document for _, document in batch])
            found += [(row, match) for (row, _), match in zip(batch, answers, strict=True) if match]
    documents = np.array([row for row, _ in found], np.int64) + first
    ids, offsets = pack_strings([match.id.encode() for _, match in found])
    save(
        folder,
        {
            "documents": documents,
            "kept": documents,
            "similarity": np.array([match.similarity for _, match in found], np.float64),
            "reasons": np.array([REASONS.index(match.reason) for _, match in found], np.uint8),
            "ids": ids,
            "id_offsets": offsets,
        },
    )


def name_clusters(folder: Path, clusters: Path, recalled: Sequence[Path]) -> None:
    """Write the documents that clusters are numbered by: those of the run, and those the archive has."""
    seen = [np.asarray(load(path, "kept")) for path in recalled]
    save(folder, {"kept": np.unique(np.concatenate([np.asarray(load(clusters, "kept")), *seen]))})


def remember(kept: Path, dump: DumpSettings) -> None:
    """Add the documents of a file of kept lines to the archive; what is there already is not added again."""
    with kept.open("rb") as lines, open_archive(str(dump.against)) as archive:
        documents = (parse_document(line, dump) for line in lines)
        while batch := list(islice(documents, BATCH)):
            archive.add(batch)

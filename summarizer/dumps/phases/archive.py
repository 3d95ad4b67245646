"""Phase `archive`: removes documents that an archive has already; adds the kept ones to it at the end.

A document that the archive has is not kept: its cluster keeps the archived one. Its copies in the run are
removed too, with their likeness to it. Only kept documents are added, so that no chain of copies grows from
run to run.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from summarizer.dumps.archive.archive import open_archive
from summarizer.dumps.input.jsonl import parse_document
from summarizer.dumps.phases.elect import REASONS
from summarizer.dumps.records import DumpSettings, Match
from summarizer.dumps.run.arrays import Joined, load, load_slice, save
from summarizer.dumps.run.buckets import slice_ascending
from summarizer.dumps.run.corpus import Decided, Documents, PartFiles
from summarizer.dumps.run.finished import KEPT
from summarizer.dumps.run.strings import list_strings, pack_strings
from summarizer.dumps.run.tasks import Runner
from summarizer.dumps.run.whole_files import NO_SPACE
from summarizer.errors import ArchiveError
from summarizer.records import DuplicateSettings

# Documents looked up or added at once: the archive is locked for a second at most.
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class LookUp:
    """How documents are looked up in the archive that ``dump`` names."""

    settings: DuplicateSettings
    dump: DumpSettings


def check_archive(dump: DumpSettings) -> None:
    """Refuse an archive that cannot be used before a long run; only one to be added to may be new.

    Raises ``ArchiveError``, and ``OSError`` for one that cannot be read.
    """
    if dump.against is None:
        return
    if not dump.add and not Path(dump.against).exists():
        advice = "check its name, or make a new one with --add"
        raise ArchiveError(dump.against, "nothing there", "an archive", advice)
    try:
        open_archive(dump.against, read_only=not dump.add).close()
    except OSError as error:
        if not dump.add or error.errno is None or error.errno in NO_SPACE:
            raise
        found = f"no place to write ({os.strerror(error.errno).lower()})"
        advice = "name another archive, or change who may write there"
        raise ArchiveError(dump.against, found, "one", advice) from None


def remove_archived(
    runner: Runner, documents: Documents, decided: Decided, settings: DuplicateSettings
) -> Decided:
    """What is kept once the documents that an archive has are removed; without an archive all stay."""
    if runner.settings.against is None:
        return decided
    look_up = LookUp(settings, runner.settings)
    tasks = [(part, decided.removed, look_up) for part in documents.parts]
    archived = runner.run("archive", recall_part, tasks)
    clusters = runner.work / "clusters-archive"
    if not clusters.is_dir():
        seen = [load_slice(path, "kept") for path in (decided.clusters, *archived)]
        save(clusters, {"kept": np.unique(np.concatenate(seen))})
    return Decided(Joined((*decided.removed.phases, archived)), clusters)


def recall_part(folder: Path, part: PartFiles, removed: Sequence[Path], look_up: LookUp) -> None:
    """Write the documents of a part that an archive has, as `elect` writes removed ones.

    ``documents`` and ``kept`` are the same here, since no document of this run is kept in their place;
    ``ids`` are those of the archived documents.
    """
    is_kept = np.asarray(load(part.assigned, "rows")) >= 0
    for path in removed:
        documents = load(path, "documents")
        chosen = slice_ascending(documents, part.first, part.first + len(is_kept))
        is_kept[documents[chosen] - part.first] = False
    names = list_strings(part.folder, "id")
    wanted = (
        (row, parse_document(raw, look_up.dump, names[row].decode()))
        for row, raw in enumerate(part.lines.read())
        if is_kept[row]
    )
    found: list[tuple[int, Match]] = []
    # One thread, since every part has a process of its own.
    settings = replace(look_up.settings, workers=1)
    with open_archive(str(look_up.dump.against), settings, read_only=True) as archive:
        while batch := list(islice(wanted, BATCH)):
            answers = archive.query([document for _, document in batch])
            found += [(row, match) for (row, _), match in zip(batch, answers, strict=True) if match]
    documents = np.array([row for row, _ in found], np.int64) + part.first
    save(
        folder,
        {
            "documents": documents,
            "kept": documents,
            "similarity": np.array([match.similarity for _, match in found], np.float64),
            "reasons": np.array([REASONS.index(match.reason) for _, match in found], np.uint8),
            **pack_strings([match.id.encode() for _, match in found], "id"),
        },
    )


def add_kept(outputs: Path, dump: DumpSettings, names: Iterable[bytes]) -> None:
    """Add the kept documents to the archive, where that is wanted; those that it has are not added again.

    outputs  the folder of finished outputs; where its kept documents were moved away, they were added before
    names    the ids of the kept documents, in their order
    """
    if not dump.add or not (outputs / KEPT).is_file():
        return
    with (outputs / KEPT).open("rb") as lines, open_archive(str(dump.against)) as archive:
        pairs = zip(lines, names, strict=True)
        documents = (parse_document(line, dump, name.decode()) for line, name in pairs)
        while batch := list(islice(documents, BATCH)):
            archive.add(batch)

"""Spooling: streams that nobody can cut -> parts of JSON lines, which any worker can read by itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from summarizer.dumps.input.formats import read_source
from summarizer.dumps.input.jsonl import REFUSED, write_refusal
from summarizer.dumps.records import DumpSettings, Format, Refusal, Source
from summarizer.dumps.run.arrays import finish_folder, save_into
from summarizer.records import Entry


def spool(folder: Path, sources: Sequence[Source], settings: DumpSettings, part_bytes: int) -> None:
    """Write the documents of whole files as ``part-….jsonl`` of about ``part_bytes`` each.

    Beside each part ``stood-…`` (n, 2): which of the sources each document comes from, and the line it stood
    in; what is no document goes to ``refused.jsonl``. No more than ``settings.sample`` documents.
    """
    with finish_folder(folder) as unfinished, (unfinished / REFUSED).open("wb") as refused:
        taken = _take(sources, settings, refused.write)
        entries = islice(taken, settings.sample)
        number = 0
        # At least one part, though it be empty: whatever comes next has something to look at.
        while (batch := list(_take_part(entries, part_bytes))) or not number:
            lines = b"".join(entry.raw + b"\n" for _, entry in batch)
            (unfinished / f"part-{number:06d}.jsonl").write_bytes(lines)
            stood = np.array([(place, entry.line) for place, entry in batch], np.int64).reshape(-1, 2)
            save_into(unfinished, {f"stood-{number:06d}": stood})
            number += 1


def list_spooled(folder: Path) -> list[Source]:
    """The parts that a spool left, as sources."""
    paths = sorted(folder.glob("part-*.jsonl"))
    return [Source(str(path), 0, None, Format.JSONL, path.stat().st_size) for path in paths]


def _take(
    sources: Sequence[Source], settings: DumpSettings, refuse: Callable[[bytes], object]
) -> Iterator[tuple[int, Entry]]:
    for place, source in enumerate(sources):
        for found in read_source(source, settings):
            if isinstance(found, Refusal):
                refuse(write_refusal(found))
            else:
                yield place, found


def _take_part(entries: Iterable[tuple[int, Entry]], part_bytes: int) -> Iterator[tuple[int, Entry]]:
    size = 0
    for place, entry in entries:
        yield place, entry
        size += len(entry.raw)
        if size >= part_bytes:
            return

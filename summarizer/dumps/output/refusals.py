"""What the parts of a dump refused, as one list in the order and by the lines of the input."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np

from summarizer.dumps.input.jsonl import REFUSED
from summarizer.dumps.records import DumpSettings, Refusal, RefusalKind
from summarizer.dumps.run.arrays import load
from summarizer.dumps.run.corpus import Documents, Input, RepeatedIds
from summarizer.dumps.run.finished import read_objects
from summarizer.dumps.run.strings import cut_strings
from summarizer.errors import DumpError

# A refusal with the number of its source file and its line.
_Placed = tuple[tuple[int, int], Refusal]


@dataclass(frozen=True, slots=True)
class _Read:
    """A part that was read: its input, its folder, the number of its first document, its repeated ids."""

    input: Input
    folder: Path
    first: int
    repeats: RepeatedIds


def list_dump_refusals(documents: Documents) -> Iterator[Refusal]:
    """Every refusal of a run over duplicates."""
    folders = [part.folder for part in documents.parts]
    return list_refusals(documents.inputs, folders, documents.repeats)


def list_refusals(
    inputs: Sequence[Input], folders: Sequence[Path], repeats: RepeatedIds
) -> Iterator[Refusal]:
    """Every refusal of a dump: bad records, and ids that came before; ``folders``: one a part."""
    counts = [len(load(folder, "places")) for folder in folders]
    firsts = np.cumsum([0, *counts]).tolist()
    parts = [_Read(*row, repeats) for row in zip(inputs, folders, firsts[:-1], strict=True)]
    n_lines = Counter[str]()
    for spooled, group in groupby(parts, key=lambda part: part.input.spooled):
        if spooled is not None:
            yield from _list_spooled(spooled, list(group))
            continue
        for part in group:
            source = part.input.source
            # A file may be given twice: its lines are counted from its beginning each time.
            base = n_lines[source.path] = n_lines[source.path] if source.start else 0
            found = [*_read_refusals(part.folder), *(row for _, row in _list_repeats(part))]
            numbered = [replace(row, line=(row.line or 0) + base) for row in found]
            yield from sorted(numbered, key=lambda row: row.line or 0)
            n_lines[source.path] += int(load(part.folder, "n_lines")[0])


def stop_if_strict(settings: DumpSettings, refusals: Iterable[Refusal]) -> None:
    """Raise ``DumpError`` for the first record that holds no document, where a run is strict."""
    if settings.strict:
        for row in refusals:
            raise DumpError(row.path, row.line or 0, row.found, row.wanted)


def _list_spooled(spooled: Path, parts: Sequence[_Read]) -> Iterator[Refusal]:
    """The refusals of inputs that were copied, and of the parts they were copied into."""
    places = {source.path: place for place, source in enumerate(parts[0].input.files)}
    bad: Iterator[_Placed] = (((places[row.path], row.line or 0), row) for row in _read_refusals(spooled))
    repeats = [_list_repeats(part) for part in parts]
    yield from (row for _, row in heapq.merge(bad, *repeats, key=lambda item: item[0]))


def _list_repeats(part: _Read) -> list[_Placed]:
    """The documents of a part whose id came before."""
    places = load(part.folder, "places")
    dropped, earlier = part.repeats.dropped, part.repeats.earlier
    low, high = np.searchsorted(dropped, [part.first, part.first + len(places)]).tolist()
    rows = dropped[low:high] - part.first
    if not len(rows):
        return []
    stood = np.column_stack([np.zeros(len(rows), np.int64), places[rows, 2]])
    if part.input.spooled is not None:
        stood = load(part.input.spooled, f"stood-{part.input.place:06d}")[rows]
    names = cut_strings(part.folder, "id", rows)
    found = []
    for (place, line), name, before in zip(stood.tolist(), names, earlier[low:high].tolist(), strict=True):
        repeated = f"the id {name.decode()!r} of document {before + 1} again"
        path = part.input.files[place].path
        refusal = Refusal(path, line, None, RefusalKind.DUPLICATE_ID, repeated, "an id of its own")
        found.append(((place, line), refusal))
    return found


def _read_refusals(folder: Path) -> Iterator[Refusal]:
    for row in read_objects(folder / REFUSED):
        yield Refusal(**{**row, "kind": RefusalKind(row["kind"])})

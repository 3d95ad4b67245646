"""Refusing: what the parts could not take -> one file, in the order and by the lines of the input."""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from summarizer.dumps.input.jsonl import REFUSED
from summarizer.dumps.phases.elect import cut_strings
from summarizer.dumps.records import Refusal, RefusalKind, Source
from summarizer.dumps.run.arrays import load


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the documents of a part came from.

    sources  the files they were read from
    spooled  the folder of the spool that a part was read from; None: from the file itself
    place    the number of the part in that folder
    """

    sources: tuple[Source, ...]
    spooled: Path | None = None
    place: int = 0


def list_refusals(
    parts: Sequence[Path], origins: Sequence[Origin], dropped: NDArray[np.int64], earlier: NDArray[np.int64]
) -> Iterator[Refusal]:
    """Every refusal of a dump: bad records, and ids that came before."""
    first, n_lines = 0, Counter[str]()
    position = 0
    while position < len(parts):
        origin = origins[position]
        if origin.spooled is None:
            source = origin.sources[0]
            # A file may be given twice: its lines are counted from its beginning each time.
            base = n_lines[source.path] = n_lines[source.path] if source.start else 0
            found = [replace(row, line=(row.line or 0) + base) for row in _read(parts[position] / REFUSED)]
            repeats = _list_repeats(parts[position], origin, first, dropped, earlier)
            found += [replace(row, line=(row.line or 0) + base) for _, row in repeats]
            yield from sorted(found, key=lambda row: row.line or 0)
            n_lines[source.path] += int(load(parts[position], "n_lines")[0])
            first += len(load(parts[position], "places"))
            position += 1
            continue
        ahead = position
        groups: list[Iterator[tuple[tuple[int, int], Refusal]]] = [_number(origin, origin.spooled)]
        while ahead < len(parts) and origins[ahead].spooled == origin.spooled:
            groups.append(iter(_list_repeats(parts[ahead], origins[ahead], first, dropped, earlier)))
            first += len(load(parts[ahead], "places"))
            ahead += 1
        yield from (row for _, row in heapq.merge(*groups, key=lambda item: item[0]))
        position = ahead


def _list_repeats(
    part: Path, origin: Origin, first: int, dropped: NDArray[np.int64], earlier: NDArray[np.int64]
) -> list[tuple[tuple[int, int], Refusal]]:
    """The documents of a part whose id came before, with the place of their source and their line."""
    places = load(part, "places")
    low, high = np.searchsorted(dropped, [first, first + len(places)]).tolist()
    rows = dropped[low:high] - first
    if not len(rows):
        return []
    stood = np.column_stack([np.zeros(len(rows), np.int64), places[rows, 2]])
    if origin.spooled is not None:
        stood = load(origin.spooled, f"stood-{origin.place:06d}")[rows]
    names = cut_strings(part, "id", rows)
    found = []
    for (place, line), name, before in zip(stood.tolist(), names, earlier[low:high].tolist(), strict=True):
        said = f"the id {name.decode()!r} of document {before + 1} again"
        path = origin.sources[place].path
        refusal = Refusal(path, line, None, RefusalKind.DUPLICATE_ID, said, "an id of its own")
        found.append(((place, line), refusal))
    return found


def _number(origin: Origin, spooled: Path) -> Iterator[tuple[tuple[int, int], Refusal]]:
    """What a spool refused, by place of the source and line."""
    places = {source.path: place for place, source in enumerate(origin.sources)}
    for row in _read(spooled / REFUSED):
        yield (places[row.path], row.line or 0), row


def _read(path: Path) -> Iterator[Refusal]:
    with path.open("rb") as file:
        for line in file:
            row: dict[str, Any] = orjson.loads(line)
            yield Refusal(**{**row, "kind": RefusalKind(row["kind"])})

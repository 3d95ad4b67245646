"""Ids of records that have none: their file and their line, wherever parts of the file are cut."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import numpy as np

from summarizer.dumps.input.jsonl import RecordError, name_record, parse_document, read_json_lines
from summarizer.dumps.records import DumpSettings, RefusalKind
from summarizer.dumps.run.arrays import load, save
from summarizer.dumps.run.corpus import Input
from summarizer.dumps.run.tasks import Runner

_BLOCK_BYTES = 1 << 20


def name_records(part: Input) -> Callable[[int], str]:
    """A function from the line of a stretch, from 1, to the id of a record there."""
    if part.spooled is not None:
        spooled, stood = part.spooled, f"stood-{part.place:06d}"

        def name_copied(line: int) -> str:
            place, number = load(spooled, stood)[line - 1].tolist()
            return name_record(part.files[place].path, number)

        return name_copied

    @lru_cache(1)
    def count_before() -> int:
        source = part.source
        counted = part.n_before is not None or not source.start
        return part.n_before or 0 if counted else count_line_ends(source.path, 0, source.start - 1) + 1

    return lambda line: name_record(part.source.path, count_before() + line)


def number_lines(runner: Runner, phase: str, inputs: Sequence[Input]) -> list[Input]:
    """The inputs, with the number of lines before each stretch of a file that needs it.

    That is one whose first record has no id. In any other file the lines before a record without one are
    counted when it is met.
    """
    numbered: list[Input] = []
    files = [list(parts) for _, parts in groupby(inputs, lambda part: (part.source.path, part.spooled))]
    cut = [parts for parts in files if len(parts) > 1 and _needs_numbers(parts[0], runner.settings)]
    tasks = [(part.source.path, *_bound(part)) for parts in cut for part in parts]
    counts: Iterator[int] = (
        int(load(folder, "n_lines")[0]) for folder in runner.run(phase, count_part_lines, tasks, "-lines")
    )
    n_before = 0
    for parts in files:
        for part in parts:
            # A file may be given twice.
            n_before = n_before if part.source.start else 0
            began = n_before + 1 if part.source.start else 0
            numbered.append(replace(part, n_before=began) if parts in cut else part)
            n_before += next(counts) if parts in cut else 0
    return numbered


def count_part_lines(folder: Path, path: str, start: int, end: int) -> None:
    """Write ``n_lines`` (1,): the line ends of a stretch of bytes."""
    save(folder, {"n_lines": np.array([count_line_ends(path, start, end)])})


def count_line_ends(path: str, start: int, end: int) -> int:
    """How many lines end in a stretch of bytes."""
    count, left = 0, end - start
    with Path(path).open("rb") as file:
        file.seek(start)
        while left > 0 and (block := file.read(min(left, _BLOCK_BYTES))):
            count += block.count(b"\n")
            left -= len(block)
    return count


def _bound(part: Input) -> tuple[int, int]:
    """The bytes whose line ends begin the lines of a stretch, but for its first one, and of the next one."""
    return max(part.source.start - 1, 0), (part.source.end or part.source.size) - 1


def _needs_numbers(part: Input, settings: DumpSettings) -> bool:
    """Whether the first record of a file has no id."""
    if part.spooled is not None:
        return False
    for line in read_json_lines(part.source.path, 0, part.source.end):
        if line.data.strip():
            try:
                parse_document(line.data.removeprefix(b"\xef\xbb\xbf"), settings)
            except RecordError as error:
                return error.kind is RefusalKind.NO_ID
            return False
    return False

"""Phase `read`: copies inputs that are not read in place into parts of JSON lines, one for each worker.

Those are files that cannot be cut, and small files, many of which make one part.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from summarizer.dumps.input.formats import read_source
from summarizer.dumps.input.jsonl import REFUSED, write_refusal
from summarizer.dumps.input.streams import STANDARD_INPUT, is_url
from summarizer.dumps.records import DumpSettings, Format, Refusal, Source
from summarizer.dumps.run.arrays import find_task, finish_folder, save_into
from summarizer.dumps.run.corpus import Input
from summarizer.dumps.run.folder import Plan
from summarizer.dumps.run.tasks import Runner
from summarizer.records import Entry

# Smaller files share a part with their neighbours: to hand out a task takes longer than to read such a file,
# and every later phase opens each part.
_SMALL_FILE = 1 << 17
# Pages of HTML take some 10 ms each, so a group of them takes a second.
_GROUP_FILES = 64


def read_inputs(runner: Runner, plan: Plan) -> list[Input]:
    """The stretches of a dump that one task each gathers."""
    settings = runner.settings
    runner.n_bytes = sum({source.path: source.size for source in plan.sources}.values())
    runner.part_bytes = plan.part_bytes
    groups = [plan.sources] if settings.sample is not None else list(group_sources(plan.sources))
    is_spooled = [settings.sample is not None or _needs_copy(group) for group in groups]
    spooled = [group for group, is_copied in zip(groups, is_spooled, strict=True) if is_copied]
    tasks = [(group, settings, plan.part_bytes) for group in spooled]
    for number, group in enumerate(spooled):
        folder = find_task(runner.work / "read", number)
        # Worker processes do not have this process's standard input.
        if any(source.path == STANDARD_INPUT for source in group) and not folder.is_dir():
            spool_sources(folder, *tasks[number])
    folders = iter(runner.run("read", spool_sources, tasks))
    inputs: list[Input] = []
    for group, is_copied in zip(groups, is_spooled, strict=True):
        inputs += _list_spooled(group, next(folders)) if is_copied else [Input(group[0], group)]
    return inputs


def group_sources(sources: Sequence[Source]) -> Iterator[tuple[Source, ...]]:
    """Each source by itself, but for small files of this machine that follow each other."""
    group: tuple[Source, ...] = ()
    for source in sources:
        if group and not (len(group) < _GROUP_FILES and _is_small(source) and _is_small(group[-1])):
            yield group
            group = ()
        group = (*group, source)
    if group:
        yield group


def _is_small(source: Source) -> bool:
    is_local = source.path != STANDARD_INPUT and not is_url(source.path)
    is_whole = not source.start and (source.end is None or source.end >= source.size)
    return is_local and is_whole and source.size <= _SMALL_FILE


def _needs_copy(group: Sequence[Source]) -> bool:
    # What can be read in place was cut into stretches that have an end.
    return len(group) > 1 or group[0].end is None


def spool_sources(folder: Path, sources: Sequence[Source], settings: DumpSettings, part_bytes: int) -> None:
    """Write the documents of whole files as ``part-….jsonl`` of about ``part_bytes`` each.

    With each part ``stood-…`` (n, 2): number of the source and line of each document. Records that hold no
    document go to ``refused.jsonl``. No more than ``settings.sample`` documents are taken.
    """
    with finish_folder(folder) as unfinished, (unfinished / REFUSED).open("wb") as refused:
        entries = islice(_read_entries(sources, settings, refused.write), settings.sample)
        number = 0
        # At least one part, even an empty one, so that the next phases have a task.
        while (batch := list(_take_part(entries, part_bytes))) or not number:
            lines = b"".join(entry.raw + b"\n" for _, entry in batch)
            (unfinished / f"part-{number:06d}.jsonl").write_bytes(lines)
            stood = np.array([(place, entry.line) for place, entry in batch], np.int64).reshape(-1, 2)
            save_into(unfinished, {f"stood-{number:06d}": stood})
            number += 1


def _list_spooled(group: tuple[Source, ...], folder: Path) -> Iterator[Input]:
    for place, path in enumerate(sorted(folder.glob("part-*.jsonl"))):
        yield Input(Source(str(path), 0, None, Format.JSONL, path.stat().st_size), group, folder, place)


def _read_entries(
    sources: Sequence[Source], settings: DumpSettings, refuse: Callable[[bytes], object]
) -> Iterator[tuple[int, Entry]]:
    """The documents of all sources, each with the number of its source."""
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

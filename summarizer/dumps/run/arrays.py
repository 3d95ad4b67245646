"""Partitioning: what lies between the phases of a run, one folder of arrays a task; no other file knows how.

A folder appears whole, under its final name, when its task is done: a finished folder is the marker that its
work is done, and a killed task leaves nothing that a reader could take for a result. Arrays are npy files,
opened as memory maps and never unpickled.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.whole_files import UNFINISHED, name_unfinished
from summarizer.duplicates.shingles import Shingles, join
from summarizer.duplicates.sketches import locate_entries

Arrays = Mapping[str, NDArray[Any]]

# The file that tells how long the others of a finished folder are.
SIZES = ".sizes"


@contextmanager
def finish_folder(folder: Path) -> Iterator[Path]:
    """A folder to write into, which becomes ``folder`` at the end, if nothing is raised."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = name_unfinished(folder)
    unfinished.mkdir()
    try:
        yield unfinished
        _note_sizes(unfinished)
        _rename(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def save(folder: Path, arrays: Arrays) -> None:
    """Write arrays into a folder that appears whole."""
    with finish_folder(folder) as unfinished:
        save_into(unfinished, arrays)


def save_into(folder: Path, arrays: Arrays) -> None:
    """Write arrays into a folder that is being made."""
    for name, array in arrays.items():
        with (folder / f"{name}.npy").open("wb") as file:
            # Not `np.save`: its errors do not say that the disk is full.
            np.lib.format.write_array_header_1_0(
                file, {"descr": array.dtype.str, "fortran_order": False, "shape": array.shape}
            )
            file.write(np.ascontiguousarray(array).data)


def load(folder: Path, name: str) -> NDArray[Any]:
    """One array of a finished task, as a memory map."""
    array: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return array


def load_all(phase: Path, name: str) -> NDArray[Any]:
    """One array of every task of a phase, in the order of the tasks, as one."""
    parts = [np.asarray(load(folder, name)) for folder in list_tasks(phase)]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def list_tasks(phase: Path) -> list[Path]:
    """The finished tasks of a phase, in order."""
    return sorted(path for path in phase.iterdir() if path.name.isdigit()) if phase.is_dir() else []


def find_task(phase: Path, task: int) -> Path:
    """The folder of a task, finished or not."""
    return phase / f"{task:06d}"


def sweep(folder: Path) -> None:
    """Remove what killed tasks left unfinished, and what was finished but lost its bytes in a power cut.

    A rename may reach the disk before the bytes of what is renamed. Waiting for the disk after each task
    would take longer than doing again the few that a power cut spoils, whose files are shorter then.
    """
    for path in folder.glob(f"*/{UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in list(folder.glob(f"**/{SIZES}")):
        if not _has_sizes(path):
            shutil.rmtree(path.parent)


def slice_ascending(array: NDArray[Any], low: int, high: int | None) -> slice:
    """Where the values from ``low`` to below ``high`` (None: to the end) stand in an ascending array."""
    start = int(np.searchsorted(array, np.array(low, array.dtype)))
    end = len(array) if high is None else int(np.searchsorted(array, np.array(high, array.dtype)))
    return slice(start, end)


def cut_evenly(samples: NDArray[Any], n_ranges: int) -> list[tuple[int, int | None]]:
    """Ranges of values that hold about equally many of ``samples`` each, from 0 to the end of all."""
    ordered = np.sort(samples)
    places = (np.arange(1, n_ranges) * len(ordered)) // n_ranges
    edges = sorted({int(ordered[place]) for place in places.tolist()} - {0}) if len(ordered) else []
    return list(zip([0, *edges], [*edges, None], strict=True))


def fetch_shingles(parts: list[Path], firsts: NDArray[np.int64], documents: NDArray[np.int64]) -> Shingles:
    """The shingles of a few documents, from wherever they lie.

    parts      folders of shingles, one a part of the dump
    firsts     (n_parts,)      number of the first document of each
    documents  (n_documents,)  ascending
    """
    owners = np.searchsorted(firsts, documents, side="right") - 1
    edges = np.flatnonzero(np.diff(owners, prepend=-1, append=len(parts)))
    pieces = []
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        part = int(owners[start])
        # One part is mapped at a time: pages that were touched count as memory until they are let go.
        pieces.append(_take_shingles(parts[part], documents[start:end] - firsts[part]))
    return join(pieces)


def load_shingles(folder: Path) -> Shingles:
    """All the shingles of a part, as memory maps."""
    return Shingles(**{field.name: load(folder, field.name) for field in fields(Shingles)})


def _take_shingles(folder: Path, rows: NDArray[np.int64]) -> Shingles:
    whole = load_shingles(folder)
    arrays: dict[str, NDArray[Any]] = {"texts": whole.texts[rows], "lengths": whole.lengths[rows]}
    for kind, names in (("run", ("runs",)), ("word", ("words", "marks")), ("figure", ("figures",))):
        places, counts = locate_entries(getattr(whole, f"{kind}_offsets"), rows)
        arrays[f"{kind}_offsets"] = np.concatenate([[0], np.cumsum(counts)])
        for name in names:
            arrays[name] = getattr(whole, name)[places]
    return Shingles(**arrays)


def _note_sizes(folder: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    (folder / SIZES).write_text(json.dumps(sizes))


def _has_sizes(note: Path) -> bool:
    """Whether the files of a finished task, as far as they are still needed, are as long as they were."""
    try:
        sizes: dict[str, int] = json.loads(note.read_bytes())
    except ValueError:
        return False
    files = [(note.parent / name, size) for name, size in sizes.items()]
    return all(path.stat().st_size == size for path, size in files if path.exists())


def _rename(unfinished: Path, folder: Path) -> None:
    try:
        unfinished.rename(folder)
    except OSError:
        # A twin of this task, one that was taken for dead, was quicker; both wrote the same.
        if not folder.is_dir():
            raise

"""Arrays between the phases of a run: one folder of npy files for each task; used by every phase.

A folder gets its final name when its task is done. So a folder that is there is complete, and a killed task
leaves nothing that a reader could take for a result. Arrays are opened as memory maps and never unpickled.
"""

import mmap
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.run.task_notes import write_note
from summarizer.dumps.run.whole_files import name_unfinished

Arrays = Mapping[str, NDArray[Any]]
_NO_HASHES: Mapping[str, str] = {}
# Of a npy file: behind its name, its version and the two bytes that say how long its head is.
_HEAD_START = 10


@dataclass(frozen=True, slots=True)
class Folders(Sequence[Path]):
    """The folders of the tasks of a phase, in order: as small in a task's arguments as one path."""

    phase: Path
    n_tasks: int

    def __len__(self) -> int:
        return self.n_tasks

    @overload
    def __getitem__(self, place: int) -> Path: ...
    @overload
    def __getitem__(self, place: slice) -> list[Path]: ...
    def __getitem__(self, place: int | slice) -> Path | list[Path]:
        numbers = range(self.n_tasks)[place]
        if isinstance(numbers, range):
            return [find_task(self.phase, number) for number in numbers]
        return find_task(self.phase, numbers)


@dataclass(frozen=True, slots=True)
class Joined(Sequence[Path]):
    """The folders of several phases, one phase behind the other."""

    phases: tuple[Folders, ...]

    def __len__(self) -> int:
        return sum(map(len, self.phases))

    @overload
    def __getitem__(self, place: int) -> Path: ...
    @overload
    def __getitem__(self, place: slice) -> list[Path]: ...
    def __getitem__(self, place: int | slice) -> Path | list[Path]:
        folders = [folder for phase in self.phases for folder in phase]
        return folders[place]

    def __iter__(self) -> Iterator[Path]:
        for phase in self.phases:
            yield from phase


@contextmanager
def finish_folder(folder: Path, hashes: Mapping[str, str] = _NO_HASHES) -> Iterator[Path]:
    """A folder to write into, which becomes ``folder`` at the end, if nothing is raised.

    hashes  the SHA-256 of files that were hashed when they were written; entries may be added until the end
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = name_unfinished(folder)
    unfinished.mkdir()
    try:
        yield unfinished
        write_note(unfinished, hashes)
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
    """One array of a finished task, as a memory map, read-only.

    Not `np.load`, which takes nine times as long: a million documents on 16 processors open 200,000 arrays.
    """
    file = os.open(f"{folder}/{name}.npy", os.O_RDONLY)
    try:
        mapped = mmap.mmap(file, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(file)
    end = _HEAD_START + int.from_bytes(mapped[_HEAD_START - 2 : _HEAD_START], "little")
    shape, dtype = _read_head(mapped[:end])
    return np.empty(shape, dtype) if 0 in shape else np.frombuffer(mapped, dtype, offset=end).reshape(shape)


@lru_cache(maxsize=1 << 12)
def _read_head(head: bytes) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """The shape and type of an array. numpy reads the text as Python code; most come again and again."""
    file = BytesIO(head)
    np.lib.format.read_magic(file)
    shape, _, dtype = np.lib.format.read_array_header_1_0(file)
    return shape, dtype


def load_slice(folder: Path, name: str, chosen: slice = slice(None)) -> NDArray[Any]:
    """Some rows of one array of a finished task, in memory.

    Whoever collects arrays of many folders takes these: a map holds a file descriptor as long as it lives.
    """
    rows: NDArray[Any] = np.array(load(folder, name)[chosen])
    return rows


def load_all(phase: Path, name: str) -> NDArray[Any]:
    """One array of every task of a phase, in the order of the tasks, as one."""
    parts = [load_slice(folder, name) for folder in list_tasks(phase)]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def list_tasks(phase: Path) -> list[Path]:
    """The finished tasks of a phase, in order."""
    return sorted(path for path in phase.iterdir() if path.name.isdigit()) if phase.is_dir() else []


def find_task(phase: Path, task: int) -> Path:
    """The folder of a task, finished or not."""
    return phase / f"{task:06d}"


def remove_folder(folder: Path) -> None:
    """Remove a folder and what is in it, if it is there; a killed run leaves nothing of it to be read."""
    unfinished = name_unfinished(folder)
    if folder.is_dir():
        folder.rename(unfinished)
        shutil.rmtree(unfinished, ignore_errors=True)


def _rename(unfinished: Path, folder: Path) -> None:
    try:
        unfinished.rename(folder)
    except OSError:
        # Another worker finished the same task first; both wrote the same bytes.
        if not folder.is_dir():
            raise

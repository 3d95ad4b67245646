"""The note in the folder of a finished task: the size and the checksum of each file.

Outputs are hashed while they are written, so their notes have the SHA-256 instead.

A resumed run sees by the sizes what a power cut spoiled, and by the checksums what the disk or another
program changed. CRC-32 notices every change of one bit, and any other but one in four billion; nobody forges
files of his own run, so no slower sum is needed.
"""

import hashlib
import json
import shutil
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from summarizer.dumps.run.whole_files import UNFINISHED
from summarizer.errors import RunError

NOTE = ".checksums"
_BLOCK_BYTES = 1 << 20
_HEX = 8


def write_note(folder: Path, hashes: Mapping[str, str]) -> None:
    """Note the files of a folder; the last line is the checksum of the note itself.

    hashes  the SHA-256 of some files, by their names: these are not read again
    """
    files = {
        path.name: [path.stat().st_size, hashes.get(path.name) or sum_file(path)]
        for path in sorted(folder.iterdir())
    }
    (folder / NOTE).write_bytes(seal(json.dumps(files).encode()))


def seal(data: bytes) -> bytes:
    """Bytes without a line end, and a line with their checksum."""
    return b"%b\n%08x\n" % (data, zlib.crc32(data))


def unseal(path: Path, data: bytes) -> bytes:
    """What was sealed. Raises ``RunError`` where the bytes are others."""
    bare = data[: -_HEX - 2]
    if seal(bare) != data:
        raise refuse_damage(path)
    return bare


def sum_file(path: Path) -> int:
    """The CRC-32 of a file."""
    total, block = 0, bytearray(_BLOCK_BYTES)
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(block):
            total = zlib.crc32(memoryview(block)[:size], total)
    return total


def hash_file(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep(folder: Path) -> list[Path]:
    """Remove what killed tasks left unfinished, and what was finished but lost its bytes in a power cut.

    Returns the folders of the latter. A rename may reach the disk before the bytes of what is renamed. To
    wait for the disk after each task would take longer than to repeat the few tasks that a power cut spoils:
    their files are too short.
    """
    for path in list(folder.glob(f"**/{UNFINISHED}*")):
        shutil.rmtree(path, ignore_errors=True)
    spoiled = [note.parent for note in folder.glob(f"**/{NOTE}") if not _is_whole(note)]
    for path in spoiled:
        shutil.rmtree(path)
    return spoiled


def check_files(folder: Path) -> None:
    """Compare every file of the finished tasks with its checksum. Raises ``RunError`` for the first other."""
    notes = sorted(folder.glob(f"**/{NOTE}"))
    unnoted = {path.parent for path in folder.glob("**/*.npy")} - {note.parent for note in notes}
    if unnoted:
        raise refuse_loss(min(unnoted) / NOTE)
    files = [(path, checksum) for note in notes for path, _, checksum in _list_files(note)]
    # Threads are enough: neither reading nor summing holds the interpreter's lock.
    with ThreadPoolExecutor() as pool:
        for path, is_same in pool.map(_compare_sums, files):
            if not is_same:
                raise refuse_damage(path)


def _compare_sums(file: tuple[Path, int | str]) -> tuple[Path, bool]:
    """A file, and whether it has the checksum that was noted, or the SHA-256."""
    path, checksum = file
    return path, (hash_file(path) if isinstance(checksum, str) else sum_file(path)) == checksum


def refuse_damage(path: Path) -> RunError:
    """The error for a file of a run that was changed after it was written."""
    advice = "the disk or another program changed them: start the run again, with --overwrite"
    return RunError(str(path), "other bytes than the run wrote", "the same", advice)


def refuse_loss(path: Path) -> RunError:
    """The error for a file of a run that is no longer there."""
    advice = "it was removed: start the run again, with --overwrite"
    return RunError(str(path), "no file", "the one that the run wrote", advice)


def _is_whole(note: Path) -> bool:
    """Whether a note and the files of its task have all their bytes; files no longer needed may be gone."""
    if not note.read_bytes().endswith(b"\n"):
        return False
    return all(path.stat().st_size == size for path, size, _ in _list_files(note))


def _list_files(note: Path) -> Iterator[tuple[Path, int, int | str]]:
    """The files of a task that are still there, with the size and the checksum noted. Raises ``RunError``."""
    noted: dict[str, tuple[int, int | str]] = json.loads(unseal(note, note.read_bytes()))
    for name, (size, checksum) in noted.items():
        if (note.parent / name).exists():
            yield note.parent / name, size, checksum

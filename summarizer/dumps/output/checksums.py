"""Checksums of what a run reads and writes; used wherever outputs are written."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from summarizer.dumps.input.streams import STANDARD_INPUT, is_url
from summarizer.dumps.output.direct_file import DirectFile, fill_blocks
from summarizer.dumps.records import Output
from summarizer.dumps.run.folder import Plan
from summarizer.dumps.run.task_notes import hash_file

_COPY_BYTES = 1 << 20


@contextmanager
def hash_in_background(plan: Plan) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Hash the inputs of a run while other work is done.

    Yields a function that returns the hashes when all are made.
    """
    # A thread is enough: hashing does not hold the interpreter's lock.
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(hash_inputs, plan).result


def hash_inputs(plan: Plan) -> list[dict[str, Any]]:
    """Path, size and hash of each input; no hash for standard input and URLs, which are read once."""
    return [
        {"path": file["path"], "size": file["size"], "sha256": _hash_input(file["path"])}
        for file in plan.inputs
    ]


def hash_output(path: Path) -> Output:
    """The description of a finished file."""
    return Output(path.name, path.stat().st_size, hash_file(path))


def write_output(path: Path, lines: Iterable[bytes]) -> Output:
    """Write lines to a file and describe it; a block is hashed while the next one is made and written."""
    digest, size = hashlib.sha256(), 0
    with closing(DirectFile(path)) as file, ThreadPoolExecutor(1) as hasher:
        hashed = hasher.submit(digest.update, b"")
        for block in fill_blocks(lines):
            file.write(block)
            size += len(block)
            hashed.result()
            hashed = hasher.submit(digest.update, block)
    return Output(path.name, size, digest.hexdigest())


def concatenate_files(path: Path, sources: Iterable[Path]) -> Output:
    """Write several files one after the other into a new one and describe it."""
    return write_output(path, (block for source in sources for block in _read_blocks(source)))


def _read_blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_COPY_BYTES):
            yield block


def _hash_input(path: str) -> str | None:
    return None if path == STANDARD_INPUT or is_url(path) else hash_file(Path(path))

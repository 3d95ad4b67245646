"""What guards the folders of a run: a lock against other runs, errors that name what cannot be written."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from summarizer.dumps.run.task_notes import refuse_loss
from summarizer.dumps.run.whole_files import NO_SPACE, remove_unfinished
from summarizer.errors import OutputError, RunError


@contextmanager
def lock_work(work: Path) -> Iterator[None]:
    """Keep other runs out of a folder; the system frees the lock when this process ends, however it ends.

    A plan that a killed run left half-written is removed.
    """
    # No soft lock, a file that names its owner, on a disk without flock: it would outlive a killed process.
    lock = FileLock(work / "lock", timeout=0, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise RunError(str(work), "another run that uses it", "none", "wait for it, or stop it") from None
    try:
        remove_unfinished(work)
        yield
    finally:
        lock.release()


@contextmanager
def name_output_errors(folders: Sequence[Path]) -> Iterator[None]:
    """Raise ``OutputError`` for whatever cannot be written in some folders, but for a full disk.

    folders  the first is the work folder; a file that is no longer there is a ``RunError``
    """
    try:
        yield
    except OSError as error:
        name = error.filename2 or error.filename
        if error.errno in NO_SPACE or not isinstance(name, str | bytes | Path):
            raise
        path = Path(name.decode(errors="replace") if isinstance(name, bytes) else name).absolute()
        if not any(path == folder or folder in path.parents or path in folder.parents for folder in folders):
            raise
        if error.errno == errno.ENOENT and folders[0] in path.parents:
            raise refuse_loss(path) from None
        reason = (error.strerror or str(error)).lower()
        advice = "name another output, or change who may write there"
        raise OutputError(str(name), f"no place to write ({reason})", "one", advice) from None

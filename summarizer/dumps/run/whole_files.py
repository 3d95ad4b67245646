"""Files that appear whole or not at all; used by runs, reports and whatever else replaces a file in use.

Imports nothing heavy, so that commands may use it too.
"""

import errno
import os
import shutil
import uuid
from pathlib import Path

# The errors of a full disk, after which a run can go on.
NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# No finished file has such a name. What a killed process leaves under it can be removed.
UNFINISHED = ".unfinished-"


def name_unfinished(path: Path) -> Path:
    """A name of its own beside ``path``, for what will be renamed to it."""
    return path.with_name(f"{UNFINISHED}{path.name}-{uuid.uuid4().hex[:8]}")


def remove_unfinished(folder: Path) -> None:
    """Remove the files that a killed process left in a folder; no other process may be writing there."""
    for path in folder.glob(f"{UNFINISHED}*"):
        if path.is_file():
            path.unlink()


def write_whole(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write or replace a small file, which is on the disk when this returns.

    mode  who may read and write it, before the umask; 0o600: its owner alone
    """
    unfinished = name_unfinished(path)
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Return when all of a file is on the disk. Raises ``OSError``, which names the file."""
    with path.open("rb") as file:
        try:
            os.fsync(file.fileno())
        except OSError as error:
            # The system knows it by a number alone.
            raise OSError(error.errno, error.strerror, str(path)) from None


def move_whole(source: Path, target: Path) -> None:
    """Move a finished file onto ``target``, which may be on another file system."""
    sync_file(source)
    try:
        source.replace(target)
    except OSError:
        # Another file system: copied beside the target first, then renamed.
        near = name_unfinished(target)
        try:
            shutil.copyfile(source, near)
            near.replace(target)
        finally:
            near.unlink(missing_ok=True)
        source.unlink()

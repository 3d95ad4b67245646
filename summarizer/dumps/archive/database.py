"""The file of an archive: opened, checked, and its SQLite errors explained; used by `archive`.

SQLite in WAL mode rather than files of our own: readers go on while one process writes, a second writer
waits, and a commit survives the death of the process and, with ``synchronous=FULL``, a power failure.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from summarizer.dumps.archive.sqlite import has_tables, prepare, run_script
from summarizer.errors import ArchiveError

# Increase it by one whenever the tables or their contents change.
FORMAT = 5
# "خلاصة" in Latin letters, "Khul", as the four bytes that mark this program's SQLite files.
APPLICATION = int.from_bytes(b"Khul", "big")
# A writer waits this long for another one; adding 100,000 documents at once takes half of it.
PATIENCE_SECONDS = 60.0
# A batch touches postings all over the file: this much of them stays in memory while it is added.
_CACHE_KIB = 64 * 1024
_MAGIC = b"SQLite format 3\0"
_WANTED = ("an archive of Khulasa", "name another file; where there is none, a new archive is made")
_NUMBERS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}

# A posting says that a run is in the sketch of a document; is_short: it is the only one of that sketch.
_SCHEMA = f"""
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, text INTEGER NOT NULL, text_rest INTEGER NOT NULL,
    packed BLOB NOT NULL
);
CREATE INDEX documents_by_text ON documents (text);
CREATE TABLE postings (
    run INTEGER, document INTEGER, is_short INTEGER NOT NULL, PRIMARY KEY (run, document)
) WITHOUT ROWID;
CREATE TABLE counts (
    only INTEGER PRIMARY KEY CHECK (only = 1), n_documents INTEGER NOT NULL, background INTEGER NOT NULL,
    counts BLOB NOT NULL
);
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {FORMAT};
"""
_DEFINITIONS = "SELECT type, name, sql FROM sqlite_schema"


def connect(path: Path, fingerprint: str, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection to the archive at ``path``, which is created where there is none, unless ``read_only``.

    Raises ``ArchiveError`` for a file that is not an archive (it is not changed), is damaged, or was made by
    another version or with another ``fingerprint``; ``OSError`` where the file cannot be created or read.
    """
    _check_kind(path, read_only=read_only)
    address = _choose_address(path) if read_only else path.absolute().as_uri()
    with translate_errors(path):
        connection = sqlite3.connect(
            address, timeout=PATIENCE_SECONDS, isolation_level=None, check_same_thread=False, uri=True
        )
        try:
            # Before anything is read: what a schema from elsewhere calls may have no effects.
            connection.execute("PRAGMA trusted_schema = OFF")
            _check_owner(connection, path)
            if read_only:
                connection.execute("PRAGMA query_only = ON")
            else:
                _prepare(connection, fingerprint)
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            _check_versions(connection, path, fingerprint)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def read_snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside sees the archive as it is at one moment, whatever is added meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into ``ArchiveError`` or ``OSError`` with the name of the file."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the plain code, the rest says more of the same.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            wanted = f"its turn within {PATIENCE_SECONDS:.0f} seconds"
            raise ArchiveError(str(path), "another process writing", wanted, "try again later") from error
        number = _NUMBERS.get(code)
        if number is not None:
            raise OSError(number, f"{os.strerror(number)} ({error})", str(path)) from error
        raise report_damage(path, str(error)) from error


def report_damage(path: Path, found: str) -> ArchiveError:
    """The error for an archive that is damaged."""
    return ArchiveError(
        str(path),
        f"damage ({found})",
        "an undamaged archive",
        "restore the file from a copy, or build the archive again from the documents",
    )


def _choose_address(path: Path) -> str:
    """The address by which SQLite only reads a file.

    Where it cannot make its two files beside an archive, it must be told that nobody else writes to it.
    """
    address = path.absolute().as_uri()
    if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
        return f"{address}?mode=rw"
    log = path.with_name(path.name + "-wal")
    unchanging = not log.exists() or log.stat().st_size == 0
    return f"{address}?mode=ro" + ("&immutable=1" if unchanging else "")


def _prepare(connection: sqlite3.Connection, fingerprint: str) -> None:
    """Create the tables where there are none, and make every commit last."""
    # A document takes about 2 KB: in pages of 8 KB the file is 13% smaller than in pages of 4 KB.
    connection.execute("PRAGMA page_size = 8192")
    prepare(connection, lambda fresh: _fill(fresh, fingerprint), PATIENCE_SECONDS)
    connection.execute("PRAGMA synchronous = FULL")


def _check_kind(path: Path, *, read_only: bool) -> None:
    """Refuse a file that is not a database, and a missing folder, before anything is changed."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError:
        if read_only or not path.parent.is_dir():
            raise
        return
    if head not in ((_MAGIC,) if read_only else (b"", _MAGIC)):
        raise ArchiveError(str(path), "a file of another kind", *_WANTED)


def _check_owner(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database of another program before it is changed; an empty one may become an archive."""
    # In this order: between the two reads another process may create the tables and set the id, both at once.
    filled = has_tables(connection)
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION and filled:
        raise ArchiveError(str(path), "a database of another program", *_WANTED)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if filled and version == FORMAT:
        _check_schema(connection, path)


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file with anything but the tables of an archive.

    A view in place of a table can make a query endless, and triggers or expressions in a schema are programs.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        run_script(model, _SCHEMA)
        wanted = set(model.execute(_DEFINITIONS))
    found = set(connection.execute(_DEFINITIONS))
    if found != wanted:
        kind, name, _ = min(found - wanted or wanted - found, key=str)
        what = f"{kind} {str(name)[:80]!r}"
        raise ArchiveError(
            str(path), f"a {what} that no archive has" if found - wanted else f"no {what}", *_WANTED
        )


def _fill(connection: sqlite3.Connection, fingerprint: str) -> None:
    run_script(connection, _SCHEMA)
    connection.execute("INSERT INTO settings VALUES ('fingerprint', ?)", (fingerprint,))


def _check_versions(connection: sqlite3.Connection, path: Path, fingerprint: str) -> None:
    """Refuse another format, and documents measured under other settings."""
    advice = "use the version of Khulasa that made it, or build it again from the documents"
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != FORMAT:
        raise ArchiveError(str(path), f"format {version}", f"format {FORMAT}", advice)
    row = connection.execute("SELECT value FROM settings WHERE name = 'fingerprint'").fetchone()
    if row is None or row[0] != fingerprint:
        found = f"documents measured under settings {row[0] if row else 'it does not name'}"
        raise ArchiveError(str(path), found, f"settings {fingerprint}", advice)

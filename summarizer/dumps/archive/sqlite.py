"""SQLite files that several processes may create and use at once; used by the archive and by the service."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_RETRY_SECONDS = 0.01


def prepare(
    connection: sqlite3.Connection, create: Callable[[sqlite3.Connection], None], patience: float
) -> None:
    """Put a file into WAL mode and, where it has no tables, create them: once, whichever process comes first.

    patience  seconds that another process may take which prepares the same file
    """
    _enable_wal(connection, patience)
    if has_tables(connection):
        return
    with write_transaction(connection):
        # Another process may have created them while this one waited for the lock.
        if not has_tables(connection):
            create(connection)


def has_tables(connection: sqlite3.Connection) -> bool:
    """Whether the file has any table."""
    (n_tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(n_tables)


@contextmanager
def write_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside happens, or nothing; another writer waits until then. Committed when this returns."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # On some errors, a full disk for one, SQLite rolls back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Execute the statements of a script; unlike ``executescript`` this commits no open transaction."""
    statement = ""
    for piece in script.split(";"):
        statement += piece + ";"
        # A trigger has semicolons inside.
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def _enable_wal(connection: sqlite3.Connection, patience: float) -> None:
    """Put the file into WAL mode. SQLite's own timeout does not cover two processes that do this at once."""
    ends = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > ends:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return

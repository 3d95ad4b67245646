"""Rate limits: how many requests a key may send, counted for all processes together; used by `app`.

The library `limits` has no storage for this: ``memory://`` counts for each process alone, the others need a
server. The counts are in an SQLite file, which every process can open, and which outlives a restart.
"""

import math
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import local

from flask import Flask, request
from limits import parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from service.clock import read_clock
from service.http.auth import Key, current_key
from service.logs import LOG
from service.sqlite import open_database
from service.wire.problems import RATE_LIMIT, ProblemError

_TABLE = "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INT, ends REAL) WITHOUT ROWID"
# So many bytes more of a request count as one more request.
COST_BYTES = 1 << 16
# Seconds that a process may take between reading the clock and writing; meanwhile others begin windows.
_SLACK = 60.0
_parse = lru_cache(maxsize=256)(parse)
# A window begins with its first request. One that ends later than any can is from before a restart of the
# machine (`clock`), or of a version that used the time of day.
_COUNT = """
    INSERT INTO counts VALUES (:key, :amount, :now + :expiry)
    ON CONFLICT (key) DO UPDATE SET
        count = :amount + CASE WHEN ends > :now AND ends < :now + :expiry + :slack THEN count ELSE 0 END,
        ends = CASE WHEN ends > :now AND ends < :now + :expiry + :slack THEN ends ELSE :now + :expiry END
    RETURNING count
"""


class SQLiteStorage(Storage):
    """Counts in a file; each thread has a connection of its own. A fork must not use those of its parent."""

    STORAGE_SCHEME = None  # created directly, not from a URL
    base_exceptions = sqlite3.Error

    def __init__(self, path: Path, clock: Callable[[], float] = read_clock) -> None:
        super().__init__()
        self.path, self.clock, self.mine = path, clock, local()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count a request; the number of requests in the window."""
        values = {"key": key, "amount": amount, "now": self.clock(), "expiry": expiry, "slack": _SLACK}
        count: int = self._open().execute(_COUNT, values).fetchone()[0]
        return count

    def get(self, key: str) -> int:
        """The number of requests in the window."""
        return int(self._find(key)[0])

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds of the clock."""
        return self._find(key)[1]

    def check(self) -> bool:
        """Whether the file can be used."""
        return bool(self._open().execute("SELECT 1").fetchone())

    def reset(self) -> int:
        """Delete all counts; how many there were."""
        return self._open().execute("DELETE FROM counts").rowcount

    def clear(self, key: str) -> None:
        """Delete the count of one key."""
        self._open().execute("DELETE FROM counts WHERE key = ?", [key])

    def _find(self, key: str) -> tuple[int, float]:
        now = self.clock()
        query = "SELECT count, ends FROM counts WHERE key = ? AND ends > ?"
        found: tuple[int, float] | None = self._open().execute(query, [key, now]).fetchone()
        return found or (0, now)

    def _open(self) -> sqlite3.Connection:
        if not hasattr(self.mine, "connection"):
            # Counts lost in a power failure matter less than waiting for the disk at each request.
            self.mine.connection = open_database(self.path, _TABLE, synchronous="OFF", patience=5)
        found: sqlite3.Connection = self.mine.connection
        return found


def register_limits(app: Flask, data: Path) -> None:
    """Count the requests of each key of an app, and refuse those over its limit."""
    limiter = FixedWindowRateLimiter(SQLiteStorage(data / "limits.sqlite"))
    app.extensions["limiter"] = limiter

    @app.before_request
    def count() -> None:
        key = current_key()
        if key is not None:
            _count_request(limiter, key, key.rate or app.config["SETTINGS"].rate)


def find_excess(app: Flask, key: Key) -> None:
    """Raise ``ProblemError`` where a key is over its limit already; nothing is counted."""
    item = _parse(key.rate or app.config["SETTINGS"].rate)
    limiter: FixedWindowRateLimiter = app.extensions["limiter"]
    with suppress(sqlite3.Error):
        if not limiter.test(item, key.name):
            raise ProblemError(RATE_LIMIT, f"the key {key.name} may send no more for now")


def _count_request(limiter: FixedWindowRateLimiter, key: Key, rate: str) -> None:
    """Count a request by its bytes. Raises ``ProblemError`` when it is over the limit."""
    item = _parse(rate)
    # A large request takes as long as many small ones. Streams and uploads have limits of their own.
    size = (request.content_length or 0) if request.mimetype == "application/json" else 0
    cost = 1 + min(size // COST_BYTES, item.amount - 1)
    try:
        if limiter.hit(item, key.name, cost=cost):
            return
        wait = limiter.get_window_stats(item, key.name).reset_time - read_clock()
    except sqlite3.Error as error:
        # No request is refused because the counts cannot be written; `/readyz` reports the disk.
        LOG.warning("requests cannot be counted: %s", type(error).__name__)
        return
    seconds = {"Retry-After": str(max(1, math.ceil(wait)))}
    raise ProblemError(RATE_LIMIT, f"the key {key.name} may send {rate}, and has sent them", (), seconds)

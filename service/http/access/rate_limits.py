"""Rate limits: how many requests a key may send, counted for all processes together; used by `app`.

The counts are in an SQLite file, which every process can open, and which outlives a restart. The library
`limits` has no such storage (``memory://`` counts for each process alone, the others need a server). With one
of ours, what was left of it and of the three packages it brings was one division and one comparison.
"""

import math
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import local

from flask import Flask, request

from service.clock import read_clock
from service.http.access.auth import Key, current_key
from service.logs import LOG
from service.rates import Rate, parse_rate
from service.sqlite import open_database
from service.wire.problems import RATE_LIMIT, ProblemError

_TABLE = "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INT, ends REAL) WITHOUT ROWID"
# So many bytes more of a request count as one more request.
COST_BYTES = 1 << 16
# Seconds that a process may take between reading the clock and writing; meanwhile others begin windows.
_SLACK = 60.0
# Seconds for which a thread waits for another process that has the file, and for which the main thread does.
_PATIENCE, _HURRY = 5.0, 0.002
# In the environment of a request: it is counted already.
COUNTED = "khulasa.counted"
# A window begins with its first request. One that ends later than any can is from before a restart of the
# machine (`clock`), or of a version that used the time of day.
_COUNT = """
    INSERT INTO counts VALUES (:key, :amount, :now + :expiry)
    ON CONFLICT (key) DO UPDATE SET
        count = :amount + CASE WHEN ends > :now AND ends < :now + :expiry + :slack THEN count ELSE 0 END,
        ends = CASE WHEN ends > :now AND ends < :now + :expiry + :slack THEN ends ELSE :now + :expiry END
    RETURNING count
"""


class WindowCounter:
    """Counts in a file; each thread has a connection of its own. A fork must not use those of its parent."""

    def __init__(self, path: Path, clock: Callable[[], float] = read_clock) -> None:
        self.path, self.clock, self.mine = path, clock, local()

    @property
    def hurries(self) -> bool:
        """Whether the thread that asks does not wait for another process that has the file."""
        return getattr(self.mine, "hurries", False)

    def hurry(self) -> None:
        """Let the thread that asks not wait: the main thread of a server has other work."""
        self.mine.hurries = True

    def add(self, name: str, rate: Rate, amount: int = 1) -> bool:
        """Count requests in the window of a key at a rate; whether it may send them."""
        values = {"key": _name_window(name, rate), "amount": amount, "now": self.clock()}
        found = self._open().execute(_COUNT, {**values, "expiry": rate.seconds, "slack": _SLACK})
        count: int = found.fetchone()[0]
        return count <= rate.amount

    def is_full(self, name: str, rate: Rate) -> bool:
        """Whether the window has no room for one more request; nothing is counted."""
        return self._find(name, rate)[0] >= rate.amount

    def find_end(self, name: str, rate: Rate) -> float:
        """When the window ends, in seconds of the clock."""
        return self._find(name, rate)[1]

    def _find(self, name: str, rate: Rate) -> tuple[int, float]:
        now = self.clock()
        query = "SELECT count, ends FROM counts WHERE key = ? AND ends > ?"
        found: tuple[int, float] | None
        found = self._open().execute(query, [_name_window(name, rate), now]).fetchone()
        return found or (0, now)

    def _open(self) -> sqlite3.Connection:
        if not hasattr(self.mine, "connection"):
            # Counts lost in a power failure matter less than waiting for the disk at each request.
            patience = _HURRY if self.hurries else _PATIENCE
            self.mine.connection = open_database(self.path, _TABLE, synchronous="OFF", patience=patience)
        found: sqlite3.Connection = self.mine.connection
        return found


def _name_window(name: str, rate: Rate) -> str:
    """The window of a key: another rate begins another window."""
    return f"{name}/{rate.amount}/{rate.seconds}"


def register_limits(app: Flask, data: Path) -> None:
    """Count the requests of each key of an app, and refuse those over its limit."""
    app.extensions["rates"] = WindowCounter(data / "limits.sqlite")

    @app.before_request
    def count() -> None:
        key = current_key()
        if key is not None and COUNTED not in request.environ:
            # Streams and uploads have limits of their own.
            size = request.content_length or 0
            count_request(app, key, size if request.mimetype == "application/json" else 0)


def find_excess(app: Flask, key: Key) -> None:
    """Raise ``ProblemError`` where a key is over its limit already; nothing is counted."""
    rate = parse_rate(key.rate or app.config["SETTINGS"].rate)
    counter: WindowCounter = app.extensions["rates"]
    with suppress(sqlite3.Error):
        if counter.is_full(key.name, rate):
            raise ProblemError(RATE_LIMIT, f"the key {key.name} may send no more for now")


def count_request(app: Flask, key: Key, size: int) -> None:
    """Count a request with a JSON body of so many bytes.

    Raises ``ProblemError`` over the limit, and ``sqlite3.Error`` where the thread does not wait for the file.
    """
    text = key.rate or app.config["SETTINGS"].rate
    rate, counter = parse_rate(text), app.extensions["rates"]
    try:
        if counter.add(key.name, rate, _measure_cost(size, rate)):
            return
        wait = counter.find_end(key.name, rate) - read_clock()
    except sqlite3.Error as error:
        if counter.hurries:
            raise  # a thread tries again
        # No request is refused because the counts cannot be written; `/readyz` reports the disk.
        LOG.warning("requests cannot be counted: %s", type(error).__name__)
        return
    seconds = {"Retry-After": str(max(1, math.ceil(wait)))}
    raise ProblemError(RATE_LIMIT, f"the key {key.name} may send {text}, and has sent them", (), seconds)


def take_back(app: Flask, key: Key, size: int) -> None:
    """Count a request no longer: it is counted again where it is answered."""
    rate, counter = parse_rate(key.rate or app.config["SETTINGS"].rate), app.extensions["rates"]
    with suppress(sqlite3.Error):
        counter.add(key.name, rate, -_measure_cost(size, rate))


def _measure_cost(size: int, rate: Rate) -> int:
    """As how many requests one counts: a large one takes as long as many small ones."""
    return 1 + min(size // COST_BYTES, rate.amount - 1)

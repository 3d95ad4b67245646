"""Callers: they send requests to a service at given times.

Requests go over loopback at times drawn beforehand (Poisson), however slow the replies are. The time of a
request starts when it was due, so a service that stalls cannot hide it by receiving fewer requests. This
process shares the processors with the service and stands for other machines: it has a higher priority where
the system allows it, and counts how late it sent (`sent_late`), which is part of the times.
"""

import asyncio
import json
import os
import random
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import SplitResult, urlsplit

# Steps of priority that the sender has above others while it measures times.
_AHEAD = 10


@dataclass
class Answers:
    """The seconds that each reply took, by its status; and the requests that got none."""

    seconds: dict[int, list[float]] = field(default_factory=dict)
    late: list[float] = field(default_factory=list)  # how long after it was due each was sent
    broken: int = 0
    malformed: int = 0

    def add(self, status: int, seconds: float) -> None:
        """Add one."""
        self.seconds.setdefault(status, []).append(seconds)

    def describe(self) -> dict[str, Any]:
        """Counts, and milliseconds at some ranks, by status."""
        return {
            **{str(status): _rank(rows) for status, rows in sorted(self.seconds.items())},
            "sent_late": _rank(self.late),
            "broken": self.broken,
            "malformed": self.malformed,
        }


async def load(url: str, bodies: list[bytes], rate: float, seconds: float) -> Answers:
    """The replies to a given number of requests a second, each sent when it is due."""
    answers, drawn = Answers(), random.Random(1)  # noqa: S311  a schedule is no secret
    tasks: set[asyncio.Task[None]] = set()
    with closing(Sender(url, answers)) as sender, _preferred():
        begun = due = time.perf_counter()
        for number in count():
            due += drawn.expovariate(rate)
            if due > begun + seconds:
                break
            await asyncio.sleep(max(0, due - time.perf_counter()))
            task = asyncio.create_task(sender.ask(bodies[number % len(bodies)], due))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        await asyncio.gather(*tasks)
    return answers


@contextmanager
def _preferred() -> Iterator[None]:
    """Give this process a higher priority than others, where the system allows it."""
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, usual - _AHEAD)
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, usual)


class Sender:
    """Sends requests over connections that are kept open.

    The one that was idle longest is used next, as if each caller came by itself. Own code, because the sender
    shares two processors with the service and aiohttp needs more of them.
    """

    def __init__(self, url: str, answers: Answers) -> None:
        parts = urlsplit(url)
        self.url, self.place, self.port = parts, parts.hostname, parts.port
        self.answers = answers
        self.free: deque[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = deque()

    async def ask(self, body: bytes, due: float) -> None:
        """Send a request, and record how long after it was due the reply arrived."""
        try:
            status, headers, said = await asyncio.wait_for(self._exchange(body, due), 60)
        except (OSError, TimeoutError, EOFError):
            self.answers.broken += 1
            return
        self.answers.add(status, time.perf_counter() - due)
        if status != 200:
            whole = json.loads(said)["status"] == status and int(headers[b"retry-after"]) > 0
            self.answers.malformed += not whole

    async def _exchange(self, body: bytes, due: float) -> tuple[int, dict[bytes, bytes], bytes]:
        reader, writer = (
            self.free.popleft() if self.free else await asyncio.open_connection(self.place, self.port)
        )
        writer.write(write_post(self.url, body))
        self.answers.late.append(time.perf_counter() - due)
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(b": ") for line in lines)}
        said = await reader.readexactly(int(headers[b"content-length"]))
        if headers.get(b"connection") == b"close":
            writer.close()
        else:
            self.free.append((reader, writer))
        return int(first.split()[1]), headers, said

    def close(self) -> None:
        """Close the connections."""
        for _, writer in self.free:
            writer.close()


def write_post(url: SplitResult, body: bytes) -> bytes:
    """A request as it is sent."""
    head = f"POST {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\n"
    head += "Accept-Encoding: gzip, deflate, br, zstd\r\n"  # as our client and browsers say
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _rank(seconds: list[float]) -> dict[str, float]:
    rows = sorted(seconds) or [0.0]
    at = {name: rows[min(len(rows) - 1, int(share * len(rows)))] for name, share in _SHARES.items()}
    return {"n": len(seconds), **{name: round(1000 * value, 2) for name, value in at.items()}}


_SHARES = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "p999": 0.999, "longest": 1.0}

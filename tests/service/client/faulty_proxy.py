"""A proxy that drops, cuts, dribbles and stalls, as its seed says: what lies between a client and a service."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random


@dataclass(frozen=True)
class Fate:
    """What becomes of one connection: after so many bytes of one direction it is cut or goes silent."""

    kind: str
    after: int = 0


@dataclass
class FaultyProxy:
    """Where the proxy listens, and what it did; ``share`` of its connections end badly."""

    target: int
    seed: int
    share: float = 0.5
    kinds: tuple[str, ...] = ("refuse", "cut_request", "cut_answer", "half_request", "dribble", "stall")
    # Cuts fall within the first bytes of a direction as well as late in it.
    longest: int = 60_000
    port: int = 0
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311
        self.open: set[asyncio.StreamWriter] = set()

    def choose(self) -> Fate:
        """What becomes of the next connection."""
        if self.random.random() > self.share:
            return Fate("pass")
        return Fate(self.random.choice(self.kinds), int(self.longest ** self.random.random()))

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection from its begin to its end."""
        fate = self.choose()
        self.done[fate.kind] += 1
        if fate.kind == "refuse":
            writer.transport.abort()
            return
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.target)
        both = (writer, up_writer)
        self.open |= {*both}
        await asyncio.gather(
            self.pump(reader, up_writer, fate, "request", both),
            self.pump(up_reader, writer, fate, "answer", both),
        )
        self.open -= {*both}
        for end in both:
            end.close()

    async def pump(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        fate: Fate,
        way: str,
        both: tuple[asyncio.StreamWriter, ...],
    ) -> None:
        """Carry one direction as far as its fate lets it; the other side may be gone at any time."""
        left = fate.after if fate.kind in (f"cut_{way}", f"half_{way}") else None
        if fate.kind == "stall" and way == "answer":
            left = fate.after
        with suppress(OSError, RuntimeError):
            while data := await reader.read(7 if fate.kind == "dribble" else 65536):
                if left is not None and len(data) > left:
                    writer.write(data[:left])
                    await self.end(fate, writer, both)
                    return
                left = None if left is None else left - len(data)
                writer.write(data)
                await writer.drain()
            writer.write_eof()

    async def end(
        self, fate: Fate, writer: asyncio.StreamWriter, both: tuple[asyncio.StreamWriter, ...]
    ) -> None:
        """Cut the connection, or only this direction, or say no more until the other side gives up."""
        if fate.kind == "stall":
            await writer.wait_closed()
        elif fate.kind.startswith("half"):
            writer.write_eof()
        else:
            for side in both:
                side.close()


@contextmanager
def between(target: int, seed: int, **named: object) -> Iterator[FaultyProxy]:
    """A proxy before a port of 127.0.0.1, in a thread of its own until the end of the block."""
    proxy = FaultyProxy(target, seed, **named)  # type: ignore[arg-type]
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(proxy.handle, "127.0.0.1", 0))
    proxy.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(_end(server, proxy), loop).result(timeout=30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(server: asyncio.Server, proxy: FaultyProxy) -> None:
    """Cut what is open, so that every connection comes to its end by itself."""
    server.close()
    for writer in proxy.open:
        writer.transport.abort()
    await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})
    await asyncio.sleep(0.01)  # what was closed is let go in the loop's next rounds

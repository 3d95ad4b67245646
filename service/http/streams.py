"""Splitting: the lines of a streamed body, as they come, in memory that has a bound."""

from collections.abc import Iterator
from typing import Protocol

from service.wire.problems import BAD_REQUEST, ProblemError

# Bytes read at once, and lines worked on at once: more gains nothing, and the first of them waits longer.
_PIECE = 64 * 1024
MOST_LINES = 32

# Its number, from 1, and what it holds; nothing where it is longer than a line may be.
Line = tuple[int, bytes | None]


class Prompt(Protocol):
    """A body that gives what has come, and waits only where nothing has."""

    def read1(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; none at the end."""


def read_lines(body: Prompt, length: int | None, longest: int) -> Iterator[list[Line]]:
    """The lines of a body with something in them, as many at a time as have come, up to `MOST_LINES`.

    body     read to its end
    length   bytes it has been said to have
    longest  bytes of a line; one that is longer is skipped and told

    Raises ``TimeoutError`` where it takes too long, ``ProblemError`` where it breaks off.
    """
    number = taken = 0
    rest, skipping = b"", False
    while piece := read_piece(body):
        taken += len(piece)
        *lines, rest = (rest + piece).split(b"\n")
        found: list[Line] = []
        for line in lines:
            number += 1
            if skipping or len(line) > longest:
                found.append((number, None))
            elif line.strip():
                found.append((number, line))
            skipping = False
        if len(rest) > longest:
            rest, skipping = b"", True
        yield from (found[start : start + MOST_LINES] for start in range(0, len(found), MOST_LINES))
    if length is not None and taken < length:
        raise ProblemError(BAD_REQUEST, f"the body ended after {taken} of {length} bytes")
    if skipping or rest.strip():
        yield [(number + 1, None if skipping else rest)]


def read_piece(body: Prompt) -> bytes:
    """What has come of a body; nothing at its end. Raises ``TimeoutError``, ``ProblemError``."""
    # The time to wait for the next piece begins now, however long the last one took.
    getattr(body, "extend", bool)()
    try:
        return body.read1(_PIECE)
    except TimeoutError:
        raise
    except Exception as error:  # noqa: BLE001  what a server raises for a broken chunk is its own
        raise ProblemError(BAD_REQUEST, f"the body could not be read: {type(error).__name__}") from None

"""The folded words of a text as bytes, and 128 bits that stand for all of them; used by `word_hashes`.

Word hashes are public and can be inverted, so a text can be made whose words sum to those of another. What is
called an exact copy has the same letters: nobody can make two texts of one BLAKE2b hash.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.words.letter_folding import SEPARATOR, Letters

# Stands once between two words, whatever separates them in the text.
BETWEEN = memoryview(np.array([SEPARATOR], np.uint16).tobytes())


@dataclass(frozen=True)
class Spelling:
    """The folded letters of a batch, and where its words begin and end in them, (n_words,) each."""

    letters: NDArray[np.uint16]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def find_places(self, folded: Letters) -> NDArray[np.int64]:
        """Where each word begins in the text that was folded."""
        return self.starts if folded.places is None else folded.places[self.starts]

    def cut(self, start: int, end: int) -> memoryview:
        """The bytes of the words from ``start`` up to ``end``, one separator between two that stand apart."""
        offsets, is_apart, squeezed = self._squeezed
        if start == end:
            return squeezed[:0]
        return squeezed[2 * offsets[start] : 2 * (offsets[end] - is_apart[end - 1])]

    @cached_property
    def _squeezed(self) -> tuple[Sequence[int], Sequence[int], memoryview]:
        """Where each word begins once all separators but the first after each word are dropped; the rest."""
        is_apart = np.append(self.starts[1:] > self.ends[:-1], True).astype(np.int64)
        offsets = np.zeros(len(self.starts) + 1, np.int64)
        np.cumsum(self.ends - self.starts + is_apart[: len(self.starts)], out=offsets[1:])
        is_kept = self.letters != SEPARATOR
        is_kept[1:] |= is_kept[:-1].copy()
        return offsets.tolist(), is_apart.tolist(), memoryview(self.letters[is_kept]).cast("B")


def hash_spelling(parts: Iterable[memoryview]) -> bytes:
    """128 bits for the bytes of a text's words."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part)
    return digest.digest()


def read_digests(digests: Sequence[bytes]) -> NDArray[np.uint64]:
    """Digests as numbers, (n, 2)."""
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64).reshape(-1, 2)

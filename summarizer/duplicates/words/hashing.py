"""The hash of a folded word: a polynomial in its letters modulo 2**64, mixed (Karp and Rabin 1987)."""

from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

# Odd, so that powers have inverses modulo 2**64; the fractional parts of the golden ratio and of pi.
BASE = 0x9E3779B97F4A7C15
_MIXER = 0xD6E8FEB86659FD93
_ALL_BITS = (1 << 64) - 1
# A longer word is hashed by BLAKE2b: such polynomials are equal for some long words that differ, whatever the
# base (Thue-Morse sequences of 1,024 letters).
LONGEST_WORD = 64


def mix(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix all bits of each hash (finalizer of Stafford and Degski): the smallest are then a random sample."""
    mixed = hashes ^ (hashes >> np.uint64(32))
    mixed *= np.uint64(_MIXER)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(_MIXER)
    mixed ^= mixed >> np.uint64(32)
    return mixed


@lru_cache(maxsize=1 << 14)
def hash_form(form: str) -> int:
    """The hash of one folded word or number."""
    if len(form) > LONGEST_WORD:
        return hash_long(form.encode("utf-16-le"))
    total = 0
    for letter in reversed(form):
        total = (total * BASE + ord(letter)) & _ALL_BITS
    # `mix` for one number, without an array: a dump has thousands of numbers in words.
    for _ in range(2):
        total = (total ^ total >> 32) * _MIXER & _ALL_BITS
    return total ^ total >> 32


def hash_long(letters: bytes) -> int:
    """The hash of a word of more than ``LONGEST_WORD`` letters, of two bytes each."""
    return int.from_bytes(blake2b(letters, digest_size=8).digest(), "little")

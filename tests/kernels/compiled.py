"""The compiled kernels for tests that compare them with their twins; without a compiler these are skipped."""

import ctypes

import pytest

from summarizer.kernels.library import load_library

_LIBRARY = load_library()
needs_kernels = pytest.mark.skipif(
    _LIBRARY is None, reason="no compiled kernels: no C compiler when this was set up"
)


def get_library() -> ctypes.CDLL:
    """The kernels."""
    assert _LIBRARY is not None
    return _LIBRARY

"""Arrays in one file come back as they were."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from summarizer.dumps.run.packed_arrays import load_packed, write_packed

KINDS = (np.uint8, np.uint32, np.int64, np.uint64, np.float64)


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 70)), max_size=5))
@settings(deadline=None)
def test_arrays_come_back(tmp_path_factory: pytest.TempPathFactory, shapes: list[tuple[type, int]]) -> None:
    """Of any size and number, empty ones too."""
    path = tmp_path_factory.mktemp("packed") / "one.arrays"
    arrays: dict[str, NDArray[Any]] = {
        f"a{place}": np.arange(n).astype(kind) for place, (kind, n) in enumerate(shapes)
    }
    write_packed(path, arrays)
    found = load_packed(path)
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert found[name].tolist() == array.tolist()

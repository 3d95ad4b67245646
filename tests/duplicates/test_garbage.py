"""The collector of cyclic garbage is as it was after documents are deduplicated."""

import gc
from collections.abc import Iterator

import pytest

from summarizer import deduplicate
from summarizer.duplicates.garbage import pause_collector


@pytest.fixture(params=["running", "stopped"])
def is_running(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether the collector runs before."""
    if request.param == "stopped":
        gc.disable()
    yield gc.isenabled()
    gc.enable()


def test_the_collector_is_left_as_it_was(is_running: bool) -> None:  # noqa: FBT001
    """Whether it ran before or not."""
    deduplicate(["خبر عن السوق", "خبر عن السوق"])
    assert gc.isenabled() == is_running


def test_the_collector_waits_within_the_block() -> None:
    """And runs again though the block ends by an error."""
    with pytest.raises(KeyError), pause_collector():
        raise KeyError(gc.isenabled())
    assert gc.isenabled()
    with pause_collector():
        assert not gc.isenabled()

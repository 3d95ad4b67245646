"""How many threads work in memory."""

import os
from pathlib import Path

import joblib
import pytest

from summarizer.duplicates import threads


@pytest.mark.parametrize(
    ("quota", "expected"), [("150000 100000", 7), ("max 100000", 2), ("-1", 2), (None, 2)]
)
def test_joblib_counts_where_a_container_is_limited(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quota: str | None, expected: int
) -> None:
    """Files of both versions of control groups, none of them, and one without a limit."""
    path = tmp_path / "cpu.max"
    if quota is not None:
        path.write_text(f"{quota}\n")
    monkeypatch.setattr(threads, "_QUOTAS", (tmp_path / "none", path))
    monkeypatch.setattr(joblib, "cpu_count", lambda: 7)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3}, raising=False)
    assert threads.count_processors() == expected


@pytest.mark.parametrize("workers", [None, 1, 2, 5])
def test_results_are_in_the_order_of_the_calls(workers: int | None) -> None:
    """However many threads there are; no calls have no results."""
    assert threads.run_threads(pow, [(2, n) for n in range(20)], workers) == [2**n for n in range(20)]
    assert threads.run_threads(pow, [], workers) == []

"""Jobs outlive every process: what `benchmarks/service/jobs.py` does with a thousand, with a few."""

from pathlib import Path

import pytest

from tests.service.jobs.kills import run_killing


@pytest.mark.slow
def test_jobs_outlive_every_process(tmp_path: Path) -> None:
    """Master, web, worker, its helper and jobs are killed: none is lost, none ends twice, all are right."""
    outcome = run_killing(tmp_path, n_jobs=20, n_kills=5, seed=2)
    assert (outcome.jobs, outcome.lost, outcome.ended_twice, outcome.wrong, outcome.failed) == (
        20,
        0,
        0,
        0,
        0,
    )
    assert sum(outcome.kills.values()) == 5

"""The service does what its OpenAPI document says; a longer check is benchmarks/service/contract.py."""

from pathlib import Path

import pytest

from benchmarks.service.contract import try_contract


@pytest.mark.slow
def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    """All of its checks, on a few bodies for each operation, the same ones each time."""
    code, said = try_contract(tmp_path, None, examples=8, seed=1)
    assert code == 0, said

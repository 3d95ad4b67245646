"""Files that the tests of the command read."""

import json
from pathlib import Path

import pytest

from tests.command.test_main import OTHER, PAGE


@pytest.fixture
def page(tmp_path: Path) -> str:
    """A page as a file."""
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return str(path)


@pytest.fixture
def other(tmp_path: Path) -> str:
    """Another page as a file."""
    path = tmp_path / "other.txt"
    path.write_text(OTHER, encoding="utf-8")
    return str(path)


@pytest.fixture
def dump(tmp_path: Path) -> str:
    """Three documents as a file, the last of which repeats the first."""
    rows = [
        {"id": "a", "text": PAGE, "section": "ثقافة"},
        {"id": "b", "text": OTHER},
        {"id": "c", "text": PAGE, "date": "2025-03-01"},
    ]
    path = tmp_path / "dump.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", encoding="utf-8")
    return str(path)

"""docs/architecture.md names every folder of the code and every file that it speaks of is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_folder_is_named_and_none_that_is_missing() -> None:
    """The tree has one line for each folder that holds Python files."""
    named = set(re.findall(r"^((?:summarizer|service)/\S*) ", PAGE, re.MULTILINE))
    files = [path for package in ("summarizer", "service") for path in (ROOT / package).rglob("*.py")]
    assert named == {f"{path.parent.relative_to(ROOT)}/" for path in files}


def test_every_file_that_is_named_is_there() -> None:
    """A file that moves is moved on the page too."""
    named = set(re.findall(r"`([\w./]+\.py)`", PAGE))
    assert named
    for name in named:
        assert any((ROOT / folder / name).is_file() for folder in ("", "summarizer", "service")), name

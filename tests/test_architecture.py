"""docs/architecture.md names every folder of the code; every file that it or docs/how-it-works.md names exists."""

import re
from pathlib import Path

from summarizer.dumps.deduplicating import PHASES

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
STEPS = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")


def test_every_folder_is_named_and_none_that_is_missing() -> None:
    """The tree has one line for each folder that holds Python files."""
    named = set(re.findall(r"^((?:summarizer|service)/\S*) ", PAGE, re.MULTILINE))
    files = [path for package in ("summarizer", "service") for path in (ROOT / package).rglob("*.py")]
    assert named == {f"{path.parent.relative_to(ROOT)}/" for path in files}


def test_the_phases_of_a_dump_are_told_in_order() -> None:
    """The page lists the phases as a run performs them."""
    assert re.findall(r"^\| `(\w+)` \| (?!,)", PAGE.split("## The path of a dump")[1], re.MULTILINE) == list(
        PHASES
    )


def test_every_file_that_is_named_is_there() -> None:
    """A file that moves is moved on the page too."""
    named = set(re.findall(r"`([\w./]+\.py)`", PAGE + STEPS))
    assert named
    for name in named:
        assert any((ROOT / folder / name).is_file() for folder in ("", "summarizer", "service")), name

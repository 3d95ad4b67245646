"""A part that is not installed is one line that names its extra, never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

PAGE = (
    "<!doctype html><html><body><h1>سوق جديدة</h1><p>افتتحت البلدية سوقاً جديدة صباح اليوم.</p></body></html>"
)


@pytest.mark.parametrize(
    ("module", "arguments", "extra"),
    [
        ("lxml", ["parse", "page.html"], "html"),
        ("trafilatura", ["summarize", "page.html"], "html"),
        ("pyarrow", ["dedup", "dump.jsonl", "-o", "clean"], "dumps"),
        ("backports", ["dedup", "dump.jsonl.zst"], "dumps"),
        ("flask", ["serve"], "service"),
        ("pydantic", ["keys", "list"], "service"),
        ("flask", ["work"], "service"),
    ],
)
def test_a_missing_part_is_one_line(tmp_path: Path, module: str, arguments: list[str], extra: str) -> None:
    """As if the module were not installed; the exit code tells too."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    for name in ("dump.jsonl", "dump.jsonl.zst"):
        (tmp_path / name).write_text('{"id": "a", "text": "سوق"}\n', encoding="utf-8")
    (tmp_path / "clean").mkdir()
    code = f"import sys; sys.modules[{module!r}] = None; from summarizer.command.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode in (4, 6, 13), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.endswith(f"pip install 'khulasa[{extra}]'\n")

"""The start of the command: another distribution's `summarizer` is found out before it is imported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.installation import describe_other_package, is_library

ROOT = Path(__file__).parents[2]
START = (
    "import sys; from service.start import run_command; sys.argv = ['khulasa', '--version']; run_command()"
)


def start(before: Path, after: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """The command, where a folder comes before another one."""
    environ = {**os.environ, "PYTHONPATH": f"{before}:{after}"}
    command = [sys.executable, "-c", START]
    return subprocess.run(command, cwd=before, env=environ, capture_output=True, text=True)


def test_the_library_is_known() -> None:
    """By how it begins."""
    assert is_library()


def test_the_command_starts(tmp_path: Path) -> None:
    """Where the library is the one that is imported."""
    told = start(tmp_path)
    assert told.returncode == 0
    assert told.stdout.startswith("khulasa ")


@pytest.mark.parametrize("text", ["import a_library_that_is_not_there\n", "", "\ufeffraise SystemExit(0)\n"])
def test_a_package_that_has_overwritten_the_library_is_named(tmp_path: Path, text: str) -> None:
    """One line with its distribution and what to do; nothing of it is run."""
    (tmp_path / "summarizer").mkdir()
    (tmp_path / "summarizer" / "__init__.py").write_text(text, encoding="utf-8")
    metadata = tmp_path / "other_summaries-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: other-summaries\nVersion: 1.0\n")
    (metadata / "RECORD").write_text("summarizer/__init__.py,,\n")
    told = start(tmp_path)
    assert told.returncode == 14
    assert told.stdout == ""
    (line,) = told.stderr.splitlines()
    assert line.startswith("khulasa: found the package of other-summaries as `summarizer`")
    assert "pip uninstall other-summaries" in line


def test_a_folder_without_a_distribution_is_named(tmp_path: Path) -> None:
    """By its path."""
    (tmp_path / "summarizer").mkdir()
    (tmp_path / "summarizer" / "__init__.py").touch()
    assert str(tmp_path / "summarizer") in start(tmp_path).stderr


def test_no_package_at_all_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message does without a path."""
    monkeypatch.setattr("service.installation.find_spec", lambda _name: None)
    assert not is_library()
    assert "no file" in describe_other_package()

"""Files appear whole or not at all, wherever they are written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.dumps.run.whole_files import move_whole, write_whole


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """The new bytes, the permissions asked for, and nothing else in the folder."""
    path = tmp_path / "keys.json"
    path.write_bytes(b"old")
    write_whole(path, b"new", mode=0o600)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk spoils nothing and leaves nothing behind."""
    path = tmp_path / "run.json"
    path.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]


def test_a_file_moves_across_file_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it cannot be renamed it is copied beside its target, and then renamed."""
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    rename = Path.replace

    def replace(path: Path, to: Path) -> Path:
        if path == source:
            raise OSError(18, "Invalid cross-device link")
        return rename(path, to)

    monkeypatch.setattr(Path, "replace", replace)
    move_whole(source, target)
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_the_module_imports_nothing_heavy() -> None:
    """Commands that only write a small file start quickly."""
    code = "import sys, summarizer.dumps.run.whole_files; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

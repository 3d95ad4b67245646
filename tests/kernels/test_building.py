"""The kernels are built where there is a compiler; without one everything works by numpy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hatch_build import FLAGS, compile_kernels
from summarizer.kernels import library as kernels

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "summarizer" / "kernels"
needs_compiler = pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler on this machine")


@pytest.mark.slow
@needs_compiler
def test_the_kernels_compile_without_a_warning(tmp_path: Path) -> None:
    """Nor with undefined names: what is built can be loaded."""
    assert (
        compile_kernels(
            SOURCES, tmp_path / "kernels.so", (*FLAGS, "-Werror", "-Wconversion", "-Wno-sign-conversion")
        )
        == ""
    )


def test_without_a_compiler_an_older_library_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would not match its callers."""
    library = tmp_path / "kernels.so"
    library.write_bytes(b"")
    monkeypatch.setenv("CC", "a-compiler-that-is-not-there")
    assert "a-compiler-that-is-not-there" in compile_kernels(SOURCES, library)
    assert not library.exists()


def test_the_two_versions_are_one() -> None:
    """A library of another version is not called."""
    assert f"return {kernels.VERSION};" in (SOURCES / "version.c").read_text()


@pytest.mark.parametrize("content", [None, b"", b"\x7fELF of another processor"])
def test_what_cannot_be_loaded_is_not_used(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No library, an empty one, one of elsewhere."""
    path = tmp_path / "kernels.so"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(kernels, "LIBRARY", path)
    assert kernels.load_library.__wrapped__() is None


def test_numpy_can_be_chosen() -> None:
    """By a variable of the environment, for a comparison."""
    code = "from summarizer.kernels.library import name_kernels; print(name_kernels())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"KHULASA_KERNELS": "numpy", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "numpy\n"

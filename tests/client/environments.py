"""Environments with nothing in them but a wheel and what it needs; for the tests of the client's distribution."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def list_pythons() -> list[str]:
    """The interpreters from 3.11 on that are here, one for each version, the oldest first."""
    return [found for minor in range(11, 25) if (found := _find_python(minor))]


def _find_python(minor: int) -> str | None:
    name = f"python3.{minor}"
    installed = sorted(Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/{name}"))
    for path in (*filter(None, [shutil.which(name)]), *map(str, installed)):
        # pyenv puts a script under the name of each version, which fails where another one is chosen.
        if subprocess.run([path, "-c", "import venv"], capture_output=True).returncode == 0:
            return path
    return sys.executable if sys.version_info[:2] == (3, minor) else None


def build(source: Path, target: Path) -> Path:
    """The wheel of a source tree."""
    _run_pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(target), str(source))
    (wheel,) = target.glob("*.whl")
    return wheel


def make_environment(python: str, wheel: Path, folder: Path) -> Path:
    """An environment of a wheel and what it needs, in the versions of the lock; the interpreter in it."""
    versions = re.findall(
        r"^[\w.-]+==\S+", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    )
    lock = folder.with_suffix(".lock")
    lock.write_text("\n".join(versions) + "\n", encoding="utf-8")
    return install(python, folder, "--constraint", str(lock), str(wheel))


def install(python: str, folder: Path, *wanted: str) -> Path:
    """A new environment with what pip is to install; the interpreter in it.

    Skips the test where a package cannot be had; in `.ci/run` that is an error.
    """
    subprocess.run([python, "-m", "venv", "--without-pip", str(folder)], check=True)
    inside = folder / "bin/python"
    try:
        _run_pip("--python", str(inside), "install", *wanted)
    except subprocess.CalledProcessError as error:
        miss(f"{wanted[-1]} cannot be had: {error.stderr[-500:]}")
    return inside


def miss(reason: str) -> None:
    """Skip a test for which something is missing here; `.ci/run` has installed all of it."""
    if os.environ.get("KHULASA_NEEDS_TOOLS"):
        pytest.fail(reason)
    pytest.skip(reason)


def _run_pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    subprocess.run(command, capture_output=True, text=True, check=True)

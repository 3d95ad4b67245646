"""Whether the package `summarizer` is the library of this project, or one of another distribution.

bert-extractive-summarizer installs a `summarizer` too, and the one installed second overwrites files of the
first. A project may also have a folder of that name. Nothing of either is imported here.
`importlib.metadata` is imported where it is used: it would slow down every call of `khulasa`.
"""

from importlib.util import find_spec
from pathlib import Path

# How `summarizer/__init__.py` begins.
_MARK = '"""Khulasa:'


def is_library() -> bool:
    """Whether ``import summarizer`` would import the library of this project."""
    origin = _find_origin()
    try:
        return origin is not None and origin.read_text(encoding="utf-8").startswith(_MARK)
    except (OSError, UnicodeDecodeError):
        return False


def read_version(distribution: str) -> str | None:
    """The version of an installed distribution; ``None`` where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def describe_other_package() -> str:
    """What is imported as `summarizer` in place of the library, and what to do."""
    from importlib.metadata import packages_distributions

    origin = _find_origin()
    names = sorted(set(packages_distributions().get("summarizer", ())) - {"khulasa"})
    owner = f"the package of {', '.join(names)}" if names else "another package"
    advice = f"pip uninstall {' '.join(names)}, then " if names else "remove it, then "
    return (
        f"found {owner} as `summarizer` ({origin or 'no file'}), wanted the one of khulasa; {advice}"
        "pip install --force-reinstall --no-deps khulasa, or install each into an environment of its own"
    )


def _find_origin() -> Path | None:
    """The file that ``import summarizer`` would run."""
    try:
        spec = find_spec("summarizer")
    except (ImportError, ValueError):  # ValueError: a module of that name that has no spec
        return None
    return Path(spec.origin) if spec is not None and spec.origin else None

"""What the commands of the benchmarks share: their options, the machine they ran on, and what they found."""

import argparse
import json
import os
import platform
import sys
from pathlib import Path


def make_parser(description: str | None) -> argparse.ArgumentParser:
    """A parser with the option ``--out``; the description is the docstring of the command's module."""
    module = sys.modules["__main__"].__spec__
    parser = argparse.ArgumentParser(
        prog=f"python -m {module.name.removesuffix('.__main__')}" if module else None,
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--out", type=Path, help="where to keep the results as JSON")
    return parser


def describe_machine() -> str:
    """The processors and the version of Python that figures were measured with."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def show(found: object, out: Path | None) -> None:
    """Print what was found as JSON, and write it to ``out`` where a file is named."""
    print(json.dumps(found, ensure_ascii=False, indent=1))
    keep(found, out)


def keep(found: object, out: Path | None) -> None:
    """Write what was found as JSON to ``out`` where a file is named."""
    if out is not None:
        out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

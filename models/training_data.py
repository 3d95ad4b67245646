"""The options of the scripts of this folder, and the labelled data they read."""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the labelled data lie, and where the trained files are written."""

    data: Path
    out: Path


def read_folders(description: str | None, needed: Sequence[str], default: str) -> Folders | None:
    """The folders given on the command line; ``None``, with a message, where data are missing.

    needed   the files that the data folder must hold
    default  the data folder where none is given
    """
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    missing = [name for name in needed if not (options.data / name).is_file()]
    if missing:
        message = (
            f"{options.data} lacks {', '.join(missing)}: nothing is fitted, the shipped files stay in use."
        )
        print(message, file=sys.stderr)
        return None
    return Folders(options.data, options.out)


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON-lines file, compressed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)

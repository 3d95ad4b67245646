"""Prints what a benchmark found as JSON, and keeps it in a file where one is named."""

import json
from collections.abc import Mapping
from pathlib import Path


def show(found: Mapping[str, object], out: Path | None) -> None:
    """Print figures, and write them to ``out``."""
    text = json.dumps(found, indent=2) + "\n"
    print(text)
    if out:
        out.write_text(text, encoding="utf-8")

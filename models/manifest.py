"""The manifest of the trained files: for each its checksum, its settings and its data.

Every script of this folder lists its files here; `summarizer.trained` checks a file against its entry.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer.trained import FORMAT


def list_in_manifest(
    file: Path, settings: str, data: Sequence[Path], scores: dict[str, Any] | None = None
) -> None:
    """Write the entry of a trained file to the manifest beside it; other entries stay as they are.

    settings  the fingerprint of the code that will use the file
    data      the files it was fitted on
    scores    its cross-validated scores, where there are any
    """
    path = file.with_name("manifest.json")
    models = json.loads(path.read_text(encoding="utf-8"))["models"] if path.is_file() else {}
    models[file.name] = {
        "sha256": _find_checksum(file),
        "settings": settings,
        "data": {source.name: _find_checksum(source) for source in data},
    }
    if scores is not None:
        models[file.name]["cross_validated_scores"] = scores
    path.write_text(json.dumps({"format": FORMAT, "models": models}, indent=2) + "\n", encoding="utf-8")


def _find_checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

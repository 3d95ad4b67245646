"""Opens the trained files of `models/` and checks them against the manifest. No pickle is loaded.

Used by `summary` and `duplicates`.
"""

import hashlib
import json
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import ModelError

# Increased by one whenever the format of the manifest or of a model file changes.
FORMAT = 1
_REINSTALL = "install the package again, or run `make models`"


def find_models() -> Path:
    """The folder of the trained files: inside an installed package, next to the package in a checkout."""
    # Not `importlib.resources`, whose import takes .02 s of a first summary: the package is always a folder.
    package = Path(__file__).parent
    return next(
        (path for path in (package / "models", package.parent / "models") if path.is_dir()),
        package / "models",
    )


@lru_cache(maxsize=8)
def load_rule(name: str, fingerprint: str, folder: Path | None = None) -> dict[str, Any]:
    """The values of a trained JSON file. Raises ``ModelError``; ``fingerprint`` as for ``open_model``."""
    values: dict[str, Any] = json.loads(open_model(name, fingerprint, folder))
    return values


@lru_cache(maxsize=8)
def load_arrays(name: str, fingerprint: str, folder: Path | None = None) -> dict[str, NDArray[Any]]:
    """The arrays of a trained npz file. Raises ``ModelError``; ``fingerprint`` as for ``open_model``."""
    with np.load(BytesIO(open_model(name, fingerprint, folder)), allow_pickle=False) as arrays:
        return dict(arrays)


def open_model(name: str, fingerprint: str, folder: Path | None = None) -> bytes:
    """The bytes of a trained file, if the manifest lists their hash.

    ``fingerprint`` is a hash of the settings of the code that uses the file. Raises ``ModelError`` if the
    file or the manifest is missing or damaged, or was made with another format or other settings.
    """
    folder = find_models() if folder is None else folder
    path = folder / name
    entry = _read_entry(folder / "manifest.json", name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(
            str(path), f"no readable file ({error.strerror})", "the trained file", _REINSTALL
        ) from None
    found = hashlib.sha256(data).hexdigest()
    if found != entry.get("sha256"):
        raise ModelError(
            str(path), f"SHA-256 {found}", f"SHA-256 {entry.get('sha256')} as in the manifest", _REINSTALL
        )
    if entry.get("settings") != fingerprint:
        advice = "run `make models` to train it again with these settings"
        raise ModelError(str(path), f"settings {entry.get('settings')}", f"settings {fingerprint}", advice)
    return data


def _read_entry(path: Path, name: str) -> dict[str, Any]:
    """The entry of one file in the manifest."""
    try:
        manifest = json.loads(path.read_bytes())
    except OSError as error:
        raise ModelError(
            str(path), f"no readable file ({error.strerror})", "the manifest", _REINSTALL
        ) from None
    except ValueError:
        raise ModelError(str(path), "invalid JSON", "the manifest", _REINSTALL) from None
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if found != FORMAT:
        raise ModelError(str(path), f"format {found}", f"format {FORMAT}", _REINSTALL)
    entry = manifest.get("models", {}).get(name)
    if not isinstance(entry, dict):
        raise ModelError(str(path), f"no entry for {name}", "one for every trained file", _REINSTALL)
    return entry

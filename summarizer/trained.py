"""Loading: open a trained file, check it against the manifest, refuse a wrong one by name. No pickle."""

import hashlib
import json
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import ModelError

# Raised by one whenever the manifest or a model file changes its shape.
FORMAT = 1
_AGAIN = "install the package again, or run `make models`"


def find_models() -> Path:
    """The folder of the trained files: inside an installed package, beside it in a checkout."""
    package = Path(str(files("summarizer")))
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
    """The bytes of a trained file, if they are those the manifest lists.

    ``fingerprint`` stands for the settings of the code that will use the file. Raises ``ModelError`` where
    the file or the manifest is missing or damaged, or was made under another format or other settings.
    """
    folder = find_models() if folder is None else folder
    path = folder / name
    entry = _read_entry(folder / "manifest.json", name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(
            str(path), f"no readable file ({error.strerror})", "the trained file", _AGAIN
        ) from None
    found = hashlib.sha256(data).hexdigest()
    if found != entry.get("sha256"):
        raise ModelError(str(path), f"SHA-256 {found}", f"{entry.get('sha256')} of the manifest", _AGAIN)
    if entry.get("settings") != fingerprint:
        advice = "run `make models` to train it again under these"
        raise ModelError(str(path), f"settings {entry.get('settings')}", f"settings {fingerprint}", advice)
    return data


def _read_entry(path: Path, name: str) -> dict[str, Any]:
    """What the manifest says of one file."""
    try:
        manifest = json.loads(path.read_bytes())
    except OSError as error:
        raise ModelError(str(path), f"no readable file ({error.strerror})", "the manifest", _AGAIN) from None
    except ValueError:
        raise ModelError(str(path), "what is no JSON", "the manifest", _AGAIN) from None
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if found != FORMAT:
        raise ModelError(str(path), f"format {found}", f"format {FORMAT}", _AGAIN)
    entry = manifest.get("models", {}).get(name)
    if not isinstance(entry, dict):
        raise ModelError(str(path), f"no entry for {name}", "one for every trained file", _AGAIN)
    return entry

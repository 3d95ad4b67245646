"""A trained file is used only if it is exactly the one that the manifest lists."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from models.manifest import list_in_manifest
from summarizer.duplicates.decision import fingerprint_rule
from summarizer.errors import ModelError
from summarizer.trained import find_models, load_arrays, load_rule, open_model

NAMES = ("duplicates.json", "words.npz", "formulas.npz")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files."""
    return Path(shutil.copytree(find_models(), tmp_path / "models"))


@pytest.mark.parametrize("name", NAMES)
def test_shipped_files_fit_this_version(name: str) -> None:
    """The manifest lists the shipped files, and they were made with the settings of this code."""
    assert open_model(name, fingerprint_rule())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", [0, -1])
def test_one_flipped_byte_is_refused(folder: Path, name: str, place: int) -> None:
    """The error names the file, both checksums and what to do."""
    data = bytearray((folder / name).read_bytes())
    data[place] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(
        ModelError, match=rf"{name}: found SHA-256 \w+, needed SHA-256 \w+ as in the manifest; .*make models"
    ):
        open_model(name, fingerprint_rule(), folder)


def test_other_settings_are_refused(folder: Path) -> None:
    """A rule made for other measures is not applied to these."""
    with pytest.raises(ModelError, match=r"duplicates\.json: found settings \w+, needed settings other"):
        load_rule("duplicates.json", "other", folder)


def test_another_format_is_refused(folder: Path) -> None:
    """A manifest of a later version is not read."""
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 2}))
    with pytest.raises(ModelError, match=r"manifest\.json: found format 2, needed format 1"):
        open_model("duplicates.json", fingerprint_rule(), folder)


@pytest.mark.parametrize("missing", ["manifest.json", "words.npz"])
def test_a_missing_file_is_named(folder: Path, missing: str) -> None:
    """The error names the missing file."""
    (folder / missing).unlink()
    with pytest.raises(ModelError, match=rf"{missing}: found no readable file"):
        load_arrays("words.npz", fingerprint_rule(), folder)


def test_a_file_outside_the_manifest_is_refused(folder: Path) -> None:
    """A file that the manifest does not list is not opened."""
    (folder / "more.json").write_text("{}")
    with pytest.raises(ModelError, match=r"no entry for more\.json"):
        open_model("more.json", fingerprint_rule(), folder)


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b"\xff"])
def test_a_damaged_manifest_is_refused(folder: Path, damage: bytes) -> None:
    """For any damage, a ``ModelError`` names the manifest."""
    (folder / "manifest.json").write_bytes(damage)
    with pytest.raises(ModelError, match=r"manifest\.json"):
        open_model("duplicates.json", fingerprint_rule(), folder)


def test_a_file_that_a_script_lists_can_be_opened(folder: Path) -> None:
    """Its entry has the settings and the checksum; the entries of other files are kept."""
    (folder / "more.json").write_text("{}")
    list_in_manifest(folder / "more.json", "settings", [folder / "words.npz"], {"f1": 1.0})
    assert open_model("more.json", "settings", folder) == b"{}"
    models = json.loads((folder / "manifest.json").read_text())["models"]
    assert models["more.json"]["data"] == {"words.npz": models["words.npz"]["sha256"]}
    assert models["more.json"]["cross_validated_scores"] == {"f1": 1.0}
    assert open_model("words.npz", fingerprint_rule(), folder)


def test_making_models_without_data_names_what_is_missing(tmp_path: Path) -> None:
    """No model is made, and the error names the missing files."""
    options = ["--data", str(tmp_path), "--out", str(tmp_path)]
    command = [sys.executable, "-m", "models.duplicates.weights", *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    assert "docs-truth.jsonl" in done.stderr
    assert list(tmp_path.iterdir()) == []

"""The notebook of the documents runs from its first cell to its last."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
CELLS = json.loads((ROOT / "docs/notebook.ipynb").read_text(encoding="utf-8"))["cells"]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # those of other libraries are not ours to mend
def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its assertions hold. `make docs` installs what it needs; elsewhere it is skipped."""
    if "KHULASA_NEEDS_DOCS" not in os.environ:
        pytest.importorskip("pandas")
        pytest.importorskip("datasets")
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    names: dict[str, Any] = {}
    for cell in CELLS:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)  # noqa: S102

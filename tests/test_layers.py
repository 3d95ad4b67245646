"""The layers: imports go down, never up or sideways. Every import of every file is read."""

import subprocess
import sys
from pathlib import Path

from tests.layers import list_climbs, list_unplaced


def test_imports_go_down() -> None:
    """No file imports from a higher layer, or from another place of its own layer."""
    assert list_climbs() == []


def test_every_module_has_a_place() -> None:
    """A new folder is given a layer, or its imports would not be checked."""
    assert list_unplaced() == []


def test_an_import_that_climbs_is_found(tmp_path: Path) -> None:
    """In a made-up tree: up, sideways, inside a function, of a whole folder; what goes down is not."""
    for name, text in {
        "summarizer/text/low.py": "from summarizer.parsing import parse\n",
        "summarizer/page/rules/sideways.py": "def run():\n    import summarizer.summary.scores\n",
        "summarizer/page/lines/low.py": "from summarizer.page.rules import sideways\n",
        "summarizer/summary/scores.py": "from summarizer.text import low\nfrom summarizer.summary import choice\n",
        "summarizer/dumps/input/jsonl.py": "from summarizer.dumps import deduplicating\n",
        "summarizer/dumps/deduplicating.py": "from summarizer.dumps.input import jsonl\n",
        "summarizer/parsing.py": "from service.client import Client\n",
        "service/http/errors.py": "from service.client.client import Client\n",
        "service/client/__init__.py": "import summarizer\n",
        "service/odd/new.py": "import summarizer\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert sorted(list_climbs(tmp_path)) == [
        "service.http.errors -> service.client.client",
        "summarizer.dumps.input.jsonl -> summarizer.dumps.deduplicating",
        "summarizer.page.lines.low -> summarizer.page.rules.sideways",
        "summarizer.page.rules.sideways -> summarizer.summary.scores",
        "summarizer.parsing -> service.client",
        "summarizer.text.low -> summarizer.parsing",
    ]
    assert list_unplaced(tmp_path) == ["service.odd.new"]


def test_importing_the_library_loads_nothing_heavy() -> None:
    """`import summarizer` loads neither Flask nor nltk nor scikit-learn."""
    heavy = {"flask", "nltk", "sklearn", "scipy"}
    code = f"import sys, summarizer; print(*{heavy} & {{name.split('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == ""

"""The layers: imports go down, never up or sideways. Every import of every file is read."""

import subprocess
import sys

import pytest

from tests.layers import list_climbs

# Mended next: what the move to folders showed.
KNOWN = {
    "summarizer.dumps.output.files -> summarizer.dumps.measuring",
}


def test_imports_go_down() -> None:
    """No file imports from a higher layer, or from another place of its own layer."""
    assert set(list_climbs()) == KNOWN


def test_importing_the_library_loads_nothing_heavy() -> None:
    """`import summarizer` loads neither Flask nor nltk nor scikit-learn."""
    heavy = {"flask", "nltk", "sklearn", "scipy"}
    code = f"import sys, summarizer; print(*{heavy} & {{name.split('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == ""


def test_every_public_name_is_there() -> None:
    """Each name that the library lists can be imported from it, and no other."""
    import summarizer

    assert all(getattr(summarizer, name) for name in summarizer.__all__)
    with pytest.raises(AttributeError, match="poem"):
        _ = summarizer.poem

"""The layers: imports go down, never up or sideways. Every import of every file is read."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMAND = {
    "summarizer",
    "summarizer.__main__",
    "summarizer.commanding",
    "summarizer.printing",
    "summarizer.processing",
    "summarizer.showing",
    "summarizer.viewing",
}
STORIES = {
    f"summarizer.{story}"
    for story in ("parsing", "summarizing", "deduplicating", "combining", "highlighting")
}


def find_layer(module: str) -> int:
    """The layer of a module, 0 the lowest; a module may import from lower layers, or from its own package."""
    if module.startswith("service"):
        return 7
    if module in COMMAND:
        return 6
    if module.startswith("summarizer.dumps"):
        return 5
    if module in STORIES:
        return 3
    package = module.split(".")[1]
    return {"records": 0, "errors": 0, "text": 1, "loading": 1, "page": 2, "summary": 2, "duplicates": 2}[
        package
    ]


def find_package(module: str) -> str:
    """What may import within a layer: the same sub-package, the stories among themselves, the lowest two."""
    if find_layer(module) in (0, 3, 6, 7):
        return str(find_layer(module))
    return ".".join(module.split(".")[:2])


def read_imports(path: Path) -> set[str]:
    """The modules of ours that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            found.add(str(node.module))
    return {name for name in found if name.split(".")[0] in ("summarizer", "service")}


FILES = sorted(path for package in ("summarizer", "service") for path in (ROOT / package).rglob("*.py"))


def name_module(path: Path) -> str:
    """The dotted name of a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", FILES, ids=name_module)
def test_imports_go_down(path: Path) -> None:
    """No file imports from its own layer's other packages or from a higher layer."""
    module = name_module(path)
    for name in read_imports(path):
        if find_package(name) != find_package(module):
            assert find_layer(name) < find_layer(module), f"{module} imports {name}"


@pytest.mark.parametrize(
    "path", [path for path in FILES if {"summary", "page"} & {*path.relative_to(ROOT).parts}], ids=name_module
)
def test_a_story_reads_in_one_direction(path: Path) -> None:
    """No stage imports a story."""
    assert not read_imports(path) & STORIES


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

"""The order of the folders, as `docs/architecture.md` gives it: an import goes down, never up or sideways."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = sorted(path for package in ("summarizer", "service") for path in (ROOT / package).rglob("*.py"))

# Lowest first. Places in one row may not import each other. The longest name that a module begins with is its
# place.
LIBRARY = (
    ("summarizer.errors",),
    ("summarizer.records",),
    ("summarizer.text", "summarizer.trained"),
    ("summarizer.page", "summarizer.summary", "summarizer.duplicates"),
    ("summarizer.parsing",),
    ("summarizer.summarizing", "summarizer.deduplicating", "summarizer.together", "summarizer.key_phrases"),
)
DUMPS = (
    ("summarizer.dumps.records",),
    ("summarizer.dumps.input", "summarizer.dumps.archive"),
    ("summarizer.dumps.run",),
    ("summarizer.dumps.phases",),
    ("summarizer.dumps.report",),
    ("summarizer.dumps.output",),
    ("summarizer.dumps",),
)
COMMAND = (("summarizer.command",), ("summarizer", "summarizer.__main__"))
SERVICE = (
    ("service.settings", "service.logs", "service.sqlite", "service.wire"),
    ("service.client", "service.http"),
    ("service.jobs",),
    ("service.routes",),
    ("service.app",),
    ("service.server",),
    ("service.keys_command", "service"),
)
ORDER = LIBRARY + DUMPS + COMMAND + SERVICE


def name_module(path: Path) -> str:
    """The dotted name of a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def find_place(module: str) -> tuple[int, str]:
    """The layer of a module, 0 the lowest, and its place within the layer."""
    found = [
        (len(place), layer, place)
        for layer, places in enumerate(ORDER)
        for place in places
        if module == place or module.startswith(place + ".")
    ]
    _, layer, place = max(found)
    return layer, place


def read_imports(path: Path) -> set[str]:
    """The modules of ours that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if is_module(name) else str(node.module) for name in names}
    return {name for name in found if name.split(".")[0] in ("summarizer", "service")}


def is_module(name: str) -> bool:
    """Whether a dotted name is a file or folder of ours."""
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def list_climbs() -> list[str]:
    """Every import that does not go down, as ``importer -> imported``."""
    climbs = []
    for path in FILES:
        module = name_module(path)
        layer, place = find_place(module)
        for name in sorted(read_imports(path)):
            wanted, home = find_place(name)
            if home != place and wanted >= layer:
                climbs.append(f"{module} -> {name}")
    return climbs

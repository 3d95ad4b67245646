"""The order of the folders, as `docs/architecture.md` gives it: an import goes down, never up or sideways."""

import ast
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("summarizer", "service")

# Lowest first. Places in one row may not import each other. A place is a file or a folder with all that is in it;
# `*` stands for the files of a folder, not for the folders in it. The longest name that fits is a module's place.
LIBRARY = (
    ("summarizer.errors",),
    ("summarizer.records",),
    ("summarizer.kernels",),
    ("summarizer.text", "summarizer.trained"),
    ("summarizer.html", "summarizer.page", "summarizer.summary", "summarizer.duplicates"),
    ("summarizer.parsing",),
    (
        "summarizer.summarizing",
        "summarizer.deduplicating",
        "summarizer.together",
        "summarizer.key_phrases",
        "summarizer.explaining",
    ),
)
DUMPS = (
    ("summarizer.dumps.records",),
    ("summarizer.dumps.input", "summarizer.dumps.archive"),
    ("summarizer.dumps.run",),
    ("summarizer.dumps.phases",),
    ("summarizer.dumps.report",),
    ("summarizer.dumps.output",),
    ("summarizer.dumps.*",),
)
COMMAND = (("summarizer.command",), ("summarizer", "summarizer.__main__"))
SERVICE = (
    ("service.rates",),
    (
        "service.installation",
        "service.settings",
        "service.logs",
        "service.clock",
        "service.sqlite",
        "service.wire",
    ),
    ("service.http.operations", "service.http.pages"),
    ("service.http.access",),
    ("service.client", "service.http"),
    ("service.jobs",),
    ("service.routes",),
    ("service.app",),
    ("service.server",),
    ("service.keys_command", "service.start", "service"),
)
ORDER = LIBRARY + DUMPS + COMMAND + SERVICE
# Within `page`: the stages in their order, each with what it needs below it.
PAGE = (
    ("summarizer.page.records", "summarizer.page.reasons"),
    ("summarizer.page.evidence", "summarizer.page.phrases"),
    ("summarizer.page.lines", "summarizer.page.furniture"),
    ("summarizer.page.regions.measures",),
    ("summarizer.page.rules",),
    ("summarizer.page.regions",),
    ("summarizer.page.articles",),
    ("summarizer.page.fields", "summarizer.page.markup"),
)


def list_modules(root: Path = ROOT) -> dict[str, Path]:
    """Every module of ours and its file."""
    files = (path for package in PACKAGES for path in sorted((root / package).rglob("*.py")))
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for path in files
    }


def find_place(module: str, order: Sequence[Sequence[str]] = ORDER) -> tuple[int, str] | None:
    """The layer of a module, 0 the lowest, and its place within the layer; none if an order does not name it."""
    found = [
        (len(place), layer, place)
        for layer, places in enumerate(order)
        for place in places
        if is_within(module, place)
    ]
    if not found:
        return None
    _, layer, place = max(found)
    return layer, place


def is_within(module: str, place: str) -> bool:
    """Whether a module is the place or lies in it."""
    if place in PACKAGES:
        return module == place
    if place.endswith(".*"):
        folder = place.removesuffix(".*")
        return module == folder or module.rpartition(".")[0] == folder
    return module == place or module.startswith(place + ".")


def read_imports(path: Path, modules: dict[str, Path]) -> set[str]:
    """The modules of ours that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if name in modules else str(node.module) for name in names}
    return {name for name in found if name.split(".")[0] in PACKAGES}


def list_climbs(root: Path = ROOT) -> list[str]:
    """Every import that does not go down, as ``importer -> imported``."""
    modules = list_modules(root)
    return [
        f"{module} -> {name}"
        for module, path in modules.items()
        for name in sorted(read_imports(path, modules))
        if climbs_in(ORDER, module, name) or climbs_in(PAGE, module, name)
    ]


def climbs_in(order: Sequence[Sequence[str]], module: str, name: str) -> bool:
    """Whether an import goes up or sideways in an order that names both modules."""
    here, there = find_place(module, order), find_place(name, order)
    return bool(here and there and here[1] != there[1] and there[0] >= here[0])


def list_unplaced(root: Path = ROOT) -> list[str]:
    """Modules that the orders do not name; empty `__init__` files have no imports to check."""
    return [
        module
        for module, path in list_modules(root).items()
        if not is_placed(module) and path.read_text(encoding="utf-8").strip()
    ]


def is_placed(module: str) -> bool:
    """Whether an order names a module; modules of `page` stand in both."""
    in_page = module.startswith("summarizer.page.")
    return find_place(module) is not None and (not in_page or find_place(module, PAGE) is not None)

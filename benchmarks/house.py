"""House rules: how large folders, files and functions are, and which public names are defined twice.

    python -m benchmarks.house [ROOT]

CONTRIBUTING.md has the limits. A name counts as defined twice when two modules of ``summarizer`` or
``service`` define a public class or function of that name at their top level. Methods do not count.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.command_line import make_parser, show

FOLDERS = ("summarizer", "service", "client", "models", "benchmarks")
# Where a public name may be defined once only; a script of the others has functions of its own.
PACKAGES = ("summarizer", "service")
MOST_PARAMETERS = 4
Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = ast.ClassDef | Function


def measure_house(root: Path) -> dict[str, Any]:
    """The figures of each folder, the functions with many parameters, and the names defined twice."""
    trees = {
        path.relative_to(root): ast.parse(path.read_text(encoding="utf-8"))
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*.py"))
    }
    lines = {path: len((root / path).read_text(encoding="utf-8").splitlines()) for path in trees}
    functions = {path: list(list_functions(tree)) for path, tree in trees.items()}
    crowded = sorted(
        f"{path}:{function.name} {count_parameters(function)}"
        for path, found in functions.items()
        for function in found
        if count_parameters(function) > MOST_PARAMETERS
    )
    modules = [path for path in trees if path.name != "__init__.py"]
    return {
        "folders": [describe_folder(folder, lines, functions) for folder in list_folders(trees)],
        "modules": len(modules),
        "gerunds": sum(path.stem.endswith("ing") for path in modules),
        "longest_file": max(lines.values()),
        "longest_function": max(count_lines(one) for found in functions.values() for one in found),
        "many_parameters": crowded,
        "defined_twice": find_repeated_names(trees),
    }


def list_folders(paths: dict[Path, Any]) -> list[Path]:
    """Every folder that holds a module."""
    return sorted({path.parent for path in paths})


def describe_folder(
    folder: Path, lines: dict[Path, int], functions: dict[Path, list[Function]]
) -> dict[str, Any]:
    """One folder: its modules, its longest file and its longest function, both in lines."""
    here = [path for path in lines if path.parent == folder]
    return {
        "folder": str(folder),
        "modules": sum(path.name != "__init__.py" for path in here),
        "longest_file": max(lines[path] for path in here),
        "longest_function": max(
            (count_lines(function) for path in here for function in functions[path]), default=0
        ),
    }


def list_functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method of a file."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def count_lines(function: Function) -> int:
    """The lines of a function's body, without its head and its docstring."""
    has_docstring = ast.get_docstring(function) is not None
    body = function.body[1:] if has_docstring and len(function.body) > 1 else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def count_parameters(function: Function) -> int:
    """How many parameters a caller gives: all but ``self`` and ``cls``."""
    given = function.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


def find_repeated_names(trees: dict[Path, ast.Module]) -> dict[str, list[str]]:
    """Public names that two modules define, each with its modules."""
    homes: dict[str, set[str]] = defaultdict(set)
    for path, tree in trees.items():
        if path.parts[0] not in PACKAGES:
            continue
        for node in tree.body:
            if isinstance(node, Definition) and not node.name.startswith("_"):
                homes[node.name].add(str(path))
    return {name: sorted(found) for name, found in sorted(homes.items()) if len(found) > 1}


def main() -> None:
    """Measure, print and save."""
    parser = make_parser(__doc__)
    parser.add_argument("root", type=Path, nargs="?", default=Path(), help="of the repository")
    options = parser.parse_args()
    show(measure_house(options.root), options.out)


if __name__ == "__main__":
    main()

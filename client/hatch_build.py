"""Adds the modules of the client to its wheel: those of the repository, with imports of one package.

The client has one source, `service/client`. Its copy here imports `khulasa_client` only, since a project that
installs it may have folders `service` and `summarizer` of its own. The library's records are copied too, for
projects without the library.
"""

import re
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "khulasa_client"
# Modules and folders of the repository, and what each is in the package.
COPIES = {
    "service/installation.py": "installation.py",
    "service/client": "",
    "service/wire/__init__.py": "wire/__init__.py",
    "service/wire/models.py": "wire/models.py",
    "service/wire/document_models.py": "wire/document_models.py",
    "service/wire/job_models.py": "wire/job_models.py",
    "service/wire/problems.py": "wire/problems.py",
}
# What client and wire import of the library, as far as it needs no numpy.
LIBRARY = (
    "errors",
    "records",
    "records.record",
    "records.replies",
    "records.summary",
    "dumps.records",
    "duplicates.given_rows",
    "text.iso_dates",
    "text.validation",
)
BUNDLED = (
    "errors.py",
    "records",
    "dumps/records.py",
    "duplicates/given_rows.py",
    "text/iso_dates.py",
    "text/validation.py",
)
# Folders of which only some modules are copied.
_PARTS = ("dumps", "duplicates", "text")
# Where the client's copy finds what a module of the repository imports.
_CLIENT_IMPORTS = {
    "service.client": PACKAGE,
    "service.wire": f"{PACKAGE}.wire",
    "summarizer.": f"{PACKAGE}.library.",
}
_BUNDLED_IMPORTS = {"summarizer.": f"{PACKAGE}.bundled."}
_FACADE = '''"""`summarizer.{name}`: of the library where it is installed, otherwise of this package."""

from typing import TYPE_CHECKING

from khulasa_client.library import HAS_LIBRARY

if TYPE_CHECKING or not HAS_LIBRARY:
    from khulasa_client.bundled.{name} import *
else:
    from summarizer.{name} import *
'''


class CustomBuildHook(BuildHookInterface[Any]):
    """Called by hatchling for the wheel and for the source distribution, which holds what was added to it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the modules. Refuses an editable installation, which would lack them."""
        if version == "editable":
            raise ValueError("khulasa-client is made from service/client: install it without --editable")
        root = Path(self.root)
        if (root / PACKAGE / "client.py").exists():  # a source distribution
            return
        folder = Path(mkdtemp(prefix="khulasa-client-"))
        write_package(root.parent, folder)
        build_data["force_include"][str(folder)] = PACKAGE
        build_data["force_include"][str(root.parent / "LICENSE")] = f"{PACKAGE}/LICENSE"


def write_package(repository: Path, folder: Path) -> None:
    """Write all modules that are made from the repository's into a folder."""
    for source, target in COPIES.items():
        _copy(repository / source, folder / target, _CLIENT_IMPORTS)
    for source in BUNDLED:
        _copy(repository / "summarizer" / source, folder / "bundled" / source, _BUNDLED_IMPORTS)
    for name in LIBRARY:
        is_folder = (repository / "summarizer" / name).is_dir()
        file = f"{name.replace('.', '/')}{'/__init__' if is_folder else ''}.py"
        _write(folder / "library" / file, _FACADE.format(name=name))
    parts = [f"{part}/{name}" for part in ("bundled", "library") for name in _PARTS]
    for package in ("bundled", *parts):
        _write(folder / package / "__init__.py", "")


def _copy(source: Path, target: Path, imports: dict[str, str]) -> None:
    """Copy a module, or all of a folder but its `__init__` where the package has one of its own."""
    if source.is_dir():
        for path in sorted(source.glob("*.py")):
            if path.name != "__init__.py" or source.name != "client":
                _copy(path, target / path.name, imports)
        return
    text = source.read_text(encoding="utf-8")
    for name, replacement in imports.items():
        text = re.sub(rf"\b(from|import) {re.escape(name)}", rf"\1 {replacement}", text)
    _write(target, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

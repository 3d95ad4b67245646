"""Compiles the kernels when hatchling builds the package, for a wheel and for an editable installation alike.

The kernels are plain C without Python's headers, so one command of any C compiler makes the library and one
wheel serves every version of Python. Without a compiler the package is built all the same, and numpy is used.
"""

import os
import shlex
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNELS = Path("summarizer", "kernels")
# Only functions marked so are visible; no flags for this processor, because a wheel runs on others too.
# Products and sums are rounded one by one, as numpy does it, also where a processor can do both at once.
FLAGS = (
    "-std=c99",
    "-O3",
    "-ffp-contract=off",
    "-fPIC",
    "-shared",
    "-fvisibility=hidden",
    "-Wall",
    "-Wextra",
)
# Of square roots and logarithms.
LIBRARIES = ("-lm",)


class KernelHook(BuildHookInterface[BuilderConfig]):
    """Puts the compiled kernels into the wheel and names its platform."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile; hatchling calls this before it collects the files."""
        folder = Path(self.root) / KERNELS
        refusal = compile_kernels(folder, folder / "kernels.so")
        if refusal:
            self.app.display_warning(f"The kernels were not compiled, numpy does their work: {refusal}")
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["artifacts"].append(str(KERNELS / "kernels.so"))
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"


def compile_kernels(folder: Path, library: Path, flags: tuple[str, ...] = FLAGS) -> str:
    """Compile the C files of ``folder`` by the compiler that ``CC`` names, or `cc`; returns why it failed."""
    sources = [str(path) for path in sorted(folder.glob("*.c"))]
    fresh = library.with_suffix(f".{os.getpid()}")
    compiler = shlex.split(os.environ.get("CC", "cc"))
    added = shlex.split(os.environ.get("CFLAGS", ""))
    try:
        done = subprocess.run(
            [*compiler, *flags, *added, *sources, "-o", str(fresh), *LIBRARIES],
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        done = subprocess.CompletedProcess([], 1, "", str(error))
    if done.returncode:
        # One of an older build would not match its callers.
        library.unlink(missing_ok=True)
        return done.stderr.strip() or f"{compiler[0]} failed"
    fresh.replace(library)
    return ""

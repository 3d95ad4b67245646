"""What `khulasa --version` says: the version, the kernels, and on what it runs."""

import click

from summarizer.command.language.translation import mark, say

_KERNELS = {"compiled": "compiled kernels", "numpy": "numpy, no compiled kernels"}
# The libraries whose versions change what comes out, or whether a part is there.
_NAMED = ("numpy", "orjson", "lxml", "trafilatura", "pyarrow", "flask")


def _print_version(context: click.Context, _: click.Parameter, is_wanted: bool) -> None:  # noqa: FBT001
    if not is_wanted or context.resilient_parsing:
        return
    # Imported here, because every call of the command would wait for numpy.
    import platform
    import sys
    from importlib.metadata import PackageNotFoundError, version

    from summarizer.kernels.library import name_kernels

    found = [f"Python {platform.python_version()}"]
    for name in _NAMED:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    kernels = say(_KERNELS[name_kernels()])
    click.echo(mark(f"khulasa {version('khulasa')} ({kernels})", sys.stdout))
    click.echo(f"{', '.join(found)}, {sys.platform} {platform.machine()}")
    context.exit()


take_version = click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)

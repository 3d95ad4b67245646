"""What `khulasa --version` says: the version, and whether this installation has its compiled kernels."""

import click

from summarizer.command.language import say

_KERNELS = {"compiled": "compiled kernels", "numpy": "numpy, no compiled kernels"}


def _print_version(context: click.Context, _: click.Parameter, is_wanted: bool) -> None:  # noqa: FBT001
    if not is_wanted or context.resilient_parsing:
        return
    # Imported here, because every call of the command would wait for numpy.
    from importlib.metadata import version

    from summarizer.kernels.library import name_kernels

    click.echo(f"khulasa {version('khulasa')} ({say(_KERNELS[name_kernels()])})")
    context.exit()


take_version = click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)

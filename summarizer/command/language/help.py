"""Help in the language of the command: click's formatter and group with translated texts, and `--lang`."""

import os
import re
import sys
import textwrap
from collections.abc import Iterable

import click

from summarizer.command.language.translation import (
    LANGUAGES,
    VARIABLE,
    direct,
    isolate_value,
    read_language,
    translate_paragraph,
)
from summarizer.command.language.translation import split_paragraphs as split

_GAP = 2
# What click puts behind the help of an option: [default: text; x>=1].
_EXTRA = re.compile(r" *\[((?:default|required|env var|x[<>]|\d+<).*?)\]", re.DOTALL)


class HelpFormatter(click.HelpFormatter):
    """Translates what click has put together, before it is broken into lines."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line."""
        super().write_usage(prog, args, prefix or f"{translate_paragraph('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """The name of a section."""
        super().write_heading(translate_paragraph(heading))

    def write_text(self, text: str) -> None:
        """The paragraphs about a command."""
        if read_language() == "en":
            super().write_text(text)
            return
        super().write_text("\n\n".join(translate_paragraph(part) for part in split(text)))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = _GAP) -> None:
        """Options or commands and what they are for."""
        translated = [(name, _translate_help(text)) for name, text in rows]
        if read_language() == "en" or not sys.stdout.isatty():
            super().write_dl(translated, col_max, col_spacing)
            return
        first = min(max(len(name) for name, _ in translated), col_max) + col_spacing
        for name, text in translated:
            lines = textwrap.wrap(text, max(self.width - first - self.current_indent, 10)) or [""]
            start = f"{'':{self.current_indent}}{name:<{first}}"
            if len(name) > first - col_spacing:
                self.write(f"{'':{self.current_indent}}{name}\n")
                start = " " * (self.current_indent + first)
            for line in lines:
                self.write(f"{start}{direct(line, sys.stdout)}\n")
                start = " " * (self.current_indent + first)

    def getvalue(self) -> str:
        """The whole help; lines of Arabic run from right to left, columns are marked already."""
        lines = super().getvalue().split("\n")
        return "\n".join(line if "\u2067" in line else direct(line, sys.stdout) for line in lines)


class Context(click.Context):
    """A context whose help is translated."""

    formatter_class = HelpFormatter


class Group(click.Group):
    """A group that lists its commands by the first paragraph of their help, whole."""

    context_class = Context

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands and what they are for."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl([(name, split(one.help or "")[0]) for name, one in found if one and one.help])


def _remember_language(_context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        # So that errors outside of every context, and processes that are started, speak it too.
        os.environ[VARIABLE] = value


def take_language(commands: Iterable[click.Command]) -> None:
    """Give each command, and each command of a group, the option for the language."""
    for command in commands:
        command.context_class = Context
        command.params.append(
            click.Option(
                ["--lang"],
                type=click.Choice(LANGUAGES),
                expose_value=False,
                is_eager=True,
                callback=_remember_language,
                help="The language of help, messages and errors; else as KHULASA_LANG or the locale says.",
            )
        )
        if isinstance(command, click.Group):
            take_language(command.commands.values())


def strip_extras(text: str) -> str:
    """The help of an option without what stands in brackets behind it."""
    return _EXTRA.sub("", text).strip()


def _translate_help(text: str) -> str:
    """The help of an option, and what click and we add to it in brackets."""
    if read_language() == "en":
        return text
    own = strip_extras(text)
    rows = [part for extra in _EXTRA.findall(text) for part in extra.split("; ")]
    added = f" [{'؛ '.join(map(_translate_extra, rows))}]" if rows else ""
    return f"{translate_paragraph(own)}{added}" if own else ""


def _translate_extra(text: str) -> str:
    """A default is a word to type, so it stays as it is; a few are described instead."""
    name, _, value = text.partition(": ")
    if not value:
        return translate_paragraph(text)
    shown = translate_paragraph(value) if " " in value else value
    return translate_paragraph(f"{name}: {{}}").format(isolate_value(shown))

"""Every English text that the command can show, read from its help and from the source; used by `test_language`."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from service.keys_command import keys
from service.settings import ServiceSettings
from summarizer.command.language.help import strip_extras
from summarizer.command.language.translation import split_paragraphs
from summarizer.command.main import commands
from summarizer.dumps.records import DumpSettings
from summarizer.records import DuplicateSettings, RecurringSettings, SummarySettings

ROOT = Path(__file__).parents[2]
# Calls whose texts people see, and which of their arguments.
ERRORS = (
    *("TextError", "SettingsError", "DocumentError", "DumpError", "ModelError", "ArchiveError", "RunError"),
    *("InputError", "OutputError", "NoClusterError", "RecordError", "Refusal", "CutShortError"),
)
CALLS = {
    *ERRORS,
    *("BadParameter", "UsageError", "complain", "note", "say", "fail", "_find_error"),
}
# Where those are made that reach the command.
PLACES = (
    "summarizer",
    "service/settings.py",
    "service/rates.py",
    "service/keys_command.py",
    "service/server",
)
# Names and values, not words: a path, an encoding, the name of a setting, an option or a variable.
_NO_WORDS = re.compile(
    r"(?:\{\}|--[a-z-]+|KHULASA_[A-Z_]+|[^A-Za-z]|UTF-8|UTF-16|WINDOWS-1256|TOML|khulasa)*"
)
_SETTINGS = {
    *ServiceSettings.model_fields,
    *(
        field.name
        for one in (RecurringSettings, DumpSettings, DuplicateSettings, SummarySettings)
        for field in fields(one)
    ),
}


def list_help() -> Iterator[str]:
    """The paragraphs of every command's help and the help of every option."""
    found = [commands, *commands.commands.values(), keys, *keys.commands.values()]
    for command in found:
        yield from split_paragraphs(command.help or "")
        for option in command.params:
            if isinstance(option, click.Option) and option.help:
                yield strip_extras(option.help)
    yield from split_paragraphs(commands.epilog or "")


def list_messages() -> dict[str, str]:
    """Every text of an error or a note, with `{}` for what is filled in, and where it is."""
    paths = [path for place in PLACES for path in sorted((ROOT / place).rglob("*.py")) or [ROOT / place]]
    found: dict[str, str] = {}
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = _list_assignments(tree)
        for function in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]:
            local = constants | (_list_assignments(function) if function is not tree else {})
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and _name_call(node) in CALLS:
                    for value in node.args:
                        for text in _list_texts(value, local):
                            if not _NO_WORDS.fullmatch(text) and text not in _SETTINGS:
                                found.setdefault(text, f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def _name_call(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _list_assignments(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """The values that names get."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


def _list_texts(value: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The texts that an argument can be."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
        case ast.IfExp(body=body, orelse=other):
            yield from _list_texts(body, names)
            yield from _list_texts(other, names)
        case ast.Name(id=name) if name in names:
            # A name may get a value made of its own.
            others = {other: values for other, values in names.items() if other != name}
            for one in names[name]:
                yield from _list_texts(one, others)

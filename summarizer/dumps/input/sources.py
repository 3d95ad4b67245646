"""The sources of a run: files, globs, folders and URLs as stretches of input, in a fixed order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from summarizer.dumps.input.formats import ENDINGS, PACKED, find_format
from summarizer.dumps.input.streams import STANDARD_INPUT, ZSTD, find_filesystem, is_packed_head, is_url
from summarizer.dumps.records import Format, Source
from summarizer.errors import InputError, RunError

_GLOB = frozenset("*?[")
# The statuses of a server that answers and has no such file.
_GONE = (404, 410)
_HTML = ("lxml", "lxml_html_clean", "trafilatura")
_LIBRARIES = {
    Format.PARQUET: ("pyarrow",),
    Format.HTML: _HTML,
    Format.WARC: ("warcio", *_HTML),
}


def list_sources(inputs: Sequence[str]) -> tuple[Source, ...]:
    """The files that make up the inputs: in the order given, names in order within a glob or a folder.

    Raises ``InputError`` for an input that is missing or empty or has an unknown ending.
    """
    sources: list[Source] = []
    for given in inputs:
        found = [_describe(path, size) for path, size in _expand(given)]
        if not found:
            raise InputError(given, "no file", "files", "name a file, a folder or a glob that holds some")
        sources += found
    if not sources:
        raise InputError("input", "none", "a file", "name one, or - for standard input")
    return tuple(sources)


def find_plain(source: Source) -> Format | None:
    """Whether a source is a plain file of this machine, and of lines or one JSON array; None: it is not.

    Opens the file, so a run asks once.
    """
    path = source.path
    if source.format is not Format.JSONL or path == STANDARD_INPUT or is_url(path):
        return None
    # Opening a pipe would wait for its writer.
    if path.lower().endswith(PACKED) or _is_pipe(path):
        return None
    with Path(path).open("rb") as file:
        head = file.read(64)
    if is_packed_head(head):
        return None
    # One that is an array is read whole.
    is_array = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    return Format.ARRAY if is_array else Format.JSONL


def cut_sources(
    sources: Sequence[Source], part_bytes: int, plain: Sequence[Format | None] | None = None
) -> tuple[Source, ...]:
    """The stretches that one task each reads: a plain JSONL file of this machine is cut, others are one.

    part_bytes  the bytes of a stretch
    plain       what `find_plain` says of each source, if it was asked

    Raises ``InputError`` for a pipe, which no other process can read.
    """
    found = list(map(find_plain, sources)) if plain is None else plain
    pairs = zip(sources, found, strict=True)
    return tuple(stretch for source, form in pairs for stretch in _cut(source, part_bytes, form))


def measure_plain(sources: Sequence[Source], plain: Sequence[Format | None]) -> int | None:
    """The bytes of sources that are all plain; None where others are among them, which may be packed."""
    return None if None in plain else sum(source.size for source in sources)


def _expand(given: str) -> Iterator[tuple[str, int]]:
    """The files behind a name, and their sizes."""
    if given == STANDARD_INPUT:
        yield given, 0
    elif is_url(given):
        yield from _list_remote(given)
    else:
        for found in sorted(_list_files(Path(given))):
            try:
                yield str(found), found.stat().st_size
            except OSError as error:
                raise InputError(
                    str(found), f"no file ({error.strerror})", "a file", "name one that exists"
                ) from None


def _list_remote(given: str) -> list[tuple[str, int]]:
    """The files behind a URL, and their sizes."""
    try:
        system, path = find_filesystem(given)
        if system.isfile(path):
            names = [path]
        else:
            names = system.glob(path) if _GLOB & set(path) else system.find(path) or _miss(system, path)
        return [(str(system.unstrip_protocol(name)), int(system.size(name) or 0)) for name in sorted(names)]
    except RunError as error:  # the library for stores is not installed
        raise InputError(*error.args) from None
    # Every kind of store raises its own errors: no such bucket, no permission, no answer, no library.
    except Exception as error:
        if isinstance(error, OSError) and not isinstance(error, (FileNotFoundError, PermissionError)):
            found = f"an address that cannot be reached ({str(error) or type(error).__name__})"
            advice = "check the address and the network"
            raise InputError(given, found, "an address that answers", advice) from error
        advice = "check the address and what you may read there; s3:// needs pip install 'khulasa[s3]'"
        raise InputError(given, f"no store that answers ({error})", "a store", advice) from error


def _miss(system: Any, path: str) -> list[str]:
    """No files. Raises what kept a store from answering: over HTTP, fsspec then finds none, silently."""
    try:
        system.info(path)
    except FileNotFoundError as error:
        cause = error.__cause__
        is_missing = isinstance(cause, FileNotFoundError) or getattr(cause, "status", None) in _GONE
        if cause is not None and not is_missing:
            raise cause from None
    return []


def _list_files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        # A hidden folder is nobody's input: the work of an earlier run, or a history of versions.
        return (found for found in path.rglob("*") if found.is_file() and not _is_hidden(found, path))
    if _GLOB & set(str(path)) and not path.exists():
        return Path(path.anchor).glob(str(path.relative_to(path.anchor)))
    return iter([path])


def _is_hidden(found: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in found.relative_to(folder).parts)


def _describe(path: str, size: int) -> Source:
    form = Format.JSONL if path == STANDARD_INPUT else find_format(path)
    if form is None:
        endings = ", ".join(ENDINGS)
        advice = f"rename it, or name only files that end in {endings}, or that and {' or '.join(PACKED)}"
        raise InputError(path, "an unknown ending", "the ending of a format", advice)
    _check_libraries(path, form)
    return Source(path, 0, None, form, size)


def _cut(source: Source, part_bytes: int, plain: Format | None) -> list[Source]:
    path, size = source.path, source.size
    if _is_pipe(path):
        raise InputError(path, "a pipe", "a file", "pipe it into standard input, and give -")
    if plain is not Format.JSONL:
        return [replace(source, format=plain or source.format)]
    return [
        replace(source, start=start, end=min(start + part_bytes, size))
        for start in range(0, max(size, 1), part_bytes)
    ]


def _is_pipe(path: str) -> bool:
    """Whether something else than a file has this name. A file may be gone, once a run has read it."""
    return Path(path).exists() and not Path(path).is_file()


def _check_libraries(path: str, form: Format) -> None:
    """Refuse a format whose library is not installed before the run begins."""
    names = [*_LIBRARIES.get(form, ()), *([ZSTD] if path.lower().endswith(".zst") else [])]
    for name in names:
        if not _is_installed(name):
            advice = "install it with: pip install 'khulasa[dumps]'"
            raise InputError(path, f"a format that needs {name}", "it to be installed", advice)


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # the package that the module is part of
        return False

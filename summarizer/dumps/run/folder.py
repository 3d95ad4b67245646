"""The work folder of a run: made, reopened or refused; used where a story over a dump begins."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summarizer.dumps.input.sources import cut_sources, find_plain, list_sources, measure_plain
from summarizer.dumps.input.streams import STANDARD_INPUT, find_filesystem, is_url
from summarizer.dumps.records import DumpSettings, Format, Source
from summarizer.dumps.run.earlier_run import refuse_earlier, remove_earlier
from summarizer.dumps.run.finished import find_run
from summarizer.dumps.run.guards import lock_work, name_output_errors
from summarizer.dumps.run.sizes import count_workers, find_memory, find_part_bytes, find_scale
from summarizer.dumps.run.task_notes import check_files, seal, sweep, unseal
from summarizer.dumps.run.whole_files import write_whole
from summarizer.errors import RunError
from summarizer.trained import find_models

# To be raised by one when the files between the phases change, or what marks and measures in them mean.
FORMAT = 9
WORK = ".khulasa"
_PLAN = "plan.json"
# The phases that read the dump.
_FROM_INPUTS = ("read", "gather")
# Settings that do not change the outputs: a run may be resumed with others. Its parts and buckets, by which
# its tasks are numbered, keep the sizes that they have in its plan.
_FREE = ("workers", "memory", "cluster", "resume", "overwrite", "work", "strict", "report")


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What a caller asks for: the kind of the run, its inputs and output, the settings of its story."""

    kind: str
    inputs: tuple[str, ...]
    output: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """A run as it was begun: its sources, the sizes of its tasks, the settings that decide its outputs."""

    kind: str
    output: str
    fingerprint: str
    settings: dict[str, Any]
    inputs: tuple[dict[str, Any], ...]
    sources: tuple[Source, ...]
    part_bytes: int
    scale: int  # of the buckets, as `sizes.find_scale` says
    folder: Path  # holds the files between the phases


def find_work(output: str, dump: DumpSettings) -> Path:
    """The folder of the files between the phases. Raises ``RunError`` where it would be at a URL."""
    if dump.work is not None:
        return Path(dump.work)
    if is_url(output):
        raise RunError(
            output, "a URL and no work folder", "a folder that every worker sees", "name one with --work"
        )
    return Path(output) / WORK


@contextmanager
def begin_run(request: RunRequest, dump: DumpSettings) -> Iterator[Plan]:
    """The plan of a run; its folder is locked as long as this is open. Raises ``RunError``."""
    work = find_work(request.output, dump)
    if dump.cluster is not None:
        _check_paths([*request.inputs, str(work)])
    with name_output_errors(_list_folders(request.output, work)):
        work.mkdir(parents=True, exist_ok=True)
        with lock_work(work):
            yield _open_plan(request, work, dump)


@contextmanager
def reopen_run(kind: str, output: str, dump: DumpSettings) -> Iterator[Plan]:
    """The plan of a run that was begun before; its inputs may be gone. Raises ``RunError``."""
    work = find_work(output, dump)
    if not (work / _PLAN).is_file():
        raise RunError(output, "no run", "one", f"run khulasa {kind} first, or name its --work folder")
    with name_output_errors(_list_folders(output, work)), lock_work(work):
        stored = _load_plan(work / _PLAN)
        _check_version(work, stored["identity"], f"run khulasa {kind} again, with --overwrite")
        spoiled = _check_work(work / stored["fingerprint"])
        # Their tasks are repeated, which would read other documents from a dump that was changed meanwhile.
        if any(path.parent.name in _FROM_INPUTS for path in spoiled):
            _check_inputs(stored["files"])
        yield _read_plan(output, work, stored)


def _list_folders(output: str, work: Path) -> list[Path]:
    """The folders of this machine that a run writes into."""
    return [work.absolute(), *([] if is_url(output) else [Path(output).absolute()])]


def _check_paths(paths: Sequence[str]) -> None:
    """Refuse relative paths: a worker that was started in another folder would read another file."""
    for path in paths:
        if not (is_url(path) or path == STANDARD_INPUT or Path(path).is_absolute()):
            raise RunError(path, "a relative path", "one that all workers read alike", "give it from / on")


def _open_plan(request: RunRequest, work: Path, dump: DumpSettings) -> Plan:
    identity = _identify(request, dump)
    path = work / _PLAN
    if not (dump.resume or dump.overwrite) and (path.is_file() or find_run(request.output) is not None):
        refuse_earlier(request.output, work)
    if path.is_file() and not dump.overwrite:
        stored = _load_plan(path)
        _compare(work, stored["identity"], json.loads(json.dumps(identity, default=str)))
        _check_inputs(stored["files"])
        _check_work(work / stored["fingerprint"])
        return _read_plan(request.output, work, stored)
    memory, workers = find_memory(dump), count_workers(dump)
    whole = list_sources(request.inputs)
    plain = list(map(find_plain, whole))
    part_bytes = find_part_bytes(memory, workers, measure_plain(whole, plain))
    sources = cut_sources(whole, part_bytes, plain)
    files = _describe_files(sources)
    fingerprint = hashlib.sha256(
        json.dumps([identity, files], sort_keys=True, default=str).encode()
    ).hexdigest()[:16]
    stored = {
        "fingerprint": fingerprint,
        "identity": identity,
        "files": files,
        "part_bytes": part_bytes,
        "scale": find_scale(memory, workers),
        "sources": [asdict(source) for source in sources],
    }
    if dump.overwrite:
        remove_earlier(request.output, path, [file["path"] for file in files], fingerprint)
    write_whole(path, seal(json.dumps(stored, default=str).encode()))
    return _read_plan(request.output, work, json.loads(json.dumps(stored, default=str)))


def _load_plan(path: Path) -> dict[str, Any]:
    """The plan as it was written. Raises ``RunError`` where it was changed, or written by another version."""
    data = path.read_bytes()
    try:
        older: dict[str, Any] = json.loads(data)
    except ValueError:
        plan: dict[str, Any] = json.loads(unseal(path, data))
        return plan
    found = f"a run with format {older.get('identity', {}).get('format')}"
    raise RunError(str(path.parent), found, f"{FORMAT}", "start anew, with --overwrite")


def _check_work(folder: Path) -> list[Path]:
    """Remove what is unfinished of a run, and check what is finished. Raises ``RunError``.

    Returns the folders of finished tasks that lost their bytes.
    """
    spoiled = sweep(folder)
    check_files(folder)
    return spoiled


def _describe_version() -> dict[str, Any]:
    """What decides here how documents are cut, marked, measured and judged."""
    models = hashlib.sha256((find_models() / "manifest.json").read_bytes()).hexdigest()
    return {"format": FORMAT, "version": version("khulasa"), "models": models}


def _identify(request: RunRequest, dump: DumpSettings) -> dict[str, Any]:
    """Everything that the outputs depend on, besides the bytes of the inputs."""
    chosen = {field.name: getattr(dump, field.name) for field in fields(dump) if field.name not in _FREE}
    # By its rows, not by its path: a file that was changed makes another run.
    chosen["furniture"] = dump.furniture and dump.furniture.describe()
    return {
        **_describe_version(),
        "kind": request.kind,
        "settings": {**chosen, **request.settings},
        "inputs": list(request.inputs),
    }


def _read_plan(output: str, work: Path, stored: Mapping[str, Any]) -> Plan:
    sources = tuple(
        Source(row["path"], row["start"], row["end"], Format(row["format"]), row["size"])
        for row in stored["sources"]
    )
    folder = work / stored["fingerprint"]
    folder.mkdir(exist_ok=True)
    return Plan(
        stored["identity"]["kind"],
        output,
        stored["fingerprint"],
        stored["identity"]["settings"],
        tuple(stored["files"]),
        sources,
        stored["part_bytes"],
        stored["scale"],
        folder,
    )


def _check_version(work: Path, before: Mapping[str, Any], advice: str) -> None:
    """Refuse a run of another format, version or models: its files would be mixed with others."""
    for name, wanted in _describe_version().items():
        if before.get(name) != wanted:
            raise RunError(str(work), f"a run with {name} {before.get(name)}", f"{wanted}", advice)


def _compare(work: Path, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Refuse to resume a run with other settings; the error names the first that differs."""
    _check_version(work, before, "start anew in another output")
    for name in ("kind", "inputs"):
        if before[name] != now[name]:
            raise RunError(
                str(work), f"a run with {name} {before[name]}", f"{now[name]}", "start anew in another output"
            )
    for name, value in now["settings"].items():
        if before["settings"].get(name) != value:
            found = f"a run with {name} {before['settings'].get(name)!r}"
            raise RunError(str(work), found, repr(value), "use the settings it began with, or start anew")


def _check_inputs(files: Sequence[Mapping[str, Any]]) -> None:
    for file, now in zip(files, _list_states([file["path"] for file in files]), strict=True):
        if file["state"] != now:
            raise RunError(
                file["path"],
                "another file than the run began with",
                "the same",
                "start anew in another output",
            )


def _describe_files(sources: Sequence[Source]) -> list[dict[str, Any]]:
    paths = list(dict.fromkeys(source.path for source in sources))
    sizes = {source.path: source.size for source in sources}
    return [
        {"path": path, "size": sizes[path], "state": state}
        for path, state in zip(paths, _list_states(paths), strict=True)
    ]


def _list_states(paths: Sequence[str]) -> list[str]:
    """What shows that a file changed: size and time of a local one, the store's own mark of a remote one."""
    states = []
    for path in paths:
        if path == STANDARD_INPUT:
            states.append("")
        elif is_url(path):
            system, name = find_filesystem(path)
            states.append(str(system.ukey(name)))
        else:
            try:
                found = Path(path).stat()
            except OSError as error:
                raise RunError(
                    path, f"no file ({error.strerror})", "the one the run began with", "put it back"
                ) from None
            states.append(f"{found.st_size}-{found.st_mtime_ns}")
    return states

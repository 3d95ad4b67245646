"""Beginning: a folder for a run: new, or gone on with, or refused; and what the run is, written down."""

import fcntl
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summarizer.dumps.input.sources import plan_sources
from summarizer.dumps.input.streams import STANDARD_INPUT, find_filesystem, is_url
from summarizer.dumps.records import DumpSettings, Format, Source
from summarizer.dumps.run.arrays import sweep
from summarizer.dumps.run.whole_files import write_whole
from summarizer.errors import RunError
from summarizer.trained import find_models

# Raised by one when the files between the phases change their shape.
FORMAT = 1
WORK = ".khulasa"
RUN = "run.json"
_PLAN = "plan.json"
# Of the memory given, what a part's bytes may be, per worker: a part takes some fifteen times its bytes.
_PART_SHARE = 24
_MIN_PART = 1 << 20
# These say how the work is done, not what comes out.
_FREE = ("workers", "memory", "cluster", "resume", "work", "strict")


@dataclass(frozen=True, slots=True)
class Plan:
    """A run as it was begun: its sources, the size of its parts, and all that decides what comes out."""

    kind: str
    fingerprint: str
    settings: dict[str, Any]
    inputs: tuple[dict[str, Any], ...]
    sources: tuple[Source, ...]
    part_bytes: int
    folder: Path  # of the files between the phases


def find_work(output: str, dump: DumpSettings) -> Path:
    """Where the files between the phases lie. Raises ``RunError`` where a URL would hold them."""
    if dump.work is not None:
        return Path(dump.work)
    if is_url(output):
        raise RunError(
            output, "a URL and no work folder", "a folder that every worker sees", "name one by --work"
        )
    return Path(output) / WORK


@contextmanager
def begin(
    kind: str, inputs: Sequence[str], output: str, dump: DumpSettings, settings: Mapping[str, Any]
) -> Iterator[Plan]:
    """The plan of a run, whose folder nobody else uses as long as this is open. Raises ``RunError``."""
    work = find_work(output, dump)
    if dump.cluster is not None:
        _check_paths([*inputs, str(work)])
    work.mkdir(parents=True, exist_ok=True)
    with _lock(work):
        yield _open_plan(kind, inputs, work, dump, settings)


@contextmanager
def reopen(kind: str, output: str, dump: DumpSettings) -> Iterator[Plan]:
    """The plan of a run that was begun before, whatever became of its inputs. Raises ``RunError``."""
    work = find_work(output, dump)
    if not (work / _PLAN).is_file():
        raise RunError(output, "no run", "one", f"run khulasa {kind} first, or name its --work folder")
    with _lock(work):
        stored = json.loads((work / _PLAN).read_bytes())
        sweep(work / stored["fingerprint"])
        yield _read_plan(kind, work, stored)


def _check_paths(paths: Sequence[str]) -> None:
    """Refuse paths that mean another file to a worker that stands in another folder."""
    for path in paths:
        if not (is_url(path) or path == STANDARD_INPUT or Path(path).is_absolute()):
            raise RunError(path, "a relative path", "one that all workers read alike", "give it from / on")


@contextmanager
def _lock(work: Path) -> Iterator[None]:
    """Keep other runs out; the lock goes with the process, however that ends."""
    with (work / "lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RunError(str(work), "another run at work", "none", "wait for it, or stop it") from None
        yield


def _open_plan(
    kind: str, inputs: Sequence[str], work: Path, dump: DumpSettings, settings: Mapping[str, Any]
) -> Plan:
    chosen = {name: value for name, value in asdict(dump).items() if name not in _FREE}
    identity = {
        "format": FORMAT,
        "kind": kind,
        "version": version("khulasa"),
        "models": hashlib.sha256((find_models() / "manifest.json").read_bytes()).hexdigest(),
        "settings": {**chosen, **settings},
        "inputs": list(inputs),
    }
    path = work / _PLAN
    if path.is_file():
        stored = json.loads(path.read_bytes())
        if not dump.resume:
            advice = "go on with it by --resume, or name another output"
            raise RunError(str(work), "a run that was begun before", "an empty output", advice)
        _compare(work, stored["identity"], json.loads(json.dumps(identity, default=str)))
        _check_inputs(stored["files"])
        sweep(work / stored["fingerprint"])
        return _read_plan(kind, work, stored)
    workers = dump.workers or 2
    part_bytes = max(_MIN_PART, dump.memory // workers // _PART_SHARE)
    sources = plan_sources(inputs, part_bytes)
    files = _describe_files(sources)
    fingerprint = hashlib.sha256(
        json.dumps([identity, files], sort_keys=True, default=str).encode()
    ).hexdigest()[:16]
    stored = {
        "fingerprint": fingerprint,
        "identity": identity,
        "files": files,
        "part_bytes": part_bytes,
        "sources": [asdict(source) for source in sources],
    }
    write_whole(path, json.dumps(stored, default=str).encode())
    return _read_plan(kind, work, json.loads(json.dumps(stored, default=str)))


def _read_plan(kind: str, work: Path, stored: Mapping[str, Any]) -> Plan:
    sources = tuple(
        Source(row["path"], row["start"], row["end"], Format(row["format"]), row["size"])
        for row in stored["sources"]
    )
    folder = work / stored["fingerprint"]
    folder.mkdir(exist_ok=True)
    return Plan(
        kind,
        stored["fingerprint"],
        stored["identity"]["settings"],
        tuple(stored["files"]),
        sources,
        stored["part_bytes"],
        folder,
    )


def _compare(work: Path, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Refuse to go on under other settings, by the name of the first that differs."""
    for name in ("format", "kind", "version", "models", "inputs"):
        if before[name] != now[name]:
            raise RunError(
                str(work), f"a run with {name} {before[name]}", f"{now[name]}", "start anew in another output"
            )
    for name, value in now["settings"].items():
        if before["settings"].get(name) != value:
            found = f"a run with {name} {before['settings'].get(name)!r}"
            raise RunError(
                str(work), found, repr(value), "go on with the settings it began with, or start anew"
            )


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
    """What changes when a file does: size and time of a local one, what the store says of a remote one."""
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

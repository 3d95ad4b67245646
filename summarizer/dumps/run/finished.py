"""The files of a finished run, read back: `run.json` and JSON lines; used by all that show a run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from summarizer.dumps.input.streams import find_filesystem, is_url
from summarizer.errors import RunError

KEPT, REMOVED, CLUSTERS = "kept.jsonl", "removed.jsonl", "clusters.parquet"
BLOCKS, RUN, REPORT = "blocks.jsonl", "run.json", "report.html"


def find_run(output: str) -> dict[str, Any] | None:
    """What ``run.json`` says; None where no run was finished. Raises ``RunError`` where it is damaged."""
    try:
        if is_url(output):
            system, folder = find_filesystem(output)
            data = system.cat_file(f"{folder.rstrip('/')}/{RUN}")
        else:
            data = (Path(output) / RUN).read_bytes()
    except OSError:
        return None
    try:
        run: dict[str, Any] = orjson.loads(data)
    except ValueError:
        raise _refuse(f"{output}/{RUN}", "a file that is not JSON") from None
    return run


def read_run(output: Path) -> dict[str, Any]:
    """What ``run.json`` says. Raises ``RunError`` where the folder holds no finished run over duplicates."""
    run = find_run(str(output))
    if run is None:
        raise _refuse(str(output), f"no {RUN}")
    if not (output / CLUSTERS).is_file():
        raise _refuse(str(output), f"no {CLUSTERS}")
    return run


def read_output_lines(path: Path) -> Iterator[bytes]:
    """The lines of an output; none where a run had no reason to write it."""
    if path.is_file():
        with path.open("rb") as file:
            yield from file


def read_objects(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of an output of JSON lines."""
    return (orjson.loads(line) for line in read_output_lines(path))


def fetch_output(output: str, name: str, folder: Path) -> str:
    """The path of an output on this machine; one that is at a URL is copied into ``folder``."""
    if not is_url(output):
        return str(Path(output) / name)
    system, path = find_filesystem(output)
    folder.mkdir(exist_ok=True)
    system.get_file(f"{path.rstrip('/')}/{name}", str(folder / name))
    return str(folder / name)


def _refuse(path: str, found: str) -> RunError:
    return RunError(path, found, "the folder of a finished run", "name the folder given to khulasa dedup -o")

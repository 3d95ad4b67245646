"""Every example of the shell that the documents show runs as it stands, against a real service, in their order.

Of an example only what must differ is replaced: the port, the id of the job, the first digits of a hash. The
examples in Python are run by tests/test_readme.py and test_client_documentation.py.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.service.servers import Running, serving, working
from tests.waiting import wait_for

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "docs/command.md", "docs/api.md", "docs/client.md", "docs/operations.md"]
FENCE = re.compile(r"^```(\w*)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
# What the examples call a job.
JOB = "2f6c41a0b9d84e7715c3aa90"
# What is another here: the digits of a key's hash.
OTHERS = {"--hash 1f6ac2": "--hash $(khulasa keys list --file keys.json | cut -f 2)"}
# Lines that are not run here, by how they begin, and why.
NOT_RUN = {
    "make run": "it serves on a fixed port; its commands are run one by one",
    "python3 -m venv": "tests/wheels.py runs the lines of the installation in a clean shell",
    "eval": "it changes the shell that it is run in",
    "pip install": "what is tested is installed already",
    "docker": "make image builds and runs the same image with buildah and podman",
}
# What a shown problem says of the whole answer; a line of a stream that has one is answered by 200.
STATUS = re.compile(r'^  "status": (\d+)', re.MULTILINE)
# What a service and a trained model say anew each time.
ANEW = {"id", "created", "measures", "base", "score", "order"}


@dataclass(frozen=True)
class Example:
    """Commands, and what they are shown to answer."""

    commands: str
    shown: str = ""
    language: str = ""  # of what is shown


def read_examples(page: str) -> list[Example]:
    """The examples of a page, each with the block of another language that follows it."""
    blocks = FENCE.findall((ROOT / page).read_text(encoding="utf-8"))
    pairs = zip(blocks, [*blocks[1:], ("sh", "")], strict=True)
    return [
        Example(text) if language in ("sh", "python") else Example(text, shown, language)
        for (name, text), (language, shown) in pairs
        if name == "sh"
    ]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, dict[str, str]]]:
    """The service of the examples, without a worker: a job stays queued until one is started."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    data = str(tmp_path_factory.mktemp("data"))
    with serving(KHULASA_SERVE_DATA=data) as running:
        yield running, {"KHULASA_SERVE_DATA": data, "KHULASA_SERVE_WORKER": "false"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the examples are run: with our samples, and the files that they name."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    dump = (tmp_path / "samples/dump.jsonl").read_bytes()
    for name in ("dump.jsonl", "today.jsonl"):
        (tmp_path / name).write_bytes(dump)
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump/1.jsonl.gz").write_bytes(gzip.compress(dump))
    for name in ("page.txt", "a.txt", "b.txt"):
        shutil.copy(ROOT / "samples/page.txt", tmp_path / name)
    sample = (ROOT / "samples/page.txt").read_text(encoding="utf-8")
    (tmp_path / "old.txt").write_bytes(sample.encode("windows-1256", "replace"))
    lines = "".join(f"<p>{line}</p>" for line in sample.splitlines())
    (tmp_path / "page.html").write_text(f"<!doctype html><body>{lines}</body>", encoding="utf-8")
    # Only a failure is an error, and each status is told.
    (tmp_path / ".curlrc").write_text('silent\nshow-error\nwrite-out = "%{stderr}status %{http_code}\\n"\n')
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run(service: tuple[Running, dict[str, str]], folder: Path, page: str) -> None:
    """In order; each result is the one shown, except for what changes with each run."""
    running, environ = service
    environ = {
        **os.environ,
        **environ,
        "HOME": str(folder),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    names = {**OTHERS, "127.0.0.1:8000": f"127.0.0.1:{running.port}"}
    examples = read_examples(page)
    assert examples
    for example in examples:
        if JOB in example.commands:
            work(environ, names[JOB], running)
        found = run(replace(example.commands, names), folder, environ, re.findall(STATUS, example.shown))
        if example.language == "json":
            shown, answer = json.loads(example.shown), json.loads(found)
            assert hide(answer) == hide(shown), example.commands
            if shown.get("id") == JOB:
                names[JOB] = answer["id"]
        elif example.shown:
            pattern = r"\n".join(re.escape(line).replace("…", ".*") for line in example.shown.splitlines())
            assert re.fullmatch(pattern, found.strip()), found


def run(commands: str, folder: Path, environ: dict[str, str], refusals: list[str]) -> str:
    """What commands print, all of which must succeed; a service among them is started, and stopped again."""
    lines = [line for line in commands.splitlines() if not line.startswith(tuple(NOT_RUN))]
    served = [line for line in lines if "khulasa serve" in line]
    script = "\n".join(line for line in lines if line not in served)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=environ, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
    statuses = re.findall(r"^status (\d+)$", done.stderr, re.MULTILINE)
    assert [status for status in statuses if status[0] != "2"] == refusals, done.stdout
    for line in served:
        serve(line, folder, environ)
    return done.stdout


def serve(line: str, folder: Path, environ: dict[str, str]) -> None:
    """Start a service as a line says, but on a free port of this machine alone; it says where, and stops."""
    command = re.sub(r"--host \S+|--port \S+|#.*", "", line) + " --port 0"
    with subprocess.Popen(
        ["bash", "-c", f"exec env {command}"], cwd=folder, env=environ, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        said = process.stdout.readline()
        process.terminate()
        process.communicate()  # what else it says must have a reader
        assert "Khulasa answers at http://127.0.0.1:" in said, line
    assert process.returncode == 0


def work(environ: dict[str, str], job: str, running: Running) -> None:
    """Let a worker in a process of its own do a job."""
    ask = ["curl", "-s", f"http://127.0.0.1:{running.port}/v1/jobs/{job}"]
    with working(**environ):
        wait_for(lambda: json.loads(subprocess.check_output(ask))["state"], lambda state: state == "done")


def replace(text: str, names: dict[str, str]) -> str:
    """A text with other names in it."""
    for name, other in names.items():
        text = text.replace(name, other)
    return text


def hide(value: Any) -> Any:
    """A reply without what changes with each run."""
    if isinstance(value, list):
        return [hide(part) for part in value]
    if not isinstance(value, dict):
        return round(value, 9) if isinstance(value, float) else value
    return {name: None if name in ANEW else hide(part) for name, part in value.items()}


def test_what_is_not_run_is_there() -> None:
    """No reason outlives its line."""
    lines = [line for page in PAGES for one in read_examples(page) for line in one.commands.splitlines()]
    assert [start for start in NOT_RUN if not any(line.startswith(start) for line in lines)] == []

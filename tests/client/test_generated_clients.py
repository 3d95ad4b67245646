"""Clients that others generate from the OpenAPI document build, and do a summary and a job."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.client.environments import install, miss
from tests.service.servers import Running, serving

HERE = Path(__file__).parent
PYTHON_TOOL = "openapi-python-client==0.29.1"
NODE_TOOLS = ("openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a service that does jobs."""
    with serving(KHULASA_SERVE_WORKER="true") as running:
        yield find_address(running)


def find_address(running: Running) -> str:
    """Where a service answers."""
    return f"http://127.0.0.1:{running.port}"


@pytest.fixture
def document(address: str, tmp_path: Path) -> Path:
    """The OpenAPI document of the service, as a file."""
    path = tmp_path / "api.json"
    with urllib.request.urlopen(f"{address}/v1/openapi.json") as reply:  # noqa: S310  of this machine
        path.write_bytes(reply.read())
    return path


@pytest.mark.slow
def test_openapi_python_client_makes_a_client(address: str, document: Path, tmp_path: Path) -> None:
    """Every operation is in it; what it leaves out are the bodies of streams, which it does not know."""
    python = install(sys.executable, tmp_path / "tool", PYTHON_TOOL)
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"package_name_override": "generated", "post_hooks": []}))
    words = [
        "generate",
        "--path",
        str(document),
        "--config",
        str(config),
        "--output-path",
        str(tmp_path / "made"),
    ]
    told = run(str(python.with_name("openapi-python-client")), *words, cwd=tmp_path)
    assert "will not be generated" not in told
    operations = {
        operation["operationId"]
        for methods in json.loads(document.read_bytes())["paths"].values()
        for operation in methods.values()
    }
    assert operations <= {path.stem for path in (tmp_path / "made/generated/api").rglob("*.py")}
    run(
        str(python),
        str(HERE / "generated_session.py"),
        address,
        cwd=tmp_path,
        PYTHONPATH=str(tmp_path / "made"),
    )


@pytest.mark.slow
def test_openapi_typescript_makes_a_client(address: str, document: Path, tmp_path: Path) -> None:
    """Its types pass the strict compiler, and the program runs."""
    if shutil.which("npm") is None:
        miss("npm is not installed")
    (tmp_path / "package.json").write_text('{"type": "module", "private": true}')
    try:
        run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *NODE_TOOLS, cwd=tmp_path)
    except AssertionError as error:
        miss(f"{', '.join(NODE_TOOLS)} cannot be had: {error}")
    program = (HERE / "generated_session.ts").read_text(encoding="utf-8").replace("ADDRESS", address)
    (tmp_path / "session.ts").write_text(program, encoding="utf-8")
    tools = tmp_path / "node_modules/.bin"
    run(str(tools / "openapi-typescript"), str(document), "--output", "api.d.ts", cwd=tmp_path)
    options = ("--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom,dom.iterable")
    run(str(tools / "tsc"), *options, "session.ts", cwd=tmp_path)
    run("node", "session.js", cwd=tmp_path)


def run(*words: str, cwd: Path, **environ: str) -> str:
    """Run a program to its end; what it says."""
    told = subprocess.run(
        words, cwd=cwd, env={**os.environ, **environ}, capture_output=True, text=True, timeout=300
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout + told.stderr

"""khulasa-client: one small package that works anywhere, made from the one source of the client."""

import ast
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.hatch_build import PACKAGE, write_package
from tests.client.environments import ROOT, build, list_pythons, make_environment
from tests.service.servers import Running, serving

CLIENT = ROOT / "client"
SESSION = Path(__file__).with_name("session.py")
CHECKS = [
    node.name
    for node in ast.parse(SESSION.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
]
PYTHONS = list_pythons()
OLDEST_AND_NEWEST = list(dict.fromkeys((PYTHONS[0], PYTHONS[-1])))


def test_both_distributions_have_one_version() -> None:
    """Only then do they share their records."""
    versions = [
        tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
        for folder in (ROOT, CLIENT)
    ]
    assert versions[0] == versions[1]


def test_every_module_that_the_copies_import_is_copied(tmp_path: Path) -> None:
    """Also of the library; not what functions import when they need it."""
    write_package(ROOT, tmp_path)
    copied = [
        path.relative_to(folder) for folder in (tmp_path, CLIENT / PACKAGE) for path in folder.rglob("*.py")
    ]
    modules = {".".join((PACKAGE, *path.with_suffix("").parts)).removesuffix(".__init__") for path in copied}
    imported = {
        node.module
        for path in tmp_path.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE)
    }
    assert imported <= modules


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the client."""
    return build(CLIENT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module", params=OLDEST_AND_NEWEST)
def bare(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the client alone."""
    return make_environment(request.param, wheel, tmp_path_factory.mktemp("bare") / "environment")


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    """A service that does jobs."""
    with serving(KHULASA_SERVE_WORKER="true") as running:
        yield running


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with folders `service` and `summarizer` of its own, which nobody else may import."""
    for name in ("service", "summarizer"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise RuntimeError('imported')\n")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
def test_it_works_in_an_environment_of_its_own(
    bare: Path, service: Running, project: Path, check: str
) -> None:
    """Against a real service, in a project that has other folders of the repository's names."""
    run_python(
        bare, str(SESSION), f"http://127.0.0.1:{service.port}", check, cwd=project, PYTHONPATH=str(project)
    )


@pytest.mark.slow
def test_it_is_small(bare: Path) -> None:
    """Under 25 MB with all it needs, and no library for numbers or pages among it."""
    packages = next(bare.parents[1].glob("lib/python*/site-packages"))
    size = sum(path.stat().st_size for path in packages.rglob("*") if path.is_file())
    assert size < 25_000_000
    assert not {path.name for path in packages.iterdir()} & {"numpy", "scipy", "sklearn", "flask", "nltk"}


@pytest.mark.slow
def test_its_source_distribution_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Without the repository around it."""
    hatch = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(hatch, cwd=CLIENT, capture_output=True, check=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as first, zipfile.ZipFile(build(archive, tmp_path / "again")) as second:
        assert sorted(first.namelist()) == sorted(second.namelist())
        assert all(first.read(name) == second.read(name) for name in first.namelist() if name.endswith(".py"))


@pytest.fixture(scope="module")
def beside_library(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the client, to be put before what is installed here, which is the library."""
    folder = tmp_path_factory.mktemp("beside")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--quiet",
        "install",
        "--no-deps",
        "--target",
        str(folder),
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    return folder


@pytest.mark.slow
def test_the_library_s_own_records_come_back(beside_library: Path, service: Running, tmp_path: Path) -> None:
    """Where the library is installed in the same version: one `Document`, one `Summary`, one base of errors."""
    code = f"""
import summarizer, khulasa_client, khulasa_client.errors, khulasa_client.records
assert khulasa_client.records.Summary is summarizer.Summary
assert issubclass(khulasa_client.errors.RefusedError, summarizer.SummarizerError)
with khulasa_client.Client("http://127.0.0.1:{service.port}") as client:
    text = "افتتحت بلدة الصنوبر مكتبتها العامة الأولى. وقالت المديرة إن الدخول مجاني."
    assert client.summarize(text) == summarizer.summarize(text)
    documents = [summarizer.Document("a", text), summarizer.Document("b", text)]
    assert client.deduplicate(documents) == summarizer.deduplicate(documents)
"""
    run_python(Path(sys.executable), "-c", code, cwd=tmp_path, PYTHONPATH=f"{beside_library}:{ROOT}")


@pytest.mark.slow
def test_a_library_of_another_version_is_left_alone(beside_library: Path, tmp_path: Path) -> None:
    """Its records may have other fields, so a warning says that the two are not shared."""
    metadata = tmp_path / "khulasa-99.0.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: khulasa\nVersion: 99.0\n")
    code = """
import warnings
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    from khulasa_client.records import Summary
assert "99.0" in str(told[0].message), told
assert Summary.__module__ == "khulasa_client.bundled.records.summary"
"""
    path = f"{tmp_path}:{beside_library}:{ROOT}"
    run_python(Path(sys.executable), "-c", code, cwd=tmp_path, PYTHONPATH=path)


@pytest.mark.slow
def test_its_types_are_right(beside_library: Path, tmp_path: Path) -> None:
    """For those who check their own project by mypy."""
    source = tmp_path / "uses.py"
    source.write_text(
        "from khulasa_client import Client\nfrom khulasa_client.records import Summary\n"
        "def run(client: Client) -> Summary:\n    return client.summarize('')\n"
    )
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(source)]
    environ = {**os.environ, "MYPYPATH": str(beside_library)}
    told = subprocess.run(mypy, cwd=beside_library, capture_output=True, text=True, env=environ)
    assert told.returncode == 0, told.stdout


def run_python(python: Path, *words: str, cwd: Path, **environ: str) -> None:
    """Run a program to its end; what it says where it fails."""
    told = subprocess.run(
        [str(python), *words],
        cwd=cwd,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert told.returncode == 0, told.stderr

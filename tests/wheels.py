"""The wheel, installed into fresh environments and tried from another folder; `make wheels` runs this.

`make test` does not collect it: each environment is downloaded. What is tried is the wheel that is built from the
source distribution, never the tree.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# The variables of Python would change what is tried, or how much room it takes.
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
VERSIONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
# The pip of Python 3.11.0, the oldest that is supported.
OLDEST_PIP = "22.3"
# What `make run` may install: packages without pip itself, and MB with the bytecode of what was imported.
MOST_PACKAGES, MOST_MEGABYTES = 45, 450


def run(*command: str | Path, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    """What a command says, which must end with ``code``."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=CLEAN, capture_output=True, text=True)
    assert done.returncode == code, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done


def find_pythons() -> dict[str, Path]:
    """The interpreters of this machine by their versions, the supported ones only."""
    found = {}
    for version in VERSIONS:
        pyenv = sorted((Path.home() / ".pyenv/versions").glob(f"{version}.*/bin/python"))
        on_path = shutil.which(f"python{version}")
        places = [Path(sys.executable)] if sys.version.startswith(f"{version}.") else pyenv
        places += [Path(on_path)] if on_path and "shims" not in on_path else []
        if places:
            found[version] = places[0]
    return found


PYTHONS = find_pythons()
NEWEST = max(PYTHONS, key=VERSIONS.index)


@dataclass(frozen=True)
class Environment:
    """A fresh environment, and a folder elsewhere with our samples in it."""

    folder: Path
    here: Path

    def khulasa(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run the command."""
        return run(self.folder / "bin/khulasa", *arguments, cwd=self.here, code=code)

    def python(self, *arguments: str) -> str:
        """Run its Python."""
        return run(self.folder / "bin/python", *arguments, cwd=self.here).stdout

    def refuses(self, *arguments: str, extra: str) -> None:
        """A command says in one line which extra it needs."""
        done = subprocess.run(
            [self.folder / "bin/khulasa", *arguments],
            cwd=self.here,
            env=CLEAN,
            capture_output=True,
            text=True,
        )
        assert done.returncode in (4, 6, 13), done.stderr
        assert done.stderr.count("\n") == 1, done.stderr
        assert done.stderr.endswith(f"pip install 'khulasa[{extra}]'\n"), done.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the source distribution, which is built from what is committed."""
    folder = tmp_path_factory.mktemp("built")
    run("git", "clone", "--quiet", ROOT, folder / "clone", cwd=folder)
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=folder / "clone")
    (archive,) = folder.glob("khulasa-*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder / "source", filter="data")
    (source,) = (folder / "source").iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    (built,) = folder.glob("khulasa-*.whl")
    print(f"\nsdist {archive.stat().st_size / 1e6:.1f} MB, wheel {built.stat().st_size / 1e6:.1f} MB")
    return built


def install(
    wheel: Path, folder: Path, extra: str = "", *, version: str = "3.11", pip: tuple[str, ...] = ()
) -> Environment:
    """A fresh environment with the wheel in it.

    pip  what comes before the wheel: options, or another pip
    """
    python = PYTHONS.get(version) or Path(sys.executable)
    run(python, "-m", "venv", folder / "env", cwd=folder)
    if pip and pip[0].startswith("pip=="):
        run(folder / "env/bin/python", "-m", "pip", "install", "--quiet", pip[0], cwd=folder)
        pip = ()
    wanted = f"khulasa{f'[{extra}]' if extra else ''} @ file://{wheel}"
    run(folder / "env/bin/python", "-m", "pip", "install", "--quiet", *pip, wanted, cwd=folder)
    run(folder / "env/bin/python", "-m", "pip", "check", cwd=folder)
    shutil.copytree(ROOT / "samples", folder / "elsewhere")
    environment = Environment(folder / "env", folder / "elsewhere")
    assert "site-packages" in environment.python("-c", "import summarizer; print(summarizer.__file__)")
    megabytes = int(run("du", "-sm", folder / "env", cwd=folder).stdout.split()[0])
    n_packages = len(environment.python("-m", "pip", "list", "--format=freeze").splitlines())
    print(f"\n[{extra}] on {version}: {n_packages} packages with pip, {megabytes} MB")
    return environment


def try_library(environment: Environment) -> None:
    """Parse, summarise, deduplicate in memory: what every installation can do."""
    assert environment.khulasa("--version").stdout.startswith(f"khulasa {PROJECT['version']}")
    assert "قطار الساحل" in environment.khulasa("parse", "page.txt").stdout
    assert "rank 1" in environment.khulasa("summarize", "page.txt", "--sentences", "2").stdout
    assert "9 kept, 5 removed" in environment.khulasa("dedup", "--dry-run", "dump.jsonl").stdout
    code = "from summarizer import summarize; print(summarize(open('page.txt').read(), sentences=1))"
    assert "قطار" in environment.python("-X", "utf8", "-c", code)


def try_runs(environment: Environment) -> None:
    """A run over a dump, its report, one of its clusters."""
    environment.khulasa("dedup", "dump.jsonl", "-o", "clean", "--workers", "1")
    assert (environment.here / "clean/report.html").exists()
    assert "Cluster 0" in environment.khulasa("show", "clean", "0").stdout
    environment.khulasa("rethreshold", "clean", "--threshold", "0.8", "--workers", "1")


def try_service(environment: Environment) -> None:
    """The page and a summary over HTTP; SIGTERM ends it."""
    with subprocess.Popen(
        [environment.folder / "bin/khulasa", "serve", "--port", "0", "--workers", "1"],
        cwd=environment.here, env={**CLEAN, "KHULASA_SERVE_DATA": str(environment.here / "data")},
        stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout
        address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert address
        with urllib.request.urlopen(f"{address[0]}/") as reply:  # noqa: S310  # our own service
            assert reply.status == 200
        process.terminate()
        process.communicate()
    assert process.returncode == 0


@pytest.mark.parametrize("version", PYTHONS)
def test_the_bare_wheel(wheel: Path, tmp_path: Path, version: str) -> None:
    """On every Python of this machine; what it lacks is named by its extra."""
    environment = install(wheel, tmp_path, version=version)
    try_library(environment)
    environment.refuses("parse", "page.html", extra="html")
    environment.refuses("dedup", "dump.jsonl", "-o", "clean", extra="dumps")
    environment.refuses("serve", extra="service")


def test_the_extra_html(wheel: Path, tmp_path: Path) -> None:
    """HTML is read; dumps are refused."""
    environment = install(wheel, tmp_path, "html")
    assert "قطار الساحل" in environment.khulasa("parse", "page.html").stdout
    environment.refuses("dedup", "dump.jsonl", "-o", "clean", extra="dumps")


def test_the_extra_runs(wheel: Path, tmp_path: Path) -> None:
    """Dumps of JSON lines."""
    environment = install(wheel, tmp_path, "runs")
    try_library(environment)
    try_runs(environment)


@pytest.mark.parametrize("extra", ["dumps", "dumps,s3,dask", "client"])
def test_the_other_extras(wheel: Path, tmp_path: Path, extra: str) -> None:
    """Each by itself, on the newest Python there is."""
    environment = install(wheel, tmp_path, extra, version=NEWEST)
    try_library(environment)
    if extra == "client":
        environment.python("-c", "from service.client import AsyncClient, Client")
    else:
        try_runs(environment)


@pytest.mark.parametrize("version", sorted({"3.11", NEWEST}))
def test_the_extra_service(wheel: Path, tmp_path: Path, version: str) -> None:
    """The service starts, answers and stops; it brings HTML and runs."""
    environment = install(wheel, tmp_path, "service", version=version)
    environment.khulasa("parse", "page.html")
    try_runs(environment)
    try_service(environment)


def test_the_oldest_pip(wheel: Path, tmp_path: Path) -> None:
    """It installs everything that HTML needs."""
    environment = install(wheel, tmp_path, "dumps", pip=(f"pip=={OLDEST_PIP}",))
    environment.khulasa("parse", "page.html")


def test_the_lowest_versions(wheel: Path, tmp_path: Path) -> None:
    """Each direct dependency in the version of its floor."""
    lists = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    floors = {
        f"{name}=={floor}"
        for wanted in lists
        for name, floor in re.findall(r"^([\w-]+)>=([\d.]+)", "\n".join(wanted), re.MULTILINE)
    }
    (tmp_path / "floors.txt").write_text("\n".join(sorted(floors)))
    options = ("--constraint", str(tmp_path / "floors.txt"))
    environment = install(wheel, tmp_path, "dumps,service", pip=options)
    try_library(environment)
    environment.khulasa("parse", "page.html")
    try_runs(environment)
    try_service(environment)


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Path]:
    """A fresh clone of what is committed."""
    run("git", "clone", "--quiet", ROOT, tmp_path / "clone", cwd=tmp_path)
    yield tmp_path / "clone"
    shutil.rmtree(tmp_path / "clone")


def test_the_readme_installs_line_by_line(clone: Path) -> None:
    """From a clean shell, as it stands."""
    page = (clone / "README.md").read_text(encoding="utf-8")
    lines = next(block for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if "pip install" in block)
    lines = lines.replace("python3 ", f"{PYTHONS.get('3.11') or sys.executable} ", 1)
    assert "rank 1" in run("bash", "-euc", lines, cwd=clone).stdout


def test_the_git_address_of_the_readme_installs(clone: Path) -> None:
    """With the pip of a plain environment of Python 3.11, which refuses an address without a host."""
    page = (clone / "README.md").read_text(encoding="utf-8")
    command = next(line for line in re.findall(r"`(pip install [^`]*)`", page) if "git+file" in line)
    python = PYTHONS.get("3.11") or sys.executable
    run(python, "-m", "venv", clone / "env", cwd=clone)
    own = command.replace("pip install", f"{clone}/env/bin/python -m pip install --quiet --no-deps")
    run("bash", "-euc", own, cwd=clone)
    assert (clone / "env/bin/khulasa").exists()


def test_make_run_installs_what_running_needs(clone: Path) -> None:
    """Its packages and megabytes, and what it then does."""
    run("make", "setup", f"PYTHON={PYTHONS.get('3.11') or sys.executable}", cwd=clone)
    environment = Environment(clone / ".venv", clone / "samples")
    try_library(environment)
    environment.khulasa("parse", "page.html")
    try_runs(environment)
    try_service(environment)
    listed = environment.python("-m", "pip", "list", "--format=freeze").splitlines()
    packages = [name for name in listed if not re.match(r"pip=|setuptools=|khulasa=|-e ", name)]
    megabytes = int(run("du", "-sm", clone / ".venv", cwd=clone).stdout.split()[0])
    print(f"\nmake run: {len(packages)} packages, {megabytes} MB")
    assert len(packages) <= MOST_PACKAGES
    assert megabytes <= MOST_MEGABYTES

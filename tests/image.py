"""The image, built by its Dockerfile and run by podman; `make image` runs this.

`make test` does not collect it: it needs root on Debian, buildah, podman, runc and mmdebstrap. The base image is made
from Debian's packages, as Debian makes it, so no image registry is needed.
"""

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from service.client import Client
from summarizer import Document, summarize

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
TEXT = "وصلت القافلة إلى الواحة مساء الأربعاء. وكانت الإبل متعبة من السفر الطويل. واستقبلها أهل الواحة بالماء والتمر."
# A user that exists neither in the image nor on this machine.
ODD_USER = "54321:54321"


def run(*command: str | Path) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of the image, built in a store of its own."""
    folder = tmp_path_factory.mktemp("image")
    store = folder / "storage.conf"
    store.write_text(
        f'[storage]\ndriver = "overlay"\nrunroot = "{folder}/run"\ngraphroot = "{folder}/storage"\n'
    )
    os.environ["CONTAINERS_STORAGE_CONF"] = str(store)
    try:
        make_base(folder)
        run(
            "buildah",
            "bud",
            "--pull-never",
            "--format=docker",
            "--isolation=chroot",
            *trust(folder),
            "--tag=khulasa",
            ROOT,
        )
        yield "khulasa"
    finally:
        subprocess.run(["podman", "rm", "--all", "--force"], capture_output=True)
        subprocess.run(["buildah", "rmi", "--all", "--force"], capture_output=True)


def make_base(folder: Path) -> None:
    """Build the base image under the name that the Dockerfile uses."""
    found = re.search(r"^ARG DEBIAN=(\w+)-slim$", DOCKERFILE, re.MULTILINE)
    assert found
    suite, archive = found[1], folder / "base.tar"
    run("mmdebstrap", "--variant=minbase", suite, archive)
    container = run("buildah", "from", "scratch").strip()
    run("buildah", "add", "--quiet", container, archive, "/")
    run("buildah", "commit", "--quiet", "--rm", container, f"localhost/debian:{suite}-slim")
    archive.unlink()


def trust(folder: Path) -> list[str]:
    """Give pip in the build the certificates of this machine, whose network may inspect TLS."""
    authorities = Path("/etc/ssl/certs/ca-certificates.crt")
    if not authorities.exists():
        return []
    here = folder / "trust"
    here.mkdir()
    (here / "authorities.crt").write_bytes(authorities.read_bytes())
    (here / "pip.conf").write_text("[global]\ncert = /trust/authorities.crt\n")
    return [f"--volume={here}:/trust:ro", f"--volume={here}/pip.conf:/etc/pip.conf:ro"]


def harden(service: str) -> list[str]:
    """The options of podman for what compose.yaml says of a service."""
    wanted = COMPOSE["services"][service]
    assert wanted["read_only"]
    return [
        "--read-only",
        "--read-only-tmpfs=false",
        *(f"--cap-drop={name}" for name in wanted["cap_drop"]),
        *(f"--security-opt={name.removesuffix(':true')}" for name in wanted["security_opt"]),
        *(f"--env={name}={value}" for name, value in wanted["environment"].items()),
    ]


class Container:
    """A running container of one of the services of compose.yaml: an unknown user, a read-only root, only /data
    can be written to.
    """

    def __init__(self, image: str, data: Path, service: str = "service") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.id = run(
            "podman", "--runtime=runc", "run", "--detach", f"--user={ODD_USER}", "--network=host",
            # The defaults are higher than root may set on this machine.
            "--ulimit=nofile=1024:1024", "--ulimit=nproc=4096:4096",
            *harden(service), f"--env=KHULASA_SERVE_PORT={self.port}", "--env=KHULASA_SERVE_HOST=127.0.0.1",
            f"--volume={data}:/data", image, *COMPOSE["services"][service].get("command", []),
        ).strip()  # fmt: skip
        self.client = Client(f"http://127.0.0.1:{self.port}", attempts=20)

    def do(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command inside."""
        return subprocess.run(["podman", "exec", self.id, *command], capture_output=True, text=True)

    def stop(self) -> int:
        """Stop it; returns its exit code."""
        self.client.close()
        run("podman", "stop", "--time=60", self.id)
        code = int(run("podman", "inspect", "--format={{.State.ExitCode}}", self.id))
        run("podman", "rm", self.id)
        return code


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The volume."""
    folder = tmp_path_factory.mktemp("data")
    for parent in (folder, folder.parent):
        parent.chmod(0o755)
    folder.chmod(0o1777)
    return folder


@pytest.fixture(scope="session")
def container(image: str, data: Path) -> Iterator[Container]:
    """One container for all tests that leave it running."""
    container = Container(image, data)
    yield container
    assert container.stop() == 0


def test_it_answers_as_an_odd_user(container: Container) -> None:
    """Only its volume can be written to."""
    assert container.client.summarize(TEXT) == summarize(TEXT)


def test_the_worker_runs_the_jobs(container: Container, image: str, data: Path, tmp_path: Path) -> None:
    """In another container that has the same volume."""
    worker = Container(image, data, "worker")
    job = container.client.submit([Document("a", TEXT), Document("b", TEXT), Document("c", "نص آخر تماماً.")])
    counts = container.client.wait(job, every=0.2, timeout=120).counts
    assert counts is not None
    assert (counts.documents, counts.kept) == (3, 2)
    kept = container.client.download(container.client.find_job(job), "kept.jsonl", tmp_path)
    assert len(kept.read_bytes().splitlines()) == 2
    assert worker.stop() == 0


def test_its_health_check_succeeds(container: Container) -> None:
    """The command that the image names."""
    deadline = time.monotonic() + 60
    while subprocess.run(["podman", "healthcheck", "run", container.id], capture_output=True).returncode:
        assert time.monotonic() < deadline


def test_only_the_volume_can_be_written_to(container: Container) -> None:
    """Not the root, not /tmp, not the code."""
    for path in ("/x", "/tmp/x", "/opt/khulasa/x", "/etc/x"):  # noqa: S108
        assert "Read-only file system" in container.do("touch", path).stderr
    assert container.do("touch", "/data/x").returncode == 0


def test_it_has_no_privileges(container: Container) -> None:
    """No capabilities, no new privileges, not root."""
    status = container.do("cat", "/proc/1/status").stdout
    assert re.search(r"^CapBnd:\s+0+$", status, re.MULTILINE)
    assert re.search(r"^NoNewPrivs:\s+1$", status, re.MULTILINE)
    assert re.search(r"^Uid:\s+54321", status, re.MULTILINE)


def test_the_image_has_its_metadata(image: str) -> None:
    """Labels, an unprivileged user, a volume, a port, a health check."""
    config = json.loads(run("podman", "image", "inspect", image))[0]
    assert config["Labels"]["org.opencontainers.image.title"] == "Khulasa"
    assert config["Labels"]["org.opencontainers.image.licenses"] == "Apache-2.0"
    assert config["User"].split(":")[0] not in ("", "0", "root")
    assert set(config["Config"]["Volumes"]) == {"/data"}
    assert set(config["Config"]["ExposedPorts"]) == {"8000/tcp"}
    assert config["Healthcheck"]["Test"]
    print(f"the image has {config['Size'] / 1e6:.0f} MB")


def test_what_is_installed_is_what_the_lock_says(container: Container) -> None:
    """Every package in the version of the lock, and no tool to install others."""
    listed = container.do(
        "python3", "-c", "import importlib.metadata as m; print(*(f'{d.name}=={d.version}' for d in m.distributions()))"
    ).stdout.lower().split()  # fmt: skip
    locked = set(re.findall(r"^(\S+==\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    installed = {re.sub(r"[._-]+(?=.*==)", "-", name) for name in listed if not name.startswith("khulasa==")}
    assert installed - locked == set()
    assert len(installed) > 20
    assert container.do("pip", "--version").returncode != 0


def test_it_can_be_stopped_and_started_over_its_volume(image: str, data: Path) -> None:
    """SIGTERM ends it with code 0, and the next one starts over the files it left."""
    for _ in range(2):
        container = Container(image, data)
        assert container.client.summarize(TEXT).found
        assert container.stop() == 0

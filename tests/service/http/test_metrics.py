"""The metrics of requests: what is read while processes start and end."""

import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.app import create_app
from service.http.metrics import Meter
from service.settings import METRICS, ServiceSettings

# A process that counts; the library reads at import where the counts go.
COUNT = """
from service.http.metrics import Meter
Meter().count("GET", "/livez", 200, 0.01)
"""
# A process that creates the files of further processes, as the library does: empty first, then with their size.
START = """
import itertools, sys
from prometheus_client.mmap_dict import MmapedDict
for number in itertools.count(1):
    MmapedDict(f"{sys.argv[1]}/counter_{number}.db").close()
    MmapedDict(f"{sys.argv[1]}/gauge_livesum_{number}.db").close()
    print(number, flush=True)
"""


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the metrics, in which one process has counted one request."""
    monkeypatch.setenv(METRICS, str(tmp_path))
    subprocess.run([sys.executable, "-c", COUNT], check=True)
    return tmp_path


def read_requests() -> float:
    """How many requests were counted."""
    families = text_string_to_metric_families(Meter().write().decode())
    return sum(s.value for family in families for s in family.samples if s.name == "khulasa_requests_total")


@pytest.mark.parametrize("name", ["counter_1.db", "histogram_1.db", "gauge_livesum_1.db"])
def test_a_process_that_has_just_started_is_passed_over(counted: Path, name: str) -> None:
    """Its file is empty for a moment, or for ever where it was killed then."""
    (counted / name).touch()
    assert read_requests() == 1


def test_a_file_that_disappears_is_passed_over(counted: Path) -> None:
    """The open requests of a process that ends are removed while others are read."""
    (counted / "gauge_livesum_1.db").symlink_to(counted / "nowhere")
    assert read_requests() == 1


@pytest.mark.slow
def test_metrics_are_read_while_processes_start(counted: Path) -> None:
    """Files appear all the time."""
    starting = subprocess.Popen(
        [sys.executable, "-c", START, str(counted)], stdout=subprocess.PIPE, text=True
    )
    assert starting.stdout is not None
    try:
        for _ in range(40):
            starting.stdout.readline()
            assert read_requests() == 1
    finally:
        starting.kill()
        starting.communicate()


def test_the_type_names_the_charset_once(tmp_path: Path) -> None:
    """Prometheus 3 refuses a type with a doubled parameter."""
    reply = create_app(ServiceSettings(data=tmp_path)).test_client().get("/metrics")
    assert reply.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"

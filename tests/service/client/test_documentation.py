"""docs/client.md is true: its examples run against a real service, and its tables name what there is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.client import AsyncClient, Client, errors
from tests.client.environments import ROOT, build
from tests.service.servers import Running, serving

TEXT = (Path(__file__).parents[3] / "docs" / "client.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    """A service that does jobs."""
    with serving(KHULASA_SERVE_WORKER="true") as running:
        yield running


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The distribution khulasa-client."""
    return build(ROOT / "client", tmp_path_factory.mktemp("wheel"))


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_runs(
    service: Running, wheel: Path, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each block stands on its own, in an empty folder, and its assertions hold."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(wheel)
    code = example.replace("127.0.0.1:8000", f"127.0.0.1:{service.port}")
    names: dict[str, object] = {}
    exec(compile(code, "example", "exec"), names)  # noqa: S102
    for value in names.values():
        if isinstance(owner := getattr(value, "__self__", None), Client):
            owner.close()  # a program leaves that to its end


def public(kind: type) -> set[str]:
    """The names of a class that are for everybody."""
    return {name for name in vars(kind) if not name.startswith("_")}


def test_every_method_is_documented() -> None:
    """And the asynchronous client has the same."""
    assert public(Client) == public(AsyncClient)
    assert {name for name in public(Client) - {"close"} if f"`{name}(" not in TEXT} == set()


def test_every_error_is_documented() -> None:
    """In the table of errors."""
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type) and name.endswith("Error")}
    assert {name for name in kinds - {"SummarizerError"} if f"`{name}`" not in TEXT} == set()

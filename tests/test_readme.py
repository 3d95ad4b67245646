"""The documents tell the truth: every Python example in them runs."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = [
    pytest.param(block, id=f"{path.name}-{number}")
    for path in [ROOT / "README.md", ROOT / "README.ar.md", *sorted((ROOT / "docs").glob("*.md"))]
    if path.name != "client.md"  # needs a service: tests/service/client/test_documentation.py
    for number, block in enumerate(
        re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    )
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs(example: str) -> None:
    """Each block stands on its own and its assertions hold."""
    exec(compile(example, "example", "exec"), {})  # noqa: S102


@pytest.mark.parametrize("name", ["README.md", "README.ar.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_links_lead_somewhere(name: str) -> None:
    """Every link to a file of ours finds it."""
    links = re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_readmes_show_the_same_code() -> None:
    """In Python as it stands; of the shell the commands, whose comments are translated."""
    pages = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ar.md")]
    blocks = [re.findall(r"```(?:python|sh)\n(.*?)```", page, re.DOTALL) for page in pages]
    ours, theirs = ([re.sub(r" +#.*", "", block) for block in found] for found in blocks)
    assert ours == theirs

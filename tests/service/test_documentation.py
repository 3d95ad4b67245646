"""docs/api.md and docs/operations.md name everything there is; tests/service/test_examples.py runs what they show."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import PREFIX, ServiceSettings
from service.wire.problems import KINDS, Kind

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "api.md").read_text(encoding="utf-8")
OPERATIONS = (DOCS / "operations.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^curl http://127\.0\.0\.1:8000(\S+) [^\n]*? -d '", TEXT, re.MULTILINE)


@pytest.mark.parametrize(
    "route", [rule.rule for rule in create_app(ServiceSettings()).url_map.iter_rules()], ids=str
)
def test_every_route_is_documented(route: str) -> None:
    """The page names every route."""
    assert re.search(rf"\| `(GET|POST|DELETE) {re.escape(route)}` \|", TEXT)


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_problem_is_documented(kind: Kind) -> None:
    """With its status."""
    assert f"| `/problems/{kind.name}` | {kind.status} |" in TEXT


@pytest.mark.parametrize("name", ServiceSettings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    """With its default, if that is the same everywhere, and its description in the code."""
    field = ServiceSettings.model_fields[name]
    shown = {"workers": "one for each processor", "data": "`~/.local/state/khulasa`", "open": "`false`"}
    shown |= {"worker": "`true`", "job_workers": shown["workers"]}
    default = shown.get(name) or (f"`{field.default}`" if field.default else "none")
    assert f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |" in OPERATIONS


def test_every_metric_is_documented(client: FlaskClient) -> None:
    """Under its name in the answer, and nothing is documented that is not there."""
    told = client.get("/metrics").text
    kinds = dict(re.findall(r"^# TYPE (khulasa_\S+) (\S+)$", told, re.MULTILINE))
    assert set(re.findall(r"^\| `(khulasa_\w+)` \|", OPERATIONS, re.MULTILINE)) == set(kinds)


def test_there_is_an_example_of_every_post() -> None:
    """But for jobs and Word documents, which are no JSON; and one of an error."""
    posts = set(re.findall(r"\| `POST (/v1\S+)` \|", TEXT)) - {"/v1/summaries/docx"}
    posts = {path for path in posts if not path.startswith("/v1/jobs")}
    assert set(EXAMPLES) == posts
    assert len(EXAMPLES) == len(posts) + 1

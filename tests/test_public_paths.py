"""What users build on stays where it is: imports, the command, names in the environment, routes."""

import tomllib
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest
from flask import Flask

from service.app import create_app
from service.settings import FILE, PREFIX, ServiceSettings

LIBRARY = [
    "ArchiveError",
    "Article",
    "Document",
    "DocumentError",
    "DuplicateSettings",
    "HtmlError",
    "Keep",
    "KeyPhrase",
    "LineExplanation",
    "Metadata",
    "Mode",
    "ModelError",
    "Page",
    "PageSummary",
    "Passage",
    "RecurringSettings",
    "Sentence",
    "SettingsError",
    "SharedSummary",
    "Span",
    "SummarizerError",
    "Summary",
    "SummarySettings",
    "TextError",
    "analyze",
    "compare",
    "deduplicate",
    "explain_page",
    "find_key_phrases",
    "find_recurring",
    "group_related",
    "match_captions",
    "open_archive",
    "parse",
    "parse_html",
    "split_sentences",
    "summarize",
    "summarize_many",
    "summarize_page",
    "summarize_together",
]
COMMANDS = [
    "compare",
    "dedup",
    "keys",
    "learn-furniture",
    "parse",
    "phrases",
    "rethreshold",
    "serve",
    "show",
    "summarize",
    "work",
]
SETTINGS = [
    "ARCHIVE",
    "DATA",
    "FLOOR",
    "FURNITURE",
    "GRACE",
    "HOST",
    "HOSTS",
    "JOB_MEMORY",
    "JOB_WORKERS",
    "KEYS",
    "LEASE",
    "LOG",
    "MAX_BODY",
    "MAX_UNPACKED",
    "MAX_UPLOAD",
    "OPEN",
    "ORIGINS",
    "PATIENCE",
    "PORT",
    "QUEUE",
    "QUOTA",
    "RATE",
    "RETENTION",
    "SLOTS",
    "THREADS",
    "WAITING",
    "WORKER",
    "WORKERS",
]
ROUTES = """
    GET /
    POST /
    GET /docs
    GET /docs/openapi.json
    GET /docs/style.css
    GET /docs/try
    GET /favicon.ico
    GET /livez
    GET /metrics
    GET /problems/<name>
    GET /readyz
    GET /static/<path:filename>
    POST /v1/archive/documents
    POST /v1/archive/queries
    POST /v1/comparisons
    POST /v1/duplicates
    GET /v1/jobs
    POST /v1/jobs
    DELETE /v1/jobs/<name>
    GET /v1/jobs/<name>
    GET /v1/jobs/<name>/blocks
    GET /v1/jobs/<name>/clusters
    GET /v1/jobs/<name>/clusters/<int:cluster>
    GET /v1/jobs/<name>/refused
    GET /v1/jobs/<name>/results/<result>
    GET /v1/jobs/<name>/thresholds
    POST /v1/jobs/<name>/thresholds
    GET /v1/openapi.json
    POST /v1/pages
    POST /v1/phrases
    POST /v1/shared-summaries
    POST /v1/summaries
    POST /v1/summaries/docx
"""


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("summarizer", LIBRARY),
        ("service.client", ["AsyncClient", "Client"]),
        ("service.app", ["create_app"]),
    ],
)
def test_every_public_name_is_imported(module: str, names: list[str]) -> None:
    """From the module that users import it from."""
    found = import_module(module)
    assert [name for name in names if not callable(getattr(found, name))] == []


def test_the_library_lists_its_names() -> None:
    """And has no others."""
    import summarizer

    assert summarizer.__all__ == LIBRARY
    assert summarizer.__version__ == version("khulasa")
    with pytest.raises(AttributeError, match="poem"):
        _ = summarizer.poem


def test_the_command_has_its_name_and_its_commands() -> None:
    """`khulasa` is what the distribution installs."""
    from service.start import run_command
    from summarizer.command.main import commands

    project = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["scripts"] == {"khulasa": f"{run_command.__module__}:{run_command.__name__}"}
    assert sorted(commands.commands) == COMMANDS


def test_every_setting_has_its_name_in_the_environment() -> None:
    """`KHULASA_SERVE_` before the name, and the file of settings."""
    assert (PREFIX, FILE) == ("KHULASA_SERVE_", "KHULASA_SERVE_FILE")
    assert sorted(name.upper() for name in ServiceSettings.model_fields) == SETTINGS


def test_every_route_is_served() -> None:
    """With its methods; the list is the whole of them."""
    assert list_routes(create_app(ServiceSettings())) == sorted(
        line.strip() for line in ROUTES.split("\n") if line.strip()
    )


def list_routes(app: Flask) -> list[str]:
    """Methods and paths of an application."""
    return sorted(
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )

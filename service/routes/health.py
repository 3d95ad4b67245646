"""The routes of health: whether the process answers, and whether it can work."""

import shutil
from collections.abc import Callable

from flask import Blueprint, Flask, Response, current_app

from service.http.access.auth import find_key_fault
from service.http.answers import render_json
from service.http.operations import describe_view
from service.sqlite import make_private
from service.wire.problems import NOT_READY, ProblemError
from summarizer.deduplicating import compare
from summarizer.summarizing import summarize

health = Blueprint("health", __name__)

# Returns nothing if all is well, or raises an error that names what is wrong.
Check = Callable[[], None]
# With less, not even rate counts can be written.
_LEAST_ROOM = 64 * 1024 * 1024


class NotReadyError(Exception):
    """A part of the service does not work."""


def register_checks(app: Flask) -> None:
    """Give an app its checks for ``/readyz``; other parts add theirs by `add_check`."""
    app.extensions["checks"] = {}
    add_check(app, "models", check_models)
    add_check(app, "disk", lambda: _check_disk(app))
    if app.config["SETTINGS"].keys:
        add_check(app, "keys", lambda: _check_keys(app))


def add_check(app: Flask, name: str, check: Check) -> None:
    """Let ``/readyz`` run this check too."""
    app.extensions["checks"][name] = check


@health.get("/livez")
@describe_view(reply=dict[str, str])
def show_life() -> Response:
    """Say that the process answers."""
    return render_json({"status": "ok"})


@health.get("/readyz")
@describe_view(reply=dict[str, str], problems=(NOT_READY,))
def show_readiness() -> Response:
    """Say whether models, disk and jobs work."""
    found = {name: _run_check(check) for name, check in current_app.extensions["checks"].items()}
    if any(result != "ok" for result in found.values()):
        detail = "; ".join(f"{name}: {result}" for name, result in found.items())
        raise ProblemError(NOT_READY, detail, (), {"Retry-After": "5"})
    return render_json({"status": "ok", **found})


def _run_check(check: Check) -> str:
    try:
        check()
    except Exception as error:  # noqa: BLE001  any error means that the service is not ready
        return str(error) if isinstance(error, NotReadyError) else f"failed: {type(error).__name__}"
    return "ok"


def check_models() -> None:
    """Make a summary and a comparison, which use every trained file. Raises ``NotReadyError``."""
    if not summarize("افتُتح السوق الجديد صباح اليوم.").sentences:
        raise NotReadyError("a sentence got no summary")
    if not compare("افتُتح السوق", "افتُتح السوق").duplicate:
        raise NotReadyError("identical texts were not recognised as duplicates")


def _check_keys(app: Flask) -> None:
    fault = find_key_fault(app)
    if fault is not None:
        raise NotReadyError(fault)


def _check_disk(app: Flask) -> None:
    folder = app.config["SETTINGS"].data
    make_private(folder)
    probe = folder / ".probe"
    probe.write_bytes(b"ok")
    probe.unlink(missing_ok=True)
    if shutil.disk_usage(folder).free < _LEAST_ROOM:
        raise NotReadyError("the disk is full")

"""Builds the Flask app from the settings; used by the server, the tests and other WSGI servers."""

from contextlib import suppress

from flask import Flask

from service.http.access.auth import register_security
from service.http.access.hosts import register_hosts
from service.http.access.rate_limits import register_limits
from service.http.batcher import register_batchers
from service.http.compression import register_compression
from service.http.errors import register_problems
from service.http.fast_path import register_fast_path
from service.http.metrics import metering
from service.http.operations import find_operations
from service.http.request_log import register_tracing
from service.http.streams import register_streams
from service.routes.archive import archive, register_archive
from service.routes.articles import api
from service.routes.docs import manual
from service.routes.health import check_models, health, register_checks
from service.routes.jobs import jobs, register_jobs
from service.routes.page import web
from service.routes.results import browsing
from service.settings import ServiceSettings
from service.sqlite import close_to_others
from summarizer.dumps.furniture import read_furniture

# All routes, a blueprint for each part.
BLUEPRINTS = (api, jobs, browsing, archive, health, manual, metering, web)


def create_app(settings: ServiceSettings) -> Flask:
    """Build the service. Raises ``ModelError`` for a damaged trained file and ``SettingsError``."""
    app = Flask("service", static_folder=None)
    # One byte more than allowed: Werkzeug cuts a longer chunked body there, so its length shows it was cut.
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body + 1
    app.config["SETTINGS"] = settings
    app.config["FURNITURE"] = read_furniture(settings.furniture) if settings.furniture else None
    # Opens the trained files: a damaged one stops the start, not a request, and forked processes share them.
    check_models()
    register_tracing(app)
    register_problems(app)
    register_checks(app)
    register_streams(app, settings)
    register_batchers(app)
    # Not fatal: `/readyz` says that the disk cannot be written to.
    with suppress(OSError):
        close_to_others(settings.data)
    register_jobs(app, settings)
    register_archive(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    operations = find_operations(app)
    register_hosts(app, settings, operations)
    register_security(app, settings, operations)
    register_limits(app, settings.data)
    register_compression(app)
    register_fast_path(app, operations)
    return app

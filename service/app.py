"""The app: settings in, a Flask app out; no state of its own."""

from flask import Flask

from service.api import api, live
from service.problems import register_problems
from service.settings import ServiceSettings
from summarizer.deduplicating import compare


def create_app(settings: ServiceSettings) -> Flask:
    """Build the service. Raises ``ModelError`` for a trained file that is missing or damaged."""
    app = Flask("service", static_folder=None)
    # One more than is taken: Werkzeug cuts a chunked body off there, which tells it from one that fits.
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body + 1
    # The trained files are opened now, so that a damaged one stops the start and not a request.
    compare("", "")
    register_problems(app)
    app.register_blueprint(api)
    app.register_blueprint(live)
    return app

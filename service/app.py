"""The app: settings in, a Flask app out; no state of its own."""

from flask import Flask

from service.api import api, live
from service.problems import register_problems
from service.settings import ServiceSettings


def create_app(settings: ServiceSettings) -> Flask:
    """Build the service."""
    app = Flask("service", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    register_problems(app)
    app.register_blueprint(api)
    app.register_blueprint(live)
    return app

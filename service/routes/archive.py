"""The routes of the archive of documents seen before; all processes and keys share it."""

from collections.abc import Sequence
from errno import EDQUOT, ENOSPC
from threading import Lock

from flask import Blueprint, Flask, Response, current_app

from service.http.answers import render_json
from service.http.bodies import read_body
from service.http.operations import Scope, describe_view
from service.jobs.upload import check_floor
from service.settings import ServiceSettings
from service.sqlite import create_private, make_private
from service.wire.document_models import DocumentRequest
from service.wire.job_models import ArchiveMatch, ArchiveReply, ArchiveRequest
from service.wire.problems import NO_ROOM, NOT_READY, ProblemError
from summarizer.dumps.archive.archive import Archive, open_archive
from summarizer.dumps.records import Match
from summarizer.errors import ArchiveError

archive = Blueprint("archive", __name__, url_prefix="/v1/archive")


class LazyArchive:
    """The archive of an app, opened at its first use: an open one must not cross a fork."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.path = settings.archive or settings.data / "archive.sqlite"
        self.lock, self.archive = Lock(), None  # type: tuple[Lock, Archive | None]

    def get(self) -> Archive:
        """The archive. Raises ``ArchiveError``, ``OSError``."""
        with self.lock:
            if self.archive is None:
                make_private(self.path.parent)
                create_private(self.path)
                self.archive = open_archive(self.path)
            return self.archive


def register_archive(app: Flask, settings: ServiceSettings) -> None:
    """Give an app its archive."""
    app.extensions["archive"] = LazyArchive(settings)


@archive.post("/documents")
@describe_view(scope=Scope.JOBS, request=ArchiveRequest, reply=ArchiveReply, problems=(NOT_READY, NO_ROOM))
def add_documents() -> Response:
    """Add documents, and say which document each repeats: in the archive, or before it in the list.

    They are on disk when the answer is sent. Sending the same documents again adds nothing.
    """
    settings: ServiceSettings = current_app.config["SETTINGS"]
    wanted = read_body(ArchiveRequest).documents
    make_private(settings.data)
    check_floor(settings.data, settings)
    return _answer(wanted, add=True)


@archive.post("/queries")
@describe_view(scope=Scope.JOBS, request=ArchiveRequest, reply=ArchiveReply, problems=(NOT_READY, NO_ROOM))
def query_documents() -> Response:
    """Say which document of the archive each repeats; nothing is added."""
    return _answer(read_body(ArchiveRequest).documents, add=False)


def _answer(wanted: Sequence[DocumentRequest], *, add: bool) -> Response:
    opened: LazyArchive = current_app.extensions["archive"]
    documents = [one.document for one in wanted]
    try:
        seen = opened.get()
        matches = seen.add(documents) if add else seen.query(documents)
    except ArchiveError as error:
        # Without the path of the file, which callers should not see.
        detail = f"the archive: found {error.found}, wanted {error.wanted}"
        raise ProblemError(NOT_READY, detail, (), {"Retry-After": "5"}) from None
    except OSError as error:
        if error.errno not in (ENOSPC, EDQUOT):
            raise
        raise ProblemError(NO_ROOM, "the disk of the archive is full") from None
    rows = zip((one.id for one in wanted), matches, strict=True)
    return render_json(ArchiveReply(tuple(_describe(*row) for row in rows)))


def _describe(name: str, match: Match | None) -> ArchiveMatch:
    if match is None:
        return ArchiveMatch(name, None, None, None)
    return ArchiveMatch(name, match.id, match.similarity, match.reason)

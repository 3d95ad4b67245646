"""The errors of the clients. Catch ``ServiceError`` to catch them all.

They are errors of the library too, so that code which catches those also works with a service. All arguments
are passed to ``Exception``, so that an error can be pickled.
"""

from http import HTTPStatus

from service.wire.problems import Problem
from summarizer.errors import SummarizerError


class ServiceError(SummarizerError):
    """The base of all of them. Its ``repr``, which is logged for each retry, has no address and no text."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class UnreachableError(ServiceError):
    """No whole answer came. ``sent`` is false where the service cannot have begun to work on the request."""

    def __init__(self, url: str, found: str, sent: bool) -> None:  # noqa: FBT001  an error's own arguments
        super().__init__(url, found, sent)
        self.url, self.found, self.sent = url, found, sent

    def __str__(self) -> str:
        return f"{self.url}: {self.found}; check that the service runs there, and try again"


class AnswerError(ServiceError):
    """An answer that the API does not allow: cut short, damaged, or not from this service."""

    def __init__(self, url: str, found: str, wanted: str) -> None:
        super().__init__(url, found, wanted)
        self.url, self.found, self.wanted = url, found, wanted

    def __str__(self) -> str:
        return f"{self.url}: found {self.found}, wanted {self.wanted}"


class JobError(ServiceError):
    """A job failed, was cancelled, or did not end in the time given."""

    def __init__(self, id: str, state: str, detail: str) -> None:  # noqa: A002  the name in a `Job`
        super().__init__(id, state, detail)
        self.id, self.state, self.detail = id, state, detail

    def __str__(self) -> str:
        return f"job {self.id} is {self.state}: {self.detail}"


class RefusedError(ServiceError):
    """The service refused a request; each family of problems has a class of its own."""

    def __init__(
        self, problem: Problem, request_id: str | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(problem, request_id, retry_after)
        self.problem = problem
        self.type, self.status, self.detail = problem["type"], problem["status"], problem["detail"]
        self.advice, self.field = problem["advice"], problem.get("field")
        self.errors = problem.get("errors", ())
        self.request_id = request_id  # by which the operator finds the request in the log
        self.retry_after = retry_after  # seconds

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.status})"

    def __str__(self) -> str:
        request = f" (request {self.request_id})" if self.request_id else ""
        said = f"{self.detail.rstrip('.')}. {self.advice}" if self.advice else self.detail
        return f"{self.status} {self.problem['title']}: {said}{request}"


class InvalidRequestError(RefusedError):
    """The request is wrong: a body that is not JSON, a field that is not valid."""


class TooLargeError(InvalidRequestError):
    """More than the service takes in one request: send less at a time, or submit a job."""


class ConflictError(InvalidRequestError):
    """The state on the service does not allow it: a job that is not done has no results, for example."""


class DeniedError(RefusedError):
    """No key, a key that is not valid, or one without the permission."""


class MissingError(RefusedError):
    """Nothing is at this address, or nothing that this key may see."""


class BusyError(RefusedError):
    """The service is busy, or the key is over its limit; ``retry_after`` says how long to wait."""


class FailedError(RefusedError):
    """The service failed; the request is not the cause."""


_FAMILIES: dict[int, type[RefusedError]] = {
    401: DeniedError,
    403: DeniedError,
    404: MissingError,
    408: BusyError,
    409: ConflictError,
    410: MissingError,
    413: TooLargeError,
    429: BusyError,
    503: BusyError,
}


def make_refusal(
    problem: Problem, *, request_id: str | None = None, retry_after: float | None = None
) -> RefusedError:
    """The error for a problem, of the class that its status belongs to."""
    status = problem["status"]
    kind = _FAMILIES.get(status, FailedError if status >= 500 else InvalidRequestError)
    return kind(problem, request_id, retry_after)


def make_status_problem(status: int, found: str) -> Problem:
    """The problem of an answer without one, which came from a proxy before the service."""
    phrase = HTTPStatus(status).phrase if status in list(HTTPStatus) else "an unknown status"
    return Problem(type="about:blank", title=phrase, status=status, detail=found, advice="")

"""Everything that asking a service can end in, beside an answer. Catch ``ServiceError`` to catch them all.

They are the library's errors too, so that code which catches those goes on working when its calls go to a
service. All arguments go up to ``Exception``, so that an error survives the trip from a worker process.
"""

from dataclasses import dataclass, replace
from http import HTTPStatus

from summarizer.errors import SummarizerError


class ServiceError(SummarizerError):
    """The base of all of them. Its ``repr``, which logs of retries have, holds no address and no text."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class UnreachableError(ServiceError):
    """No whole answer came. ``sent`` is false where the service cannot have begun to work on the request."""

    def __init__(self, url: str, found: str, sent: bool) -> None:  # noqa: FBT001  an error's own arguments
        super().__init__(url, found, sent)
        self.url, self.found, self.sent = url, found, sent

    def __str__(self) -> str:
        return f"{self.url}: {self.found}; see whether the service runs there, and try again"


class AnswerError(ServiceError):
    """An answer came that is not what the API promises: cut short, damaged, or not from this service."""

    def __init__(self, url: str, found: str, wanted: str) -> None:
        super().__init__(url, found, wanted)
        self.url, self.found, self.wanted = url, found, wanted

    def __str__(self) -> str:
        return f"{self.url}: found {self.found}, wanted {self.wanted}"


class JobError(ServiceError):
    """A job came to no good end, or to none in the time given."""

    def __init__(self, id: str, state: str, detail: str) -> None:  # noqa: A002  as the job calls it
        super().__init__(id, state, detail)
        self.id, self.state, self.detail = id, state, detail

    def __str__(self) -> str:
        return f"job {self.id} is {self.state}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field of a request."""

    field: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What a service says of a request that it refuses (RFC 9457)."""

    type: str  # never changes: what a program may look at
    title: str
    status: int
    detail: str
    advice: str = ""
    field: str | None = None  # the first that is at fault
    errors: tuple[Fault, ...] = ()
    request_id: str | None = None  # by which the operator finds it in the log
    retry_after: float | None = None  # seconds


class RefusedError(ServiceError):
    """The service refuses a request, and says why; each family of problems has a class of its own."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem
        self.type, self.status, self.detail = problem.type, problem.status, problem.detail
        self.advice, self.field, self.errors = problem.advice, problem.field, problem.errors
        self.request_id, self.retry_after = problem.request_id, problem.retry_after

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.status})"

    def __str__(self) -> str:
        request = f" (request {self.request_id})" if self.request_id else ""
        return f"{self.status} {self.problem.title}: {self.detail} {self.advice}".rstrip() + request


class InvalidRequestError(RefusedError):
    """The request is at fault: a body that is no JSON, a field that is not as it must be."""


class TooLargeError(InvalidRequestError):
    """More than the service takes in one request: send less at a time, or a job."""


class ConflictError(InvalidRequestError):
    """What was asked for does not go with what is there: a job that has ended cannot be cancelled, say."""


class DeniedError(RefusedError):
    """No key, one that is not valid, or one that may not do this."""


class MissingError(RefusedError):
    """There is nothing at this address, or nothing that this key may see."""


class BusyError(RefusedError):
    """The service has all hands full, or the key is over its limit; ``retry_after`` says how long to wait."""


class FailedError(RefusedError):
    """The service failed; the request is not to blame."""


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
    """The error of the family that a problem belongs to, with what the head of the answer said."""
    kind = _FAMILIES.get(problem.status, FailedError if problem.status >= 500 else InvalidRequestError)
    return kind(
        replace(
            problem,
            request_id=request_id or problem.request_id,
            retry_after=retry_after if retry_after is not None else problem.retry_after,
        )
    )


def name_status(status: int, found: str) -> Problem:
    """The problem of an answer that brings none: what stands between here and the service answered."""
    phrase = HTTPStatus(status).phrase if status in list(HTTPStatus) else "an unknown status"
    return Problem("about:blank", phrase, status, found)

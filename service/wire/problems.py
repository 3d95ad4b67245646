"""Problems: every error over the wire, as RFC 9457 problem details; used by the service and its client."""

from dataclasses import dataclass
from typing import NotRequired  # for pydantic, TypedDict must not be typing's on Python 3.11

from typing_extensions import TypedDict

MIMETYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem; its name never changes, so programs may rely on it."""

    name: str
    status: int
    title: str
    advice: str


INVALID_BODY = Kind("invalid-body", 400, "The body is not JSON in UTF-8", "Send one JSON object, in UTF-8.")
BAD_REQUEST = Kind(
    "bad-request",
    400,
    "The request is broken or not complete",
    "Correct what the detail names, and send all of the request.",
)
UNAUTHORIZED = Kind(
    "unauthorized",
    401,
    "The request has no valid key",
    "Send the header Authorization: Bearer with a key of this service.",
)
FORBIDDEN = Kind(
    "forbidden",
    403,
    "The key may not do this",
    "Use a key with the scope named in the detail, or ask the operator for one.",
)
NOT_FOUND = Kind("not-found", 404, "There is nothing at this address", "See /docs for all addresses.")
METHOD = Kind(
    "method-not-allowed", 405, "The address does not take this method", "Use a method that Allow names."
)
TOO_SLOW = Kind("too-slow", 408, "The body did not arrive in time", "Send it faster, or send less at a time.")
TOO_LARGE = Kind("too-large", 413, "The body is too large", "Send less at a time.")
MEDIA_TYPE = Kind(
    "unsupported-media-type",
    415,
    "The address does not take this type of body",
    "Set the headers as the detail says.",
)
WRONG_HOST = Kind(
    "wrong-host",
    421,
    "The request is meant for another service",
    "Use the address of this service, or let its operator add the name to the setting hosts.",
)
INVALID_FIELD = Kind(
    "invalid-field", 422, "A field is wrong", "Correct the fields named in errors; /docs has an example."
)
HEAD_TOO_LARGE = Kind(
    "head-too-large", 431, "Address and headers are too long", "Send a shorter address and fewer headers."
)
RATE_LIMIT = Kind(
    "rate-limited",
    429,
    "The key is over its rate limit",
    "Wait the seconds of Retry-After, then send it again.",
)
INVALID_DUMP = Kind(
    "invalid-dump",
    400,
    "The dump cannot be unpacked",
    "Send the whole file, with the Content-Encoding it has.",
)
NOT_DONE = Kind("job-not-done", 409, "The job is not done", "Wait until it is done.")
RANGE = Kind("range-not-satisfiable", 416, "The file has no such range", "Ask for a range within its size.")
KEY_REUSED = Kind(
    "idempotency-key-reused",
    422,
    "The Idempotency-Key was used for another request",
    "Send a new key with a new request, and the same key only to repeat one.",
)
TOO_MANY_JOBS = Kind("too-many-jobs", 429, "The key has too many jobs", "Wait until one of them is done.")
JOB_FAILED = Kind("job-failed", 500, "The job could not be done", "See the detail, then send the job again.")
JOB_CRASHED = Kind(
    "job-crashed",
    500,
    "The process of the job died several times",
    "Send a smaller dump; tell the operator.",
)
NO_ROOM = Kind(
    "no-room", 507, "The disk space for jobs is used up", "Delete jobs, or wait until old ones expire."
)
INTERNAL = Kind("internal-error", 500, "The service failed", "Report it: the request is not at fault.")
BUSY = Kind("busy", 503, "The service is busy", "Wait the seconds of Retry-After, then send it again.")
NOT_READY = Kind("not-ready", 503, "A part of the service does not work", "Repair what the detail names.")
STOPPING = Kind("stopping", 503, "The service is stopping", "Send unanswered requests again in a moment.")
KINDS = {kind.name: kind for kind in list(vars().values()) if isinstance(kind, Kind)}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field."""

    field: str
    detail: str


class Problem(TypedDict):
    """RFC 9457 problem details; ``type`` never changes, ``field`` is the first wrong field."""

    type: str
    title: str
    status: int
    detail: str
    advice: str
    field: NotRequired[str]
    errors: NotRequired[tuple[Fault, ...]]


class ProblemError(Exception):
    """A request that is refused, and why; ``headers`` are added to the answer."""

    def __init__(
        self, kind: Kind, detail: str, faults: tuple[Fault, ...] = (), headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(kind, detail, faults, headers)
        self.kind, self.detail, self.faults, self.headers = kind, detail, faults, headers or {}


def make_busy_problem(detail: str) -> ProblemError:
    """The answer of a busy service: full queues and too many streams all send this one."""
    return ProblemError(BUSY, detail, (), {"Retry-After": "1"})


def describe_problem(problem: ProblemError) -> Problem:
    """The problem as it is sent."""
    kind, faults = problem.kind, problem.faults
    described = Problem(
        type=f"/problems/{kind.name}",
        title=kind.title,
        status=kind.status,
        detail=problem.detail,
        advice=kind.advice,
    )
    if faults:
        described["field"], described["errors"] = faults[0].field, faults
    return described


def read_problem(sent: Problem) -> ProblemError:
    """The problem that was sent so."""
    faults = tuple(Fault(**fault) if isinstance(fault, dict) else fault for fault in sent.get("errors", ()))
    return ProblemError(KINDS[sent["type"].removeprefix("/problems/")], sent["detail"], faults)

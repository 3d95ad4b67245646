"""Problems: every error over the wire, as RFC 9457 problem details; used by the service and its client."""

from dataclasses import dataclass
from typing import NotRequired  # typing's own, on Python 3.11, pydantic cannot read

from typing_extensions import TypedDict

MIMETYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem; a program may rely on its name, which never changes."""

    name: str
    status: int
    title: str
    advice: str


INVALID_BODY = Kind("invalid-body", 400, "The body is not JSON in UTF-8", "Send one JSON object, in UTF-8.")
BAD_REQUEST = Kind("bad-request", 400, "The request is not whole", "Send it again, with all of its body.")
UNAUTHORIZED = Kind(
    "unauthorized",
    401,
    "No valid key came with the request",
    "Send Authorization: Bearer and a key of this service.",
)
FORBIDDEN = Kind(
    "forbidden",
    403,
    "The key may not do this",
    "Use a key with the scope named, or ask the operator for one.",
)
NOT_FOUND = Kind("not-found", 404, "There is nothing here", "Look the address up in /docs.")
METHOD = Kind("method-not-allowed", 405, "This address takes another method", "Use one that Allow names.")
TOO_SLOW = Kind("too-slow", 408, "The body did not come in time", "Send it faster, or less at a time.")
TOO_LARGE = Kind("too-large", 413, "The body is too large", "Send less at a time.")
MEDIA_TYPE = Kind(
    "unsupported-media-type", 415, "The body is of another type", "Send a type that this address takes."
)
INVALID_FIELD = Kind("invalid-field", 422, "A field is not as it must be", "Correct the fields named.")
HEAD_TOO_LARGE = Kind(
    "head-too-large", 431, "The head of the request is too large", "Send a shorter address and fewer headers."
)
RATE_LIMIT = Kind(
    "rate-limited", 429, "The key is over its limit", "Wait as long as Retry-After says, then send it again."
)
INVALID_DUMP = Kind("invalid-dump", 400, "The dump cannot be unpacked", "Send it whole, packed as it says.")
NOT_DONE = Kind("job-not-done", 409, "The job is not in a state for this", "Wait until it is done.")
RANGE = Kind("range-not-satisfiable", 416, "The file has no such range", "Ask for bytes that it has.")
KEY_REUSED = Kind(
    "idempotency-key-reused",
    422,
    "The Idempotency-Key came with another request before",
    "Send a new key with a new request, and the same one only when you repeat it.",
)
TOO_MANY_JOBS = Kind(
    "too-many-jobs", 429, "Too many jobs of this key wait", "Wait until one of them is done."
)
JOB_FAILED = Kind("job-failed", 500, "The job could not be done", "Look at the detail, and send it anew.")
JOB_CRASHED = Kind(
    "job-crashed",
    500,
    "The process of the job died again and again",
    "Send less at a time; tell the operator.",
)
NO_ROOM = Kind("no-room", 507, "There is no room for this", "Delete jobs, or wait until old ones expire.")
INTERNAL = Kind("internal-error", 500, "The service failed", "Report it: the request is not to blame.")
BUSY = Kind("busy", 503, "The service is busy", "Wait as long as Retry-After says, then send it again.")
NOT_READY = Kind("not-ready", 503, "A part of the service cannot work now", "Mend what the detail names.")
STOPPING = Kind("stopping", 503, "The service is stopping", "Send what was not answered again, in a moment.")
KINDS = {kind.name: kind for kind in list(vars().values()) if isinstance(kind, Kind)}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field."""

    field: str
    detail: str


class Problem(TypedDict):
    """RFC 9457 problem details; ``type`` never changes, ``field`` is the first of the fields at fault."""

    type: str
    title: str
    status: int
    detail: str
    advice: str
    field: NotRequired[str]
    errors: NotRequired[tuple[Fault, ...]]


class ProblemError(Exception):
    """A request that cannot be answered, and why; ``headers`` go out with the answer."""

    def __init__(
        self, kind: Kind, detail: str, faults: tuple[Fault, ...] = (), headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(kind, detail, faults, headers)
        self.kind, self.detail, self.faults, self.headers = kind, detail, faults, headers or {}


def make_busy_problem(detail: str) -> ProblemError:
    """The answer of a busy service: full queues and too many streams all send this one."""
    return ProblemError(BUSY, detail, (), {"Retry-After": "1"})


def describe_problem(problem: ProblemError) -> Problem:
    """The problem as it goes out."""
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

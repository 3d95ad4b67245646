"""Answering: a body with one request, with a list of them, or a stream line by line, by the same work."""

from collections.abc import Callable, Iterator, Sequence
from threading import BoundedSemaphore
from typing import TypeVar

import orjson
from flask import Flask, Response, current_app, request, stream_with_context
from pydantic import BaseModel

from service.http.batcher import LARGEST, Batcher
from service.http.bodies import read_value
from service.http.errors import explain_error
from service.http.streams import Line, read_lines
from service.settings import ServiceSettings
from service.wire.decoding import check_value, parse_json
from service.wire.models import LINES, StreamCounts, StreamEnd
from service.wire.problems import (
    BUSY,
    STOPPING,
    TOO_LARGE,
    TOO_SLOW,
    Fault,
    ProblemError,
    describe_problem,
)

Wanted = TypeVar("Wanted", bound=BaseModel)
# What answers many requests at once, in their order.
Work = Callable[[Sequence[Wanted]], Sequence[object]]
# The answers to some lines: each with its number, and an error where the line gets one.
Answers = list[tuple[int, object]]


def register_answers(app: Flask, settings: ServiceSettings) -> None:
    """Let an app answer requests together, and have half of its threads in streams: each keeps one."""
    app.extensions["batchers"] = {}
    app.extensions["streams"] = BoundedSemaphore(settings.threads // 2)


def answer(model: type[Wanted], work: Work[Wanted]) -> Response:
    """The reply to the body in hand: to one object, to each of a list, or to each line of a stream."""
    if is_stream():
        return stream(lambda batches: (_answer_batch(batch, model, work) for batch in batches))
    value = read_value()
    if isinstance(value, list):
        return render_json(work(check_list(value, model)))
    wanted = check_value(value, model)
    if (request.content_length or LARGEST) < LARGEST:
        return render_json(_find_batcher(work).do(wanted))
    return render_json(work([wanted])[0])


def _find_batcher(work: Work[Wanted]) -> Batcher:
    batchers: dict[object, Batcher] = current_app.extensions["batchers"]
    return batchers.get(work) or batchers.setdefault(work, Batcher(work))


def is_stream() -> bool:
    """Whether the body in hand is a stream of lines."""
    return request.mimetype in LINES and "Content-Encoding" not in request.headers


def stream(reply: Callable[[Iterator[list[Line]]], Iterator[Answers]]) -> Response:
    """The reply to a stream: what `reply` makes of its lines, and a last line with the counts."""
    hands: BoundedSemaphore = current_app.extensions["streams"]
    if not hands.acquire(blocking=False):
        raise ProblemError(BUSY, "as many streams are in hand as there may be", (), {"Retry-After": "1"})
    response = Response(stream_with_context(_write(reply)), mimetype=LINES[0])
    response.call_on_close(hands.release)
    return response


def render_json(reply: object) -> Response:
    """A record as JSON. Not Flask's own writer, which escapes Arabic to two and a half times its size."""
    return Response(orjson.dumps(reply), mimetype="application/json")


def check_list(values: list[object], model: type[Wanted]) -> list[Wanted]:
    """Each of a list as a request. Raises ``ProblemError`` with the place of the first that is none."""
    checked = []
    for place, value in enumerate(values):
        try:
            checked.append(check_value(value, model))
        except Exception as error:  # noqa: BLE001  every error is told with its place
            problem = explain_error(error)
            faults = tuple(
                Fault(f"[{place}].{fault.field}".removesuffix(".body"), fault.detail)
                for fault in problem.faults
            )
            raise ProblemError(problem.kind, f"[{place}]: {problem.detail}", faults) from None
    return checked


def check_line(line: bytes | None, model: type[Wanted]) -> Wanted | ProblemError:
    """A line as a request, or why it is none."""
    try:
        if line is None:
            longest = current_app.config["SETTINGS"].max_body
            return ProblemError(TOO_LARGE, f"the line is longer than {longest} bytes")
        return check_value(parse_json(line), model)
    except Exception as error:  # noqa: BLE001  the other lines go on
        return explain_error(error)


def _answer_batch(batch: list[Line], model: type[Wanted], work: Work[Wanted]) -> Answers:
    checked = [(number, check_line(line, model)) for number, line in batch]
    good = [wanted for _, wanted in checked if not isinstance(wanted, ProblemError)]
    results = iter(_work_on(good, work))
    return [
        (number, wanted if isinstance(wanted, ProblemError) else next(results)) for number, wanted in checked
    ]


def _work_on(wanted: list[Wanted], work: Work[Wanted]) -> Sequence[object]:
    """The results of all, or, where one fails, of each for itself."""
    try:
        return work(wanted) if wanted else []
    except Exception as error:  # noqa: BLE001  the other lines go on
        if len(wanted) == 1:
            return [explain_error(error)]
        return [_work_on([one], work)[0] for one in wanted]


def _write(reply: Callable[[Iterator[list[Line]]], Iterator[Answers]]) -> Iterator[bytes]:
    # The head of the answer goes out now: who sends line by line may wait for it.
    yield b""
    answered = refused = 0
    failed = None
    body = request.environ["wsgi.input"]
    longest = current_app.config["SETTINGS"].max_body
    try:
        for answers in reply(read_lines(body, request.content_length, longest)):
            bad = sum(isinstance(result, ProblemError) for _, result in answers)
            answered, refused = answered + len(answers) - bad, refused + bad
            if answers:
                yield b"".join(_write_line(number, result) for number, result in answers)
    except TimeoutError:
        kind = STOPPING if getattr(body, "is_stopping", bool)() else TOO_SLOW
        failed = ProblemError(kind, "the rest of the stream was not read")
    except Exception as error:  # noqa: BLE001  the head is out: what happened can only be said in a line
        failed = explain_error(error)
    counts = StreamCounts(answered + refused, answered, refused)
    yield orjson.dumps(StreamEnd(counts, describe_problem(failed) if failed else None)) + b"\n"


def _write_line(number: int, result: object) -> bytes:
    if isinstance(result, ProblemError):
        return orjson.dumps({"line": number, "error": describe_problem(result)}) + b"\n"
    return orjson.dumps({"line": number, "result": result}) + b"\n"

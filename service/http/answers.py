"""Answers: records as JSON, or line by line as the answer to a stream; used by the routes."""

from collections.abc import Iterator

from flask import Response, stream_with_context

from service.http.errors import explain_error
from service.http.streams import ReplyStream, take_stream_slot
from service.wire.encoding import encode_json
from service.wire.models import LINES, StreamCounts, StreamEnd
from service.wire.problems import ProblemError, describe_problem


def render_json(reply: object) -> Response:
    """A record as JSON. Not Flask's own writer, which escapes Arabic to two and a half times its size."""
    return Response(encode_json(reply), mimetype="application/json")


def render_replies(replies: object) -> Response:
    """One reply or a list of them as JSON; a `ReplyStream` as lines, and a last line with the counts."""
    if not isinstance(replies, ReplyStream):
        return render_json(replies)
    slot = take_stream_slot()
    response = Response(stream_with_context(_write_lines(replies)), mimetype=LINES[0])
    response.call_on_close(slot.release)
    return response


def _write_lines(replies: ReplyStream) -> Iterator[bytes]:
    # Sends the head of the answer now: a caller who sends line by line may wait for it.
    yield b""
    answered = refused = 0
    problem = None
    try:
        for batch in replies.batches:
            n_refused = sum(isinstance(reply, ProblemError) for _, reply in batch)
            answered, refused = answered + len(batch) - n_refused, refused + n_refused
            if batch:
                yield b"".join(_write_line(number, reply) for number, reply in batch)
    except Exception as error:  # noqa: BLE001  the head is sent: an error can only be a line
        problem = describe_problem(explain_error(error))
    yield encode_json(StreamEnd(StreamCounts(answered + refused, answered, refused), problem)) + b"\n"


def _write_line(number: int, reply: object) -> bytes:
    if isinstance(reply, ProblemError):
        return encode_json({"line": number, "error": describe_problem(reply)}) + b"\n"
    return encode_json({"line": number, "result": reply}) + b"\n"

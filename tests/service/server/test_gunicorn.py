"""What `service/server` uses of gunicorn's insides; a test that fails here names what a new version has changed.

Then read the change, adapt `gunicorn_worker`, `sockets` or `server` where needed, and correct the row.
"""

import hashlib
import inspect
import os
import socket
from collections import deque
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http import errors
from gunicorn.http.body import Body, ChunkedReader, LengthReader
from gunicorn.http.parser import Parser
from gunicorn.http.unreader import SocketUnreader, Unreader
from gunicorn.workers.base import Worker
from gunicorn.workers.gthread import TConn, ThreadWorker

from service.server.accepting import AcceptingWorker
from service.server.events import EventWorker
from service.server.gunicorn_worker import PatientWorker
from service.server.probes import ProbeWorker
from service.server.reception import ReceivingWorker
from service.server.refusals import FAULTS
from service.server.replies import ReplySocket
from service.server.sending import SendingWorker
from service.server.short_requests import ShortRequestWorker
from service.server.sockets import PromptBody, TimedSocket

# Each function that is overridden, called, or relied on: its signature, and the beginning of the SHA-256 of its
# source.
FUNCTIONS: list[tuple[Callable[..., Any], str, str]] = [
    (ThreadWorker.init_process, "(self)", "e4fc63a1a68e"),
    (ThreadWorker.run, "(self)", "f92c7394d857"),
    (ThreadWorker.wait_for_and_dispatch_events, "(self, timeout)", "ea969b352482"),
    (ThreadWorker.accept, "(self, listener)", "f8dcead3dce5"),
    (ThreadWorker.enqueue_req, "(self, conn)", "c9f428953d24"),
    (ThreadWorker.finish_request, "(self, conn, fs)", "616e7bb15a00"),
    (ThreadWorker.handle, "(self, conn)", "ca85c9be3df7"),
    (ThreadWorker.handle_request, "(self, req, conn)", "6d0de5b91910"),
    (ThreadWorker.handle_exit, "(self, sig, frame)", "b4e7decd4f92"),
    (ThreadWorker.murder_pending, "(self)", "7bf11f464542"),
    (ThreadWorker.on_pending_socket_readable, "(self, conn, client)", "2475f7087832"),
    (ThreadWorker.on_client_socket_readable, "(self, conn, client)", "aead1a3ea7b7"),
    (ThreadWorker._keepalive_after, "(self, conn, keepalive)", "4ebdbbc8bf5a"),
    (Parser.finish_body, "(self, deadline=None, max_bytes=None)", "54c5d0d28c26"),
    (Unreader.take_buffered, "(self)", "89cef5e60e6f"),
    (Unreader.unread, "(self, data)", "8e325744dfca"),
    (Worker.init_process, "(self)", "114caccd7a0e"),
    (Worker.init_signals, "(self)", "65442e0602b0"),
    (Worker.handle_error, "(self, req, client, addr, exc)", "75426448389b"),
    (Worker.load_wsgi, "(self)", "18b02fc35e96"),
    (TConn.set_timeout, "(self)", "03938b63c8bb"),
    (Worker.notify, "(self)", "7f509bc4046b"),
    (TConn.__init__, "(self, cfg, sock, client, server)", "c8763d7c6597"),
    (TConn.init, "(self)", "5ff3d4ba451c"),
    (TConn.close, "(self, graceful=False)", "6d1c334ed197"),
    (Body.__init__, "(self, reader)", "db5ff256b7b9"),
    (Body.read, "(self, size=None)", "c7bdfdd1c2c3"),
    (Body._read_reader, "(self, size)", "443e7cfab4b8"),
    (ChunkedReader.read, "(self, size)", "1aa9df6c4dcb"),
    (LengthReader.read, "(self, size)", "be99a0aa587f"),
    (Unreader.read, "(self, size=None, read_ahead=None)", "cbfeead6687f"),
    (Unreader.chunk, "(self, size_hint=None)", "29e0525ac3c7"),
    (SocketUnreader.chunk, "(self, size_hint=None)", "9f62532259f8"),
    (Arbiter.manage_workers, "(self)", "518f2dd040ef"),
    (Arbiter.spawn_worker, "(self)", "6abc0d90b0b9"),
    (Arbiter.stop, "(self, graceful=True)", "7138b6afd9c4"),
    (Arbiter.signal, "(self, sig, frame)", "8b193e95e16a"),
    (Logger.setup, "(self, cfg)", "17c79acdddea"),
    (Logger.access, "(self, resp, req, environ, request_time)", "45fce61c353b"),
]


@pytest.mark.parametrize(
    ("function", "signature", "digest"), FUNCTIONS, ids=[row[0].__qualname__ for row in FUNCTIONS]
)
def test_gunicorn_s_functions_are_the_ones_known(
    function: Callable[..., Any], signature: str, digest: str
) -> None:
    """Same signature, same source."""
    assert str(inspect.signature(function)) == signature
    assert hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:12] == digest


@pytest.mark.parametrize(
    "ours",
    [
        PatientWorker,
        AcceptingWorker,
        ProbeWorker,
        ShortRequestWorker,
        SendingWorker,
        ReceivingWorker,
        EventWorker,
        PromptBody,
    ],
    ids=lambda ours: ours.__name__,
)
def test_what_is_overridden_is_there(ours: type) -> None:
    """A method that replaces none of gunicorn's has a name that gunicorn does not know."""
    added: dict[type, set[str]] = {
        PatientWorker: {"_dispatch", "_take_probe", "_answer_now", "_start_by_turns", "_start_next", "_start", "_find_end", "_finish"},
        AcceptingWorker: {"_take", "_close_one"},
        ProbeWorker: {"_answer_probe"},
        ShortRequestWorker: {"_log_sent", "_take_short", "_answer_batch", "_learn_pace", "_choose_batch", "_is_broken", "_hand_on", "_send_reply", "_keeps", "_moves", "_keep", "_watch", "_unwatch", "_count", "_send_later"},
        SendingWorker: {"_send_rest", "_send_more", "_break_off", "_end_slow_replies"},
        ReceivingWorker: {"_receive_head", "_peek", "_closes_ended", "_begin_long", "_begin_arriving", "_receive_all", "_read_more", "_has_ended", "_read_turn", "_recount", "_wait_longer", "_forget", "_release", "_wait_for_bytes", "_refuse", "_close_gracefully", "_drain", "_end_closing", "_close"},
        EventWorker: {"_handle_event"},
        PromptBody: {"read1", "extend", "is_stopping", "measure_rate", "end", "_count_held"},
    }  # fmt: skip
    theirs = set(dir(ours.__mro__[1]))
    own = {name for name, value in vars(ours).items() if inspect.isfunction(value)}
    assert own - theirs == added[ours]
    known = {row[0].__name__ for row in FUNCTIONS} | {"__init__"}
    assert own & theirs <= known


def test_a_worker_has_the_attributes_that_are_used() -> None:
    """Of the types that they are used as."""
    worker = ThreadWorker(1, os.getpid(), [], SimpleNamespace(), 30, Config(), None)
    with closing(worker.tmp):
        assert isinstance(worker.pending_conns, deque)
        assert isinstance(worker.keepalived_conns, deque)
        assert (worker.nr_conns, worker.alive, worker.poller) == (0, True, None)
        assert isinstance(worker.cfg.graceful_timeout, int)
        assert {"app", "log", "wsgi"} - set(vars(worker)) == {"wsgi"}  # set by load_wsgi


def test_a_connection_has_the_attributes_that_are_used() -> None:
    """And a parser over an unreader whose socket can be replaced."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        conn = TConn(Config(), ours, "client", "server")
        assert (conn.sock, conn.client, conn.server) == (ours, "client", "server")
        assert (conn.timeout, conn.parser, conn.data_ready, conn.initialized) == (None, None, False, False)
        conn.init()
        assert conn.initialized
        unreader = conn.parser.unreader
        assert isinstance(conn.parser, Parser)
        assert isinstance(unreader, SocketUnreader)
        assert isinstance(unreader.buf, BytesIO)
        assert unreader.sock is ours
        unreader.sock = TimedSocket(ours, lambda: float("inf"))
        theirs.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
        request = next(conn.parser)
        body = PromptBody(request.body, unreader.sock, 1.0)
        assert isinstance(request.body.reader, LengthReader)
        assert request.body.reader.length == 3
        assert isinstance(request.body.reader.unreader, Unreader)
        assert body.read1(10) == b"abc"
        assert body.read1(10) == b""


def test_errors_have_the_classes_that_are_told_apart() -> None:
    """A body that is too slow is a broken connection for gunicorn; heads that are too large have their own."""
    assert issubclass(errors.NoMoreData, OSError)
    assert all(issubclass(getattr(errors, name), errors.ParseException) for name in FAULTS)


def test_a_long_head_is_told_its_limits() -> None:
    """Those of gunicorn, which nothing here changes."""
    config = Config()
    assert f"{config.limit_request_line:,} bytes" in FAULTS["LimitRequestLine"]
    limits = f"{config.limit_request_fields} of {config.limit_request_field_size:,} bytes"
    assert limits in FAULTS["LimitRequestHeaders"]


def test_a_reply_begins_with_a_head_that_is_known() -> None:
    """`ReplySocket` keeps a head that gives the length of its body, and sends both together."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        reply = ReplySocket(ours, 1.0)
        reply.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
        theirs.settimeout(0)
        with pytest.raises(BlockingIOError):
            theirs.recv(100)
        reply.sendall(b"ok")
        assert theirs.recv(100) == b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

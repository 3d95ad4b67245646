"""Answers of a service that is none, for tests of the client."""

import httpx2

from service.wire.problems import Problem


def make_problem(kind: str, status: int) -> Problem:
    """A problem as the service sends it."""
    return Problem(type=kind, title="a title", status=status, detail="found a", advice="")


def answer(*answers: httpx2.Response | Exception) -> tuple[httpx2.MockTransport, list[httpx2.Request]]:
    """A way to a service that answers so, one after the other, the last for ever; and what it was asked."""
    asked: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        found = answers[min(len(asked), len(answers)) - 1]
        if isinstance(found, Exception):
            raise found
        return found

    return httpx2.MockTransport(handle), asked


GOOD = httpx2.Response(200, json={"articles": [], "removed": [], "no_article": "empty"})

"""How many requests a key may send, counted for all processes together."""

import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from service.app import create_app
from service.http.auth import hash_token, make_token
from service.http.rate_limits import SQLiteStorage
from service.settings import ServiceSettings


def hit(path: Path, times: int) -> int:
    """How many of so many requests are let through, in a process of its own."""
    limiter = FixedWindowRateLimiter(SQLiteStorage(path))
    return sum(limiter.hit(parse("100/hour"), "key") for _ in range(times))


def test_processes_share_their_counts(tmp_path: Path) -> None:
    """Four processes let through as many as one would."""
    path = tmp_path / "limits.sqlite"
    with ProcessPoolExecutor(4) as pool:
        assert sum(pool.map(hit, [path] * 4, [50] * 4)) == 100


def test_a_window_ends(tmp_path: Path) -> None:
    """And counting starts again."""
    times = [1000.0]
    storage = SQLiteStorage(tmp_path / "limits.sqlite", clock=lambda: times[0])
    assert [storage.incr("a", 1) for _ in range(3)] == [1, 2, 3]
    assert storage.get("a") == 3
    assert storage.get_expiry("a") == 1001
    times[0] = 1000.9
    assert storage.get("a") == 3
    times[0] = 1001
    assert storage.get("a") == 0
    assert storage.incr("a", 1) == 1
    storage.clear("a")
    assert storage.get("a") == 0
    assert storage.incr("b", 60) == 1
    assert storage.check()
    assert storage.reset() == 1


def test_a_window_from_before_a_restart_of_the_machine_is_over(tmp_path: Path) -> None:
    """The clock began again at 0: nobody has to wait until it has come so far again."""
    times = [1e6]
    storage = SQLiteStorage(tmp_path / "limits.sqlite", clock=lambda: times[0])
    assert [storage.incr("a", 60) for _ in range(3)] == [1, 2, 3]
    times[0] = 100.0
    assert storage.incr("a", 60) == 1
    assert storage.incr("a", 60) == 2


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    """A service where one key may send two requests an hour and another as many as the settings say."""
    rows = [
        {"name": "slow", "sha256": hash_token(SLOW), "rate": "2/hour"},
        {"name": "fast", "sha256": hash_token(FAST)},
    ]
    (tmp_path / "keys.json").write_text(json.dumps({"keys": rows}))
    settings = ServiceSettings(keys=tmp_path / "keys.json", data=tmp_path, rate="5/hour")
    return create_app(settings).test_client()


SLOW, FAST = make_token(), make_token()


def ask(client: FlaskClient, token: str) -> int:
    """The status of an answer."""
    return client.post(
        "/v1/pages", json={"text": ""}, headers={"Authorization": f"Bearer {token}"}
    ).status_code


def test_a_key_over_its_limit_is_told_how_long_to_wait(client: FlaskClient) -> None:
    """Each key has its own; what needs no key is not counted."""
    assert [ask(client, SLOW) for _ in range(3)] == [200, 200, 429]
    assert [ask(client, FAST) for _ in range(6)] == [200] * 5 + [429]
    reply = client.post("/v1/pages", headers={"Authorization": f"Bearer {SLOW}"})
    assert reply.get_json()["type"] == "/problems/rate-limited"
    assert 3500 < int(reply.headers["Retry-After"]) <= 3600
    assert client.get("/livez").status_code == 200


def test_counts_that_cannot_be_written_refuse_nobody(tmp_path: Path) -> None:
    """Requests are not refused because the disk is full."""
    (tmp_path / "limits.sqlite").write_bytes(b"no database" * 1000)
    (tmp_path / "keys.json").write_text(json.dumps({"keys": [{"name": "slow", "sha256": hash_token(SLOW)}]}))
    client = create_app(ServiceSettings(keys=tmp_path / "keys.json", data=tmp_path)).test_client()
    assert ask(client, SLOW) == 200

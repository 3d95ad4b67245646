"""How many requests a key may send, counted for all processes together."""

import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.http.access.auth import hash_token, make_token
from service.http.access.rate_limits import COST_BYTES, WindowCounter
from service.rates import Rate, parse_rate
from service.settings import ServiceSettings


def hit(path: Path, times: int) -> int:
    """How many of so many requests are let through, in a process of its own."""
    counter = WindowCounter(path)
    return sum(counter.add("key", parse_rate("100/hour")) for _ in range(times))


def test_processes_share_their_counts(tmp_path: Path) -> None:
    """Four processes let through as many as one would."""
    path = tmp_path / "limits.sqlite"
    with ProcessPoolExecutor(4) as pool:
        assert sum(pool.map(hit, [path] * 4, [50] * 4)) == 100


def test_a_window_ends(tmp_path: Path) -> None:
    """And counting starts again."""
    times = [1000.0]
    rate = parse_rate("2/second")
    counter = WindowCounter(tmp_path / "limits.sqlite", clock=lambda: times[0])
    assert [counter.add("a", rate) for _ in range(3)] == [True, True, False]
    assert counter.find_end("a", rate) == 1001
    times[0] = 1000.9
    assert counter.is_full("a", rate)
    times[0] = 1001
    assert not counter.is_full("a", rate)
    assert counter.add("a", rate, 2)
    assert not counter.add("a", rate)


def test_another_rate_or_name_is_another_window(tmp_path: Path) -> None:
    """A key whose rate is changed starts anew."""
    counter = WindowCounter(tmp_path / "limits.sqlite")
    assert counter.add("a", Rate(1, 3600))
    assert not counter.add("a", Rate(1, 3600))
    assert counter.add("b", Rate(1, 3600))
    assert counter.add("a", Rate(2, 3600))


def test_a_window_from_before_a_restart_of_the_machine_is_over(tmp_path: Path) -> None:
    """The clock began again at 0: nobody has to wait until it has come so far again."""
    times = [1e6]
    rate = parse_rate("2/minute")
    counter = WindowCounter(tmp_path / "limits.sqlite", clock=lambda: times[0])
    assert [counter.add("a", rate) for _ in range(3)] == [True, True, False]
    times[0] = 100.0
    assert [counter.add("a", rate) for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("600/minute", Rate(600, 60)),
        ("20 / second", Rate(20, 1)),
        ("100 per 2 hours", Rate(100, 7200)),
        ("5/DAY", Rate(5, 86400)),
    ],
)
def test_rates_are_read(text: str, rate: Rate) -> None:
    """As people write them."""
    assert parse_rate(text) == rate


@pytest.mark.parametrize(
    "text", ["", "0/minute", "600", "600/fortnight", "1.5/second", "٦٠٠/minute", "5/day;1/hour"]
)
def test_other_words_are_no_rate(text: str) -> None:
    """Several at once neither: one of them would be ignored."""
    with pytest.raises(ValueError, match="600/minute"):
        parse_rate(text)


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


def test_a_large_body_counts_as_several_requests(client: FlaskClient) -> None:
    """By its bytes: of five requests an hour one of 200 KB takes four."""
    headers = {"Authorization": f"Bearer {FAST}", "Content-Type": "application/json"}
    large = b'{"text": ""}' + b" " * 3 * COST_BYTES
    assert client.post("/v1/pages", data=large, headers=headers).status_code == 200
    assert [ask(client, FAST) for _ in range(2)] == [200, 429]


def test_counts_that_cannot_be_written_refuse_nobody(tmp_path: Path) -> None:
    """Requests are not refused because the disk is full."""
    (tmp_path / "limits.sqlite").write_bytes(b"no database" * 1000)
    (tmp_path / "keys.json").write_text(json.dumps({"keys": [{"name": "slow", "sha256": hash_token(SLOW)}]}))
    client = create_app(ServiceSettings(keys=tmp_path / "keys.json", data=tmp_path)).test_client()
    assert ask(client, SLOW) == 200

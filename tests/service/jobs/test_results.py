"""A finished job over HTTP: its results, clusters and refused records, and what another threshold makes of it."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from service.jobs.folders import find_folder
from summarizer.command.main import commands
from summarizer.deduplicating import deduplicate
from tests.service.jobs.clients import DOCUMENTS, DUMP, LINES, fetch, wait_until_ended


def test_a_job_does_what_the_library_does(done: tuple[FlaskClient, str]) -> None:
    """The same documents are kept, with unchanged lines; refused records are counted."""
    client, job = done
    found = client.get(f"/v1/jobs/{job}").get_json()
    kept = fetch(client, f"/v1/jobs/{job}/results/kept.jsonl").data.splitlines(keepends=True)
    wanted = {cluster.kept for cluster in deduplicate(DOCUMENTS).clusters}
    assert kept == [line for line in DUMP.splitlines(keepends=True) if json.loads(line)["id"] in wanted]
    assert found["counts"]["refused"] == 2
    assert found["counts"]["kept"] == len(wanted)


def test_results_are_what_the_job_says(done: tuple[FlaskClient, str]) -> None:
    """Size and SHA-256; their names are a fixed list; no path of the machine stands in them."""
    client, job = done
    results = client.get(f"/v1/jobs/{job}").get_json()["results"]
    assert {row["name"] for row in results} >= {"kept.jsonl", "removed.jsonl", "clusters.parquet", "run.json"}
    for row in results:
        reply = fetch(client, f"/v1/jobs/{job}/results/{row['name']}")
        assert (len(reply.data), hashlib.sha256(reply.data).hexdigest()) == (row["size"], row["sha256"])
        assert reply.headers["ETag"] == f'"{row["sha256"]}"'
        assert b"/jobs/" not in reply.data


def test_a_result_comes_in_parts(done: tuple[FlaskClient, str]) -> None:
    """Not at all when the caller has it already, or asks for a range outside of it."""
    client, job = done
    address = f"/v1/jobs/{job}/results/kept.jsonl"
    whole = fetch(client, address).data
    part = fetch(client, address, Range="bytes=10-49")
    assert (part.status_code, part.data) == (206, whole[10:50])
    assert part.headers["Content-Range"] == f"bytes 10-49/{len(whole)}"
    tag = part.headers["ETag"]
    assert fetch(client, address, If_None_Match=tag).status_code == 304
    assert fetch(client, address, Range="bytes=10-", If_Range=tag).data == whole[10:]
    wrong = fetch(client, address, Range=f"bytes={len(whole)}-")
    assert wrong.get_json()["type"] == "/problems/range-not-satisfiable"


@pytest.mark.parametrize(
    "name",
    ["../lock", "..%2Flock", "%2e%2e%2flock", "....//lock", "/etc/passwd", "%2Fetc%2Fpasswd", ".khulasa", "lock", "kept.jsonl%00", "kept.jsonl%0d%0aX: y"],
)  # fmt: skip
def test_no_other_file_is_sent(done: tuple[FlaskClient, str], name: str) -> None:
    """Whatever the name."""
    client, job = done
    reply = fetch(client, f"/v1/jobs/{job}/results/{name}")
    assert reply.status_code == 404
    assert "X" not in reply.headers


def test_clusters_are_shown_with_their_texts(done: tuple[FlaskClient, str]) -> None:
    """The largest first, each with the kept document and the copies, in pages."""
    client, job = done
    texts = {one.id: one.text for one in DOCUMENTS}
    wanted = {
        c.kept: {row.id for row in c.duplicates} for c in deduplicate(DOCUMENTS).clusters if c.duplicates
    }
    page = client.get(f"/v1/jobs/{job}/clusters?limit=500").get_json()
    assert page["total"] == len(wanted)
    assert {row["kept"]: row["size"] for row in page["clusters"]} == {
        k: len(v) + 1 for k, v in wanted.items()
    }
    sizes = [row["size"] for row in page["clusters"]]
    assert sizes == sorted(sizes, reverse=True)
    assert (
        client.get(f"/v1/jobs/{job}/clusters?offset=1&limit=1").get_json()["clusters"]
        == page["clusters"][1:2]
    )
    for row in page["clusters"]:
        address = f"/v1/jobs/{job}/clusters/{row['cluster']}"
        cluster = client.get(address).get_json()
        assert cluster["kept"]["text"] == texts[row["kept"]]
        assert {copy["id"]: copy["text"] for copy in cluster["copies"]} == {
            i: texts[i] for i in wanted[row["kept"]]
        }
        first = client.get(f"{address}?limit=1").get_json()
        assert first["next"] == (1 if row["size"] > 2 else None)
    assert client.get(f"/v1/jobs/{job}/clusters/{10**9}").status_code == 404


def test_clusters_say_what_they_are_about(done: tuple[FlaskClient, str]) -> None:
    """Title, first words, date and source of the kept document."""
    client, job = done
    for row in client.get(f"/v1/jobs/{job}/clusters?limit=500").get_json()["clusters"]:
        kept = client.get(f"/v1/jobs/{job}/clusters/{row['cluster']}").get_json()["kept"]
        assert [row[name] for name in ("title", "date", "source")] == [
            kept[name] for name in ("title", "date", "source")
        ]
        assert " ".join(kept["text"].split()).startswith(row["start"])
        assert 0 < len(row["start"]) <= 160


def test_clusters_are_searched_in_folded_forms(done: tuple[FlaskClient, str]) -> None:
    """All words must be there; the pages of a search are those of its own list."""
    client, job = done
    address = f"/v1/jobs/{job}/clusters"
    everything = client.get(f"{address}?limit=500").get_json()
    word = everything["clusters"][0]["start"].split()[1]
    marked = "\u064e".join(word)
    wanted = [row for row in everything["clusters"] if word in row["start"]]
    found = client.get(address, query_string={"search": marked, "limit": 500}).get_json()
    assert found["clusters"][: len(wanted)] == wanted[: len(found["clusters"])]
    assert found["total"] == len(found["clusters"]) >= 1
    assert found["searched"] == everything["total"]
    one = client.get(address, query_string={"search": everything["clusters"][-1]["kept"]}).get_json()
    assert everything["clusters"][-1] in one["clusters"]
    none = client.get(address, query_string={"search": f"{word} qqqq"}).get_json()
    assert (none["total"], none["clusters"]) == (0, [])


def test_small_clusters_are_left_out(done: tuple[FlaskClient, str]) -> None:
    """``least`` is the fewest documents."""
    client, job = done
    everything = client.get(f"/v1/jobs/{job}/clusters?limit=500").get_json()["clusters"]
    found = client.get(f"/v1/jobs/{job}/clusters?limit=500&least=4").get_json()
    assert found["clusters"] == [row for row in everything if row["size"] >= 4]
    assert found["total"] == len(found["clusters"])


def test_the_command_and_the_service_list_a_cluster_alike(done: tuple[FlaskClient, str]) -> None:
    """`khulasa show` has the same documents in the same order: that of the dump, the kept one first."""
    client, job = done
    output = find_folder(Path(client.application.config["SETTINGS"].data), job) / "output"
    clusters = client.get(f"/v1/jobs/{job}/clusters?limit=500").get_json()["clusters"]
    assert max(row["size"] for row in clusters) > 3
    order = {one.id: place for place, one in enumerate(DOCUMENTS)}
    for row in clusters:
        number = row["cluster"]
        found = client.get(f"/v1/jobs/{job}/clusters/{number}").get_json()
        command = ["show", str(output), str(number), "--format", "json"]
        shown = json.loads(CliRunner().invoke(commands, command, standalone_mode=False).stdout)
        names = [copy["id"] for copy in found["copies"]]
        assert [copy["id"] for copy in shown["copies"]] == names == sorted(names, key=order.__getitem__)
        assert shown["kept"]["id"] == found["kept"]["id"]


def test_refused_records_and_blocks_are_shown(done: tuple[FlaskClient, str]) -> None:
    """In pages."""
    client, job = done
    found = client.get(f"/v1/jobs/{job}/refused?limit=1").get_json()
    assert (len(found["rows"]), found["next"]) == (1, 1)
    assert found["rows"][0]["path"] == "dump.jsonl"
    assert client.get(f"/v1/jobs/{job}/refused?offset=1").get_json()["next"] is None
    assert client.get(f"/v1/jobs/{job}/blocks").get_json() == {"rows": [], "next": None}


def test_a_job_gets_another_threshold(done: tuple[FlaskClient, str]) -> None:
    """And the first one again; the curve says beforehand how many documents are kept."""
    client, job = done
    curve = client.get(f"/v1/jobs/{job}/thresholds").get_json()
    assert (len(curve["histogram"]), len(curve["kept"]), curve["threshold"]) == (101, 101, None)
    before = client.get(f"/v1/jobs/{job}").get_json()["counts"]
    for threshold, wanted in ((0.9, curve["kept"][90]), (None, before["kept"])):
        reply = client.post(f"/v1/jobs/{job}/thresholds", json={"threshold": threshold})
        assert (reply.status_code, reply.get_json()["state"]) == (202, "queued")
        ended = wait_until_ended(lambda: client.get(f"/v1/jobs/{job}").get_json())
        assert (ended["state"], ended["counts"]["kept"]) == ("done", wanted), ended
        assert ended["settings"].get("threshold") == threshold


def test_pages_are_summarized(done: tuple[FlaskClient, str]) -> None:
    """A line each."""
    client, _ = done
    job = client.post("/v1/jobs?kind=summarize&sentences=1", data=DUMP, headers=LINES).get_json()["id"]
    ended = wait_until_ended(lambda: client.get(f"/v1/jobs/{job}").get_json())
    assert ended["state"] == "done", ended
    lines = fetch(client, f"/v1/jobs/{job}/results/summaries.jsonl").data.splitlines()
    assert len(lines) == len(DOCUMENTS)
    assert client.get(f"/v1/jobs/{job}/clusters").get_json()["type"] == "/problems/job-not-done"

"""Dumps for the page, and what the service says of the job that a page shows."""

import json
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Page

from tests.waiting import wait_for

PARAGRAPH = "وقال المتحدث رقم {n} إن بلدة الصنوبر {n} افتتحت مدرسة تضم {n} قاعة، وإن طلاب الحي {n} سيعودون إليها صباح الأحد بعد ترميم دام {n} يوماً."
LINE = "اشترك في نشرتنا البريدية ليصلك موجز الصباح"


def write_rows(rows: list[dict[str, str]]) -> bytes:
    """Records as a dump."""
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def write_dump(n_stories: int, n_copies: int = 1) -> bytes:
    """Stories with copies that have another last sentence, a line that recurs, and a line that is no JSON."""
    tails = ["وانتهى الحفل مساءً.", *(f"وغادر {n} من الضيوف القاعة." for n in range(n_copies))]
    rows = []
    for n in range(n_stories):
        body = " ".join(PARAGRAPH.format(n=n * 7 + step) for step in range(4))
        for copy, tail in enumerate(tails):
            rows.append({"id": f"s{n}-{copy}", "text": f"{body} {tail}\n{LINE}", "source": "الضفاف"})
    return write_rows(rows) + b"broken\n"


def run_job(address: str, dump: bytes, query: str = "kind=dedup&level=both") -> str:
    """The id of a job over a dump, once it is done."""
    request = Request(f"{address}/v1/jobs?{query}", dump, {"Content-Type": "application/x-ndjson"})  # noqa: S310
    with urlopen(request) as reply:  # noqa: S310
        name = str(json.load(reply)["id"])
    wait_for(
        lambda: read(f"{address}/v1/jobs/{name}")["state"], lambda state: state not in ("queued", "running")
    )
    return name


def read(address: str) -> Any:
    """The JSON at an address."""
    with urlopen(address) as reply:  # noqa: S310
        return json.load(reply)


def read_job(page: Page, path: str = "") -> Any:
    """What the service says of the job that a page shows."""
    base, name = page.url.split("/#dump?job=")
    return read(f"{base}/v1/jobs/{name}{path}")


def send(page: Page, dump: bytes, name: str = "dump.jsonl") -> None:
    """Choose a file in the view of dumps, and start."""
    page.set_input_files("#dump-file", {"name": name, "mimeType": "text/plain", "buffer": dump})
    page.click("#dump-form .primary")

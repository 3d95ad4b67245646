"""What summaries of a dump promise: those of the library, a line a record, the same however they are run."""

import json
from dataclasses import asdict
from pathlib import Path

from summarizer.dumps.records import DumpSettings
from summarizer.dumps.summarizing import summarize_dump
from summarizer.records import SummarySettings
from summarizer.summarizing import summarize_page
from tests.dumps.samples import hash_outputs, read_rows

SAMPLE = Path(__file__).parents[2] / "samples"
TWO = SummarySettings(sentences=2)


def write_pages(path: Path) -> list[dict[str, str]]:
    """A dump of a page of two articles and of the sample dump, one of its records broken."""
    rows = read_rows(SAMPLE / "dump.jsonl")
    rows.insert(3, {"id": "page", "text": (SAMPLE / "page.txt").read_text(encoding="utf-8")})
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join([*lines[:5], "{", *lines[5:]]), encoding="utf-8")
    return rows


def test_a_dump_has_the_summaries_of_the_library(tmp_path: Path) -> None:
    """Every article of every record, in order, with spans in the record's text; what is broken is listed."""
    rows = write_pages(tmp_path / "in.jsonl")
    report = summarize_dump([str(tmp_path / "in.jsonl")], str(tmp_path / "out"), TWO, DumpSettings(workers=1))
    found = read_rows(tmp_path / "out/summaries.jsonl")
    assert [row["id"] for row in found] == [row["id"] for row in rows]
    assert len(found[3]["articles"]) == 2
    for row, one in zip(rows, found, strict=True):
        page = summarize_page(row["text"], TWO, title=row.get("title"))
        wanted = json.loads(json.dumps([asdict(item.summary) for item in page.articles]))
        assert [article["summary"] for article in one["articles"]] == wanted
    assert (report.counts.documents, report.counts.refused) == (len(rows), 1)
    assert read_rows(tmp_path / "out/refused.jsonl")[0]["line"] == 6


def test_summaries_do_not_depend_on_workers_and_are_resumed(tmp_path: Path) -> None:
    """The same bytes for two workers, and for a run that was stopped."""
    write_pages(tmp_path / "in.jsonl")
    path = [str(tmp_path / "in.jsonl")]
    summarize_dump(path, str(tmp_path / "one"), TWO, DumpSettings(workers=1))
    summarize_dump(path, str(tmp_path / "two"), TWO, DumpSettings(workers=2))

    def stop(progress: object) -> None:
        if getattr(progress, "done", 0):
            raise KeyboardInterrupt

    try:
        summarize_dump(path, str(tmp_path / "stopped"), TWO, DumpSettings(workers=1, report=stop))
    except KeyboardInterrupt:
        summarize_dump(path, str(tmp_path / "stopped"), TWO, DumpSettings(workers=1, resume=True))
    assert (
        hash_outputs(tmp_path / "one") == hash_outputs(tmp_path / "two") == hash_outputs(tmp_path / "stopped")
    )

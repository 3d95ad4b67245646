"""Pages of a finished job for the routes, read from its files in memory that a page bounds."""

from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from service.wire.job_models import (
    ClusterMember,
    ClusterReply,
    RowsReply,
    ThresholdReply,
)
from summarizer.dumps.records import Member
from summarizer.dumps.report.clusters import CopyRange, read_cluster
from summarizer.dumps.run.finished import read_output_lines, read_run

# Bytes of documents in one reply, so a page of long documents has fewer of them.
_MOST_BYTES = 4 * 1024 * 1024


def page_cluster(output: Path, cluster: int, offset: int, limit: int) -> ClusterReply:
    """A cluster, with the copies that are asked for and that a reply may hold. Raises ``NoClusterError``."""
    found = read_cluster(output, cluster, CopyRange(offset, limit, _MOST_BYTES))
    kept, *copies = (_describe_member(member) for member in found.members)
    after = offset + len(copies)
    return ClusterReply(cluster, found.size, kept, tuple(copies), after if after < found.size - 1 else None)


def read_thresholds(output: Path) -> ThresholdReply:
    """What each threshold would keep."""
    run = read_run(output)
    histogram, thresholds = run.get("histogram") or (), run.get("thresholds") or ()
    return ThresholdReply(tuple(histogram), tuple(thresholds), run["settings"]["threshold"])


def page_rows(path: Path, offset: int, limit: int) -> RowsReply:
    """Some lines of a result; none where there is no such file."""
    rows: list[dict[str, Any]] = []
    taken = 0
    lines = islice(read_output_lines(path), offset, None)
    for line in lines:
        taken += len(line)
        if len(rows) == limit or (rows and taken > _MOST_BYTES):
            return RowsReply(tuple(rows), offset + len(rows))
        rows.append(orjson.loads(line))
    return RowsReply(tuple(rows), None)


def _describe_member(member: Member) -> ClusterMember:
    document = member.document
    return ClusterMember(
        document.id,
        document.text,
        document.title,
        document.date,
        document.source,
        None if member.kept else member.duplicate_of,
        None if member.kept else member.similarity,
        None if member.kept else member.kind,
    )

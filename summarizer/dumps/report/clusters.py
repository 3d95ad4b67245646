"""Browsing: the clusters of a finished run, read from its folder by those who show them.

Only what is asked for is read: one column for the sizes of all clusters, one cluster's rows and lines for its
texts. So a run of a million documents is browsed in a second and little memory.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.dumps.input.jsonl import parse_document
from summarizer.dumps.phases.write import CLUSTERS, KEPT, REMOVED
from summarizer.dumps.records import DumpSettings, Member
from summarizer.dumps.run.folder import RUN
from summarizer.errors import RunError

_FIELDS = ("id_field", "text_field", "title_field", "date_field", "source_field")


def read_run(output: Path) -> dict[str, Any]:
    """What ``run.json`` says. Raises ``RunError`` where the folder holds no finished run over duplicates."""
    try:
        run: dict[str, Any] = json.loads((output / RUN).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise _refuse(output, f"no {RUN}") from None
    except ValueError:
        raise _refuse(output / RUN, "what is no JSON") from None
    if not (output / CLUSTERS).is_file():
        raise _refuse(output, f"no {CLUSTERS}")
    return run


def rank_clusters(output: Path) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers and sizes of all clusters, (n,) each: the largest first, of equals the one kept first."""
    column = _read_table(output, columns=["cluster"])["cluster"].to_numpy()
    numbers, sizes = np.unique(column, return_counts=True)
    order = np.lexsort((numbers, -sizes))
    return numbers[order], sizes[order]


def read_cluster(output: Path, cluster: int, limit: int | None = None) -> tuple[Member, ...]:
    """The documents of a cluster, ``limit`` of them: the kept one, then what repeats it, least alike first.

    Of a cluster that an archive keeps, the one that repeats the archived document is the first.

    Raises ``RunError`` where there is no such run or no such cluster.
    """
    from pyarrow import compute

    settings = read_run(output)["settings"]
    found = _read_table(output, filters=compute.field("cluster") == cluster)
    if not len(found):
        n_clusters = len(rank_clusters(output)[0])
        wanted = f"a number from 0 to {n_clusters - 1}" if n_clusters else "a run with clusters"
        advice = f"{CLUSTERS} and {REMOVED} name them"
        raise RunError(str(output), f"no cluster {cluster}", wanted, advice)
    order = [("kept", "descending"), ("archived", "descending")]
    order += [("similarity", "ascending"), ("offset", "ascending")]
    rows = found.sort_by(order).slice(0, limit).to_pylist()
    fields = DumpSettings(**{name: settings[name] for name in _FIELDS})
    return tuple(_read_member(output, row, fields) for row in rows)


def read_removed(output: Path) -> Any:
    """A pyarrow table with a row for each removed document: cluster, archived, similarity, kind."""
    from pyarrow import compute

    return _read_table(
        output, columns=["cluster", "archived", "similarity", "kind"], filters=~compute.field("kept")
    )


def _read_member(output: Path, row: Mapping[str, Any], fields: DumpSettings) -> Member:
    """One document, from the file and the place that its row names."""
    with (output / (KEPT if row["kept"] else REMOVED)).open("rb") as file:
        file.seek(row["offset"])
        line = json.loads(file.read(row["size"]))
    record = line if row["kept"] else line["record"]
    reason = "" if row["kept"] else line["reason"]
    document = parse_document(json.dumps(record).encode(), fields)
    return Member(document, row["kept"], row["duplicate_of"], row["similarity"], row["kind"], reason)


def _read_table(output: Path, **options: Any) -> Any:
    from pyarrow import parquet

    return parquet.read_table(output / CLUSTERS, **options)


def _refuse(path: Path, found: str) -> RunError:
    return RunError(str(path), found, "the folder of a finished run", "name what khulasa dedup -o wrote")

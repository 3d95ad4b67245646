"""Phase `sketch`: the few rarest runs of each row, by which candidates are found."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from summarizer.dumps.run.arrays import Folders, load, save
from summarizer.dumps.run.corpus import Documents, PartFiles, load_shingles
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.candidates import pack_hashes
from summarizer.duplicates.sketches import list_formulas, sketch


@dataclass(frozen=True, slots=True)
class Sketches:
    """The sketches of a dump.

    folders  one a part
    table    the folder of the counts that they were chosen by
    """

    folders: Folders
    table: Path


def sketch_rows(runner: Runner, documents: Documents, table: Path) -> Sketches:
    """The sketches of all rows."""
    n_rows = documents.corpus.n_rows
    tasks = [(part, table, n_rows) for part in documents.parts]
    return Sketches(runner.run("sketch", sketch_part, tasks), table)


def sketch_part(folder: Path, part: PartFiles, table: Path, n_rows: int) -> None:
    """Write the sketches of a part's rows.

    keys     (n,)  run hash and row in one number, ascending
    singles  (n,)  rows whose sketch is one hash, or none
    """
    documents = np.flatnonzero(load(part.standing, "is_first"))
    rows = np.asarray(load(part.assigned, "rows")[documents])
    formulas = list_formulas(load(table, "table"), n_rows)
    hashes, owners = sketch(load_shingles(part.folder), documents, formulas)
    n_hashes = np.bincount(owners, minlength=len(documents))
    save(folder, {"keys": np.sort(pack_hashes(hashes, rows[owners])), "singles": np.sort(rows[n_hashes < 2])})

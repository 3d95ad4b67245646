"""SQLite files of the service: several processes may create the same one at once."""

import multiprocessing
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from service.sqlite import open_database

N_PROCESSES = 6
SCRIPT = """
    CREATE TABLE words (word TEXT);
    CREATE TABLE sizes (size INT);
    CREATE TRIGGER measure AFTER INSERT ON words BEGIN
        INSERT INTO sizes VALUES (length(NEW.word)); INSERT INTO sizes VALUES (0);
    END;
"""


def add_words(paths: list[Path], barrier: Barrier) -> None:
    """Add a word to each file, at the same moment as the other processes."""
    for path in paths:
        barrier.wait(timeout=60)
        with closing(open_database(path, SCRIPT, synchronous="OFF", patience=30)) as db:
            db.execute("INSERT INTO words VALUES ('خبر')")


def test_processes_create_a_file_together(tmp_path: Path) -> None:
    """Every process finds all tables, and no word is lost."""
    paths = [tmp_path / f"folder{number}" / "words.sqlite" for number in range(10)]
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(N_PROCESSES)
    processes = [context.Process(target=add_words, args=(paths, barrier)) for _ in range(N_PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
    assert [process.exitcode for process in processes] == [0] * N_PROCESSES
    for path in paths:
        with closing(open_database(path, SCRIPT, synchronous="OFF", patience=30)) as db:
            assert db.execute("SELECT count(*) FROM words").fetchone() == (N_PROCESSES,)
            assert db.execute("SELECT count(*), sum(size) FROM sizes").fetchone() == (12, 18)
            assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_file_of_another_kind_is_left_as_it_is(tmp_path: Path) -> None:
    """An error, and the same bytes as before."""
    path = tmp_path / "words.sqlite"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(Exception, match="not a database"):
        open_database(path, SCRIPT, synchronous="OFF", patience=1)
    assert path.read_bytes() == b"no database" * 1000

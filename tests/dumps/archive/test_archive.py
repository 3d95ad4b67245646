"""The archive: documents stay in it whatever process is killed, and a wrong file is refused by name."""

import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.deduplicating import deduplicate
from summarizer.dumps.archive import counts, database
from summarizer.dumps.archive.archive import open_archive
from summarizer.dumps.records import Match
from summarizer.errors import ArchiveError, DocumentError, TextError
from summarizer.records import Document, DuplicateSettings, Reason
from tests.dumps.full_disk import make_documents
from tests.duplicates.reference import compute_likeness, split_words
from tests.duplicates.samples import edit_lightly, write_bulletin, write_story

WORDS = st.lists(
    st.sampled_from(["قال", "الوزير", "إن", "المدينة", "كبيرة", "12", "1500", "أمس"]), max_size=12
).map(" ".join)
# Few enough that no run is a formula, however they come in.
COLLECTIONS = st.lists(WORDS, min_size=1, max_size=9).map(
    lambda texts: [Document(f"d{place}", text) for place, text in enumerate(texts)]
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A path without an archive."""
    return tmp_path / "archive.khulasa"


# ---- what is found ----


def test_a_copy_is_found_and_another_story_is_not(path: Path) -> None:
    """Exact and edited copies name the document they repeat; a new document gets None."""
    story, cut = write_story(1), " ".join(write_story(2).split()[:70])
    with open_archive(path) as archive:
        assert archive.add([Document("one", story), Document("two", write_story(2))]) == (None, None)
        exact, near, contained, unseen = archive.query(
            [
                Document("a", story.replace("ا", "\u0627\u0640")),
                Document("b", edit_lightly(story, 0)),
                Document("c", cut),
                Document("d", write_story(3)),
            ]
        )
    assert exact == Match("one", 1.0, Reason.EXACT)
    assert near is not None
    assert (near.id, near.reason) == ("one", Reason.NEAR)
    assert 0.5 < near.similarity < 1
    assert contained is not None
    assert (contained.id, contained.reason) == ("two", Reason.CONTAINED)
    assert unseen is None


def test_a_bulletin_of_another_day_is_another_document(path: Path) -> None:
    """The same words with other figures: not a repeat."""
    with open_archive(path) as archive:
        archive.add([Document("sun", write_bulletin("الأحد", "48.10", "48.24"))])
        assert archive.query([Document("mon", write_bulletin("الاثنين", "48.55", "48.69"))]) == (None,)


def test_documents_added_together_find_each_other(path: Path) -> None:
    """The second of two copies in one call repeats the first."""
    story = write_story(1)
    documents = [Document("a", story), Document("b", edit_lightly(story, 1)), Document("c", story)]
    with open_archive(path) as archive:
        first, near, exact = archive.add(documents)
    assert first is None
    assert near is not None
    assert near.id == "a"
    assert exact == Match("a", 1.0, Reason.EXACT)


def test_what_resembles_only_a_copy_was_seen(path: Path) -> None:
    """A copy is kept beside what it repeats, and found by its own copies."""
    words = write_story(1).split()
    texts = [" ".join(words[place : place + 70]) for place in (0, 25, 50)]
    with open_archive(path, DuplicateSettings(threshold=0.4)) as archive:
        found = archive.add([Document(f"w{place}", text) for place, text in enumerate(texts)])
    assert [match and match.id for match in found] == [None, "w0", "w1"]


def test_the_same_id_with_the_same_text_adds_nothing(path: Path) -> None:
    """The answer names the document that is there already."""
    document = Document("a", write_story(1))
    with open_archive(path) as archive:
        archive.add([document])
        assert archive.add([document]) == (Match("a", 1.0, Reason.EXACT),)
        assert len(archive) == 1


def test_the_same_id_with_another_text_is_another_document(path: Path) -> None:
    """An id is a label: a new wording repeats the old one, a new story repeats nothing; both are stored."""
    with open_archive(path) as archive:
        archive.add([Document("a", write_story(1))])
        (new_wording,) = archive.add([Document("a", edit_lightly(write_story(1), 2))])
        assert new_wording is not None
        assert (new_wording.id, new_wording.reason) == ("a", Reason.NEAR)
        assert archive.add([Document("a", write_story(9))]) == (None,)
        assert len(archive) == 3


def test_a_text_without_words_repeats_nothing_and_is_not_kept(path: Path) -> None:
    """A text without words repeats nothing."""
    with open_archive(path) as archive:
        assert archive.add([Document("a", ""), Document("b", " … ")]) == (None, None)
        assert archive.add([Document("c", "")]) == (None,)
        assert len(archive) == 0


def test_no_documents_have_no_answers(path: Path) -> None:
    """Unlike a run without input, which is a mistake, an empty batch is normal in a quiet hour."""
    with open_archive(path) as archive:
        assert archive.add([]) == archive.query([]) == ()


def test_what_is_no_document_is_refused_and_nothing_is_added(path: Path) -> None:
    """The place is named; the good documents of the same call are not stored either."""
    good = Document("a", write_story(1))
    with open_archive(path) as archive:
        with pytest.raises(DocumentError, match=r"document 2 \(from 1\)"):
            archive.add([good, Document("", "نص")])
        with pytest.raises(TextError, match="text of document 'b'"):
            archive.add([good, Document("b", "\ud800")])
        assert len(archive) == 0


@given(COLLECTIONS, st.sampled_from([None, 0.3, 0.7]))
@settings(max_examples=40)
def test_one_by_one_is_the_same_as_at_once(documents: list[Document], threshold: float | None) -> None:
    """What a document repeats does not depend on the batches it came in."""
    with TemporaryDirectory() as folder:
        wanted = DuplicateSettings(threshold)
        with open_archive(Path(folder) / "once", wanted) as archive:
            at_once = archive.add(documents)
        one_by_one: list[Match | None] = []
        for document in documents:
            with open_archive(Path(folder) / "one", wanted) as archive:
                one_by_one += archive.add([document])
        assert at_once == tuple(one_by_one)


@given(COLLECTIONS, WORDS)
@settings(max_examples=60)
def test_the_most_alike_is_found(documents: list[Document], text: str) -> None:
    """Comparing with every document, one pair at a time, gives the same answer."""
    with (
        TemporaryDirectory() as folder,
        open_archive(Path(folder) / "a", DuplicateSettings(threshold=0.5)) as archive,
    ):
        archive.add(documents)
        (found,) = archive.query([Document("q", text)])
        likeness = [compute_likeness(text, document.text) for document in documents]
        same = [split_words(text) == split_words(document.text) != [] for document in documents]
        best = max(likeness)
        if any(same):
            assert found == Match(documents[same.index(True)].id, 1.0, Reason.EXACT)
        elif best < 0.5:
            assert found is None
        else:
            assert found is not None
            assert found.id == documents[likeness.index(best)].id
            assert found.similarity == pytest.approx(best)
        assert archive.query(documents) == tuple(
            Match(next(other.id for other in documents if other.text == each.text), 1.0, Reason.EXACT)
            if each.text
            else None
            for each in documents
        )


def test_it_finds_what_a_run_over_all_of_them_finds(path: Path) -> None:
    """Stories in the archive, edited copies and new stories asked for: the same duplicates as in one run."""
    stories = [Document(f"s{seed}", write_story(seed)) for seed in range(200)]
    asked = [Document(f"e{seed}", edit_lightly(write_story(seed), seed)) for seed in range(0, 400, 3)]
    with open_archive(path) as archive:
        archive.add(stories)
        found = {each.id: match.id for each, match in zip(asked, archive.query(asked), strict=True) if match}
    expected = {
        copy.id: copy.duplicate_of
        for each in deduplicate([*stories, *asked]).clusters
        for copy in each.duplicates
    }
    assert found == expected


def test_counts_written_out_are_the_counts_made_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive opened again has the same formulas as one that stayed open."""
    monkeypatch.setattr(counts, "SAVE_EVERY", 16)
    box = " ".join(write_story(1000).split()[:30])
    with open_archive(path) as archive:
        for start in range(0, 80, 10):
            archive.add([Document(f"{n}", write_story(n) + " " + box) for n in range(start, start + 10)])
        with open_archive(path) as other:
            len(other)
            assert other._tally.n_documents == archive._tally.n_documents == 80
            assert (other._tally.table == archive._tally.table).all()
            assert other._tally.table.max() == 80


# ---- who writes ----


def test_a_reader_sees_what_another_process_has_added(path: Path) -> None:
    """An open archive finds documents that another process added."""
    with open_archive(path) as reader:
        assert reader.query(make_documents(0, 1)) == (None,)
        fill(path, 0, 6)
        assert reader.query(make_documents(5, 6)) == (Match("s5", 1.0, Reason.EXACT),)
        assert len(reader) == 6


def test_two_processes_that_write_wait_for_each_other(path: Path) -> None:
    """Both add all of the same documents at once; every one is there, and once."""
    processes = [start_filling(path, 0, 60), start_filling(path, 0, 60)]
    assert [process.communicate()[0].split()[-1] for process in processes] == ["60", "60"]
    check_whole(path, 60)


def test_threads_share_an_open_archive(path: Path) -> None:
    """Eight threads of one process add and ask through one archive."""
    failed: list[int] = []

    def work(first: int) -> None:
        for document in make_documents(first, first + 5):
            archive.add([document])
            if archive.query([document])[0] != Match(document.id, 1.0, Reason.EXACT):
                failed.append(first)

    with open_archive(path) as archive:
        threads = [threading.Thread(target=work, args=(first,)) for first in range(0, 40, 5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failed
        assert len(archive) == 40


def test_a_writer_that_waits_too_long_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes for too long, the error says to try again; queries continue."""
    fill(path, 0, 3)
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_archive(path) as archive:
        with pytest.raises(ArchiveError, match=r"another process writing.*try again later"):
            archive.add(make_documents(3, 4))
        assert archive.query(make_documents(2, 3)) == (Match("s2", 1.0, Reason.EXACT),)
        other.execute("ROLLBACK")
        assert archive.add(make_documents(3, 4)) == (None,)
    other.close()


# ---- who dies ----


@pytest.mark.slow
def test_no_death_loses_what_was_acknowledged(path: Path) -> None:
    """Killed at twelve random writes: acknowledged batches stay, another one is there whole or not at all."""
    chance = random.Random(4)  # noqa: S311
    done = 0
    for _ in range(12):
        # A batch of three is some 85 writes.
        told, code = fill(path, done, done + 300, "--statements", str(chance.randint(1, 250)))
        assert code == -9
        done = check_death(path, max(told, done))
    assert done > 9


@pytest.mark.slow
def test_death_in_the_middle_of_a_write_loses_nothing_either(path: Path) -> None:
    """Killed by the operating system inside a write, with only part of it on disk, in log and in file."""
    chance = random.Random(5)  # noqa: S311
    done, told = 0, 0
    for _ in range(8):
        sizes = [each.stat().st_size for each in path.parent.iterdir()]
        limit = max([100_000, *sizes]) + chance.randint(1, 200_000)
        told, code = fill(path, done, done + 300, "--bytes", str(limit))
        assert code == -25
        done = check_death(path, max(told, done))
    assert done > 9


def test_a_full_disk_is_named_and_what_was_there_stays(path: Path) -> None:
    """The error is one of the operating system, with the path; queries continue."""
    with open_archive(path) as archive:
        archive.add(make_documents(0, 3))
        (n_pages,) = archive._connection.execute("PRAGMA page_count").fetchone()
        archive._connection.execute(f"PRAGMA max_page_count = {n_pages}")
        with pytest.raises(OSError, match="No space left") as refused:
            archive.add(make_documents(3, 300))
        assert refused.value.filename == str(path)
        assert archive.query(make_documents(2, 4)) == (Match("s2", 1.0, Reason.EXACT), None)
    check_whole(path, 3)


def start_filling(path: Path, first: int, last: int, *options: str) -> subprocess.Popen[str]:
    """A process of its own that adds stories."""
    command = [sys.executable, "-m", "tests.dumps.full_disk", str(path), str(first), str(last), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def fill(path: Path, first: int, last: int, *options: str) -> tuple[int, int]:
    """The number of documents acknowledged, and how the process ended."""
    process = start_filling(path, first, last, *options)
    told = process.communicate()[0].split()
    return int(told[-1]) if told else 0, process.returncode


def check_death(path: Path, told: int) -> int:
    """After a kill every acknowledged batch is there, and at most the one that was being written."""
    with open_archive(path) as archive:
        found = len(archive)
    assert found in (told, told + 3)
    check_whole(path, found)
    return found


def check_whole(path: Path, n_documents: int) -> None:
    """The stories from 0 on are in the archive, each once, with all of its postings."""
    with open_archive(path) as archive:
        documents = make_documents(0, n_documents)
        assert archive.query(documents) == tuple(Match(each.id, 1.0, Reason.EXACT) for each in documents)
        assert len(archive) == n_documents
        run = archive._connection.execute
        assert run("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert run("SELECT count(*) FROM postings GROUP BY document").fetchall() == [(24,)] * n_documents


# ---- which files are refused ----


def refuse(path: Path, match: str) -> None:
    """Opening is refused with the name of the file, which stays as it is."""
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=match) as refused:
        open_archive(path)
    assert str(path) in str(refused.value)
    assert path.read_bytes() == before


def test_a_file_of_another_kind_is_refused(path: Path) -> None:
    """A wrong path must not be overwritten."""
    path.write_text("وثيقة مهمة", encoding="utf-8")
    refuse(path, "a file of another kind, wanted an archive of Khulasa")


def test_a_database_of_another_program_is_refused(path: Path) -> None:
    """Another program's database stays unchanged, its journal mode too."""
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE people (name TEXT)")
    other.close()
    refuse(path, "a database of another program")


ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n, 'a', n, n, x'00' FROM r"


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE documents", f"CREATE VIEW documents (number, id, text, text_rest, packed) AS {ENDLESS}"),
        (f"CREATE VIEW more AS {ENDLESS}",),
        ("CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM postings; END",),
        ("CREATE INDEX i ON documents (text + abs(text_rest))",),
        ("DROP INDEX documents_by_text",),
        ("ALTER TABLE counts ADD COLUMN more AS (zeroblob(1000000000))",),
    ],
    ids=["an endless view", "a view", "a trigger", "an index", "a missing index", "a made column"],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_an_archive_from_elsewhere_has_the_tables_of_an_archive(
    path: Path, statements: Sequence[str], *, read_only: bool
) -> None:
    """Anything else in its schema is a program that a query would run, for ever perhaps."""
    fill(path, 0, 3)
    with sqlite3.connect(path) as other:
        for statement in statements:
            other.execute(statement)
    other.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=r"that no archive has|found no index"):
        open_archive(path, read_only=read_only)
    assert path.read_bytes() == before


@pytest.mark.parametrize("is_writable", [True, False])
def test_an_archive_opened_for_reading_is_never_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, is_writable: bool
) -> None:
    """It is searched as usual, on a disk that cannot be written to as well; adding is refused."""
    fill(path, 0, 3)
    before, documents = path.read_bytes(), make_documents(0, 5)
    with open_archive(path) as archive:
        expected = archive.query(documents)
    monkeypatch.setattr("os.access", lambda _path, _mode: is_writable)
    with open_archive(path, read_only=True) as archive:
        assert archive.query(documents) == expected
        assert len(archive) == 3
        with pytest.raises(ArchiveError, match="opened for reading, wanted one to add to"):
            archive.add(documents)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_only_an_archive_can_be_opened_for_reading(path: Path) -> None:
    """Where there is none, none is made."""
    with pytest.raises(FileNotFoundError):
        open_archive(path, read_only=True)
    path.touch()
    with pytest.raises(ArchiveError, match="wanted an archive of Khulasa"):
        open_archive(path, read_only=True)
    assert path.read_bytes() == b""


def test_an_empty_file_becomes_an_archive(path: Path) -> None:
    """That is what `mktemp` gives."""
    path.touch()
    with open_archive(path) as archive:
        assert archive.add(make_documents(0, 1)) == (None,)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A misspelt path makes no folder."""
    with pytest.raises(FileNotFoundError, match="nowhere"):
        open_archive(tmp_path / "nowhere" / "archive")


@pytest.mark.parametrize(
    ("statement", "match"),
    [
        ("PRAGMA user_version = 9", "format 9, wanted format 5"),
        ("UPDATE settings SET value = 'abc'", "measured under settings abc, wanted settings"),
        ("DELETE FROM settings", "settings it does not name"),
    ],
)
def test_another_version_is_refused(path: Path, statement: str, match: str) -> None:
    """Format and fingerprint of the trained rule are inside; no document is compared across them."""
    fill(path, 0, 3)
    with sqlite3.connect(path) as other:
        other.execute(statement)
    other.close()
    refuse(path, match)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET packed = substr(packed, 1, 100)",
        "UPDATE documents SET packed = substr(packed, 1, 100) || x'00' || substr(packed, 102)",
        "UPDATE documents SET packed = x''",
        "DELETE FROM documents WHERE number = 2",
        "UPDATE documents SET text = text + 1",
        "UPDATE documents SET text_rest = text_rest + 1",
        "UPDATE documents SET id = id || 'x'",
    ],
)
def test_a_damaged_document_is_refused_by_the_name_of_the_file(path: Path, statement: str) -> None:
    """A damaged document is never measured."""
    fill(path, 0, 3)
    with sqlite3.connect(path) as other:
        other.execute(statement)
    other.close()
    with open_archive(path) as archive, pytest.raises(ArchiveError, match="damage") as refused:
        archive.query([Document("q", edit_lightly(write_story(1, 60), 1))])
    assert str(path) in str(refused.value)


@pytest.mark.parametrize("change", ["text = text + 1", "text_rest = text_rest + 1", "id = id || 'x'"])
def test_an_exact_copy_of_a_damaged_row_is_no_near_copy(path: Path, change: str) -> None:
    """The row that has another hash, or another id, than the one that was written is named as damage."""
    fill(path, 0, 3)
    with sqlite3.connect(path) as other:
        other.execute(f"UPDATE documents SET {change} WHERE number = 2")  # noqa: S608  from above
    other.close()
    with open_archive(path) as archive, pytest.raises(ArchiveError, match="damage"):
        archive.query([Document("q", write_story(1, 60))])


def test_an_index_without_a_text_is_damage(path: Path) -> None:
    """A text that is in the table of documents and not in its index is not called a near copy."""
    fill(path, 0, 3)
    with sqlite3.connect(path) as other:
        root, size = (
            other.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'documents_by_text'").fetchone()[
                0
            ],
            other.execute("PRAGMA page_size").fetchone()[0],
        )
        (text,) = other.execute("SELECT text FROM documents WHERE number = 2").fetchone()
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()
    data = bytearray(path.read_bytes())
    place = data.index(text.to_bytes(8, "big", signed=True), (root - 1) * size, root * size)
    data[place + 7] ^= 1
    path.write_bytes(data)
    with open_archive(path) as archive, pytest.raises(ArchiveError, match="damage"):
        archive.query([Document("q", write_story(1, 60))])


@lru_cache(maxsize=1)
def _write_archive() -> bytes:
    """An archive of 40 documents, as a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive"
        with open_archive(path) as archive:
            archive.add(make_documents(0, 40))
        return path.read_bytes()


@given(st.data())
@settings(max_examples=25)
def test_a_file_cut_off_anywhere_is_refused_or_right(data: st.DataObject) -> None:
    """A file that was copied in part gives no wrong answer."""
    whole = _write_archive()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive"
        path.write_bytes(whole[: data.draw(st.integers(1, len(whole) - 1))])
        asked = make_documents(0, 40)
        try:
            with open_archive(path) as archive:
                found: Sequence[Match | None] = archive.query(asked)
        except ArchiveError:
            return
        assert found == tuple(Match(each.id, 1.0, Reason.EXACT) for each in asked)

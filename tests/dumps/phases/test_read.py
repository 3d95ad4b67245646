"""Many small files: they share parts, give what one file gives, and are opened in turn."""

import json
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.dumps import deduplicating
from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.phases import read
from summarizer.dumps.records import DumpSettings, Format, Progress, Source
from summarizer.records import DuplicateSettings
from tests.dumps.samples import hash_outputs, make_documents, write_dump

ONE = DumpSettings(workers=1)
# A process that may have few files open, as many systems allow 256.
FEW_FILES = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.phases import read
from summarizer.dumps.records import DumpSettings
from summarizer.records import DuplicateSettings
read._GROUP_FILES = int(sys.argv[3])
dump = DumpSettings(workers=1, level="both")
print(deduplicate_dump([sys.argv[1]], sys.argv[2], DuplicateSettings(), dump).counts.documents)
"""


def _list_source(path: str, size: int) -> Source:
    return Source(path, 0, size, Format.JSONL, size)


def test_small_files_that_follow_each_other_share_a_part() -> None:
    """A large one and one at a URL are parts of their own; the order stays."""
    small = [_list_source(f"{number}.jsonl", 100) for number in range(3)]
    large, remote = _list_source("large.jsonl", 1 << 30), _list_source("memory://far/a.jsonl", 100)
    groups = list(read.group_sources([small[0], small[1], large, small[2], remote]))
    assert groups == [(small[0], small[1]), (large,), (small[2],), (remote,)]


def test_small_files_give_what_each_gives_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes, refused records with their lines and bytes among them."""
    documents = make_documents(4, 8)
    (tmp_path / "many").mkdir()
    for number in range(6):
        path = write_dump(tmp_path / f"many/{number}.jsonl", documents[number::6])
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b'{"id": "x"}\r\n\n[1]\n')
    found = []
    for n_files in (4, 1):
        monkeypatch.setattr(read, "_GROUP_FILES", n_files)
        out = tmp_path / f"out{n_files}"
        deduplicate_dump([str(tmp_path / "many")], str(out), DuplicateSettings(), ONE)
        found.append(hash_outputs(out))
    assert found[0] == found[1]


def test_each_input_is_opened_once_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To see whether it can be cut, which the plan of the run then says."""
    for number in range(3):
        write_dump(tmp_path / f"{number}.jsonl", make_documents(number, 4))
    real, opened = Path.open, list[str]()

    def count(path: Path, *rest: Any, **more: Any) -> Any:
        opened.extend([path.name] if path.suffix == ".jsonl" else [])
        return real(path, *rest, **more)

    def stop(progress: Progress) -> None:
        if progress.phase == "gather":
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "open", count)
    monkeypatch.setattr(read, "_GROUP_FILES", 1)
    monkeypatch.setattr(deduplicating, "hash_in_background", lambda _: nullcontext(dict))
    with pytest.raises(KeyboardInterrupt):
        deduplicate_dump(
            [str(tmp_path)], str(tmp_path / "out"), DuplicateSettings(), replace(ONE, report=stop)
        )
    assert sorted(opened) == ["0.jsonl", "1.jsonl", "2.jsonl"]


@pytest.mark.slow
@pytest.mark.parametrize(("n_files", "n_group"), [(5_000, 64), (300, 1)])
def test_more_files_than_a_process_may_open(tmp_path: Path, n_files: int, n_group: int) -> None:
    """Files are opened in turn, and so are the arrays of many parts."""
    (tmp_path / "many").mkdir()
    for number in range(n_files):
        record = {"id": str(number), "text": f"خبر القرية رقم {number} عن الحصاد"}
        (tmp_path / f"many/{number:05}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    given = [sys.executable, "-c", FEW_FILES, str(tmp_path / "many"), str(tmp_path / "out"), str(n_group)]
    done = subprocess.run(given, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout.strip()) == (0, str(n_files)), done.stderr


@pytest.mark.slow
def test_the_command_reads_thousands_of_files_in_memory(tmp_path: Path) -> None:
    """Without a run too."""
    (tmp_path / "many").mkdir()
    for number in range(1_000):
        record = {"id": str(number), "text": f"خبر القرية رقم {number} عن الحصاد"}
        (tmp_path / f"many/{number:05}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    limited = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128)); "
    program = limited + "from summarizer.command.main import main; main()"
    given = [sys.executable, "-c", program, "dedup", str(tmp_path / "many")]
    done = subprocess.run(given, capture_output=True, text=True, timeout=100)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1_000), done.stderr

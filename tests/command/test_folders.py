"""Folders and dumps given to the commands over pages."""

import json
from pathlib import Path

import pytest

from summarizer.command.files import DUMP_ENDINGS, PAGE_ENDINGS, RUN
from summarizer.dumps.input.formats import ENDINGS
from summarizer.dumps.run import finished
from tests.command.test_main import OTHER, PAGE, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pages, one of them in a folder of its own, and two files that are none."""
    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/b.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "in/deep/a.TXT").write_text(OTHER, encoding="utf-8")
    (tmp_path / "in/picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "in/.hidden.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path / "in"


@pytest.mark.parametrize("command", ["parse", "summarize", "phrases"])
def test_a_folder_stands_for_its_pages(folder: Path, command: str) -> None:
    """One after another, as if each were named; the others are counted, hidden ones are not."""
    found = run(command, str(folder))
    names = [str(folder / "b.txt"), str(folder / "deep/a.TXT")]
    assert found.stdout == run(command, *names).stdout
    assert found.stderr == f"{folder}: pages 2, other files left out 1\n"
    listed = json.loads(run(command, str(folder), "--format", "json").stdout)
    assert [one["file"] for one in listed] == names


def test_a_folder_of_one_page_names_it(tmp_path: Path) -> None:
    """So that output does not change its form with the number of files."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(PAGE, encoding="utf-8")
    assert run("summarize", str(tmp_path / "in")).output.startswith(f"==> {tmp_path}/in/a.txt <==\n")
    assert len(json.loads(run("parse", str(tmp_path / "in"), "--format", "json").output)) == 1


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    """And so is the folder of a finished run, with the command that shows it; the other files are read."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / RUN).write_text("{}")
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    found = run("summarize", str(tmp_path / "empty"), str(tmp_path / "page.txt"))
    assert found.return_value == 4
    assert "empty: found no page, wanted files that end in .txt, .html, .htm; name the files" in found.stderr
    assert "افتتاح مكتبة عامة" in found.output
    done = run("summarize", str(tmp_path / "run"))
    assert (done.return_value, f"khulasa show {tmp_path}/run lists its clusters" in done.stderr) == (4, True)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "A.JSON", "a.jsonl.gz"])
def test_a_dump_is_no_page(tmp_path: Path, name: str) -> None:
    """Its JSON would be taken for text."""
    (tmp_path / name).write_text(json.dumps({"id": "a", "text": PAGE}))
    for command in ("parse", "summarize", "phrases"):
        found = run(command, str(tmp_path / name))
        assert found.return_value == 5
        assert f"{name}: found a dump of records, wanted a page; khulasa summarize and" in found.stderr


def test_the_endings_are_those_of_dumps() -> None:
    """Each format of a dump is one of pages or one of records."""
    assert sorted((*PAGE_ENDINGS, *DUMP_ENDINGS)) == sorted(ENDINGS)
    assert RUN == finished.RUN

"""The last lines of a run over a dump: what was done, where the results are, and what was refused."""

from pathlib import Path

import pytest

from tests.command.test_main import run

GOOD = "وصلت سفينة القمح إلى الميناء صباح اليوم"


@pytest.fixture
def table(tmp_path: Path) -> str:
    """A table of one good row and one that is too short."""
    path = tmp_path / "in.csv"
    path.write_text(f"id,text\na,{GOOD}\nb\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def lines(tmp_path: Path) -> str:
    """Two good lines and a broken one between them."""
    path = tmp_path / "in.jsonl"
    path.write_text(f'{{"id": "a", "text": "{GOOD}"}}\n{{\n{{"id": "b", "text": "سباق"}}\n', encoding="utf-8")
    return str(path)


def test_a_table_among_the_results_is_named(table: str, tmp_path: Path) -> None:
    """Who gives a table looks for one."""
    found = run("dedup", table, "-o", f"{tmp_path}/out", "--workers", "1")
    assert f"table    {tmp_path}/out/kept.csv\n" in found.stderr


def test_the_list_of_what_was_refused_is_named_by_its_path(table: str, tmp_path: Path) -> None:
    """As the results are."""
    found = run("dedup", table, "-o", f"{tmp_path}/out", "--workers", "1")
    assert f"khulasa: 1 record refused: {tmp_path}/out/refused.jsonl says why\n" in found.stderr


def test_a_run_that_writes_nothing_names_no_list(table: str, tmp_path: Path) -> None:
    """With --dry-run there is no refused.jsonl: the message says how to get it."""
    found = run("dedup", table, "-o", f"{tmp_path}/out", "--dry-run", "--workers", "1")
    assert "khulasa: 1 record refused: without --dry-run refused.jsonl says why\n" in found.stderr
    assert not (tmp_path / "out").exists()


def test_a_short_row_of_a_table_is_counted_in_words(table: str) -> None:
    """One field is not "1 fields"."""
    assert "in.csv, line 3: found 1 field, wanted 2, as in the first row" in run("dedup", table).stderr


def test_a_bad_record_in_memory_says_how_to_pass_over_it(lines: str) -> None:
    """Without -o the first bad record ends the command."""
    found = run("dedup", lines)
    assert found.return_value == 7
    assert found.stderr.endswith(
        "wanted a JSON object; with -o FOLDER bad records are listed and the others are read\n"
    )

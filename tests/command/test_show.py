"""khulasa show without a number: the clusters of a finished run as a list."""

import json
from pathlib import Path

import pytest

from tests.command.test_main import ROOT, run


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A finished run over the sample dump, which has three clusters."""
    folder = str(tmp_path_factory.mktemp("run") / "clean")
    run("dedup", str(ROOT / "samples/dump.jsonl"), "-o", folder, "--workers", "1")
    return folder


def test_the_clusters_are_listed_the_largest_first(output: str) -> None:
    """Number, documents, kept id and title of each; then how to see one."""
    shown = run("show", output).output
    rows = [row.split(maxsplit=3) for row in shown.splitlines()[3:6]]
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("0", "3", "d01"),
        ("1", "3", "d02"),
        ("2", "2", "d05"),
    ]
    assert rows[0][3].startswith("إنقاذ حوت صغير")
    assert shown.startswith("Clusters 1 to 3 of 3")
    assert f"khulasa show {output} 0" in shown


def test_a_page_of_the_list_says_what_is_left(output: str) -> None:
    """By --limit and --offset; 0 is no limit; beyond the end there is none."""
    first = run("show", output, "--limit", "1").output
    assert "2 more: --offset 1, or --limit 0 for all" in first
    assert "d02" in run("show", output, "--limit", "1", "--offset", "1").output
    assert run("show", output, "--limit", "0").output == run("show", output).output
    assert run("show", output, "--offset", "9").output == "No clusters from --offset 9 on: there are 3.\n"


def test_the_list_as_json(output: str) -> None:
    """One value with the number of all, or a line for each."""
    found = json.loads(run("show", output, "--format", "json", "--limit", "2").output)
    lines = [
        json.loads(line)
        for line in run("show", output, "--format", "jsonl", "--limit", "2").output.splitlines()
    ]
    assert found == {"total": 3, "clusters": lines}
    assert lines[0]["kept"] == "d01"
    assert lines[0]["size"] == 3


def test_a_run_without_clusters_says_so(tmp_path: Path) -> None:
    """And a folder without a run is refused."""
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "سوق جديدة على الميناء"}\n', encoding="utf-8")
    output = str(tmp_path / "out")
    run("dedup", str(tmp_path / "in.jsonl"), "-o", output, "--workers", "1")
    assert run("show", output).output == "No clusters: no document of this run repeats another one.\n"
    refused = run("show", str(tmp_path))
    assert (refused.return_value, "wanted the folder of a finished run" in refused.stderr) == (11, True)


def test_a_run_whose_records_have_other_fields_says_how_to_name_them(tmp_path: Path) -> None:
    """Nothing is a document: the last line names the option, and the list of clusters has nothing to show."""
    dump, folder = tmp_path / "dump.jsonl", str(tmp_path / "clean")
    dump.write_text('{"nr": 1, "content": "نص"}\n', encoding="utf-8")
    found = run("dedup", str(dump), "-o", folder, "--workers", "1")
    assert found.return_value == 12
    assert "--text-field names it" in found.stderr
    (refused,) = (Path(folder) / "refused.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(refused)["found"] == "no text among the fields nr, content"
    assert "there is nothing to show" in run("show", folder, "0").stderr


def test_the_start_of_a_text_is_cut_between_words(tmp_path: Path) -> None:
    """A kept document without a title is shown by the first words of its text, none of them cut in two."""
    text = " ".join(["مستودعات"] * 40)
    rows = [json.dumps({"id": name, "text": text}) for name in "ab"]
    (tmp_path / "in.jsonl").write_text("\n".join(rows), encoding="utf-8")
    output = str(tmp_path / "out")
    run("dedup", str(tmp_path / "in.jsonl"), "-o", output, "--workers", "1")
    (listed,) = json.loads(run("show", output, "--format", "json").output)["clusters"]
    assert set(listed["start"].split()) == {"مستودعات"}
    assert 150 < len(listed["start"]) <= 160

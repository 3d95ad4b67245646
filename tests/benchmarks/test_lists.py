"""The lists of benchmarks and of trained files name what there is."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMANDS = re.compile(r'^if __name__ == "__main__":', re.MULTILINE)


def test_every_benchmark_is_listed_with_its_results() -> None:
    """Each module that is a command has its row; each file of results is named by one, and no other."""
    rows = re.findall(
        r"^\| `([\w.]+)` \| [^|]+ \|([^|]*)\|$",
        (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    commands = {
        path.relative_to(ROOT / "benchmarks")
        .with_suffix("")
        .as_posix()
        .removesuffix("/__main__")
        .replace("/", ".")
        for path in (ROOT / "benchmarks").rglob("*.py")
        if COMMANDS.search(path.read_text(encoding="utf-8"))
    }
    # `attacks` starts `kinds`, and `dumps` starts `dump_rivals` with another interpreter.
    assert {name for name, _ in rows} == commands - {"attacks.kinds", "duplicates.dump_rivals"}
    results = {path.name for path in (ROOT / "benchmarks" / "results").glob("*.json")}
    assert {name for _, files in rows for name in re.findall(r"[\w.]+\.json", files)} == results


def test_every_trained_file_is_listed_with_its_script() -> None:
    """Each file of the manifest has its row, and each script that a row names is there."""
    text = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w.]+)` \| .+ \| (?:`([\w/.]+)`|people) \|$", text, re.MULTILINE))
    files = {path.name for path in (ROOT / "models").iterdir() if path.suffix in (".json", ".npz", ".toml")}
    assert rows.keys() == files
    assert all((ROOT / "models" / script).is_file() for script in rows.values() if script)

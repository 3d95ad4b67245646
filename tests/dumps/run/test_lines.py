"""Raw lines are read from their files as they are, one by one or many at once."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from summarizer.dumps.run import lines
from summarizer.dumps.run.arrays import save
from summarizer.dumps.run.lines import Lines

# A line, which of two files it is in, how it ends there, and whether it is read.
LINES = st.lists(
    st.tuples(
        st.text(max_size=9).filter(lambda text: "\n" not in text),
        st.integers(0, 1),
        st.sampled_from(["\n", "\r\n", "\n\n"]),
        st.booleans(),
    )
)


@given(LINES, st.integers(2, 40))
def test_lines_read_together_are_those_read_one_by_one(
    given_lines: list[tuple[str, int, str, bool]], at_once: int
) -> None:
    """Whichever are read, whatever ends them, in two files, and however much is read at once."""
    places, files = list[tuple[int, int, int]](), [b"", b""]
    for text, file, end, _ in given_lines:
        places.append((file, len(files[file]), len(text.encode())))
        files[file] += text.encode() + end.encode()
    rows = np.flatnonzero([is_read for *_, is_read in given_lines])
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = _write_files(folder, files)
        save(folder / "part", {"lines": np.array(places, np.int64).reshape(-1, 3)})
        written = Lines(paths, folder / "part", (0, 0))
        with patch.object(lines, "_BUFFER_BYTES", at_once):
            together = b"".join(written.read_together(rows))
        assert together == b"".join(line + b"\n" for line in written.read(rows))
        assert together == b"".join(given_lines[row][0].encode() + b"\n" for row in rows)


def _write_files(folder: Path, files: list[bytes]) -> tuple[str, ...]:
    paths = [folder / "kept.jsonl", folder / "removed.jsonl"]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    return tuple(map(str, paths))

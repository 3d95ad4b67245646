"""The kernels under the address and undefined-behaviour sanitizers, on texts made to break them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hatch_build import FLAGS, compile_kernels

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
SANITIZED = (*FLAGS, "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all")
# Runs in a process of its own, whose memory the sanitizer watches.
FUZZ = """
import random, sys
from pathlib import Path
from summarizer.kernels import library
library.LIBRARY = Path(sys.argv[1])
from summarizer.duplicates.shingles import shingle
from tests.kernels.line_samples import LINE_CHARACTERS, LINE_PIECES, draw_lines
from tests.kernels.samples import PIECES, draw_page, draw_texts
from tests.kernels.twins import find_different_lines, find_different_measures
from tests.kernels.twins import find_different_pairs, find_different_sketches, find_differences
from tests.kernels.twins import find_different_pages, find_different_places, find_different_scores
from tests.kernels.twins import find_different_ratings, find_different_words
from tests.kernels.word_samples import draw_word_texts
from summarizer.text.normalizing import fold_in_arrays, normalize, normalize_blanks, normalize_lines
kernels = library.load_library()
assert kernels
for seed in range(200):
    texts = draw_texts(random.Random(seed))
    assert not find_differences(kernels, texts), seed
    assert [normalize(text) for text in texts] == [fold_in_arrays(text) for text in texts], seed
    assert normalize_lines(texts) == [normalize_blanks(text) for text in texts], seed
    assert not find_different_sketches(kernels, shingle(texts * 3), 2.0), seed
    assert not find_different_pairs(kernels, shingle(texts * 3), 8, 1 << seed % 8), seed
    assert not find_different_measures(kernels, shingle(texts * 2)), seed
for seed in range(200):
    page = draw_page(random.Random(seed))
    assert not find_different_pages(kernels, page), page
    texts = [*page.split("\\n"), *draw_texts(random.Random(seed))]
    random.Random(seed).shuffle(texts)
    assert not find_different_pages(kernels, "\\n".join(texts)), texts
for seed in range(1000):
    assert not find_different_lines(kernels, draw_lines(random.Random(seed))), seed
for seed in range(1000):
    texts = draw_word_texts(random.Random(seed))
    assert not find_different_words(kernels, texts), seed
    assert not find_different_places(kernels, texts), seed
    assert not find_different_scores(kernels, texts, seed % 4), seed
    assert not find_different_ratings(texts, seed % 4), seed
for piece in (*LINE_PIECES, *LINE_CHARACTERS):
    assert not find_different_lines(kernels, [piece * 3_000, "", piece]), piece
for piece in PIECES:
    assert not find_differences(kernels, [piece * 3_000]), piece
print("done")
"""


def find_runtime() -> str:
    """The library that a sanitized one needs loaded first; empty where there is none."""
    if shutil.which("gcc") is None:
        return ""
    path = subprocess.run(
        ["gcc", "-print-file-name=libasan.so"], capture_output=True, text=True
    ).stdout.strip()
    return path if Path(path).is_absolute() else ""


def test_no_kernel_leaves_its_arrays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read or written outside of an array, nothing overflows, and the twins agree there too."""
    runtime = find_runtime()
    if not runtime:
        pytest.skip("no gcc with its address sanitizer on this machine")
    monkeypatch.setenv("CC", "gcc")
    library = tmp_path / "kernels.so"
    assert compile_kernels(ROOT / "summarizer" / "kernels", library, SANITIZED) == ""
    # Python's own allocator would put several arrays into one block; memory that it never gives back is no leak.
    watched = {
        "LD_PRELOAD": runtime,
        "ASAN_OPTIONS": "detect_leaks=0",
        "PYTHONMALLOC": "malloc",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", FUZZ, str(library)],
        env={**os.environ, **watched},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "done\n", done.stderr[-4000:]

"""The compiled kernels return, bit by bit, what numpy does."""

import os
import subprocess
import sys
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from summarizer.duplicates.candidates import CROWD, pack_hashes, pair_arrays
from summarizer.duplicates.shingle_sorting import lay_out_tables, sort_arrays
from summarizer.duplicates.shingles import shingle
from summarizer.duplicates.words.word_hashes import PIECE_CHARACTERS, scan_arrays, scan_batch, scan_compiled
from summarizer.kernels.candidates import pair_keys
from summarizer.kernels.digests import digest_texts
from summarizer.kernels.shingles import SortedShingles, sort_shingles
from summarizer.page.regions.measures.columns import measure_columns
from summarizer.page.regions.measures.compiled import measure_compiled
from summarizer.page.regions.measures.features import FEATURES, gather_facts
from tests.dumps.samples import hash_outputs, make_documents, write_dump
from tests.duplicates.samples import write_story
from tests.kernels.compiled import get_library, needs_kernels
from tests.kernels.samples import BROKEN_TEXTS, LINES, ONE_TEXT, TEXTS
from tests.kernels.twins import (
    are_same,
    find_differences,
    find_different_measures,
    find_different_pages,
    find_different_pairs,
    find_different_sketches,
)
from tests.page.pages import read

pytestmark = needs_kernels


@given(TEXTS)
@settings(deadline=None, max_examples=150)
def test_nasty_texts_have_the_same_words_and_shingles(texts: list[str]) -> None:
    """Every array of every text."""
    assert find_differences(get_library(), texts) == []


@given(BROKEN_TEXTS)
@settings(deadline=None)
def test_halves_of_surrogate_pairs_are_read_by_numpy(texts: list[str]) -> None:
    """No text that UTF-16 cannot hold reaches the kernels."""
    expected = scan_arrays(texts)
    assert all(are_same(*pair) for pair in zip(scan_batch(texts), expected, strict=True))


@given(st.lists(st.sampled_from(LINES), max_size=30).map("\n".join) | ONE_TEXT)
@settings(deadline=None)
def test_pages_have_the_same_measures_and_walk(page: str) -> None:
    """Every measure of every line."""
    assert find_different_pages(get_library(), page) == []


@given(st.lists(ONE_TEXT | st.sampled_from(LINES) | st.sampled_from(LINES).map(lambda line: line * 50)))
@settings(deadline=None)
def test_nasty_lines_have_the_same_measures(lines: list[str]) -> None:
    """Words inside of words, at their edges, lines shorter than a word, and longer than what is read."""
    assert find_different_pages(get_library(), "\n".join(lines)) == []


def test_stretches_of_a_long_page_have_the_same_measures() -> None:
    """Lines may repeat those of another stretch."""
    lines = read(*LINES * 3)
    repeats = [90_000, *range(1, len(lines) - 1), 90_000]
    one = measure_compiled(get_library(), lines, repeats, len(FEATURES))
    assert are_same(one, measure_columns(gather_facts(lines, repeats)))


@pytest.mark.parametrize(
    "size", [PIECE_CHARACTERS - 1, PIECE_CHARACTERS, PIECE_CHARACTERS + 1, 2 * PIECE_CHARACTERS]
)
@pytest.mark.parametrize("unit", ["س", "1", "كلمة ", "ثلاثة وعشرون ", "\ufdfa", ". ", "\U0001f600س"])
def test_long_texts_are_cut_alike(size: int, unit: str) -> None:
    """One text of one unit, around the size of a piece: words, numbers and ligatures that never end too."""
    assert find_differences(get_library(), [(unit * (size // len(unit) + 1))[:size]]) == []


def test_a_word_longer_than_every_piece_is_hashed_whole_in_a_batch() -> None:
    """Texts of a batch are not cut, whatever their length."""
    assert (
        find_differences(get_library(), ["ب" * (2 * PIECE_CHARACTERS + 5), "1" * PIECE_CHARACTERS, ""]) == []
    )


def test_no_texts_have_no_shingles() -> None:
    """Nor a single empty text."""
    assert find_differences(get_library(), []) == find_differences(get_library(), [""]) == []


@given(st.lists(st.sampled_from([0, 1, 5, 1 << 40, 7 << 45, (1 << 64) - 1]), max_size=300))
@settings(deadline=None)
def test_forged_hashes_are_sorted_alike(hashes: list[int]) -> None:
    """Words whose hashes all fall into one place."""
    words = np.array(hashes, np.uint64), np.zeros(len(hashes), bool)
    bounds = np.array([0, len(hashes)])
    one, other = sort_compiled(words, bounds), sort_arrays(*words, bounds)
    assert are_same(one.runs, other.runs)
    assert are_same(one.words, other.words)
    assert are_same(one.marks, other.marks)


def test_many_equal_top_bits_take_linear_time() -> None:
    """A million words in descending order under one prefix: insertion alone would take hours."""
    hashes = (np.arange(1_000_000, dtype=np.uint64)[::-1] << np.uint64(33)) + np.uint64(1 << 62)
    words, bounds = (hashes, np.zeros(len(hashes), bool)), np.array([0, len(hashes)])
    assert are_same(sort_compiled(words, bounds).words, sort_arrays(*words, bounds).words)


@pytest.mark.parametrize("most", [1, 4, 8])
def test_digests_beside_each_other_are_those_of_each_text(most: int) -> None:
    """Fewer texts than lanes and many, none, ends of blocks, and one text that is longer than all others."""
    sizes = [0, 1, 63, 64, 65, 128, 2_000, 3, 64, 64, 0, 500, 191, 192, 193]
    spelling = np.random.default_rng(1).integers(0, 1 << 16, sum(sizes)).astype(np.uint16)
    for n in range(len(sizes) + 1):
        bounds = np.cumsum([0, *sizes[:n]])
        texts = [spelling[start:end].tobytes() for start, end in pairwise(bounds.tolist())]
        expected = b"".join(blake2b(text, digest_size=16).digest() for text in texts)
        assert digest_texts(get_library(), spelling, bounds, most).tobytes() == expected


FIGURES = st.from_regex(r"-?[0-9]{0,26}([.][0-9]{0,15})?[0-9]", fullmatch=True)
SCALES = ["ألف", "آلاف", "مليوناً", "بملايين", "ومليار", "تريليون", "ألفين", "خمسين", "نصف", "كلمة"]


@given(
    st.lists(st.tuples(FIGURES, st.sampled_from(SCALES)), max_size=8),
    st.sampled_from([" ", "\u00a0", "  ", "\n"]),
)
@settings(deadline=None, max_examples=100)
def test_figures_before_a_scale_have_the_same_value(numbers: list[tuple[str, str]], between: str) -> None:
    """Zeros at both ends, a minus, points, more digits than a number may have; numerals that are no scale."""
    texts = [f"{figures}{between}{scale} قال" for figures, scale in numbers]
    assert find_differences(get_library(), [*texts, " ثم ".join(texts)]) == []


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 60)), unique=True))
@settings(deadline=None)
def test_buckets_are_paired_alike(members: list[tuple[int, int]]) -> None:
    """Buckets of one document, of a few, at the edge of a crowd and beyond it."""
    hashes, owners = np.array(members, np.int64).reshape(-1, 2).T
    keys = np.sort(pack_hashes(hashes.astype(np.uint32), owners))
    assert are_same(np.sort(pair_keys(get_library(), keys, CROWD)), np.sort(pair_arrays(keys)))


@given(st.lists(st.text("ابجد ", max_size=30), max_size=8), st.sampled_from([1, 3, 8]), st.integers(1, 6))
@settings(deadline=None)
def test_pairs_that_share_enough_are_the_same(texts: list[str], share: int, bits: int) -> None:
    """Many runs in one bucket of the table, and hardly any; up to the last pair that is wanted."""
    shingles = shingle([*texts, *texts[:3], write_story(1), write_story(1, 60)])
    assert find_different_pairs(get_library(), shingles, share, 1 << bits) == []


@pytest.mark.parametrize("limit", [0.0, 2.5, 10.0])
def test_sketches_are_the_same(limit: float) -> None:
    """Whether few runs are formulas or nearly all."""
    texts = [write_story(seed) for seed in range(20)] + ["", "كلمة", "ثلاث كلمات فقط"] + [write_story(3)] * 5
    assert find_different_sketches(get_library(), shingle(texts), limit) == []


@given(st.lists(ONE_TEXT | st.just(write_story(1)), max_size=5))
@settings(deadline=None)
def test_pairs_share_the_same(texts: list[str]) -> None:
    """Runs, figures and the sums of the weights of words, to the last bit; a text with itself too."""
    assert find_different_measures(get_library(), shingle([*texts, *texts[:2]])) == []


def test_half_a_pair_is_not_read_by_the_kernels() -> None:
    """They say so instead, in one text and in several, also where two halves of different texts meet."""
    for texts in (["\ud800"], ["ب", "\udc00"], ["ب\ud800", "\udc00"]):
        with pytest.raises(UnicodeEncodeError):
            scan_compiled(get_library(), texts)


@pytest.mark.slow
def test_a_run_over_a_dump_writes_the_same_bytes(tmp_path: Path) -> None:
    """By kernels and by numpy, in processes of their own."""
    source = write_dump(tmp_path / "in.jsonl", make_documents(5, 40))
    found = []
    for way in ("compiled", "numpy"):
        command = [sys.executable, "-m", "summarizer", "dedup", str(source), "-o", str(tmp_path / way)]
        subprocess.run(command, env={**os.environ, "KHULASA_KERNELS": way}, capture_output=True, check=True)
        found.append(hash_outputs(tmp_path / way))
    assert found[0] == found[1]


def sort_compiled(
    words: tuple[NDArray[np.uint64], NDArray[np.bool_]], bounds: NDArray[np.int64]
) -> SortedShingles:
    """The shingles of words by the kernel."""
    return sort_shingles(get_library(), lay_out_tables(), words, bounds)

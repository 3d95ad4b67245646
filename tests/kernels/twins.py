"""The compiled kernels beside their numpy twins, and where the two differ."""

import ctypes
from collections.abc import Sequence
from dataclasses import fields
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.candidates import pack_hashes
from summarizer.duplicates.days import find_days_by_arrays, find_days_by_kernel
from summarizer.duplicates.entries import take_by_arrays, take_by_kernel
from summarizer.duplicates.shared_entries import (
    compare_figures_by_arrays,
    compare_figures_by_kernel,
    compare_runs_by_arrays,
    compare_runs_by_kernel,
    compare_words_by_arrays,
    compare_words_by_kernel,
    index_formulas,
)
from summarizer.duplicates.shingle_sorting import lay_out_tables, sort_arrays
from summarizer.duplicates.shingles import Shingles
from summarizer.duplicates.sketches import (
    SKETCH_RUNS,
    count_arrays,
    count_runs,
    sketch_arrays,
)
from summarizer.duplicates.small_batches import find_arrays
from summarizer.duplicates.words.word_hashes import scan_arrays, scan_compiled
from summarizer.kernels.page_walk import find_compiled_walk
from summarizer.kernels.sentence_scores import score_compiled
from summarizer.kernels.sharing import find_sharing
from summarizer.kernels.shingles import sort_shingles
from summarizer.kernels.sketches import count_compiled, sketch_runs
from summarizer.kernels.stem_weights import weigh_compiled
from summarizer.page.lines.forms import describe_lines
from summarizer.page.lines.repeats import find_repeats
from summarizer.page.regions.measures.columns import measure_columns
from summarizer.page.regions.measures.compiled import measure_compiled
from summarizer.page.regions.measures.features import FEATURES, gather_facts
from summarizer.page.regions.walk import (
    find_steps,
    find_walk_in_arrays,
    score_in_arrays,
    score_lines,
    walk_lines,
)
from summarizer.page.regions.weights import load_weights
from summarizer.records import Mode
from summarizer.summary.arrays.weights import weigh_by_arrays
from summarizer.summary.key_phrases.word_places import locate_by_kernel, locate_by_patterns
from summarizer.summary.measures import list_places
from summarizer.summary.ratings import rate_by_kernel, rate_in_steps
from summarizer.summary.scores import load_ranking, score_by_arrays
from summarizer.summary.sentence_words import SentenceWords, read_by_kernel, read_by_patterns
from summarizer.summary.tf_idf import list_rarities
from summarizer.text.sentences import segmenting
from summarizer.text.sentences.segmenting import find_paragraphs


def find_differences(library: ctypes.CDLL, texts: Sequence[str]) -> list[str]:
    """The arrays of texts that kernels and twins make differently; none, if all is well."""
    compiled, twin = scan_compiled(library, texts), scan_arrays(texts)
    names = ("hashes", "is_number", "bounds", "digests")
    found = [name for name, one, other in zip(names, compiled, twin, strict=True) if not are_same(one, other)]
    words = twin[:3]
    one, other = sort_shingles(library, lay_out_tables(), words[:2], words[2]), sort_arrays(*words)
    arrays = [field.name for field in fields(one)]
    return found + [name for name in arrays if not are_same(getattr(one, name), getattr(other, name))]


def find_different_pairs(library: ctypes.CDLL, shingles: Shingles, share: int, n_buckets: int) -> list[str]:
    """What `small_batches` finds differently, up to the last pair that is wanted, of all documents but one."""
    rows = np.arange(1, len(shingles.lengths))
    runs, table = (shingles.runs, shingles.run_offsets), count_runs(shingles, rows, n_buckets)
    wanted = np.sort(find_arrays(shingles, rows, share))
    found = find_sharing(library, runs, rows, table, (share, len(wanted)))
    is_same = found is not None and are_same(np.sort(found), wanted)
    fewer = find_sharing(library, runs, rows, table, (share, len(wanted) - 1)) if len(wanted) else None
    return [] if is_same and fewer is None else ["pairs"]


def find_different_sketches(library: ctypes.CDLL, shingles: Shingles, limit: float) -> list[str]:
    """The arrays of `sketches` that kernels and twins make differently."""
    runs = shingles.runs, shingles.run_offsets
    rows = np.arange(len(shingles.lengths))[::-1].copy()
    tables = np.zeros((2, 1 << 12), np.int32)
    count_compiled(library, runs, rows, tables[0])
    count_arrays(shingles, np.sort(rows), tables[1])
    formulas = np.packbits(tables[1] > limit, bitorder="little")
    hashes, owners = sketch_arrays(shingles, rows, formulas)
    keys = np.empty(len(hashes), np.uint64)
    sketch_runs(library, runs, rows, (formulas, SKETCH_RUNS), (keys, 7))
    found = [] if are_same(*tables) else ["table"]
    for entries in (shingles.runs, shingles.runs.astype(np.uint64), shingles.runs.astype(np.uint8)):
        taken = entries, shingles.run_offsets, rows[::2]
        found += [] if are_same(take_by_kernel(library, *taken), take_by_arrays(*taken)) else ["entries"]
    return found if are_same(keys, pack_hashes(hashes, owners + 7)) else [*found, "sketches"]


def find_different_measures(library: ctypes.CDLL, shingles: Shingles) -> list[str]:
    """The arrays of `shared_entries` and `days` that kernels and twins make differently, for all pairs."""
    n = len(shingles.lengths)
    pairs = np.array([(one, other) for one in range(n) for other in range(one)], np.int64).reshape(-1, 2)
    rarity = np.random.default_rng(0).random(1 << 10)
    formulas = index_formulas(np.unique(shingles.runs)[::2].copy())
    runs: list[tuple[NDArray[Any], ...]] = [
        compare_runs_by_kernel(library, shingles, pairs, formulas),
        compare_runs_by_arrays(shingles, pairs, formulas),
    ]
    figures: list[tuple[NDArray[Any], ...]] = [
        compare_figures_by_kernel(library, shingles, pairs),
        compare_figures_by_arrays(shingles, pairs),
    ]
    sums = compare_words_by_kernel(library, shingles, pairs, rarity)
    expected = compare_words_by_arrays(shingles, pairs, rarity)
    found = [] if all(map(are_same, *runs)) else ["runs"]
    found += [] if all(map(are_same, *figures)) else ["figures"]
    rows = pairs.reshape(-1)
    days = find_days_by_kernel(library, shingles, rows), find_days_by_arrays(shingles, rows)
    found += [] if are_same(*days) else ["days"]
    return found + [name for name, values in expected.items() if not are_same(sums[name], values)]


def find_different_pages(library: ctypes.CDLL, page: str) -> list[str]:
    """The measures of a page that kernel and twin make differently, and the walk if they walk differently."""
    lines = describe_lines(find_paragraphs(page))
    if not lines:
        return []
    repeats, weights, steps = find_repeats(lines), load_weights(), find_steps(lines)
    compiled = measure_compiled(library, lines, repeats, len(FEATURES))
    twin = measure_columns(gather_facts(lines, repeats))
    found = [
        name
        for name, one, other in zip(FEATURES, compiled.T, twin.T, strict=True)
        if not are_same(one, other)
    ]
    scores = score_lines(lines, repeats, weights)
    found += [] if are_same(scores, score_in_arrays(twin, weights)) else ["scores"]
    if len(lines) > 1 and walk_lines(lines, repeats) != find_walk_in_arrays(scores, steps, weights):
        found.append("walk in one call")
    walk = find_compiled_walk(library, scores, (weights.steps, steps), (weights.first, weights.last))
    return found if walk == find_walk_in_arrays(scores, steps, weights) else [*found, "walk"]


def find_different_lines(library: ctypes.CDLL, lines: Sequence[str]) -> list[str]:
    """The lines in which the kernel and the patterns find different ends."""
    (ends, are_lines), (twins, are_twin_lines) = (
        segmenting.find_by_kernel(library, lines),
        segmenting.find_by_patterns(lines),
    )
    found = [line for line, one, other in zip(lines, ends, twins, strict=True) if list(one) != list(other)]
    return found if are_lines == are_twin_lines else [*found, "whether all are lines"]


def find_different_words(library: ctypes.CDLL, texts: Sequence[str]) -> list[str]:
    """The arrays of the words of texts that the kernel and the patterns make differently."""
    one, other = read_by_kernel(library, texts), read_by_patterns(texts)
    names = ("n_words", "roles", "stems", "bounds")
    return [name for name in names if not are_same(getattr(one, name), getattr(other, name))]


def find_different_scores(library: ctypes.CDLL, texts: Sequence[str], n_articles: int) -> list[str]:
    """The same of their weights and scores, where the texts and so many titles are divided into articles."""
    sentences, titles = list(texts) if n_articles else [], [texts[0] if texts else ""] * n_articles
    found = read_by_patterns([*sentences, *titles])
    starts = np.linspace(0, len(sentences), n_articles + 1).astype(np.int64)
    words = SentenceWords(found.n_words, found.roles, found.stems, found.bounds, starts)
    stems, tables = (
        (words.stems, words.bounds),
        (list_rarities(np.diff(starts).tolist()), list_places(np.diff(starts).tolist())),
    )
    weights = weigh_compiled(library, stems, starts, tables[0]), weigh_by_arrays(words)
    different = _find_different_fields(*weights)
    for mode, order in ((Mode.AUTO, -1.0), (Mode.NEWS, 1.0), (Mode.CONTENT, 0.0)):
        given = tables[1], words.roles, order
        scores = score_compiled(library, load_ranking(), weights[1], given)
        different += _find_different_fields(scores, score_by_arrays(weights[1], words.roles, mode))
    return different


def find_different_ratings(texts: Sequence[str], n_articles: int) -> list[str]:
    """The arrays that one call of the kernels and the steps make differently; none where a word is odd."""
    starts = np.linspace(0, len(texts), n_articles + 1).astype(np.int64).tolist()
    articles = [texts[first:last] for first, last in pairwise(starts)]
    titles = [text.partition(" ")[2] for text in texts[:n_articles]] + [""] * (n_articles - len(texts))
    different = []
    for mode in Mode:
        one, other = rate_by_kernel(articles, titles, mode), rate_in_steps(articles, titles, mode)
        names = [field.name for field in fields(other)] if one else []
        different += [name for name in names if not are_same(getattr(one, name), getattr(other, name))]
    return different


def _find_different_fields(one: Any, other: Any) -> list[str]:
    names = [field.name for field in fields(one)]
    return [name for name in names if not are_same(getattr(one, name), getattr(other, name))]


def find_different_places(library: ctypes.CDLL, texts: Sequence[str]) -> list[str]:
    """The arrays of the places of words that the kernel and the patterns make differently."""
    return _find_different_fields(locate_by_kernel(library, texts), locate_by_patterns(texts))


def are_same(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Whether two arrays hold the same bits in the same form."""
    return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()

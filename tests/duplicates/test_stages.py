"""Each fast stage agrees with its slow twin."""

from dataclasses import fields
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.duplicates import candidates, sketches
from summarizer.duplicates.candidates import CROWD, find_candidates, pack_hashes, pair_sketches
from summarizer.duplicates.clusters import cluster
from summarizer.duplicates.comparison import find_passages
from summarizer.duplicates.days import find_days
from summarizer.duplicates.documents import collapse
from summarizer.duplicates.measures import overlap
from summarizer.duplicates.recurring_blocks import group_boxes
from summarizer.duplicates.shingle_sorting import HEAD, LEAD, OPENING
from summarizer.duplicates.shingles import join, join_in_turn, shingle, shingle_all
from summarizer.duplicates.sketches import (
    SKETCH_RUNS,
    count_on_threads,
    count_runs,
    limit_count,
    list_formulas,
    size_table,
    sketch,
    sketch_on_threads,
)
from summarizer.duplicates.words.word_hashes import PIECE_CHARACTERS, hash_batch, hash_words
from summarizer.text.dates import DAYS
from tests.duplicates.reference import cluster_stars, compute_likeness, list_runs, split_words
from tests.duplicates.samples import write_story

LETTERS = (
    "ابتثجحخدأإآةىئؤـ\u064b\u0651\u200f\ufefb\ufdf2کی٠١٢3456.,٫٬،؟ \n\tAbÇ\U0001f600\U0001ee01-−\u00a0و0"
)
NUMERALS = (
    "خمسة عشر وعشرون مئة ومئتان ألف آلاف وألفان مليون ونصف أحد كتاب 5 و7 007 1.5 1,500 2.50 -3 15.01.20 ،"
)
ONE_TEXT = st.text(alphabet=LETTERS, max_size=60) | st.lists(st.sampled_from(NUMERALS.split())).map(" ".join)
TEXTS = st.lists(ONE_TEXT, min_size=1, max_size=6)


@given(TEXTS)
@settings(deadline=None)
def test_words_are_those_of_the_tokenizer(texts: list[str]) -> None:
    """As many words in each text as folding, joining digits and tokenizing find."""
    _, _, bounds = hash_batch(texts)
    assert np.diff(bounds).tolist() == [len(split_words(text)) for text in texts]


@given(TEXTS)
@settings(deadline=None)
def test_equal_words_and_only_they_hash_equally(texts: list[str]) -> None:
    """Whatever their spelling and their place."""
    hashes, _, _ = hash_batch(texts)
    words = [word for text in texts for word in split_words(text)]
    assert len(set(zip(words, hashes.tolist(), strict=True))) == len(set(words)) == len(set(hashes.tolist()))


@given(ONE_TEXT)
@settings(deadline=None)
def test_spans_cut_out_the_words(text: str) -> None:
    """The text at the span of a word is that word, with its marks."""
    _, _, spans = hash_words(text)
    cut = [split_words(text[start:end]) for start, end in spans.tolist() if "\ufdf2" not in text]
    assert cut == [[word] for word in split_words(text)][: len(cut)]


def test_a_long_text_hashes_as_its_parts_do() -> None:
    """A text of many pieces has the words of the whole."""
    text = write_story(1, 3000) * (3 * PIECE_CHARACTERS // 15_000)
    _, _, bounds = hash_batch([text])
    assert bounds[-1] == len(split_words(text))


@given(TEXTS)
@settings(deadline=None)
def test_likeness_is_that_of_sets_of_runs(texts: list[str]) -> None:
    """Exact, for every pair."""
    shingles = shingle(texts)
    pairs = np.array([[a, b] for a in range(len(texts)) for b in range(a)], np.int64).reshape(-1, 2)
    likeness, _, _ = overlap(shingles, pairs)
    wanted = [
        compute_likeness(texts[a], texts[b]) if list_runs(texts[a]) | list_runs(texts[b]) else 0.0
        for a, b in pairs.tolist()
    ]
    assert likeness.tolist() == pytest.approx(wanted)


@given(TEXTS)
@settings(deadline=None)
def test_batches_do_not_change_the_shingles(texts: list[str]) -> None:
    """One batch or many, one thread or three."""
    one, many = shingle(texts), shingle_all(texts * 3, 3)
    assert np.array_equal(np.tile(one.texts, 3), many.texts)
    assert np.array_equal(np.tile(one.runs, 3), many.runs)


@given(st.lists(TEXTS, max_size=6), st.integers(1, 20))
@settings(deadline=None)
def test_batches_that_come_one_by_one_are_joined_as_all_at_once(
    batches: list[list[str]], expected: int
) -> None:
    """Whether more come than were expected or fewer, and whatever their sizes."""
    parts = [shingle(texts) for texts in batches]
    one, other = join(parts), join_in_turn(iter(parts), expected)
    for field in fields(one):
        found, wanted = getattr(other, field.name), getattr(one, field.name)
        assert found.dtype == wanted.dtype
        assert np.array_equal(found, wanted)


def test_sketches_hold_the_smallest_hashes() -> None:
    """Where no run is a formula, the sketch holds the 24 smallest."""
    shingles = shingle([write_story(seed) for seed in range(5)])
    rows = np.arange(5)
    hashes, owners = sketch(shingles, rows, list_formulas(count_runs(shingles, rows), len(rows)))
    for row in rows.tolist():
        runs = shingles.runs[shingles.run_offsets[row] : shingles.run_offsets[row + 1]]
        assert sorted(hashes[owners == row].tolist()) == sorted(runs.tolist())[:SKETCH_RUNS]


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
def test_threads_do_not_change_the_sketches(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    """Parts of the documents, each counted in a table of its own, and fewer documents than threads."""
    monkeypatch.setattr(sketches, "THREAD_DOCUMENTS", 2)
    shingles = shingle([write_story(seed % 4) for seed in range(11)])
    for rows in (np.arange(11)[::-1].copy(), np.arange(3)):
        expected = sketch(shingles, rows, list_formulas(count_runs(shingles, rows), len(rows)))
        counts = count_on_threads(shingles, rows, workers)
        keys, n_hashes = sketch_on_threads(shingles, rows, counts, workers)
        assert np.array_equal(keys, pack_hashes(*expected))
        assert np.array_equal(n_hashes, np.bincount(expected[1]))


@pytest.mark.parametrize("workers", [2, 3, 4])
@pytest.mark.parametrize("n_hashes", [1, 40, 3_000])
def test_threads_do_not_change_the_candidates(
    monkeypatch: pytest.MonkeyPatch, workers: int, n_hashes: int
) -> None:
    """Crowded buckets and small ones, as many as there are threads or fewer, and no document at all."""
    monkeypatch.setattr(candidates, "THREAD_KEYS", 2)
    random = np.random.default_rng(n_hashes)
    owners = np.repeat(np.arange(400), 24)
    hashes = random.integers(0, 1 << 32, n_hashes, np.uint32)[random.integers(0, n_hashes, len(owners))]
    for n in (len(owners), 5, 0):
        keys = pack_hashes(hashes[:n], owners[:n])
        found = pair_sketches(keys, np.bincount(owners[:n]), workers)
        assert np.array_equal(found, find_candidates(hashes[:n], owners[:n]))


@given(st.lists(st.sets(st.integers(0, 29), min_size=1), min_size=2, max_size=4))
@settings(deadline=None, max_examples=40)
def test_counts_of_earlier_rounds_change_nothing(rounds: list[set[int]]) -> None:
    """Whatever documents left or came back, and though fewer documents have a smaller table."""
    shingles, counts = shingle([write_story(seed % 11, n_words=60 + 90 * seed) for seed in range(30)]), None
    for chosen in rounds:
        rows = np.array(sorted(chosen))
        counts = count_on_threads(shingles, rows, 1, counts)
        assert np.array_equal(counts.table, count_runs(shingles, rows))


@pytest.mark.parametrize("n_documents", [1, 5_000, 10**6, 10**7, 10**8, 10**9])
def test_no_run_is_a_formula_by_chance(n_documents: int) -> None:
    """The runs of one bucket, each in one document, are far fewer than a formula needs; the table is bounded."""
    n_runs = 300 * n_documents
    n_buckets = size_table(n_runs, n_documents)
    shared = n_runs / n_buckets
    assert int(shared * 1.5) <= limit_count(n_documents)
    assert n_buckets <= 1 << 29


def test_crowded_buckets_make_few_pairs() -> None:
    """A thousand documents of one sketch make two pairs each, not half a million in all."""
    n_documents = 1000
    assert n_documents > CROWD
    pairs = find_candidates(
        np.tile(np.arange(24, dtype=np.uint32), n_documents), np.repeat(np.arange(n_documents), 24)
    )
    assert len(pairs) <= 2 * n_documents


def test_documents_that_share_two_hashes_are_candidates() -> None:
    """One shared hash of many is not enough, two are."""
    hashes = np.array([1, 2, 3, 1, 2, 4, 3, 5, 6], np.uint32)
    assert find_candidates(hashes, np.array([0, 0, 0, 1, 1, 1, 2, 2, 2])).tolist() == [[0, 1]]


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(-6, 5),
        max_size=30,
    )
)
@settings(deadline=None)
def test_clusters_are_stars(scores: dict[tuple[int, int], float]) -> None:
    """Every member has a pair with its centre, as the twin finds it."""
    pairs = np.array(list(scores), np.int64).reshape(-1, 2)
    centres = cluster(10, pairs, np.array(list(scores.values()))).centres
    assert centres.tolist() == cluster_stars(10, scores)


def test_a_long_chain_is_clustered_as_the_twin_does() -> None:
    """Each link depends on the one before: more rounds than are run over arrays."""
    pairs = [(place, place + 1) for place in range(300)]
    scores = np.linspace(3.0, 0.0, 300)
    expected = cluster_stars(301, dict(zip(pairs, scores.tolist(), strict=True)))
    assert cluster(301, np.array(pairs), scores).centres.tolist() == expected


def test_what_connects_others_is_no_centre() -> None:
    """A round-up is accepted with reports of two stories that deny each other; each story keeps a report."""
    stories = [[1, 2, 3], [4, 5, 6]]
    pairs = [pair for story in stories for pair in combinations(story, 2)]
    pairs += [(0, place) for story in stories for place in story]
    centres = cluster(7, np.array(sorted(pairs)), np.ones(len(pairs))).centres
    assert len({int(place) for place in centres[[1, 4]]}) == 2


def test_pairs_that_are_nearly_accepted_do_not_keep_a_centre_away() -> None:
    """Edited copies are accepted with their original, and nearly so with each other."""
    pairs = list(combinations(range(5), 2))
    scores = np.array([1.0 if a == 2 or b == 2 else -0.5 for a, b in pairs])
    assert set(cluster(5, np.array(pairs), scores).centres.tolist()) == {2}


def test_a_chain_is_not_one_cluster() -> None:
    """A like B, B like C, C like D: A and D are not one cluster."""
    centres = cluster(4, np.array([[0, 1], [1, 2], [2, 3]]), np.ones(3)).centres
    assert centres[0] != centres[3]


@given(TEXTS)
@settings(deadline=None)
def test_exact_copies_collapse(texts: list[str]) -> None:
    """Two documents are one text exactly where they hold the same words, and some.

    Numbers of one value that are written in two ways are two texts; no likeness is lost by that.
    """
    _, places = collapse(shingle(texts))
    for a, one in enumerate(texts):
        for b, other in enumerate(texts):
            is_same = split_words(one) == split_words(other) != []
            if places[a] == places[b]:
                assert a == b or is_same
            elif is_same:
                assert any(word[-1].isdecimal() for word in split_words(one))


@given(
    st.lists(st.sampled_from(["باب", "كتاب", "قلم", "12"]), max_size=30),
    st.lists(st.sampled_from(["باب", "كتاب", "قلم", "12"]), max_size=30),
)
@settings(deadline=None)
def test_passages_hold_the_same_words_and_never_overlap(a: list[str], b: list[str]) -> None:
    """The words are equal on both sides."""
    one, other = " ".join(a), " ".join(b)
    passages = find_passages(hash_words(one), hash_words(other))
    assert all(each.a.of(one) == each.b.of(other) for each in passages)
    for side in ("a", "b"):
        spans = sorted((getattr(each, side) for each in passages), key=lambda span: span.start)
        assert all(before.end <= after.start for before, after in pairwise(spans))


def test_boxes_of_the_same_titles_are_one_in_any_order() -> None:
    """Headings, bullets, numbers and order may differ; other titles make another box."""
    titles = [" ".join(write_story(seed, 8).split()) for seed in range(10)]
    boxes = [
        "أخبار ذات صلة\n" + "\n".join(f"• {title}" for title in titles[:5]),
        "اقرأ أيضا\n" + "\n".join(f"{place}) {title}" for place, title in enumerate(reversed(titles[:5]), 1)),
        "أخبار ذات صلة\n" + "\n".join(f"• {title}" for title in titles[5:]),
    ]
    labels = group_boxes(boxes).tolist()
    assert labels[0] == labels[1] != labels[2]


@pytest.mark.parametrize(
    ("n_words", "head", "lead", "opening"), [(7, 3, 4, 7), (40, 14, 20, 40), (100, 20, 30, 60)]
)
def test_the_lead_is_the_first_half_of_a_short_text(n_words: int, head: int, lead: int, opening: int) -> None:
    """Of a longer one it is the first 30 words; the opening is twice as long, the head two thirds as long."""
    letters = "ابتثجحخدرزسش"
    text = " ".join(f"كلم{letters[place // 12]}{letters[place % 12]}" for place in range(n_words))
    marks = shingle([text]).marks
    assert [int((marks & mark > 0).sum()) for mark in (HEAD, LEAD, OPENING)] == [head, lead, opening]


@given(
    st.lists(st.lists(st.sampled_from(["خبر", "يوم", *DAYS.split()]), max_size=70), min_size=1, max_size=4)
)
@settings(deadline=None, max_examples=40)
def test_days_are_those_of_the_leads(texts: list[list[str]]) -> None:
    """Two texts have a day in common where their first 30 words, or first halves, have one."""
    found = find_days(shingle([" ".join(words) for words in texts]), np.arange(len(texts)))
    leads = [set(words[: min(30, (len(words) + 1) // 2)]) & set(DAYS.split()) for words in texts]
    for a, b in combinations(range(len(texts)), 2):
        assert bool(found[a] & found[b]) == bool(leads[a] & leads[b])
    assert [int(days).bit_count() for days in found] == [len(days) for days in leads]

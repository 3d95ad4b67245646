"""The words of sentences as summaries compare them: how many, what the first ones do, and the stems of all.

A stem is known by a hash of 64 bits (`kernels/word_stems.hash_letters`). A compiled kernel reads the words,
but for the few that are not folded letter by letter; without it, each word as written is read once and
remembered.
"""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, repeat

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import load_library
from summarizer.kernels.word_stems import (
    N_FIRST,
    StemmedWords,
    StemRules,
    WordRules,
    hash_letters,
    lay_out_word_rules,
    stem_texts,
)
from summarizer.summary.opening_words import (
    BY_LENGTH,
    FORM_ROLES,
    INITIALS,
    OWNED_ENDINGS,
    SHORTEST_OWNED,
    list_roles,
)
from summarizer.text import isri
from summarizer.text.form_cache import LONGEST_FORM, FormCache
from summarizer.text.letters import FOLD, HIDDEN, LETTERS, list_ranges
from summarizer.text.stemming import stem_forms
from summarizer.text.tokenizing import find_words


@dataclass(frozen=True, slots=True, eq=False)
class SentenceWords:
    """The words of the sentences of a batch of articles, and behind all of them those of the titles.

    n_words  (n_sentences + n_articles,)
    roles    (n_sentences + n_articles, 6)    the roles of the first words of each, 0 where it has fewer
    stems    (n_stems,)                       hashes, sentence after sentence, without stop words
    bounds   (n_sentences + n_articles + 1,)  where those of each sentence begin
    starts   (n_articles + 1,)                the first sentence of each article, and the end
    """

    n_words: NDArray[np.int64]
    roles: NDArray[np.uint32]
    stems: NDArray[np.uint64]
    bounds: NDArray[np.int64]
    starts: NDArray[np.int64]


def read_sentences(articles: Sequence[Sequence[str]], titles: Sequence[str]) -> SentenceWords:
    """The words of a batch of articles.

    articles  per article the texts of its sentences
    titles    per article its title, empty where it has none
    """
    texts = [*chain.from_iterable(articles), *titles]
    library = load_library()
    found = read_by_kernel(library, texts) if library else read_by_patterns(texts)
    starts = np.array([0, *accumulate(map(len, articles))], np.int64)
    return SentenceWords(found.n_words, found.roles, found.stems, found.bounds, starts)


def read_by_patterns(texts: Sequence[str]) -> StemmedWords:
    """The words of texts without the kernels."""
    words = [find_words(text) for text in texts]
    stems = [list(chain.from_iterable(map(_HASHES.__getitem__, forms))) for forms in words]
    lengths = np.array([0, *map(len, stems)], np.int64)
    roles = [
        [*map(FORM_ROLES.__getitem__, forms[:N_FIRST]), *repeat(0, N_FIRST - len(forms))] for forms in words
    ]
    return StemmedWords(
        np.array(list(map(len, words)), np.int64),
        np.array(roles, np.uint32).reshape(-1, N_FIRST),
        np.array(list(chain.from_iterable(stems)), np.uint64),
        lengths.cumsum(),
        np.zeros((0, 4), np.int64),
    )


def read_by_kernel(library: ctypes.CDLL, texts: Sequence[str]) -> StemmedWords:
    """The same by a compiled kernel, which leaves odd words to the patterns."""
    found = stem_texts(library, build_word_tables(), texts)
    return _add_odd(texts, found) if len(found.odd) else found


def _add_odd(texts: Sequence[str], found: StemmedWords) -> StemmedWords:
    """The words with those that the kernel left."""
    odd = found.odd.tolist()
    forms = [texts[text][start:end] for text, _, start, end in odd]
    for form, (text, place, _, _) in zip(forms, odd, strict=True):
        if place < N_FIRST:
            found.roles[text, place] = FORM_ROLES[form]
    stems = [_HASHES[form] for form in forms]
    lengths = np.ones(len(found.stems), np.int64)
    lengths[found.stems == 0] = list(map(len, stems))
    filled = found.stems.repeat(lengths)
    filled[filled == 0] = list(chain.from_iterable(stems))
    bounds = np.concatenate((found.bounds[:1], lengths.cumsum()))[found.bounds]
    return StemmedWords(found.n_words, found.roles, filled, bounds, found.odd[:0])


def _hash_stems(form: str) -> tuple[int, ...]:
    return tuple(map(hash_letters, stem_forms([form])))


_HASHES = FormCache(_hash_stems)


@cache
def build_word_tables() -> ctypes.Structure:
    """The tables for the kernel."""
    rules = WordRules(
        letters=list_ranges(LETTERS),
        hidden=list_ranges(HIDDEN),
        folded=FOLD,
        known=list_roles(),
        initials=INITIALS,
        by_length=BY_LENGTH,
        endings=OWNED_ENDINGS,
        shortest_owned=SHORTEST_OWNED,
        longest=LONGEST_FORM,
        stems=StemRules(
            isri.PREFIXES,
            isri.SUFFIXES,
            isri.SHORT_PREFIXES,
            isri.SHORT_SUFFIXES,
            isri.DOUBLED,
            isri.PATTERNS,
        ),
    )
    return lay_out_word_rules(rules)

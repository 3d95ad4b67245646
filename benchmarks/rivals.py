"""Other splitters and summarisers in the shape of ours, set up as their own documentation says."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

Summariser = Callable[..., list[str]]
Splitter = Callable[[str], list[str]]

SENTENCE_END = re.compile("([.!?\u061f\u2026]+[\"»”')\\]]*)(?=\\s|$)")


def split_plainly(text: str) -> list[str]:
    """Cut after every end mark before white space, and at line ends: the baseline's own splitter."""
    pieces = (piece for line in text.splitlines() for piece in _cut(line))
    return [piece.strip() for piece in pieces if re.search(r"\w", piece)]


def _cut(line: str) -> list[str]:
    ends = [match.end() for match in SENTENCE_END.finditer(line)]
    return [line[start:end] for start, end in zip([0, *ends], [*ends, len(line)], strict=True)]


def summarise_lead(
    title: str | None,  # noqa: ARG001
    text: str,
    max_words: int | None = None,
    n_sentences: int | None = None,
) -> list[str]:
    """The first sentences: the trivial baseline, hard to beat on news."""
    return fit(split_plainly(text), max_words, n_sentences)


def fit(sentences: Sequence[str], max_words: int | None, n_sentences: int | None) -> list[str]:
    """The first sentences that fit the budget; one that would pass it is left out whole."""
    if n_sentences is not None:
        return list(sentences[:n_sentences])
    kept, left = [], max_words or 0
    for sentence in sentences:
        n_words = len(re.findall(r"\w+", sentence))
        if n_words <= left:
            kept.append(sentence)
            left -= n_words
    return kept or list(sentences[:1])


@lru_cache
def _load_sumy(name: str) -> tuple[Any, Any]:
    from sumy.nlp.stemmers import Stemmer
    from sumy.nlp.tokenizers import Tokenizer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer
    from sumy.utils import get_stop_words

    kinds = {"LexRank": LexRankSummarizer, "TextRank": TextRankSummarizer, "LSA": LsaSummarizer}
    summarizer = kinds[name](Stemmer("arabic"))
    summarizer.stop_words = get_stop_words("arabic")
    return summarizer, Tokenizer("arabic")


def make_sumy(name: str) -> Summariser:
    """Sumy's LexRank, TextRank or LSA with its Arabic tokenizer, stemmer and stop words."""

    def summarise(
        title: str | None,  # noqa: ARG001
        text: str,
        max_words: int | None = None,
        n_sentences: int | None = None,
    ) -> list[str]:
        from sumy.parsers.plaintext import PlaintextParser

        summarizer, tokenizer = _load_sumy(name)
        document = PlaintextParser.from_string(text, tokenizer).document
        budget = n_sentences if n_sentences is not None else lambda infos: _take(infos, max_words or 0)
        return [str(sentence) for sentence in summarizer(document, budget)]

    return summarise


def _take(infos: Sequence[Any], max_words: int) -> list[Any]:
    """Sumy's rated sentences, best first, until the budget is spent."""
    kept = []
    for info in infos:
        n_words = len(re.findall(r"\w+", str(info.sentence)))
        if n_words <= max_words:
            kept.append(info)
            max_words -= n_words
    return kept


def split_blingfire(text: str) -> list[str]:
    """Microsoft's blingfire, line by line: it would join lines."""
    import blingfire

    lines = (line for line in text.splitlines() if line.strip())
    return [sentence for line in lines for sentence in blingfire.text_to_sentences(line).split("\n")]


def split_pysbd(text: str) -> list[str]:
    """PySBD with its Arabic rules, line by line."""
    segmenter = _load_pysbd()
    return [sentence for line in text.splitlines() if line.strip() for sentence in segmenter.segment(line)]


@lru_cache
def _load_pysbd() -> Any:
    import pysbd

    return pysbd.Segmenter(language="ar", clean=False)


def split_punkt(text: str) -> list[str]:
    """NLTK's Punkt without trained parameters (NLTK has none for Arabic), the Arabic question mark added."""
    tokenizer = _load_punkt()
    return [sentence for line in text.splitlines() for sentence in tokenizer.tokenize(line)]


@lru_cache
def _load_punkt() -> Any:
    from nltk.tokenize.punkt import PunktLanguageVars, PunktSentenceTokenizer

    class Arabic(PunktLanguageVars):  # type: ignore[misc]
        sent_end_chars = (".", "?", "!", "\u061f")

    return PunktSentenceTokenizer(lang_vars=Arabic())


def split_sumy(text: str) -> list[str]:
    """Sumy's Arabic sentences (PyArabic), which cut at commas."""
    return [str(sentence) for sentence in _load_sumy("LexRank")[1].to_sentences(text)]


SUMMARISERS: dict[str, Summariser] = {
    "first sentences": summarise_lead,
    "sumy LexRank": make_sumy("LexRank"),
    "sumy TextRank": make_sumy("TextRank"),
    "sumy LSA": make_sumy("LSA"),
}
SPLITTERS: dict[str, Splitter] = {
    "end marks": split_plainly,
    "blingfire": split_blingfire,
    "Punkt": split_punkt,
    "pySBD": split_pysbd,
    "sumy": split_sumy,
}

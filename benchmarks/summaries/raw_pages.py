"""Raw pages: how much quality a summary loses when the article comes as a raw page.

Each summariser reads the clean article, and the raw page with it. Ours parses the page. Lead and LexRank read
it as it is, and after the installed extractors (trafilatura, justext).
"""

from collections.abc import Callable, Sequence
from html import escape
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import adapters, rivals
from benchmarks.metrics import measure_interval, measure_rouge
from summarizer.text.tokenizing import tokenize

Row = dict[str, Any]
Extractor = Callable[[str], str]


def measure_raw_pages(pages: Sequence[Row]) -> dict[str, Row]:
    """ROUGE-2 on raw pages, the difference to the clean article, and the share of words from the body."""
    ways: dict[str, tuple[rivals.Summariser, Extractor]] = {"khulasa": (adapters.summarise, str)}
    readers: dict[str, Extractor] = {"": str, **find_extractors()}
    for reader, extract in readers.items():
        for name in ("first sentences", "sumy LexRank"):
            ways[f"{name}, {reader}" if reader else name] = (rivals.SUMMARISERS[name], extract)
    clean = {summarise: _score_clean(summarise, pages) for summarise, _ in ways.values()}
    return {
        name: _describe(summarise, extract, pages, clean[summarise])
        for name, (summarise, extract) in ways.items()
    }


def find_extractors() -> dict[str, Extractor]:
    """The installed extractors."""
    extractors = {"trafilatura": _extract_trafilatura, "justext": _extract_justext}
    return {name: extract for name, extract in extractors.items() if find_spec(name)}


def _extract_trafilatura(text: str) -> str:
    found = import_module("trafilatura").extract(
        _make_html(text), include_comments=False, favor_precision=True
    )
    return found or text


def _extract_justext(text: str) -> str:
    justext = import_module("justext")
    paragraphs = justext.justext(_make_html(text).encode(), justext.get_stoplist("Arabic"), encoding="utf-8")
    return "\n".join(part.text for part in paragraphs if not part.is_boilerplate) or text


def _make_html(text: str) -> str:
    """The lines of a text as paragraphs: both extractors read HTML only."""
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in text.splitlines() if line.strip())
    return f"<html><body>{lines}</body></html>"


def _describe(
    summarise: rivals.Summariser, extract: Extractor, pages: Sequence[Row], clean: NDArray[np.float64]
) -> Row:
    chosen = [_summarise(summarise, page, extract(page["raw"]), title=False) for page in pages]
    scores = np.array([_score(texts, page) for texts, page in zip(chosen, pages, strict=True)])
    words = np.sum([_count(texts, page["text"]) for texts, page in zip(chosen, pages, strict=True)], axis=0)
    mean, low, high = (round(value, 4) for value in measure_interval(scores - clean))
    return {
        "rouge2": round(float(scores.mean()), 4),
        "to_clean": mean,
        "interval": [low, high],
        "from_body": round(float(1 - words[1] / max(1, words[0])), 4),
        "n": len(pages),
    }


def _count(sentences: Sequence[str], body: str) -> tuple[int, int]:
    """The words of a summary, and the words of its sentences that are not in the body."""
    whole = " ".join(tokenize(body))
    words = [tokenize(sentence) for sentence in sentences]
    strange = [len(own) for own in words if " ".join(own) not in whole]
    return sum(map(len, words)), sum(strange)


def _score_clean(summarise: rivals.Summariser, pages: Sequence[Row]) -> NDArray[np.float64]:
    return np.array([_score(_summarise(summarise, page, page["text"], title=True), page) for page in pages])


def _summarise(summarise: rivals.Summariser, page: Row, text: str, *, title: bool) -> list[str]:
    """30% of the words where the references are extracts, two sentences where there is one abstract."""
    n_words = max(1, len(tokenize(page["text"])) * 3 // 10)
    limits: dict[str, int] = {"max_words": n_words} if len(page["summaries"]) > 1 else {"n_sentences": 2}
    chosen = summarise(page["title"] if title else None, text, **limits)
    return rivals.fit(chosen, limits.get("max_words"), limits.get("n_sentences"))


def _score(chosen: Sequence[str], page: Row) -> float:
    return float(np.mean([measure_rouge(chosen, reference, 2) for reference in page["summaries"]]))

"""Summaries of whole pages: of pages that are read right, every word is of the body."""

import json
from collections import Counter
from pathlib import Path

from summarizer.parsing import parse
from summarizer.summarizing import summarize_page
from summarizer.text.tokenizing import find_words

ROOT = Path(__file__).parents[1]


def test_no_word_of_a_summary_stands_outside_the_body() -> None:
    """On pages read right none at all; on all our pages, with those that are read wrong, 3 of 100 at most."""
    words: Counter[str] = Counter()
    for path in sorted((*ROOT.glob("tests/pages/*.json"), *ROOT.glob("benchmarks/pages/*.json"))):
        expected = [article["body"] for article in json.loads(path.read_text(encoding="utf-8"))["articles"]]
        text = path.with_suffix(".txt").read_bytes().decode()
        is_right = [[part.text for part in article.body] for article in parse(text).articles] == expected
        paragraphs = [paragraph for body in expected for paragraph in body]
        for item in summarize_page(text).articles:
            for sentence in item.summary.sentences:
                n_words = len(find_words(sentence.text))
                is_outside = not any(sentence.text in paragraph for paragraph in paragraphs)
                words["all"] += n_words
                words["outside"] += n_words * is_outside
                words["outside, read right"] += n_words * is_outside * is_right
    assert words["all"] > 3_000
    assert not words["outside, read right"]
    assert words["outside"] <= 0.03 * words["all"]

"""Faults of summaries that a program can see: how many summaries hold one, by kind.

    python -m benchmarks.summaries.faults ARTICLES.jsonl... [--words 60] [--limit 300] [--out FILE]

Each line of ARTICLES.jsonl has a ``text``. The rules are written apart from those of the library and look at
the article's own lines: they count faults, they do not repeat the library's judgement.
A link or subheading is a line without an end mark, up to 16 words long, in an article most of whose long
lines have one. "Mid-story" is a summary without a lead that would have fitted no budget, if its first
sentence goes on from another.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.command_line import make_parser, show
from models.training_data import read_records
from summarizer import Article, SummarySettings, parse, split_sentences, summarize
from summarizer.text.tokenizing import find_words, tokenize

Row = dict[str, Any]
KINDS = ("link or subheading", "question", "fragment", "open quotation", "announcing line", "mid-story")
HEADING_WORDS, LONG_LINE, MOSTLY = 16, 12, 0.6
_ENDED = re.compile(r"[.!?؟…۔][\s\"'»”’)\]}\u200e\u200f]*$")
_ASKS = re.compile(r"[?؟][\s\"'»”’)\]!.]*$")
_ANNOUNCES = re.compile(r":[\s\"'»”’)]*$")
_GOES_ON = frozenset(
    tokenize("لكن ولكن كما أما بيد غير فيما بينما حيث ثم إذ لذلك كذلك هذا هذه ذلك تلك هو هي هم وهو وهي")
)


def find_faults(article: Article, sentences: Sequence[str], words: int | None) -> set[str]:
    """The kinds of faults of a summary of an article; ``words`` is its budget, if it had one."""
    lines = [passage.text for passage in article.body]
    long = [line for line in lines if len(find_words(line)) > LONG_LINE]
    ended = bool(long) and sum(map(bool, map(_ENDED.search, long))) >= MOSTLY * len(long)
    lead = lines[0] if lines else ""
    faults = {kind for text in sentences if text not in lead for kind in _find_kinds(text, ended=ended)}
    if sentences and _misses_long_lead(lead, sentences, words):
        faults.add("mid-story")
    return faults


def _find_kinds(text: str, *, ended: bool) -> Iterable[str]:
    n_words = len(find_words(text))
    if n_words < 4:
        yield "fragment"
    elif ended and n_words <= HEADING_WORDS and not _ENDED.search(text) and not _ANNOUNCES.search(text):
        yield "link or subheading"
    if _ASKS.search(text):
        yield "question"
    if _ANNOUNCES.search(text):
        yield "announcing line"
    if _is_open(text):
        yield "open quotation"


def _is_open(text: str) -> bool:
    """Whether a sentence opens a quotation and does not close it."""
    straight = sum(text.count(sign) for sign in '"“”„')
    return text.count("«") > text.count("»") or straight % 2 == 1


def _misses_long_lead(lead: str, sentences: Sequence[str], words: int | None) -> bool:
    """Whether the lead is missing, exceeds the budget, and the summary begins by going on from it."""
    first = next(iter(split_sentences(lead)), None)
    if words is None or first is None or sentences[0] in lead or len(find_words(first.text)) <= words:
        return False
    word = next(iter(tokenize(sentences[0])), "")
    return word in _GOES_ON or (len(word) > 3 and word[0] in "وف")


def count_faults(rows: Iterable[Row], summarise: Callable[[Article], list[str]], words: int | None) -> Row:
    """How many summaries there are, how many have a fault, and how many have each kind."""
    counts: Counter[str] = Counter()
    for row in rows:
        articles = parse(row["text"]).articles
        if not articles:
            continue
        counts["summaries"] += 1
        faults = find_faults(articles[0], summarise(articles[0]), words)
        counts.update(faults)
        counts["any"] += bool(faults)
    return {kind: counts[kind] for kind in ("summaries", "any", *KINDS)}


def main() -> None:
    """Count, print and save."""
    parser = make_parser(__doc__)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--words", type=int, default=60)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    wanted = SummarySettings(words=options.words)
    found = {
        path.name: count_faults(
            islice(read_records(path), options.limit),
            lambda article: [sentence.text for sentence in summarize(article, wanted).sentences],
            options.words,
        )
        for path in options.articles
    }
    show(found, options.out)


if __name__ == "__main__":
    main()

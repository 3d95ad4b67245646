"""Speed: our stories beside rivals on the same text in the same run; one JSON object to keep in results/.

    python -m benchmarks.speed [--data FOLDER] [--out benchmarks/results/speed.json]

A figure is the median of several runs with the fastest and slowest beside it, in processor time, which other
work on the machine hardly changes. The ratio to a rival is what counts, since machines differ and drift.
"""

import platform
import re
import statistics
import time
import timeit
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import rivals
from benchmarks.command_line import make_parser, show
from models.training_data import read_records
from summarizer import Mode, parse, split_sentences, summarize, summarize_many
from summarizer.summary.scores import score
from summarizer.summary.sentence_words import read_sentences
from summarizer.summary.tf_idf import weigh_stems

HERE = Path(__file__).parent
ARTICLE = HERE.parent / "samples" / "article.txt"
N_MANY = 1_000
# Articles of the labelled news with about as many words, and their number.
NEWS, NEWS_WORDS, N_NEWS = "bbc-dev.jsonl", 600, 12
LEXRANK, EACH = "sumy LexRank", f"khulasa, {N_MANY:,} texts in one call, each"


def measure(call: Callable[[], object], n_runs: int = 15) -> dict[str, float]:
    """Milliseconds of a call, after a first one that pays for imports: median, fastest and slowest."""
    call()
    seconds = sorted(timeit.repeat(call, timer=time.process_time, number=1, repeat=n_runs))
    names = {"median": statistics.median(seconds), "fastest": seconds[0], "slowest": seconds[-1]}
    return {name: round(1000 * value, 3) for name, value in names.items()}


def measure_by_turns(
    rival: Callable[[], object], ours: Callable[[], object], n_turns: int = 9
) -> tuple[float, float, float]:
    """Milliseconds of a rival's call and of ours, and how many times ours goes into it; each a median.

    One call of the rival, then ours for about as long, again and again: a slow spell of the machine slows
    both, where one after the other the ratio of one article was 15 in one run and 26 in the next.
    """
    rows = []
    n_ours = max(3, int(measure(rival, 1)["median"] / measure(ours, 3)["median"]))
    for _ in range(n_turns):
        their = timeit.timeit(rival, timer=time.process_time, number=1)
        our = timeit.timeit(ours, timer=time.process_time, number=n_ours) / n_ours
        rows.append((1000 * their, 1000 * our, their / our))
    their, our, ratio = np.median(rows, axis=0).tolist()
    return their, our, ratio


def measure_summaries(text: str) -> dict[str, Any]:
    """Milliseconds to summarise one article from raw text, and how many times LexRank's time each takes."""
    article = parse(text).articles[0]
    calls: dict[str, Callable[[], object]] = {
        "khulasa, raw text to summary": lambda: summarize(text),
        "khulasa, parsing only": lambda: parse(text),
        "khulasa, sentences only": lambda: split_sentences(text),
        "khulasa, parsed article to summary": lambda: summarize(article),
        "khulasa, ranking only": _prepare_ranking(text),
        "one pass of a word pattern": lambda: re.findall("[\u0621-\u064a]+", text),
    }
    calls |= {name: partial(rival, None, text, n_sentences=3) for name, rival in rivals.SUMMARISERS.items()}
    rows: dict[str, dict[str, float]] = {name: measure(call) for name, call in calls.items()}
    many = measure(partial(summarize_many, vary(text, N_MANY)), n_runs=1)
    rows[EACH] = {name: round(value / N_MANY, 3) for name, value in many.items()}
    slowest = rows[LEXRANK]["median"]
    return {
        name: row | {"times_as_fast_as_lexrank": round(slowest / row["median"], 1)}
        for name, row in rows.items()
    }


def _prepare_ranking(text: str) -> Callable[[], object]:
    """The ranker alone: measures, mode and scores of sentences that are already split and weighed."""
    words = read_sentences([[sentence.text for sentence in split_sentences(text)]], [""])
    weights = weigh_stems(words)
    return lambda: score(weights, words.roles, Mode.AUTO)


def measure_news(data: Path) -> dict[str, Any]:
    """The same on real articles: how many times LexRank's time each takes, one by one and together."""
    texts = [record["text"] for record in read_records(data / NEWS)]
    alike = sorted(texts, key=lambda text: abs(len(text.split()) - NEWS_WORDS))[:N_NEWS]
    lexrank = rivals.SUMMARISERS[LEXRANK]
    turns = [
        measure_by_turns(partial(lexrank, None, text, n_sentences=3), partial(summarize, text))
        for text in alike
    ]
    theirs, ours, ratios = (np.round(values, 3).tolist() for values in zip(*turns, strict=True))
    each = [measure(partial(summarize_many, vary(text, N_MANY)), 1)["median"] / N_MANY for text in alike[:4]]
    return {
        "articles": N_NEWS,
        "words": [len(text.split()) for text in alike],
        "lexrank": theirs,
        "khulasa, raw text to summary": ours,
        "times, one by one": {
            "median": round(float(np.median(ratios)), 1),
            "lowest": round(min(ratios), 1),
            "highest": round(max(ratios), 1),
        },
        "times, in one call of 1,000": [
            round(their / our, 1) for their, our in zip(theirs, each, strict=False)
        ],
    }


def vary(text: str, n_texts: int) -> list[str]:
    """Copies of a text, every line with the copy's number, so that no cached line is used twice."""
    lines = text.splitlines()
    return [
        "\n".join(f"{line[:40]} {number} {line[40:]}" if line else "" for line in lines)
        for number in range(n_texts)
    ]


def measure_sentences(text: str, n_texts: int = 20) -> dict[str, Any]:
    """Megabytes of UTF-8 a second through each splitter, article by article.

    Sumy's splitter (PyArabic 0.6.15) stops after 32 ends of a text: it passes a flag where a count belongs.
    """
    megabytes = n_texts * len(text.encode()) / 1e6
    splitters = {"khulasa": split_sentences, **rivals.SPLITTERS}
    rows = {
        name: measure(lambda split=split: [split(text) for _ in range(n_texts)], n_runs=5)  # type: ignore[misc]
        for name, split in splitters.items()
    }
    return {name: {"mb_per_second": round(1000 * megabytes / row["median"], 2)} for name, row in rows.items()}


def main() -> None:
    """Measure, print and save."""
    parser = make_parser(__doc__)
    parser.add_argument("--data", type=Path, help="a folder with labelled news, for real articles as well")
    options = parser.parse_args()
    text = ARTICLE.read_text(encoding="utf-8")
    results = {
        "machine": {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "n_words": len(text.split()),
        },
        "summaries, milliseconds": measure_summaries(text),
        "sentences": measure_sentences(text),
    }
    if options.data:
        results["news articles, milliseconds"] = measure_news(options.data)
    show(results, options.out)


if __name__ == "__main__":
    main()

"""Scores of articles against a labelled page: lines of the body, titles, bylines, dates, number of articles.

A line is taken for body if it is a piece of a paragraph, blanks and marks that do not show apart; or if the
rest of the pieces, joined, holds it, since extractors join lines. Titles, standfirsts, subheadings and
neutral lines are neither right nor wrong in a body.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.sites.labelled import LabelledPage

Articles = Sequence[dict[str, Any]]

UNSCORED = frozenset(("title", "title_dup", "standfirst", "subheading", "neutral"))
_NOT_SHOWN = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_BULLET = re.compile(r"^\s*(?:[-*•·–]|\d+[.)])\s+")
_NO_LETTERS = re.compile(r"[\W_]+")
# Letters. A shorter line is not looked for in joined pieces: it may stand there by chance. Lines that are no
# body are sought only if they are longer still.
_SHORTEST_BODY, _SHORTEST_OTHER = 22, 45
# Of a line with so many letters nine tenths of its runs are enough: links and notes may be cut out of it.
_LONG, _RUN, _ENOUGH = 200, 30, 0.9
_SHORTEST_NAME, _SHORTEST_DATE = 3, 6


def score_page(page: LabelledPage, articles: Articles) -> Counter[str]:
    """Counts of one page; `describe` makes shares of their sums."""
    taken = [_find_taken(page, article["body_paragraphs"]) for article in articles]
    together = _find_taken(page, [part for article in articles for part in article["body_paragraphs"]])
    body = {row for row, label in page.labels.items() if label == "body"}
    scored = {row for row, label in page.labels.items() if label not in UNSCORED}
    wrong, lost = (together - body) & scored, body - together
    counts = Counter(pages=1, right=len(together & body), extra=len(wrong), missed=len(lost))
    is_number_right = len(articles) == page.n_articles
    counts["perfect"] = int(not wrong and not lost and (page.n_articles <= 1 or is_number_right))
    counts["number_right"] = int(is_number_right)
    best = max(range(len(articles)), key=lambda place: len(taken[place] & body), default=None)
    return counts + _score_fields(page, articles, articles[best] if best is not None else {})


def _find_taken(page: LabelledPage, paragraphs: Iterable[str]) -> set[int]:
    """The rows of lines that the paragraphs hold; of equal lines those of the body first."""
    pieces = [_squeeze(piece) for paragraph in paragraphs for piece in paragraph.split("\n")]
    left = Counter(piece for piece in pieces if piece)
    order = sorted(page.labels, key=lambda row: (_rank(page.labels[row]), row))
    squeezed = {row: _squeeze(page.lines[row]) for row in order}
    taken = set()
    for row in order:
        if left[squeezed[row]] > 0:
            left[squeezed[row]] -= 1
            taken.add(row)
    joined = "".join(piece for piece in pieces if left[piece] > 0)
    used: Counter[str] = Counter()
    for row in order if joined else ():
        line = squeezed[row]
        shortest = _SHORTEST_BODY if page.labels[row] == "body" else _SHORTEST_OTHER
        if row in taken or len(line) < shortest:
            continue
        if joined.count(line) > used[line]:
            used[line] += 1
            taken.add(row)
        elif _holds_most(joined, line):
            taken.add(row)
    return taken


def _rank(label: str) -> int:
    return 0 if label == "body" else 1 if label in UNSCORED else 2


def _holds_most(text: str, line: str) -> bool:
    runs = [line[start : start + _RUN] for start in range(0, len(line) - _RUN, _RUN)]
    return len(line) >= _LONG and sum(run in text for run in runs) >= _ENOUGH * len(runs)


def _squeeze(text: str) -> str:
    return _NOT_SHOWN.sub("", _BULLET.sub("", text.replace("|", " ")))


def _score_fields(page: LabelledPage, articles: Articles, best: dict[str, Any]) -> Counter[str]:
    """Title, byline and date of the article that has most of the body; of a digest all titles."""
    titles = {_read_letters(line) for line in page.list_lines("title", "title_dup")}
    given = articles if page.kind == "digest" else [best]
    found = titles & {_read_letters(article.get("title") or "") for article in given}
    counts = Counter(titles=len(titles) if page.kind == "digest" else bool(titles), titles_right=len(found))
    if page.bylines and "byline" in best:
        counts += Counter(bylines=1, bylines_right=_is_byline(_list(best["byline"]), page.bylines))
    if page.dates and "date" in best:
        counts += Counter(dates=1, dates_right=_is_date(_list(best["date"]), page))
    return counts


def _list(value: str | Sequence[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else [one for one in value or () if one]


def _is_byline(given: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether one name holds the other; a line that only announces a name is none."""
    names = [_read_letters(line) for line in wanted if not line.rstrip().endswith(":")]
    whole = "".join(names)
    for name in map(_read_letters, given):
        is_part = len(name) >= _SHORTEST_NAME and name in whole
        if is_part or any(len(one) >= _SHORTEST_NAME and one in name for one in names):
            return True
    return False


def _is_date(given: Sequence[str], page: LabelledPage) -> bool:
    whole = _read_letters("".join(page.dates))
    said = [_read_letters(date) for date in given]
    return any(day in date for day in page.days for date in given) or any(
        len(date) >= _SHORTEST_DATE and date in whole for date in said
    )


def _read_letters(text: str) -> str:
    return _NO_LETTERS.sub("", text)


def describe(counts: Counter[str]) -> dict[str, Any]:
    """Precision and recall of lines, and how many of what there is was right."""
    taken, wanted = counts["right"] + counts["extra"], counts["right"] + counts["missed"]
    shares = {
        "precision": round(counts["right"] / taken, 4) if taken else 1.0,
        "recall": round(counts["right"] / wanted, 4) if wanted else 1.0,
    }
    parts = {
        name: [counts[f"{name}_right"], counts[name]]
        for name in ("titles", "bylines", "dates")
        if counts[name]
    }
    return {
        "pages": counts["pages"],
        **shares,
        "without an error": counts["perfect"],
        "number of articles right": counts["number_right"],
        **parts,
    }

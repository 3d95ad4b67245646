"""New pages from labelled ones: the text of one page between the front and the end of another.

Few real pages are labelled, and every site arranges its page in its own way. Mixed, digested, cut and copied
in part, they show the fit more ways to arrange a page than any list of rules.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from models.pages.dressing import Row, dress_page, read_blocks

LONGEST_PAGE = 260
# Names that stand behind a title in the name of its page.
_OUTLETS = ("صحيفة الضفاف", "موقع النخلة الإخباري", "الرأي الساحلي", "مدونة الدفتر", "نبض الجبل")
# Letters of a paragraph that can be the summary of a digest.
SUMMARY = 90


@dataclass(frozen=True, slots=True)
class Parts:
    """A page in three: before its title, from the title to the last line of the text, after it."""

    front: tuple[Row, ...]
    text: tuple[Row, ...]
    end: tuple[Row, ...]
    is_real: bool


def cut_page(rows: Sequence[Row], *, is_real: bool) -> Parts | None:
    """The parts of the first article of a page; ``None`` for a page without a text."""
    kinds = [kind for _, _, kind in rows]
    body = [row for row, kind in enumerate(kinds) if kind.startswith("body")]
    if not body:
        return None
    start = next((row for row, kind in enumerate(kinds) if kind == "title"), body[0])
    stop = next((row for row, kind in enumerate(kinds) if kind.startswith("next_")), len(rows))
    return Parts(
        tuple(rows[:start]), tuple(rows[start : body[-1] + 1]), tuple(rows[body[-1] + 1 : stop]), is_real
    )


def mix_pages(parts: Sequence[Parts], n_pages: int, seed: int) -> list[list[Row]]:
    """So many new pages; the same seed makes the same ones."""
    draw = random.Random(seed)  # noqa: S311 -- not a secret
    shells = [part for part in parts if part.is_real and len(part.front) + len(part.end) > 3]
    texts = [[part.text for part in parts if part.is_real is is_real] for is_real in (False, True)]
    headlines = [words for part in parts for _, words, kind in part.text if kind == "title"]
    blocks = read_blocks()
    pages: list[list[Row]] = []
    while len(pages) < n_pages:
        front, end = draw.choice(shells).front, draw.choice(shells).end
        page = _arrange(front, draw.choice(draw.choice(texts)), end, texts, draw)
        page = _set_gaps(page, draw.choice(("as it is", "as it is", "as it is", "none", "paragraphs")))
        page = dress_page(page, blocks, headlines, draw)
        if 0 < len(page) <= LONGEST_PAGE:
            pages.append(page)
    return pages


def _arrange(
    front: Sequence[Row],
    text: Sequence[Row],
    end: Sequence[Row],
    texts: Sequence[Sequence[Sequence[Row]]],
    draw: random.Random,
) -> list[Row]:
    way = draw.random()
    if way < 0.1:
        return _make_digest(front, end, [*texts[0], *texts[1]], draw)
    if way < 0.25:  # the part that a reader copies
        return [*front[max(0, len(front) - draw.randint(0, 4)) :], *text, *end[: draw.randint(0, 14)]]
    if way < 0.37:  # a short article
        body = [row for row, (_, _, kind) in enumerate(text) if kind.startswith("body")]
        return [*front, *text[: body[min(len(body) - 1, draw.randint(0, 3))] + 1], *end]
    if way < 0.45:  # nothing before it, or nothing after it
        return [*text, *end] if draw.random() < 0.5 else [*front, *text]
    if way < 0.52:
        return list(text)
    if way < 0.57:
        untitled = [row for row in text if row[2].startswith("body")]
        return _wrap(draw.choice((text, untitled)), draw.randint(8, 14))
    if way < 0.7:  # the next article below
        before = front if draw.random() < 0.5 else ()
        return [*before, *text, *end[: draw.randint(0, 5)], *draw.choice(draw.choice(texts)), *end[5:]]
    if way < 0.76 and text[0][2] == "title":
        named = (0, f"{text[0][1]} {draw.choice('|-–')} {draw.choice(_OUTLETS)}", "title_dup")
        return [named, *front[: draw.choice((0, 2, 20))], *text, *end]
    return [*front, *text, *end]


def _wrap(text: Sequence[Row], n_words: int) -> list[Row]:
    """The paragraphs in lines of so many words."""
    page: list[Row] = []
    for gap, line, kind in text:
        words = line.split() if kind.startswith("body") else [line]
        pieces = [" ".join(words[start : start + n_words]) for start in range(0, len(words), n_words)]
        page += [(0 if place else gap, piece, kind) for place, piece in enumerate(pieces)]
    return page


def _make_digest(
    front: Sequence[Row], end: Sequence[Row], texts: Sequence[Sequence[Row]], draw: random.Random
) -> list[Row]:
    """Headlines, each with a summary."""
    gap, page = draw.choice((0, 1, 1)), []
    for _ in range(draw.randint(3, 14)):
        text = draw.choice(texts)
        title = next((words for _, words, kind in text if kind == "title"), None)
        body = (words for _, words, kind in text if kind.startswith("body") and len(words) > SUMMARY)
        summary = next(body, None)
        if title and summary:
            page += [(gap, title, "title"), (0, summary, "body")]
    before = front[max(0, len(front) - draw.randint(1, 12)) :] if draw.random() < 0.5 else ()
    after = end[: draw.randint(1, 15)] if draw.random() < 0.4 else ()
    return [*before, *page, *after]


def _set_gaps(page: Sequence[Row], way: str) -> list[Row]:
    if way == "as it is":
        return list(page)
    apart = ("body", "title") if way == "paragraphs" else ()
    return [(int(kind.startswith(apart)) if apart else 0, words, kind) for _, words, kind in page]

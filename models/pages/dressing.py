"""Furniture, lists and rules of rendering for mixed pages: what sites put around and into a text.

`mixing` arranges parts of labelled pages; here a page gets notices and boxes of our own writing
(`blocks.txt`), boxes of other headlines, lists and contents, and bullets as converters of HTML set them.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# A line of a page: blank lines before it, its text, its kind.
Row = tuple[int, str, str]
BLOCKS = Path(__file__).with_name("blocks.txt")
_HEADINGS = (
    "اقرأ أيضاً", "اقرأ أيضا:", "مواضيع ذات صلة", "أخبار ذات صلة", "قد يهمك", "قد يعجبك أيضاً", "شاهد أيضاً",
    "المزيد حول الموضوع", "إقرأ المزيد", "من القسم نفسه", "لا تفوت هذه القصص",
)  # fmt: skip
_CONTENTS = ("محتويات", "المحتويات", "جدول المحتويات", "في هذا المقال", "فهرس الموضوع", "أقسام الصفحة")
_BULLETS = ("", "", "* ", "- ", "• ", "{}. ", "{} ")
# Characters. What a list holds is shorter.
LONGEST_ITEM = 60
# The least number of items, and of subheadings for a list of contents.
LEAST_ITEMS = 3
# How often a page gets each of these.
BLOCK, BOX, LIST, CONTENTS, RENDERED = 0.45, 0.15, 0.15, 0.3, 0.25


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that sites add to a page, and the parts of a page in which they may stand."""

    places: tuple[str, ...]
    rows: tuple[Row, ...]


def read_blocks() -> list[Block]:
    """The blocks beside this script: where they may stand, then before each line its kind."""
    blocks = []
    for block in BLOCKS.read_text(encoding="utf-8").split("=== ")[1:]:
        places, *lines = block.rstrip("\n").split("\n")
        parts = [line.partition(": ")[::2] for line in lines]
        blocks.append(Block(tuple(places.split()), tuple((0, words, kind) for kind, words in parts)))
    return blocks


def dress_page(
    page: Sequence[Row], blocks: Sequence[Block], headlines: Sequence[str], draw: random.Random
) -> list[Row]:
    """The page with some of all that; the kinds of its own lines stay as they are."""
    rows = list(page)
    if sum(kind == "title" for _, _, kind in rows) < 2:
        if draw.random() < LIST:
            rows = _make_list(rows, draw)
        if draw.random() < CONTENTS:
            rows = _list_contents(rows, draw)
        if draw.random() < BOX:
            rows = _insert(rows, "middle", _make_box(headlines, draw), draw)
    while draw.random() < BLOCK:
        block = draw.choice(blocks)
        gap = draw.choice((0, 1))
        rows = _insert(rows, draw.choice(block.places), [(gap, *row[1:]) for row in block.rows], draw)
    return _set_bullets(rows, draw) if draw.random() < RENDERED else rows


def _insert(page: Sequence[Row], place: str, block: Sequence[Row], draw: random.Random) -> list[Row]:
    """The page with a block in its front, its head, its text or its end."""
    rows = list(page)
    body = [row for row, (_, _, kind) in enumerate(rows) if kind.startswith("body")]
    title = next((row for row, (_, _, kind) in enumerate(rows) if kind == "title"), None)
    if not body:
        return rows
    if place == "front":
        at = draw.randint(0, body[0] if title is None else min(title, body[0]))
    elif place == "head" and title is not None and title < body[0]:
        at = draw.randint(title + 1, body[0])
    elif place == "middle":
        inside = [row + 1 for row in body[:-1] if not rows[row][1].endswith(":")]
        at = draw.choice(inside) if inside else len(rows)
    else:
        at = draw.randint(body[-1] + 1, len(rows)) if draw.random() < 0.5 else body[-1] + 1
    return [*rows[:at], *block, *rows[at:]]


def _make_box(headlines: Sequence[str], draw: random.Random) -> list[Row]:
    """Headlines of other articles, mostly under a heading."""
    gap = draw.choice((0, 1))
    titles = [(gap, draw.choice(headlines), "related") for _ in range(draw.randint(1, 6))]
    heading = [(gap, draw.choice(_HEADINGS), "related_heading")] if draw.random() < 0.9 else []
    return [*heading, *titles] if heading or len(titles) > 1 else []


def _make_list(rows: list[Row], draw: random.Random) -> list[Row]:
    """The page with one sentence as a list: its first clause announces the others."""
    for row in draw.sample(range(len(rows)), len(rows)):
        gap, words, kind = rows[row]
        intro, *items = words.rstrip(".").split("، ")
        short = [item for item in items if len(item) < LONGEST_ITEM]
        if kind == "body" and len(short) == len(items) >= LEAST_ITEMS and ":" not in intro:
            bullet, end = draw.choice(_BULLETS), draw.choice(("", "", ".", "؛"))
            listed = [(0, bullet.format(n) + item + end, kind) for n, item in enumerate(items, start=1)]
            return [*rows[:row], (gap, f"{intro}:", kind), *listed, *rows[row + 1 :]]
    return rows


def _list_contents(rows: list[Row], draw: random.Random) -> list[Row]:
    """The page with the list of its subheadings before the text."""
    names = [words for _, words, kind in rows if kind == "subheading"]
    first = next((row for row, (_, _, kind) in enumerate(rows) if kind.startswith(("body", "subh"))), 0)
    if len(names) < LEAST_ITEMS:
        return rows
    bullet = draw.choice(_BULLETS)
    listed = [(0, bullet.format(n) + name, "footer") for n, name in enumerate(names, start=1)]
    at = first + (draw.random() < 0.3)
    return [*rows[:at], (1, draw.choice(_CONTENTS), "footer"), *listed, *rows[at:]]


def _set_bullets(rows: Sequence[Row], draw: random.Random) -> list[Row]:
    """The page as a converter renders it: short lines in a row are items of lists."""
    bullets = draw.choice((("* ",), ("* ", "+ "), ("* ", "{}. "), ("- ",)))
    is_item = [len(words) < LONGEST_ITEM and not kind.startswith(("title", "sub")) for _, words, kind in rows]
    found, row = list(rows), 0
    while row < len(rows):
        stop = row
        while stop < len(rows) and is_item[stop]:
            stop += 1
        if stop - row >= LEAST_ITEMS:
            bullet = draw.choice(bullets)
            for place in range(row, stop):
                gap, words, kind = rows[place]
                found[place] = (gap and int(place == row), bullet.format(place - row + 1) + words, kind)
        row = stop + 1
    return found

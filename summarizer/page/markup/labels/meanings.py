"""The measures of a line of HTML in plain words; used by `explanations` and `kinds`.

A measure that is higher than usual says one thing, a lower one another: each has words for both.
"""

import re
from functools import lru_cache

# Each measure of a line or of its neighbours: what it says when it is high, and when it is low.
_WORDS = {
    "log_words": ("many words", "few words"),
    "long": ("a long line", "a short line"),
    "stop": ("a full stop at the end", "no full stop at the end"),
    "colon": ("a colon at the end", "no colon at the end"),
    "digits": ("many digits", "few digits"),
    "latin": ("many Latin letters", "few Latin letters"),
    "links": ("mostly links", "few links"),
    "linked": ("a link", "not a link"),
    "bold": ("in bold letters", "not in bold letters"),
    "log_size": ("in a large box", "in a small box"),
    "share_of_size": ("a large part of its box", "a small part of its box"),
    "extracted": ("taken as text by trafilatura", "not taken as text by trafilatura"),
    "heading": ("a heading", "not a heading"),
    "in_article": ("inside an <article>", "outside every <article>"),
    "title_same": ("the title that the page names", "not the title that the page names"),
    "title_begins": ("the beginning of the page's title", "not the beginning of the page's title"),
    "only_h1": ("the only <h1>", "not the only <h1>"),
    "before_title": ("above the title", "not above the title"),
    "just_after_title": ("just below the title", "not just below the title"),
    "log_after_title": ("far below the title", "not far below the title"),
    "log_times": ("more than once on the page", "only once on the page"),
    "announced": ("below a heading of other articles", "not below a heading of other articles"),
    "place": ("low on the page", "high on the page"),
    "long near": ("long lines around it", "few long lines around it"),
    "stop near": ("sentences around it", "few sentences around it"),
    "links near": ("links around it", "few links around it"),
    "extracted near": ("trafilatura takes lines around it", "trafilatura takes few lines around it"),
    "between extracted": (
        "between lines that trafilatura takes",
        "not between lines that trafilatura takes",
    ),
    "after extracted": (
        "below all lines that trafilatura takes",
        "not below all lines that trafilatura takes",
    ),
    "extracted share": ("trafilatura takes much of the page", "trafilatura takes little of the page"),
    "none extracted": ("trafilatura takes nothing of the page", "trafilatura takes something of the page"),
    "first of element": ("the first line of its element", "not the first line of its element"),
    "last of element": ("the last line of its element", "not the last line of its element"),
    "within element": ("in the middle of its element", "not in the middle of its element"),
    "log_lines": ("many of them", "few of them"),
    "log_containers": ("in many boxes", "in few boxes"),
}
# What the names of classes and ids stand for, by the groups of `names`.
_NAMED = {
    "text": "text",
    "article": "article",
    "title": "title",
    "lead": "introduction",
    "menu": "menu",
    "side": "side column",
    "foot": "foot of the page",
    "head": "head of the page",
    "related": "other articles",
    "share": "share links",
    "tags": "tags",
    "byline": "author",
    "date": "date",
    "meta": "details",
    "caption": "caption",
    "comment": "comments",
    "advert": "advertisement",
    "box": "invitation",
    "path": "path through the site",
    "list": "list",
    "ticker": "news ticker",
    "search": "search field",
}
_NEIGHBOURS = {
    "-2": "two lines above",
    "-1": "the line above",
    "+1": "the line below",
    "+2": "two lines below",
}
_BESIDE = re.compile(r"(?P<name>.+)@(?P<step>[+-]\d)")
_HEADING = re.compile("h[1-6]")


@lru_cache(maxsize=1024)
def say_plainly(name: str, *, is_high: bool) -> str:
    """What a measure says of a line for a reader, if it is higher than usual or if it is not."""
    if beside := _BESIDE.fullmatch(name):
        return f"{_NEIGHBOURS[beside['step']]}: {say_plainly(beside['name'], is_high=is_high)}"
    if name in _WORDS:
        return _WORDS[name][not is_high]
    kind, _, rest = name.partition(" ")
    if kind in ("container", "path"):
        return f"lines {'beside it' if kind == 'container' else 'of its kind'}: {_WORDS[rest][not is_high]}"
    if kind in ("own", "outer"):
        of = "its element" if kind == "own" else "the elements around it"
        return f"the names of {of} {'say' if is_high else 'do not say'} “{_NAMED[rest]}”"
    if kind == "form":
        return f"its words {'look' if is_high else 'do not look'} like: {rest.replace('_', ' ')}"
    if kind == "in":
        return f"{'inside' if is_high else 'outside'} {rest}"
    element = f"<{name}>" if _HEADING.fullmatch(name) else name
    return f"its element is {element}" if is_high else f"its element is not {element}"

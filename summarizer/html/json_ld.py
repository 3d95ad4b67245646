"""The article of a page in JSON-LD, as search engines read it."""

import json
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Characters of one script, and objects of a page, that are read.
_LONGEST, _MOST = 1_000_000, 2_000
# Values of a list that are read.
_MOST_LISTED = 50
_ARTICLES = ("Article", "Posting", "Report", "AnalysisNews", "Review", "Recipe")


def find_article(tree: "HtmlElement") -> dict[str, Any]:
    """The first object of a page that is an article, or an empty one."""
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        for node in _read_nodes(script.text or ""):
            if _is_article(node):
                return node
    return {}


def _read_nodes(text: str) -> Iterator[dict[str, Any]]:
    """The objects in a script, those in lists and graphs too; none where it is not JSON."""
    try:
        # `strict` would refuse line ends inside strings, which many sites leave there.
        left = deque([json.loads(text[:_LONGEST], strict=False)])
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST):
        if not left:
            return
        node = left.popleft()
        if isinstance(node, list):
            left.extendleft(reversed(node))
        elif isinstance(node, dict):
            yield node
            left.extendleft(node[key] for key in ("mainEntity", "@graph") if key in node)


def _is_article(node: dict[str, Any]) -> bool:
    return any(kind.endswith(_ARTICLES) for kind in read_texts(node.get("@type")))


def read_texts(value: object) -> tuple[str, ...]:
    """The strings of a value, in order: itself, the names of objects, those of a list."""
    texts, left = [], [value]
    while left:
        one = left.pop()
        if isinstance(one, str):
            texts.append(" ".join(one.split()))
        elif isinstance(one, dict):
            left.append(one.get("name"))
        elif isinstance(one, list):
            left += reversed(one[:_MOST_LISTED])
    return tuple(filter(None, texts))

"""The tree of a page, within bounds; nothing is fetched and no entity of its own is expanded."""

import re
from typing import TYPE_CHECKING

from summarizer.errors import HtmlError, TextError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Bytes of UTF-8. A larger page is an archive or a log.
LARGEST_PAGE = 20_000_000
# Tags, counted by "<" before a tree is built. The largest of 37 real pages has 4,672.
MOST_TAGS = 250_000
# Attributes of all tags that have over so many of them. For each one libxml2 walks through those before it:
# 20,000 of one tag take half a second, 40,000 three. In 36 real pages no tag has over 96.
MANY_ATTRIBUTES, MOST_ATTRIBUTES = 1_000, 20_000
# Elements within elements. libxml2 drops what lies deeper than 2,048, without an error.
DEEPEST = 2_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
# As HTML 5 has them: ">" may stand in quotes. Nothing is tried twice, so that time is linear.
_ATTRIBUTE = r"""[\s/]*+(?:[^\s/>=]++|=[^\s/>=]*+)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_START = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE})*+")
_ATTRIBUTES = re.compile(_ATTRIBUTE.replace('(?:"', '(?P<value>"'))
_FLAT = frozenset(
    [
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "script",
        "style",
        "p",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "time",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)


def build_tree(html: str) -> "HtmlElement | None":
    """The tree of a page; ``None`` where there is nothing in it.

    Raises ``TextError`` for a page that is too large and ``HtmlError`` without the extra.
    """
    html = _DECLARATION.sub("", html).replace("\x00", "")
    tree = _parse(html)
    # Elements that lie so deep have as many tags, but for a few that the parser adds.
    may_be_deep = html.count("<") >= DEEPEST // 2
    if tree is not None and may_be_deep and _measure_depth(tree) >= DEEPEST:
        tree = _parse(_TAG.sub(_flatten, html))
    return tree


def _parse(html: str) -> "HtmlElement | None":
    try:
        from lxml.etree import ElementDefaultClassLookup, LxmlError
        from lxml.html import HtmlComment, HtmlElement, HTMLParser, document_fromstring
    except ImportError as error:
        raise HtmlError(error.name or "lxml") from None

    data = html.encode(errors="replace")
    if len(data) > LARGEST_PAGE:
        raise TextError("page", f"{len(data):,} bytes", f"at most {LARGEST_PAGE:,}")
    if (n_tags := html.count("<")) > MOST_TAGS:
        raise TextError("page", f"{n_tags:,} tags", f"at most {MOST_TAGS:,}")
    _check_attributes(html)
    # `huge_tree` lets elements lie 2,048 deep, not 256; broken pages that never close <b> need that.
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    # One class for all elements: to ask for the class of each costs a tenth of the time of a page.
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment))
    try:
        return document_fromstring(data, parser=parser)
    # Nothing but white space or comments is an error of the library, or of its wrapper.
    except (LxmlError, ValueError, AssertionError):
        return None


def _check_attributes(html: str) -> None:
    """Raises ``TextError`` for more attributes in long tags than libxml2 reads in a short time."""
    n_found, spans = 0, [(0, len(html))]
    while spans:
        for tag in _START.finditer(html, *spans.pop()):
            start, end = tag.span()
            if end - start <= MANY_ATTRIBUTES:  # An attribute has a letter and a blank at least.
                continue
            n_attributes = 0
            for attribute in _ATTRIBUTES.finditer(html, start + 1, end):
                n_attributes += 1
                # A comment or a script may open quotes that are none to libxml2: what stands in them is read
                # too. It holds no quotes of their kind, so that no letter is read more than three times.
                if len(attribute["value"] or "") > MANY_ATTRIBUTES:
                    spans.append(attribute.span("value"))
            n_found += n_attributes if n_attributes > MANY_ATTRIBUTES else 0
    if n_found > MOST_ATTRIBUTES:
        raise TextError("page", f"{n_found:,} attributes in long tags", f"at most {MOST_ATTRIBUTES:,}")


def _measure_depth(tree: "HtmlElement") -> int:
    """How deep elements lie within elements."""
    from lxml.etree import iterwalk

    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _flatten(tag: re.Match[str]) -> str:
    """A page nested out of all measure keeps its lines and loses the elements around them."""
    name = tag[1].lower()
    if name in _FLAT:
        return tag[0]
    return "" if name in _INLINE else "<br>"

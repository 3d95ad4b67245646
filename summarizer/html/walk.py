"""One pass through the tree of a page: which text makes a line, and what is open around it.

A line ends where an element that makes a line of its own begins or ends, and at <br>. Cells of one row of a
table stand in one line, with a tab between them, as in copied text. What is hidden makes lines apart.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.html.elements import CELLS, HEADINGS, NO_TEXT, NO_WORDS, makes_line
from summarizer.html.open_elements import TELLING, Frame, open_element, read_attributes
from summarizer.text.validation import check_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# All that ends a line of text, and blanks that a browser shows as one. Not the no-break space.
_SPACES = re.compile(r"[ \t\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_LINE_ENDS = re.compile(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
# Marks of direction and other characters that do not show make no line.
_SHOWN = re.compile(r"[^\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ONLY_BLANKS = " \t\n\r"
# Elements around a line whose names count for it.
_AROUND = 6
# Characters of a title in large letters.
LONGEST_LARGE = 200
IMAGES = frozenset(("img", "amp-img"))
# Inline elements that a style sets apart from each other.
_SET_APART = frozenset(("span", "time", "small", "a", "strong", "b"))
# Elements of running text.
_OF_WORDS = frozenset(("p", "li", "tr", "blockquote", *HEADINGS))


class FoundLine(NamedTuple):
    """A line that is whole."""

    text: str
    gap: int  # blank lines before it
    is_hidden: bool
    container: int  # the number of the element around the one that makes the line
    markup: dict[str, Any]  # the fields of `Markup` but for the last two


@dataclass(slots=True)
class _Draft:
    """A line that is not yet whole."""

    parts: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    n_linked: int = 0
    n_bold: int = 0
    n_large: int = 0
    large: int = 0  # the lowest level that its letters have

    def clear(self) -> None:
        """Begin the next line."""
        self.parts.clear()
        if self.words:
            self.words = set()
        self.n_linked = self.n_bold = self.n_large = self.large = 0


class Walk:
    """One pass through a tree; its state is the elements that are open and the line so far."""

    def __init__(self) -> None:
        self.open: list[Frame] = [Frame("html", 0, is_block=True)]
        self.blocks: list[Frame] = [self.open[0]]
        self.shown, self.hidden = _Draft(), _Draft()
        self.lines: list[FoundLine] = []
        self.number = self.n_above = 0
        self.after_link = False
        self.after_style = ""  # of an inline element that has just ended
        self.image: tuple[int, ...] = ()  # the two elements around an image, if no text came after it
        self.gap = 0

    def run(self, tree: "HtmlElement") -> None:
        """Find the lines."""
        from lxml.etree import iterwalk

        walk = iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if not isinstance(tag, str) or tag in NO_TEXT:
                    walk.skip_subtree()
                    self.open.append(self.open[-1])
                    continue
                is_block = makes_line(element, tag)
                if tag == "br" or is_block:
                    self._end_line(is_break=tag == "br")
                self._enter(element, tag, is_block=is_block)
                if text := element.text:
                    self._add(text)
            else:
                if isinstance(tag, str) and tag not in NO_TEXT and makes_line(element, tag):
                    self._end_line(is_break=tag == "p")
                    if self.open[-1].is_block and self.blocks[-1] is self.open[-1]:
                        self.blocks.pop()
                self.open.pop()
                self.after_link = tag == "a"
                self.after_style = _name_style(element) if tag in _SET_APART else ""
                if (tail := element.tail) and element is not tree:
                    self._add(tail)
        self._end_line()

    def _enter(self, element: "HtmlElement", tag: str, *, is_block: bool) -> None:
        """An element is open now; one that says nothing of its text stands for the one around it."""
        self.number += 1
        self.n_above += len(self.open)
        if tag in CELLS:
            self._set_apart("\t")
        if tag == "a" and self.after_link:
            # Links side by side would make one word; a browser sets them apart by their style.
            self._set_apart(" ")
        attributes = read_attributes(element)
        if tag in _SET_APART and self._is_set_apart(element):
            self._set_apart(" ")
        if tag in IMAGES:
            self.image = tuple([frame.number for frame in self.blocks[-2:]])
        if not (is_block or attributes or tag in TELLING):
            self.open.append(self.open[-1])
            return
        self.open.append(open_element(self.open[-1], self.number, tag, attributes, is_block=is_block))
        if is_block:
            self.blocks.append(self.open[-1])

    def _is_set_apart(self, element: "HtmlElement") -> bool:
        """Whether its style sets an element apart from the one right before it: a name, a date, a counter.

        In running text both must be named: letters of a word may stand in elements of their own there.
        """
        style = _name_style(element)
        if self.after_style in ("", style):
            return False
        return self.blocks[-1].tag not in _OF_WORDS or ("." in style and "." in self.after_style)

    def _set_apart(self, blank: str) -> None:
        for draft in (self.shown, self.hidden):
            if draft.parts:
                draft.parts.append(blank)

    def _add(self, text: str) -> None:
        """Text of the innermost element."""
        self.after_link, self.after_style = False, ""
        frame = self.open[-1]
        if not frame.keeps_lines:
            self._add_run(text, frame)
            return
        start = 0
        for end in _LINE_ENDS.finditer(text):
            self._add_run(text[start : end.start()], frame)
            self._end_line()
            start = end.end()
        self._add_run(text[start:], frame)

    def _add_run(self, text: str, frame: Frame) -> None:
        draft = self.hidden if frame.is_hidden else self.shown
        if not text.strip(_ONLY_BLANKS):
            # Most runs stand between two elements. At the beginning of a line blanks are cut off.
            if text and draft.parts:
                draft.parts.append(" ")
            return
        plain = _SPACES.sub(" ", text)
        draft.parts.append(plain)
        size = len(plain.strip())
        if not size:
            return
        if frame.inline_words:
            draft.words |= frame.inline_words
        if frame.in_link:
            draft.n_linked += size
        if frame.in_bold:
            draft.n_bold += size
        if frame.large:
            draft.n_large += size
            draft.large = max(draft.large, frame.large)

    def _end_line(self, *, is_break: bool = False) -> None:
        """The line so far is whole; an empty paragraph, or a second <br>, is a blank line."""
        if not (self.shown.parts or self.hidden.parts):  # Most elements begin or end at the end of another.
            self.gap += is_break
            return
        is_empty = True
        for draft in (self.shown, self.hidden):
            if not draft.parts:
                continue
            text = _join(draft.parts)
            if _SHOWN.search(text):
                is_empty = False
                self.lines.append(self._describe(draft, text))
                self.gap, self.image = 0, ()
                check_lines(len(self.lines), "page")
            draft.clear()
        self.gap += is_empty and is_break

    def _describe(self, draft: _Draft, text: str) -> FoundLine:
        owner, above = self.blocks[-1], self.blocks[-2] if len(self.blocks) > 1 else None
        if above is not None and above.reach is None:
            above.reach = NO_WORDS.union(*(frame.words for frame in self.blocks[-2 : -2 - _AROUND : -1]))
        if not owner.path:
            owner.path = ">".join([_name(frame.tag, frame.words) for frame in self.blocks[-3:]])
        container = above.number if above else 0
        markup = {
            "tag": owner.tag,
            "path": owner.path,
            "element": owner.number,
            "container": container,
            "own_words": owner.words | draft.words if draft.words else owner.words,
            "outer_words": (above.reach if above else None) or NO_WORDS,
            "areas": owner.areas,
            "article": owner.article,
            "level": owner.level or (draft.large if len(text) == draft.n_large <= LONGEST_LARGE else 0),
            "link_density": min(1.0, draft.n_linked / len(text)),
            "bold_density": min(1.0, draft.n_bold / len(text)),
            "image": next((number for number in (owner.number, container) if number in self.image), 0),
        }
        return FoundLine(text, self.gap, draft is self.hidden, container, markup)


def _name_style(element: "HtmlElement") -> str:
    """The tag and class of an inline element, by which a page sets it apart from the one beside it."""
    name = element.get("class")
    return f"{element.tag}.{name or ''}" if name or element.tag == "time" else str(element.tag)


@lru_cache(maxsize=8192)
def _name(tag: str, words: frozenset[str]) -> str:
    """The name of an element in a path; cached, since most elements of a template stand in many places."""
    return ".".join((tag, *sorted(words)[:4]))


def _join(parts: list[str]) -> str:
    """One line: one blank for several, none at the ends, none around a tab."""
    text = "".join(parts).strip()
    if "  " in text:
        text = re.sub(" {2,}", " ", text)
    if "\t" in text:
        text = re.sub(r" *\t[ \t]*", "\t", text)
    return text

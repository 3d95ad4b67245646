"""The kind of a line of HTML that is left out, and the reason: what it is, and what spoke for it."""

from summarizer.page.markup.element_names import split_path
from summarizer.page.markup.labels.meanings import say_plainly
from summarizer.page.markup.records import HtmlLabel, Labelled
from summarizer.page.reasons import REASONS, SPOKE
from summarizer.page.records import Line
from summarizer.records import Block, Markup, Removed, RemovedKind

# Names that templates give to bylines, to the line itself alone, and to what stands beside them. The element
# <address> above a text is for its author.
BYLINE_WORDS = frozenset(
    [
        "author",
        "authors",
        "byline",
        "writer",
        "writers",
        "reporter",
        "journalist",
        "editor",
        "columnist",
        "address",
        "credits",
    ]
)
OWN_BYLINE_WORDS = BYLINE_WORDS | {"by"}
NO_BYLINE = frozenset(("date", "time", "bio", "articles", "more", "share", "social"))
# Words.
LONGEST_BYLINE = 12
_KINDS = {
    HtmlLabel.BYLINE: RemovedKind.BYLINE,
    HtmlLabel.DATE: RemovedKind.DATE,
    HtmlLabel.TAGS: RemovedKind.TAGS,
}
# Of lines that the markup decides on, where the words of text pages would say too much.
_SAID = REASONS | {
    RemovedKind.REPEAT: "repeats an earlier line",
    RemovedKind.NAVIGATION: "a line of a menu or a box",
    RemovedKind.FOOTER: "a line after the end of the text",
    RemovedKind.HIDDEN: "a line that the page does not show",
}


def build_removed(line: Line, markup: Markup, labelled: Labelled, *, is_before: bool) -> Removed:
    """A line left out, with its kind and the measures that spoke for it; ``is_before`` the text."""
    kind = _find_kind(line, markup, labelled.label, is_before=is_before)
    spoke = ", ".join(say_plainly(name, is_high=is_high) for name, is_high in labelled.spoke)
    reason = f"{_SAID[kind]}{SPOKE}{spoke}"
    return Removed(line.block.text, line.block.span, kind, reason)


def build_hidden(block: Block) -> Removed:
    """A line that the page does not show."""
    return Removed(block.text, block.span, RemovedKind.HIDDEN, _SAID[RemovedKind.HIDDEN])


def _find_kind(line: Line, markup: Markup, label: HtmlLabel, *, is_before: bool) -> RemovedKind:
    if label is HtmlLabel.BYLINE and " " not in line.block.text:
        return RemovedKind.WIDGET
    if label in _KINDS:
        return _KINDS[label]
    if isinstance(line.form, RemovedKind) and line.form is not RemovedKind.NAVIGATION:
        return line.form
    if "footer" in markup.areas:
        return RemovedKind.FOOTER
    return RemovedKind.NAVIGATION if is_before or "nav" in markup.areas else RemovedKind.FOOTER


def is_byline(line: Line, markup: Markup) -> bool:
    """Whether the template names a short line as the author of the article."""
    is_short = 0 < line.block.text.count(" ") < LONGEST_BYLINE
    is_inside = not BYLINE_WORDS.isdisjoint(split_path(markup))
    is_named = is_inside or not OWN_BYLINE_WORDS.isdisjoint(markup.own_words)
    return is_short and is_named and markup.own_words.isdisjoint(NO_BYLINE)

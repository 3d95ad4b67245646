"""Lines of a text that the labels miss, and lines that they take for text; used by `roles`.

What stands beside the paragraphs of a text, or in the same place of the next part of it, is text too.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from summarizer.page.markup.element_names import split_path
from summarizer.page.markup.records import HtmlLabel
from summarizer.page.records import LONG, Form, Line
from summarizer.records import Markup, RemovedKind

# Paragraphs in an element, before a sentence above them is text too.
FEWEST_BESIDE = 2
# Sentences side by side that are a text though no label says so, and the characters of each.
FEWEST_SENTENCES, SHORTEST_SENTENCE = 3, 50
# Paragraphs side by side, before one between them is text whatever its label.
FEWEST_BETWEEN = 4
# Elements of one name with paragraphs.
FEWEST_ENTRIES = 3
# The share of the characters of a sentence that may stand in links.
FEW_LINKS = 0.3
# Characters of a sentence that was taken for a title.
SENTENCE_LENGTH = 60
# Names that templates give to the key points of a text, and the least number of them.
POINT_WORDS, FEWEST_POINTS = frozenset(("points", "highlights", "takeaways", "keypoints")), 2
_NO_TEXT = (HtmlLabel.TITLE, HtmlLabel.FURNITURE)
_OUTSIDE = frozenset(("aside", "nav", "footer", "figure", "form", "header"))


def find_other_texts(body: Sequence[int], lines: Sequence[Line], markups: Sequence[Markup]) -> list[int]:
    """Lines of text under a heading of other articles that stand in other elements than the text above it."""
    rows = range(body[0] + 1, body[-1]) if body else ()
    heading = next((row for row in rows if lines[row].form is RemovedKind.RELATED_HEADING), None)
    if heading is None:
        return []
    above = [row for row in body if row < heading]
    below = [row for row in body if row > heading]
    own = {markups[row].container for row in above}
    if len(own) == len(above) > 1:
        # Each paragraph stands in an element of its own, and all of them at one path.
        paths = {markups[row].path for row in above}
        below = [row for row in below if markups[row].path not in paths]
    # The text goes on where a later line stands beside the first ones: the heading was of a box in the text.
    last = max((row for row in below if markups[row].container in own), default=heading)
    return [row for row in below if markups[row].container not in own and row > last]


def find_main_text(rows: range, lines: Sequence[Line], markups: Sequence[Markup]) -> list[int]:
    """The sentences of a page without a labelled text: most of those that stand side by side, of one name."""
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row in rows:
        line, markup = lines[row], markups[row]
        is_free = markup.link_density < FEW_LINKS and markup.areas.isdisjoint(_OUTSIDE)
        if is_free and line.form is Form.PARAGRAPH:
            groups[markup.container, markup.path].append(row)
    main = max(groups.values(), key=len, default=[])
    n_long = sum(len(lines[row].block.text) >= SHORTEST_SENTENCE for row in main)
    return main if n_long >= FEWEST_SENTENCES else []


def find_missed_text(
    rows: range, roles: Mapping[int, HtmlLabel], lines: Sequence[Line], markups: Sequence[Markup]
) -> list[int]:
    """Sentences beside the paragraphs of a text, or after it at their path in the same article."""
    body = [row for row in rows if roles[row] is HtmlLabel.BODY]
    if not body:
        return []
    counts = Counter(markups[row].container for row in body if markups[row].tag == "p")
    # Before a text, some notices stand beside its only paragraph.
    several = {container for container, n_lines in counts.items() if n_lines >= FEWEST_BESIDE}
    # A path without a class says too little: boxes about the writer have it as well.
    named = [row for row in body if markups[row].article and "." in markups[row].path]
    paths = {(markups[row].path, markups[row].article) for row in named}
    counted = Counter(markups[row].path for row in body if "." in markups[row].path)
    often = {path for path, n_lines in counted.items() if n_lines >= FEWEST_BESIDE}
    outside = list_outside(body, markups)
    missed = [
        row
        for row in (*range(rows.start, body[0]), *range(body[-1] + 1, rows.stop))
        if roles[row] is HtmlLabel.FURNITURE and _is_free_paragraph(lines[row], markups[row], outside)
    ]
    entries = list_entries(body, missed, markups)
    apart = find_apart(body, markups)
    found = [
        row
        for row in missed
        if (row > body[0] and (markups[row].path, markups[row].areas) == apart and markups[row].is_extracted)
        or (markups[row].container in (several if row < body[0] else counts))
        or (row < body[0] and markups[row].is_extracted and markups[row].path in often)
        or (row > body[0] and (markups[row].path, markups[row].article) in paths)
        or markups[row].path in entries
    ]
    sentences = [row for row in found if lines[row].form is Form.PARAGRAPH]
    # A line without a full stop is text between two that have one.
    first, last = min((body[0], *sentences)), max((body[-1], *sentences))
    found += _find_between(body, roles, lines, markups)
    more = _find_next_in_element(body, roles, lines, markups)
    return [*[row for row in found if first <= row <= last], *more]


def _find_between(
    body: Sequence[int], roles: Mapping[int, HtmlLabel], lines: Sequence[Line], markups: Sequence[Markup]
) -> Iterator[int]:
    """Paragraphs between those of a text, in the same element and with the same names as most of them."""
    counts = Counter((markups[row].container, markups[row].path) for row in body)
    place, n_lines = counts.most_common(1)[0]
    if 2 * n_lines <= len(body) or n_lines < FEWEST_BETWEEN:
        return
    outside = list_outside(body, markups)
    for row in range(body[0] + 1, body[-1]):
        is_beside = roles[row] is HtmlLabel.FURNITURE and (markups[row].container, markups[row].path) == place
        if is_beside and _is_free_paragraph(lines[row], markups[row], outside):
            yield row


def find_apart(body: Sequence[int], markups: Sequence[Markup]) -> tuple[str, frozenset[str]] | None:
    """The path and the areas of paragraphs each of which stands in an element of its own."""
    places = {(markups[row].path, markups[row].areas) for row in body}
    are_apart = len({markups[row].container for row in body}) == len(body) >= FEWEST_ENTRIES
    return next(iter(places)) if are_apart and len(places) == 1 else None


def _find_next_in_element(
    body: Sequence[int], roles: Mapping[int, HtmlLabel], lines: Sequence[Line], markups: Sequence[Markup]
) -> Iterator[int]:
    """The sentences right below a text whose lines have line breaks between them, in the same element."""
    elements = Counter(markups[row].element for row in body)
    row = body[-1] + 1
    while roles.get(row) is HtmlLabel.FURNITURE and lines[row].form is Form.PARAGRAPH:
        markup = markups[row]
        if elements[markup.element] < FEWEST_ENTRIES or markup.link_density >= FEW_LINKS:
            return
        yield row
        row += 1


def list_entries(body: Sequence[int], others: Sequence[int], markups: Sequence[Markup]) -> frozenset[str]:
    """The path of most of a text if several elements have such lines: the entries of a live blog.

    others  rows of further paragraphs
    """
    counts = Counter(markups[row].path for row in body if "." in markups[row].path)
    path, n_lines = max(counts.items(), key=lambda item: item[1], default=("", 0))
    elements = {markups[row].container for row in (*body, *others) if markups[row].path == path}
    is_most = 2 * n_lines > len(body) and len(elements) >= FEWEST_ENTRIES
    return frozenset([path]) if is_most else frozenset()


def find_key_points(
    body: Sequence[int], roles: Mapping[int, HtmlLabel], lines: Sequence[Line], markups: Sequence[Markup]
) -> list[int]:
    """Sentences of a list above a text that its template calls the key points; an <aside> holds a box."""
    rows = [row for row in roles if row < body[0] and "li" in markups[row].areas]
    named = [row for row in rows if not POINT_WORDS.isdisjoint(split_path(markups[row]))]
    if not named or not markups[named[0]].areas.isdisjoint(_OUTSIDE):
        return []
    items = [row for row in named if not markups[row].link_density and lines[row].form is Form.PARAGRAPH]
    return items if len(items) == len(named) >= FEWEST_POINTS else []


def list_outside(body: Sequence[int], markups: Sequence[Markup]) -> frozenset[str]:
    """The parts of a page in which no line of a text stands; some templates put it whole into a <header>."""
    return _OUTSIDE.difference(*(markups[row].areas for row in body))


def _is_free_paragraph(line: Line, markup: Markup, outside: Collection[str]) -> bool:
    """Whether a line stands in a paragraph of its own, is no link, and is in no box."""
    is_free = markup.link_density < FEW_LINKS and markup.areas.isdisjoint(outside)
    return line.form in (*LONG, Form.QUESTION) and markup.tag == "p" and is_free


def find_missed_opening(
    body: Sequence[int], roles: Mapping[int, HtmlLabel], lines: Sequence[Line], markups: Sequence[Markup]
) -> list[int]:
    """Sentences right above a text, in the same place as its first line, that were taken for its title."""
    first, found = body[0], list[int]()
    is_titled = any(markups[row].level for row in roles if row < first)
    row = first - 1 if is_titled else -1
    while roles.get(row) in _NO_TEXT and _is_beside(row, first, lines, markups):
        found.append(row)
        row -= 1
    return found


def _is_beside(row: int, first: int, lines: Sequence[Line], markups: Sequence[Markup]) -> bool:
    one, other = markups[row], markups[first]
    is_same = (one.path, one.container, one.tag) == (other.path, other.container, other.tag)
    is_sentence = lines[row].form is Form.PARAGRAPH and len(lines[row].block.text) >= SENTENCE_LENGTH
    return is_same and is_sentence and not one.link_density and not one.level

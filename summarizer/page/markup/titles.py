"""Where the articles of a page of HTML begin, and which line is the title of each."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from summarizer.page.markup.letters import read_letters
from summarizer.page.markup.records import HtmlLabel
from summarizer.page.records import Form, Line
from summarizer.records import Markup

# Titles of one kind, each with a text below it, before a page is read as several articles. Two do where the
# page itself puts each into an <article>.
FEWEST_STORIES = 3
# Characters. A title that the metadata goes on from, with the name of the site, has at least so many.
SHORTEST_TITLE = 8
# Letters of a title at the end of the name of the page, behind the name of the site.
SHORTEST_LAST = 16
PHOTO_WORDS = frozenset(("caption", "figcaption", "photo", "image", "picture"))
# Names of an entry, with which those of its title begin; sentences among which a title may stand.
ENTRY_WORDS, OPENING = frozenset(("entry", "post", "topic")), 3
# Names that templates give to titles.
TITLE_WORDS = frozenset(("title", "headline", "heading"))
LOWEST = 7
# The share of the characters of a line that stand in a link, before the line is one.
LINKED = 0.8


def group_stories(
    lines: Sequence[Line], markups: Sequence[Markup], labels: Sequence[HtmlLabel]
) -> tuple[range, ...]:
    """The rows of each article: one range, or one a title where several titles of one kind have texts.

    Lines above the first of several may be in none.
    """
    starts = _find_story_starts(markups, labels)
    if not starts:
        return (range(len(lines)),)
    # What stands above the first headline of a digest is its menu, if it has no sentence.
    above = range(starts[0])
    if any(labels[row] is HtmlLabel.BODY and lines[row].form is Form.PARAGRAPH for row in above):
        starts[0] = 0
    return tuple(range(start, stop) for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True))


def _find_story_starts(markups: Sequence[Markup], labels: Sequence[HtmlLabel]) -> list[int]:
    opened = {markup.article: row for row, markup in reversed(list(enumerate(markups)))}
    titles = [row for row in range(len(labels)) if _begins_story(row, markups[row], labels[row], opened)]
    texts = [row for row, label in enumerate(labels) if label is HtmlLabel.BODY]
    with_text = _list_with_text(titles, texts, len(labels))
    kinds = Counter(markups[row].path for row in with_text)
    if not kinds:
        return []
    path, count = max(kinds.items(), key=lambda item: item[1])
    stories = [row for row in with_text if markups[row].path == path]
    apart = {markups[row].article for row in stories} - {0}
    if count >= FEWEST_STORIES:
        return _add_linked(stories, path, markups, texts)
    return stories if len(apart) == len(stories) > 1 else []


def _add_linked(stories: list[int], path: str, markups: Sequence[Markup], texts: Sequence[int]) -> list[int]:
    """The titles of a digest with those that the labels miss: headings in the same place that are links."""
    known = set(stories)
    titles = [
        row
        for row, markup in enumerate(markups)
        if markup.path == path and (row in known or (markup.level and markup.link_density > LINKED))
    ]
    return sorted(known.union(_list_with_text(titles, texts, len(markups))))


def _list_with_text(titles: Sequence[int], texts: Sequence[int], n_lines: int) -> list[int]:
    """The titles that have a line of text before the next title."""
    return [
        row
        for row, stop in pairwise([*titles, n_lines])
        if bisect_left(texts, row) < bisect_left(texts, stop)
    ]


def _begins_story(row: int, markup: Markup, label: HtmlLabel, opened: Mapping[int, int]) -> bool:
    """A title, or a heading that is a link or opens an <article>: a subheading does neither.

    opened  the first row of each <article>
    """
    if label is HtmlLabel.SUBHEADING:
        opens = markup.article > 0 and opened[markup.article] == row
        return bool(markup.level) and (opens or markup.link_density > LINKED)
    return label is HtmlLabel.TITLE


def find_title(
    lines: Sequence[Line],
    markups: Sequence[Markup],
    roles: Mapping[int, HtmlLabel],
    named: str | None,
) -> int | None:
    """The row of the title of one article: what the labels, the metadata and the headings say together.

    named  what the metadata calls the page; a line that says the same is preferred
    """
    body = [row for row, role in roles.items() if role is HtmlLabel.BODY]
    if not body:
        return None
    wanted = read_letters(named or "")
    above = [row for row in roles if row < body[-1] and roles[row] is not HtmlLabel.RELATED]
    same = _list_same(above, lines, wanted)
    known = frozenset(same)
    above = [row for row in above if row in known or _may_be_title(lines[row], markups[row])]
    labelled = [row for row in above if roles[row] is HtmlLabel.TITLE and not _is_of_photo(markups[row])]
    named_so = [
        row for row in labelled if markups[row].level or not TITLE_WORDS.isdisjoint(markups[row].own_words)
    ]
    headings = [row for row in above if row < body[0] and markups[row].level]
    entries = [row for row in above if _is_of_entry(markups[row])]
    opening = body[min(OPENING, len(body)) - 1]
    for rows in (
        [row for row in labelled if row in known],
        entries if len(entries) == 1 else [],
        named_so,
        [row for row in same if markups[row].level],
        [row for row in same if row <= opening and len(read_letters(lines[row].block.text)) >= SHORTEST_LAST],
        headings,
        labelled,
        [row for row in above if row < body[0] and not TITLE_WORDS.isdisjoint(markups[row].own_words)],
        [row for row in same if row < body[0]],
    ):
        if rows:
            # Of headings the highest, of equals the first.
            return min(rows, key=lambda row: (markups[row].level or LOWEST, row))
    return None


def _list_same(rows: Sequence[int], lines: Sequence[Line], wanted: str) -> list[int]:
    """The rows of the title that the metadata names; the name of the site is shorter, if both stand there."""
    letters = {row: len(read_letters(lines[row].block.text)) for row in rows if _says(lines[row], wanted)}
    longest = max(letters.values(), default=0)
    return [row for row, n_letters in letters.items() if 2 * n_letters >= longest]


def _is_of_entry(markup: Markup) -> bool:
    """Whether a template names a line as the title of an entry."""
    return "title" in markup.own_words and not ENTRY_WORDS.isdisjoint(markup.own_words)


def _may_be_title(line: Line, markup: Markup) -> bool:
    """A title that no metadata names has two words or more, and stands in no menu."""
    is_inside = markup.areas.isdisjoint(("nav", "aside", "footer"))
    return " " in line.block.text and is_inside and not any(map(_is_of_site, markup.own_words))


def _is_of_site(name: str) -> bool:
    """Whether a template names the mark of a site so."""
    return name.startswith("logo") or name in ("brand", "branding", "masthead")


def _says(line: Line, wanted: str) -> bool:
    """Whether a line is the title that the metadata names, alone or before the name of the site."""
    if not wanted or len(line.block.text) > 2 * len(wanted) + SHORTEST_TITLE:
        return False
    said = read_letters(line.block.text)
    if said == wanted or (len(said) >= SHORTEST_TITLE and wanted.startswith(said)):
        return True
    # "Site - title" stands in fewer pages, and the end of a title is more often a section.
    return len(said) >= SHORTEST_LAST and wanted.endswith(said)


def _is_of_photo(markup: Markup) -> bool:
    """Whether a line stands in an element for a photo, and in none for a title."""
    return not PHOTO_WORDS.isdisjoint(markup.own_words) and TITLE_WORDS.isdisjoint(markup.own_words)

"""Several articles on one page: which lines of a text are the titles of further ones.

Between articles that were pasted below one another stand neither dates nor wider gaps. A headline says what
its first sentence says, in the same words; a subheading names a part of what the text above is about. In a
digest each headline stands above its summary.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from summarizer.page.phrases.matching import opens_clause
from summarizer.page.records import Form, Line, Region
from summarizer.page.rules.stretches import (
    HEADLINES_AND_CAPTIONS,
    find_rows,
    find_stretches,
    fold_text,
    is_sentence,
    list_stems,
)
from summarizer.records import RemovedKind
from summarizer.text.normalizing import normalize

# Words of a headline.
FEWEST_WORDS, MOST_WORDS = 5, 16
# Sentences of each article: of a subheading with one paragraph, a list or a guide is made.
FEWEST_SENTENCES = 2
# The share of the words of a headline that must stand in the first sentence, and may stand above.
SAID_BELOW, SAID_ABOVE = 0.5, 0.34
# The share of the words of the first title that another article has; the parts of a feature have more.
SAID_AGAIN = 0.25
# Entries of a page that lists articles; sentences of a summary.
FEWEST_ENTRIES, LONGEST_SUMMARY = 3, 2
# Words of the link to the rest of an article.
LINK_WORDS = 3
# Characters of what a letter says above its first entry.
LONGEST_GREETING = 120
# Reports of one page with the same closing; lines from a headline to its text: a place, a date.
FEWEST_CLOSINGS, LONGEST_HEAD = 2, 3
# Lines of text for each title of a digest, headlines that were not found among them.
MOST_PER_TITLE = 5
_UNDER_HEADLINES = (RemovedKind.DATE, RemovedKind.BYLINE, RemovedKind.DATELINE, Form.NUMBER)
_UNENDED = (*HEADLINES_AND_CAPTIONS, Form.WORD, Form.ITEM)
_ENTRY_HEADLINES = (Form.SHORT, Form.OPEN, Form.ITEM)
_LINKS = (Form.WORD, Form.SHORT)


def split_entries(regions: list[Region], lines: Sequence[Line]) -> None:
    """Headlines, each with a summary and a link to the rest, are the articles of a page without a text."""
    links = _find_links(lines)
    if len(links) < FEWEST_ENTRIES:
        return
    body = Region.BODY
    entries = list(_find_entries(lines, links))
    inside = {row for entry in entries for row in entry}
    others = [row for row, region in enumerate(regions) if region is body and row not in inside]
    if len(entries) < FEWEST_ENTRIES or not _are_greeting(others, entries[0], lines):
        return
    regions[: entries[0].start] = [Region.FRONT] * entries[0].start
    for entry in entries:
        for row in entry:
            regions[row] = Region.BODY if lines[row].form is Form.PARAGRAPH else Region.HEAD
        regions[entry[0]], regions[entry[-1]] = Region.TITLE, Region.END
    for row in range(entries[-1].stop, len(regions)):
        if lines[row].form is RemovedKind.RELATED_HEADING:
            return
        if regions[row] is Region.RELATED:
            regions[row] = Region.END


def _are_greeting(rows: Sequence[int], first: range, lines: Sequence[Line]) -> bool:
    """Whether some lines of text are no more than what a letter says above its first entry."""
    n_letters = sum(len(lines[row].block.text) for row in rows)
    return not rows or (rows[-1] < first.start and n_letters <= LONGEST_GREETING)


def split_bulletins(regions: list[Region], lines: Sequence[Line]) -> None:
    """The reports of a wire service, each closed by the same word ("ends /a.b./ 11:20"), are articles."""
    footer = RemovedKind.FOOTER
    closings = [row for row, line in enumerate(lines) if line.form is footer]
    if len(closings) < FEWEST_CLOSINGS:
        return
    first = lines[closings[0]].folded.partition(" ")[0]
    if any(lines[row].folded.partition(" ")[0] != first for row in closings):
        return
    reports = [_find_report(range(row + 1, stop), lines) for row, stop in pairwise(closings)]
    if not all(reports):
        return
    for row, report in zip(closings, reports, strict=False):
        regions[row : report.start] = [Region.END] * (report.start - row)
        regions[report.start] = Region.TITLE
        for place in report[1:]:
            regions[place] = Region.BODY if lines[place].form is Form.PARAGRAPH else Region.HEAD
    regions[closings[-1]] = Region.END


def _find_report(rows: range, lines: Sequence[Line]) -> range:
    """The rows of a report from its headline on, behind its number if it has one; empty for none."""
    start = rows.start + (rows.start in rows and any(map(str.isdigit, lines[rows.start].folded)))
    head = next((row for row in range(start, rows.stop) if lines[row].form is Form.PARAGRAPH), rows.stop)
    is_headed = start < head < rows.stop and head - start <= LONGEST_HEAD
    texts = lines[head : rows.stop]
    is_report = is_headed and lines[start].form in (Form.SHORT, Form.OPEN)
    is_report = is_report and all(line.form is Form.PARAGRAPH for line in texts)
    return range(start, rows.stop) if is_report else range(0)


def complete_digest(regions: list[Region], lines: Sequence[Line]) -> None:
    """In a digest, a headline above a summary that says the same is a title too."""
    n_titles, n_body = regions.count(Region.TITLE), regions.count(Region.BODY)
    if n_titles < FEWEST_ENTRIES or n_body > MOST_PER_TITLE * n_titles:
        return
    for row in range(1, len(regions) - 1):
        is_inside = regions[row - 1] is regions[row] is regions[row + 1] is Region.BODY
        is_head = lines[row].form in (Form.SHORT, Form.OPEN) and lines[row + 1].form is Form.PARAGRAPH
        if is_inside and is_head and _says_so(row, row + 1, lines):
            regions[row] = Region.TITLE


def _find_links(lines: Sequence[Line]) -> frozenset[int]:
    """The rows that say "read more", or else those of the few words that stand there most often."""
    forms = [line.form for line in lines]
    if sum([forms.count(form) for form in (RemovedKind.READ_MORE, *_LINKS)]) < FEWEST_ENTRIES:
        return frozenset()
    if forms.count(RemovedKind.READ_MORE) >= FEWEST_ENTRIES:
        return frozenset(row for row, form in enumerate(forms) if form is RemovedKind.READ_MORE)
    short = {
        row: lines[row].folded
        for row, form in enumerate(forms)
        if form in _LINKS and lines[row].folded.count(" ") < LINK_WORDS
    }
    if len(short) < FEWEST_ENTRIES:
        return frozenset()
    said, times = max(Counter(short.values()).items(), key=lambda item: item[1])
    return frozenset(row for row, words in short.items() if words == said and times >= FEWEST_ENTRIES)


def _find_entries(lines: Sequence[Line], links: Collection[int]) -> Iterator[range]:
    """The rows of each headline with its date, its summary and the link to the rest."""
    row = 0
    while row + 2 < len(lines):
        stop = row + 1
        while stop < len(lines) and lines[stop].form in _UNDER_HEADLINES:
            stop += 1
        first = stop
        while stop < len(lines) and lines[stop].form is Form.PARAGRAPH:
            stop += 1
        is_closed = stop in links
        if lines[row].form in _ENTRY_HEADLINES and 0 < stop - first <= LONGEST_SUMMARY and is_closed:
            yield range(row, stop + 1)
            row = stop + 1
        else:
            row = max(row + 1, stop - 1)


def split_stacked(regions: list[Region], lines: Sequence[Line]) -> None:
    """The lines of one text that begin further articles become titles, if all its headings are such lines."""
    titles = find_rows(regions, Region.TITLE)
    if titles != [0] or Region.BODY not in regions:
        return
    body = find_rows(regions, Region.BODY)
    found = [row for row in body if lines[row].form in _UNENDED]
    # Few texts have nothing but headlines between their sentences, and to tell so costs little.
    if not found or not all(_may_begin(row, lines) for row in found):
        return
    starts = [1, *(row + 1 for row in found)]
    stops = [*found, body[-1] + 1]
    is_plain = all(isinstance(lines[row].form, Form) for row in range(body[0], body[-1] + 1))
    is_whole = all(stop - start >= FEWEST_SENTENCES for start, stop in zip(starts, stops, strict=True))
    if not (is_plain and is_whole and _says_so(0, 1, lines)):
        return
    articles = [range(row, stop) for row, stop in zip(found, stops[1:], strict=True)]
    subject = list_stems(lines[0])
    if any(_names(subject, rows, lines) for rows in articles):
        return
    if all(_begins_article(row, above, lines) for above, row in zip([0, *found], found, strict=False)):
        for row in found:
            regions[row] = Region.TITLE


def _names(subject: Sequence[str], rows: range, lines: Sequence[Line]) -> bool:
    """Whether some lines are about what the title of the page is about."""
    text = normalize("\n".join(lines[row].block.text for row in rows))
    return sum(stem in text for stem in subject) > SAID_AGAIN * len(subject)


def _may_begin(row: int, lines: Sequence[Line]) -> bool:
    """Whether a line has the form and the words of a headline, above a sentence that does not refer back."""
    line, below = lines[row], lines[row + 1 : row + 2]
    if line.form not in (Form.SHORT, Form.OPEN) or not _may_be_headline(line) or not below:
        return False
    return below[0].form is Form.PARAGRAPH and not opens_clause(below[0].opening)


def _begins_article(row: int, first: int, lines: Sequence[Line]) -> bool:
    """Whether a line is the headline of what follows and not of the article above, from its first row on."""
    if not _says_so(row, row + 1, lines):
        return False
    above = normalize("\n".join(other.block.text for other in lines[first:row]))
    stems = list_stems(lines[row])
    return sum(stem in above for stem in stems) <= SAID_ABOVE * len(stems)


def _says_so(title: int, sentence: int, lines: Sequence[Line]) -> bool:
    """Whether half of the words of a line stand in a sentence."""
    if not _may_be_headline(lines[title]):
        return False
    stems = list_stems(lines[title])
    text = fold_text(lines[sentence])
    n_said = sum(stem in text for stem in stems)
    return 1 < n_said >= SAID_BELOW * len(stems)


def _may_be_headline(line: Line) -> bool:
    """Whether a line has as many words as headlines have."""
    return FEWEST_WORDS <= line.folded.count(" ") + 1 <= MOST_WORDS


def keep_summaries(regions: list[Region], lines: Sequence[Line]) -> None:
    """A headline and its summary between two articles are one of a digest, not the end of the one above."""
    for rows in find_stretches(regions, Region.END):
        is_between = rows.start > 0 and regions[rows.start - 1] is Region.BODY
        is_between = is_between and regions[rows.stop : rows.stop + 1] == [Region.TITLE]
        heads, texts = lines[rows.start : rows.stop : 2], lines[rows.start + 1 : rows.stop : 2]
        is_paired = len(heads) == len(texts) and all(map(is_sentence, texts))
        if is_between and is_paired and all(line.form in HEADLINES_AND_CAPTIONS for line in heads):
            regions[rows.start : rows.stop] = [Region.TITLE, Region.BODY] * len(heads)

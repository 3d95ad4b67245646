"""Builds the articles of a page of HTML from labelled lines, and a reason for every line left out."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from summarizer.page.articles.related_items import split_items
from summarizer.page.lines.captions import match_texts
from summarizer.page.lines.credits import strip_credit
from summarizer.page.lines.notices import speaks_to_reader
from summarizer.page.markup.kinds import build_removed
from summarizer.page.markup.letters import read_letters
from summarizer.page.markup.records import PARTS, HtmlLabel, Labelled, MarkedPage, Story
from summarizer.page.markup.roles import settle_roles
from summarizer.page.markup.titles import group_stories
from summarizer.page.records import Line
from summarizer.records import Article, Caption, Page, Passage, Removed, RemovedKind


def assemble_marked(page: MarkedPage) -> Page:
    """The articles of a page in order, and the lines left out in order."""
    articles: list[Article] = []
    removed: list[Removed] = []
    stories = tuple(_find_stories(page))
    above = Story(
        page, range(stories[0].rows.start if stories else 0), is_only=False, single_paths=frozenset()
    )
    removed += _leave_out(above)
    for story in stories:
        article, left_out = _build_article(story, settle_roles(story))
        is_text = article.body and not _speaks_to_reader(article)
        articles += [article] if is_text else []
        removed += left_out if is_text else _leave_out(story)
    return Page(tuple(articles), tuple(sorted(removed, key=lambda one: one.span.start)))


def _find_stories(page: MarkedPage) -> Iterator[Story]:
    counts = Counter(markup.path for markup in page.markups)
    single_paths = frozenset(path for path, n_lines in counts.items() if n_lines == 1)
    groups = group_stories(page.lines, page.markups, [labelled.label for labelled in page.labels])
    for rows in groups:
        yield Story(page, rows, len(groups) == 1, single_paths)


def _build_article(story: Story, roles: Mapping[int, HtmlLabel]) -> tuple[Article, tuple[Removed, ...]]:
    by_role: dict[HtmlLabel, list[int]] = {role: [] for role in HtmlLabel}
    for row, role in roles.items():
        by_role[role].append(row)
    lines = story.page.lines
    related = [row for row in by_role[HtmlLabel.RELATED] if not isinstance(lines[row].form, RemovedKind)]
    items, widgets = split_items([lines[row] for row in related])
    titles, standfirsts = by_role[HtmlLabel.TITLE], by_role[HtmlLabel.STANDFIRST]
    article = Article(
        title=_pass(lines[titles[0]]) if titles else None,
        standfirst=_pass(lines[standfirsts[0]]) if standfirsts else None,
        captions=tuple(_join_captions([lines[row] for row in by_role[HtmlLabel.CAPTION]])),
        subheadings=tuple([_pass(lines[row]) for row in by_role[HtmlLabel.SUBHEADING]]),
        body=tuple([_pass(lines[row]) for row in by_role[HtmlLabel.BODY]]),
        related=items,
    )
    kept = {row for role in PARTS for row in by_role[role]} | set(related)
    left_out = {row: role for row, role in roles.items() if row not in kept}
    return article, (*_remove_lines(left_out, story, by_role), *widgets)


def _remove_lines(
    left_out: Mapping[int, HtmlLabel], story: Story, by_role: Mapping[HtmlLabel, Sequence[int]]
) -> Iterator[Removed]:
    """The lines that are no part of their article, each with the reason."""
    page = story.page
    title = page.lines[by_role[HtmlLabel.TITLE][0]] if by_role[HtmlLabel.TITLE] else None
    wanted = read_letters(title.block.text) if title else None
    text = by_role[HtmlLabel.BODY][0] if by_role[HtmlLabel.BODY] else story.rows.stop
    for row, role in left_out.items():
        line = page.lines[row]
        if title and read_letters(line.block.text) == wanted:
            reason = f"repeats the title at line {title.number}"
            yield Removed(line.block.text, line.block.span, RemovedKind.REPEAT, reason, title.block.span)
        else:
            labelled = Labelled(role, page.labels[row].spoke)
            yield build_removed(line, page.markups[row], labelled, is_before=row < text)


def _speaks_to_reader(article: Article) -> bool:
    """Whether the text is what the site says to its reader: to log in, to accept cookies."""
    title = article.title.text if article.title else ""
    has_more = article.captions or article.related
    return not has_more and speaks_to_reader(title, [one.text for one in article.body])


def _leave_out(story: Story) -> Iterator[Removed]:
    """All lines of a story, left out."""
    page = story.page
    for row in story.rows:
        labelled = Labelled(HtmlLabel.FURNITURE, page.labels[row].spoke)
        yield build_removed(page.lines[row], page.markups[row], labelled, is_before=False)


def _pass(line: Line) -> Passage:
    return Passage(line.block.text, line.block.span)


def _join_captions(lines: Sequence[Line]) -> Iterator[Caption]:
    """Each caption once, with every place of its article where it is repeated."""
    firsts = match_texts([line.block.text for line in lines], [strip_credit(line) for line in lines])
    rows: dict[int, list[int]] = defaultdict(list)
    for row, first in enumerate(firsts):
        rows[first].append(row)
    for first, *again in rows.values():
        block = lines[first].block
        yield Caption(block.text, block.span, tuple([lines[row].block.span for row in again]))

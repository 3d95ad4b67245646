"""The rules of this folder in the order in which they run; `rules` says what each is for."""

from collections.abc import Sequence

from summarizer.page.records import Line, Region
from summarizer.page.rules.boxes import drop_boxes, drop_repeated_articles, relate_teasers
from summarizer.page.rules.contents import drop_contents, follow_contents, keep_heading
from summarizer.page.rules.continuing import continue_texts, extend_texts, leave_related
from summarizer.page.rules.digests import (
    complete_digest,
    keep_summaries,
    split_bulletins,
    split_entries,
    split_stacked,
)
from summarizer.page.rules.endings import drop_headlines, end_texts
from summarizer.page.rules.guides import name_guides
from summarizer.page.rules.missing_texts import (
    begin_texts,
    drop_empty_articles,
    keep_some_text,
    keep_whole_text,
)
from summarizer.page.rules.tables import keep_tables
from summarizer.page.rules.title_words import choose_titles
from summarizer.page.rules.titles import move_titles, name_text, return_captions


def correct_walk(walk: Sequence[Region], lines: Sequence[Line], repeats: Sequence[int]) -> tuple[Region, ...]:
    """The regions after all rules."""
    regions = list(walk)
    drop_headlines(regions, lines)
    drop_repeated_articles(regions, lines, repeats)
    name_text(regions, lines)
    continue_texts(regions, lines)
    split_entries(regions, lines)
    split_bulletins(regions, lines)
    split_stacked(regions, lines)
    complete_digest(regions, lines)
    relate_teasers(regions, lines)
    keep_summaries(regions, lines)
    extend_texts(regions, lines)
    drop_contents(regions, lines, repeats)
    follow_contents(regions, lines)
    name_guides(regions, lines)
    drop_boxes(regions, lines)
    leave_related(regions, lines)
    keep_tables(regions, lines)
    end_texts(regions, lines)
    begin_texts(regions, lines)
    return_captions(regions, lines)
    move_titles(regions, lines)
    choose_titles(regions, lines)
    drop_empty_articles(regions, lines)
    keep_some_text(regions, lines)
    keep_heading(regions, lines, repeats)
    keep_whole_text(regions, lines)
    return tuple(regions)

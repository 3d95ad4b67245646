"""Why a page has no article: the last stage of `parsing` for such a page."""

from collections.abc import Sequence

from summarizer.page.lines.forms import SENTENCE_WORDS
from summarizer.page.lines.notices import speaks_to_reader
from summarizer.page.records import Form, Line
from summarizer.records import NoArticle


def explain_absence(lines: Sequence[Line]) -> NoArticle:
    """What the lines of a page without an article are.

    lines  those that the page shows, without its furniture
    """
    if not lines:
        return NoArticle.EMPTY
    sentences = [line.block.text for line in lines if _is_sentence(line)]
    if not sentences:
        return NoArticle.NO_SENTENCE
    is_notice = speaks_to_reader(lines[0].block.text, sentences)
    return NoArticle.NOTICE if is_notice else NoArticle.LEFT_OUT


def _is_sentence(line: Line) -> bool:
    """Also one that the table of phrases knows."""
    is_ended = line.folded.count(" ") >= SENTENCE_WORDS and line.folded.endswith(".")
    return line.form is Form.PARAGRAPH or is_ended

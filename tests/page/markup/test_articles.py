"""Articles of labelled lines of HTML."""

from summarizer.page.forms import describe_lines
from summarizer.page.markup.articles import MarkedPage, assemble_marked
from summarizer.page.markup.labels import HtmlLabel, Labelled
from summarizer.records import Markup
from summarizer.text.sentences.segmenting import find_blocks
from tests.page.pages import PARAGRAPHS, TITLE


def test_an_entry_under_one_word_has_no_caption_of_the_entry_above() -> None:
    """One word is no title, so the photo of the entry above stands near; it belongs to its own entry."""
    lines = describe_lines(
        find_blocks("\n".join([TITLE, PARAGRAPHS[0], "عاجل", PARAGRAPHS[1], "آخر", PARAGRAPHS[2]]))
    )
    labels = tuple(Labelled(label, ()) for label in (HtmlLabel.TITLE, HtmlLabel.BODY) * 3)
    title, text = Markup("p", "li", 0, 0), Markup("p", "li", 0, 0, areas=frozenset(("figcaption",)))
    page = assemble_marked(MarkedPage(lines, (title, text) * 3, labels, None))
    assert [[one.text for one in article.body] for article in page.articles] == [[row] for row in PARAGRAPHS]
    assert [article.captions for article in page.articles] == [(), (), ()]

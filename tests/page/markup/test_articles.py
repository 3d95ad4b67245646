"""Articles of labelled lines of HTML."""

from summarizer import parse_html
from summarizer.page.lines.forms import describe_lines
from summarizer.page.markup.articles import assemble_marked
from summarizer.page.markup.records import HtmlLabel, Labelled, MarkedPage
from summarizer.records import Markup, RemovedKind
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


def test_a_labelled_name_between_opening_lines_is_the_byline() -> None:
    """Whatever its element says; a name without a label may be a line of the text."""
    lines = describe_lines(
        find_blocks("\n".join([TITLE, PARAGRAPHS[0], "حوار: هالة الرندي", PARAGRAPHS[1], "هالة الرندي"]))
    )
    labels = tuple(Labelled(label, ()) for label in (HtmlLabel.TITLE, *[HtmlLabel.BODY] * 4))
    page = assemble_marked(MarkedPage(lines, (Markup("p", "div", 0, 0),) * 5, labels, None))
    assert [one.text for one in page.articles[0].body] == [*PARAGRAPHS[:2], "هالة الرندي"]
    assert [row.kind for row in page.removed] == [RemovedKind.BYLINE]


def test_a_heading_that_opens_an_article_element_is_a_title() -> None:
    """Two articles below each other; a heading further down in one of them is a subheading."""
    other = "تلاميذ المدرسة يزرعون مئة شجرة حول البئر"
    pieces = (
        f"<h2>{TITLE}</h2><p>{PARAGRAPHS[0]}</p><h2>خطوة أولى</h2><p>{PARAGRAPHS[1]}</p>",
        f"<h2>{other}</h2><p>{PARAGRAPHS[2]}</p>",
    )
    articles = "".join(f"<article>{piece}</article>" for piece in pieces)
    page = parse_html(f"<html><head><title>{TITLE}</title></head><body>{articles}</body></html>")
    assert [one.title.text for one in page.articles if one.title] == [TITLE, other]
    assert [[row.text for row in one.body] for one in page.articles] == [
        list(PARAGRAPHS[:2]),
        [PARAGRAPHS[2]],
    ]
    assert [row.text for row in page.articles[0].subheadings] == ["خطوة أولى"]


def test_a_headline_of_a_digest_that_the_labels_miss_begins_an_article() -> None:
    """It is a link in the place of the others, with a text below it."""
    titles = ["عاصفة في الوادي", "معرض كتاب في المدرسة", "سباق على ضفة النهر", "أسعار الخضار ترتفع"]
    texts = [*PARAGRAPHS[:3], "ارتفعت أسعار الخضار في أسواق البلدة قبل أيام من العيد بسبب قلة المطر."]
    rows = [line for pair in zip(titles, texts, strict=True) for line in pair]
    labels = [HtmlLabel.TITLE, HtmlLabel.BODY] * 4
    labels[2] = HtmlLabel.FURNITURE
    title, text = Markup("h2", "main>h2", 0, 0, level=2, link_density=1.0), Markup("p", "main>p", 0, 0)
    marked = MarkedPage(
        describe_lines(find_blocks("\n".join(rows))),
        (title, text) * 4,
        tuple(Labelled(label, ()) for label in labels),
        None,
    )
    articles = assemble_marked(marked).articles
    assert [(one.title and one.title.text, one.body[0].text) for one in articles] == list(
        zip(titles, texts, strict=True)
    )


def test_a_page_may_end_in_a_word_of_its_text() -> None:
    """A text of a few short lines, the last one a word: nothing stands below it that could be its title."""
    lines = describe_lines(find_blocks("\n".join([TITLE, "عاد", "مضى", "انطلق"])))
    labels = tuple(Labelled(label, ()) for label in (HtmlLabel.TITLE, *[HtmlLabel.BODY] * 3))
    page = assemble_marked(MarkedPage(lines, (Markup("p", "div", 0, 0),) * 4, labels, None))
    assert [one.text for one in page.articles[0].body] == ["عاد", "مضى", "انطلق"]

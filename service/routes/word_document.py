"""A summary as a Word document, right to left where its text is; used by `articles`."""

import io
import re
from typing import Any

from summarizer.records.replies import SummarizedArticle, SummaryReply

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# What XML 1.0 cannot hold (section 2.2 of its specification).
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_word_document(reply: SummaryReply) -> bytes:
    """Each article's title as a heading, its sentences as a list, and under them who, when and where."""
    from docx import Document

    document = Document()
    for article in reply.articles:
        _add_article(document, article)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_article(document: Any, article: SummarizedArticle) -> None:
    if article.title:
        _add(document, article.title.text, "Heading 2")
    for sentence in article.summary.sentences:
        _add(document, sentence.text, "List Bullet")
    facts = (article.byline, article.published, article.outlet)
    if known := " · ".join(fact.value for fact in facts if fact):
        _add(document, known, "Subtitle")


def _add(document: Any, text: str, style: str) -> None:
    """A paragraph from right to left, with its letters in the order of Arabic."""
    from docx.oxml import OxmlElement

    paragraph = document.add_paragraph(style=style)
    paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
    run = paragraph.add_run(_NOT_XML.sub("", text))
    run.font.rtl = True

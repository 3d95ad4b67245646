"""The story of key phrases: parse, then find what the title and the body are about."""

from summarizer.parsing import open_article
from summarizer.records import DEFAULT_PHRASES, Article, KeyPhrase
from summarizer.summary.key_phrases import rank_phrases


def find_key_phrases(source: str | Article, n: int = DEFAULT_PHRASES) -> tuple[KeyPhrase, ...]:
    """The terms that an article is about, best first, verbatim, one to three words each.

    source   an article, or a raw text that is parsed: its first article is meant
    returns  at most ``n`` phrases of title, standfirst and body; spans count the characters of the text

    Raises ``TextError`` for what is not a text and ``ModelError`` where the trained table is missing or
    damaged.
    """
    article = open_article(source)
    leading = [part for part in (article.title, article.standfirst) if part]
    return rank_phrases([*leading, *article.body], n)

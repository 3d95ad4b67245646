"""The story of key phrases: parse an article, then rank the phrases of its title and body."""

from summarizer.parsing import open_article
from summarizer.records import DEFAULT_PHRASES, Article, KeyPhrase
from summarizer.summary.key_phrases.ranking import rank_phrases


def find_key_phrases(source: str | Article, n: int = DEFAULT_PHRASES) -> tuple[KeyPhrase, ...]:
    """The terms that an article is about, best first, verbatim, one to three words each.

    source   an article, or a raw text, of which the first article is used
    returns  at most ``n`` phrases of title, standfirst and body; spans count the characters of the text

    Raises ``TextError`` for any other source and ``ModelError`` where the trained table is missing or
    damaged.
    """
    article = open_article(source)
    leading = [part for part in (article.title, article.standfirst) if part]
    return rank_phrases([*leading, *article.body], n)

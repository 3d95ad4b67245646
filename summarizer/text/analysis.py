"""The words of a text as summaries compare them, for indexes and classifiers of others."""

from summarizer.text.stemming import stem_forms
from summarizer.text.tokenizing import find_words
from summarizer.text.validation import check


def analyze(text: str) -> list[str]:
    """The root stems of the words of a text, in order: folded, without marks and without stop words.

    An analyzer for scikit-learn: ``TfidfVectorizer(analyzer=analyze)``. Raises ``TextError`` if ``text`` is
    not a text.
    """
    return stem_forms(find_words(check(text)))

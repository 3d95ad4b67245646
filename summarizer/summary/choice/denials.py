"""Sentences that deny what others say; used by `values`.

"But the group denied what the army had announced" consists of words that were said already, and yet says
the opposite.
"""

from itertools import product

from summarizer.text.form_cache import FormCache
from summarizer.text.tokenizing import find_words, fold_first, tokenize

_DENYING = frozenset(
    map(
        "".join,
        product(
            ("", "و", "ف"),
            tokenize(
                """
                نفى نفت نفوا نفيا نفتا ينفي تنفي ينفون تنفيان ينفيان نفيه نفيها نفيهم نافيا نافية نافين
                أنكر أنكرت أنكروا ينكر تنكر ينكرون إنكار إنكاره إنكارها منكرا منكرة
                كذب كذبت كذبوا يكذب تكذب يكذبون تكذيب مكذبا مكذبة فند فندت فندوا يفند تفند تفنيد مفندا مفندة
                """
            ),
        ),
    )
)


def denies(text: str) -> bool:
    """Whether a sentence has a verb of denying."""
    return any(map(_READ.__getitem__, find_words(text)))


_READ = FormCache(lambda form: fold_first(form) in _DENYING)

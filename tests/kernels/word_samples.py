"""Words that the kernel of words and stems might read otherwise than the patterns."""

import random

from hypothesis import strategies as st

from summarizer.summary.opening_words import list_roles

_LETTERS = "ابتةأإآلئوىيمنسكهفعرقد"
_STARTS = ("", "وال", "كال", "ال", "لل", "وو", "است", "مست", "ا", "م", "ت", "مت", "و", "ف", "ب")
_ENDS = ("", "تين", "همل", "ون", "ات", "ها", "هم", "هما", "ة", "ان", "ي", "ائ")
# Marks, ligatures, digits, other scripts, characters of other planes and of none; what stands between words.
_CHARACTERS = _LETTERS + "\u064b\u0640\u200fﻻﷲ\ufdfa½٣7aZéßא一\U00010330\ud800ﭐ\u0674\x00\uffff .\n-،'"
_KNOWN = sorted(list_roles())


def _join(parts: tuple[str, str, str]) -> str:
    return "".join(parts)


WORDS = st.one_of(
    st.tuples(st.sampled_from(_STARTS), st.text(_LETTERS, max_size=7), st.sampled_from(_ENDS)).map(_join),
    st.tuples(st.sampled_from(_STARTS), st.sampled_from(_KNOWN), st.sampled_from(_ENDS)).map(_join),
    st.text(_CHARACTERS, max_size=70),
)
WORD_TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=6)


def draw_word_texts(chance: random.Random) -> list[str]:
    """Some texts, without Hypothesis."""

    def draw() -> str:
        middle = "".join(chance.choices(_LETTERS, k=chance.randrange(8)))
        whole = _join(
            (chance.choice(_STARTS), chance.choice((middle, chance.choice(_KNOWN))), chance.choice(_ENDS))
        )
        return chance.choice(
            (whole, whole, "".join(chance.choices(_CHARACTERS, k=chance.choice((1, 2, 9, 70)))))
        )

    sizes = (0, 1, 5, 30)
    return [" ".join(draw() for _ in range(chance.choice(sizes))) for _ in range(chance.choice((1, 2, 6)))]

"""A phrase is new if it shares less than half of the words of the shorter one with each phrase taken."""

from hypothesis import given
from hypothesis import strategies as st

from summarizer.summary.key_phrases.overlap import LONGEST, Chosen, add_phrase, is_new

PHRASES = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=LONGEST), max_size=30)


@given(PHRASES)
def test_all_phrases_at_once_are_each_of_them(phrases: list[list[int]]) -> None:
    """What one comparison after the other says; a word may stand twice in a phrase."""
    chosen, taken = Chosen(set(), set(), set()), list[frozenset[int]]()
    for phrase in phrases:
        own = frozenset(phrase)
        expected = all(2 * len(own & other) < min(len(own), len(other)) for other in taken)
        assert is_new(phrase, chosen) == expected
        if expected:
            add_phrase(phrase, chosen)
            taken.append(own)

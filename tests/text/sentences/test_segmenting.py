"""Where blocks and sentences end, and what always holds for their spans."""

import json
import random
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from summarizer.errors import TextError
from summarizer.records import Block, Passage, Sentence, Span
from summarizer.text.letters import HIDDEN
from summarizer.text.sentences.segmenting import (
    find_blocks,
    find_paragraphs,
    segment_passages,
    split_sentences,
)
from summarizer.text.tokenizing import tokenize
from tests.reference import find_blocks_slowly
from tests.strategies import ARABIC_TEXT
from tests.text.work_counts import count_work

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("cases.jsonl").read_text("utf-8").split("\n")
    if line
]
SHOWN = re.compile(rf"[^\s{HIDDEN}]")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["category"])
def test_a_labelled_text_splits_as_an_editor_would(case: dict[str, Any]) -> None:
    """Each case of sentences.jsonl splits into its sentences, character for character."""
    assert [sentence.text for sentence in split_sentences(case["text"])] == case["sentences"]


@given(ARABIC_TEXT)
def test_spans_give_back_the_text(text: str) -> None:
    """Each sentence and each block stands at its span, without white space around it."""
    parts: list[Sentence | Block] = [*split_sentences(text), *find_blocks(text)]
    for part in parts:
        assert part.span.of(text) == part.text == part.text.strip() != ""


@given(ARABIC_TEXT)
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    """Sentences are in order, do not overlap, and leave out nothing but white space, marks and controls."""
    end = 0
    for sentence in split_sentences(text):
        assert sentence.span.start >= end
        assert not SHOWN.search(text, end, sentence.span.start)
        end = sentence.span.end
    assert not SHOWN.search(text, end)


@given(ARABIC_TEXT)
def test_sentences_of_a_line_tile_it(text: str) -> None:
    """Between two sentences of a line there is only white space."""
    sentences = split_sentences(text)
    for before, after in pairwise(sentences):
        if before.block == after.block:
            between = text[before.span.end : after.span.start]
            assert not between.strip()
            assert len((between + "x").splitlines()) <= 1


@given(ARABIC_TEXT)
def test_a_line_end_is_always_a_boundary(text: str) -> None:
    """No sentence crosses a line end of any kind, unless the text is hard-wrapped."""
    assume(len(find_paragraphs(text)) == len(find_blocks(text)))
    assert all(len(sentence.text.splitlines()) == 1 for sentence in split_sentences(text))


@given(ARABIC_TEXT)
def test_every_block_has_sentences_and_keeps_its_number(text: str) -> None:
    """``block`` counts the blocks, and each has at least one sentence, inside it."""
    blocks = find_paragraphs(text)
    assert {sentence.block for sentence in split_sentences(text)} == set(range(len(blocks)))
    for sentence in split_sentences(text):
        block = blocks[sentence.block]
        assert block.span.start <= sentence.span.start
        assert sentence.span.end <= block.span.end


@given(ARABIC_TEXT, st.randoms(use_true_random=False))
def test_hidden_characters_change_no_boundary(text: str, chance: random.Random) -> None:
    """Marks, tatweel and bidi controls added to a text do not change its sentences."""
    plain = re.sub(f"[{HIDDEN}]", "", text)
    strewn = "".join(part + chance.choice(["", "", "\u200f", "\u202c", "\u064b", "\u0640"]) for part in plain)
    found = [re.sub(f"[{HIDDEN}]", "", sentence.text).strip() for sentence in split_sentences(strewn)]
    assert found == [sentence.text for sentence in split_sentences(plain)]


@given(ARABIC_TEXT)
def test_signs_alone_are_no_sentence(text: str) -> None:
    """In a line that has letters or digits, each sentence has some."""
    blocks = find_paragraphs(text)
    for sentence in split_sentences(text):
        assert tokenize(sentence.text) or not tokenize(blocks[sentence.block].text)


@given(ARABIC_TEXT)
def test_blocks_agree_with_the_slow_twin(text: str) -> None:
    """The lines that are not blank, their places, and the number of blank lines before each."""
    found = [(block.span.start, block.span.end, block.gap) for block in find_blocks(text)]
    assert found == find_blocks_slowly(text)


@given(ARABIC_TEXT)
def test_a_line_splits_alone_as_among_others(text: str) -> None:
    """A line splits the same way alone as among others."""
    assume(len(find_paragraphs(text)) == len(find_blocks(text)))
    for block in find_blocks(text):
        alone = [sentence.text for sentence in split_sentences(block.text)]
        assert alone == [
            sentence.text
            for sentence in split_sentences(text)
            if block.span.start <= sentence.span.start < block.span.end
        ]


@given(st.lists(ARABIC_TEXT.map(lambda text: " ".join(text.splitlines())), max_size=4))
def test_passages_split_as_they_would_alone(texts: list[str]) -> None:
    """Spans count in the page, ``block`` is the passage's index, the sentences are those of the passage alone."""
    page = " | ".join(texts)
    passages, start = [], 0
    for text in texts:
        passages.append(Passage(text, Span(start, start + len(text))))
        start += len(text) + 3
    sentences = segment_passages(passages)
    assert all(sentence.span.of(page) == sentence.text for sentence in sentences)
    for number, text in enumerate(texts):
        assert [part.text for part in sentences if part.block == number] == [
            part.text for part in split_sentences(text)
        ]


@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_every_line_end_of_python_divides_blocks(end: str) -> None:
    """Not only the newline: pages carry the line separators of Unicode and of old systems."""
    assert [block.text for block in find_blocks(f"عنوان{end}خبر")] == ["عنوان", "خبر"]


def test_blocks_count_the_blank_lines_before_them() -> None:
    """A line of white space or of controls alone is blank."""
    blocks = find_blocks("\n أ \n\n\u200f\n \t\nب\nج\n\n")
    assert [(block.text, block.gap) for block in blocks] == [("أ", 1), ("ب", 3), ("ج", 0)]


def test_commas_and_semicolons_never_split() -> None:
    """Arabic prose chains clauses for whole paragraphs."""
    text = "وصل، ثم غادر؛ ثم عاد، وقال: نعم، ونام."
    assert split_sentences(text) == (Sentence(text, Span(0, len(text)), 0),)


def test_loose_signs_stay_with_the_text_beside_them() -> None:
    """Signs between sentences go with the next one, signs at the end of a line with the last one."""
    assert [part.text for part in split_sentences("انتهى. *** ! وغادر. ***")] == [
        "انتهى.",
        "*** ! وغادر. ***",
    ]


def test_a_quotation_of_whole_sentences_is_split() -> None:
    """A quotation of more than about 220 characters is split into its sentences."""
    speech = "عملنا سنوات طويلة في هذه القرية. "
    short, long = f"قال: «{speech * 3}»", f"قال: «{speech * 9}»"
    assert (len(split_sentences(short)), len(split_sentences(long))) == (1, 9)


def test_a_quote_without_a_partner_keeps_nothing_together() -> None:
    """A sign that is never closed, or never opened, does not join sentences."""
    assert len(split_sentences("قال «نعم. ثم خرج. ولم يعد.")) == 3
    assert len(split_sentences("قال نعم». ثم خرج (. ولم يعد.")) == 3


def test_no_text_is_an_error_and_an_empty_text_is_none() -> None:
    """Wrong types and lone surrogates are refused; an empty text has no sentences."""
    assert split_sentences("") == split_sentences(" \n\n\u200f") == ()
    with pytest.raises(TextError):
        split_sentences(None)  # type: ignore[arg-type]
    with pytest.raises(TextError):
        split_sentences("خبر \udc00")


WORST = {
    "sentences": "قال الوزير إن الخطة جاهزة. ",
    "dots": ".",
    "dots and spaces": ". ",
    "opening quotes": "«",
    "opening quotes and dots": "«.",
    "brackets and dots": "(. ",
    "marks without letters": "! - ",
    "straight quotes": '" ',
    "apostrophes": "'",
    "closed quotes": "«أ؟» ",
    "dashes, then closed quotes": "- - - - «أ؟» ",
    "single letters": "د. ",
    "glued words": "كلمة.",
    "addresses": "http://a.b ",
    "numbers": "1.",
    "controls": "ا\u200f. ",
    "marks": "\u064b",
    "references": ".[1]",
    "closers": ".)",
    "empty lines": "\n",
}


@pytest.mark.parametrize("piece", WORST.values(), ids=WORST.keys())
def test_work_grows_no_faster_than_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the text takes at most a little more than twice the calls and characters read."""
    assert count_work(piece * 3000, monkeypatch) <= 2.2 * count_work(piece * 1500, monkeypatch) + 1000


def test_letters_far_from_the_first_mark_are_searched_once() -> None:
    """A long run without letters before many marks is not searched again for each of them."""
    with pytest.MonkeyPatch.context() as patch:
        short = count_work("- " * 1500 + "«أ؟» ثم " * 500, patch)
        assert count_work("- " * 3000 + "«أ؟» ثم " * 1000, patch) <= 2.2 * short


@pytest.mark.parametrize("piece", ["قال الوزير إن الخطة جاهزة. ", ".", "«", "(!", '"'])
def test_a_line_of_a_megabyte_is_split(piece: str) -> None:
    """A line of a million characters is split like any other; of brackets with marks, which the rules read one by one, a tenth."""
    text = piece * ((100_000 if piece == "(!" else 1_000_000) // len(piece))
    assert sum(sentence.text.count(piece.strip()) for sentence in split_sentences(text)) == text.count(
        piece.strip()
    )


def test_a_hundred_thousand_empty_lines_hold_one_block() -> None:
    """Blank lines are counted, not kept."""
    (block,) = find_blocks("\n" * 100_000 + "خبر" + "\r\n" * 100_000)
    assert (block.text, block.gap) == ("خبر", 100_000)

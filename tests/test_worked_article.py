"""The worked article of docs/how-it-works.md has the measures and ranks printed there."""

import re
from pathlib import Path

from summarizer import SummarySettings, summarize
from summarizer.records import ChosenSentence

NAMES = ("place", "first", "title", "common", "announces", "goes_on")
PAGE = (Path(__file__).parent.parent / "docs" / "how-it-works.md").read_text(encoding="utf-8")
WORKED = PAGE.partition("### A worked article")[2].partition("\n## ")[0]
TITLE, TEXT = (block.strip() for block in re.findall(r"```text\n(.*?)```", WORKED, re.DOTALL))


def lay_out_row(number: int, sentence: ChosenSentence) -> str:
    """A row of the table: the value and the share of each measure."""
    found = {measure.name: f"{measure.value:.2f} ({measure.share:+.2f})" for measure in sentence.measures}
    cells = [
        str(number),
        *(found.get(name, "") for name in NAMES),
        f"{sentence.score:.2f}",
        str(sentence.rank),
    ]
    return f"| {' | '.join(cells)} |"


def test_every_measure_is_the_one_that_stands_there() -> None:
    """Value, share, score and rank of every sentence."""
    sentences = summarize(TEXT, SummarySettings(ratio=1), title=TITLE).sentences
    rows = [lay_out_row(number, sentence) for number, sentence in enumerate(sentences, start=1)]
    assert re.findall(r"^\| \d.*\|$", WORKED, re.MULTILINE) == rows


def test_two_sentences_are_those_that_stand_there() -> None:
    """The lead, and not the sentence after it."""
    chosen = summarize(TEXT, SummarySettings(sentences=2), title=TITLE).sentences
    lines = TEXT.split("\n\n")
    assert [lines.index(sentence.text) + 1 for sentence in chosen] == [1, 4]
    assert "**1 and 4**" in WORKED

"""No text passes for an exact copy of another one."""

from pathlib import Path

import numpy as np
import pytest

from summarizer import Document, DuplicateSettings, compare, deduplicate, open_archive
from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.records import DumpSettings
from summarizer.duplicates.shingles import shingle
from summarizer.duplicates.words.word_hashes import fold_sequences, hash_words

ORIGINAL = "افتتح المجلس مكتبة الحي بعد ترميم دام عامين"
# Found in a minute among 2**88 choices of words by Wagner's search (2002) for a sum of the mixed word hashes.
FORGED = (
    "قرأ المعلم مساء رسالة طويلة قرب النافذة ثم عاد مسرعا نحو قرأ الطالب مساء رسالة قصيرة "
    "عند النافذة ثم رجع هادئا صوب قرأ المعلم مساء رسالة طويلة قرب البستان وقد رجع مسرعا "
    "صوب كتب المعلم مساء قصيدة قصيرة عند النافذة ثم رجع هادئا نحو كتب الطالب صباحا رسالة "
    "طويلة عند النافذة ثم رجع هادئا صوب قرأ المعلم صباحا قصيدة طويلة قرب البستان وقد عاد "
    "هادئا نحو قرأ الطالب صباحا قصيدة طويلة قرب النافذة وقد عاد هادئا نحو قرأ الطالب صباحا "
    "رسالة قصيرة قرب النافذة ثم رجع مسرعا نحو"
)


def test_the_pair_is_forged() -> None:
    """The sums that once stood for whole texts are equal."""
    sums = []
    for text in (ORIGINAL, FORGED):
        hashes, _, _ = hash_words(text)
        sums.append(fold_sequences(hashes, np.array([0, len(hashes)])).tolist())
    assert sums[0] == sums[1]


def test_a_forged_text_is_no_copy() -> None:
    """In memory, side by side."""
    found = deduplicate([Document("a", ORIGINAL), Document("b", FORGED)])
    assert [cluster.kept for cluster in found.clusters] == ["a", "b"]
    assert not compare(ORIGINAL, FORGED).duplicate


def test_a_forged_text_is_new_to_an_archive(tmp_path: Path) -> None:
    """Which knows texts by their hashes alone."""
    with open_archive(tmp_path / "seen.khulasa") as archive:
        archive.add([Document("a", ORIGINAL)])
        assert archive.query([Document("b", FORGED), Document("c", ORIGINAL)])[0] is None


def test_a_forged_text_is_kept_by_a_run(tmp_path: Path) -> None:
    """Where copies are collapsed by the hashes of parts."""
    lines = (f'{{"id": "{name}", "text": "{text}"}}\n' for name, text in (("a", ORIGINAL), ("b", FORGED)))
    (tmp_path / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    report = deduplicate_dump(
        [str(tmp_path / "in.jsonl")], str(tmp_path / "out"), DuplicateSettings(), DumpSettings(workers=1)
    )
    assert report.counts.kept == 2


@pytest.mark.parametrize("letters", ["بت", "12"])
def test_words_that_sum_alike_are_other_words(letters: str) -> None:
    """Nor do long words that no polynomial modulo 2**64 tells apart."""
    bits = [place.bit_count() % 2 for place in range(2048)]
    one, other = ("".join(letters[bit ^ flip] for bit in bits) for flip in (0, 1))
    texts = shingle([f"قال المدير {one}", f"قال المدير {other}"])
    assert texts.texts[0] != texts.texts[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("كتاب، قلم.", "كِتابٌ  قلم"), ("ب" * 140_000, "ب" * 140_000 + "."), ("1,500 باب", "١٬٥٠٠ باب")],
)
def test_what_does_not_count_changes_nothing(one: str, other: str) -> None:
    """Spacing, vowel marks and punctuation; a word of many pieces too; in a batch and alone."""
    texts, alone = shingle([one, other, "قلم"]), shingle([other])
    assert texts.texts[0] == texts.texts[1] == alone.texts[0]
    assert texts.checks[0] == texts.checks[1] == alone.checks[0]

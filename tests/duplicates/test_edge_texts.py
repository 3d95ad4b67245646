"""One verdict on two texts however short or odd: in `compare`, a batch of two, an archive and a run over a dump."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Document, DuplicateSettings, compare, deduplicate
from summarizer.dumps.archive.archive import open_archive
from summarizer.dumps.deduplicating import deduplicate_dump
from summarizer.dumps.records import DumpSettings
from tests.dumps.samples import read_rows, write_dump

_WORDS = (
    "مدير مدرسة السنديان في وادي الحور سامر الطيبي لينا افتتح أغلق جسر سوق قبل بعد داخل خارج مع بدون فوق تحت يوم "
    "السبت الأحد ٢٠٢٤ 2025 5 ٥ ۵ -5 خمسة وعشرون 1.5 ١٫٥ 50% ٣ آذار الأولى صورة تصوير: x ABC"
)
WORDS = _WORDS.split()
EASTERN, PERSIAN = (str.maketrans("0123456789", digits) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"))
SETTINGS = st.sampled_from(
    [
        DuplicateSettings(workers=1),
        DuplicateSettings(threshold=0.01, workers=1),
        DuplicateSettings(threshold=0.5, workers=1),
        DuplicateSettings(threshold=1.0, workers=1),
    ]
)
SHORT = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
TEXTS = st.one_of(
    SHORT,
    st.lists(st.sampled_from(WORDS), min_size=9, max_size=60).map(" ".join),
    st.lists(SHORT, min_size=1, max_size=5).map("\n".join),
    st.text(alphabet="0123456789٠١٢٣٤٥٦۷۸۹.,٫٬-/% ", max_size=12),
    st.text(alphabet='،؛؟.«»"()-–\u064b\u064e\u0651\u0640\u200f\u200c\u00a0 \n\t', max_size=6),
    st.text(max_size=12),
)


@st.composite
def edge_pairs(draw: st.DrawFn) -> tuple[str, str]:
    """A text and another, or itself with a small change."""
    text, word = draw(TEXTS), draw(st.sampled_from(WORDS))
    words = text.split()
    place = draw(st.integers(0, max(len(words) - 1, 0)))
    before, after = words[:place], words[place + 1 :]
    changed = {
        "other": draw(TEXTS),
        "same": text,
        "eastern digits": text.translate(EASTERN),
        "persian digits": text.translate(PERSIAN),
        "a word less": " ".join(before + after),
        "another word": " ".join([*before, word, *after]),
        "half": " ".join(words[len(words) // 2 :]),
        "twice": f"{text}\n{text}",
        "quoted": f"«{text}»",
        "a sentence more": f"{text}. {draw(SHORT)}",
        "turned": " ".join(reversed(words)),
    }
    other = changed[draw(st.sampled_from(sorted(changed)))]
    return (text, other) if draw(st.booleans()) else (other, text)


def list_documents(pair: tuple[str, str]) -> list[Document]:
    """Both texts as documents."""
    return [Document(name, text) for name, text in zip("ab", pair, strict=True)]


@given(edge_pairs(), SETTINGS)
@settings(deadline=None, max_examples=100)
def test_two_edge_texts_have_one_verdict(pair: tuple[str, str], chosen: DuplicateSettings) -> None:
    """With the same likeness and reason, in either order; a duplicate shares something."""
    found, turned = compare(*pair, chosen), compare(pair[1], pair[0], chosen)
    said = (found.duplicate, found.similarity, found.containment, found.reason)
    assert said == (turned.duplicate, turned.similarity, turned.containment, turned.reason)
    duplicates = [
        copy for one in deduplicate(list_documents(pair), chosen).clusters for copy in one.duplicates
    ]
    assert [(copy.similarity, copy.reason) for copy in duplicates] == (
        [(found.similarity, found.reason)] if found.duplicate else []
    )
    assert not found.duplicate or found.similarity > 0


@pytest.mark.slow
@given(edge_pairs())
@settings(deadline=None, max_examples=40)
def test_an_archive_has_the_verdict_of_two_edge_texts(
    tmp_path_factory: pytest.TempPathFactory, pair: tuple[str, str]
) -> None:
    """One text in the archive, the other looked up."""
    first, second = list_documents(pair)
    with open_archive(tmp_path_factory.mktemp("archive") / "seen") as archive:
        archive.add([first])
        (found,) = archive.query([second])
    assert (found is not None) == compare(*pair).duplicate


@pytest.mark.slow
@given(edge_pairs(), SETTINGS)
@settings(deadline=None, max_examples=20)
def test_a_run_has_the_verdict_of_two_edge_texts(
    tmp_path_factory: pytest.TempPathFactory, pair: tuple[str, str], chosen: DuplicateSettings
) -> None:
    """Both texts in a dump."""
    folder: Path = tmp_path_factory.mktemp("run")
    documents = list_documents(pair)
    write_dump(folder / "in.jsonl", documents)
    deduplicate_dump([str(folder / "in.jsonl")], str(folder / "out"), chosen, DumpSettings(workers=1))
    kept = [row["id"] for row in read_rows(folder / "out/kept.jsonl")]
    assert kept == [document.id for document in deduplicate(documents, chosen).kept]

"""Blind sheets hide which system wrote what, and verdicts add up; faults are counted."""

import json
from functools import partial
from pathlib import Path

import pytest

from benchmarks.reading import count_verdicts, make_sheet, read_lines, sign_test, write_sheet
from benchmarks.summaries.faults import count_faults, find_faults
from summarizer import Article, parse

OLD = [{"id": str(number), "title": "خبر", "text": "نص.", "summary": ["قديم."]} for number in range(30)]
NEW = [row | {"summary": ["جديد." if number % 3 else "قديم."]} for number, row in enumerate(OLD)]


def test_equal_summaries_are_left_out_and_sides_are_drawn(tmp_path: Path) -> None:
    """Both systems stand on both sides, the same for the same seed; only the key tells which."""
    sheet, key = make_sheet(OLD, NEW, 40, 1)
    assert (sheet, key) == make_sheet(OLD, NEW, 40, 1)
    assert len(sheet) == 20
    assert {row["A"] for row in key} == {"old", "new"}
    assert all(
        shown["A"] == ["قديم." if hidden["A"] == "old" else "جديد."]
        for shown, hidden in zip(sheet, key, strict=True)
    )
    write_sheet(tmp_path, sheet, key)
    assert not {"old", "new"} & set((tmp_path / "sheet.txt").read_text(encoding="utf-8").split())
    assert [row["pair"] for row in read_lines(tmp_path / "verdicts.jsonl")] == list(range(1, 21))
    assert json.loads((tmp_path / "key.json").read_text(encoding="utf-8")) == key


def test_verdicts_are_added_up_by_system() -> None:
    """A verdict for a side counts for the system that stands there, and so do its errors."""
    key = [
        {"pair": 1, "A": "old", "B": "new"},
        {"pair": 2, "A": "new", "B": "old"},
        {"pair": 3, "A": "new", "B": "old"},
    ]
    verdicts = [
        {"pair": 1, "better": "B", "errors_a": ["leans", "twice"], "errors_b": []},
        {"pair": 2, "better": "A", "errors_a": [], "errors_b": ["leans"]},
        {"pair": 3, "better": "="},
    ]
    found = count_verdicts(key, verdicts)
    assert (found["new better"], found["equal"], found["old better"]) == (2, 1, 0)
    assert found["errors"] == {"old": {"leans": 2, "twice": 1}, "new": {}}


@pytest.mark.parametrize(
    "verdict", [{"pair": 9, "better": "A"}, {"pair": 1, "better": "new"}, {"pair": 1, "better": ""}]
)
def test_a_verdict_that_is_none_is_refused(verdict: dict[str, object]) -> None:
    """A pair that is not on the sheet, or a side that is not A, B or =."""
    with pytest.raises(ValueError, match="A, B or ="):
        count_verdicts([{"pair": 1, "A": "old", "B": "new"}], [verdict])


@pytest.mark.parametrize(
    ("wins", "losses", "p"),
    [(17, 5, 0.016901), (30, 10, 0.002221), (26, 14, 0.08069), (3, 3, 1.0), (0, 0, 1.0)],
)
def test_the_sign_test_is_two_sided(wins: int, losses: int, p: float) -> None:
    """Sums of binomial coefficients, worked out apart."""
    assert sign_test(wins, losses) == sign_test(losses, wins) == p


PARAGRAPH = "وصل وفد المزارعين إلى القرية صباح اليوم وبحث مع المجلس توزيع مياه القناة الجديدة على الحقول."


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("صور من القناة الجديدة في القرية", "link or subheading"),
        ("متى تصل المياه إلى الحقول البعيدة؟", "question"),
        ("في القرية.", "fragment"),
        ("وقال الوفد: «لن ننتظر أكثر.", "open quotation"),
        ("وطلب الوفد ما يأتي:", "announcing line"),
    ],
)
def test_each_kind_of_fault_is_found(sentence: str, kind: str) -> None:
    """A fault counts wherever it stands in the summary, and a good sentence has none."""
    article = parse("\n".join([PARAGRAPH] * 3)).articles[0]
    assert find_faults(article, [PARAGRAPH, sentence], 60) == {kind}
    assert not find_faults(article, [PARAGRAPH, "وعاد الوفد إلى قراه في المساء."], 60)


def test_a_summary_without_its_long_lead_begins_in_mid_story() -> None:
    """Only where the lead exceeds the budget and the first sentence goes on from it."""
    rows = [
        {"text": f"{PARAGRAPH}\n\nوعاد الوفد إلى قراه في المساء بلا وعد.\n\nتكفي القناة ألف حقل في العام."}
    ]
    counts = [count_faults(rows, partial(_take_paragraph, row), 8)["mid-story"] for row in (0, 1, 2)]
    assert counts == [0, 1, 0]


def _take_paragraph(row: int, article: Article) -> list[str]:
    return [article.body[row].text]

"""The scores of pages of sites left out."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks.sites.__main__ import main
from benchmarks.sites.labelled import LabelledPage, read_pages
from benchmarks.sites.scoring import describe, score_page

TITLE = "افتتاح مكتبة الحي بعد ترميم دام عامين"
FIRST = "فتحت مكتبة الحي أبوابها صباح اليوم بعد أعمال ترميم استمرت عامين كاملين."
SECOND = "وقالت مديرة المكتبة إن القاعة الجديدة تتسع لمئة قارئ وقارئة من الأعمار كلها."
PROMOTED = "اشترك الآن في رسالتنا اليومية لتصلك أخبار الحي كلها قبل الجميع في بريدك"
PAGE = LabelledPage(
    kind="news",
    site="site",
    source="",
    url=None,
    lines=(TITLE, "كتبت ليلى السعدان", "3 مايو 2031", FIRST, PROMOTED, SECOND),
    labels={0: "title", 1: "byline", 2: "date", 3: "body", 4: "furniture", 5: "body"},
    n_articles=1,
    bylines=("كتبت ليلى السعدان",),
    dates=("3 مايو 2031",),
    days=("2031-05-03",),
)


def test_a_page_that_is_read_right_has_full_scores() -> None:
    """Body, title, byline and date; the title among the paragraphs is no error."""
    article = {
        "title": TITLE,
        "body_paragraphs": [TITLE, FIRST, SECOND],
        "byline": "ليلى السعدان",
        "date": ["2031-05-03T08:00"],
    }
    assert describe(score_page(PAGE, [article])) == {
        "pages": 1,
        "precision": 1.0,
        "recall": 1.0,
        "without an error": 1,
        "number of articles right": 1,
        "titles": [1, 1],
        "bylines": [1, 1],
        "dates": [1, 1],
    }


def test_lines_are_found_in_joined_paragraphs() -> None:
    """Extractors join lines; a promotion among them is one wrong line of three."""
    article = {"title": None, "body_paragraphs": [" ".join((FIRST, PROMOTED, SECOND))]}
    found = describe(score_page(PAGE, [article]))
    assert (found["precision"], found["recall"], found["without an error"]) == (0.6667, 1.0, 0)
    assert found["titles"] == [0, 1]
    assert "bylines" not in found


def test_a_page_without_articles_loses_its_body() -> None:
    """Nothing taken is nothing wrong, and nothing found."""
    found = describe(score_page(PAGE, []))
    assert (found["precision"], found["recall"], found["number of articles right"]) == (1.0, 0.0, 0)


def test_pages_are_read_with_the_labels_of_their_lines(tmp_path: Path) -> None:
    """A page without HTML is left out where HTML is wanted; an excerpt counts under every method."""
    page: dict[str, object] = {
        "kind": "excerpt", "site": "s", "url": None, "page": None, "articles": 1, "byline": [], "date": [],
        "days": [], "texts": {"text": {"lines": {"body": [3], "title": [1]}}},
    }  # fmt: skip
    (tmp_path / "gold.json").write_text(json.dumps({"a": page}), encoding="utf-8")
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.text.txt").write_text(f"{TITLE}\n\n{FIRST}", encoding="utf-8")
    assert list(read_pages(tmp_path, None)) == []
    (read,) = read_pages(tmp_path, "insc")
    assert read.labels == {0: "title", 2: "body"}
    assert read.list_lines("body") == (FIRST,)


def test_a_folder_without_pages_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The message names the folder and what it lacks."""
    monkeypatch.setattr(sys, "argv", ["sites", str(tmp_path)])
    with pytest.raises(SystemExit):
        main()
    assert "found no gold.json" in capsys.readouterr().err

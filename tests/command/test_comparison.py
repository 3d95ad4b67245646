"""khulasa compare: the verdict, what adds up to it, and the passages that both texts have."""

import json
from pathlib import Path

from summarizer.command.layout.comparison import _MEANINGS
from summarizer.duplicates.measures import MEASURES
from tests.command.test_language import WORDS
from tests.command.test_main import PAGE, run


def test_compare_says_the_verdict_and_what_adds_up_to_it(page: str, other: str) -> None:
    """The shares of the measures and the base give the verdict that is printed."""
    found = json.loads(run("compare", page, other, "--format", "json").output)
    verdict = found["base"] + sum(measure["share"] for measure in found["measures"])
    text = run("compare", page, other).output
    assert text.startswith("Two texts\n")
    assert f"{verdict:+.3f}" in text


def test_compare_shows_the_words_of_both(page: str) -> None:
    """A text against itself shares all of itself: whole where that is asked for, else its two ends."""
    text = run("compare", page, page, "--full").output
    assert text.startswith("One text (exact)\n")
    assert "افتتحت بلدة الصنوبر" in text
    shortened = run("compare", page, page).output
    assert "افتتحت بلدة الصنوبر" not in shortened
    assert "--full shows them whole" in shortened
    passage = next(line for line in shortened.splitlines() if "…" in line)
    begin, _, end = passage.strip().partition(" … ")
    assert begin in " ".join(PAGE.split())
    assert end in " ".join(PAGE.split())


def test_only_the_longest_of_many_passages_are_shown(tmp_path: Path) -> None:
    """The others are counted; a short passage is whole."""
    shared = [f"جملة مشتركة رقمها {number} بين النصين" for number in range(14)]
    for name, between in (("a", "هنا كلام أول وحده"), ("b", "وهناك كلام ثان غيره")):
        (tmp_path / name).write_text(f" {between} ".join(shared), encoding="utf-8")
    text = run("compare", str(tmp_path / "a"), str(tmp_path / "b")).output
    assert "4 shorter passages more: --full shows all, whole" in text
    assert text.count("بين النصين") == 10
    assert run("compare", str(tmp_path / "a"), str(tmp_path / "b"), "--full").output.count("بين النصين") == 14


def test_the_measures_of_a_comparison_are_explained() -> None:
    """Each of them, in both languages."""
    assert set(_MEANINGS) == set(MEASURES)
    assert set(_MEANINGS.values()) <= WORDS.keys()


def test_pages_of_html_are_compared_by_their_articles(tmp_path: Path) -> None:
    """Not by their markup; a page without an article is refused."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PAGE.split("\n\n")[1:3])
    for name, menu in (("a.html", "الرئيسية"), ("b.html", "أخبار رياضة ثقافة")):
        page = f"<!doctype html><html><body><nav>{menu}</nav><h1>افتتاح مكتبة عامة</h1>{body}</body></html>"
        (tmp_path / name).write_text(page, encoding="utf-8")
    found = run("compare", str(tmp_path / "a.html"), str(tmp_path / "b.html")).output
    assert found.startswith("One text (exact)\n")
    assert "<p" not in found
    (tmp_path / "c.html").write_text("<!doctype html><html><body></body></html>", encoding="utf-8")
    refused = run("compare", str(tmp_path / "a.html"), str(tmp_path / "c.html"))
    assert (refused.return_value, "found a page without text" in refused.stderr) == (5, True)

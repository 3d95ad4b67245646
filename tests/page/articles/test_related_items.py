"""The items of a block of related articles."""

from summarizer.page.articles.related_items import split_items
from summarizer.records import RelatedItem
from tests.page.pages import read

PARTS = ("headline", "section", "caption", "teaser", "source", "city")


def items_of(*lines: str) -> list[dict[str, str]]:
    """The parts that each item has, as text."""
    return [_show(item) for item in split_items(read(*lines))[0]]


def _show(item: RelatedItem) -> dict[str, str]:
    parts = {part: getattr(item, part) for part in PARTS}
    return {part: passage.text for part, passage in parts.items() if passage is not None}


def test_headlines_are_items() -> None:
    """One each, without their bullets."""
    assert items_of("- حارس الفنار يطفئ المصباح", "سائق القطار الذي لا يسافر") == [
        {"headline": "حارس الفنار يطفئ المصباح"},
        {"headline": "سائق القطار الذي لا يسافر"},
    ]


def test_a_sentence_under_a_headline_is_its_teaser() -> None:
    """And the next headline begins the next item."""
    assert items_of("حارس الفنار يطفئ المصباح", "أطفأ الحارس المصباح أمس.", "سائق القطار الذي لا يسافر") == [
        {"headline": "حارس الفنار يطفئ المصباح", "teaser": "أطفأ الحارس المصباح أمس."},
        {"headline": "سائق القطار الذي لا يسافر"},
    ]


def test_an_item_may_have_all_parts() -> None:
    """A section and a caption on one line, a headline, a teaser, a source with its city."""
    lines = [
        "ثقافة وفنون منظر جوي للفنار القديم (وكالة السواحل)",
        "حارس الفنار يطفئ المصباح",
        "أطفأ الحارس المصباح أمس.",
        "«الضفاف» (وادي السدر (الشمال))",
    ]
    item = {
        "section": "ثقافة وفنون",
        "caption": "منظر جوي للفنار القديم (وكالة السواحل)",
        "headline": "حارس الفنار يطفئ المصباح",
        "teaser": "أطفأ الحارس المصباح أمس.",
        "source": "«الضفاف»",
        "city": "وادي السدر (الشمال)",
    }
    assert items_of(*lines, *lines) == [item, item]


def test_a_headline_may_stand_before_its_caption() -> None:
    """Both belong to one item."""
    assert items_of("حارس الفنار يطفئ المصباح", "العالم منظر جوي للفنار القديم (رويترز)") == [
        {
            "headline": "حارس الفنار يطفئ المصباح",
            "section": "العالم",
            "caption": "منظر جوي للفنار القديم (رويترز)",
        }
    ]


def test_a_widget_word_is_cut_off_and_listed() -> None:
    """It stands after the caption of a video."""
    lines = read("العالم منظر جوي للفنار القديم (رويترز) play-circle")
    items, removed = split_items(lines)
    assert [_show(item)["caption"] for item in items] == ["منظر جوي للفنار القديم (رويترز)"]
    assert [widget.text for widget in removed] == ["play-circle"]


def test_no_lines_make_no_items() -> None:
    """And nothing is removed."""
    assert split_items(()) == ((), ())

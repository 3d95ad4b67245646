"""Compare: the same words in the same colour on both sides, other numbers marked, the verdict as the service has it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.api import ask

EXAMPLES = Path(__file__).parents[2] / "service/static/examples"
A, B = ((EXAMPLES / name).read_text(encoding="utf-8") for name in ("a.txt", "b.txt"))


@pytest.fixture
def compared(page: Page) -> Page:
    """The page with its own two articles compared."""
    page.click("[data-view-link='compare']")
    page.click("#compare-example")
    page.wait_for_selector(".verdict")
    return page


def test_shared_passages_have_the_same_colour_on_both_sides(compared: Page, address: str) -> None:
    """Each is marked on both sides under one number, in one colour, with the service's words."""
    passages = ask(address, "/v1/comparisons", {"a": A, "b": B})["passages"]
    for number, passage in enumerate(passages, start=1):
        left, right = (
            compared.locator(f".side-text >> nth={side} >> mark[data-passage='{number}']") for side in (0, 1)
        )
        assert left.get_attribute("class") == right.get_attribute("class")
        assert left.text_content() == A[passage["a"]["start"] : passage["a"]["end"]]
        assert right.text_content() == B[passage["b"]["start"] : passage["b"]["end"]]


def test_each_side_still_reads_as_it_was_given(compared: Page) -> None:
    """Marks take nothing away."""
    for side, text in enumerate((A, B)):
        assert compared.locator(".side-text .prose").nth(side).text_content() == text


def test_numbers_that_differ_are_marked(compared: Page, address: str) -> None:
    """On each side those that the other has not, and no other."""
    said = ask(address, "/v1/comparisons", {"a": A, "b": B})
    for side, numbers in enumerate((said["numbers_a"], said["numbers_b"])):
        marked = compared.locator(".side-text").nth(side).locator(".number").all_inner_texts()
        assert sorted(marked) == sorted(numbers)


def test_the_verdict_and_every_share_are_shown(compared: Page, address: str) -> None:
    """Two bulletins of other figures are two texts; the shares add up to the sum that is shown."""
    said = ask(address, "/v1/comparisons", {"a": A, "b": B})
    assert not said["duplicate"]
    expect(compared.locator(".verdict h2")).to_have_text("غير مكررين")
    assert compared.locator("tbody tr").count() == len(said["measures"]) + 1
    total = said["base"] + sum(row["share"] for row in said["measures"])
    expect(compared.locator("tfoot td")).to_have_text(f"−{abs(total):.2f}")


def test_a_threshold_decides_instead_of_the_rule_and_stands_in_the_link(compared: Page) -> None:
    """The likeness of the example is above .3."""
    compared.select_option("#compare-threshold", "0.3")
    expect(compared.locator(".verdict h2")).to_have_text(re.compile("^مكرران"))
    assert compared.evaluate("location.hash") == "#compare?threshold=0.3"


def test_a_passage_of_the_list_is_pointed_at_on_both_sides(compared: Page) -> None:
    """By mouse or by keyboard."""
    compared.locator(".passages button").nth(1).press("Enter")
    assert compared.locator("mark.pointed").count() == 2


def test_two_texts_are_needed(page: Page) -> None:
    """One alone is not compared, and stays where it is."""
    page.click("[data-view-link='compare']")
    page.fill("#compare-a", "نص")
    page.click("#compare-form .primary")
    expect(page.locator("#compare-error")).to_be_visible()
    assert page.input_value("#compare-a") == "نص"

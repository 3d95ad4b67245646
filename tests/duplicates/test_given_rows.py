"""What callers have is read as documents, and the answer gives it back."""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, DocumentError, DuplicateSettings, Keep, TextError, compare, deduplicate
from summarizer.duplicates.given_rows import read_documents

BAKERY = "افتتح أهالي حي الزيتون مخبزا تعاونيا قرب الجسر القديم يعمل من الفجر حتى الظهر ويوزع ثلث خبزه مجانا"
WELL = "حفر شبان القرية بئرا جديدة شرق المدرسة بعد صيف جاف وقالوا إن ماءها يكفي خمسين بيتا وبستان الرمان"
COPY = BAKERY.replace("افتتح", "افـتتحَ")


class Item(NamedTuple):
    """A row as pandas' `itertuples` gives it."""

    Index: int
    id: int
    text: str


class Frame:
    """The part of a pandas data frame that is used; iterated, it gives the names of its columns."""

    columns = ("id", "text")

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def to_dict(self, orient: str) -> list[dict[str, Any]]:
        """The rows, which is what ``records`` asks for."""
        assert orient == "records"
        return self._rows


def _write_kinds() -> list[Iterable[Any]]:
    """Three texts, the first two of one wording, as callers may have them."""
    texts = [BAKERY, COPY, WELL]
    rows: list[dict[str, Any]] = [{"id": place, "text": text} for place, text in enumerate(texts)]
    return [
        texts,
        (text for text in texts),
        [(str(place), text) for place, text in enumerate(texts)],
        [[place, text] for place, text in enumerate(texts)],
        rows,
        [Item(place, place, text) for place, text in enumerate(texts)],
        [Document(str(place), text) for place, text in enumerate(texts)],
        [(place, row) for place, row in enumerate(rows)],
        pa.Table.from_pylist(rows),
        pa.array(texts),
        Frame(rows),
        [BAKERY, {"text": COPY}, Document("w", WELL)],
    ]


@pytest.mark.parametrize("rows", _write_kinds(), ids=lambda rows: type(rows).__name__)
def test_the_answer_gives_back_what_came_in(rows: Iterable[Any]) -> None:
    """The kept rows and the removed ones, in their order; each is found by its id."""
    found = deduplicate(rows)
    assert (len(found.kept), len(found.removed)) == (2, 1)
    assert found.find(found.clusters[0].duplicates[0].id) is found.removed[0]
    if isinstance(rows, list):
        assert found.kept[0] is rows[0]
        assert found.kept[1] is rows[2]
        assert found.removed[0] is rows[1]


def test_the_types_of_rows_stay() -> None:
    """A type checker knows what comes back."""
    texts: tuple[str, ...] = deduplicate([BAKERY, WELL]).kept
    pairs: tuple[tuple[int, str], ...] = deduplicate([(7, BAKERY)]).kept
    documents: tuple[Document, ...] = deduplicate([Document("a", BAKERY)]).kept
    records: tuple[dict[str, Any], ...] = deduplicate(Frame([{"id": "a", "text": BAKERY}])).kept
    assert (len(texts), pairs[0][0], documents[0].id, records[0]["id"]) == (2, 7, "a", "a")


@given(st.permutations(range(6)), st.sampled_from(list(Keep)[:3]))
def test_every_row_is_kept_or_removed_once(order: list[int], keep: Keep) -> None:
    """In the order given, whichever is kept."""
    texts = [BAKERY, COPY, WELL, f"{WELL} ويسقي الحديقة", "", BAKERY]
    rows = [{"id": f"r{place}", "text": texts[place], "date": f"2024-05-0{place + 1}"} for place in order]
    found = deduplicate(rows, DuplicateSettings(keep=keep))
    for part in (found.kept, found.removed):
        assert [rows.index(row) for row in part] == sorted(rows.index(row) for row in part)
    assert sorted(row["id"] for row in (*found.kept, *found.removed)) == sorted(row["id"] for row in rows)
    assert [row["id"] for row in found.kept] == [cluster.kept for cluster in found.clusters]


def test_rows_without_an_id_get_one() -> None:
    """Their place, from 1, and never one that another row has."""
    rows = [
        {"text": BAKERY, "id": "2"},
        {"text": WELL},
        {"text": COPY, "id": None},
        {"text": "", "id": math.nan},
    ]
    assert [document.id for document in read_documents(rows)] == ["2", "2'", "3", "4"]


def test_fields_that_are_not_needed_may_be_anything() -> None:
    """Dates of Python and numpy are dates; what is missing, in any way, is empty."""
    moment = datetime(2024, 3, 9, 8, 30, tzinfo=UTC)
    rows: list[Mapping[str, object]] = [
        {"id": np.int64(5), "text": BAKERY, "date": moment, "title": 3, "source": math.nan},
        {"id": 6.0, "text": WELL, "date": date(2024, 3, 10), "title": None},
        {"id": "x", "text": WELL, "date": np.datetime64("2024-03-11"), "source": ["a"]},
    ]
    assert read_documents(rows) == [
        Document("5", BAKERY, "3", "2024-03-09T08:30:00+00:00", ""),
        Document("6", WELL, "", "2024-03-10", ""),
        Document("x", WELL, "", "2024-03-11", "['a']"),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (7, "found a int"),
        ({"id": "a"}, "found no text, wanted a text under the name 'text'"),
        ({"text": None}, "found no text"),
        (("a", 5), "found a text that is a int"),
        (("a", "b", "c"), "found a tuple of 3"),
        ({"id": 1.5, "text": WELL}, "found the id 1.5"),
        ({"id": ["a"], "text": WELL}, r"found the id \['a'\]"),
        (b"\xd8", "found a bytes"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_by_its_place(row: Any, message: str) -> None:
    """The place, what was found, what is wanted."""
    with pytest.raises(DocumentError, match=rf"document 2 \(from 1\): {message}"):
        deduplicate([BAKERY, row])


@pytest.mark.parametrize("one", [BAKERY, Document("a", BAKERY), {"a": BAKERY}])
def test_one_document_is_not_a_list_of_them(one: Any) -> None:
    """Its letters or names would pass for documents."""
    with pytest.raises(DocumentError, match="a list of documents"):
        deduplicate(one)


def test_two_rows_are_compared_by_their_texts() -> None:
    """Whatever they are; an error names the side."""
    wanted = compare(BAKERY, COPY)
    assert compare({"text": BAKERY}, Document("b", COPY)) == wanted
    assert compare(("a", BAKERY), COPY) == wanted
    with pytest.raises(TextError, match="b: found no text"):
        compare(BAKERY, {"title": WELL})
    with pytest.raises(TextError, match="a: found a int"):
        compare(5, WELL)  # type: ignore[arg-type]

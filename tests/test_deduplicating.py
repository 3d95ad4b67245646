"""Properties of deduplication, for any documents."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from summarizer.deduplicating import compare, deduplicate, find_recurring, group_related
from summarizer.duplicates import comparison
from summarizer.errors import DocumentError, SettingsError, TextError
from summarizer.records import (
    Deduplication,
    Document,
    DuplicateSettings,
    Keep,
    Reason,
    Recurring,
    RecurringSettings,
)
from tests.duplicates.reference import compute_likeness, pair_all
from tests.duplicates.samples import edit_lightly, write_bulletin, write_story

WORDS = st.lists(
    st.sampled_from(["قال", "الوزير", "إن", "المدينة", "كبيرة", "12", "1500", "أمس"]), max_size=12
).map(" ".join)
COLLECTIONS = st.lists(WORDS, min_size=1, max_size=14).map(
    lambda texts: [Document(f"d{place}", text) for place, text in enumerate(texts)]
)


def list_clusters(found: Deduplication) -> set[frozenset[str]]:
    """The clusters as sets of ids."""
    return {frozenset([each.kept, *(copy.id for copy in each.duplicates)]) for each in found.clusters}


def make_collection(n_stories: int = 30) -> list[Document]:
    """Stories, two edited copies of every third one, and an exact copy of every fifth."""
    documents = []
    for seed in range(n_stories):
        text = write_story(seed)
        documents.append(Document(f"s{seed:02}", text))
        if seed % 3 == 0:
            documents += [Document(f"s{seed:02}e{copy}", edit_lightly(text, copy)) for copy in range(2)]
        if seed % 5 == 0:
            documents.append(Document(f"s{seed:02}x", text))
    return documents


@given(COLLECTIONS)
@settings(deadline=None)
def test_every_document_is_in_exactly_one_cluster(documents: list[Document]) -> None:
    """Each id is returned once, as kept or as a duplicate, and no other id."""
    found = deduplicate(documents)
    ids = [each.kept for each in found.clusters] + [
        copy.id for each in found.clusters for copy in each.duplicates
    ]
    assert sorted(ids) == sorted(document.id for document in documents)


@given(COLLECTIONS)
@settings(deadline=None)
def test_every_duplicate_names_the_kept_document(documents: list[Document]) -> None:
    """All others of a cluster are duplicates of its kept document."""
    found = deduplicate(documents)
    assert all(copy.duplicate_of == each.kept for each in found.clusters for copy in each.duplicates)


@pytest.mark.slow
@given(COLLECTIONS, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_clusters_do_not_depend_on_the_order(documents: list[Document], chance: random.Random) -> None:
    """Shuffled documents have the same clusters."""
    shuffled = chance.sample(documents, len(documents))
    wanted = DuplicateSettings(threshold=0.3, keep=Keep.LONGEST)
    assert set(deduplicate(documents, wanted).clusters) == set(deduplicate(shuffled, wanted).clusters) or (
        list_clusters(deduplicate(documents, wanted)) == list_clusters(deduplicate(shuffled, wanted))
    )


@given(COLLECTIONS)
@settings(deadline=None, max_examples=30)
def test_similarity_is_the_exact_likeness(documents: list[Document]) -> None:
    """The likeness of a duplicate equals that of the sets of runs."""
    texts = {document.id: document.text for document in documents}
    found = deduplicate(documents, DuplicateSettings(threshold=0.2))
    for each in found.clusters:
        for copy in each.duplicates:
            assert copy.similarity == pytest.approx(
                compute_likeness(texts[copy.id], texts[copy.duplicate_of])
            )


@given(COLLECTIONS)
@settings(deadline=None, max_examples=60)
def test_a_document_like_no_other_is_kept(documents: list[Document]) -> None:
    """A document without a pair above the threshold is alone in its cluster."""
    partners = {place for pair in pair_all([document.text for document in documents], 0.4) for place in pair}
    alone = {document.id for place, document in enumerate(documents) if place not in partners}
    found = deduplicate(documents, DuplicateSettings(threshold=0.4))
    assert alone <= {each.kept for each in found.clusters if not each.duplicates}


def test_edited_copies_join_their_story() -> None:
    """Copies with other hamzas, marks, datelines and credits are found; no two stories are merged."""
    assert list_clusters(deduplicate(make_collection())) == {
        frozenset(document.id for document in make_collection() if document.id.startswith(f"s{seed:02}"))
        for seed in range(30)
    }


@pytest.mark.parametrize("keep", Keep)
def test_the_number_of_workers_changes_nothing(keep: Keep) -> None:
    """One, two or five workers give the same result, to the last digit."""
    sources = ("x",) if keep is Keep.SOURCE else ()
    wanted = [DuplicateSettings(keep=keep, sources=sources, workers=n) for n in (1, 2, 5)]
    results = [deduplicate(make_collection(), settings) for settings in wanted]
    assert results[0] == results[1] == results[2]


@pytest.mark.parametrize("keep", [Keep.LONGEST, Keep.NEWEST, Keep.SOURCE])
def test_what_is_kept_does_not_depend_on_the_order(keep: Keep) -> None:
    """Except with ``Keep.FIRST``, only the documents decide which one is kept."""
    documents = [
        replace(document, date=f"2024-05-{place % 9 + 1:02}", source=f"p{place % 3}")
        for place, document in enumerate(make_collection())
    ]
    wanted = DuplicateSettings(keep=keep, sources=("p2", "p0") if keep is Keep.SOURCE else ())
    reordered = deduplicate(documents[::-1], wanted)
    kept = {each.kept for each in deduplicate(documents, wanted).clusters}
    assert kept == {each.kept for each in reordered.clusters}


@pytest.mark.parametrize(
    ("keep", "kept"), [(Keep.FIRST, "a"), (Keep.LONGEST, "b"), (Keep.NEWEST, "c"), (Keep.SOURCE, "d")]
)
def test_the_setting_chooses_what_is_kept(keep: Keep, kept: str) -> None:
    """First in, longest, newest, or of the source named first."""
    text = write_story(1)
    documents = [
        Document("a", text, date="2024-01-02", source="y"),
        Document("b", f"{text} (وكالات)", date="2024-01-01", source="y"),
        Document("c", text, date="2024-01-03T10:00:00+03:00", source="y"),
        Document("d", text, source="x"),
    ]
    found = deduplicate(
        documents, DuplicateSettings(keep=keep, sources=("x",) if keep is Keep.SOURCE else ())
    )
    assert [each.kept for each in found.clusters] == [kept]


def test_bulletins_of_two_days_are_two_documents() -> None:
    """The same words with other figures are not a duplicate."""
    monday, tuesday = (
        write_bulletin("الاثنين", "48.15", "48.25"),
        write_bulletin("الثلاثاء", "47.90", "48.05"),
    )
    assert len(deduplicate([Document("a", monday), Document("b", tuesday)]).clusters) == 2


def test_a_text_that_repeats_itself_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for each of its thousands of equal runs, which took five times as long as prose."""
    sizes: list[int] = []
    find = comparison._find_longest

    def find_and_count(is_free: NDArray[np.bool_]) -> tuple[int, int]:
        sizes.append(len(is_free))
        return find(is_free)

    monkeypatch.setattr(comparison, "_find_longest", find_and_count)
    assert len(compare("7% " * 1_000, "7% " * 1_000 + "8%").passages) == 1
    assert len(sizes) == 1


def test_a_copy_with_other_spelling_marks_is_exact() -> None:
    """Vowel marks, tatweel and digits of another script do not make a different text."""
    found = deduplicate([Document("a", "قال إنّ العدد ١٢ كـــبير"), Document("b", "قال ان العدد 12 كبير!")])
    assert [copy.reason for copy in found.clusters[0].duplicates] == [Reason.EXACT]


def test_a_shortened_copy_is_contained() -> None:
    """The first half of a story is contained in the whole."""
    text = write_story(3, 240)
    found = deduplicate([Document("a", text), Document("b", text[: len(text) // 2])])
    assert [copy.reason for copy in found.clusters[0].duplicates] == [Reason.CONTAINED]


def test_no_documents_are_refused() -> None:
    """No documents are most likely a wrong path: the error says so."""
    with pytest.raises(DocumentError, match="documents: found none, wanted at least one"):
        deduplicate([])


def test_short_bulletins_with_other_figures_are_different_news() -> None:
    """Two lines of rates with the same words and all figures different are the news of two days."""
    monday = (
        "بلغ سعر صرف الدولار 40 ليرة للبيع، واستقر اليورو عند 52 ليرة، وسجل الجنيه 61 ليرة، وفق نشرة المصرف."
    )
    tuesday = monday.replace("40", "42").replace("52", "53").replace("61", "60")
    assert not compare(monday, tuesday).duplicate
    assert not compare(
        "بلغ سعر الدولار 40 ليرة صباح الأحد.", "بلغ سعر الدولار 42 ليرة صباح الاثنين."
    ).duplicate


def test_texts_without_words_are_never_duplicates() -> None:
    """Empty texts and texts of punctuation are all kept."""
    found = deduplicate(
        [Document(f"d{place}", text) for place, text in enumerate(["", "", "...", "...", " "])]
    )
    assert len(found.clusters) == 5


def test_documents_may_come_from_a_generator() -> None:
    """Any iterable can be passed."""
    assert len(deduplicate(Document(str(place), "كلمة واحدة") for place in range(3)).clusters) == 1


def test_a_hundred_copies_are_one_cluster() -> None:
    """More copies than a crowded bucket pairs with each other are still one cluster."""
    text = write_story(5)
    documents = [
        Document(f"{place:03}", edit_lightly(f"{text} {write_story(place, 4)}", place))
        for place in range(100)
    ]
    assert len(deduplicate(documents).clusters) == 1


def test_shared_boilerplate_makes_no_duplicates() -> None:
    """A long block at the foot of every document does not make documents alike."""
    foot = write_story(999, 80)
    documents = [Document(str(seed), f"{write_story(seed)}\n{foot}") for seed in range(60)]
    assert len(deduplicate(documents).clusters) == 60


def test_one_word_documents_are_told_apart() -> None:
    """Equal words are one text, different words are not."""
    words = [write_story(seed, 1) for seed in range(3000)]
    found = deduplicate(Document(str(place), word) for place, word in enumerate(words))
    assert len(found.clusters) == len(
        {word.strip(".").replace("أ", "ا").replace("ة", "ه").replace("ى", "ي") for word in words}
    )


@pytest.mark.parametrize(
    ("documents", "message"),
    [
        (
            [Document("a", "نص"), Document("a", "آخر")],
            "document 2 (from 1): found the id 'a' of document 1 again",
        ),
        ([Document("", "نص")], "document 1 (from 1): found the id ''"),
        ([{"id": "a", "title": "نص"}], "document 1 (from 1): found no text"),
    ],
)
def test_a_wrong_document_is_refused(documents: list[Document], message: str) -> None:
    """The error names the place and what is wrong."""
    with pytest.raises(DocumentError) as caught:
        deduplicate(documents)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("text", [None, 7, b"bytes", ["list"], "\ud800"])
def test_an_invalid_text_is_refused(text: object) -> None:
    """The error names the document."""
    with pytest.raises(TextError, match="text of document 'a'"):
        deduplicate([Document("a", text)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"threshold": 1.01}, {"threshold": -0.1}, {"threshold": "0.5"}, {"threshold": True}, {"threshold": float("nan")},
        {"keep": "best"}, {"workers": 0}, {"workers": 1.5}, {"sources": "x"}, {"sources": ("x",)}, {"keep": "source"},
    ],
)  # fmt: skip
def test_a_wrong_setting_is_refused(wrong: dict[str, object]) -> None:
    """The error names the setting."""
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        DuplicateSettings(**wrong)  # type: ignore[arg-type]


def test_an_invalid_date_is_refused_where_it_counts() -> None:
    """Keeping the newest needs dates."""
    documents = [Document("a", "كلمة", date="أمس"), Document("b", "كلمة")]
    with pytest.raises(DocumentError, match="أمس"):
        deduplicate(documents, DuplicateSettings(keep=Keep.NEWEST))


def test_comparing_shows_the_passages_both_hold() -> None:
    """Each passage holds the same words on both sides, and the longest is most of the text."""
    text = write_story(8)
    a, b = f"مقدمة أخرى تماما. {text}", f"{edit_lightly(text, 1)} خاتمة"
    found = compare(a, b)
    assert found.duplicate
    assert compute_likeness(found.passages[0].a.of(a), found.passages[0].b.of(b)) == 1.0
    assert found.passages[0].n_words >= 100


def test_comparing_names_the_numbers_that_differ() -> None:
    """Numbers of one side only, as written."""
    found = compare("بلغ السعر 48.15 جنيه من ١٢ مصرفا", "بلغ السعر 47.90 جنيه من 12 مصرفا")
    assert (found.numbers_a, found.numbers_b) == (("48.15",), ("47.90",))


def test_the_shares_add_up_to_the_verdict() -> None:
    """Base and shares sum to 0 or more exactly where the two count as one text."""
    monday, tuesday = (
        write_bulletin("الاثنين", "48.15", "48.25"),
        write_bulletin("الثلاثاء", "47.90", "48.05"),
    )
    for a, b in ((monday, tuesday), (monday, f"{monday} (وكالات)"), (monday, write_story(1))):
        found = compare(a, b)
        assert found.duplicate == (found.base + sum(each.share for each in found.measures) >= 0)


def test_a_threshold_decides_on_likeness_alone() -> None:
    """With a threshold, bulletins of two days are as alike as their words."""
    monday, tuesday = (
        write_bulletin("الاثنين", "48.15", "48.25"),
        write_bulletin("الثلاثاء", "47.90", "48.05"),
    )
    likeness = compute_likeness(monday, tuesday)
    assert compare(monday, tuesday, DuplicateSettings(threshold=likeness - 0.01)).duplicate
    assert not compare(monday, tuesday, DuplicateSettings(threshold=likeness + 0.01)).duplicate


def make_pages() -> list[Document]:
    """Twenty pages with a newsletter line at the foot; three of them with one quotation."""
    foot, quotation = "اشترك الآن في نشرتنا البريدية اليومية", "قال الحكيم إن الصبر مفتاح كل باب مغلق"
    return [
        Document(
            str(seed),
            "\n".join(
                [write_story(seed, 40), *([quotation] * (seed % 7 == 0)), write_story(seed + 100, 40), foot]
            ),
        )
        for seed in range(20)
    ]


def test_a_line_at_the_foot_of_every_page_recurs() -> None:
    """It is found with the number of documents that hold it; a quotation in three of them is not found."""
    found = find_recurring(make_pages())
    assert [(block.text, block.n_documents) for block in found.blocks] == [
        ("اشترك الآن في نشرتنا البريدية اليومية", 20)
    ]


@pytest.mark.parametrize(
    ("action", "n_left"), [(Recurring.REMOVED, 0), (Recurring.KEPT_ONCE, 1), (Recurring.REPORTED, 20)]
)
def test_recurring_blocks_are_collapsed_as_the_settings_say(action: Recurring, n_left: int) -> None:
    """Removed everywhere, kept once, or only reported."""
    found = find_recurring(make_pages(), RecurringSettings(action=action))
    assert sum("نشرتنا البريدية" in document.text for document in found.documents) == n_left


def test_copies_of_one_story_have_no_recurring_blocks() -> None:
    """Ten copies of one story count as one document, so its paragraphs do not recur."""
    story = "\n".join(write_story(seed, 40) for seed in range(4))
    documents = [Document(str(place), story) for place in range(10)]
    assert find_recurring(documents).blocks == ()


def test_occurrences_are_spans_of_the_documents() -> None:
    """Every occurrence is the text of its document at its span."""
    pages = {page.id: page.text for page in make_pages()}
    for block in find_recurring(make_pages()).blocks:
        assert all(each.span.of(pages[each.document]) == block.text for each in block.occurrences)


def test_related_boxes_are_alike_in_any_order() -> None:
    """Order, bullets and headings do not count."""
    titles = [
        "عودة القطار إلى الساحل بعد عقود",
        "مزارعو الهضبة ينتظرون المطر طويلاً",
        "افتتاح مكتبة عامة في حي الميناء",
    ]
    boxes = [
        "مقالات ذات صلة\n" + "\n".join(titles),
        "اقرأ أيضاً\n" + "\n".join(f"• {title}" for title in reversed(titles)),
        "مقالات ذات صلة\nالمنتخب يبدأ معسكره في الجبل\nأسعار القمح ترتفع للشهر الثاني\nطبيبة تكتب سيرة قريتها",
    ]
    groups = group_related(boxes)
    assert groups[0] == groups[1] != groups[2]
    assert group_related([]) == ()


def test_a_decimal_point_makes_another_number() -> None:
    """14.5 is not 145, and 1,500 is 1500."""
    text = "بلغ سعر الغرام 14.5 ليرة صباح اليوم في محال الصاغة وسط العاصمة."
    found = compare(text, text.replace("14.5", "145"))
    assert not found.duplicate
    assert (found.numbers_a, found.numbers_b) == (("14.5",), ("145",))
    assert compare("حضر 1,500 شخص إلى الساحة", "حضر 1500 شخص إلى الساحة").reason is Reason.EXACT

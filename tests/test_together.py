"""Properties of one summary of several articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Document, Mode, SettingsError, SummarySettings, parse, summarize_together
from summarizer.errors import DocumentError
from summarizer.summary.retellings import SAME_FACT, match_sentences
from summarizer.summary.tf_idf import weigh_stems
from summarizer.text.tokenizing import STOP_WORDS, tokenize
from tests.strategies import ARABIC_TEXT
from tests.summary.reference import read_lists

MORNING = """ضربت عاصفة قوية ساحل بلدة الصنوبر فجر اليوم وقتلت 5 صيادين في عرض البحر. وأغلقت السلطات الميناء القديم.

وقال رئيس البلدية إن فرق الإنقاذ تبحث عن ثلاثة قوارب مفقودة."""
EVENING = """ضربت عاصفة قوية ساحل بلدة الصنوبر فجر اليوم وقتلت 7 صيادين في عرض البحر. وفتحت المدارس أبوابها للعائلات.

وقال رئيس البلدية إن فرق الإنقاذ تبحث عن 3 قوارب مفقودة منذ الفجر."""
ALL = SummarySettings(ratio=1)
TEXTS = st.lists(st.one_of(ARABIC_TEXT, st.sampled_from([MORNING, EVENING])), max_size=4)
BUDGETS = st.one_of(
    st.builds(SummarySettings, sentences=st.integers(1, 6), mode=st.sampled_from(Mode)),
    st.builds(SummarySettings, words=st.integers(1, 60)),
    st.just(ALL),
)


def test_a_fact_of_both_articles_is_stated_once() -> None:
    """Five facts: one with other numbers, one in both, three of one article."""
    found = summarize_together([MORNING, EVENING], ALL).sentences
    assert len(found) == 4
    assert sum("عاصفة" in sentence.text for sentence in found) == 1


def test_agreement_names_the_other_article() -> None:
    """The mayor is quoted in both; `ثلاثة` and 3 are one number."""
    [mayor] = [row for row in summarize_together([MORNING, EVENING], ALL).sentences if "البلدية" in row.text]
    assert (mayor.article, [retelling.article for retelling in mayor.agree], mayor.differ) == (0, [1], ())
    assert mayor.agree[0].span.of(EVENING) == mayor.agree[0].text


def test_differing_numbers_are_shown_with_their_articles() -> None:
    """Five dead in one, seven in the other."""
    [storm] = [row for row in summarize_together([MORNING, EVENING], ALL).sentences if "عاصفة" in row.text]
    assert storm.agree == ()
    [retelling] = storm.differ
    assert (retelling.article, retelling.numbers, retelling.instead_of) == (1, ("7",), ("5",))


def test_the_newest_article_comes_first() -> None:
    """By the dates given or those of the documents; an article without a date comes last."""
    dated = summarize_together([MORNING, EVENING], ALL, dates=["2026-03-01T06:00", "2026-03-01T19:00"])
    documents = [Document("a", MORNING), Document("b", EVENING, date="2026-03-01")]
    for summary in (dated, summarize_together(documents, ALL)):
        assert [row.article for row in summary.sentences] == [1, 1, 1, 0]
        assert "7 صيادين" in summary.sentences[0].text


def test_a_fact_of_more_articles_scores_higher() -> None:
    """Of the facts of one article, the one that the others state too is chosen."""
    other = "افتتح معرض الكتاب. وأغلقت السلطات الميناء القديم."
    [chosen] = summarize_together([MORNING, other, other], SummarySettings(sentences=1)).sentences
    assert "الميناء" in chosen.text


def test_a_focus_applies_to_all_articles() -> None:
    """Only sentences about it are chosen; ``found`` is false where there are none."""
    found = summarize_together([MORNING, EVENING], SummarySettings(focus="المدارس"))
    assert [row.article for row in found.sentences] == [1]
    assert not summarize_together([MORNING, EVENING], SummarySettings(focus="البرازيل")).found


def test_parsed_articles_and_texts_give_the_same() -> None:
    """Articles that are parsed already can be passed."""
    articles = [parse(text).articles[0] for text in (MORNING, EVENING)]
    assert summarize_together(articles, ALL) == summarize_together([MORNING, EVENING], ALL)


@given(TEXTS, BUDGETS)
def test_sentences_are_verbatim_and_in_order(texts: list[str], wanted: SummarySettings) -> None:
    """Each is the text at its span in its article; so is each retelling, in another article."""
    summary = summarize_together(texts, wanted)
    for row in summary.sentences:
        assert row.span.of(texts[row.article]) == row.text
        for retelling in (*row.agree, *row.differ):
            assert retelling.article != row.article
            assert retelling.span.of(texts[retelling.article]) == retelling.text
            assert retelling.similarity >= SAME_FACT
    places = [(row.article, row.span.start) for row in summary.sentences]
    assert places == sorted(places)


@given(ARABIC_TEXT)
def test_a_copy_adds_nothing(text: str) -> None:
    """The same article again: no sentence of it is chosen, but for those that hold stop words and numbers only."""
    copied = [row.text for row in summarize_together([text, text], ALL).sentences if row.article == 1]
    assert not [words for words in map(tokenize, copied) if any(is_telling(word) for word in words)]


def is_telling(word: str) -> bool:
    """Whether sentences are compared by this word."""
    return word not in STOP_WORDS and not any(map(str.isdigit, word))


@given(
    st.lists(
        st.lists(st.sampled_from(["الميناء", "العاصفة", "القارب", "البلدية", "الموج"]), max_size=5),
        max_size=8,
    )
)
def test_sentences_are_alike_to_their_representative_and_representatives_are_not(
    rows: list[list[str]],
) -> None:
    """No chain of small changes joins two facts, and no fact is stated twice."""
    weights = weigh_stems(read_lists([rows]))
    representatives, likeness = match_sentences(weights)
    dense = [[0.0] * len(weights.documents) for _ in rows]
    for row, column, weight in zip(weights.rows, weights.columns, weights.weights, strict=True):
        dense[row][column] = weight
    cosine = [[sum(a * b for a, b in zip(one, other, strict=True)) for other in dense] for one in dense]
    for row, representative in enumerate(representatives.tolist()):
        assert representatives[representative] == representative <= row
        contained = sum(b * b for a, b in zip(dense[representative], dense[row], strict=True) if a)
        highest = max(cosine[row][representative], contained)
        assert representative == row or cosine[row][representative] <= likeness[row] + 1e-9
        assert representative == row or likeness[row] <= highest + 1e-9
        assert representative == row or likeness[row] >= SAME_FACT
    found = sorted(set(representatives.tolist()))
    assert all(cosine[one][other] < SAME_FACT + 1e-9 for one in found for other in found if one < other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "فتح المعرض أبوابه في الحديقة العامة 6 أيام أمام الزوار من القرى.",
            "فتح المعرض أبوابه في الحديقة العامة أمام 900 زائر من القرى.",
        ),
        (
            "وصل إلى المرفأ 12 قارباً محملاً بالأسماك والشباك القديمة.",
            "وصل إلى المرفأ قارب محمل بالأسماك والشباك القديمة بعد 5 ساعات.",
        ),
        (
            "بلغت كلفة الجسر المعلق فوق النهر 3 ملايين دينار.",
            "بلغت كلفة الجسر المعلق فوق النهر الذي طوله 80 متراً ملايين كثيرة.",
        ),
    ],
)
def test_numbers_of_different_things_do_not_contradict_each_other(one: str, other: str) -> None:
    """Only numbers beside the same noun or unit are compared."""
    assert not any(row.differ for row in summarize_together([one, other], ALL).sentences)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("استمر العرض 3 أيام في الساحة أمام الأهالي.", "استمر العرض 11 يوماً في الساحة أمام الأهالي."),
        (
            "ارتفع سعر الزيت في السوق القديم 5% خلال الموسم.",
            "ارتفع سعر الزيت في السوق القديم 9 في المئة خلال الموسم.",
        ),
        ("وصل عدد الجرحى في حادث الحافلة إلى 7.", "وصل عدد الجرحى في حادث الحافلة إلى 8."),
        ("رمم المتحف في عام 1990 بأموال المتبرعين وحدهم.", "رمم المتحف في عام 1991 بأموال المتبرعين وحدهم."),
    ],
)
def test_numbers_of_the_same_thing_contradict_each_other(one: str, other: str) -> None:
    """Whatever the number of the noun, before or behind it, in per cent, or as a year."""
    [row] = summarize_together([one, other], ALL).sentences
    assert [len(row.agree), len(row.differ)] == [0, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مدينة السدرة", "مدينة النرجس"),
        ("بلدة الخزامى", "بلدة البطحاء"),
        ("شوارع مراكش", "شوارع أسوان"),
        ("المرتفعات يوم الاثنين", "المرتفعات يوم الخميس"),
        ("الساحل الشمالي", "الساحل الجنوبي"),
    ],
)
def test_the_same_words_about_another_place_or_day_are_another_fact(one: str, other: str) -> None:
    """Bulletins of one template do not agree."""
    texts = [f"هبت رياح قوية محملة بالغبار على {name} وانخفضت الرؤية كثيراً." for name in (one, other)]
    found = summarize_together(texts, ALL).sentences
    assert not any((*row.agree, *row.differ) for row in found)
    assert summarize_together([texts[0], texts[0]], ALL).sentences[0].agree


def test_a_fact_told_in_fewer_words_is_stated_once() -> None:
    """A sentence that another one holds nearly whole."""
    long = (
        "أعلنت إدارة المسرح البلدي في الصنوبر أن العروض الصيفية تبدأ بعد العيد مباشرة، وأن التذاكر تباع في المكتبة "
        "والمقهى المجاور، وأن ريعها يخصص لترميم السقف."
    )
    [row] = summarize_together([long, "وتباع التذاكر في المكتبة والمقهى المجاور للمسرح."], ALL).sentences
    assert [retelling.article for retelling in row.agree] == [1]


@pytest.mark.parametrize(
    "opening", ["ويذكر أن", "وتجدر الإشارة إلى أن", "يشار إلى أن", "ومن الجدير بالذكر أن"]
)
def test_a_summary_does_not_begin_with_the_background(opening: str) -> None:
    """It is chosen behind the news only, unless there is nothing else."""
    background = f"{opening} المركب السياحي غرق قبل عامين في الميناء القديم."
    texts = [
        f"{background}\n\nغرق مركب سياحي في الميناء القديم.",
        f"زار الأهالي الميناء القديم. {background}",
    ]
    for n in (1, 2, 3):
        first, *_ = summarize_together(texts, SummarySettings(sentences=n)).sentences
        assert opening not in first.text
    assert summarize_together([background], ALL).sentences[0].text == background


def test_words_of_the_focus_that_no_article_holds_are_named() -> None:
    """As given; a word that one of the articles holds is not missing."""
    found = summarize_together([MORNING, EVENING], SummarySettings(focus="قوارب الميناء والطائرات"))
    assert found.missing == ("والطائرات",)


@pytest.mark.parametrize("date", ["أمس", "2026-13-01", "yesterday"])
def test_an_invalid_date_is_refused(date: str) -> None:
    """The error names the article."""
    with pytest.raises(DocumentError, match="document 2"):
        summarize_together([MORNING, EVENING], dates=["2026-03-01", date])


def test_too_few_dates_are_refused() -> None:
    """One for each article, or none."""
    with pytest.raises(SettingsError, match="dates"):
        summarize_together([MORNING, EVENING], dates=["2026-03-01"])


def test_no_articles_give_an_empty_summary() -> None:
    """No articles or empty ones raise no error."""
    assert summarize_together([]).sentences == ()
    assert summarize_together(["", " \n"]).sentences == ()

"""Summaries with a focus."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import SettingsError, SummarySettings, summarize, summarize_many
from summarizer.text.tokenizing import find_words
from tests.strategies import ARABIC_TEXT

ARTICLE = """أعلنت شركة أرامكو أنها ستفتح مكتباً جديداً في ميناء الصنوبر. وقال وزير النقل إن الطريق إلى الميناء سيوسع.

وأضاف الوزير أن أسعار النقل ستنخفض. ويعمل لأرامكو في المدينة ألف مهندس. وزار محمد صلاح الدين المعرض أمس.

وقال تجار الذهب إن أسعاره ارتفعت. ويرى صيادون أن الإصلاحات تأخرت. وتراجع سعر السمك في سوق المدينة."""
FOCI = st.one_of(
    st.text(st.sampled_from("ابتلمنهوي ؟0a"), min_size=1, max_size=12), st.just("الوزير"), ARABIC_TEXT
)


def find(focus: str, text: str = ARTICLE) -> list[str]:
    """All sentences of the summary with this focus."""
    return [sentence.text for sentence in summarize(text, SummarySettings(ratio=1, focus=focus)).sentences]


def test_every_sentence_is_about_the_focus() -> None:
    """Only sentences with the word, whatever conjunction or preposition is attached to it."""
    found = find("أرامكو")
    assert len(found) == 2
    assert all("أرامكو" in text for text in found)


@pytest.mark.parametrize(
    "focus", ["لأرامكو", "وأرامكو", "أَرامكو", "ارامكو", "ما هي أرامكو؟", "ماذا قالت أرامكو؟"]
)
def test_how_the_focus_is_written_makes_no_difference(focus: str) -> None:
    """Particles, vowel marks, hamza, question words and stop words are ignored."""
    assert find(focus) == find("أرامكو")


@pytest.mark.parametrize("form", ["ولبنان", "للبنان", "بلبنان", "لبنانياً", "واللبنانيين"])
def test_a_word_is_found_with_particles_and_endings(form: str) -> None:
    """Conjunctions, prepositions and endings, alone and combined."""
    assert find("لبنان", f"قدّم الوفد {form} خطة جديدة.")


def test_an_article_that_is_not_about_the_focus_has_no_summary() -> None:
    """There are no sentences, and ``found`` is false."""
    summary = summarize(ARTICLE, SummarySettings(focus="البرازيل"))
    assert not summary.found
    assert summary.sentences == ()
    assert summarize(ARTICLE, SummarySettings(focus="أرامكو")).found


def test_a_common_first_name_does_not_match_a_whole_name() -> None:
    """`محمد` is very common: the article must hold the rarer word too."""
    assert find("محمد صلاح")
    assert not find("محمد زيدان")


def test_prices_of_gold_do_not_match_prices_of_oil() -> None:
    """Half of the focus is not enough."""
    assert find("أسعار الذهب")
    assert not find("أسعار النفط")


def test_a_broken_plural_is_found_where_the_word_itself_is_not() -> None:
    """The article holds `معرض` but not `معارض`; where it holds both, only the form of the focus counts."""
    assert find("المعارض") == find("المعرض") != []
    assert find("سعر") == [text for text in find("سعر") if "سعر السمك" in text] != []


def test_the_sentence_that_holds_most_of_the_question_ranks_first() -> None:
    """Of all sentences about the minister, the one on prices is the best answer."""
    summary = summarize(ARTICLE, SummarySettings(sentences=1, focus="ماذا قال الوزير عن أسعار النقل؟"))
    assert "ستنخفض" in summary.sentences[0].text


@pytest.mark.parametrize(
    ("focus", "missing"),
    [
        ("أسعار النقل", ()),
        ("تأشيرة الوزير", ("تأشيرة",)),
        ("استقالة محمد صلاح الدين", ("استقالة",)),
        ("زلزال البرازيل", ("زلزال", "البرازيل")),
        ("ما هي أرامكو؟", ()),
    ],
)
def test_words_that_the_article_does_not_hold_are_named(focus: str, missing: tuple[str, ...]) -> None:
    """As given, in order, whether or not the rest of the focus is found."""
    assert summarize(ARTICLE, SummarySettings(focus=focus)).missing == missing


def test_a_summary_without_a_focus_misses_nothing() -> None:
    """There is nothing to miss."""
    assert summarize(ARTICLE).missing == ()


def test_a_rare_name_alone_does_not_decide() -> None:
    """Of the sentences on one person the one that holds the other words of the focus too is chosen."""
    text = """تحدث هيثم الصفدي أمام الأهالي طويلاً. ووصل هيثم الصفدي بالقطار من الساحل.

وقال هيثم الصفدي إن ترميم السوق القديم يبدأ في الخريف. وصافح هيثم الصفدي التجار وعاد مساء."""
    summary = summarize(text, SummarySettings(sentences=1, focus="هيثم الصفدي وترميم السوق"))
    assert "ترميم السوق" in summary.sentences[0].text


def test_a_name_is_not_found_as_another_word() -> None:
    """`فراس` is not `رأس` with a conjunction."""
    assert not find("فراس", "رفع العامل رأس التمثال إلى السقف. ونظف آخر رأسه.")
    assert find("فراس", "رفع فراس التمثال إلى السقف.")


@given(ARABIC_TEXT, FOCI)
def test_a_focus_only_leaves_sentences_out(text: str, focus: str) -> None:
    """Spans and words are those of the text, and the summary is no longer than the text."""
    try:
        summary = summarize(text, SummarySettings(ratio=1, focus=focus))
    except SettingsError:
        return
    assert all(sentence.span.of(text) == sentence.text for sentence in summary.sentences)
    assert summary.found == bool(summary.sentences)
    assert summary.n_words <= len(find_words(text))


@given(st.lists(ARABIC_TEXT, max_size=4))
def test_a_batch_with_a_focus_gives_what_each_gives_alone(texts: list[str]) -> None:
    """The other articles of a batch change nothing."""
    wanted = SummarySettings(focus="قال الوزير")
    assert summarize_many(texts, wanted) == [summarize(text, wanted) for text in texts]


@pytest.mark.parametrize("focus", ["", "  ", 5, ["أرامكو"]])
def test_a_focus_is_words(focus: object) -> None:
    """Any other value is refused before a text is read."""
    with pytest.raises(SettingsError, match="focus"):
        SummarySettings(focus=focus)  # type: ignore[arg-type]


def test_a_focus_of_marks_alone_is_refused() -> None:
    """A question mark alone is not a focus."""
    with pytest.raises(SettingsError, match="focus"):
        summarize(ARTICLE, SummarySettings(focus="؟"))


def test_of_two_topics_each_is_told() -> None:
    """Words joined by "and" or "or" that no sentence holds together; a topic by itself stays one."""
    fish, gold = "وتراجع سعر السمك في سوق المدينة.", "وقال تجار الذهب إن أسعاره ارتفعت."
    for focus in ("الذهب والسمك", "السمك أو الذهب", "السمك، الذهب", "تجار الذهب وسوق السمك"):
        found = summarize(ARTICLE, SummarySettings(sentences=2, focus=focus)).sentences
        assert {sentence.text for sentence in found} == {fish, gold}
    assert find("تجار الذهب") == [gold]


NEIGHBOURS = """رفعت أم سليم شكوى إلى البلدية بسبب ضجيج المولد في الحارة.

وقال سليم الحاج إن المولد يعمل ليل نهار منذ أول الشتاء.

تبرع ثلاثة من الجيران بثمن عازل للصوت حول المولد."""


def test_a_mother_is_named_by_both_words() -> None:
    """`أم` is "or" too; where the article has it before the same word it is part of the name."""
    for focus in ("أم سليم", "ماذا قالت أم سليم؟"):
        [sentence] = summarize(NEIGHBOURS, sentences=1, focus=focus).sentences
        assert sentence.text.startswith("رفعت أم سليم")
    assert len(summarize(NEIGHBOURS, focus="المولد أم الحاج").sentences) == 3


@pytest.mark.parametrize("focus", ["المتبرعون", "متبرعة"])
def test_who_does_something_is_found_by_the_verb(focus: str) -> None:
    """Where the article has only the verb."""
    [sentence] = summarize(NEIGHBOURS, focus=focus).sentences
    assert sentence.text.startswith("تبرع ثلاثة")
    assert not summarize("توسط الجيران بين الحارتين في الشتاء الماضي.", focus="المتوسط").found

"""Properties of key phrases."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer import Article, TextError, find_key_phrases, parse
from summarizer.summary.key_phrases.word_places import find_places
from summarizer.text.light_stemming import light_stem_form
from summarizer.text.tokenizing import STOP_WORDS, find_words, locate_words, tokenize
from tests.measuring import measure_seconds
from tests.strategies import ARABIC_TEXT

ARTICLE = """محطة تحلية المياه تبدأ العمل في بلدة السنديان

بدأت محطة تحلية المياه في بلدة السنديان العمل يوم الثلاثاء، وقال مهندس المحطة إن الطاقة الشمسية تكفي لتشغيلها.

وأوضح المهندس أن المحطة تنتج 400 متر مكعب في اليوم. ويقول سكان السنديان إن تحلية المياه وفرت عليهم ثمن الصهاريج.

وكانت السنديان تعتمد على الصهاريج منذ عشرين عاماً، وتعتمد القرى المجاورة عليها أيضاً. وتستعد بلدة مجاورة لبناء محطة مثلها.
"""


def read(text: str, n: int = 10) -> list[str]:
    """The phrases alone."""
    return [phrase.text for phrase in find_key_phrases(text, n)]


def test_words_that_occur_together_are_one_phrase() -> None:
    """They are not listed as single words."""
    found = read(ARTICLE)
    assert "تحلية المياه" in " | ".join(found)
    assert "المياه" not in found


def test_what_the_article_is_about_comes_first() -> None:
    """Its town and its plant, both rare in the news and frequent in the article."""
    first = " ".join(read(ARTICLE, 3))
    assert "السنديان" in first
    assert "تحلية المياه" in first


def test_times_numbers_and_verbs_are_not_key_phrases() -> None:
    """Words for when, how many, and what somebody does are left out."""
    words = {word for phrase in read(ARTICLE, 50) for word in phrase.split()}
    assert words.isdisjoint({"الثلاثاء", "400", "عشرين", "يوم", "عاماً", "تعتمد", "وتعتمد", "تنتج"})


@pytest.mark.parametrize("phrase", ["على الرغم من", "في إطار", "من أجل", "في غضون", "على غرار", "من جراء"])
def test_a_noun_that_forms_a_preposition_is_not_a_key_phrase(phrase: str) -> None:
    """It says how two things are related, not what the text is about."""
    text = f"{phrase} ذلك رممت القلعة. وجاء ترميم القلعة {phrase} الخطة. {phrase} هذا زار الناس القلعة."
    assert set(phrase.split()).isdisjoint(word for found in read(text) for word in found.split())


def test_tens_and_hundreds_in_words_are_not_key_phrases() -> None:
    """As subjects and as objects: they have other endings."""
    text = "زرع الحي ثلاثون شجرة. وسقى الأطفال ثلاثون شجرة. وجفت مئتان منها. ثم زرعت مئتان."
    assert {"ثلاثون", "مئتان"}.isdisjoint(word for found in read(text) for word in found.split())


def test_a_particle_is_left_out_where_the_bare_word_stands_too() -> None:
    """The phrase is a word of its own, counted in all its places."""
    [phrase] = [
        one for one in find_key_phrases("زار الوفد واشنطن. وغادر لواشنطن وفد.") if "واشنطن" in one.text
    ]
    assert (phrase.text, phrase.n_places) == ("واشنطن", 2)


def test_a_word_that_never_stands_bare_keeps_its_letters() -> None:
    """Nothing is shown that the article does not have, and a word that seems to have a particle once not at all."""
    assert "لواشنطن" in read("سافر الوفد لواشنطن. وعاد الوفد من زيارته لواشنطن مساء.")
    assert not [phrase for phrase in read("سافر الوفد لواشنطن أمس.") if "اشنطن" in phrase]


@pytest.mark.parametrize(
    "name", ["فهمي", "بشار", "كمال", "لؤي", "وجدي", "سالم", "بهاء", "فوزية", "والتر", "بالوما"]
)
def test_a_name_keeps_its_first_letter(name: str) -> None:
    """Letters that are particles elsewhere."""
    text = f"رسم {name} لوحة للجسر. واشترى المتحف لوحة {name} في المزاد. وسيعرضها {name} مع أخرى."
    assert name in " ".join(read(text)).split()


@pytest.mark.parametrize("noun", ["فندق", "بستان", "كنيسة", "لوحات", "وثيقة", "فرن", "وادي"])
def test_a_noun_keeps_its_first_letter(noun: str) -> None:
    """Alone and before another noun."""
    text = f"ترمم البلدية {noun} القرية. وقال سكان إن {noun} القرية كان مهملاً."
    assert noun in " ".join(read(text)).split()


def test_leftovers_of_web_pages_are_not_key_phrases() -> None:
    """Entities, addresses, and function words of other languages."""
    text = """أصدر المعهد &laquo;أطلس الطيور&raquo;&nbsp;على الموقع https://birds.example/atlas?id=7 وكتب إلى info@birds.example أن
    The Atlas of Birds مجاني.&nbsp;ونشر المعهد La vie des oiseaux على www.oiseaux.example أيضاً.&#160;وقال www nbsp."""
    words = {word.lower() for phrase in read(text, 50) for word in find_words(phrase)}
    assert not words & {
        "laquo",
        "raquo",
        "nbsp",
        "https",
        "example",
        "info",
        "www",
        "the",
        "of",
        "la",
        "des",
    }
    assert {"أطلس", "atlas", "birds"} <= words


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "a" * n + " a.b",
        lambda n: "ab" * (n // 2) + ":x",
        lambda n: "a-" * (n // 2) + ".:",
        lambda n: "a." * (n // 2),
        lambda n: "a_" * (n // 2) + "@",
        lambda n: "7." * (n // 2),
    ],
    ids=["word", "sign", "hyphens", "labels", "people", "numbers"],
)
def test_what_almost_is_an_address_takes_linear_time(make: Callable[[int], str]) -> None:
    """Eight times the text takes far less than 64 times the time, in which no other thread would run."""
    small, large = (measure_seconds(partial(find_key_phrases, make(n))) for n in (2_000, 16_000))
    assert large < 24 * small + 0.05


@pytest.mark.parametrize(
    "address",
    ["birds@atlas.example", "a.b@c.example", "x+y_z@c.example", "news.example/a?b=c", "a-b.c.example"],
)
@pytest.mark.parametrize("before", ["", "(", "&amp;", "..", "_", "|"])
def test_addresses_are_no_words(address: str, before: str) -> None:
    """Whatever they stand behind."""
    assert find_places([f"على {before}{address} موقع"]).starts.tolist() == [0, 5 + len(before + address)]


def test_an_adjective_is_shown_with_its_noun() -> None:
    """Not alone, however rare it is."""
    text = "اكتشف العلماء الحشرة المضيئة في الكهف. وتعيش الحشرة المضيئة قرب الماء. ولون جناحها أزرق."
    assert "الحشرة المضيئة" in read(text)
    assert "المتوسطية" not in read("زرعت القرية الأشجار المتوسطية على التلال، وسقى الأطفال الأشجار.")


@pytest.mark.parametrize("name", ["كريم", "نبيل", "وسيم"])
def test_an_adjective_that_is_a_name_is_a_key_phrase(name: str) -> None:
    """Three times behind a verb or إن, where no adjective stands; behind a noun it is one."""
    text = f"وصل {name} إلى الميناء فجراً. وقال {name} إن السفينة تأخرت. وأعلنت الشركة أن {name} سيقود الرحلة."
    assert name in read(text)
    described = f"زار الميناء رجل {name} من الجبل. وتحدث رجل {name} آخر. وعاد رجل {name} مساء."
    assert name not in read(described)


@pytest.mark.parametrize("form", ["حديقته", "حديقتها", "حديقتهم", "قصائده", "قصائدها", "دكانهم"])
def test_a_noun_with_a_pronoun_is_not_a_key_phrase(form: str) -> None:
    """It points at somebody whom the phrase does not name."""
    text = f"أحب البستاني {form} كثيراً. وزار الجيران {form} في الربيع. وعاد البستاني إلى {form} مساء."
    assert form not in " ".join(read(text)).split()


def test_the_noun_without_the_pronoun_stands_for_it() -> None:
    """Where the article has it, in all its places."""
    [phrase] = [
        one
        for one in find_key_phrases("سقى الجار حديقته. والحديقة واسعة. وهذه حديقة جميلة.")
        if "حديق" in one.text
    ]
    assert phrase.text in ("حديقة", "الحديقة")


@pytest.mark.parametrize(
    "verb", ["افتتح", "ارتفعت", "يستعد", "وغادر", "سيسافر", "اشترت", "يعتبرها", "فازت", "وسيعزف"]
)
def test_a_verb_is_not_a_key_phrase(verb: str) -> None:
    """In the past and the present, with what is attached to verbs."""
    text = f"{verb} الفريق أمس. وحين {verb} الفريق كان الملعب ممتلئاً. ثم {verb} الفريق مرة أخرى."
    assert verb not in " ".join(read(text)).split()


@pytest.mark.parametrize("noun", ["فستان", "وسيارات"])
def test_a_noun_that_begins_like_and_will_is_a_key_phrase(noun: str) -> None:
    """Its first letters are no conjunction, or it has the ending of a noun."""
    text = f"عرض المتحف {noun} قديمة. وبيعت في المزاد {noun} كثيرة. وعاد المتحف إلى {noun} أخرى."
    assert noun.removeprefix("و") in " ".join(read(text))


@given(ARABIC_TEXT)
@example("ءءءU.S.Reuters")
def test_phrases_stand_in_the_text_as_whole_words(text: str) -> None:
    """Nothing is clipped: each begins and ends where a word of the text does."""
    places = {place for start_and_end in locate_words(text) for place in start_and_end}
    found = find_key_phrases(text, 30)
    assert all({phrase.span.start, phrase.span.end} <= places for phrase in found)


def test_captions_related_headlines_and_boilerplate_hold_no_key_phrase() -> None:
    """Only the title, the standfirst and the body count."""
    page = ARTICLE + "\nاقرأ أيضاً\nافتتاح متحف الزيتون\nتكريم بطل السباحة\n\nتابعونا على منصات التواصل\n"
    assert read(page) == read(ARTICLE)


@given(ARABIC_TEXT, st.integers(0, 12))
def test_phrases_are_verbatim_and_few(text: str, n: int) -> None:
    """Each is the text at its span, has one to three words, and there are at most ``n``."""
    found = find_key_phrases(text, n)
    assert len(found) <= n
    assert all(phrase.span.of(text) == phrase.text for phrase in found)
    assert all(1 <= len(find_words(phrase.text)) <= 3 for phrase in found)


@given(ARABIC_TEXT)
def test_phrases_hold_no_stop_word_and_no_digit(text: str) -> None:
    """Stop words and numbers end a phrase."""
    words = [word for phrase in find_key_phrases(text, 30) for word in tokenize(phrase.text)]
    assert not any(any(map(str.isdigit, word)) for word in words)
    assert not STOP_WORDS.intersection(words)


@given(ARABIC_TEXT)
def test_phrases_do_not_repeat_each_other(text: str) -> None:
    """No two phrases have the same stems; a shorter list is the beginning of a longer one."""
    found = find_key_phrases(text, 12)
    stems = [frozenset(map(light_stem_form, phrase.text.split())) for phrase in found]
    assert not any(one == other for place, one in enumerate(stems) for other in stems[:place])
    assert find_key_phrases(text, 4) == found[:4]


def test_a_parsed_article_has_the_phrases_of_its_text() -> None:
    """Parsing first changes nothing; an empty article has no phrases."""
    assert find_key_phrases(parse(ARTICLE).articles[0]) == find_key_phrases(ARTICLE)
    assert find_key_phrases(Article()) == find_key_phrases("") == ()


@pytest.mark.parametrize("text", [None, 7, "خبر \ud800"])
def test_what_is_not_a_text_is_refused(text: object) -> None:
    """Wrong types and lone surrogates."""
    with pytest.raises(TextError):
        find_key_phrases(text)  # type: ignore[arg-type]


def test_no_phrase_begins_with_and() -> None:
    """Where it stands behind another name each time; a name that begins with the letter keeps it."""
    pair = "زرع رامي وسهى العنب. وباع رامي وسهى العنب. وجفف رامي وسهى العنب في الشمس."
    assert not any(phrase.startswith("وسهى") for phrase in read(pair))
    joined = "هبط سعر الفستق والبندق. وخزن التجار الفستق والبندق. وزاد محصول الفستق والبندق."
    assert not any(phrase.startswith("والبندق") for phrase in read(joined))
    assert "وسام" in read("سبح وسام إلى الجزيرة. وصور وسام المرجان. وعاد وسام مساء.")

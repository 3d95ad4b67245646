"""Every sentence of a summary can stand where it is put: candidates, leaning, quotations, the lead."""

from collections.abc import Sequence
from typing import Any

import pytest

from summarizer import Mode, SummarySettings, summarize
from summarizer.summary.choice.candidates import find_lead, find_unfit
from summarizer.summary.choice.groups import group_sentences
from summarizer.summary.choice.leaning import find_leaning
from summarizer.summary.choice.openings import Openings
from summarizer.summary.choice.quotations import find_quotations
from summarizer.summary.ratings import rate_sentences
from summarizer.text.sentences.segmenting import split_sentences
from summarizer.text.tokenizing import find_words

TITLE = "مرصد جبل الصنوبر يفتح أبوابه للزوار"
LEAD = "افتتح مرصد جبل الصنوبر مساء السبت قاعة للزوار تضم أربعة تلسكوبات، وحضر مئتا شخص من القرى المجاورة."
BODY = (
    "وقالت مديرة المرصد لمى الشامي إن الدخول مجاني للطلاب طوال العام الدراسي وفي العطل الرسمية أيضاً.",
    "وتطوع عشرة من أساتذة الجامعة لشرح خرائط السماء للزوار بالعربية ولغة الإشارة كل مساء خميس.",
    "وخصصت البلدية حافلتين لنقل الزوار من ساحة القرية إلى القمة قبل الغروب وبعد منتصف الليل.",
)


def write(*paragraphs: str) -> str:
    """An article with a title, the lead, the given paragraphs, and the usual body."""
    return "\n\n".join((TITLE, LEAD, *paragraphs, *BODY))


def list_chosen(text: str, **wanted: Any) -> list[str]:
    """The sentences of the summary."""
    return [sentence.text for sentence in summarize(text, SummarySettings(**wanted)).sentences]


def split(text: str) -> tuple[list[str], list[int]]:
    """The sentences of a text, and the numbers of their paragraphs."""
    sentences = split_sentences(text)
    return [sentence.text for sentence in sentences], [sentence.block for sentence in sentences]


def open_sentences(texts: Sequence[str]) -> Openings:
    """The openings of the sentences of an article."""
    return rate_sentences([texts], [""], Mode.AUTO)[0].openings


def read(text: str) -> tuple[list[int], int, set[int], set[int]]:
    """The unfit rows of a text, its lead, and the rows that lean and that point."""
    texts, blocks = split(text)
    openings = open_sentences(texts)
    unfit = find_unfit(texts, blocks, openings.n_words)
    lead = find_lead(texts, openings.n_words, unfit)
    leaning = find_leaning(texts, blocks, openings, lead)
    return unfit, lead, set(leaning.before), set(leaning.pointing)


@pytest.mark.parametrize(
    "line",
    [
        "مرصد جبل الصنوبر: صور من ليلة الافتتاح",
        "تلسكوبات المرصد الأربعة ومن أين جاءت",
        "ويقدم المرصد لزوار القاعة هذا الموسم ما يأتي:",
        "وفيما يلي خمس نصائح لمن يزور مرصد الجبل للمرة الأولى في ليالي الشتاء الباردة.",
        "وهذا نص الرسالة التي كتبتها مديرة مرصد الجبل إلى الزوار.",
        "وتتلخص شروط زيارة قاعة المرصد مساء السبت في النقاط الآتية.",
        "وفي السطور المقبلة نروي حكاية مرصد جبل الصنوبر وقاعة الزوار.",
        "ونستعرض لكم أجمل ما رآه الزوار في قاعة المرصد مساء السبت.",
        "هل تتسع قاعة المرصد لكل الزوار من القرى المجاورة.",
        "شاهدوا صور الزوار في قاعة المرصد على موقعنا.",
        "نعرض فيما يأتي أهم ما يراه زائر مرصد الصنوبر في ليالي الصيف الصافية وحدها.",
        "وفي النقاط التالية مواعيد زيارة مرصد جبل الصنوبر في الصيف.",
        "وإن كنت تنوي زيارة المرصد هذا الصيف مع أطفالك، فيما يلي أربع نصائح من مديرته.",
        "وإليكم أبرز ما قاله زوار مرصد الصنوبر في ليلة الافتتاح لمراسل الصحيفة في القرية.",
        "وجاءت أوقات الزيارة في المرصد للطلاب والباحثين وعامة الزوار على النحو التالي.",
        "ماذا يرى زوار مرصد جبل الصنوبر في ليلة بلا قمر؟",
        "شارك خبر مرصد جبل الصنوبر مع أصدقائك عبر فيسبوك.",
        "والله ولي التوفيق لمرصد جبل الصنوبر وزواره.",
        "جبل الصنوبر: وكالات",
        "مرصد الصنوبر.",
    ],
)
def test_what_is_no_sentence_is_never_chosen(line: str) -> None:
    """A link, a subheading, an announcement, a question, share text, a blessing, a dateline, a fragment."""
    for place in (0, 1):
        text = write(line) if place else "\n\n".join((TITLE, LEAD, BODY[0], line, *BODY[1:]))
        for wanted in ({"sentences": 3}, {"words": 60}, {"ratio": 1}):
            assert line not in list_chosen(text, **wanted)


def test_a_question_before_the_lead_is_no_lead() -> None:
    """The lead is the first sentence that can open the article."""
    question = "كم نجماً يرى الناظر من قمة جبل الصنوبر؟"
    text = "\n\n".join((question, LEAD, *BODY))
    assert read(text)[:2] == ([0], 1)
    assert list_chosen("\n\n".join((TITLE, text)), sentences=1) == [LEAD]


def test_lines_without_end_marks_are_chosen_where_none_has_one() -> None:
    """Some outlets end no paragraph with a mark."""
    text = "\n".join(paragraph.rstrip(".") for paragraph in (LEAD, *BODY))
    assert len(list_chosen(text, sentences=3)) == 3


@pytest.mark.parametrize("text", ["صور من ليلة الافتتاح", "هل تعود الطيور؟", "- الأول\n- الثاني", "المطالب:"])
def test_where_nothing_else_is_there_it_is_given(text: str) -> None:
    """No text has an empty summary."""
    assert list_chosen(text, sentences=1)


@pytest.mark.parametrize(
    "sentence",
    [
        "لكن القاعة لا تتسع لأكثر من خمسين زائراً في الليلة الواحدة.",
        "وأضافت أن القاعة ستغلق أبوابها في ليالي الشتاء العاصفة.",
        "وأكد: «ستبقى القاعة مفتوحة لكل من يحب النجوم».",
        "وهو أول مرصد في البلاد يستقبل الزوار كل مساء.",
        "وبينها قطعة نادرة أهداها هاو من القرية إلى قاعة الزوار.",
        "ومنهم طالبان من القرى المجاورة يدرسان الفلك في العاصمة.",
        "ويعني ذلك أن القاعة ستمتلئ بالزوار في كل ليلة صافية.",
        "وتظهر هذه الصور حلقات كوكب زحل كما لم يرها الزوار من قبل.",
        "«لم أر في حياتي سماء بهذا الصفاء من قبل».",
        "وستنشر مجلتها العلمية أول أعدادها في الربيع المقبل.",
        "في المقابل رفض أصحاب المقاهي دفع رسوم القاعة للبلدية.",
        "في المقابل، الرعاة غاضبون من أضواء السيارات في الليل.",
        "وعلى صعيد آخر بدأت الشركة تعبيد الطريق الغربي إلى القمة.",
        "من جهة ثانية طلب الأهالي إنارة الدرج الحجري قبل الشتاء.",
        "في نفس الوقت أغلقت الإدارة المدخل الشمالي للمرصد.",
        "ومن ثم نقلت المرآة القديمة إلى متحف القرية.",
        "وكلاهما درس الفلك في جامعة العاصمة.",
        "ولهذا السبب أجلت الإدارة افتتاح القاعة الثانية.",
        "الأمر الذي اضطر إدارة المرصد إلى إغلاق القاعة أمام الزوار يومين.",
        "مما أدى إلى ازدحام الزوار في قاعة المرصد حتى الفجر.",
        "ومن هنا جاءت فكرة فتح قاعة المرصد للزوار في ليالي السبت.",
        "وفي المساء التالي أغلقت إدارة المرصد القاعة أمام الزوار.",
        "وللغرض نفسه اشترى المرصد أربعة تلسكوبات أخرى للزوار.",
        "وبناء عليه رفعت إدارة المرصد ثمن التذكرة على الزوار.",
        "والنتيجة أن قاعة المرصد تتسع الآن لمئتي شخص من الزوار.",
        "وبرأيها فإن قاعة المرصد ستجذب الزوار من القرى المجاورة.",
        "وعلى حد تعبيره فإن مرصد الجبل أجمل ما بنته القرى المجاورة.",
        "وثانيتهما أن قاعة الزوار في مرصد الجبل بلا مصعد.",
        "ثانياً، لا مصعد في قاعة الزوار في مرصد الجبل.",
        "والحل الآخر نقل قاعة الزوار في المرصد إلى ساحة القرية.",
    ],
)
def test_a_sentence_that_leans_needs_the_one_before(sentence: str) -> None:
    """A connective, no speaker, a pronoun, a demonstrative, a quotation alone, a possessive pronoun."""
    before = "وركب فنيون مرآة جديدة وزنها مئتا كيلوغرام."
    for wanted in ({"sentences": 2}, {"sentences": 3}, {"words": 45}, {"words": 60}):
        chosen = list_chosen(write(before, sentence), **wanted)
        assert sentence not in chosen or before in chosen


@pytest.mark.parametrize(
    "sentence",
    [
        "أما الثاني فيعمل في ليالي الصيف وحدها من دون كهرباء.",
        "وأما الأخرى فتفتح للباحثين بموعد مسبق في الصباح.",
        "والثالث هدية من جمعية الفلك في المدينة الساحلية.",
        "فالأولى تتسع لخمسين زائراً في الليلة الواحدة من الشتاء.",
    ],
)
def test_one_of_several_leans_on_the_sentence_that_counts_them(sentence: str) -> None:
    """ "As for the second", "and the third"; a noun with its number does not lean."""
    before = "وركب الفنيون أجهزة جديدة في قاعتين."
    text = write(before, sentence)
    assert 3 in read(text)[2]
    chosen = list_chosen(text, sentences=2)
    assert sentence not in chosen or before in chosen
    assert not read(write("أما المرصد الثاني في الجبل فيفتح أبوابه بعد عامين."))[2]


def test_and_within_a_paragraph_leans() -> None:
    """The second sentence of a paragraph goes on from the first; the first sentence of one does not lean."""
    text = write("وركب فنيون مرآة جديدة. وجربها الطلاب في ليلة صافية.")
    sentences = [sentence.text for sentence in split_sentences(text)]
    assert read(text)[2] == {sentences.index("وجربها الطلاب في ليلة صافية.")}


def test_a_speaker_named_before_is_named_in_the_summary() -> None:
    """ "The researchers said that" needs a sentence with researchers; the minister and the police do not."""
    before = "وزار القمة باحثون من ثلاث جامعات."
    said = "وقال الباحثون إن سماء الجبل أصفى من سماء الساحل في كل فصول السنة."
    assert said not in (chosen := list_chosen(write(before, said), sentences=2)) or before in chosen
    assert 3 in read(write(before, said))[3]
    for other in ("وقال الوزير إن سماء الجبل صافية.", "وقال الباحثون في المرصد إن السماء صافية."):
        assert 3 not in read(write(before, other))[2] | read(write(before, other))[3]


def test_a_family_name_alone_needs_the_sentence_that_introduces_its_bearer() -> None:
    """Not one that the news has often, nor what was introduced as no person."""
    before = "وصمم القاعة المعماري غسان الزعتري قبل عشرة أعوام."
    said = "وقال الزعتري إن قاعة الزوار في مرصد الجبل ستتسع لمئتي شخص من القرى المجاورة."
    between = "ورسم أطفال القرية النجوم على السور."
    for text in (write(before, said), write(before, between, said)):
        for n in (2, 3, 4):
            chosen = list_chosen(text, sentences=n)
            assert said not in chosen or before in chosen
    assert said in list_chosen(write(before, said), ratio=1)
    for other in ("وقالت شركة الزعتري للبناء.", "ونام في الزعتري أربعة زوار."):
        assert not read(write(other, said))[3]
    assert not read(write("وصعد الرئيس دونالد ترامب إلى القمة.", "وقال ترامب إن السماء صافية."))[3]


@pytest.mark.parametrize(
    "sentence",
    [
        "في المقابل الشرقي للجبل بنت البلدية موقفا لخمسين سيارة.",
        "من جهة الشرق يصل الزوار بالحافلة إلى باب المرصد مباشرة.",
        "على صعيد الأسعار خفضت الإدارة ثمن التذكرة إلى دينار واحد.",
        "في الوقت الذي تفتح فيه القاعة يغلق المتحف أبوابه كل مساء.",
        "في سياق حملة الجامعة زار ثلاثون طالبا قمة الجبل أمس.",
        "في الساعة الثانية من بعد الظهر تبدأ جولة الزوار الأولى.",
        "ومما لا شك فيه أن السماء فوق الجبل أصفى من سماء الساحل.",
        "من هناك يرى الزائر أضواء المدينة كلها في الليالي الصافية.",
    ],
)
def test_the_words_of_a_connective_may_begin_a_sentence_of_its_own(sentence: str) -> None:
    """A place, a topic and a clause begin with words that begin "on the other hand" elsewhere."""
    _, _, before, pointing = read(write("وركب فنيون مرآة جديدة وزنها مئتا كيلوغرام.", sentence))
    assert not before | pointing


def test_a_lead_is_not_told_again_in_more_words() -> None:
    """Some newspapers put a summary above the text, and the text begins with the same in full."""
    again = (
        "وفي حفل حضره وزير السياحة وعشرات الصحفيين، افتتح مرصد جبل الصنوبر مساء السبت قاعة للزوار تضم أربعة تلسكوبات"
        " اشترتها الجامعة من معهد فلكي، وحضر مئتا شخص من القرى المجاورة."
    )
    for wanted in ({"sentences": 2}, {"sentences": 4}, {"words": 70}):
        assert again not in list_chosen(write(again), **wanted)


@pytest.mark.parametrize(("verb", "n_chosen"), [("نفت", 1), ("وأنكرت", 1), ("أكدت", 0)])
def test_a_denial_is_not_said_by_what_it_denies(verb: str, n_chosen: int) -> None:
    """It consists of words that are said already, and says the opposite."""
    denial = f"{verb} شركة الجسر التوصل إلى اتفاق مع البلدية على إغلاق المحجر القديم."
    text = "\n\n".join(
        (
            "أعلنت بلدية وادي النعناع التوصل إلى اتفاق مع شركة الجسر على إغلاق المحجر القديم شرق الوادي.",
            "ويقضي الاتفاق بإغلاق المحجر القديم ونقل عمال شركة الجسر إلى محجر الشمال قبل حلول الصيف.",
            denial,
            "وزرع تلاميذ المدرسة مئة شجرة زيتون حول بئر الماء في عطلة نهاية الأسبوع.",
        )
    )
    assert list_chosen(text, sentences=4).count(denial) == n_chosen
    again = "ونفت شركة الجسر إغلاق المحجر القديم والتوصل إلى اتفاق مع البلدية."
    assert not {denial, again} <= set(list_chosen(f"{text}\n\n{again}", sentences=5))


def test_this_comes_after_may_follow_the_lead() -> None:
    """Right behind the lead it is clear what "this" is; further down it is not."""
    sentence = "ويأتي ذلك بعد عامين من إغلاق المرصد القديم بسبب الأضواء."
    assert not read("\n\n".join((LEAD, sentence, *BODY)))[2]
    assert read("\n\n".join((LEAD, *BODY, sentence)))[2] == {4}


def test_days_and_nouns_that_are_shown_do_not_lean() -> None:
    """ "This week" names a time; "this hall" points at a noun and only needs one that is shown."""
    week = "وتبدأ هذا الأسبوع دورة لمعلمي العلوم من المدارس الثانوية."
    hall = "وتفتح هذه القاعة أبوابها للمدارس في الصباح بلا موعد."
    assert read(write(week))[2:] == (set(), set())
    assert read(write(hall))[2:] == (set(), {2})


def test_a_noun_behind_a_preposition_is_shown_too() -> None:
    """ "With a question" shows which question "this question" is."""
    lead = "فاجأ مرصد جبل الصنوبر زواره مساء السبت بسؤال عن عمر القمر كتبه الحراس على باب القاعة الكبيرة."
    sentence = "واختلف زوار المرصد في هذا السؤال عن عمر القمر حتى الفجر."
    title = "زوار مرصد جبل الصنوبر يختلفون حتى الفجر في عمر القمر"
    assert list_chosen("\n\n".join((title, lead, BODY[1], sentence, BODY[2])), sentences=2) == [
        lead,
        sentence,
    ]


def test_a_quotation_of_several_sentences_is_whole() -> None:
    """Its rows are found whether it runs within a paragraph or over two; an unclosed one is named."""
    filler = "نعمل هنا منذ ثلاثين عاماً من دون انقطاع ولا نطلب من أحد شيئاً سوى الصبر وبعض الضوء الخافت. " * 2
    end = "ثم جاءت المرآة الجديدة فتغير كل شيء في المرصد وفي القرية وصار الناس يأتون"
    long = f"وقالت المديرة: «{filler}{end}».\n{BODY[1]}"
    closed, unclosed = find_quotations(split(long)[0])
    assert (closed, unclosed) == ([(0, 2)], [])
    over_two = "وقالت: «انتظرنا هذا المساء طويلاً.\nوسننتظر غيره»."
    assert find_quotations(split(over_two)[0]) == ([(0, 1)], [])
    assert find_quotations(split("وقالت: «انتظرنا طويلاً.\nثم غادرت.")[0]) == ([], [0])


def test_a_lead_a_little_over_the_budget_is_given_and_said() -> None:
    """Up to a quarter longer; the summary is then the lead alone."""
    n_words = len(find_words(LEAD))
    for words in (n_words - 1, -(-n_words * 4 // 5)):
        summary = summarize(write(), SummarySettings(words=words))
        assert [sentence.text for sentence in summary.sentences] == [LEAD]
        assert summary.over_budget
    assert not summarize(write(), SummarySettings(words=n_words)).over_budget


def test_without_its_lead_a_summary_does_not_begin_in_mid_story() -> None:
    """Where the lead is much too long, a sentence is chosen that goes on from nothing, or the lead itself."""
    n_words = len(find_words(LEAD)) * 2 // 3
    assert list_chosen(write(), words=n_words) == [LEAD]
    alone = "يقع المرصد على ارتفاع ألفي متر."
    assert list_chosen("\n\n".join((TITLE, LEAD, *BODY, alone)), words=n_words) == [alone]


@pytest.mark.parametrize("word", ["بينما", "فيما", "وبينما"])
def test_a_lead_may_begin_with_while(word: str) -> None:
    """Its main clause follows; behind "and while" it may be the middle of a story."""
    lead = f"{word} كان سكان القرى المجاورة يستعدون لموسم الحصاد، {LEAD}"
    chosen = list_chosen("\n\n".join((TITLE, lead, *BODY)), words=22)
    assert (chosen == [lead]) == (word != "وبينما")


def test_nothing_leans_where_the_order_says_nothing() -> None:
    """In mode ``content`` there is no lead, and sentences are chosen for their words alone."""
    texts, blocks = split("\n".join((LEAD, "لكن القاعة صغيرة جداً على الزوار.")))
    groups = group_sentences(texts, blocks, open_sentences(texts), trusted=False)
    assert (groups.lead, groups.bounds) == (-1, {})
    content = summarize(write(), SummarySettings(ratio=1, mode=Mode.CONTENT))
    assert len(content.sentences) == 1 + len(BODY)

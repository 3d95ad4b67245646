"""One verdict on two texts wherever they are compared, and clusters that lose nothing."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Document, DuplicateSettings, Keep, compare, deduplicate
from summarizer.dumps.archive.archive import open_archive
from summarizer.duplicates.shared_entries import compare_figures
from summarizer.duplicates.shingles import shingle
from tests.duplicates.samples import write_bulletin, write_related, write_story

CLOSING = (
    "يذكر أن الهيئة أنشئت قبل عشرين عاما لرعاية الحرف القديمة في القرى الجبلية، وتدير خمسة مراكز للتدريب ومتجرا "
    "لبيع ما يصنعه الحرفيون، وتنفق من ريعه على مدرسة للخزف وأخرى للنسيج وعلى مكتبة متنقلة"
)

REPORT = (
    "أعلنت بلدية الرمّانة إغلاق جسر السنديان ليلا لمدة أسبوعين لأعمال الصيانة بعد ظهور شقوق في دعائمه، وقال المهندس "
    "المشرف إن الفحص أظهر تآكلا في حديد التسليح، وإن السيارات ستحوّل إلى الطريق الساحلي القديم. ويعبر الجسر كل يوم "
    "آلاف العمال القادمين من القرى المجاورة إلى مصانع النسيج، ويعود بناؤه إلى ثلاثين عاما."
)
SEQUEL = (
    "توفي عامل وأصيب زميلان له صباح اليوم حين انهارت منصة خشبية كانوا يقفون فوقها، ونقلت سيارات الإسعاف الجرحى إلى "
    "مشفى المنارة، وفتحت النيابة تحقيقا مع المقاول الذي تولى التنفيذ، فيما طالبت نقابة البنائين بوقف الأشغال حتى "
    "تتأكد السلامة."
)


@st.composite
def related_texts(draw: st.DrawFn) -> list[str]:
    """Texts of a few stories: whole, cut down, gathered, updated, edited."""
    texts = []
    for _ in range(draw(st.integers(2, 8))):
        a, b = (write_story(draw(st.integers(0, 3)), 80).split() for _ in range(2))
        start, end = draw(st.integers(0, 50)), draw(st.integers(20, 80))
        kind = draw(st.sampled_from(["whole", "cut", "gathered", "edited"]))
        words = {
            "whole": a,
            "cut": a[start : start + end],
            "gathered": a[:end] + b[start:],
            "edited": [*a[:start], "واحدة", *a[start + 1 :]],
        }[kind]
        texts.append(" ".join(words))
    return texts


def make_documents(texts: list[str]) -> list[Document]:
    """Documents with the ids 0, 1 and so on, the later the newer."""
    return [
        Document(str(place), text, date=f"2024-01-{place + 1:02}", source="ب" if place % 2 else "أ")
        for place, text in enumerate(texts)
    ]


def gather(documents: list[Document], workers: int) -> set[frozenset[str]]:
    """The clusters, as sets of ids."""
    clusters = deduplicate(documents, DuplicateSettings(workers=workers)).clusters
    return {frozenset([found.kept, *(copy.id for copy in found.duplicates)]) for found in clusters}


CHOICES = [
    DuplicateSettings(workers=1),
    DuplicateSettings(keep=Keep.LONGEST, workers=1),
    DuplicateSettings(keep=Keep.NEWEST, workers=1),
    DuplicateSettings(keep=Keep.SOURCE, sources=("ب",), workers=1),
    DuplicateSettings(allow_shorter=True, workers=1),
    DuplicateSettings(threshold=0.5, workers=1),
]


@given(related_texts(), st.sampled_from(CHOICES))
@settings(deadline=None, max_examples=40)
def test_what_is_removed_repeats_what_is_kept(texts: list[str], chosen: DuplicateSettings) -> None:
    """`compare` accepts every removed document with the one kept in its place."""
    for cluster in deduplicate(make_documents(texts), chosen).clusters:
        for duplicate in cluster.duplicates:
            assert compare(texts[int(duplicate.id)], texts[int(cluster.kept)], chosen).duplicate


@given(related_texts(), st.sampled_from(CHOICES))
@settings(deadline=None, max_examples=40)
def test_what_is_kept_repeats_nothing(texts: list[str], chosen: DuplicateSettings) -> None:
    """Deduplicating what was kept finds nothing new."""
    documents = make_documents(texts)
    kept = {cluster.kept for cluster in deduplicate(documents, chosen).clusters}
    again = deduplicate([document for document in documents if document.id in kept], chosen)
    assert {cluster.kept for cluster in again.clusters} == kept


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_what_is_kept_of_many_repeats_nothing(seed: int) -> None:
    """Of more documents than are all compared with each other, too: after one round some of these kept more."""
    chosen = DuplicateSettings(workers=1)
    kept = deduplicate(make_documents(write_related(seed, 200)), chosen).kept
    assert deduplicate(kept, chosen).kept == kept


@given(related_texts(), st.permutations(range(8)))
@settings(deadline=None, max_examples=30)
def test_order_and_workers_change_no_cluster(texts: list[str], order: list[int]) -> None:
    """The same documents are together."""
    documents = make_documents(texts)
    turned = [documents[place] for place in order if place < len(documents)]
    assert gather(documents, 1) == gather(turned, 2)


@pytest.mark.parametrize("seed", [10, 12, 18, 33])
def test_the_order_of_many_changes_no_cluster(seed: int) -> None:
    """Where all texts that may be kept are compared again; these differed when the kept ones alone were."""
    documents = make_documents(write_related(seed, 200))
    turned = random.Random(seed).sample(documents, 200)  # noqa: S311
    assert gather(documents, 1) == gather(turned, 2)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 5])
def test_in_any_order_of_many_nothing_is_lost(seed: int) -> None:
    """Where more may be kept than are all compared, the order may decide which are together, but nothing else."""
    documents = make_documents(write_related(seed, 400))
    chosen = DuplicateSettings(workers=1)
    for turned in (documents, documents[::-1]):
        found = deduplicate(turned, chosen)
        assert deduplicate(found.kept, chosen).kept == found.kept
        texts = {document.id: document.text for document in turned}
        for cluster in found.clusters:
            assert all(
                compare(texts[copy.id], texts[cluster.kept], chosen).duplicate for copy in cluster.duplicates
            )


@given(related_texts())
@settings(deadline=None, max_examples=25)
def test_two_texts_have_one_verdict(texts: list[str]) -> None:
    """In `compare`, in either order, and in a batch of two."""
    a, b = texts[:2]
    verdict = compare(a, b).duplicate
    assert compare(b, a).duplicate == verdict
    assert (len(deduplicate(make_documents([a, b])).clusters) == 1) == verdict


@given(related_texts())
@settings(deadline=None, max_examples=10)
def test_an_archive_has_the_same_verdict(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """One text in the archive, the other looked up."""
    path: Path = tmp_path_factory.mktemp("archive") / "seen"
    first, second = make_documents(texts[:2])
    with open_archive(path) as archive:
        archive.add([first])
        (found,) = archive.query([second])
    assert (found is not None) == compare(first.text, second.text).duplicate


@given(st.permutations(write_story(1, 60).split()))
@settings(deadline=None, max_examples=20)
def test_shuffled_words_are_another_text(words: list[str]) -> None:
    """A duplicate shares runs of words with the other, whatever their words."""
    found = compare(write_story(1, 60), " ".join(words))
    assert not found.duplicate or found.similarity > 0


@pytest.mark.parametrize("keep", [Keep.FIRST, Keep.NEWEST])
def test_the_one_that_holds_more_is_kept(keep: Keep) -> None:
    """Whatever is preferred; only ``allow_shorter`` lets the preference decide."""
    words = write_story(4, 120).split()
    brief, whole = " ".join(words[:50]), " ".join(words)
    documents = [Document("brief", brief, date="2024-02-02"), Document("whole", whole, date="2024-02-01")]
    (found,) = deduplicate(documents, DuplicateSettings(keep=keep)).clusters
    assert found.kept == "whole"
    (found,) = deduplicate(documents, DuplicateSettings(keep=keep, allow_shorter=True)).clusters
    assert found.kept == "brief"


@given(related_texts())
@settings(deadline=None, max_examples=10)
def test_other_documents_do_not_change_a_verdict(texts: list[str]) -> None:
    """What is removed beside a hundred other texts is a duplicate alone, too."""
    documents = make_documents([*texts, *(write_story(seed, 60) for seed in range(100, 200))])
    for cluster in deduplicate(documents, DuplicateSettings(workers=1)).clusters:
        for duplicate in cluster.duplicates:
            a, b = documents[int(duplicate.id)].text, documents[int(cluster.kept)].text
            assert len(deduplicate(make_documents([a, b])).clusters) == 1


def test_two_reports_below_one_opening_are_two_texts() -> None:
    """The house's own opening is no news."""
    opening = write_story(20, 25)
    texts = [f"{opening}\n{write_story(seed, 60)}" for seed in (21, 22, 23)]
    assert len(deduplicate(make_documents(texts)).clusters) == 3


def test_a_cut_down_copy_is_one_text_with_its_source() -> None:
    """The lead and a later stretch."""
    words = write_story(24, 120).split()
    assert compare(" ".join(words), " ".join(words[:35] + words[60:80])).duplicate


@pytest.mark.parametrize("n_documents", [2, 3, 8])
def test_a_shared_closing_does_not_make_one_text(n_documents: int) -> None:
    """In a small batch as in a large one."""
    leads = [write_story(100 + number, 34) for number in range(n_documents)]
    found = deduplicate(make_documents([f"{lead}\n{CLOSING}" for lead in leads]))
    assert len(found.clusters) == n_documents


def test_an_item_of_a_round_up_is_another_text() -> None:
    """Neither is the round-up, and they are not one because it holds both."""
    a, b = write_story(7, 60), write_story(8, 60)
    assert not compare(b, f"{a}\n{b}").duplicate
    clusters = deduplicate(make_documents([a, b, f"{a}\n{b}"])).clusters
    assert not any({"0", "1"} <= {found.kept, *(copy.id for copy in found.duplicates)} for found in clusters)


def test_a_report_below_its_sequel_is_another_text() -> None:
    """What happened next, with the earlier report as background."""
    assert not compare(REPORT, f"{SEQUEL}\n{REPORT}").duplicate
    assert not compare(write_story(9, 70), f"{write_story(10, 40)}\n{write_story(9, 60)}").duplicate


CRANE = (
    "كشفت سلطة المرافئ أن رافعة الرصيف الغربي مالت تسع درجات بعد أن انزلقت قاعدتها في الطين ليلة العاصفة.",
    "وكانت الرافعة قد نقلت من ميناء آخر قبل ثماني سنوات وجرى تقويتها مرة واحدة.",
    "وقال رئيس العمال غسان الرزي إن ثلاثة من رفاقه نزلوا منها بالحبال قبل أن تميل.",
    "وأخليت المستودعات القريبة وتحولت السفن إلى الرصيف الشرقي.",
    "وينتظر أن يصل فريق متخصص لوزنها وتفكيكها قطعة قطعة.",
)
FALL = (
    "سقطت ذراع حديدية طولها خمسون مترا في الماء وأغرقت زورق سحب كان راسيا تحتها، ونجا بحارته الأربعة سباحة.",
    "وبدأ غواصون من الدفاع المدني يقيسون عمق الحطام ويعلمون مكانه بعوامات مضيئة.",
    "وطلب نقيب البحارة إغلاق الحوض كله حتى ينتهي التحقيق وتعويض أصحاب القوارب الصغيرة.",
)


@pytest.mark.parametrize(("start", "end"), [(0, 5), (0, 3), (1, 3), (1, 4)])
def test_news_above_parts_of_the_earlier_report_is_another_text(start: int, end: int) -> None:
    """Whether the earlier report follows whole or in part."""
    assert not compare(" ".join(CRANE), " ".join(FALL + CRANE[start:end])).duplicate


LIFT = (
    "أوقفت شركة المصاعد رحلات المقطورة المعلقة بين السفح والقمة مساء الاثنين بعد أن علقت إحدى عرباتها ساعتين.",
    "وكان في العربة أحد عشر طالبا ومعلمتان، وأنزلهم رجال الإنقاذ واحدا بعد آخر بالحبال.",
    "وقال مدير الشركة حسام الرفاعي إن قطعة في البكرة الوسطى انكسرت، وإن مثلها يفحص كل شهر.",
    "وتنقل المقطورة في الصيف ثمانمئة زائر كل يوم، وبنيت قبل اثنين وعشرين عاما.",
)


def test_one_sentence_of_news_above_the_earlier_report_makes_another_text() -> None:
    """What happened next takes a sentence; the rest is as it was, perhaps without its end."""
    news = (
        "حكمت محكمة الجنح بسجن فني صيانة ستة أشهر وبتغريم صاحب المشروع أربعين ألفا، وألزمته بتعويض أسر التلاميذ وبنشر "
        "نتائج كل كشف على لوحة عند المدخل."
    )
    for end in (4, 3):
        assert not compare(" ".join(LIFT), " ".join([news, *LIFT[:end]])).duplicate


def test_a_first_sentence_in_other_words_is_no_news() -> None:
    """Another desk begins anew and copies the rest."""
    first = "تعطلت المقطورة المعلقة التي تصل السفح بالقمة مساء الاثنين، وبقيت عربة منها ساعتين في الهواء، فأوقفتها الشركة."
    assert compare(" ".join(LIFT), " ".join([first, *LIFT[1:]])).duplicate


def test_another_headline_above_a_copy_is_no_news() -> None:
    """A line that a site puts above its reports, and a dateline."""
    copy = f"عاجل: انطلاق موسم القطاف في بساتين الوادي\nالمنارة - وكالات: {' '.join(CRANE)}"
    assert compare(" ".join(CRANE), copy).duplicate


def test_the_fourth_item_of_a_round_up_is_another_text() -> None:
    """One sentence of many, below another lead."""
    school = "أعاد متطوعون طلاء مدرسة النبع ورسموا على سورها خريطة للقرى المجاورة وأسماء أشجارها."
    items = (
        "افتتح رئيس مجلس المدينة معرض الزهور الثامن في حديقة النهر وسط حضور كبير من العائلات.",
        "ودشن في الجولة نفسها ممرا للدراجات يصل الحديقة بمحطة الحافلات.",
        "وأعلن عن مسابقة لأجمل شرفة تشارك فيها أحياء المدينة كلها.",
        f"وعلى صعيد آخر {school}",
        "وتختتم الفعاليات بحفل موسيقي.",
    )
    assert not compare(school, " ".join(items)).duplicate


STATEMENT = (
    "أعلن قائد الدرك في مقاطعة الشوك العقيد مروان الطيبي أن دورية أوقفت {}، وأكد أن القطع الجائر يهدد ما بقي من الغابة "
    "القديمة، وأن الدوريات ستستمر ليلا ونهارا، وأن كل من يشتري حطبا بلا رخصة يعد شريكا في الجرم ويعاقب بالغرامة والسجن."
)


def test_statements_of_one_form_on_other_days_are_two_texts() -> None:
    """The form is longer than the news, and the day stands between other words."""
    saturday = STATEMENT.format("مساء السبت شاحنة تحمل أخشابا قرب جسر الرمل وسلمت سائقها إلى القضاء")
    monday = STATEMENT.format("فجر الاثنين صهريجا محملا بفحم مهرب عند مفرق العين وفر من كان يقوده")
    assert not compare(saturday, monday).duplicate
    assert compare(
        saturday, saturday.replace("وأكد", "وبيّن").replace("بالغرامة والسجن", "بالسجن والغرامة")
    ).duplicate


def test_names_in_each_others_place_make_two_texts() -> None:
    """Who won and who lost are the same words in another order."""
    won = "تغلب اللاعب رامي الديري على منافسه أيمن الصفدي في بطولة الشطرنج للناشئين وتوج باللقب."
    lost = "تغلب اللاعب أيمن الصفدي على منافسه رامي الديري في بطولة الشطرنج للناشئين وتوج باللقب."
    assert not compare(won, lost).duplicate


def test_bulletins_of_two_days_are_two_in_a_batch_of_two() -> None:
    """No other bulletin is needed to tell."""
    saturday, sunday = write_bulletin("السبت", "47.80", "47.95"), write_bulletin("الأحد", "48.10", "48.30")
    assert not compare(saturday, sunday).duplicate


NOTICE = (
    "كرّمت مديرة النادي اللاعب {} من حي {} لفوزه بسباق {}، وأهدته دراجة وكأسا صغيرة في لقاء حضره الجيران "
    "والأصدقاء"
)


READING = (
    "قاس المرصد الجبلي في {} ظهر اليوم حرارة عظمى بلغت {} مئوية وصغرى بلغت {} مئوية، والرياح خفيفة متقلبة "
    "والسماء صافية."
)


def test_one_other_figure_between_words_that_recur_makes_two_texts() -> None:
    """Both figures stand between the same words, and one of them is equal."""
    assert not compare(READING.format("السفح", 27, 14), READING.format("السفح", 29, 14)).duplicate
    assert compare(READING.format("السفح", 27, 14), READING.format("السفح", 27, 14) + " انتهى").duplicate


COURSE = (
    "يفتتح النادي دورة في الخط العربي للمبتدئين يوم {} وتدوم شهرا، والمقاعد محدودة والتسجيل في مكتب الإدارة."
)


@pytest.mark.parametrize("date", ["9/5/2024", "9 مايو 2024", "٩ أيار ٢٠٢٤"])
def test_a_month_is_its_number(date: str) -> None:
    """Papers of Egypt and of the Levant name months otherwise; another month is another course."""
    assert compare(COURSE.format("9 أيار 2024"), COURSE.format(date)).duplicate
    assert not compare(COURSE.format("9 حزيران 2024"), COURSE.format(date)).duplicate


CONTACT = (
    "فقدت محفظة سوداء قرب سوق الخضار القديم وفيها أوراق مهمة، وعلى من يجدها الاتصال بصاحبها على الرقم {} أو "
    "تسليمها إلى المكتب."
)


@pytest.mark.parametrize("number", ["079-123-4567", "٠٧٩ ١٢٣ ٤٥٦٧", "079–1234567", "0791 234 567"])
def test_a_phone_number_is_one_however_it_is_grouped(number: str) -> None:
    """Another number is another notice."""
    assert compare(CONTACT.format("0791234567"), CONTACT.format(number)).duplicate
    assert not compare(CONTACT.format("079-123-9999"), CONTACT.format(number)).duplicate


TRIAL = (
    "انتهى بناء {} في الموعد، وحضر الافتتاح جمع من سكان الحي بعد أن ظل المشروع سنوات بلا تمويل وبلا مقاول."
)


def test_the_middles_of_two_dates_are_no_place_that_both_have() -> None:
    """Words around the whole date tell which figure stands where."""
    shingles = shingle([TRIAL.format("الجسر يوم 31 مارس 2017"), "أغلق المتجر في 16 أيار 2022 بلا إنذار"])
    assert compare_figures(shingles, np.array([[0, 1]])).common.tolist() == [0]
    shingles = shingle(["أغلق المتجر في 16 نيسان 2022 بلا إنذار", "أغلق المتجر في 16/5/2022 بلا إنذار"])
    assert compare_figures(shingles, np.array([[0, 1]])).conflicts.tolist() == [1]


def test_two_notices_of_one_form_are_two_texts() -> None:
    """Other names in the same sentence are other news, in a batch of two as well."""
    names = [("مازن", "الورّاقين", "الضاحية"), ("لؤي", "الدبّاغين", "الجسور"), ("تيم", "النحّاسين", "القوارب")]
    texts = [NOTICE.format(*name) for name in names]
    assert len(deduplicate(make_documents(texts)).clusters) == 3
    assert len(deduplicate(make_documents(texts[:2])).clusters) == 2


def test_a_notice_without_a_few_words_is_the_same() -> None:
    """Nothing of its own stands in the shorter one."""
    notice = NOTICE.format("مازن", "الورّاقين", "الضاحية")
    assert compare(notice, notice.replace(" في لقاء حضره الجيران", "")).duplicate


def test_short_reports_below_one_paragraph_of_the_house_are_apart() -> None:
    """The paragraph is longer than the news."""
    opening = write_story(40, 26)
    texts = [f"{opening}\n{write_story(seed, 17)}" for seed in (41, 42, 43, 44)]
    assert len(deduplicate(make_documents(texts)).clusters) == 4

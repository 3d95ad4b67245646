"""Words by which a sentence leans on the one before it; used by `leaning`. All tables are folded."""

from summarizer.text.sentences.continuations import REPORTING
from summarizer.text.tokenizing import tokenize


def _read(words: str) -> frozenset[str]:
    return frozenset(tokenize(words))


# Connectives that open a sentence and join it to what was said before, and "among them". "And" and "so" are
# left out: nearly every sentence of Arabic news begins with "and".
CONNECTIVES = _read(
    """
    لكن ولكن لكنه لكنها لكنهم ولكنه ولكنها غير بيد إلا كما كذلك لذلك لذا إذ حيث بينما فيما بالتالي هكذا بهذا
    بذلك أي ثم أيضا فقد عليه وإلا وإلى بعدها عندها حينها عندئذ حينئذ آنذاك وقتها إثرها بالمقابل
    بالمثل منهم منها منهما بينهم بينها بينهما كلاهما كليهما كلتاهما كلتيهما كلهم كلها جميعهم جميعها معظمهم
    معظمها أغلبهم أغلبها بعضهم بعضها أحدهم أحدها أحدهما إحداها إحداهما غالبيتهم غالبيتها
    ثانيهما ثانيتهما ثانيها ثانيتها ثالثهم ثالثها ثالثتها رابعها ثانيا ثالثا رابعا خامسا سادسا سابعا
    برأيه برأيها برأيهم برأيهما بحسبه بحسبها بحسبهم والسبب والنتيجة
    """
)
# Connectives of two or three words: "at the same time", "on another level". Their second words alone say
# nothing: `على صعيد الأسعار` is a topic, `في الوقت الذي` a clause, `في المقابل الشرقي` a place.
BEFORE_NOUNS = _read("في على من")
CONNECTING_NOUNS = _read(
    """
    الوقت السياق سياق الإطار إطار صعيد الصعيد جهة الجهة ناحية الناحية جانب الجانب الشأن شأن موضوع الموضوع
    تطور حادث حادثة بيان
    """
)
OTHER_OR_SAME = _read(
    """
    آخر أخرى الآخر الأخرى ثان ثانية الثانية متصل متصلة مماثل مماثلة منفصل منفصلة مواز موازية نفسه نفسها ذاته
    ذاتها عينه عينها
    """
)
SAME = _read("نفس ذات")
# "On the next day", "in the same place": these nouns are followed by other words too ("at two o'clock").
TIMES_AND_PLACES = _read(
    "اليوم الليلة الأسبوع الشهر العام السنة الصباح المساء الساعة الموسم المكان المدة الفترة اللحظة المرة"
)
SAME_OR_NEXT = _read("نفسه نفسها ذاته ذاتها عينه عينها التالي التالية الموالي الموالية")
# "For the same reason".
FOR_THE = "لل"
# "In his view", "by her words", behind a preposition and perhaps "the limit of" (`على حد قوله`).
VIEWS = _read(
    """
    رأيه رأيها رأيهم نظره نظرها نظرهم قوله قولها قولهم تقديره تقديرها تقديرهم تعبيره تعبيرها تعبيرهم
    اعتقاده اعتقادها اعتقادهم وصفه وصفها وصفهم
    """
)
BEFORE_VIEWS, LIMIT = _read("في على من بحسب حسب وفق وفقا بنظر"), _read("حد")
# "The other option".
OTHER = _read("الآخر الأخرى")
# "Which led to": a clause of the sentence before.
RESULTING = _read(
    "أدى دفع جعل اضطر أسفر تسبب أجبر أثار حدا يعني يجعل يؤدي يدل سمح مكن زاد أوقع يهدد يسمح يضطر يجبر"
)
TWO_WORDS = frozenset(
    map(
        " ".join,
        map(
            tokenize,
            (
                "على العكس",
                "على النقيض",
                "في الأثناء",
                "من ثم",
                "من هنا",
                "بناء عليه",
                "الأمر الذي",
                *(f"{that} {verb}" for that in ("ما", "مما") for verb in RESULTING),
            ),
        ),
    )
)
OPPOSITE = " ".join(tokenize("في المقابل"))
SECOND_WORDS = (
    CONNECTING_NOUNS
    | SAME
    | TIMES_AND_PLACES
    | SAME_OR_NEXT
    | VIEWS
    | LIMIT
    | RESULTING
    | OTHER
    | _read("العكس النقيض الأثناء ثم المقابل هنا عليه الذي")
)
# Of these, the ones whose clause may come first in a text: "while the courts were closed, ...".
CLAUSES = _read("بينما فيما")
# Also with "and" or "so" in front.
PRONOUNS = _read("هو هي هم هما وهو وهي وهم وهما فهو فهي فهم إنه إنها إنهم فإنه فإنها وإنه وإنها")
POINTING = _read("هذا هذه ذلك تلك هؤلاء أولئك هذان هذين هاتان هاتين")
# "This week" points at the day of the newspaper.
TIMES = _read(
    """
    الأسبوع العام الشهر اليوم الصباح المساء السنة الموسم المرة الأيام الأثناء الصيف الشتاء الربيع الخريف
    الخميس الجمعة السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء القرن الليلة العقد الساعة اللحظة
    """
)
SAYING = REPORTING | _read(
    """
    أشار أشارت أشاروا لفت لفتت لفتوا شدد شددت شددوا ذكر ذكرت ذكروا بين بينت أكدوا أوضحوا اختتمت ختمت اعتبر
    اعتبرت اعتبروا رأى رأت رأوا يرى ترى يشير تشير استطردت أردف مضى مضت كشف كشفت كشفوا نوه نوهت زاد زادت أبرز
    أبرزت سجل سجلت أفاد أفادت أفادوا أعلن أعلنت أعلنوا توقع توقعت توقعوا نفى نفت زعم زعمت ادعى ادعت تعهد تعهدت
    حذر حذرت نبه نبهت دعا دعت طالب طالبت وصف وصفت أعرب أعربت أبدى أبدت تمنى تمنت رجح رجحت واصل واصلت استدركت
    عد عدت أقر أقرت اشتكى شكا شكت تذكر يتذكر تتذكر خلص خلصت استبعد استبعدت شرح شرحت شرحوا لاحظ لاحظت
    لاحظوا جزم جزمت ألمح ألمحت هدد هددت هددوا
    """
)
# Behind such a verb: what is said, where the speaker should stand.
NO_SPEAKER = _read(
    """
    إن أن إنه إنها إنهم أنه أنها أنهم إلى قائلا قائلة أيضا على في بأن بأنه بأنها بأنهم إننا أننا إني أنني إنني
    عن من كذلك خلال أنهما إنهما
    """
)
# Speakers that only an earlier sentence can name: "the researchers said that". Offices are left out: "the
# police said", "the minister said" stand alone.
KNOWN_SPEAKERS = _read(
    """
    الباحث الباحثة الباحثان الباحثون الباحثين الخبير الخبراء المصدر المصادر البيان التقرير الدراسة الصحيفة
    الوكالة المتحدث المتحدثة الناطق الناطقة المسؤول المسؤولة المسؤولان المسؤولون الكاتب الكاتبة الرجل المرأة
    الفتاة الشاب الشاهد الشهود الطبيب الطبيبة المحامي المحامية
    """
)
# Before the name of what is no person: "the company Acme", which may speak by its name alone.
INTRODUCING = _read(
    """
    شركة منظمة حركة وكالة صحيفة قناة مدينة حزب جماعة تنظيم مجلة موقع دولة بنك مصرف نادي فريق جامعة وزارة هيئة
    مجلس لجنة قبيلة عاصمة ولاية محافظة مؤسسة جمعية إذاعة شبكة مجموعة مركز معهد اتحاد نقابة بلدية
    """
)
# "As for the second" leans on the sentence that counts them, and so does "and the third".
AS_FOR_WORDS = _read("أما وأما فأما")
COUNTED_WORDS = _read(
    """
    الأول الأولى الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة السابع السابعة
    الثامن الثامنة التاسع التاسعة العاشر العاشرة الآخر الأخرى الآخرون الآخران الآخرين الأخريات الأخريان
    الأخير الأخيرة
    """
)
COMING = _read("يأتي تأتي جاء جاءت يجيء تجيء")
# In these the first letter fa is part of the word; in others it may be "so".
FA_WORDS = _read(
    """
    فريق فرق فرنسا فرنسي فرنسية فلسطين فلسطيني فلسطينية فلسطينيون فلسطينيين فيلم فترة فترات فئة فئات
    فرصة فرص فوز فيروس فيديو فصل فصول فكرة فتح فتحت فاز فازت فازوا فتاة فتيات فرع فروع فرد فقدان فقد
    فقدت فقر فقراء فندق فنادق فنان فنانة فنانون فنانين فن فنون فني فنية فوق فوائد فائدة فائز فائزة فاطمة
    فارس فاروق فادي فايز فهد فهم فواز فؤاد فيصل فيليب فنزويلا فنلندا فيينا فيتنام فيسبوك فشل فشلت فرض
    فرضت فضلا فضل فضلت فجر فجرت فحص فحوص فساد فضيحة فعل فعلا فعالية فعاليات فلاح فلاحون فلك فيضان
    فيضانات فيما فرانس فرانسوا فرار فر فرت فروا فراغ فصائل فصيل فضاء فضائي فضائية فضة فرح فرحة فريد
    فريدة فكر فكرت فوج فوجئ فوجئت فور فورا فوضى فيزياء
    """
)
# Words that end like a noun or a verb with a pronoun, and have none.
NOT_OWNED = _read(
    """
    أسهم متهم مساهم درهم تفاهم ملهم ساهم مبهم إبراهيم متفاهم أدهم براهم يساهم تساهم يلهم تسهم يسهم
    باهم مداهم اتهم يتهم تتهم أفهم يفهم تفهم وجها اتجاها أبها سفيها
    """
)

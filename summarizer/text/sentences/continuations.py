"""Words that tell whether a sentence continues after a stop or a quotation; used by `ends`, `abbreviations`.

All tables are folded.
"""

from summarizer.text.tokenizing import tokenize


def _read(words: str) -> frozenset[str]:
    return frozenset(tokenize(words))


# «...؟» قال الوزير: the quotation is the object of the verb after it.
REPORTING = _read(
    """
    قال قالت قالوا قالا يقول تقول يقولون قائلا قائلة قلت قلنا سأل سألت سألوا سأله سألته سألها سألني يسأل
    تسأل تساءل تساءلت تساءلوا يتساءل تتساءل يتساءلون متسائلا متسائلة أجاب أجابت أجابوا أجابه أجابته يجيب
    تجيب رد ردت ردوا يرد ترد صرخ صرخت صرخوا يصرخ تصرخ هتف هتفت هتفوا يهتف تهتف صاح صاحت صاحوا يصيح همس همست
    يهمس كتب كتبت كتبوا يكتب تكتب علق علقت يعلق تعلق غرد غردت يغرد أكد أكدت يؤكد تؤكد أضاف أضافت يضيف تضيف
    تابع تابعت يتابع أوضح أوضحت يوضح استطرد استطردت استدرك استدركت أردف أردفت خاطب خاطبت نادى نادت ينادي ردد
    رددت رددوا يردد يرددون ختم اختتم حكى حكت يحكي روى روت يروي صرح صرحت قاطع قاطعه قاطعته استفسر استفسرت
    مازح مازحا اعترف اعترفت تمتم
    """
)
# After "«... .»" these tell how it was said, in whose words, or what else was said.
MANNER = _read(
    """
    مشيرا مشيرة مضيفا مضيفة مؤكدا مؤكدة موضحا موضحة متابعا معتبرا معتبرة لافتا لافتة محذرا محذرة داعيا
    مطالبا قائلا قائلة متسائلا متسائلة مبينا مبينة مستغربا مستنكرا مستشهدا مستدركا معربا مبديا معلنا
    نافيا رافضا شارحا ساخرا ضاحكا باكيا غاضبا مبتسما مخاطبا مناشدا واصفا متوعدا مهددا منتقدا مشددا مشيدا
    منوها كاشفا مستطردا مذكرا مناديا بحسب حسب وفق وفقا طبقا بصوت بغضب باستغراب بدهشة بسخرية بحدة بحزن
    بحسرة بابتسامة بالعربية بالإنجليزية بالفرنسية
    """
)
# After "«...؟»" these continue the sentence around it.
CONTINUING = MANNER | _read(
    """
    و ثم أو أم إن أن إنه إنها أنه أنها إلى في من على عن مع حين حينما عندما حيث بعد بعدما قبل منذ حتى خلال
    بينما لدى عند عبر ضمن أثناء فيما هكذا بهذا بهذه هو هي وهو وهي وهم وذلك كان كانت الذي التي الذين للمخرج
    للكاتب للكاتبة للشاعر للصحافيين
    """
)
# After a letter and a stop, "and" or one of these begins a new sentence.
OPENING = _read("لكن ولكن أما كما فيما بينما")
# After a quoted question without a colon before it, only these and verbs are sure to begin a new sentence.
CLAUSE_OPENING = OPENING | _read(
    "وقد ولقد وكان وكانت ولم ولن ولا وليس وفي وبعد وقبل ومن وعلى وجاء وجاءت وإذا وإن وأن ولذلك وهذا وهذه"
)
# In these words the first letter waw is part of the word; in all others it is "and".
WAW_WORDS = _read(
    """
    وفق وفقا وفقها وراء وسط وقت وحده وحدها وحدهم وجه وجهة وجهات وجود وجوه وجيه وجدي وجدان وزير وزيرة وزيري
    وزارة وزراء وزارات وزاري وزارية وكالة وكالات وكيل وكلاء والد والدة والده والدته والدي والدها واحد واحدة
    واحات واحة وادي واسع واسعة واضح واضحة واقع واجب وافد وافدة وارد واردات وائل واصف وقف وقفة وقود وقائع
    وقوع وضع وضعية وسائل وسيلة وسيط وسطاء وسام وسيم وطن وطني وطنية وفد وفود وفاة وفيات وفاء وفير وحدة وحدات
    وحيد وحيدة وحش وحشي وحشية وثيقة وثائق وثيق ولي ولاية ولايات ولد ولادة وليد ولاء وليم ورق ورقة ورشة ورش
    ورد ورود وردة وردي ورم ورثة وريث وصول وصف وصفة وصفي وصي وصية وصلة وظيفة وظائف وعي وعد وعود وداد وديع
    وديعة ودي ودية وزن وتيرة وتر وهبي وهبة وهيب وهج وهم وهمي وكر ونيس واشنطن وارسو ووهان ويلز ويلسون ويليام
    ويليامز وليام وليامز وليمز واتسون واطسون والاس والتر والش وايت وود وودز ووكر وارن وارنر واين وينتر
    وينفري وينسلت ويست ويسترن ويب ويبر واغنر واجنر ووترز وورد وورلد وولش ويلش وانغ ويتمان ويتني وايلد وايلدر
    ويلر ويند ويندوز ويكيبيديا ويكيليكس واتساب وول وولف ولسن وستون وندسور
    """
)
# A letter after one of these is a name, not a title: "المجموعة أ." and "فيتامين د."
LABELS = _read(
    """
    فيتامين مجموعة المجموعة للمجموعة بالمجموعة المجموعتين المجموعات فئة الفئة للفئة الفئتين فصيلة الفصيلة
    زمرة الزمرة نوع النوع درجة الدرجة نقطة النقطة حرف الحرف ملحق الملحق مستوى المستوى خطة الخطة التهاب بند
    البند فقرة الفقرة فيروس البوابة المبنى القاعة صالة الصالة الشريحة العينة الدفعة النموذج نموذج طراز
    الطراز الجزء السيناريو الخيار
    """
)
# Names of Latin letters in Arabic, used as initials: "جون إف. كينيدي"
SPELLED = _read(
    """
    إيه آيه أيه بي سي دي إي إف جي إتش أتش إيتش آي جيه جاي كيه كي كاي إل إم إن أو كيو آر أر إس تي يو في دبليو
    دابليو إكس واي زد
    """
)
# Those that are also words, so that they say nothing about the letter after them.
SPELLED_WORDS = _read("في أو إن أي كي إل إم")
# Words, not folded, that fold to the same letters as a spelled letter.
SPELLED_LOOKALIKES = ("آن", "آية", "أم")
# A platform, not an initial.
SPELLED_NAMES = _read("إكس")
# "د." doctor, "م." engineer, "أ." professor, joined to "and" or "to".
JOINED_TITLES = _read("ود وم وأ لد")
# Short forms before a name, a number or a title: volume, edited by, translated by, professor.
SHORT_FORMS = _read("مج تح تر صص بروف أد")
LATIN_SHORT_FORMS = _read(
    "inc ltd co corp llc plc bros mr mrs ms dr st jr sr vs no prof vol fig al etc gen col sen gov lt sgt mt"
)
DOMAINS = _read("كوم نت أورغ أورج com net org")
# Units after a slash: كم/س
RATES = _read("س ث ه")

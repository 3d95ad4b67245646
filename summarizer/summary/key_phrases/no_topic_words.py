"""Words that never say what an article is about, as data; used for key phrases, besides the stop words."""

from summarizer.text.dates import DAYS_WITHOUT_ARTICLE, MONTHS
from summarizer.text.tokenizing import tokenize

# Dates, numbers in words, measures, nouns that form a preposition with one (`في إطار`), verbs of reporting,
# and nouns that only lead to another one.
_ARABIC = f"""
{DAYS_WITHOUT_ARTICLE} {MONTHS}
يوم أيام يومين أسبوع أسابيع أسبوعين شهر أشهر شهور شهرين عام أعوام عامين سنة سنوات سنتين ساعة ساعات
دقيقة دقائق صباح مساء ليلة قرن عقد وقت واحد واحدة اثنان ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة
سبع ثمانية ثماني ثمان تسعة تسع عشرة عشر عشرات عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين
ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مئة مائة مئتان مئتين مائتان مائتين مئات ألفان ألفين
ألف آلاف مليون ملايين مليار مليارات تريليون نصف ربع ثلث أولى ثاني ثانية ثالث ثالثة رابع رابعة خامس
خامسة مرة مرات شخص أشخاص جانب جزء كيلومتر كيلومترات متر أمتار مكعب مربع درجة نسبة ماضي ماضية مقبل
مقبلة حالي حالية جاري قادم سابق سابقة آخر أخرى جديد جديدة كبير كبيرة عديد حسبما رغم إطار صدد غرار
غضون خضم أعقاب سياق صعيد جراء أجل مقرر مقابل مقارنة مصدر مصادر بيان تصريح تصريحات تقرير خبر إضافة
أفاد أفادت أعلن أعلنت كشف كشفت صرح صرحت أشارت لفت لفتت نقل نقلت شدد شددت اعتبر اعتبرت طالب طالبت
دعا دعت حذر حذرت بدأ بدأت قرر قررت تمكن تمكنت شهد شهدت بلغ بلغت جاء جاءت وصل وصلت رأى رأت تابع تابعت
أهم أبرز أفضل أكبر أعلى أدنى معظم أغلب مختلف كافة عموم مجرد لاسيما سيما فضلا نظرا بدلا علما
خصوصا صدد شأن حين أثناء بعدما بشكل بصورة جدا تماما كثيرا قليلا دائما
أحيانا غالبا تقريبا مؤخرا لاحقا سابقا غدا مضيفا معتبرا موضحا معربا داعيا لافتا قائلا
يده يدها أمه أمها أبوه أبيه أخيه أخوه دمه فمه
"""
# What is left of web pages where it is not written as an entity or address.
_WEB = "nbsp quot amp laquo raquo ndash mdash hellip ldquo rdquo http https www html com href src"
# The function words of the languages that Arabic newspapers quote, by the frequency lists of each.
_ENGLISH = """
the a an and or but nor of in on at to for from by with without into onto over under about after before
between through during against as is are was were be been being am do does did has have had will would can
could should may might must shall not no yes he she it its his her hers him they them their we our us you your
my me this that these those there here who whom whose which what when where why how all any some each more
most other such than then so if also only very just out up down off again once
"""
_FRENCH_AND_OTHERS = """
le la les l un une des de du d et ou mais dans en au aux par pour avec sans sous sur entre ce cet cette ces
est sont il elle ils elles nous vous je tu qui que quoi ne pas plus son sa ses leur leurs
el los las una unos y o pero con sin por para como del al es son su sus que
der die das den dem des ein eine und oder nicht mit von zu im ist sind auf aus bei
il lo gli una e di da per tra che non
ve bir bu da de ile için
"""
# Persian and Urdu words that no Arabic word is spelled like, in Arabic folding.
_PERSIAN_AND_URDU = "از است اند که میں"

NO_TOPIC = frozenset(tokenize(f"{_ARABIC} {_WEB} {_ENGLISH} {_FRENCH_AND_OTHERS} {_PERSIAN_AND_URDU}"))

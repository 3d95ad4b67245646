"""The lines that outlets write around their articles, one phrase a row; used by `matching`.

A pattern is a regular expression for a whole line, written in plain spelling and folded before use; ``~``
stands for up to 16 more words. Bullets, quotes and stops around a line are not part of it. A row only says what
a line *can* be; its region decides what it is (`regions`), so a subheading "فيديو" stays a subheading.
Sources: corpora (counted in 76,814 scraped articles), pages and html (read there), web (an outlet's public
interface texts), usage (known from reading the outlets).
"""
# ruff: noqa: E501 -- one phrase a line, so that a change shows as a changed row.

from summarizer.page.phrases.credits import CREDIT_PHRASES
from summarizer.page.phrases.vocabulary import (
    CHANNEL,
    JOINING,
    KIN,
    MENU,
    SECTION,
    SHARED,
    SHARED_FILLER,
    STORE,
    TOPIC,
)
from summarizer.page.records import Phrase
from summarizer.records import RemovedKind

_ADVERTISEMENT, _APP, _BYLINE = RemovedKind.ADVERTISEMENT, RemovedKind.APP, RemovedKind.BYLINE
_DISCLAIMER, _FOOTER = RemovedKind.DISCLAIMER, RemovedKind.FOOTER
_NAVIGATION, _NEWSLETTER, _MORE = RemovedKind.NAVIGATION, RemovedKind.NEWSLETTER, RemovedKind.READ_MORE
_RELATED, _SHARE, _TAGS = RemovedKind.RELATED_HEADING, RemovedKind.SHARE, RemovedKind.TAGS
_TICKER, _WIDGET = RemovedKind.TICKER, RemovedKind.WIDGET
# Imperatives. One that may also be a past tense needs another word after it to differ from a sentence.
_FOLLOW = "(?:تابعنا|تابعونا|تابعوا|تابعوها|لمتابعة|لمتابعتنا|للمتابعة|(?:يمكنكم|يمكنك) (?:متابعة|متابعتنا))"
_JOIN = "(?:اشترك|اشتركوا|اشتركي|للاشتراك|سجلوا|انضموا|انضمي|للانضمام)"
_LOAD = (
    "(?:حمل|حملوا|حملي|نزل|نزلوا|ثبت|لتحميل|لتنزيل|تحميل|تنزيل|قم بتحميل|يمكنكم تحميل|احصل على|جرب|متوفر على)"
)
_READ = "(?:اقرا|اقراي|اقراوا|شاهد|شاهدي|شاهدوا|طالع|طالعوا|انظر|تابع|تصفح|اطلع|استمع|يقرا|يهمك)"

PHRASES: tuple[Phrase, ...] = (
    # Lines that open a block of other articles.
    Phrase(_RELATED, f"{TOPIC} {KIN}(?: ب\\S{{3,10}}| (?:من|في|عن|حول) \\S{{3,10}})?", "aawsat, alyaum, youm7, BBC, WordPress themes", "pages"),
    Phrase(_RELATED, f"{_READ}(?: \\S{{1,10}})? (?:ايضا|كذلك)(?: في \\S{{1,10}} \\S{{1,10}})?", "BBC, CNN, sputnik", "corpora"),
    Phrase(_RELATED, "(?:قد|ربما|لعله|مما قد) (?:يعجبك|يهمك|يعجبكم|يهمكم|تحب|تود|ترغب)(?: \\S{1,10}){0,2}", "CNN, RT", "corpora"),
    Phrase(_RELATED, "(?:قد|ربما) تكون مهتما ايضا|يثير اهتمامك|مقترحات|مقترحات لك", "RT", "usage"),
    Phrase(_RELATED, "لا (?:يفوتك|تفوت|تفوتك|يفوتكم|تفوتوا)(?: \\S{1,10}){0,2}", "CNN", "corpora"),
    Phrase(_RELATED, "(?:اخترنا|نرشح|نقترح|اختيارات|موصى به|توصيات)(?: (?:لك|لكم|عليك|المحرر|القراء))?", "annahar", "usage"),
    Phrase(_RELATED, "(?:ننصح|ننصحك|ننصحكم|نوصي|ننصحكم ايضا) (?:ب|ايضا ب)\\S{3,9}|مختارات(?: \\S{2,8}){0,2}", "alarabiya", "usage"),
    Phrase(_RELATED, "(?:يمكنك|يمكنكم) (?:ايضا )?(?:قراءة|الاطلاع|مشاهدة)(?: ايضا)?|القصة الكاملة", "skynewsarabia", "usage"),
    Phrase(_RELATED, f"(?:ال|لل)?(?:مزيد|مزيدا) من (?:{TOPIC}|موقع|قسم|القسم)(?: \\S{{1,12}}){{0,3}}", "aljazeera, dw", "usage"),
    Phrase(_RELATED, "(?:ال|لل|ل)?(?:مزيد|مزيدا|اكثر) (?:عن|حول|في|على|بشان|من هذا)(?: \\S{1,12}){0,3}", "BBC, dw", "web"),
    Phrase(_RELATED, "(?:ال)?(?:قصة|خبر|مقال|مقالة|موضوع|تقرير) (?:ال)?(?:تالية|تالي|سابقة|سابق)", "hespress", "usage"),
    Phrase(_RELATED, "(?:في|من) (?:هذا|نفس|ذات|هذه) (?:السياق|القسم|الملف|الموضوع|التصنيف|القصة)", "aljazeera", "usage"),
    Phrase(_RELATED, "ذات صلة|متعلقات|مقالات الكاتب|مرتبط|حول هذا الموضوع|الموضوع|تصفح المزيد", "sputnik, aljazirah", "corpora"),
    Phrase(_RELATED, "related(?: (?:articles|posts|stories|news|topics|content))?|read (?:also|next)", "WordPress themes", "usage"),
    Phrase(_RELATED, "you (?:may|might) (?:also )?like|more (?:from|on|stories|news).{0,30}|recommended.{0,9}", "taboola", "usage"),
    # Lists of other headlines: most read, latest.
    Phrase(_TICKER, f"(?:{TOPIC} )?(?:ال)?(?:اكثر|اعلى) (?:قراءة|مشاهدة|تداولا|شعبية|شيوعا|تعليقا|تفاعلا|رواجا|زيارة|مشاركة|بحثا"
           "|ارسالا|متابعة|استماعا|مبيعا)(?: \\S{1,12}){0,3}", "youm7, BBC, aljazeera", "html"),
    Phrase(_TICKER, "(?:ال)?(?:احدث|اخر|اهم|ابرز|جديد) (?:ال)?(?:اخبار|مقالات|عناوين|مواضيع|موضوعات|قصص|تقارير|فيديوهات|مستجدات"
           "|تطورات|منشورات|تدوينات|تعليقات|برامج|حلقات)(?: (?:ال)?\\S{3,9})?", "uae71, emirates71", "pages"),
    Phrase(_TICKER, "شريط (?:ال)?(?:اخبار|عاجل)|اخبار (?:اليوم|عاجلة الان)|عناوين الاخبار|العناوين|الرائج(?: الان)?", "RT", "usage"),
    Phrase(_TICKER, "الشائع|الابرز|الاحدث|الاهم|ترند|تريند|حديث (?:الساعة|الناس)|trending(?: \\S{1,10})?", "youm7", "html"),
    Phrase(_TICKER, "most (?:read|viewed|popular|shared)|latest(?: news)?|popular(?: posts)?|recent posts", "WordPress themes", "usage"),
    # Menus.
    Phrase(_NAVIGATION, MENU, "every outlet", "pages"),
    Phrase(_NAVIGATION, f"{SECTION}|فيديوهات|فيديو", "every outlet", "pages"),
    Phrase(_NAVIGATION, f"{MENU} ?[/>»›|\\\\،•·←-] ?\\S{{1,15}}(?: \\S{{1,15}}){{0,30}}", "WordPress themes, youm7", "pages"),
    Phrase(_NAVIGATION, "(?:انتقل|اذهب|تخط|تخطى|الانتقال|الذهاب|تجاوز|عودة|رجوع|ارجع) (?:الى )?(?:ال|لل)?(?:صفحة|محتوى|رئيسية|قائمة"
           "|خلف|بحث|تنقل|سابق)~|skip to~|back to~", "BBC, WordPress themes", "web"),
    # Share links.
    Phrase(_SHARE, f"(?:(?:{SHARED_FILLER}|{SHARED})[ /|،,:•·()-]+)*{SHARED}(?:[ /|،,:•·()-]+(?:{SHARED_FILLER}|{SHARED}))*",
           "okaz, WordPress themes, every outlet", "corpora"),
    Phrase(_SHARE, "تم (?:نسخ|حفظ|اضافة|ارسال) (?:الرابط|المقال|الخبر)~|link copied|رابط دائم|الرابط المختصر.{0,40}", "aljazeera", "usage"),
    # Newsletters and channels.
    Phrase(_NEWSLETTER, f"{_JOIN}(?: {JOINING})* {CHANNEL}(?= |$)~|(?:اشترك|اشتركوا) (?:الان|معنا|مجانا)~", "every outlet", "pages"),
    Phrase(_NEWSLETTER, f"(?:سجل|انضم|اضغط|انقر|تلقى|تلق)(?: {JOINING})* {CHANNEL}(?= |$)~", "every outlet", "usage"),
    Phrase(_NEWSLETTER, f"{_FOLLOW}~ {CHANNEL}(?= |$)~|تابعنا|تابعونا|(?:تابعنا|تابعونا) على|follow us~", "youm7, albayan", "html"),
    Phrase(_NEWSLETTER, f"تابع (?:على|عبر|اخر|احدث|كل|جميع|اهم|المزيد)~ {CHANNEL}(?= |$)~|تابع {CHANNEL}(?= |$)~", "youm7", "html"),
    Phrase(_NEWSLETTER, "تابع(?: \\S{2,12}){1,3} (?:على|عبر) (?:google news|اخبار (?:جوجل|غوغل))", "aljazeera, youm7", "usage"),
    Phrase(_NEWSLETTER, "(?:ال)?(?:نشرة|نشرتنا|نشرات|قائمة|قائمتنا) (?:ال)?(?:بريدية|اخبارية|الكترونية|يومية|اسبوعية)~", "every outlet", "usage"),
    Phrase(_NEWSLETTER, "(?:ادخل|اكتب|ضع|سجل) (?:عنوان )?(?:بريدك|البريد)~|newsletter~|subscribe~|(?:البريد|بريدك) الالكتروني", "every outlet", "usage"),
    Phrase(_NEWSLETTER, "(?:ليصلك|لتصلك|ليصلكم|لتصلكم|تصلك|يصلك|احصل على|تلق|تلقى)~ (?:اخبارنا|الاخبار|جديد|جديدنا|بريدك|نشرتنا)~", "every outlet", "usage"),
    Phrase(_NEWSLETTER, "كن (?:اول من يعلم|على اطلاع)~|(?:تابعنا|تابعونا)~ (?:نبض|اكس|تويتر|فيسبوك)", "every outlet", "usage"),
    # Apps.
    Phrase(_APP, f"{_LOAD}(?: (?:الان|مجانا|من|احدث|نسخة|نسختك|معنا))* {STORE}(?= |$)~", "every outlet", "usage"),
    Phrase(_APP, "(?:يمكنكم|يمكنك|بامكانكم|بامكانك) (?:تسلم|استلام|تلقي|الحصول على) (?:ال)?(?:اشعارات|تنبيهات|اخبار)~", "BBC", "corpora"),
    Phrase(_APP, "(?:فعل|فعلوا|تفعيل|اضغط على) (?:ال)?(?:اشعارات|تنبيهات|جرس|زر الجرس)~|تطبيقاتنا~|تطبيق \\S{2,10} متاح~", "RT", "usage"),
    Phrase(_APP, "download (?:the|our) app~|get it on google play|download on the app store|app store|google play", "every outlet", "usage"),
    # Links to one other article, or to the rest of this one.
    Phrase(_MORE, f"(?:{_READ}|للمزيد|لمزيد من التفاصيل|المزيد|للاستزادة) (?:ايضا|كذلك)(?: \\S{{1,12}})? ?[:|…›»/.-]+.{{0,160}}",
           "france24, BBC, CNN, elbalad", "corpora"),
    Phrase(_MORE, "(?:اقرا|شاهد|طالع|للمزيد|لمزيد من التفاصيل|المزيد|بالفيديو|بالصور)(?: (?:المزيد|عن|حول))? ?[:|›»]+.{0,160}", "france24, BBC", "corpora"),
    Phrase(_MORE, f"(?:{TOPIC} {KIN}|(?:ذات|ذو) صلة|(?:خبر|موضوع|تقرير) (?:ذو|ذي) صلة|متعلق|قد (?:يهمك|يعجبك)(?: ايضا)?|اخترنا لك) ?[:|›»]+ ?\\S.{{8,160}}",
           "france24, WordPress themes", "usage"),
    Phrase(_MORE, "(?:اقرا|قراءة|عرض|شاهد|اظهار|اظهر|تحميل|معرفة|اعرف|لقراءة|تابع القراءة|اكمل القراءة|لمتابعة القراءة)"
           "(?: (?:ال)?(?:مزيد|الكل|كل|كامل|خبر|مقال|تفاصيل|بقية|فيديو)){0,2}(?: كاملا| كاملة)?(?: اضغط هنا)?", "aawsat", "corpora"),
    Phrase(_MORE, "المزيد|للمزيد(?: من التفاصيل)?|التفاصيل كاملة|لمشاهدة الفيديو~|(?:اضغط|انقر) هنا~|read more|load more|see more", "france24", "corpora"),
    Phrase(_MORE, "view all|show more|مشاهدة الكل|رابط (?:الخبر|المقال|الموضوع)~|للاطلاع على~ (?:هنا|الرابط)", "alweeam", "corpora"),
    # Advertisements.
    Phrase(_ADVERTISEMENT, "(?:ال)?اعلان(?:ات)?(?: (?:ممول|ممولة|مدفوع|مدفوعة|تجاري|تجارية|google|جوجل|غوغل))?|تخطي الاعلان", "every outlet", "pages"),
    Phrase(_ADVERTISEMENT, "(?:مساحة|مادة|محتوى) (?:ممول|ممولة|اعلاني|اعلانية|مروج|دعائي|دعائية|ترويجي|ترويجية|برعاية)|ممول|برعاية", "every outlet", "usage"),
    Phrase(_ADVERTISEMENT, "(?:يستمر|تابع)(?: (?:العرض|المحتوى|الخبر|التقرير|القراءة))? بعد~|advertisements?|ads?|ads by~", "dw, every outlet", "usage"),
    Phrase(_ADVERTISEMENT, "sponsored(?: content| by~)?|promoted(?: content)?", "taboola", "usage"),
    # Tags.
    Phrase(_TAGS, "(?:ال)?(?:وسوم|وسم|اوسمة|تاغات|تاجات|هاشتاغات|هاشتاج|تصنيفات|تصنيف|علامات|كلمات (?:ال)?(?:دلالية|دالة|مفتاحية|بحث)|tags?"
           "|keywords)(?: ?[:|-] ?.{0,200})?", "sputnik, WordPress themes", "html"),
    Phrase(_TAGS, "سمات(?: \\S{1,20}){1,16}|(?:ال)?(?:مواضيع|موضوعات|موضوع|دلالات|هاشتاغ) ?:.{0,160}", "3alyoum, sputnik", "corpora"),
    # Bylines and photo credits.
    Phrase(_BYLINE, "(?:كتب|كتبت|كتبه|كتبها)(?: \\S{2,12}){2,3}|(?:كتب|كتبت|كتبه|كتبها) ?[:/|–-]+ ?\\S{2,14}(?:[ /،-]+\\S{1,14}){0,7}", "youm7", "html"),
    Phrase(_BYLINE, "(?:كتب|كتبت) (?:\\S{2,12} ){1,3}[-–] تصوير(?: \\S{2,12}){1,3}|اجرى الحوار(?: \\S{2,12}){2,3}", "youm7", "html"),
    Phrase(_BYLINE, "(?:بقلم|اعداد|تحرير|اعده|اعدها|ترجمة|المحرر|الكاتب|محرر|متابعة|رصد|حاوره|حاورها|حاورته|by|written by)(?: ?[:/|–-]+ ?| )"
           "(?!(?:بال|لل|ال\\S{3,12}ات))\\S{1,14}(?:[ /،-]+\\S{1,14}){0,5}", "assabah, every outlet", "html"),
    Phrase(_BYLINE, "(?:تقرير|حوار|تحقيق|متابعات|مراسل|مراسلة|نص|author|role) ?[:/|–-]+ ?\\S{1,14}(?:[ /،+-]+\\S{1,14}){0,7}", "assabah, BBC", "html"),
    Phrase(_BYLINE, "تمت اعادة التوجيه من.{0,60}", "telegram", "usage"),
    Phrase(_BYLINE, "فريق التحرير|هيئة التحرير|وكالات|متابعات|author|role|مراسل الشؤون \\S{3,12}", "every outlet", "usage"),
    *CREDIT_PHRASES,
    # Widgets.
    Phrase(_WIDGET, "tt|play-?circle|play|pause|mute|next|previous|(?:next|previous)(?: (?:next|previous))+|loading|\\d+x|\\d+k", "aawsat, 3alyoum", "pages"),
    Phrase(_WIDGET, "السابق|التالي|السابق التالي|-? ?a \\+? ?a|\\+ ?a -|a\\+ ?a|ا ا|حجم الخط|(?:تكبير|تصغير) (?:ال)?خط|خط (?:كبير|صغير)", "okaz", "pages"),
    Phrase(_WIDGET, "جاري? التحميل|انتظر|منذ|الصوت|تشغيل|ايقاف|كتم الصوت", "every outlet", "usage"),
    Phrase(_WIDGET, "(?:(?:وقت|مدة|زمن) (?:ال)?(?:قراءة|استماع|مشاهدة)|(?:قراءة|تقرا|يقرا) في)?[ :]*(?:\\d+|بضع|اقل من) ?(?:دقائق|دقيقة|ثانية"
           "|ثوان|د|min|mins|minutes?)(?: (?:ل|لل)?(?:قراءة|استماع|read))?", "WordPress themes", "usage"),
    Phrase(_WIDGET, "(?:دقيقة واحدة|دقيقتان|دقيقتين|دقيقة)(?: (?:ل|لل)?(?:قراءة|استماع))?", "WordPress themes", "usage"),
    Phrase(_WIDGET, "(?:عدد )?(?:ال)?(?:مشاهدات|مشاهدة|زيارات|قراءات|تعليقات|تعليق|مشاركات|views?|comments?)[ :(]*\\d[\\d,. ]*k?", "masrawy", "usage"),
    Phrase(_WIDGET, "\\d[\\d,. ]*k?(?:الف)? ?(?:مشاهدات|مشاهدة|زيارة|زيارات|قراءة|تعليق|تعليقات|مشاركة|مشاركات|views?|shares?|comments?)", "masrawy", "usage"),
    # Lines under every article of a site.
    Phrase(_FOOTER, "(?:جميع|كل|كافة) (?:ال)?حقوق(?: \\S{1,14}){0,12}|(?:ال)?حقوق (?:ال)?(?:نشر|طبع|ملكية)(?: \\S{1,14}){0,3}|©.{0,80}|.{0,30}© ?\\d{4}.{0,60}", "every outlet", "pages"),
    Phrase(_FOOTER, "copyright~|all rights reserved~|privacy policy|terms (?:of|and)~|cookies?|powered by~|تصميم وتطوير~|advertise~", "every outlet", "usage"),
    Phrase(_FOOTER, "سياسة (?:ال)?(?:خصوصية|استخدام|نشر|ملفات|كوكيز)~|(?:ال)?شروط (?:و?ال)?(?:استخدام|خدمة|نشر|احكام)~|(?:ال)?شروط والاحكام", "every outlet", "web"),
    Phrase(_FOOTER, "[ينت](?:ستخدم|ستعمل|عتمد|حفظ|خزن)~ (?:ملفات (?:تعريف )?الارتباط|(?:ال)?كوكيز|cookies?)~|ملفات تعريف الارتباط", "BBC, every outlet", "web"),
    Phrase(_FOOTER, "(?:اتصل|اتصلوا|تواصل|تواصلوا) (?:بنا|معنا)~|(?:للتواصل|للاتصال)~|contact us|اعلن (?:معنا|لدينا)|للاعلان معنا", "almadina, okaz", "corpora"),
    Phrase(_FOOTER, "(?:اترك|اكتب|اضف|اضافة|ارسل|شاركنا|شارك|ضع) (?:لنا )?(?:ب?تعليقا?|ردا?|تعليقك|ردك|رايك|ب?رايك)~|الغاء الرد", "WordPress themes", "pages"),
    Phrase(_FOOTER, "تعليقات|التعليقات(?: مغلقة)?|(?:لا توجد|لا يوجد|عرض) (?:ال)?تعليقات?~|لن يتم نشر (?:عنوان )?بريدك~|الحقول الالزامية~", "WordPress themes", "pages"),
    Phrase(_FOOTER, "leave a (?:reply|comment)~|احفظ اسمي~|تعليقات (?:القراء|الزوار|فيسبوك)|كن اول من يعلق|(?:تسجيل الدخول|سجل دخولك) للتعليق", "WordPress themes", "usage"),
    Phrase(_FOOTER, "يجب ان تكون مسجلا~|(?:بلغ|ابلغ|الابلاغ) عن خطا~|هل وجدت خطا|ارسل رسالة sms~", "almadina, usage", "corpora"),
    Phrase(_FOOTER, "زر الذهاب الى (?:ال)?اعلى|(?:العودة |عودة )?(?:الى|ل|لل) ?(?:ال)?اعلى(?: الصفحة)?|اعلى الصفحة|back to top", "WordPress themes", "pages"),
    Phrase(_FOOTER, "(?:عن|حول|نبذة عن) (?:ال)?(?:كاتب|كاتبة|مؤلف|مؤلفة|محرر|محررة|مدون|مدونة)(?: ال\\S{2,10})?", "WordPress themes", "usage"),
    Phrase(_FOOTER, "(?:المصدر|مصدر|المصادر) ?[:/|–-]+ ?\\S{1,14}(?:[ /،+-]+\\S{1,14}){0,7}", "aljazeera, RT", "pages"),
    Phrase(_FOOTER, "(?:نقلا عن|بالاتفاق مع|بالتعاون مع|خدمة|ينشر بالاتفاق|ينشر بالتزامن)(?: [«\"]?\\S{1,14}){1,4}", "alarabiya, aawsat", "corpora"),
    Phrase(_FOOTER, "(?:جميع |كل )?(?:ال)?اخبار المنشورة على (?:ال)?صفح\\S{1,4}~", "Anadolu", "pages"),
    Phrase(_FOOTER, "انتهى(?: \\S{1,8}){0,4}", "SPA", "corpora"),
    Phrase(_DISCLAIMER, "(?:جميع |كل |كافة )?(?:ال)?(?:مقالات|اراء|تعليقات|اخبار|مواد|مقال|راي|محتوى|خبر) (?:الواردة|المنشورة|المذكورة)(?: \\S{1,14}){1,24}", "alarabiya, Anadolu", "corpora"),
    Phrase(_DISCLAIMER, "(?:المقال|المقالة|الراي|الاراء|المقالات) (?:لا )?(?:يعبر|تعبر|يعكس|تعكس|يمثل|تمثل) (?:\\S{1,14} ?){1,14}", "every outlet", "usage"),
    Phrase(_DISCLAIMER, "(?:تنويه|اخلاء مسؤولية|ملاحظة) ?:~", "every outlet", "usage"),
    Phrase(_DISCLAIMER, "(?:هذا|هذه) (?:المقال|المقالة|الخبر|الراي|المحتوى|المادة|الترجمة|النص) (?:لا )?(?:يعبر|تعبر|يعكس|تعكس|يمثل|تمثل|نشر|نشرت"
           "|منشور|منشورة|مترجم|مترجمة)~", "every outlet", "usage"),
)  # fmt: skip

"""What outlets write around their articles: data, one row a phrase.

A pattern is a regular expression over a whole line, written in plain spelling and folded before use; ``~`` stands
for up to 16 more words. Bullets, quotes and stops around a line are not part of it. A row only says what a line
*can* be: where it stands decides what it is (``dividing``), so that a subheading "فيديو" stays a subheading.
"""

from summarizer.records import Phrase, RemovedKind

_TOPIC = (
    "(?:ال)?(?:مقالات|مواضيع|موضوعات|اخبار|قصص|تقارير|مواد|عناوين|روابط|فيديوهات|ملفات|مقاطع|محتوى|محتويات)"
)
_KIN = (
    "(?:ال)?(?:متعلقة|مشابهة|مقترحة|مرتبطة|اخرى|مختارة|مميزة|سابقة|مماثلة|مفضلة)|ذات (?:ال)?(?:صلة|علاقة)"
    "|(?:قد |ربما )?(?:تهمك|تهمكم|تعجبك|تعجبكم)|للكاتب|لك|لكم|من (?:نفس )?(?:القسم|الموقع|نفس الكاتب)"
)
_NETWORK = (
    "(?:ال)?(?:فيسبوك|فيس بوك|تويتر|واتساب|واتس اب|واتسآب|تليغرام|تلغرام|تيليجرام|تليجرام|تلجرام|انستغرام|انستجرام"
    "|انستقرام|يوتيوب|لينكد ?ان|لينكدين|تيك توك|سناب شات|ماسنجر|بنترست|بينتيريست|بينتريست|ثريدز|ريديت|نبض|جوجل بلس"
    "|غوغل بلس|منصة اكس|اكس|فايبر|facebook|twitter|whatsapp|telegram|instagram|youtube|linkedin|tiktok|snapchat"
    "|messenger|pinterest|threads|reddit|tumblr|viber|google ?\\+|x)"
)
_NEWS_APP = "google news|(?:اخبار )?(?:جوجل|غوغل|قوقل)(?: نيوز)?|اخبار (?:جوجل|غوغل|قوقل)"
_CHANNEL = (
    f"(?:{_NETWORK}|{_NEWS_APP}|(?:ال|ل|ب)?(?:نشرة|نشرتنا|قناة|قناتنا|قنواتنا|صفحتنا|صفحة|صفحاتنا|حسابنا|حساباتنا|حساب"
    "|مجموعتنا|خدمة|قائمة|قائمتنا|تطبيق|تطبيقنا|منصاتنا|بريدك|بريدكم|بريدية|اشعارات|تنبيهات|اخبارنا|جديدنا)"
    "|اخر (?:ال)?(?:اخبار|مستجدات|تطورات)|كل جديد)"
)
_STORE = (
    "(?:تطبيق|التطبيق|تطبيقنا|تطبيقاتنا|تطبيقات|متجر|متاجر|ابل|app store|google play|غوغل بلاي|جوجل بلاي)"
)
_SHARED = (
    f"(?:{_NETWORK}|شارك|شاركها|شاركه|شاركنا|شاركوا|شاركونا|مشاركة|المشاركة|مشاركه|انشر|انشرها|نسخ|انسخ|طباعة|الطباعة"
    "|اطبع|حفظ|احفظ|استمع|الاستماع|ارسال|ارسل|تغريد|غرد|اعجبني|اعجاب|بريد|البريد|ايميل|رابط|الرابط|رابطا|المفضلة"
    "|share|tweet|like|email|e-mail|mail|print|copy|link|save|send|listen)"
)
_FILLER = (
    "(?:هذا|هذه|الخبر|خبر|المقال|المقالة|مقال|الموضوع|القصة|الصفحة|المنشور|التقرير|على|عبر|مع|من|من خلال|في|الى|او|و"
    "|عن طريق|مواقع|وسائل|شبكات|التواصل|الاجتماعي|اصدقائك|الاصدقاء|الكتروني|الالكتروني|تم|ل|باستخدام|بواسطة|اضف|this"
    "|article|story|page|on|via|to|by)"
)
SECTION = (
    "(?:ال)?(?:عالم(?: العربي| الاسلامي)?|عربي|عربية|عالمي|عالمية|دولي|دولية|دوليات|عرب وعالم|عربي ودولي|سياسة|سياسه"
    "|اقتصاد|مال|اعمال|مال واعمال|اسواق|طاقة|عقارات|رياضة|كرة القدم|رياضات|ثقافة|ثقافة وفنون|فن|فنون|فنون ومشاهير"
    "|مشاهير|منوعات|متفرقات|تكنولوجيا|تقنية|تقنيات|علوم|علوم وتكنولوجيا|علوم وتقنية|صحة|صحتك|طب وصحة|صحة وجمال|راي|اراء"
    "|مقالات|كتاب|كتاب واراء|اقلام|افتتاحية|محليات|محلية|محلي|خليج(?: العربي)?|مصر|سعودية|لبنان|سوريا|عراق|اردن|فلسطين"
    "|مغرب|جزائر|تونس|ليبيا|سودان|يمن|امارات|كويت|قطر|بحرين|عمان|اسرائيل|ايران|تركيا|تحقيقات|تقارير|حوارات|حوادث|قضايا"
    "|محافظات|مجتمع|اسرة|مراة|مرأة|سيدتي|دين|اسلاميات|سفر|سفر وسياحة|سياحة|سيارات|بيئة|مناخ|تعليم|جامعات|تاريخ|طبخ"
    "|مطبخ|موضة|جمال|نمط حياة|اسلوب حياة|لايف ستايل|يوميات(?: الشرق)?|اوروبا|افريقيا|اسيا|اميركا|امريكا|اميركتان"
    "|ولايات المتحدة(?: الاميركية| الامريكية)?|شرق اوسط|شرق الاوسط|مشرق العربي|مغرب العربي|شمال افريقيا|شؤون .{3,14}"
    "|وثائقيات|ميديا|اعلام|سينما|دراما|مسرح|موسيقى|كتب|ملفات|فضاء|حصاد|ملحق|ملاحق|اخبار|برامج|برامجنا)"
)
_PAGES = (
    "الصفحة الرئيسية|الرئيسية|رئيسية|القائمة|القائمة الرئيسية|بحث|البحث|ابحث|بحث متقدم|ابحث في الموقع|english|العربية"
    "|عربي|francais|français|español|türkçe|فارسي|بث مباشر|البث المباشر|البث الحي|مباشر|البث|فيديو|الفيديو|فيديوهات|صور"
    "|الصور|معرض الصور|بودكاست|البودكاست|كاريكاتير|كاريكاتور|انفوغراف|انفوغرافيك|انفوجرافيك|عاجل|اخبار عاجلة|الاخبار"
    "|اخر الاخبار|احدث الاخبار|تغطية خاصة|تغطيات|اقسام|الاقسام|خدمات|خدماتنا|الارشيف|ارشيف|اعداد سابقة|النسخة الورقية"
    "|النسخة المطبوعة|العدد الورقي|نسخة pdf|pdf|مواقيت الصلاة|الطقس|حالة الطقس|اسعار العملات|اسعار الذهب|المزيد|اغلاق"
    "|اغلق|فتح القائمة|الوضع الليلي|الوضع الداكن|حسابي|دخول|تسجيل|تسجيل الدخول|تسجيل دخول|تسجيل الخروج|انشاء حساب"
    "|اشترك|اشتراك|الاشتراكات|المفضلة|الاشعارات|menu|search|home|login|log in|sign in|sign up|close|live|news|video"
    "|videos|sport|business|rss|اتصل|جدول البرامج|البرامج|الترددات|مسلسلات|العاب|هاشتاغ|ترند|تريند|trending"
)

PHRASES: tuple[Phrase, ...] = (
    # Lines that open a block of other articles.
    Phrase(
        RemovedKind.RELATED_HEADING,
        f"{_TOPIC} (?:{_KIN})(?: \\S{{1,12}}){{0,2}}",
        "aawsat, alyaum, almadenahnews, youm7, BBC, WordPress themes",
        "pages",
    ),
    Phrase(
        RemovedKind.RELATED_HEADING,
        "(?:اقرا|اقراي|اقراوا|شاهد|شاهدوا|طالع|طالعوا|انظر|تابع|تصفح|اطلع|استمع|يقرا)(?: \\S{1,10})? (?:ايضا|كذلك)",
        "BBC, CNN, sputnik, akhbarelyom, elbalad, skynewsarabia",
        "corpora",
    ),
    Phrase(
        RemovedKind.RELATED_HEADING,
        "(?:قد|ربما|لعله|مما قد) (?:يعجبك|يهمك|يعجبكم|يهمكم|تحب|تود|ترغب|يثير اهتمامك)(?: \\S{1,10}){0,2}",
        "CNN, RT, WordPress themes",
        "corpora",
    ),
    Phrase(
        RemovedKind.RELATED_HEADING,
        "لا (?:يفوتك|تفوت|تفوتك|يفوتكم|تفوتوا)(?: \\S{1,10}){0,2}",
        "CNN",
        "corpora",
    ),
    Phrase(
        RemovedKind.RELATED_HEADING,
        "(?:اخترنا|نرشح|نقترح|مختارات|اختيارات|مقترح|موصى به|توصيات)(?: (?:لك|لكم|عليك|المحرر|القراء|المحررين))?",
        "skynewsarabia, alarabiya, annahar",
        "usage",
    ),
    Phrase(
        RemovedKind.RELATED_HEADING,
        "(?:ال)?(?:مزيد|مزيدا|اقرا المزيد|للمزيد) (?:من|عن|حول|في|على|بشان) (?:\\S{1,12} ?){1,4}",
        "aljazeera, dw, BBC, skynewsarabia",
        "usage",
    ),
    Phrase(
        RemovedKind.RELATED_HEADING,
        "(?:ال)?(?:قصة|خبر|مقال|مقالة|موضوع|تقرير) (?:ال)?(?:تالية|تالي|سابقة|سابق)",
        "WordPress themes, hespress",
        "usage",
    ),
    Phrase(
        RemovedKind.RELATED_HEADING,
        "(?:في|من) (?:هذا|نفس|ذات|هذه) (?:السياق|القسم|الملف|الموضوع|التصنيف|القصة)|ذات صلة|متعلقات|مقالات الكاتب|مرتبط"
        "|(?:مقالات|مواضيع) اخرى(?: \\S{1,12}){0,3}|قصص ذات صلة|المزيد حول هذه القصة|حول هذا الموضوع|الموضوع",
        "sputnik, aljazirah, BBC, jetpack",
        "corpora",
    ),
    Phrase(
        RemovedKind.RELATED_HEADING,
        "related(?: (?:articles|posts|stories|news|topics|content))?|you (?:may|might) (?:also )?like|read (?:also|next)"
        "|more (?:from|on|stories|news).{0,30}|recommended(?: for you)?|up next",
        "WordPress themes, taboola",
        "usage",
    ),
    # Lists of other headlines: most read, latest.
    Phrase(
        RemovedKind.TICKER,
        "(?:ال)?اكثر (?:قراءة|مشاهدة|تداولا|شعبية|تعليقا|تفاعلا|رواجا|زيارة|مشاركة|بحثا|ارسالا|متابعة|استماعا)"
        "(?: \\S{1,12}){0,3}",
        "youm7, BBC, aljazeera, RT",
        "html",
    ),
    Phrase(
        RemovedKind.TICKER,
        "(?:ال)?(?:احدث|اخر|اهم|ابرز|جديد) (?:ال)?(?:اخبار|مقالات|عناوين|مواضيع|موضوعات|قصص|تقارير|فيديوهات|مستجدات"
        "|منشورات|تدوينات|تعليقات|برامج|حلقات)(?: \\S{1,12}){0,2}",
        "uae71, emirates71, WordPress themes",
        "pages",
    ),
    Phrase(
        RemovedKind.TICKER,
        "شريط (?:ال)?(?:اخبار|عاجل)|اخبار اليوم|الرائج(?: الان)?|الشائع|الابرز|الاحدث|الاهم|ترند|تريند|حديث الساعة|اليوم"
        "|trending(?: \\S{1,10})?|most (?:read|viewed|popular|shared)|latest(?: news)?|popular(?: posts)?|recent posts",
        "youm7, WordPress themes",
        "html",
    ),
    # Menus.
    Phrase(RemovedKind.NAVIGATION, _PAGES, "every outlet", "pages"),
    Phrase(RemovedKind.NAVIGATION, SECTION, "every outlet", "pages"),
    Phrase(
        RemovedKind.NAVIGATION,
        f"(?:{_PAGES})(?: ?[/>»›|\\\\،•·←-] ?\\S{{1,15}}(?: \\S{{1,15}}){{0,30}})",
        "WordPress themes, youm7, SPA",
        "pages",
    ),
    Phrase(
        RemovedKind.NAVIGATION,
        "(?:انتقل|اذهب|تخط|تخطى|الانتقال|الذهاب|تجاوز|العودة|عودة|رجوع|ارجع) (?:الى )?(?:ال|لل)?(?:صفحة|محتوى|رئيسية|قائمة"
        "|خلف|اعلى|بحث|تنقل|سابق)~|skip to~|back to~",
        "BBC, WordPress themes",
        "web",
    ),
    # Share links.
    Phrase(
        RemovedKind.SHARE,
        f"(?:(?:{_FILLER}|{_SHARED})(?:[ /|،,:•·-]+|$))*{_SHARED}(?:[ /|،,:•·-]+(?:{_FILLER}|{_SHARED}))*",
        "okaz, WordPress themes, every outlet",
        "corpora",
    ),
    Phrase(
        RemovedKind.SHARE,
        "تم (?:نسخ|حفظ|اضافة|ارسال) (?:الرابط|المقال|الخبر)~|link copied",
        "aljazeera",
        "usage",
    ),
    # Newsletters, channels, apps.
    Phrase(
        RemovedKind.NEWSLETTER,
        f"(?:اشترك|اشتركوا|اشتركي|للاشتراك|سجلوا|انضموا|انضمي|للانضمام)~ {_CHANNEL}(?= |$)~"
        f"|(?:سجل|انضم|اضغط|انقر)(?: (?:الان|في|الى|ل|على|هنا|معنا|معنا|لمتابعة|للاشتراك))+ {_CHANNEL}(?= |$)~",
        "every outlet",
        "pages",
    ),
    Phrase(
        RemovedKind.NEWSLETTER,
        f"(?:تابعنا|تابعونا|تابعوا|تابعوها|لمتابعة|لمتابعتنا|للمتابعة|يمكنكم متابعة|يمكنك متابعة)~ {_CHANNEL}(?= |$)~"
        f"|تابع (?:على|عبر|اخر|احدث|كل|جميع|اهم|المزيد)~ {_CHANNEL}(?= |$)~|تابع {_CHANNEL}(?= |$)~",
        "youm7, albayan, every outlet",
        "html",
    ),
    Phrase(
        RemovedKind.NEWSLETTER, "تابعنا|تابعونا|(?:تابعنا|تابعونا) على|follow us~", "every outlet", "usage"
    ),
    Phrase(
        RemovedKind.NEWSLETTER,
        "(?:ال)?(?:نشرة|نشرتنا|نشرات|قائمة|قائمتنا) (?:ال)?(?:بريدية|اخبارية|الكترونية|اليومية|الاسبوعية)~"
        "|(?:ادخل|اكتب|ضع) (?:عنوان )?(?:بريدك|البريد)~|newsletter~|subscribe~|البريد الالكتروني|بريدك الالكتروني",
        "every outlet",
        "usage",
    ),
    Phrase(
        RemovedKind.NEWSLETTER,
        "(?:ليصلك|لتصلك|ليصلكم|لتصلكم|تصلك|يصلك|احصل على|كن اول من)~ (?:اخبارنا|الاخبار|جديد|جديدنا|بريدك|بريدكم|نشرتنا)~",
        "every outlet",
        "usage",
    ),
    Phrase(
        RemovedKind.APP,
        "(?:حمل|حملوا|حملي|نزل|نزلوا|ثبت|لتحميل|لتنزيل|تحميل|تنزيل|قم بتحميل|يمكنكم تحميل|احصل على|جرب)"
        f"(?: (?:الان|مجانا|من|احدث|نسخة|نسختك|معنا))* {_STORE}(?= |$)~"
        "|download (?:the|our) app~|get it on google play|download on the app store|app store|google play",
        "every outlet",
        "usage",
    ),
    Phrase(
        RemovedKind.APP,
        "(?:يمكنكم|يمكنك|بامكانكم|بامكانك) (?:تسلم|استلام|تلقي|الحصول على) (?:ال)?(?:اشعارات|تنبيهات|اخبار)~",
        "BBC",
        "corpora",
    ),
    Phrase(
        RemovedKind.APP,
        "(?:فعل|فعلوا|تفعيل|اضغط على) (?:ال)?(?:اشعارات|تنبيهات|جرس|زر الجرس)~",
        "RT",
        "usage",
    ),
    # A pointer to one other article, or to the rest of this one.
    Phrase(
        RemovedKind.READ_MORE,
        "(?:اقرا|اقراي|اقراوا|شاهد|شاهدي|طالع|انظر|استمع|للمزيد|لمزيد من التفاصيل|المزيد|للاستزادة|يمكنك قراءة|تابع ايضا)"
        "(?: (?:ايضا|كذلك|المزيد|عن|حول|بالفيديو|بالصور|في))?(?: \\S{1,12})? ?[:|…›»-]+.{0,160}",
        "france24, BBC, CNN, elbalad, aawsat",
        "corpora",
    ),
    Phrase(
        RemovedKind.READ_MORE,
        "(?:اقرا|قراءة|عرض|شاهد|اظهار|اظهر|تحميل|معرفة|اعرف|لقراءة|للمزيد|تابع القراءة|اكمل القراءة|لمتابعة القراءة)"
        "(?: (?:ال)?(?:مزيد|الكل|كامل|خبر|مقال|تفاصيل|بقية))?(?: (?:من|في|عن|حول|على) \\S{1,12}){0,2}|المزيد"
        "|للمزيد(?: من التفاصيل)?|read more|load more|see more|view all|show more|عرض الكل|مشاهدة الكل|شاهد الكل",
        "france24, aawsat, every outlet",
        "corpora",
    ),
    Phrase(
        RemovedKind.READ_MORE,
        "رابط (?:الخبر|المقال|الموضوع)~|للاطلاع على~ (?:هنا|الرابط)",
        "alweeam",
        "corpora",
    ),
    # Advertisements.
    Phrase(
        RemovedKind.ADVERTISEMENT,
        "اعلان(?:ات)?(?: (?:ممول|ممولة|مدفوع|مدفوعة|تجاري|تجارية|google|جوجل|غوغل))?|مساحة اعلانية|مادة اعلانية|محتوى (?:ممول"
        "|اعلاني|مروج|دعائي)|ممول|برعاية|يستمر (?:العرض|المحتوى|الخبر|التقرير)? ?بعد~|تخطي الاعلان|advertisements?|ads?"
        "|ads by~|sponsored(?: content| by~)?|promoted(?: content)?|إعلان رقم \\d+",
        "every outlet",
        "pages",
    ),
    # Tags.
    Phrase(
        RemovedKind.TAGS,
        "(?:ال)?(?:وسوم|وسم|اوسمة|تاغات|تاجات|هاشتاغات|هاشتاج|تصنيفات|كلمات (?:ال)?(?:دلالية|مفتاحية|البحث)|tags?|keywords)"
        "(?: ?[:|-] ?.{0,200})?",
        "sputnik, WordPress themes",
        "html",
    ),
    Phrase(
        RemovedKind.TAGS,
        "سمات(?: \\S{1,20}){1,16}|(?:المواضيع|الموضوعات|الدلالات) ?:.{0,160}",
        "3alyoum",
        "corpora",
    ),
    # Who wrote it, and who took the photo.
    Phrase(
        RemovedKind.BYLINE,
        "(?:كتب|كتبت|كتبه|كتبها|بقلم|اعداد|تحرير|تصوير|عدسة|اعده|اعدها|ترجمة|المحرر|الكاتب|محرر|متابعة|رصد|حاوره|حاورها"
        "|حاورته|اجرى الحوار|by|written by)(?: ?[:/|–-] ?| )\\S{1,14}(?:[ /،-]+\\S{1,14}){0,7}",
        "youm7, assabah, every outlet",
        "html",
    ),
    Phrase(
        RemovedKind.BYLINE,
        "(?:تقرير|حوار|تحقيق|متابعات|مراسل|مراسلة|المصدر|مصدر|نقلا عن|عن|author|role)(?: ?[:/|–-]+ ?\\S{1,14})"
        "(?:[ /،-]+\\S{1,14}){0,7}|فريق التحرير|هيئة التحرير|وكالات|متابعات|author|role",
        "assabah, BBC, every outlet",
        "html",
    ),
    Phrase(
        RemovedKind.CREDIT,
        "(?:صدر|مصدر|مصادر|حقوق|حقوق نشر) (?:الصورة|الصور|الفيديو)(?:[ ،,:-]+\\S{1,14}){0,6}|image (?:source|credit)~"
        "|(?:getty(?: images)?|reuters|afp|ap|epa|bbc|cnn|pa media|shutterstock|anadolu(?: agency)?|rex|alamy|istock)"
        "(?:[ /-]+(?:getty(?: images)?|reuters|afp|ap|epa|images|via))*|(?:reuters|afp|ap|photo|foto) ?/.{0,40}",
        "BBC, sputnik",
        "pages",
    ),
    # Widgets.
    Phrase(
        RemovedKind.WIDGET,
        "tt|play-?circle|play|pause|mute|next|previous|(?:next|previous)(?: (?:next|previous))+|السابق|التالي|السابق التالي"
        "|-? ?a \\+? ?a|\\+ ?a -|ا ا|حجم الخط|(?:تكبير|تصغير) (?:ال)?خط|خط (?:كبير|صغير)|loading|جاري? التحميل|انتظر|منذ",
        "aawsat, okaz, 3alyoum, every outlet",
        "pages",
    ),
    Phrase(
        RemovedKind.WIDGET,
        "(?:(?:وقت|مدة|زمن|عدد دقائق) (?:ال)?(?:قراءة|استماع|مشاهدة)[ :]*)?(?:\\d+|بضع|اقل من|دقيقة|دقيقتان|دقيقتين) ?(?:دقائق"
        "|دقيقة|دقيقتان|ثانية|ثوان|واحدة|د|min|mins|minutes?|min read)?(?: (?:ل|لل)?(?:قراءة|استماع|read))?",
        "WordPress themes, annahar",
        "usage",
    ),
    Phrase(
        RemovedKind.WIDGET,
        "(?:عدد )?(?:ال)?(?:مشاهدات|مشاهدة|زيارات|قراءات|تعليقات|تعليق|مشاركات|views?|comments?)[ :(]*\\d[\\d,. ]*k?"
        "|\\d[\\d,. ]*k?(?:الف|ألف)? ?(?:مشاهدات|مشاهدة|زيارة|زيارات|قراءة|تعليق|تعليقات|مشاركة|مشاركات|views?|shares?|comments?)",
        "WordPress themes, masrawy",
        "usage",
    ),
    # What stands under every article of a site.
    Phrase(
        RemovedKind.FOOTER,
        "(?:جميع|كل|كافة|حقوق) (?:ال)?(?:حقوق|نشر|طبع|ملكية)(?: \\S{1,14}){0,12}|.{0,30}©.{0,80}|copyright~|all rights reserved~"
        "|سياسة (?:ال)?(?:خصوصية|استخدام|نشر|ملفات|كوكيز)~|(?:ال)?شروط (?:و?ال)?(?:استخدام|خدمة|نشر|احكام)~"
        "|(?:ال)?شروط والاحكام|privacy policy|terms (?:of|and)~|cookies?",
        "every outlet",
        "pages",
    ),
    Phrase(
        RemovedKind.FOOTER,
        "(?:اتصل|اتصلوا|تواصل|تواصلوا) (?:بنا|معنا)~|(?:للتواصل|للاتصال)~|من نحن|عن (?:الموقع|الجريدة|الصحيفة|القناة|الوكالة"
        "|الشبكة)|حول الموقع|اعلن (?:معنا|لدينا)|للاعلان(?: معنا)?|الاعلانات|فريق العمل|خريطة الموقع|وظائف|الدعم|about us"
        "|contact us|advertise~|ارسل رسالة sms~",
        "every outlet, almadina, okaz",
        "corpora",
    ),
    Phrase(
        RemovedKind.FOOTER,
        "(?:اترك|اكتب|اضف|اضافة|ارسل|شاركنا|شارك|ضع) (?:لنا )?(?:ب?تعليقا?|ردا?|تعليقك|ردك|رايك|ب?رايك)~|الغاء الرد|التعليقات"
        "(?: مغلقة)?|لا (?:توجد|يوجد) تعليقات?~|لن يتم نشر (?:عنوان )?بريدك~|الحقول الالزامية~|leave a (?:reply|comment)~"
        "|احفظ اسمي~|تعليقات (?:القراء|الزوار|فيسبوك)|اسمك|الاسم|التعليق",
        "WordPress themes",
        "pages",
    ),
    Phrase(
        RemovedKind.FOOTER,
        "زر الذهاب الى (?:ال)?اعلى|(?:العودة )?(?:الى|ل|لل)? ?(?:ال)?اعلى(?: الصفحة)?|اعلى الصفحة|back to top"
        "|انتهى(?: \\S{1,8}){0,4}|النهاية",
        "SPA, WordPress themes",
        "corpora",
    ),
    Phrase(
        RemovedKind.DISCLAIMER,
        "(?:جميع |كل |كافة )?(?:ال)?(?:مقالات|اراء|تعليقات|اخبار|مواد|مقال|راي|محتوى|خبر)(?: (?:التي|الواردة|المنشورة|المذكورة))"
        "(?: \\S{1,14}){1,24}|(?:المقال|المقالة|الراي|الاراء|المقالات) (?:لا )?(?:يعبر|تعبر|يعكس|تعكس|يمثل|تمثل) (?:\\S{1,14} ?){1,14}",
        "alarabiya, Anadolu",
        "corpora",
    ),
    Phrase(
        RemovedKind.DISCLAIMER,
        '(?:نقلا عن|بالاتفاق مع|بالتعاون مع|خدمة|ينشر بالاتفاق)(?: [«"]?\\S{1,14}){1,6}|(?:هذا|هذه) (?:المقال|المقالة|الخبر'
        "|الراي|المحتوى|المادة|الترجمة|النص) (?:لا )?(?:يعبر|تعبر|يعكس|تعكس|يمثل|تمثل|نشر|نشرت|منشور|منشورة|مترجم|مترجمة)~",
        "alarabiya, aawsat",
        "corpora",
    ),
)

# Agencies and other sources that credits name; dots and blanks between their letters do not count.
CREDITS = frozenset(
    "رويترز|افب|فرانسبرس|اب|اسوشيتدبرس|اسوشيتيدبرس|دبا|ابا|ايبيايه|ايبيا|غيتي|غيتيايمجز|غيتيايميجز|جيتي|جيتيايمجز"
    "|الاناضول|اناضول|واس|وام|بنا|كونا|قنا|بترا|سانا|وفا|سبا|سونا|وال|وات|واج|وما|ارنا|تاس|نوفوستي|سبوتنيك|شينخوا|اشا"
    "|انسا|ايفي|كيودو|يونهاب|بلومبرغ|ناسا|وكالات|الوكالات|وكالاتالانباء|ارشيفيه|ارشيف|منالارشيف|الارشيف|صورهارشيفيه"
    "|متداوله|مواقعالتواصل|مواقعالتواصلالاجتماعي|وسائلالتواصل|الانترنت|انترنت|تويتر|اكس|منصهاكس|فيسبوك|انستغرام|يوتيوب"
    "|الموقعالالكتروني|الموقعالرسمي|موقعالشركه|الشركه|المصدر|منالمصدر|خاص|خاصه|شترستوك|شاترستوك|بيكسلز|بيكساباي|انسبلاش"
    "|ويكيبيديا|ويكيميديا|فليكر|الشرقالاوسط|الجزيره|العربيه|تصويرالمحرر|وسائلاعلام|مصادر"
    "|reuters|afp|ap|epa|epaefe|gettyimages|getty|bbc|cnn|pamedia|anadolu|anadoluagency|spa|wam|qna|petra|xinhua|tass"
    "|shutterstock|pixabay|unsplash|wikimedia|nasa|x|twitter|facebook|instagram|alamy|rex|dpa|ansa|kuna".split(
        "|"
    )
)

# How captions begin that say so themselves.
CAPTION_OPENING = (
    "(?:التعليق على (?:الصورة|الفيديو|التسجيل السماعي)|تعليق الصورة|شرح الصورة|image caption|caption|في الصورة|صورة ارشيفية"
    "|ارشيفية|من الارشيف|صورة من الارشيف|صورة توضيحية|صورة تعبيرية|صورة متداولة)(?: ?[،,:–-]+ ?| )"
)

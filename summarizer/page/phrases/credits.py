"""The words of photo credits: agencies that credits name, how captions begin.

Plain spelling; folded before use. `lines/credits` finds credits at the end of a caption; whole lines that
are a credit are among the phrases of `models/phrases.toml`.
"""

# Agencies and other sources that credits name; blanks and dots between their letters do not count.
AGENCIES = (
    "رويترز افب فرانس24 فرانسبرس الفرنسية اب اسوشيتدبرس اسوشيتيدبرس دبا الالمانية ابا الاوروبية ايبيايه"
    " ايبيا غيتي غيتيايمجز غيتيايميجز غيتيايميدجز جيتي جيتيايمجز الاناضول اناضول واس وام بنا كونا قنا بترا"
    " سانا وفا سبا سونا وال وات واج وما ارنا تاس نوفوستي سبوتنيك شينخوا اشا انسا ايفي كيودو يونهاب بلومبرغ"
    " ناسا وكالات الوكالات وكالاتالانباء ارشيفية ارشيف منالارشيف الارشيف صورةارشيفية صورارشيفية متداولة"
    " مواقعالتواصل مواقعالتواصلالاجتماعي وسائلالتواصل وسائلالتواصلالاجتماعي الانترنت انترنت تويتر اكس"
    " منصةاكس فيسبوك انستغرام يوتيوب الموقعالالكتروني الموقعالرسمي موقعالشركة الشركة المصدر منالمصدر خاص"
    " خاصة شترستوك شاترستوك بيكسلز بيكساباي انسبلاش ويكيبيديا ويكيميديا فليكر الشرقالاوسط الجزيرة العربية"
    " تصويرالمحرر وسائلاعلام مصادر reuters afp ap epa epaefe gettyimages getty bbc cnn pamedia anadolu"
    " anadoluagency spa wam qna petra xinhua tass shutterstock pixabay unsplash wikimedia nasa x twitter"
    " facebook instagram alamy rex dpa ansa kuna sputnik"
)
# Words with which captions begin.
CAPTION_OPENING = (
    "(?:التعليق على (?:الصورة|الفيديو|التسجيل السماعي)|تعليق الصورة|شرح الصورة|image caption|caption"
    "|في الصورة|صورة ارشيفية|ارشيفية|من الارشيف|صورة من الارشيف|صورة توضيحية|صورة تعبيرية"
    "|صورة متداولة)(?: ?[،,:–-]+ ?| )|(?:لقطة|لقطات|مقطع) (?:من|شاشة) |(?:جانب|مشهد|مشهد عام|مشاهد) (?:من "
    "|ل)|صورة (?:من |ل|نشر|وزع|التقط|جوية|اقمار)"
)
# Folded: words before the name of a photographer, the word for a photo, and words that attribute a statement.
BY_WORDS = "تصوير|عدسه|بعدسه"
PHOTO_WORD = "صوره"
ATTRIBUTING_WORDS = "وكاله|وكالات|الانباء|بحسب|حسب|صحيفه"

"""Pages of HTML for tests; outlets, names and places are invented."""

TITLE = "بلدية وادي النسيم تفتح مكتبتها العامة بعد ترميمها"
BODY = (
    "افتتحت بلدية وادي النسيم صباح الأحد مكتبتها العامة أمام القراء، بعد أعمال ترميم استمرت ثمانية عشر شهرا وشملت القاعات كلها.",
    "وقالت مديرة المكتبة سعاد الراوي إن عدد الكتب زاد إلى أربعين ألف كتاب، بينها ألفا كتاب للأطفال في قاعة خصصت لهم.",
    "وتفتح المكتبة أبوابها من الثامنة صباحا حتى التاسعة ليلا، ويستطيع سكان القرى المجاورة أن يستعيروا الكتب من دون رسوم.",
)
CAPTION = "القاعة الكبرى بعد ترميمها"
MENU = ("الرئيسية", "أخبار محلية", "اقتصاد", "رياضة", "اتصل بنا")
RELATED = ("مدرسة القرية تستقبل مئة تلميذ جديد", "الحافلات تعود إلى طريق الوادي القديم")
DATE = "2031-03-09T08:30:00+03:00"
JSON_LD = (
    '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle",'
    f' "headline": "{TITLE}", "datePublished": "{DATE}", "author": [{{"@type": "Person", "name": "هدى السالمي"}}],'
    ' "publisher": {"@type": "Organization", "name": "صحيفة الوادي"}, "keywords": "مكتبات, كتب"}]}'
)


def build_page(body: str | None = None, head: str = "") -> str:
    """A news page with a menu, an article with a photo, a box of other articles and a footer."""
    menu = "".join(f'<li class="nav-item"><a href="/{n}">{name}</a></li>' for n, name in enumerate(MENU))
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY) if body is None else body
    others = "".join(f'<li><a href="/o{n}">{name}</a></li>' for n, name in enumerate(RELATED))
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{TITLE} | صحيفة الوادي</title>'
        f'<meta property="og:title" content="{TITLE}">'
        f'<script type="application/ld+json">{JSON_LD}</script>{head}</head><body>'
        f'<header><nav class="main-menu"><ul>{menu}</ul></nav></header>'
        f'<main><article class="post"><h1 class="entry-title">{TITLE}</h1>'
        f'<div class="byline">هدى السالمي</div><time datetime="{DATE}">9 مارس 2031</time>'
        f'<figure><img src="a.jpg"><figcaption>{CAPTION}</figcaption></figure>'
        f'<div class="entry-content">{paragraphs}</div></article></main>'
        f'<aside class="related-posts"><h3>اقرأ أيضا</h3><ul>{others}</ul></aside>'
        '<footer class="site-footer"><p>جميع الحقوق محفوظة لصحيفة الوادي</p></footer></body></html>'
    )

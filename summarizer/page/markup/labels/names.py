"""What the names of classes and ids say, in groups; the words are those that many templates share."""

_GROUPS = {
    "text": "content body text entry story post paragraph description detail details prose editor",
    "article": "article articlebody news single hentry main",
    "title": "title headline heading subject",
    "lead": "lead standfirst summary excerpt intro subtitle deck abstract",
    "menu": "nav menu navbar navigation topbar navigate dropdown hamburger submenu",
    "side": "sidebar side aside widget widgets column rail secondary",
    "foot": "footer copyright bottom foot copyrights",
    "head": "header masthead logo brand branding topbar",
    "related": "related more similar recommended recommend suggested also read latest most recent popular"
    " trending other next prev previous pager pagination carousel slider swiper slick owl grid cards",
    "share": "share sharing social facebook twitter whatsapp telegram follow icons icon",
    "tags": "tag tags keywords keyword category categories cat label labels taxonomy hashtag",
    "byline": "author byline writer reporter by journalist editor contributor avatar",
    "date": "date time published publish datetime timestamp updated day posted datepublished",
    "meta": "meta info postmeta details",
    "caption": "caption figcaption credit photo image img thumb thumbnail gallery picture",
    "comment": "comment comments reply respond disqus discussion",
    "advert": "ad ads advert advertisement banner sponsor promo adsense sponsored",
    "box": "newsletter subscribe subscription cookie cookies consent popup modal login signup register"
    " overlay cta",
    "path": "breadcrumb breadcrumbs crumb crumbs toc contents index",
    "list": "list items item card blocks block row",
    "ticker": "ticker breaking urgent marquee",
    "search": "search form input button btn",
}
GROUPS = tuple((name, frozenset(words.split())) for name, words in _GROUPS.items())

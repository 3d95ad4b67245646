"""What a page says of its article for machines: JSON-LD, OpenGraph, meta elements, microdata, <time>.

Nothing here is checked against what the page shows.
"""

import html
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from summarizer.html.json_ld import find_article, read_texts
from summarizer.records import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?")
# Characters of one value that are read, and values of one property; a real page has 107 tags.
_LONGEST, _MOST_VALUES = 2_000, 300
_SEPARATORS = re.compile(r"\s*[,،;؛|]\s*")
_Found = Mapping[str, Sequence[str]]


def read_metadata(tree: "HtmlElement", url: str | None = None) -> Metadata:
    """The fields that a page gives; ``url`` is its address, to which a relative canonical link is joined."""
    article, meta, props = find_article(tree), _read_meta(tree), _read_props(tree)
    authors = (*_read_authors(article.get("author")), *meta["article:author"], *meta["author"])
    canonical = _first(meta["canonical"], read_texts(article.get("url")), meta["og:url"])
    return Metadata(
        title=_first(read_texts(article.get("headline")), meta["og:title"], props["headline"], meta["title"]),
        description=_first(
            meta["og:description"], read_texts(article.get("description")), meta["description"]
        ),
        authors=_list_names(authors or tuple(props["author"]) or tuple(meta["dc.creator"])),
        published=_first_date(
            read_texts(article.get("datePublished")),
            meta["article:published_time"],
            props["datepublished"],
            *(meta[name] for name in ("datepublished", "publish_date", "pubdate", "date", "dc.date")),
            meta["time"],
        ),
        modified=_first_date(
            read_texts(article.get("dateModified")),
            meta["article:modified_time"],
            props["datemodified"],
            meta["og:updated_time"],
        ),
        outlet=_first(read_texts(article.get("publisher")), meta["og:site_name"], meta["application-name"]),
        section=_first(read_texts(article.get("articleSection")), meta["article:section"]),
        tags=_list_tags(article, meta),
        url=_join(url, canonical),
        language=_first(meta["lang"], read_texts(article.get("inLanguage"))) or _read_locale(meta),
        image_caption=_first(_read_caption(article), meta["og:image:alt"]),
    )


def _read_meta(tree: "HtmlElement") -> defaultdict[str, list[str]]:
    """The values of meta elements by name; title, canonical link, language and times as well."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta", "link", "title", "time"):
        tag = element.tag
        if tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            _put(found[name.strip().lower()], element.get("content"))
        elif tag == "link" and "canonical" in element.get("rel", "").lower().split():
            _put(found["canonical"], element.get("href"))
        elif tag == "title" and not found["title"]:
            _put(found["title"], element.text)
        elif tag == "time":
            _put(found["time"], element.get("datetime"))
    _put(found["lang"], tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
    return found


def _read_props(tree: "HtmlElement") -> defaultdict[str, list[str]]:
    """The values of microdata by name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    wanted = {"headline", "author", "datepublished", "datemodified"}
    for element in tree.xpath("//*[@itemprop]"):
        name = element.get("itemprop", "").strip().lower()
        if name in wanted and isinstance(element.tag, str) and len(found[name]) < _MOST_VALUES:
            _put(found[name], element.get("content") or element.get("datetime") or _read_text(element))
    return found


def _read_text(element: "HtmlElement") -> str:
    """The beginning of the text in an element; what lies in many others would be read for each of them."""
    size, pieces = 0, []
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size >= _LONGEST:
            break
    return "".join(pieces)


def _put(values: list[str], value: str | None) -> None:
    """One value, if there is one, without blanks and without entities that were escaped twice."""
    if value and (plain := " ".join(html.unescape(value[:_LONGEST]).split())):
        values.append(plain)


def _first(*groups: Sequence[str]) -> str | None:
    """The first value of the first group that has one."""
    return next((values[0] for values in groups if values), None)


def _first_date(*groups: Sequence[str]) -> str | None:
    """The first value that is a date."""
    return next((date for values in groups for value in values if (date := find_iso_date(value))), None)


def find_iso_date(value: str) -> str | None:
    """A date of machines as ISO 8601, with its zone where it has one; ``None`` for anything else."""
    if found := _ISO.match(value.strip()):
        day, time, zone = found.groups()
        said = day + (f"T{time}" if time else "") + (zone or "" if time else "")
        try:
            datetime.fromisoformat(said)
        except ValueError:
            return None
        return said
    try:
        from email.utils import parsedate_to_datetime  # with it come fifty modules

        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _read_authors(value: object) -> tuple[str, ...]:
    return tuple(name for name in read_texts(value) if not name.startswith(("http:", "https:", "/")))


def _list_names(names: Sequence[str]) -> tuple[str, ...]:
    """Names, each once; addresses of profiles are none."""
    named = (name for name in names if "://" not in name and len(name) <= 120)
    return tuple(dict.fromkeys(named))[:_MOST_VALUES]


def _list_tags(article: Mapping[str, Any], meta: _Found) -> tuple[str, ...]:
    given = meta["article:tag"] or read_texts(article.get("keywords")) or meta["news_keywords"]
    pieces = [tag for value in given or meta["keywords"] for tag in _SEPARATORS.split(value)]
    return tuple(dict.fromkeys(tag for tag in pieces if tag))[:_MOST_VALUES]


def _read_caption(article: Mapping[str, Any]) -> tuple[str, ...]:
    image = article.get("image")
    first = image[0] if isinstance(image, list) and image else image
    return read_texts(first.get("caption")) if isinstance(first, dict) else ()


def _read_locale(meta: _Found) -> str | None:
    locale = _first(meta["og:locale"])
    return locale.replace("_", "-") if locale else None


def _join(base: str | None, address: str | None) -> str | None:
    """The whole address, if it is one of the web."""
    try:
        whole = urljoin(base or "", address or "")
    except ValueError:
        return None
    return whole if whole.startswith(("http://", "https://")) else None

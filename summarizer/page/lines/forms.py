"""The form of each line, judged by the line alone; the first stage of `parsing`.

Fast tests come first: a line longer than any heading or notice is a paragraph, whatever it says, and is never
folded.
"""

from collections.abc import Sequence
from functools import lru_cache

from summarizer.page.lines.credits import is_caption
from summarizer.page.phrases.matching import (
    are_agencies,
    find_bullet,
    is_agency,
    recognize,
    strip_bullet,
)
from summarizer.page.records import Form, Line
from summarizer.records import Block, RemovedKind
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize, normalize_lines
from summarizer.text.tokenizing import LETTERS_RUN

# Characters. The longest of 7,049 labelled captions has 241, and 34 words. Notices are shorter, and those
# with a full stop even shorter.
LONGEST_NOTICE = 240
LONGEST_ENDED = 140
LONGEST_CAPTION = 32
# Characters of a line that show how it begins.
OPENING = 40
# Words. With a stop, and without one: a line of so many words is a sentence. Hard-wrapped lines have 8 to 16.
SENTENCE_WORDS = 9
PARAGRAPH_WORDS = 26
# Datelines, sources and lists of agencies.
LONGEST_NAMES = 14
# Headlines joined on one line have such gaps between them, at least so many, and on average so many words.
# The cells of a table have fewer.
FAR_APART, N_JOINED, JOINED_WORDS = "    ", 3, 3

# A closing quote alone does not end a sentence, since headlines have quotes too.
_ENDS, _AFTER_END = (".", "!", "…", "۔"), '"»”’)] '
_COLONS = (":", "؛")
_QUESTIONS, _AFTER_QUESTION = ("؟", "?"), '"»”’).! '
_MARKDOWN = ("#", ">", "](", "*")
_MARKDOWN_LINK = compile_late(r"!?\[([^\]]*)\]\([^)]*\)")
_PICTURE = compile_late(r"!\[[^\]]*\]\([^)]*\)\s*")
_MARKDOWN_EMPHASIS = compile_late(r"(?<![^\s(])\*(?=[^\s*])([^*]+)(?<=\S)\*")
_MARKDOWN_HEADING = compile_late(r"^(?:#{1,6}|>) +")
_LINK = compile_late(r"(?:https?://|www\.)[^ ]+|[^ ]+\.(?:com|net|org)(?:/[^ ]*)?|@[a-z0-9_]+")
_COUNTER = compile_late(r"[^a-zء-ي]*\d[\d.,]*[kmب]?")
_QUOTED_SOURCE = compile_late(r"^[«\"“][^«»\"“”]{2,30}[»\"”] ?\((?:[^()]|\([^()]*\))+\)$")
_INITIALS = compile_late(r"(?:[ء-ي](?:\.|(?=[/،])) ?){1,4}(?:[/،-] ?(?:[ء-ي]\.? ?){1,4})*(?:\([^)]*\))?")
# The number of a note behind the end of a sentence.
_REFERENCE = compile_late(r"(?: ?\[\d{1,3}\])+$")
_PLACE = r"[^ ()/:.–-]{2,14}(?:[ ،]{1,2}[^ ()/:.–-]{2,14}){0,3}"
_CITY = r"[^ ()/:.–-]{2,14}(?: [^ ()/:.–-]{2,14})?"
_BULLETS = "*•▪■●"
_REPORTER = r"[^/:.()–-]{2,30}"
# Headlines behind their label in one line, and the signs between them. They are split, since a pattern of
# repeated headlines would try every way to cut a long line.
_TICKER_LABEL = compile_late(
    normalize(r"(?:عاجل|عناوين(?: [^ :]+)?|(?:أهم|آخر|أبرز|شريط|موجز) (?:ال)?(?:عناوين|أخبار|أنباء)) ?[:|]")
)
_BETWEEN_HEADLINES = compile_late(r" (?:[|•–-]|\*{1,3}|\.{3}) ")
_HEADLINE = compile_late("[^|•–-]{6,90}")
FEWEST_HEADLINES = 3
_IN_DATELINES = compile_late("[-–—/:]")
_DATELINE = compile_late(
    rf"(?:[^ ] ?- ?)?{_PLACE} ?(?:\([^()]{{2,30}}\)|[/:–-] ?{_REPORTER}?) ?[-–—/:]+"
    rf"|\({_PLACE} ?[-–—/] ?{_REPORTER}\)"
    rf"|{_CITY} ?[-–—/:]+ ?\((?P<wire>[^()]{{2,30}})\)"
    rf"|{_CITY}(?: ?/ ?{_CITY})? ?[-–—/] ?(?P<agency>[^/:()–-]{{2,30}})"
)


def describe_lines(blocks: Sequence[Block]) -> tuple[Line, ...]:
    """The lines of a page, each with its form."""
    if not blocks:
        return ()
    texts = [block.text for block in blocks]
    is_long = [len(text) > LONGEST_ENDED and _is_long(text) for text in texts]
    openings = normalize("\n".join([text[:OPENING].replace("\n", " ") for text in texts])).split("\n")
    notices = _make_plain_lines([text for text, long in zip(texts, is_long, strict=True) if not long])
    folded = iter(normalize_lines(notices))
    lines, number, paragraph, date = [], 0, Form.PARAGRAPH, RemovedKind.DATE
    for block, text, long, opening in zip(blocks, texts, is_long, openings, strict=True):
        number += block.gap + 1
        plain = "" if long else next(folded)
        form = paragraph if long else find_form(plain)
        if text[:1] == "!" and _PICTURE.fullmatch(text):
            form = Form.CAPTION
        if FAR_APART in text and _is_joined(text):
            form = RemovedKind.TICKER
        if form is date and text.count("\t") > 1:
            form = Form.SHORT  # A row of a table with times.
        lines.append(Line(block, number, form, plain, opening))
    return tuple(lines)


def _make_plain_lines(texts: list[str]) -> list[str]:
    """Some lines without the marks of Markdown; most pages have none, and one search says so."""
    page = "\n".join(texts)
    is_plain = page.count("\n") < len(texts) and not any(map(page.__contains__, _MARKDOWN))
    return texts if is_plain else [*map(_make_plain, texts)]


def _make_plain(text: str) -> str:
    """A line without the marks of Markdown, and without the line ends of wrapped lines."""
    if "\n" in text:
        text = " ".join(text.split("\n"))
    if text.startswith(("#", ">")) or "](" in text or text.count("*") > 1:
        text = _MARKDOWN_LINK.sub(r"\1", _MARKDOWN_HEADING.sub("", text)).replace("**", "")
        text = _MARKDOWN_EMPHASIS.sub(r"\1", text)
    return text


def _is_long(text: str) -> bool:
    return len(text) > LONGEST_NOTICE or (len(text) > LONGEST_ENDED and text[-1] == ".")


def _is_joined(text: str) -> bool:
    """Whether a text with such gaps is headlines."""
    n_headlines = sum(bool(part.strip()) for part in text.split(FAR_APART))
    return n_headlines > N_JOINED and len(text.split()) >= JOINED_WORDS * n_headlines


@lru_cache(maxsize=4096)
def find_form(plain: str) -> Form | RemovedKind:
    """The form of a folded line; cached, since menus and notices are the same on every page."""
    if not LETTERS_RUN.search(plain):
        return RemovedKind.SEPARATOR
    if plain.startswith("#") and all(word.startswith("#") for word in plain.split()):
        return RemovedKind.TAGS
    if _LINK.fullmatch(plain):
        return RemovedKind.SHARE
    if kind := recognize(plain):
        return kind
    if (":" in plain or "|" in plain) and _is_ticker(plain):
        return RemovedKind.TICKER
    if _COUNTER.fullmatch(plain):
        return Form.NUMBER
    is_sentence = plain.endswith(".") and plain.count(" ") >= SENTENCE_WORDS
    return Form.PARAGRAPH if is_sentence else _find_named_form(plain) or _find_plain_form(plain)


def _is_ticker(plain: str) -> bool:
    """Whether a folded line is a label and several headlines between signs."""
    label = _TICKER_LABEL.match(plain)
    headlines = _BETWEEN_HEADLINES.split(plain[label.end() :]) if label else ()
    return len(headlines) >= FEWEST_HEADLINES and all(map(_HEADLINE.fullmatch, headlines))


def _find_named_form(plain: str) -> Form | RemovedKind | None:
    """Forms found by a name: of an outlet and a city, of an agency, of a photographer."""
    n_words = plain.count(" ") + 1
    if n_words > LONGEST_CAPTION:
        return None
    if n_words <= LONGEST_NAMES:
        if _QUOTED_SOURCE.match(plain):
            return Form.SOURCE
        if _INITIALS.fullmatch(plain) or are_agencies(plain):
            return RemovedKind.FOOTER
        bare = strip_bullet(plain) if plain[0] in _BULLETS else plain
        dateline = _DATELINE.fullmatch(bare) if _IN_DATELINES.search(bare) else None
        if dateline and all(name is None or is_agency(name) for name in dateline.groups()):
            return RemovedKind.DATELINE
    return Form.CAPTION if is_caption(plain) else None


def _find_plain_form(plain: str) -> Form:
    """Forms found by length and end mark alone."""
    n_words = plain.count(" ") + 1
    if n_words >= PARAGRAPH_WORDS:
        return Form.PARAGRAPH
    if plain.endswith("]"):
        plain = _REFERENCE.sub("", plain)
    if plain.rstrip(_AFTER_QUESTION).endswith(_QUESTIONS):
        return Form.QUESTION
    if find_bullet(plain):
        return Form.ITEM
    if plain.rstrip(_AFTER_END).endswith(_ENDS) or plain.endswith(_COLONS):
        return Form.PARAGRAPH
    if n_words >= SENTENCE_WORDS:
        return Form.OPEN
    return Form.SHORT if n_words > 1 else Form.WORD

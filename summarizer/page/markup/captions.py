"""Lines of HTML that say what a photo of the article shows: by their element, its names, its place."""

from collections.abc import Iterator, Mapping, Sequence

from summarizer.page.articles.head_labels import is_dated
from summarizer.page.markup.element_names import split_path
from summarizer.page.markup.heads import is_source
from summarizer.page.markup.kinds import BYLINE_WORDS
from summarizer.page.markup.records import HtmlLabel, Story
from summarizer.page.records import LONG, Form, Line
from summarizer.records import Markup, RemovedKind

# Lines. Photos stand so near to the text of their article.
NEAR = 6
# Names that templates give to captions and to what holds a photo.
CAPTION_WORDS = frozenset(("caption", "figcaption"))
PHOTO_WORDS = frozenset(("caption", "image", "img", "photo", "picture", "figure"))
# Characters of an element; a longer one holds the text too.
LONGEST_CAPTION = 600
# Photos of other articles stand in these.
_OTHER_AREAS = frozenset(("nav", "aside", "footer"))
# Images in these are of a list, or of other articles.
_NO_PHOTO = _OTHER_AREAS | {"li", "form"}
# Blanks between the words of a caption; a name under the portrait of a writer has fewer.
FEWEST_BLANKS = 2
# Elements of text, in which images stand too.
_TEXTS = frozenset(("p", "li", "body", "blockquote"))
_MAY_BE_CAPTION = (HtmlLabel.BODY, HtmlLabel.FURNITURE, HtmlLabel.SUBHEADING, HtmlLabel.STANDFIRST)
# Labels of a sentence below an image that says what it shows.
_MAY_BE_BELOW_IMAGE = (HtmlLabel.FURNITURE, HtmlLabel.SUBHEADING, HtmlLabel.STANDFIRST, HtmlLabel.TITLE)
_MAY_STAND_AT_PHOTO = (HtmlLabel.FURNITURE, HtmlLabel.SUBHEADING)


def find_captions(story: Story, roles: Mapping[int, HtmlLabel], title: int | None) -> Iterator[int]:
    """Lines that stand under a photo of the article, by the element or by the names of those around them."""
    body = [row for row, role in roles.items() if role is HtmlLabel.BODY]
    begin = max(story.rows.start, body[0] - NEAR, title + 1 if title is not None else 0)
    end = min(body[-1] + 2, story.rows.stop)
    # The photos of a gallery stand below its text, one after the other.
    while end < story.rows.stop and _is_named_caption(story.page.markups[end]):
        end += 1
    for row in range(begin, end):
        markup, role = story.page.markups[row], roles[row]
        if _is_named_caption(markup):
            may_be = role in _MAY_BE_CAPTION or _is_own_photo(role, markup)
            is_all_text = role is HtmlLabel.BODY and len(body) == 1
            if may_be and not is_all_text and markup.size < LONGEST_CAPTION:
                yield row
            continue
        is_at_photo = row < body[0] and role in _MAY_STAND_AT_PHOTO and _stands_at_photo(row, story)
        may_describe = _may_describe(role, story.page.lines[row], markup)
        if is_at_photo or (may_describe and _is_alone(row, story, body)):
            yield row


def _is_named_caption(markup: Markup) -> bool:
    return "figcaption" in markup.areas or not CAPTION_WORDS.isdisjoint(markup.own_words)


def _stands_at_photo(row: int, story: Story) -> bool:
    """Whether the elements around a line of several words hold no other line and are named after a photo."""
    markup, line = story.page.markups[row], story.page.lines[row]
    if " " not in line.block.text or isinstance(line.form, RemovedKind) or markup.link_density >= 0.5:
        return False
    # The two elements around the line; those further out hold the whole article.
    return markup.path in story.single_paths and not PHOTO_WORDS.isdisjoint(split_path(markup))


def _may_describe(role: HtmlLabel, line: Line, markup: Markup) -> bool:
    """Whether a line below an image may say what it shows; a sentence of the text may stand there too."""
    is_free = role in _MAY_BE_BELOW_IMAGE and line.form in LONG
    is_short = line.form in (Form.SHORT, Form.CAPTION) and role is not HtmlLabel.BYLINE
    return markup.image > 0 and (is_free or is_short) and not is_dated(line)


def _is_alone(row: int, story: Story, body: Sequence[int]) -> bool:
    """Whether a line of several words is all that stands in an element with an image, and is no link."""
    markup, line = story.page.markups[row], story.page.lines[row]
    text = line.block.text
    if text.count(" ") < FEWEST_BLANKS or markup.link_density >= 0.5 or is_source(line):
        return False
    if not BYLINE_WORDS.isdisjoint(split_path(markup)) or not markup.areas.isdisjoint(_NO_PHOTO):
        return False
    markups = story.page.markups
    if markup.image == markup.element:
        # The image stands before the words; a paragraph may begin with one.
        beside = (markups[other] for other in (row - 1, row + 1) if other in story.rows)
        is_only = all(markup.element not in (one.element, one.container) for one in beside)
        may_hold = markup.tag not in _TEXTS or (markup.tag == "p" and line.form not in LONG)
        return is_only and may_hold and "\t" not in text
    others = [other for other in body if other != row]
    is_apart = markup.container not in {markups[other].container for other in others}
    return markup.size == len(text) and len(others) > 1 and is_apart


def _is_own_photo(role: HtmlLabel, markup: Markup) -> bool:
    """Whether what is labelled as related is the caption of a photo of the article: it leads nowhere."""
    return role is HtmlLabel.RELATED and not markup.link_density and markup.areas.isdisjoint(_OTHER_AREAS)

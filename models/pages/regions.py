"""From the kind of each line of a labelled page to the regions in which it may stand."""

from collections.abc import Sequence

from summarizer.page.records import Region

F, T, H, B, E, R, A = Region
# The kinds of labels that are body, and those of which a region follows from the place alone.
_BODY = ("body", "article")
_SAME = {
    "inline_caption": "caption", "caption_dup": "caption", "subheading_cred": "subheading",
    "related_heading": "related",
}  # fmt: skip
_HEAD = ("title", "title_dup", "standfirst", "byline", "date", "caption", "dateline", "repeat", "credit")
_IN_BODY = ("body", "subheading", "caption", "neutral", "title_dup", "standfirst", "title", "credit")
_ANY = frozenset(Region)

Allowed = frozenset[Region]


def find_allowed(kinds: Sequence[str | None], *, is_notice: Sequence[bool], real: bool) -> list[Allowed]:
    """The regions in which each line may stand.

    kinds      of the lines, in the words of the labelled data; ``None`` where a line has no label
    is_notice  whether a phrase of the table says what the line is: then its region in a text matters little
    real       whether the page is a real one: its lists of other articles are one kind, made ones are two
    """
    plain = [_simplify(kind) for kind in kinds]
    starts: list[tuple[int | None, int]] = [(row, row) for row, kind in enumerate(plain) if kind == "title"]
    first = next((row for row, kind in enumerate(plain) if kind in ("body", "subheading")), None)
    if first is not None and (not starts or first < starts[0][1]):
        starts = [(None, first), *starts]
    allowed = [frozenset({F})] * len(plain)
    ends = [*(start for _, start in starts), len(plain)][1:]
    for (title, start), end in zip(starts, ends, strict=True):
        allowed[start:end] = _place(
            plain[start:end], is_notice[start:end], titled=title is not None, real=real
        )
    return allowed


def _simplify(kind: str | None) -> str:
    kind = (kind or "?").removeprefix("next_")
    return "body" if kind.startswith(_BODY) else _SAME.get(kind, kind)


def _place(kinds: Sequence[str], is_notice: Sequence[bool], *, titled: bool, real: bool) -> list[Allowed]:
    """The regions of the lines of one article and of what follows it."""
    body = [row for row, kind in enumerate(kinds) if kind == "body"]
    if not body:
        return [frozenset({T}) if titled and row == 0 else _ANY for row in range(len(kinds))]
    first = min(row for row, kind in enumerate(kinds) if kind in ("body", "subheading"))
    found = []
    for row, kind in enumerate(kinds):
        if titled and row == 0:
            found.append(frozenset({T}))
        elif row < first:
            found.append(_place_in_head(kind, notice=is_notice[row], real=real))
        elif row <= body[-1]:
            found.append(_place_in_body(kind, notice=is_notice[row], real=real))
        else:
            found.append(_place_at_end(kind, real=real))
    return found


def _place_in_head(kind: str, *, notice: bool, real: bool) -> Allowed:
    if kind in _HEAD:
        return frozenset({H})
    if kind == "related":
        return frozenset({R, A} if real else {R})
    return frozenset({H, A} if notice or kind == "?" else {A})


def _place_in_body(kind: str, *, notice: bool, real: bool) -> Allowed:
    if kind in _IN_BODY:
        return frozenset({B})
    if kind == "related":
        return frozenset({R})
    return frozenset({B, A} if kind == "?" or (notice and not real) else {A})


def _place_at_end(kind: str, *, real: bool) -> Allowed:
    if kind == "neutral":
        return frozenset({B, E})
    if kind == "related":
        return frozenset({R, E} if real else {R})
    return frozenset({E, R} if kind == "?" else {E})

"""Forms and groups of lines, and the limits of the measures; used by `features`, `columns` and `compiled`."""

import numpy as np

from summarizer.page.records import Form
from summarizer.records import RemovedKind

# Only lines of HTML can be hidden, and these measures are for lines of text.
FORMS: tuple[Form | RemovedKind, ...] = (
    *Form,
    *(kind for kind in RemovedKind if kind is not RemovedKind.HIDDEN),
)
# What lines say to the lines beside them: groups of forms, and three made from the ends of lines.
GROUPS: dict[str, tuple[Form | RemovedKind, ...]] = {
    "sentence": (Form.PARAGRAPH,),
    "open line": (Form.OPEN,),
    "short line": (Form.SHORT, Form.WORD),
    "question": (Form.QUESTION,),
    "item": (Form.ITEM,),
    "caption": (Form.CAPTION, Form.SOURCE),
    "credit": (RemovedKind.CREDIT,),
    "date or name": (RemovedKind.DATE, RemovedKind.BYLINE, RemovedKind.DATELINE),
    "heading": (RemovedKind.RELATED_HEADING, RemovedKind.TICKER, RemovedKind.READ_MORE),
    "site line": (
        RemovedKind.NAVIGATION, RemovedKind.FOOTER, RemovedKind.DISCLAIMER, RemovedKind.NEWSLETTER,
        RemovedKind.APP,
    ),
    "share line": (RemovedKind.SHARE, RemovedKind.WIDGET, Form.NUMBER),
    "tags": (RemovedKind.TAGS,),
    "cut line": (),
    "line with a colon": (),
    "short sentence": (),
}  # fmt: skip
SENTENCE, OPEN, SHORT, HEADING, SITE, SHARE, TAGS, CUT = (
    list(GROUPS).index(name)
    for name in (
        "sentence",
        "open line",
        "short line",
        "heading",
        "site line",
        "share line",
        "tags",
        "cut line",
    )
)
MARKS = {"heading": HEADING, "site line": SITE, "share line": SHARE, "tags": TAGS}
# Words: the shortest sentence, the shortest one that is not called short.
LEAST_WORDS, LONG_WORDS = 6, 18
# How far a line looks to each side, and how many lines are averaged.
OFFSETS = (-3, -2, -1, 1, 2, 3)
WINDOWS = (3, 8)
# Upper limits of words in a line, of lines to another line, of lines in a run.
WORDS = (1, 2, 4, 6, 9, 13, 20, 35, 70)
DISTANCES = (1, 2, 4, 8, 16)
# Letters of a sentence that count for the bulk of the text, and what a line without a sentence takes from it.
MOST_LETTERS, NO_SENTENCE = 600.0, -60.0
# How far the logarithms of the words of two lines may be apart that are called alike.
LIKE_SIZE = 0.4
# Lines. A line repeated within so many is part of a head.
NEAR = 12

# Groups that are called short lines, and those in which a site speaks.
SHORT_GROUPS, SITE_GROUPS = (OPEN, SHORT, SITE, CUT), (HEADING, SITE)
# Sentences of a page that are called few.
FEW = 4

ROWS = {form: row for row, form in enumerate(FORMS)}
GROUPED = np.array([[form in forms for forms in GROUPS.values()] for form in FORMS], dtype=float)

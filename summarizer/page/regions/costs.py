"""The costs of a form in a region, and of a step from region to region; used by `fit` and `walk`.

The numbers are round because they only put cases in order; they are not fitted. A row of the first table is a
form of line, a row of the second a region; the columns of both are regions.
"""

from summarizer.page.records import Form
from summarizer.records import RemovedKind

FRONT, TITLE, HEAD, BODY, END, RELATED = range(6)
# More than any walk can save, so that such a fit or step is never chosen.
NEVER = 1000.0

# How badly a form fits a region. 0: usual; 1: sometimes; 3 and more: hardly ever.
COSTS: dict[Form | RemovedKind, tuple[float, float, float, float, float, float]] = {
    #                            front title  head  body   end  related
    Form.PARAGRAPH:              (5.0, 1.5, 2.0, 0.0, 4.0, 0.0),
    Form.OPEN:                   (2.0, 0.0, 0.7, 0.3, 2.0, 0.3),
    Form.SHORT:                  (0.3, 0.0, 0.4, 1.0, 1.0, 0.3),
    Form.WORD:                   (0.2, 0.4, 1.0, 1.5, 0.5, 0.5),
    Form.QUESTION:               (1.0, 0.2, 1.2, 0.3, 2.0, 0.2),
    Form.ITEM:                   (1.0, 1.5, 1.5, 0.3, 0.8, 0.3),
    Form.CAPTION:                (1.0, 2.5, 0.0, 0.7, 2.5, 0.3),
    Form.SOURCE:                 (2.0, 3.0, 1.0, 2.5, 2.0, 0.0),
    Form.NUMBER:                 (0.3, 3.0, 0.2, 0.7, 0.3, 0.5),
    RemovedKind.CREDIT:          (2.0, 3.0, 0.0, 0.5, 2.0, 1.0),
    RemovedKind.DATE:            (0.3, 3.0, 0.0, 3.0, 1.0, 0.2),
    RemovedKind.DATELINE:        (1.0, 2.0, 0.0, 2.0, 1.0, 1.5),
    RemovedKind.NAVIGATION:      (0.0, 1.5, 1.0, 1.0, 0.3, 1.0),
    RemovedKind.SHARE:           (0.3, 2.5, 0.0, 0.8, 0.0, 1.0),
    RemovedKind.NEWSLETTER:      (0.5, 3.0, 0.5, 0.7, 0.0, 1.0),
    RemovedKind.APP:             (0.5, 3.0, 0.5, 0.7, 0.0, 1.0),
    RemovedKind.ADVERTISEMENT:   (0.3, 3.0, 0.3, 0.3, 0.3, 0.3),
    RemovedKind.TAGS:            (1.0, 3.0, 0.7, 2.0, 0.0, 1.0),
    RemovedKind.RELATED_HEADING: (1.5, 3.0, 2.0, 3.5, 1.0, 0.0),
    RemovedKind.TICKER:          (0.2, 3.0, 2.0, 2.5, 0.0, 1.0),
    RemovedKind.READ_MORE:       (2.0, 3.0, 1.5, 0.3, 0.3, 0.3),
    RemovedKind.FOOTER:          (0.7, 2.5, 1.0, 1.5, 0.0, 1.0),
    RemovedKind.DISCLAIMER:      (1.0, 3.0, 1.0, 1.0, 0.0, 1.0),
    RemovedKind.WIDGET:          (0.3, 3.0, 0.0, 0.8, 0.3, 0.3),
    RemovedKind.BYLINE:          (1.0, 2.5, 0.0, 0.7, 0.5, 1.0),
    RemovedKind.SEPARATOR:       (0.5, 3.0, 0.5, 0.5, 0.3, 0.3),
}  # fmt: skip

# How rare a step is, from the region of one line to the region of the next.
STEPS = (
    # front  title  head   body   end    related
    (0.0,    0.0,   NEVER, 2.0,   NEVER, 4.5),    # front
    (NEVER,  NEVER, 0.0,   0.0,   NEVER, NEVER),  # title
    (NEVER,  NEVER, 0.0,   0.0,   5.0,   4.5),    # head
    (NEVER,  4.0,   NEVER, 0.0,   1.0,   4.5),    # body
    (NEVER,  3.0,   NEVER, NEVER, 0.0,   4.0),    # end
    (NEVER,  3.7,   NEVER, 2.7,   0.5,   0.0),    # related
)  # fmt: skip
START = (0.0, 0.0, NEVER, 0.5, 3.0, 4.5)
# A page that ends before any text holds no article; what looked like a title was a menu.
STOP = (1.0, 2.5, 2.5, 0.0, 0.0, 0.0)
# Steps cost less before a line with more blank lines above it than usual, and before a heading of other
# articles.
APART = {TITLE: 1.5, END: 0.5, RELATED: 1.5}
ANNOUNCED = {RELATED: 4.0}
# After related articles a text continues with a sentence. A date or a caption begins the next article.
NO_TEXT = 2.0

"""Why a line is left out whose kind a phrase or its form tells; used by `articles/assembly` and
`markup/kinds`."""

from summarizer.records import RemovedKind

REASONS = {
    RemovedKind.RELATED_HEADING: "the heading of a block of other articles",
    RemovedKind.WIDGET: "a button, a counter or a player",
    RemovedKind.NAVIGATION: "an entry of a menu",
    RemovedKind.SHARE: "share links",
    RemovedKind.NEWSLETTER: "an invitation to follow or subscribe",
    RemovedKind.APP: "an invitation to use an app",
    RemovedKind.BYLINE: "who wrote the article",
    RemovedKind.CREDIT: "a photo credit on its own line",
    RemovedKind.DATE: "a date or a time",
    RemovedKind.DATELINE: "where the article comes from",
    RemovedKind.TAGS: "tags",
    RemovedKind.TICKER: "the heading of a list of headlines",
    RemovedKind.READ_MORE: "a link to another article",
    RemovedKind.DISCLAIMER: "a notice about rights or opinions",
    RemovedKind.ADVERTISEMENT: "the mark of an advertisement",
    RemovedKind.SEPARATOR: "no letter and no digit",
    RemovedKind.FOOTER: "a line that stands under every article of a site",
}
# Between the reason for a line of HTML and the measures that spoke for it.
SPOKE = "; what speaks for it: "

"""Pages of sites that the weights have not seen: our articles beside those of other extractors.

    python -m benchmarks.sites FOLDER [--out FILE]

FOLDER holds gold.json, the HTML and the texts of labelled pages; raw/ beside it holds raw pages, which take
part in the fit for text. Neither is in the repository. The weights of HTML are fitted anew for each site,
without its pages; those of text without a fifth of the sites at a time. Rules set by hand were written by
people who had seen these pages.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.command_line import make_parser, show
from benchmarks.sites.extractors import Extractor, list_extractors, read_long_lines
from benchmarks.sites.labelled import GOLD, LabelledPage, read_pages
from benchmarks.sites.left_out import fit_html, fit_text
from benchmarks.sites.scoring import describe, score_page

METHODS = ("inner", "insc")
Row = dict[str, Any]
# Which reader reads a page.
Choice = Callable[[LabelledPage], Extractor]


def measure(folder: Path) -> Row:
    """A table for HTML and for the text of each method, by reader and kind of page."""
    pages = list(read_pages(folder, None))
    found: Row = {"html, one site left out": _measure_html(folder, pages)}
    texts = {method: list(read_pages(folder, method)) for method in METHODS}
    readers = fit_text(folder, _list_sites([page for method in METHODS for page in texts[method]]))
    for method, shown in texts.items():
        found[f"text {method}, a fifth of the sites left out"] = {
            "khulasa": _score(shown, lambda page: readers[page.site]),
            "long lines with a full stop": _score(shown, _always(read_long_lines)),
        }
    return found | {"sha256": hashlib.sha256((folder / GOLD).read_bytes()).hexdigest()}


def _measure_html(folder: Path, pages: Sequence[LabelledPage]) -> Row:
    readers = fit_html(folder, _list_sites(pages))
    others = {name: _score(pages, _always(read)) for name, read in list_extractors().items()}
    return {"khulasa": _score(pages, lambda page: readers[page.site])} | others


def _always(read: Extractor) -> Choice:
    return lambda _: read


def _list_sites(pages: Sequence[LabelledPage]) -> list[str]:
    return sorted({page.site for page in pages})


def _score(pages: Sequence[LabelledPage], choose: Choice) -> Row:
    """The scores of all pages, and of those of each kind."""
    counts: dict[str, Counter[str]] = {"all": Counter()}
    for page in pages:
        scored = score_page(page, choose(page)(page.source, page.url))
        counts["all"].update(scored)
        counts.setdefault(page.kind, Counter()).update(scored)
    return {kind: describe(found) for kind, found in counts.items()}


def main() -> None:
    """Measure, print and keep."""
    parser = make_parser(__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the labelled pages")
    options = parser.parse_args()
    if not (options.folder / GOLD).is_file():
        parser.error(f"{options.folder}: found no {GOLD}, wanted a folder of labelled pages")
    show(measure(options.folder), options.out)


if __name__ == "__main__":
    main()

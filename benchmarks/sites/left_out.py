"""Khulasa with weights that have not seen the site of a page."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks import adapters
from benchmarks.sites.extractors import Extractor
from models.pages import html_weights, region_weights
from summarizer.page.markup.labels import labelling
from summarizer.page.markup.labels.weights import build_html_weights
from summarizer.page.regions import walk
from summarizer.page.regions.weights import build_weights


def fit_html(folder: Path, sites: Sequence[str]) -> dict[str, Extractor]:
    """For each site a reader of HTML by weights fitted without it."""
    pages = list(html_weights.read_pages(folder))
    return {
        site: partial(_read_html, build_html_weights(html_weights.fit(_leave_out(pages, site))))
        for site in sites
    }


def _leave_out(pages: Sequence[html_weights.LabelledPage], site: str) -> list[html_weights.LabelledPage]:
    return [page for page in pages if page.site != site]


def _read_html(weights: object, page: bytes, url: str | None) -> list[dict[str, Any]]:
    with patch.object(labelling, "load_html_weights", lambda: weights):
        return adapters.parse_html(page, url)


def fit_text(folder: Path, sites: Sequence[str]) -> dict[str, Extractor]:
    """For each site a reader of text by weights fitted without it and a fifth of the other sites.

    One fit takes 23 s, so five are made, not one for each site. ``folder`` lies
    beside ``raw``, whose pages take part.
    """
    fitted = region_weights.fit_folds(region_weights.read_pages(folder.parent))
    readers = [partial(_read_text, build_weights(stored)) for stored in fitted]
    return {site: readers[region_weights.find_fold(f"real {site}")] for site in sites}


def _read_text(weights: object, text: str, url: str | None) -> list[dict[str, Any]]:  # noqa: ARG001
    with patch.object(walk, "load_weights", lambda: weights):
        return adapters.parse_page(text)

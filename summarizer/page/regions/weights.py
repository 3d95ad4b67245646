"""The learned weights of the measures and of the steps from region to region; used by `walk` and
`explaining`.

`models/pages/region_weights.py` fits them.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from summarizer.page.records import Region
from summarizer.page.regions.measures.arrays import Matrix
from summarizer.page.regions.measures.features import FEATURES
from summarizer.trained import load_rule

MODEL = "pages.json"
REGIONS = tuple(Region)
FRONT, TITLE, HEAD, BODY, END, RELATED, ASIDE = range(len(REGIONS))
# Less than any walk can gain.
NEVER = -1e4
# From which regions no line of another region follows. A front ends with a title or a text.
FORBIDDEN = {
    FRONT: (HEAD, END, RELATED, ASIDE), TITLE: (FRONT, TITLE, END), HEAD: (FRONT, TITLE), BODY: (FRONT, HEAD),
    END: (FRONT, HEAD), RELATED: (FRONT,), ASIDE: (FRONT,),
}  # fmt: skip
FIRST = (FRONT, TITLE, BODY)
# What a step depends on: nothing more, a line further from the one above than usual, a heading of other
# articles.
STEPS = ("usual", "apart", "announced")


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What speaks for each region.

    lines  (n_features, n_regions)    of each measure
    plain  (n_regions,)               of the region itself
    steps  (4, n_regions, n_regions)  of a step: usual, apart, announced, both
    first  (n_regions,)               of beginning a page
    last   (n_regions,)               of ending it
    """

    lines: Matrix
    plain: Matrix
    steps: Matrix
    first: Matrix
    last: Matrix


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The shipped weights. Raises ``ModelError``."""
    return build_weights(load_rule(MODEL, fingerprint_features())["text"])


def build_weights(stored: Mapping[str, Any]) -> Weights:
    """The weights as arrays; ``stored`` has the shape of an entry of the file."""
    lines = np.array([stored["lines"][name] for name in FEATURES])
    usual, apart, announced = (np.array(stored["steps"][name]) for name in STEPS)
    steps = np.stack([usual, usual + apart, usual + announced, usual + apart + announced])
    for before, regions in FORBIDDEN.items():
        steps[:, before, list(regions)] = NEVER
    first = np.full(len(REGIONS), NEVER)
    first[list(FIRST)] = np.array(stored["first"])[list(FIRST)]
    return Weights(lines, np.array(stored["plain"]), steps, first, np.array(stored["last"]))


@lru_cache(maxsize=1)
def fingerprint_features() -> str:
    """A hash of the names of the measures, on which the weights depend."""
    settings = (FEATURES, REGIONS, sorted(FORBIDDEN.items()), FIRST)
    return hashlib.sha256(repr(settings).encode()).hexdigest()[:16]

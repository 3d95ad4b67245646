"""The days of the week that the leads of texts name; used by `measures`.

News says on which day it happened. Of 54 pairs of real articles that are one text none names different days
in its leads, of 93 that are two texts nine do.
"""

from ctypes import CDLL
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.entries import locate_entries
from summarizer.duplicates.shared_entries import lay_out_documents
from summarizer.duplicates.shingle_sorting import LEAD, NUMBER
from summarizer.duplicates.shingles import Shingles
from summarizer.duplicates.words.word_hashes import hash_words
from summarizer.kernels.library import load_library
from summarizer.kernels.measures import find_marked
from summarizer.text.dates import DAYS


def find_days(shingles: Shingles, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
    """One bit for each day of the week that the lead of each of some documents names; (n_rows,)."""
    library = load_library()
    return find_days_by_kernel(library, shingles, rows) if library else find_days_by_arrays(shingles, rows)


def find_days_by_kernel(library: CDLL, shingles: Shingles, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
    """As `find_days`, compiled."""
    return find_marked(library, lay_out_documents(shingles), np.ascontiguousarray(rows), (LEAD, _list_days()))


def find_days_by_arrays(shingles: Shingles, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
    """As `find_days`, with numpy alone."""
    days, found = _list_days(), np.zeros(len(rows), np.uint8)
    places, counts = locate_entries(shingles.word_offsets, rows)
    is_lead = (shingles.marks[places] & LEAD) != 0
    owners = np.repeat(np.arange(len(rows)), counts)[is_lead]
    words = shingles.words[places[is_lead]]
    found_at = np.minimum(np.searchsorted(days, words), len(days) - 1)
    is_day = days[found_at] == words
    np.bitwise_or.at(found, owners[is_day], np.uint8(1) << found_at[is_day].astype(np.uint8))
    return found


@lru_cache(maxsize=1)
def _list_days() -> NDArray[np.uint32]:
    """The days as ``Shingles.words`` has them, ascending."""
    return np.sort((hash_words(DAYS)[0] >> np.uint64(32)).astype(np.uint32) & ~np.uint32(NUMBER))

"""Signs that a text has its most important sentences first, so that their place counts; used by `scores`.

News and encyclopaedias have; lists, collections and shuffled sentences have not. There are three signs: the
worth of the first sentence by its words alone, whether neighbours have more in common than any two sentences
of the text, and the number of sentences.
"""

from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.stem_weights import StemWeights

SIGNS = ("opening", "cohesion", "length")
# Keeps the ratio of two likenesses near 1 where few sentences share a stem.
LEAST_LIKENESS = 0.005


def read_signs(weights: StemWeights, worth: NDArray[np.float64]) -> NDArray[np.float64]:
    """The signs of each article.

    ``opening`` is the worth of the first sentence; ``cohesion`` the logarithm of how much more alike
    neighbours are than any two sentences, times the root of the number of sentences, since the mean of few
    pairs says little; ``length`` is ln(1 + n).

    worth    (n_sentences,)         what each sentence is worth by its words alone, 0 to 1
    returns  (n_signs, n_articles)  in the order of ``SIGNS``
    """
    sizes = weights.starts[1:] - weights.starts[:-1]
    opening = np.zeros(len(sizes))
    opening[sizes > 0] = worth[weights.starts[:-1][sizes > 0]]
    near = weights.near / np.maximum(1, sizes - 1)
    far = weights.far / np.maximum(1, sizes * (sizes - 1))
    ratios = (near + LEAST_LIKENESS) / (far + LEAST_LIKENESS)
    # Not numpy's logarithms, which have other last bits than those of the kernel.
    cohesion = np.array(list(map(log, ratios.tolist()))) * np.sqrt(sizes)
    return np.array((opening, cohesion, list(map(log1p, sizes.tolist()))))

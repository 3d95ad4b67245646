"""Why each line of a page of text stands in its region: what `walk` goes by."""

from dataclasses import replace

import numpy as np

from summarizer.page.evidence import explain_line, find_next, name_evidence
from summarizer.page.records import Reading
from summarizer.page.regions.measures.arrays import Counts, Matrix
from summarizer.page.regions.measures.features import FEATURES, measure_lines
from summarizer.page.regions.walk import STRETCH, find_steps, find_walk, score_lines
from summarizer.page.regions.weights import REGIONS, Weights, load_weights
from summarizer.records import LineExplanation

# What the steps from the line above and to the line below add together.
AROUND = "the regions of the lines above and below"
# A step that never happens is no matter of degree.
MOST = 20.0
_MEANINGS = (*FEATURES, AROUND)


def explain_regions(reading: Reading) -> tuple[LineExplanation, ...]:
    """For each line its region, the one that comes next, and the measures that decided between the two."""
    lines, repeats, regions = reading.lines, reading.repeats, reading.regions
    if len(lines) < 2:
        return tuple(
            LineExplanation(line.block.text, line.block.span, region.value, None)
            for line, region in zip(lines, regions, strict=True)
        )
    weights, steps = load_weights(), find_steps(lines)
    scores = score_lines(lines, repeats, weights)
    walk = np.array(find_walk(scores, steps, weights))
    final = np.array([REGIONS.index(region) for region in regions])
    around = _weigh_steps(walk, steps, weights)
    others = find_next(scores + around, final)
    explained = []
    for start in range(0, len(lines), STRETCH):
        measures = measure_lines(lines[start : start + STRETCH], repeats[start : start + STRETCH])
        for row, own in enumerate(measures, start=start):
            chosen, other = final[row], others[row]
            shares = own * (weights.lines[:, chosen] - weights.lines[:, other])
            step = np.clip(around[row, chosen] - around[row, other], -MOST, MOST)
            evidence = name_evidence(np.append(shares, step), _MEANINGS.__getitem__)
            names = REGIONS[chosen].value, REGIONS[other].value
            found = explain_line(lines[row], names, evidence)
            explained.append(replace(found, by_rule=bool(chosen != walk[row])))
    return tuple(explained)


def _weigh_steps(walk: Counts, steps: Counts, weights: Weights) -> Matrix:
    """What the steps from the line above, and to the line below, add to each region of each line."""
    added = np.zeros((len(walk), len(REGIONS)))
    added[0] += weights.first
    added[-1] += weights.last
    added[1:] += weights.steps[steps[1:], walk[:-1]]
    added[:-1] += weights.steps[steps[1:], :, walk[1:]]
    return added

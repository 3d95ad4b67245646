"""The choice of sentences equals that of plain loops, in any batch."""

from dataclasses import dataclass, replace
from random import Random

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.records import SummarySettings
from summarizer.summary.choice import selection
from summarizer.summary.choice.groups import Groups, stand_alone
from summarizer.summary.choice.selection import Candidates, choose, select
from summarizer.summary.tf_idf import weigh_stems
from summarizer.text.stemming import stem_forms
from tests.summary.reference import compare_slowly, weigh_slowly
from tests.summary.test_scores import SENTENCES

BUDGETS = st.one_of(
    st.builds(SummarySettings, sentences=st.integers(1, 9)),
    st.builds(SummarySettings, words=st.integers(1, 40)),
    st.builds(SummarySettings, ratio=st.floats(0.01, 1)),
)


@dataclass(frozen=True)
class Case:
    """An article: its sentences, the rows that are unfit, lean or go on, its quotations, and its lead or -1."""

    sentences: list[list[str]]
    unfit: frozenset[int] = frozenset()
    leaning: frozenset[int] = frozenset()
    goes_on: frozenset[int] = frozenset()
    lead: int = -1

    def group(self, row: int) -> list[int]:
        """The rows from the first that ``row`` needs, up to ``row``."""
        first = row
        while first in self.leaning:
            first -= 1
        return list(range(first, row + 1))


@st.composite
def draw_case(draw: st.DrawFn) -> Case:
    """Any article; the lead is never unfit."""
    sentences = draw(SENTENCES)
    rows = st.frozensets(st.integers(0, len(sentences) - 1))
    lead = draw(st.integers(-1, 0))
    return Case(
        sentences,
        draw(rows) - {lead},
        draw(rows) - {0} if lead == 0 else frozenset(),
        draw(rows),
        lead,
    )


def choose_slowly(case: Case, scores: list[float], wanted: SummarySettings) -> tuple[list[int], bool]:
    """Repeatedly the sentence or group worth most that still fits, by plain loops."""
    lengths = [len(words) for words in case.sentences]
    left = wanted.words or int((wanted.ratio or 1) * sum(lengths))
    left = min(left, sum(lengths)) if wanted.ratio is None else left
    lead = lengths[case.lead] if case.lead >= 0 else 0
    if left < lead <= (1 + selection.LEAD_EXCESS) * left:
        return [case.lead], True
    barred = case.goes_on if left < lead <= selection.LONGEST_LEAD * left else frozenset()
    chosen: list[int] = []
    count = wanted.sentences or len(lengths)
    while found := value_slowly(case, scores, chosen, (left, count, wanted.words is not None), barred):
        worth = {row: value for row, (value, _) in found.items()}
        best = case.lead if not chosen and case.lead in worth else max(worth, key=worth.__getitem__)
        added = [best, *sorted(found[best][1] - {best})]
        chosen += added
        left -= sum(lengths[row] for row in added)
        count -= len(added)
    if chosen:
        return chosen, False
    fit = [row for row in range(len(lengths)) if row not in case.unfit] or list(range(len(lengths)))
    nearest = case.lead if case.lead >= 0 else max(fit, key=scores.__getitem__)
    allowed = wanted.words or int((wanted.ratio or 1) * sum(lengths))
    return [nearest], lengths[nearest] > allowed


def value_slowly(
    case: Case,
    scores: list[float],
    chosen: list[int],
    left: tuple[int, int, bool],
    barred: frozenset[int],
) -> dict[int, tuple[float, set[int]]]:
    """What each row that can be chosen now is worth with its group, and the rows of the group to add."""
    rows = weigh_slowly([stem_forms(words) for words in case.sentences])
    said = {stem for one in chosen for stem in rows[one]}
    highest = [max([0.0, *(round(compare_slowly(row, rows[one]), 9) for one in chosen)]) for row in rows]
    worth = [scores[row] - selection.REDUNDANCY_WEIGHT * highest[row] for row in range(len(rows))]
    n_words, count, fills = left
    closed = {row for row in range(len(rows)) if row in case.unfit}
    shown = set(chosen)
    for row, weights in enumerate(rows):
        repeated = round(sum(weight**2 for stem, weight in weights.items() if stem in said), 9)
        if highest[row] >= selection.SAME_SENTENCE or repeated >= selection.ALREADY_SAID:
            shown.add(row)
        is_short = len(case.sentences[row]) <= selection.FILLING_WORDS
        fills_up = fills and bool(chosen) and case.lead >= 0 and is_short
        if fills_up and scores[row] < selection.FILLING_SCORE * scores[chosen[0]]:
            closed.add(row)
    found = {}
    for row in range(len(rows)):
        group = [member for member in case.group(row) if member not in shown]
        first = case.group(row)[0]
        if not (
            row in shown
            or closed & set(group)
            or len(group) > min(selection.LONGEST_GROUP, count)
            or sum(len(case.sentences[member]) for member in group) > n_words
            or (first in barred and first < min(chosen, default=len(rows)))
        ):
            found[row] = round(sum(worth[member] for member in group) / len(group), 9), set(group)
    return found


def build_groups(cases: list[Case]) -> Groups:
    """The groups of a batch of articles."""
    n_sentences = sum(len(case.sentences) for case in cases)
    groups = stand_alone(n_sentences, len(cases))
    start = 0
    for number, case in enumerate(cases):
        for row in range(len(case.sentences)):
            groups.unfit[start + row] = row in case.unfit
            groups.goes_on[start + row] = row in case.goes_on
            groups.firsts[start + row] = start + case.group(row)[0]
        groups.leads[number] = start + case.lead if case.lead >= 0 else -1
        start += len(case.sentences)
    return replace(groups, grouped=np.flatnonzero(groups.firsts < groups.lasts))


@example([Case([[]])], SummarySettings(words=1), Random(1))  # noqa: S311  scores are no secret
@given(st.lists(draw_case(), max_size=4), BUDGETS, st.randoms(use_true_random=False))
def test_the_best_that_fit_are_chosen_one_after_the_other(
    cases: list[Case], wanted: SummarySettings, random: Random
) -> None:
    """A batch chooses for each article what the loops choose for it alone."""
    # Far enough apart that no rounding of a cosine decides.
    scores = [
        [random.randint(0, 9) / 4 + place / 64 for place, _ in enumerate(one.sentences)] for one in cases
    ]
    words = [words for one in cases for words in one.sentences]
    n_words = np.array([len(own) for own in words], dtype=np.int64)
    weights = weigh_stems([one.sentences for one in cases], [[] for _ in cases])
    candidates = Candidates(
        np.array([value for part in scores for value in part]), n_words, words, build_groups(cases)
    )
    found = choose(candidates, weights, wanted)
    assert found == [choose_slowly(one, part, wanted) for one, part in zip(cases, scores, strict=True)]


def test_sentences_that_stand_alone_are_chosen_for_their_scores() -> None:
    """Without groups the best sentences are chosen, best first."""
    sentences = [["الجسر"], ["النهر"], ["المطار"]]
    chosen = select(
        np.array([1.0, 3.0, 2.0]),
        np.ones(3, np.int64),
        weigh_stems([sentences], [[]]),
        SummarySettings(sentences=2),
    )
    assert chosen == [([1, 2], False)]


def test_a_noun_that_is_shown_frees_the_sentence_that_points_at_it() -> None:
    """ "This bridge" needs the sentence before it only as long as no bridge is shown."""
    sentences = [["افتتح", "الجسر"], ["وصل", "الوزير"], ["يربط", "هذا", "الجسر", "القريتين"]]
    groups = stand_alone(3, 1)
    groups.firsts[2] = 1
    groups = replace(groups, grouped=np.array([2]), pointing={2: "جسر"})
    weights = weigh_stems([sentences], [[]])
    chosen = []
    for scores in ([5.0, 0.0, 1.0], [0.0, 1.0, 5.0]):
        candidates = Candidates(np.array(scores), np.array([2, 2, 4]), sentences, groups)
        chosen.append(choose(candidates, weights, SummarySettings(sentences=2))[0][0])
    assert chosen == [[0, 2], [2, 1]]

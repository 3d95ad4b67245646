"""The choice of sentences equals that of plain loops, in any batch."""

from dataclasses import dataclass
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.records import Mode, SummarySettings
from summarizer.summary.choice import repetition, selection, values
from summarizer.summary.choice.groups import Groups, stand_alone
from summarizer.summary.choice.quotations import REACH
from summarizer.summary.choice.selection import choose
from summarizer.summary.choice.values import Candidates
from summarizer.summary.ratings import rate_sentences
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
    quotation: tuple[int, int] = (-1, -1)
    lead: int = -1

    def group(self, row: int) -> list[int]:
        """The rows from the first that ``row`` needs to the last."""
        first = last = row
        start, end = self.quotation
        while first in self.leaning or start < first <= end:
            first -= 1
        if row in range(start, end + 1) or (row - 1 in range(start, end + 1) and row in self.leaning):
            last = max(row, end)
        return list(range(first, last + 1))


@st.composite
def draw_case(draw: st.DrawFn) -> Case:
    """Any article; the lead is never unfit."""
    sentences = draw(SENTENCES)
    places = st.integers(0, len(sentences) - 1)
    rows = st.frozensets(places)
    lead = draw(st.integers(-1, 0))
    start = draw(places)
    quotation = start, min(start + draw(st.integers(0, REACH)), len(sentences) - 1)
    return Case(
        sentences,
        draw(rows) - {lead},
        draw(rows) - {0} if lead == 0 else frozenset(),
        draw(rows),
        draw(st.sampled_from([(-1, -1), quotation])),
        lead,
    )


def choose_slowly(case: Case, scores: list[float], wanted: SummarySettings) -> tuple[list[int], bool]:
    """Repeatedly the sentence or group worth most that still fits, by plain loops."""
    lengths = [len(words) for words in case.sentences]
    left = wanted.words or int((wanted.ratio or 1) * sum(lengths))
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
    worth = [scores[row] - values.REDUNDANCY_WEIGHT * highest[row] for row in range(len(rows))]
    n_words, count, fills = left
    closed = {row for row in range(len(rows)) if row in case.unfit}
    shown = set(chosen)
    for row, weights in enumerate(rows):
        repeated = round(sum(weight**2 for stem, weight in weights.items() if stem in said), 9)
        if highest[row] >= repetition.SAME_SENTENCE or repeated >= repetition.ALREADY_SAID:
            shown.add(row)
        is_short = len(case.sentences[row]) <= selection.FILLING_WORDS
        has_room = n_words * len(rows) >= selection.FILLING_ROOM * sum(map(len, case.sentences))
        fills_up = fills and bool(chosen) and case.lead >= 0 and is_short and not has_room
        if fills_up and scores[row] < selection.FILLING_SCORE * scores[chosen[0]]:
            closed.add(row)
    found = {}
    for row in range(len(rows)):
        group = [member for member in case.group(row) if member not in shown]
        first = case.group(row)[0]
        if not (
            row in shown
            or _tells_again(rows, row, chosen)
            or closed & set(group)
            or len(group) > min(values.LONGEST_GROUP, count)
            or sum(len(case.sentences[member]) for member in group) > n_words
            or (first in barred and first < min(chosen, default=len(rows)))
        ):
            found[row] = round(sum(worth[member] for member in group) / len(group), 9), set(group)
    return found


def _tells_again(rows: list[dict[str, float]], row: int, chosen: list[int]) -> bool:
    """Whether a row says most of what the row chosen first says."""
    first = rows[chosen[0]] if chosen else {}
    share = sum(weight**2 for stem, weight in first.items() if stem in rows[row])
    return round(share, 9) >= repetition.TELLS_AGAIN


def build_groups(case: Case) -> Groups:
    """The groups of an article."""
    rows = range(len(case.sentences))
    groups = {row: case.group(row) for row in rows}
    bounds = {row: (group[0], group[-1]) for row, group in groups.items() if len(group) > 1}
    return Groups([row in case.goes_on for row in rows], case.unfit, bounds, {}, case.lead)


def choose_from(
    sentences: list[list[str]], scores: list[float], groups: Groups, wanted: SummarySettings
) -> tuple[list[int], bool]:
    """The rows chosen of an article, and whether they exceed the budget."""
    texts = [" ".join(sentence) for sentence in sentences]
    stems = rate_sentences([texts], [""], Mode.AUTO)[0].stems
    return choose(Candidates(scores, list(map(len, sentences)), texts, stems, groups), wanted)


@example(Case([[]]), SummarySettings(words=1), Random(1))  # noqa: S311  scores are no secret
@example(Case([["مدينة"] * 4, ["نهر"], []], lead=0), SummarySettings(words=9), Random(1))  # noqa: S311
@given(draw_case(), BUDGETS, st.randoms(use_true_random=False))
def test_the_best_that_fit_are_chosen_one_after_the_other(
    case: Case, wanted: SummarySettings, random: Random
) -> None:
    """What the loops choose, which work out every value again after each choice."""
    # Far enough apart that no rounding of a cosine decides.
    scores = [random.randint(0, 9) / 4 + place / 64 for place, _ in enumerate(case.sentences)]
    found = choose_from(case.sentences, scores, build_groups(case), wanted)
    assert found == choose_slowly(case, scores, wanted)


def test_only_the_end_of_a_budget_is_not_filled_up() -> None:
    """A short sentence of little worth stands in the midst of a long summary, not at the end of a short one."""
    lengths = {"ج": 12, "د": 2, "ر": 12, "ز": 12, "س": 12}
    sentences = [[first + letter for letter in "بتثحخشصضطظعغ"[:n]] for first, n in lengths.items()]
    groups = Groups([False] * 5, lead=0)
    scores = [2.0, 0.5, 0.4, 0.3, 0.2]
    assert choose_from(sentences, scores, groups, SummarySettings(words=50))[0] == [0, 1, 2, 3, 4]
    assert choose_from(sentences, scores, groups, SummarySettings(words=15))[0] == [0]


def test_sentences_that_stand_alone_are_chosen_for_their_scores() -> None:
    """Without groups the best sentences are chosen, best first."""
    sentences = [["الجسر"], ["النهر"], ["المطار"]]
    chosen = choose_from(sentences, [1.0, 3.0, 2.0], stand_alone(3), SummarySettings(sentences=2))
    assert chosen == ([1, 2], False)


def test_a_noun_that_is_shown_frees_the_sentence_that_points_at_it() -> None:
    """ "This bridge" needs the sentence before it only as long as no bridge is shown."""
    sentences = [["افتتح", "الجسر"], ["وصل", "الوزير"], ["يربط", "هذا", "الجسر", "القريتين"]]
    groups = Groups([False] * 3, bounds={2: (1, 2)}, pointing={2: "جسر"})
    chosen = [
        choose_from(sentences, scores, groups, SummarySettings(sentences=2))[0]
        for scores in ([5.0, 0.0, 1.0], [0.0, 1.0, 5.0])
    ]
    assert chosen == [[0, 2], [2, 1]]

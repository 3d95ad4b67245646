"""Phase `again`: what is kept is compared again, until none of it repeats another.

`duplicates.rounds` says why. A round does what the phases from `count` to `elect` do, over the rows that are
kept. Where nearly all of these were compared before, it works on what differs alone: counts and sketches
(`rounds.changes`), pairs (`rounds.pairs`), clusters (`rounds.clusters`). When a round is done, what no other
reads is removed.
"""

from dataclasses import replace
from functools import partial

from summarizer.dumps.phases.cluster import take_pairs
from summarizer.dumps.phases.count import count_all_runs
from summarizer.dumps.phases.measure import Candidates, measure_pairs
from summarizer.dumps.phases.pair import pair_all_rows, pair_sketches
from summarizer.dumps.phases.rounds.changes import find_changes
from summarizer.dumps.phases.rounds.clusters import decide_anew
from summarizer.dumps.phases.rounds.ends import (
    continue_rounds,
    finish_round,
    load_settled,
    remove_rounds,
    settle,
)
from summarizer.dumps.phases.rounds.left import count_eligible, take_left
from summarizer.dumps.phases.rounds.pairs import measure_new_pairs
from summarizer.dumps.phases.rounds.records import Round, Sketched
from summarizer.dumps.phases.sketch import sketch_rows
from summarizer.dumps.run.arrays import Folders, Joined
from summarizer.dumps.run.corpus import Decided, Documents, stand_on
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.rounds import repeat_rounds
from summarizer.duplicates.small_batches import may_be_small
from summarizer.records import DuplicateSettings


def compare_kept_again(
    runner: Runner, documents: Documents, first: tuple[Round, Decided], settings: DuplicateSettings
) -> Decided:
    """What is kept when no two kept documents are one text.

    first  the first round, over all rows, and what it keeps
    """
    made, decided = first
    settled = load_settled(runner, decided)
    if settled is None:
        n_made, last = continue_rounds(runner, documents, made)
        last = repeat_rounds(last, partial(_compare_again, runner, documents, settings), n_made)
        settled = settle(runner, decided, None if last is made else last)
    remove_rounds(runner)
    return settled


def _compare_again(
    runner: Runner, documents: Documents, settings: DuplicateSettings, number: int, last: Round
) -> Round | None:
    """The round after ``last``; None where no pair of what is left is one text."""
    inner = runner.nest("again", number + 1)
    compared = _compare_eligible(inner, documents, last) or _compare_kept(inner, documents, last)
    if compared is None:
        return None
    sketched, measured = compared
    if not any((take_pairs(path, settings.threshold)["scores"] >= 0).any() for path in measured):
        return None
    known = replace(last, sketched=sketched, measured=Joined((*last.measured.phases, measured)))
    made = decide_anew(inner, documents.corpus, known, settings)
    finish_round(runner, number, made)
    return made


def _compare_eligible(runner: Runner, documents: Documents, last: Round) -> tuple[Sketched, Folders] | None:
    """All pairs of the rows that may be kept, as `_compare_kept`; None where these are no small batch."""
    if not may_be_small(count_eligible(documents, last)):
        return None
    left = stand_on(documents, take_left(runner, documents, last, has_eligible=True))
    pairs = pair_all_rows(runner, left, "-eligible")
    return None if pairs is None else _measure_all(runner, left, pairs, last)


def _compare_kept(runner: Runner, documents: Documents, last: Round) -> tuple[Sketched, Folders] | None:
    """The candidate pairs of kept rows that no round has measured, measured; and what is sketched then.

    None where all rows are kept.
    """
    standing = take_left(runner, documents, last, has_eligible=False)
    left = stand_on(documents, standing)
    if left.corpus.n_rows == documents.corpus.n_rows:
        return None
    pairs = pair_all_rows(runner, left)
    if pairs is not None:
        return _measure_all(runner, left, pairs, last)
    changes = find_changes(runner, last.sketched, left)
    if changes is not None:
        return last.sketched, measure_new_pairs(runner, left.corpus, changes, last.pairs)
    sketches = sketch_rows(runner, left, count_all_runs(runner, left))
    candidates = Candidates(sketches, pair_sketches(runner, sketches), last.pairs)
    return Sketched(left, standing, sketches), measure_pairs(runner, left.corpus, candidates)


def _measure_all(runner: Runner, left: Documents, pairs: Folders, last: Round) -> tuple[Sketched, Folders]:
    """All pairs of a small batch. Its rows are not sketched: later rounds go on from earlier sketches."""
    candidates = Candidates(last.sketched.sketches, pairs, last.pairs)
    return last.sketched, measure_pairs(runner, left.corpus, candidates)

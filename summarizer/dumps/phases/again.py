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
from summarizer.dumps.phases.pair import pair_rows
from summarizer.dumps.phases.rounds.changes import find_changes
from summarizer.dumps.phases.rounds.clusters import decide_anew
from summarizer.dumps.phases.rounds.ends import (
    continue_rounds,
    finish_round,
    load_settled,
    remove_rounds,
    settle,
)
from summarizer.dumps.phases.rounds.left import take_left
from summarizer.dumps.phases.rounds.pairs import measure_new_pairs
from summarizer.dumps.phases.rounds.records import Round, Sketched
from summarizer.dumps.phases.sketch import sketch_rows
from summarizer.dumps.run.arrays import Folders, Joined
from summarizer.dumps.run.corpus import Decided, Documents, stand_on
from summarizer.dumps.run.tasks import Runner
from summarizer.duplicates.rounds import repeat_rounds
from summarizer.duplicates.small_batches import SMALL_BATCH
from summarizer.records import DuplicateSettings


def compare_kept_again(
    runner: Runner, documents: Documents, first: tuple[Round, Decided], settings: DuplicateSettings
) -> Decided:
    """What is kept when no two kept documents are one text.

    first  the first round, over all rows, and what it keeps
    """
    made, decided = first
    if documents.corpus.n_rows <= SMALL_BATCH:
        return decided
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
    standing = take_left(inner, documents, last)
    left = stand_on(documents, standing)
    if left.corpus.n_rows == documents.corpus.n_rows:
        return None
    sketched, measured = _compare_left(inner, left, standing, last)
    if not any((take_pairs(path, settings.threshold)["scores"] >= 0).any() for path in measured):
        return None
    known = replace(last, sketched=sketched, measured=Joined((*last.measured.phases, measured)))
    made = decide_anew(inner, documents.corpus, known, settings)
    finish_round(runner, number, made)
    return made


def _compare_left(
    runner: Runner, left: Documents, standing: Folders, last: Round
) -> tuple[Sketched, Folders]:
    """The candidate pairs of the rows left that no round has measured, measured; by which sketches."""
    n_before = last.sketched.documents.corpus.n_rows
    if min(n_before, left.corpus.n_rows) > SMALL_BATCH:
        changes = find_changes(runner, last.sketched, left)
        if changes is not None:
            return last.sketched, measure_new_pairs(runner, left.corpus, changes, last.pairs)
    sketches = sketch_rows(runner, left, count_all_runs(runner, left))
    candidates = Candidates(sketches, pair_rows(runner, left, sketches), last.pairs)
    return Sketched(left, standing, sketches), measure_pairs(runner, left.corpus, candidates)

"""The story of a dump's duplicates: fourteen phases, from the files of a dump to the files of a run.

Each phase is one file in `phases/`, named as the progress bar names it. What comes out is what
`summarizer.deduplicate` gives for the same documents in memory, for any parts, workers or machines.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from summarizer.dumps.output.checksums import hash_in_background
from summarizer.dumps.output.earlier import open_earlier, restore_settings
from summarizer.dumps.output.files import Work, describe_first_run, write_outputs
from summarizer.dumps.output.refusals import list_dump_refusals, stop_if_strict
from summarizer.dumps.output.run_json import make_report
from summarizer.dumps.output.staging import finish_run
from summarizer.dumps.phases.again import compare_kept_again
from summarizer.dumps.phases.archive import add_kept, check_archive, remove_archived
from summarizer.dumps.phases.block import find_dump_blocks
from summarizer.dumps.phases.cluster import cluster_rows
from summarizer.dumps.phases.collapse import collapse_copies
from summarizer.dumps.phases.count import count_all_runs
from summarizer.dumps.phases.curve import correct_own, count_kept
from summarizer.dumps.phases.elect import elect_kept
from summarizer.dumps.phases.gather import check_dates, gather_parts
from summarizer.dumps.phases.measure import Candidates, measure_pairs
from summarizer.dumps.phases.pair import pair_rows
from summarizer.dumps.phases.read import read_inputs
from summarizer.dumps.phases.rounds.records import begin_rounds
from summarizer.dumps.phases.sketch import sketch_rows
from summarizer.dumps.phases.write import list_kept_names, write_lines
from summarizer.dumps.records import DumpReport, DumpSettings
from summarizer.dumps.run.arrays import Joined
from summarizer.dumps.run.finished import find_run
from summarizer.dumps.run.folder import Plan, RunRequest, begin_run, reopen_run
from summarizer.dumps.run.lines import WrittenLines
from summarizer.dumps.run.sizes import DUPLICATE_BYTES, limit_workers
from summarizer.dumps.run.tasks import Runner
from summarizer.records import DuplicateSettings

PHASES = (
    "read",
    "gather",
    "collapse",
    "count",
    "sketch",
    "pair",
    "measure",
    "curve",
    "cluster",
    "elect",
    "again",
    "block",
    "archive",
    "write",
)


def deduplicate_dump(
    inputs: Sequence[str], output: str, settings: DuplicateSettings, dump: DumpSettings
) -> DumpReport:
    """Keep one document of each cluster of near-duplicates; files in, files out.

    inputs   files, globs, folders, fsspec URLs, or - for standard input
    output   a folder or a URL; `docs/dumps.md` says which files it gets

    Raises ``RunError``, ``DumpError`` (with ``strict``), ``ArchiveError`` and ``SettingsError``.
    """
    if dump.dry_run:
        with tempfile.TemporaryDirectory(dir=dump.work) as folder:
            tried = replace(dump, work=None, dry_run=False, resume=False, overwrite=False, add=False)
            return deduplicate_dump(inputs, folder, settings, tried)
    check_archive(dump)
    with begin_run(RunRequest("dedup", tuple(inputs), output, _list_settings(settings)), dump) as plan:
        finished = find_run(output)
        if finished is not None and finished["fingerprint"] == plan.fingerprint:
            return make_report(finished)
        limited = limit_workers(dump, plan.sources, DUPLICATE_BYTES)
        runner = Runner(plan.folder, limited, PHASES, scale=plan.scale)
        with hash_in_background(plan) as hashes:
            work = _run_phases(runner, plan, settings, None)
            facts = describe_first_run(work, hashes())
        staged = write_outputs(work, facts)
        add_kept(staged, dump, list_kept_names(work.documents, work.written))
        return finish_run(plan, staged, work.written.list_copies())


def rethreshold_dump(output: str, settings: DuplicateSettings, dump: DumpSettings) -> DumpReport:
    """Decide a finished run anew, with another threshold or another choice of the documents to keep.

    The dump is not read again and no pair is measured again: those phases are done, and the lines of the
    documents are in the outputs. If it is killed, the same call finishes it. Raises ``RunError``.
    """
    chosen = _list_settings(settings)
    with reopen_run("dedup", output, dump) as plan:
        earlier = open_earlier(plan)
        round_name = earlier.name_round(chosen)
        settled = limit_workers(restore_settings(plan, dump), plan.sources, DUPLICATE_BYTES)
        runner = Runner(plan.folder, settled, PHASES, round_name=round_name, scale=plan.scale)
        now = replace(plan, settings={**plan.settings, **chosen})
        work = _run_phases(runner, now, settings, earlier.find_lines())
        staged = write_outputs(work, earlier.list_facts(round_name))
        return finish_run(now, staged, work.written.list_copies())


def _run_phases(
    runner: Runner, plan: Plan, settings: DuplicateSettings, earlier: WrittenLines | None
) -> Work:
    """All phases, in order. What is done already is not done again.

    earlier  where a finished run wrote the lines of its documents; None: they are in the inputs
    """
    inputs = read_inputs(runner, plan)
    parts = gather_parts(runner, inputs)
    check_dates(parts, settings)
    documents = collapse_copies(runner, inputs, parts, earlier)
    stop_if_strict(runner.settings, list_dump_refusals(documents))
    counts = count_all_runs(runner, documents)
    sketches = sketch_rows(runner, documents, counts)
    paired = pair_rows(runner, documents, sketches)
    candidates = Candidates(sketches, paired.folders)
    pairs = Joined((measure_pairs(runner, documents.corpus, candidates),))
    curve = count_kept(runner, pairs, documents.corpus.n_rows)
    clusters = cluster_rows(runner, pairs, settings)
    decided = elect_kept(runner, documents.corpus, clusters, settings)
    first = begin_rounds(documents, sketches, clusters, decided)
    if not paired.are_all:
        decided = compare_kept_again(runner, documents, (first, decided), settings)
    thresholds = correct_own(curve, settings.threshold, documents.n_documents - decided.count_removed())
    blocks = find_dump_blocks(runner, documents, decided.removed)
    decided = remove_archived(runner, documents, decided, settings)
    written = write_lines(runner, documents, decided)
    return Work(plan, runner, documents, pairs, thresholds, blocks, written)


def _list_settings(settings: DuplicateSettings) -> dict[str, Any]:
    """The settings of a run, as `run.json` has them."""
    listed = {"threshold": settings.threshold, "keep": str(settings.keep), "sources": list(settings.sources)}
    return {**listed, "allow_shorter": True} if settings.allow_shorter else listed

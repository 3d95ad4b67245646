"""A comparison of two texts for people; used by `duplicate_commands`.

Styles are always written; ``print_text`` removes them if the output is not a terminal.
"""

from collections.abc import Sequence

from click import style

from summarizer.command.language.translation import say
from summarizer.command.layout.lines import wrap_text
from summarizer.records import Comparison, Measure

# Of a longer passage the first and the last words are shown.
_LONGEST, _EDGE = 40, 15
# Passages that are shown unless all are wanted, the longest.
_MOST = 10
# What a high value of each measure says.
_MEANINGS = {
    "likeness": "runs of three words that both have",
    "containment": "how much of the shorter one the other has",
    "words": "words that both have, rare ones most",
    "own_runs": "shared runs that are no common phrases",
    "opening_both": "the openings of both are in the other",
    "opening_either": "the opening of one is in the other",
    "lead": "the lead of one is in the opening of the other",
    "new_lead": "one has a lead that the other lacks",
    "news_above": "one has news above the report of the other",
    "moved_head": "one begins with news and has the beginning of the other further down",
    "far_lead": "the lead of neither is in the opening of the other",
    "new_rest": "below the lead each has text of its own",
    "other_days": "their leads name other days",
    "figures": "other figures between the same words",
    "many_figures": "many figures, and others",
    "short_figures": "a short text with other figures",
    "short_names": "a short notice with other names",
    "short_order": "a short notice with the same words in another order",
    "formula": "what they share are common phrases",
    "topic": "alike, and each repeats words of its own",
}


def lay_out_comparison(a: str, result: Comparison, width: int | None, *, is_full: bool = False) -> str:
    """The verdict on two texts and its reasons; passages in the words of the first, long ones shortened."""
    verdict = say("One text ({})", say(result.reason.value)) if result.reason else say("Two texts")
    numbers = (
        (say("Numbers only in {}", side), found)
        for side, found in (("A", result.numbers_a), ("B", result.numbers_b))
    )
    parts = [
        style(verdict, bold=True),
        say("similarity {}, containment {}", f"{result.similarity:.2f}", f"{result.containment:.2f}"),
        *(wrap_text(f"{label}: {', '.join(found)}", width) for label, found in numbers if found),
        *_lay_out_passages(a, result, width, is_full=is_full),
        _lay_out_measures(result),
    ]
    return "\n\n".join(parts)


def _lay_out_passages(a: str, result: Comparison, width: int | None, *, is_full: bool) -> list[str]:
    """The passages that both have, each under its number of words; what is not shown is counted."""
    if not result.passages:
        return []
    shown = result.passages if is_full else result.passages[:_MOST]
    words = [row.a.of(a).split() for row in shown]
    rows = [style(say("In both"), dim=True)]
    for row, found in zip(shown, words, strict=True):
        is_long = not is_full and len(found) > _LONGEST
        kept = [*found[:_EDGE], "…", *found[-_EDGE:]] if is_long else found
        label = style(say("{} words", row.n_words), dim=True)
        rows.append(f"{label}\n{wrap_text(' '.join(kept), width, indent=2)}")
    left = len(result.passages) - len(shown)
    if left:
        rows.append(style(say("{} shorter passages more: --full shows all, whole", left), dim=True))
    elif not is_full and any(len(found) > _LONGEST for found in words):
        rows.append(style(say("Long passages are shortened: --full shows them whole"), dim=True))
    return ["\n".join(rows)]


def _lay_out_measures(result: Comparison) -> str:
    """What each measure adds to the verdict, as a sum that can be checked; what adds nothing is left out."""
    measures: Sequence[Measure] = [measure for measure in result.measures if measure.share]
    names = max([len("verdict"), *(len(measure.name) for measure in measures)])
    total = result.base + sum(measure.share for measure in result.measures)
    rows = [say("Why: what each measure adds; above 0 they are one text")]
    for m in measures:
        meaning = say(_MEANINGS.get(m.name, ""))
        rows.append(
            f"{m.name:<{names}}  {m.value:5.2f} × {m.weight:8.3f} = {m.share:+9.3f}  {meaning}".rstrip()
        )
    rows.append(f"{'base':<{names}}  {'':18} {result.base:+9.3f}")
    rows.append(f"{'verdict':<{names}}  {'':18} {total:+9.3f}")
    return style("\n".join(rows), dim=True)

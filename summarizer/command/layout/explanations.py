"""What spoke for the label of each line of a page, as text for people; used by `page_commands`."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from click import style

from summarizer.command.language.translation import count_columns, say, translate
from summarizer.command.layout.lines import lay_out_row
from summarizer.records import Evidence, LineExplanation

# Of "against", so that both names end in one column.
_NAME_WIDTH = 7


def lay_out_explanations(text: str, lines: Sequence[LineExplanation], width: int | None) -> str:
    """Each line with its number and its label, and under it what spoke for the label and what against."""
    ends = list(accumulate(len(line) for line in text.splitlines(keepends=True)))
    numbers = [bisect_right(ends, line.span.start) + 1 for line in lines]
    margin = len(str(max(numbers, default=0)))
    rows = [style(say("Why each line is read as it is"), dim=True)]
    for number, line in zip(numbers, lines, strict=True):
        rows.append(lay_out_row(f"{number:>{margin}}  {_describe_label(line)}  ", line.text, width))
        for name, evidence in (("for", line.speaks_for), ("against", line.speaks_against)):
            if evidence:
                start = " " * (margin + 2) + _align(say(name)) + ": "
                rows.append(style(_lay_out_evidence(start, evidence, width), dim=True))
    return "\n".join(rows)


def _describe_label(line: LineExplanation) -> str:
    """The label, the one that comes next, and what had the last word if the measures had not."""
    said = say("{}, not {}", say(line.label), say(line.instead)) if line.instead else say(line.label)
    if line.by_rule:
        return say("{}, by a rule set by hand", said)
    return say("{}, by a row of furniture", said) if line.reason else said


def _align(name: str) -> str:
    return " " * max(_NAME_WIDTH - count_columns(name), 0) + name


def _lay_out_evidence(start: str, evidence: Sequence[Evidence], width: int | None) -> str:
    """Measures with what they add, behind ``start``; as many to a line as a terminal has room for."""
    margin = count_columns(start)
    lines = [start]
    for place, one in enumerate(evidence, start=1):
        said = f"{translate(one.meaning)} ({one.weight:+.2f})" + (";" if place < len(evidence) else "")
        is_full = width is not None and count_columns(f"{lines[-1]} {said}") > width
        if is_full and lines[-1] != start:
            lines.append(" " * margin + said)
        else:
            lines[-1] += said if lines[-1] == start else f" {said}"
    return "\n".join(lines)

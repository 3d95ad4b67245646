"""The head of the folder of rules tells of every rule, in the order in which they run."""

import ast
import inspect
import re

from summarizer.page import rules
from summarizer.page.rules import corrections


def test_the_head_lists_the_rules_in_their_order() -> None:
    """With the file of each; the last one is run by the walk."""
    told = re.findall(r"^(\w+) +(\w+) {2,}\S", inspect.getdoc(rules) or "", re.MULTILINE)
    nodes = ast.walk(ast.parse(inspect.getsource(corrections.correct_walk)))
    run = [node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    files = [(name, vars(corrections)[name].__module__.rpartition(".")[2]) for name in run if "_" in name]
    assert told == [*files, ("drop_notices", "missing_texts")]

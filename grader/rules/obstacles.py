"""What keeps a function from being run at all, as far as its source says."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence

from grader.errors import nearest
from grader.source import BrokenSource, Source, file_meant
from grader.verdict import Outcome, Place, Verdict, failed, undecided


def obstacle(
    function: str,
    arguments: Sequence[str],
    source: Source | BrokenSource | None,
    file: str,
    others: Collection[str],
) -> Verdict | None:
    """The verdict if ``function`` cannot be run; ``others`` are all files of the submission."""
    if source is None:
        if near := file_meant(file, others):
            text = f"Found {near} in place of {file}: rename it."
            return undecided(Outcome.UNREADABLE, "function.no_file", text, place=Place(near))
        return failed(Outcome.UNANSWERED, "function.no_file", f"{file} is missing: define {function} in it.")
    if isinstance(source, BrokenSource):
        place = Place(file, source.line, source.column)
        return failed(
            Outcome.CRASHED, "function.syntax", f"{file}, line {source.line}: {source.text}", place=place
        )
    if function not in source.names and "*" not in source.names:
        if near := nearest(function, source.functions):
            place = Place(file, source.functions[near].line)
            text = f"{file} does not define {function}; found {near}, did you mean {function}? Rename it."
            return undecided(Outcome.UNREADABLE, "function.misspelt", text, place=place)
        return missing(function, arguments, file)
    signature = source.functions.get(function)
    if signature and not signature.accepts(len(arguments)):
        wanted = f"{function}({', '.join(arguments)})"
        text = f"{function} takes ({signature}), but is called as {wanted}."
        return failed(Outcome.CRASHED, "function.signature", text, place=Place(file, signature.line))
    if line := unwritten(function, source):
        text = f"{function} is not written yet: nothing stands in it but a place for it."
        return failed(Outcome.UNANSWERED, "function.not_implemented", text, place=Place(file, line))
    return None


def unwritten(function: str, source: Source) -> int:
    """The line of a function whose body does nothing: pass, ..., a bare return, NotImplementedError; 0 if it does something."""
    found = [node for node in source.tree.body if isinstance(node, ast.FunctionDef) and node.name == function]
    signature = source.functions.get(function)
    if len(found) != 1 or found[0].decorator_list or signature is None or signature.most is None:
        return 0
    return found[0].lineno if all(map(_does_nothing, found[0].body)) else 0


def _does_nothing(node: ast.stmt) -> bool:
    if isinstance(node, ast.Raise):
        return "NotImplemented" in ast.unparse(node)
    if isinstance(node, ast.Return):
        return node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None)
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def missing(function: str, arguments: Sequence[str], file: str) -> Verdict:
    """The file is there, the function is not."""
    text = f"{file} does not define {function}({', '.join(arguments)}) at its top level."
    return failed(Outcome.UNANSWERED, "function.missing", text, place=Place(file))

"""What keeps a function from being run at all, as far as its source says."""

from __future__ import annotations

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
    return None


def missing(function: str, arguments: Sequence[str], file: str) -> Verdict:
    """The file is there, the function is not."""
    text = f"{file} does not define {function}({', '.join(arguments)}) at its top level."
    return failed(Outcome.UNANSWERED, "function.missing", text, place=Place(file))

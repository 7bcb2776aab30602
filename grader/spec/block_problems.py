"""What is wrong in the block of a part, by the path that leads there in its file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from grader.errors import did_you_mean, listed
from grader.kinds.base import Kind
from grader.kinds.registry import kind_class, kind_names
from grader.spec.restore import restore

Path = tuple[str | int, ...]


class PathProblem(NamedTuple):
    """Something wrong at a path of an exercise file; ``at_key`` when the key itself is wrong."""

    path: Path
    text: str
    at_key: bool = False
    offset: int = 0
    """How far into the text at the path."""
    line: int = 0
    """In which line of a text below a ``|``, counted from 0."""


def block_problems(
    path: Path, block: Any, solution: Collection[str], broken: Sequence[Path] = ()
) -> list[PathProblem]:
    """Everything that is wrong in a block; ``broken`` leads to what could not be read and was told already."""
    from grader.spec.validation import repaired, type_problems

    if not isinstance(block, dict) or block.get("kind") is None:
        return [PathProblem(path, f"a part needs a kind (kinds: {listed(kind_names())})", at_key=True)]
    kind = block["kind"]
    if kind not in kind_names():
        text = f"unknown kind {kind!r}{did_you_mean(str(kind), kind_names())} (kinds: {listed(kind_names())})"
        return [PathProblem((*path, "kind"), text)]
    cls: type[Kind] = kind_class(kind)
    data = {key: value for key, value in block.items() if key != "kind"}
    wrong = type_problems(cls, data)
    found = [PathProblem((*path, *each.path), each.text, each.at_key) for each in wrong]
    unread = any(where[: len(path)] == path for where in broken)
    if not unread and (kept := repaired(cls, data, wrong)) is not None:
        rest, blanked = kept
        found += [
            PathProblem((*path, *problem.path), problem.text, offset=problem.offset)
            for problem in restore(cls, rest).problems(solution)
            if not any(_related(problem.path, where) for where in blanked)
        ]
    return found


def _related(path: Path, broken: Path) -> bool:
    """Whether a problem lies in, or right around, what has been told already."""
    return bool(path) and (path[: len(broken)] == broken or broken[: len(path)] == path)

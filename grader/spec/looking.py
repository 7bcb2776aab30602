"""The parts of an exercise with many values each: what is wrong with which, in the words of its author."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from grader.spec.author_words import Seen, at
from grader.spec.block_problems import Path, PathProblem, block_problems
from grader.spec.constraints import Values
from grader.spec.filling import BracketError, filled

FEW = 10
"""Combinations of which it is not said in how many something is wrong."""

Further = Callable[[str, Mapping[str, Any]], str]
"""What else is wrong with the block of a part, by its name and its data with values; empty if nothing is."""


class Looks(NamedTuple):
    """What was found with how many combinations of values, and how many of them are right."""

    problems: tuple[PathProblem, ...]
    tried: int
    right: int


def look(
    data: Mapping[str, Any],
    samples: Iterable[Values],
    solution: Collection[str],
    broken: Sequence[Path] = (),
    further: Further = lambda name, block: "",
) -> Looks:
    """What is wrong at each place, with the first values it is wrong with where these matter."""
    known: dict[tuple[str, str], list[PathProblem]] = {}
    first: dict[Path, list[Seen]] = {}
    times: Counter[Path] = Counter()
    alike: Counter[PathProblem] = Counter()
    tried = right = 0
    for values in samples:
        tried += 1
        now, problems = _problems(data, values, known, solution, broken, further)
        right += not problems
        here: dict[Path, list[Seen]] = {}
        for problem in problems:
            seen = Seen(problem, values, at(data, problem.path), at(now, problem.path))
            here.setdefault(problem.path, []).append(seen)
            alike[seen.told] += 1
        for path, found in here.items():
            first.setdefault(path, found)
            times[path] += 1
    told = []
    for path, found in first.items():
        often = 1 < times[path] < tried > FEW
        more = f", and {times[path] - 1} more of {tried} combinations" if often else ""
        for seen in found:
            beside = seen.beside(always=alike[seen.told] == tried)
            text = seen.told.text + (f" ({beside}{more})" if beside else "")
            told.append(seen.told._replace(text=text))
    return Looks(tuple(told), tried, right)


def _problems(
    data: Mapping[str, Any],
    values: Values,
    known: dict[tuple[str, str], list[PathProblem]],
    solution: Collection[str],
    broken: Sequence[Path],
    further: Further,
) -> tuple[Any, list[PathProblem]]:
    """The data with these values, and what is wrong in it; a block that was seen with these numbers is not looked at again."""
    try:
        now = filled(dict(data), values)
    except BracketError as error:
        return data, [PathProblem(error.path, error.text)]
    found = []
    for name, block in now["parts"].items():
        key = (name, json.dumps(block))
        if key not in known:
            known[key] = block_problems(("parts", name), block, solution, broken)
            if not known[key] and (text := further(name, block)):
                known[key] = [PathProblem(("parts", name), text, at_key=True)]
        found += known[key]
    return now, found

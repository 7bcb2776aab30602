"""The parts of an exercise with many values each: what is wrong with which, in the words of its author."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from grader.errors import did_you_mean
from grader.spec.block_problems import Path, PathProblem, block_problems
from grader.spec.constraints import Values
from grader.spec.filling import NAME, BracketError, filled
from grader.spec.shown_values import listed_values, shown

Further = Callable[[str, Mapping[str, Any]], str]
"""What else is wrong with the block of a part, by its name and its data with values; empty if nothing is."""

_QUOTED = re.compile(r"'([^\W\d]\w*)'")


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
    first: dict[Path, list[tuple[Values, PathProblem, Any]]] = {}
    times: dict[Path, int] = {}
    alike: dict[tuple[Path, str], int] = {}
    tried = right = 0
    for values in samples:
        tried += 1
        now, problems = _problems(data, values, known, solution, broken, further)
        right += not problems
        here: dict[Path, list[tuple[Values, PathProblem, Any]]] = {}
        for problem in problems:
            told = _in_its_words(problem, _at(data, problem.path), _at(now, problem.path), values)
            alike[told.path, told.text] = alike.get((told.path, told.text), 0) + 1
            here.setdefault(problem.path, []).append((values, told, _at(now, problem.path)))
        for path, found in here.items():
            first.setdefault(path, found)
            times[path] = times.get(path, 0) + 1
    told_once = []
    for path, found in first.items():
        for values, told, value in found:
            always = alike[path, told.text] == tried
            beside = _beside(_at(data, path), value, values, always=always)
            more = (
                f", and {times[path] - 1} more of {tried} combinations"
                if 1 < times[path] < tried > FEW_TOLD
                else ""
            )
            told_once.append(told._replace(text=told.text + (f" ({beside}{more})" if beside else "")))
    return Looks(tuple(told_once), tried, right)


FEW_TOLD = 10
"""Combinations of which it is not said in how many something is wrong."""


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


def _in_its_words(problem: PathProblem, written: Any, now: Any, values: Values) -> PathProblem:
    """A problem with what was written in place of what the values made of it, and with the variable that was meant."""
    if not isinstance(written, str):
        return problem
    text = problem.text
    if now != written:
        text = text.replace(repr(now) if isinstance(now, str) else f"the number {now}", repr(written))
    for name in _QUOTED.findall(text):
        if name in NAME.findall(written) and name not in values and "did you mean" not in text:
            text += did_you_mean(name, values, 0.6)
    return problem._replace(
        text=text, offset=_offset(written, values, problem.offset) if now != written else problem.offset
    )


def _beside(written: Any, now: Any, values: Values, *, always: bool) -> str:
    """The values with which something is wrong, and what they make of it; nothing where they do not matter."""
    if not isinstance(written, str) or now == written:
        return "" if always else f"with {listed_values(values)}"
    names = {*NAME.findall(written)}
    given = {name: value for name, value in values.items() if name in names} if always else values
    return f"with {listed_values(given)}: {now}"


def _offset(written: str, values: Values, offset: int) -> int:
    """Where in a formula something stands that stands at ``offset`` once its variables are replaced."""
    shift = 0
    for found in NAME.finditer(written):
        if found.start() + shift >= offset:
            break
        if found[0] in values:
            text = shown(values[found[0]])
            shift += len(text) + 2 * (text.startswith("-") or "/" in text) - len(found[0])
    return min(max(0, offset - shift), len(written))


def _at(data: Any, path: Path) -> Any:
    """What stands at a path, as far as it leads."""
    for step in path:
        inside = isinstance(data, dict) or (isinstance(data, list) and isinstance(step, int))
        try:
            data = data[step] if inside else None
        except (KeyError, IndexError):
            return None
    return data

"""What is wrong in an exercise file with variables, each problem at its place and in the words of its author."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from os.path import basename
from typing import TYPE_CHECKING, Any

from grader.errors import Problem, nearest
from grader.maths.expressions.notation import CONSTANTS, FUNCTIONS
from grader.spec.block_problems import Path, PathProblem
from grader.spec.bracket_problems import bracket_problems
from grader.spec.clashes import clashes, declared_names
from grader.spec.constraint_problems import constraint_problems
from grader.spec.constraints import Values
from grader.spec.exercise import Head
from grader.spec.filling import ASKED, NAME, texts
from grader.spec.looking import look
from grader.spec.restore import restore
from grader.spec.validation import type_problems
from grader.spec.variables import Variable, Variables

if TYPE_CHECKING:
    from grader.spec.yaml_reader import Document

SAMPLES = 5
"""Variants that are checked when a file is loaded, besides the one that nobody has."""


def variable_problems(document: Document, solution: Collection[str], *, head_is_right: bool) -> list[Problem]:
    """Everything wrong with variables, constraints and names; if nothing is, what is wrong in the parts with some values each."""
    head = {key: value for key, value in document.data.items() if key != "parts"}
    if not head_is_right or type_problems(Head, head):
        return []  # told already
    found = restore(Head, head)
    if not found.variables:
        return [
            document.problem(("constraints",), "constraints are about variables: declare some", at_key=True)
        ]
    variables = Variables(found.variables, found.constraints)
    problems = [_placed(document, each) for each in _declarations(document.data, variables)]
    if not problems:
        problems += constraint_problems(document, variables)
    problems += [_placed(document, each) for each in bracket_problems(document.data, variables)]
    if not problems:
        looks = look(document.data, _samples(document, variables), solution, document.broken)
        problems += [_placed(document, each) for each in looks.problems]
    return problems


def _samples(document: Document, variables: Variables) -> Iterator[Values]:
    yield variables.drawn(basename(document.file).removesuffix(".yaml"))  # of the first variant
    yield from variables.spread(SAMPLES)


def _placed(document: Document, each: PathProblem) -> Problem:
    found = document.problem(each.path, each.text, at_key=each.at_key, offset=each.offset)
    return (
        found._replace(line=found.line + 1 + each.line, column=1) if each.path in document.literal else found
    )


def _declarations(data: dict[str, Any], variables: Variables) -> Iterator[PathProblem]:
    """Variables that cannot be drawn, and names that stand for two things or nothing."""
    declared = declared_names(data["parts"])
    used = {name: (path, way) for path, text, way in texts(data) for name in _names(text, way)}
    others = {name for name in used if name not in {*variables.drawn_from, *declared, *FUNCTIONS, *CONSTANTS}}
    for name, variable in variables.drawn_from.items():
        path: Path = ("variables", name)
        if text := variable.problem() or _doubtful(variable, data["variables"][name]):
            yield PathProblem(path, text)
        if not name.isidentifier():
            yield PathProblem(path, f"{name!r} is no name: letters, digits and _", at_key=True)
        elif name in {*declared, *FUNCTIONS, *CONSTANTS}:
            text = f"{name!r} is declared already in a part, or is a function: choose another name"
            yield PathProblem(path, text, at_key=True)
        elif name not in used:
            text = f"{name!r} is used nowhere"
            if near := nearest(name, others):
                path_there, way = used[near]
                if not way:  # of brackets in texts it is told anyhow
                    said = f"{near!r} is no known name; did you mean the variable {name!r}?"
                    yield PathProblem(path_there, said)
                text += f", but {near!r} is"
            yield PathProblem(path, f"{text}: write it in a formula, or as [[{name}]] in a text", at_key=True)
    yield from clashes(data, variables.drawn_from)


def _names(text: str, way: str) -> Iterator[str]:
    for piece in ASKED.findall(text) if way else [text]:
        yield from NAME.findall(piece)


def _doubtful(variable: Variable, written: dict[str, Any]) -> str:
    """What stands in a declaration and says nothing; empty if nothing does."""
    twice = next((each for each in variable.choice if variable.choice.count(each) > 1), None)
    if twice is not None:
        return f"{twice:g} stands here twice: every number of a choice is equally likely"
    if variable.choice and "step" in written:
        return "a step belongs to a range; a choice has none"
    return ""

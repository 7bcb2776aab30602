"""What is wrong with the variables of an exercise file, each problem at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from grader.errors import NotationError, Problem
from grader.maths.expressions.notation import CONSTANTS, FUNCTIONS
from grader.spec.exercise import Head
from grader.spec.restore import restore
from grader.spec.validation import type_problems
from grader.spec.variables import Values, Variables, holds
from grader.spec.variants import BracketError, filled, names_used

if TYPE_CHECKING:
    from grader.spec.yaml_reader import Document

SAMPLES = 5
"""Variants that are checked when a file is loaded."""


def variable_problems(document: Document) -> list[Problem]:
    """Variables that cannot be drawn, names that stand for two things or nothing, constraints that cannot be met."""
    head = _head(document)
    if type_problems(Head, head):
        return []  # told already
    found = restore(Head, head)
    if not found.variables:
        return [
            document.problem(("constraints",), "constraints are about variables: declare some", at_key=True)
        ]
    taken = set(_keys(document.data["parts"])) | {*FUNCTIONS, *CONSTANTS}
    used = names_used(document.data)
    problems = []
    for name, variable in found.variables.items():
        path = ("variables", name)
        if text := variable.problem():
            problems.append(document.problem(path, text))
        if not name.isidentifier():
            problems.append(
                document.problem(path, f"{name!r} is no name: letters, digits and _", at_key=True)
            )
        elif name in taken:
            text = f"{name!r} is declared already in a part, or is a function: choose another name"
            problems.append(document.problem(path, text, at_key=True))
        elif name not in used:
            text = f"{name!r} is used nowhere: write it in a formula, or as [[{name}]] in a text"
            problems.append(document.problem(path, text, at_key=True))
    if not problems:
        problems += _constraint_problems(document, Variables(found.variables, found.constraints))
    return problems


def _constraint_problems(document: Document, variables: Variables) -> Iterator[Problem]:
    some: Values = {name: variable.values[0] for name, variable in variables.drawn_from.items()}
    wrong = False
    for number, text in enumerate(variables.constraints):
        try:
            holds(text, some)
        except NotationError as error:
            if "division by zero" in error.text:
                continue
            wrong = True
            yield document.problem(("constraints", number), error.text, offset=max(0, error.column - 1))
    if not wrong:
        try:
            variables.drawn("any")
        except NotationError as error:
            yield document.problem(("constraints",), error.text)


def sample_parts(document: Document, problems: list[Problem]) -> Iterator[tuple[Values, Mapping[str, Any]]]:
    """The parts with some allowed values each; a bracket that cannot be worked out is added to ``problems``."""
    head = restore(Head, _head(document))
    for values in Variables(head.variables, head.constraints).spread(SAMPLES):
        try:
            yield values, filled(document.data, values)["parts"]
        except BracketError as error:
            problems.append(document.problem(error.path, error.text))
            return


def _head(document: Document) -> dict[str, Any]:
    return {key: value for key, value in document.data.items() if key != "parts"}


def _keys(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from map(str, data)
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in inner:
        if name != "given":  # given: {x0: x0} is no second x0
            yield from _keys(value)

"""What is wrong with the constraints of an exercise file: unreadable, never met, or without a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from grader.errors import NotationError, Problem
from grader.spec.constraints import Constraint, Values, read_constraint
from grader.spec.satisfying import GaveUpError, satisfying
from grader.spec.shown_values import listed_values
from grader.spec.variables import ANY, FEW, Variables

if TYPE_CHECKING:
    from grader.spec.yaml_reader import Document


def constraint_problems(document: Document, variables: Variables) -> Iterator[Problem]:
    """Every constraint that cannot be read; if all can, what keeps them from holding together, or from having a value."""
    read: list[Constraint] = []
    for number, text in enumerate(variables.constraints):
        try:
            read.append(read_constraint(text, tuple(variables.drawn_from)))
        except NotationError as error:
            offset = max(0, error.column - 1)
            yield document.problem(("constraints", number), error.text, offset=offset)
    if len(read) < len(variables.constraints):
        return
    for number, each in enumerate(read):
        if found := _without_value(variables, each, [*read[:number], *read[number + 1 :]]):
            values, why = found
            text = f"{each.text!r} has no value with {listed_values(values)} ({why}): exclude that by a constraint of its own"
            yield document.problem(("constraints", number), text)
            return
    try:
        variables.drawn(ANY)
    except NotationError as error:
        last, which = _never_together(variables, read)
        yield document.problem(("constraints", last) if which else ("constraints",), error.text + which)


def _without_value(
    variables: Variables, constraint: Constraint, others: Sequence[Constraint]
) -> tuple[Values, str] | None:
    """Values that the others allow and for which a constraint has no value, and why."""
    choices = {name: values for name, values in variables.choices.items() if name in constraint.names}
    for values in _some(choices):
        try:
            constraint.holds(values)
        except NotationError as error:
            rest = variables.choices | {name: [value] for name, value in values.items()}
            try:
                allowed = satisfying(rest, others, lambda name: len(name))
            except GaveUpError:
                continue
            if allowed:
                return values, error.text
    return None


def _some(choices: Mapping[str, Sequence[Fraction]]) -> Iterator[Values]:
    """Every combination if there are few; else every value of each variable, beside others of the rest."""
    if prod(map(len, choices.values())) <= FEW:
        for chosen in product(*choices.values()):
            yield dict(zip(choices, chosen, strict=True))
        return
    for name, values in choices.items():
        for number, value in enumerate(values[:FEW]):
            yield {each: some[7 * number % len(some)] for each, some in choices.items()} | {name: value}


def _never_together(variables: Variables, constraints: Sequence[Constraint]) -> tuple[int, str]:
    """The last of as few constraints as can be that no values meet, and which they are; nothing if that is not known."""
    kept = list(constraints)
    try:
        if variables.searched(kept) is not None:
            return 0, ""
    except GaveUpError:
        return 0, ": take fewer constraints, or fewer numbers to choose from"
    for each in constraints:
        fewer = [other for other in kept if other is not each]
        try:
            if variables.searched(fewer) is None:
                kept = fewer
        except GaveUpError:
            continue
    last = max(number for number, each in enumerate(constraints) if any(each is other for other in kept))
    named = " and ".join(repr(each.text) for each in kept)
    return last, f": {named} {'holds for none' if len(kept) == 1 else 'never hold together'}"

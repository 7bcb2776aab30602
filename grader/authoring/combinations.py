"""The ``variants`` proof: every combination of numbers that students can have fits the parts, looked at lightly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from grader.authoring.exercise_file import ExerciseFile
from grader.authoring.proof import Proof, Weakness
from grader.errors import GraderError
from grader.kinds.registry import kind_class
from grader.spec.constraints import Values
from grader.spec.exercise import Exercise
from grader.spec.loading import solution_names
from grader.spec.looking import look
from grader.spec.restore import restore
from grader.spec.shown_values import shown
from grader.spec.variables import Variables

MOST_COMBINED = 200_000
"""Combinations, allowed or not, that are gone through."""

MOST_LOOKED_AT = 4_000
"""Allowed combinations that are looked at, all of them."""

DRAWN = 1_000
"""Combinations that are drawn where there are more."""


def prove_combinations(exercise: Exercise, chosen: Sequence[str], root: str, file: ExerciseFile) -> Proof:
    """Whether the chosen parts have no problems, and text parts a key, with each combination of values."""
    assert exercise.template is not None
    parts = {name: block for name, block in exercise.template["parts"].items() if name in chosen}
    samples, all_of_them = _samples(exercise.variables)
    solution = solution_names(root, exercise.id)
    found = look({**exercise.template, "parts": parts}, samples, solution, further=_without_key)
    weak = tuple(Weakness(each.text, file.place_of(each.path)) for each in found.problems)
    notes = [*_notes(exercise.variables, samples, all_of_them=all_of_them)]
    return Proof("variants", found.tried, found.right, weaknesses=weak, notes=tuple(notes))


def _samples(variables: Variables) -> tuple[list[Values], bool]:
    """Combinations to look at, and whether these are all that are allowed."""
    if variables.combinations <= MOST_COMBINED:
        every = list(islice(variables.every(), MOST_LOOKED_AT + 1))
        if len(every) <= MOST_LOOKED_AT:
            return every, True
    drawn = (variables.drawn(f"look {number}") for number in range(DRAWN))
    return list({tuple(values.items()): values for values in drawn}.values()), False


def _without_key(name: str, block: Mapping[str, Any]) -> str:
    """Why a part has no key; empty if it has one, or if that comes from code."""
    cls = kind_class(block["kind"])
    if cls.from_code:
        return ""
    try:
        restore(cls, {key: value for key, value in block.items() if key != "kind"}).key()
    except GraderError as error:
        return f"the key of {name} cannot be worked out: {error}"
    return ""


def _notes(variables: Variables, samples: Sequence[Values], *, all_of_them: bool) -> Iterator[str]:
    """What may be meant, or may be a slip."""
    if not all_of_them:
        yield f"{len(samples)} combinations of numbers were drawn and looked at, of {variables.combinations} or fewer"
    elif len(samples) == 1:
        yield "only one combination of numbers is allowed: every student has the same"
    for name, variable in variables.drawn_from.items():
        if len(variable.values) == 1:
            yield f"{name} is {shown(variable.values[0])} for every student"
        elif all_of_them and len(samples) > 1 and len({each[name] for each in samples}) == 1:
            yield f"the constraints leave {name} one number, {shown(samples[0][name])}"
        if missed := variable.missed():
            yield f"{name} never is {shown(missed)}: its steps end at {shown(variable.values[-1])}"

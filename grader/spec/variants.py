"""An exercise with variables, with the values of one student in place of their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.cache import digest
from grader.spec.constraints import Values
from grader.spec.exercise import Exercise, Head, restored_exercise
from grader.spec.filling import filled
from grader.spec.restore import restore
from grader.spec.variables import Variables


def first_variant(identifier: str, data: dict[str, Any], content: str) -> Exercise:
    """An exercise as nobody has it, for whoever looks at it without a student in mind."""
    return with_values(identifier, data, content, declared(data).drawn(identifier))


def declared(data: Mapping[str, Any]) -> Variables:
    """The variables that an exercise file declares, which was checked as far as they go."""
    head = restore(Head, {key: value for key, value in data.items() if key != "parts"})
    return Variables(head.variables, head.constraints)


def variant(exercise: Exercise, student: str, seed: int) -> Exercise:
    """The exercise with a student's own values; itself if it has no variables.

    A student has the same values as long as the file declares the same variables.

    Raises:
        NotationError: something of it has no value with this student's numbers.

    """
    if exercise.template is None:
        return exercise
    values = exercise.variables.drawn(f"{seed}/{student}/{exercise.id}")
    found = with_values(exercise.id, exercise.template, exercise.source, values)
    names = {part.id for part in exercise.parts}
    parts = tuple(part for part in found.parts if part.id in names)
    return found._replace(parts=parts, warnings=exercise.warnings)


def without_values(exercise: Exercise) -> Exercise:
    """The exercise for whom it has no numbers: its parts, with nothing to read that holds those of others."""
    title = exercise.template["title"] if exercise.template else exercise.head.title
    parts = tuple(part._replace(block=replace(part.block, hints=())) for part in exercise.parts)
    return exercise._replace(head=replace(exercise.head, title=title, prompt=""), parts=parts, values={})


def with_values(identifier: str, template: Mapping[str, Any], source: str, values: Values) -> Exercise:
    """An exercise with these values; ``source`` is the hash of its file."""
    content = digest(source, *(f"{name}={value}" for name, value in values.items()))
    found = restored_exercise(identifier, filled(dict(template), values), content)
    return found._replace(template=template, values=values, source=source)

"""Which exercises and parts of a course are graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from grader.cache import Cache
from grader.errors import UsageError, did_you_mean, listed
from grader.spec.course import Course
from grader.spec.exercise import Exercise
from grader.spec.loading import load_exercises


class Selection(NamedTuple):
    """Exercises with the parts to grade, and what of the course is passed over."""

    exercises: tuple[Exercise, ...]
    passed_over: Mapping[str, Sequence[str]]


def select(course: Course, exercises: Sequence[str], parts: Sequence[str], cache: Cache) -> Selection:
    """The exercises and parts named; all of them where none is. Exercises that are passed over are not read.

    Raises:
        UsageError: there is no such exercise or part.
        SpecError: everything that is wrong in the exercises read.

    """
    for name in exercises:
        if name not in course.exercises:
            known = did_you_mean(name, course.exercises) or f" (exercises: {listed(course.exercises)})"
            raise UsageError(f"there is no exercise {name!r}{known}")
    wanted = [name for name in course.exercises if not exercises or name in exercises]
    loaded = load_exercises(course.root, wanted, cache)
    passed_over: dict[str, Sequence[str]] = {name: () for name in course.exercises if name not in wanted}
    if not parts:
        return Selection(loaded, passed_over)
    known_parts = [f"{exercise.id}/{part.id}" for exercise in loaded for part in exercise.parts]
    short = [part.partition("/")[2] for part in known_parts]
    for name in parts:
        if name not in (*known_parts, *short):
            suggestion = did_you_mean(name, [*known_parts, *short]) or f" (parts: {listed(known_parts)})"
            raise UsageError(f"there is no part {name!r}{suggestion}")
    passed_over |= {exercise.id: [part.id for part in exercise.parts] for exercise in loaded}
    chosen = []
    for exercise in loaded:
        kept = tuple(
            part for part in exercise.parts if part.id in parts or f"{exercise.id}/{part.id}" in parts
        )
        if kept:
            chosen.append(exercise._replace(parts=kept))
    return Selection(tuple(chosen), passed_over)

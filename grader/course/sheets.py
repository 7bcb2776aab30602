"""The exercises of a course as one student has them."""

from __future__ import annotations

from collections.abc import Sequence

from grader.cache import Cache
from grader.course.selection import select
from grader.errors import ExerciseFault, NotationError, UsageError, listed, nearest
from grader.spec.course import Course
from grader.spec.exercise import Exercise
from grader.spec.variants import variant


def exercises_of(student: str, course: Course, names: Sequence[str], cache: Cache) -> list[Exercise]:
    """The exercises named, all of them where none is, with a student's own numbers.

    Raises:
        UsageError: one of the names is no exercise.
        ExerciseFault: an exercise has no value with these numbers.

    """
    for name in names:
        if name not in course.exercises and not nearest(name, course.exercises):
            raise UsageError(
                f"{name} is no exercise: a sheet is of one student at a time, so for another run grade variant {name}"
                f" (exercises: {listed(course.exercises)})"
            )
    found = []
    for each in select(course, names, (), cache).exercises:
        try:
            found.append(variant(each, student, course.settings.variant_seed))
        except NotationError as error:
            raise ExerciseFault(
                f"exercises/{each.id}.yaml cannot be shown with the numbers of {student}: {error}"
            ) from None
    return found

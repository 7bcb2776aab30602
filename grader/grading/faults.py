"""What a part gets when the grader itself cannot go on: never a loss of points, always a person who looks."""

from __future__ import annotations

from grader.errors import ExerciseFault, NotationError
from grader.grading.patience import TookTooLongError
from grader.verdict import Outcome, Verdict, undecided


def fault_of(error: Exception) -> Verdict:
    """The verdict on a part during which this was raised."""
    if isinstance(error, TookTooLongError | MemoryError):
        text = (
            "Reading this took more work than an answer can need, so it was given up; a person looks at it."
        )
        return undecided(Outcome.UNREADABLE, "grader.too_long", text)
    import traceback  # only a fault of ours needs it

    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{frame.filename.rpartition('/')[2]}, line {frame.lineno}"
    text = f"The grader itself failed: {type(error).__name__} in {where}: {error}. It costs no points; please report it."
    return undecided(Outcome.GRADER_ERROR, "grader.fault", text)


def fault_of_exercise(error: Exception) -> Verdict:
    """The verdict on a part of an exercise that cannot be worked out."""
    if not isinstance(error, NotationError | ExerciseFault):
        return fault_of(error)
    text = f"A fault of the exercise, not of the answer: {error}. It costs no points; tell the instructor."
    return undecided(Outcome.GRADER_ERROR, "answers.key", text)

"""What came of a submission: verdicts with points, by exercise and part."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from grader.verdict import ZERO, Check, Outcome, Verdict


class PartReport(NamedTuple):
    """One part: its verdict, and what it is worth after the exercise's weight."""

    id: str
    kind: str
    verdict: Verdict
    max_points: Fraction
    hidden: bool = False

    @property
    def points(self) -> Fraction | None:
        """Score times worth; None while a person has to decide."""
        return None if self.verdict.score is None else self.verdict.score * self.max_points

    @property
    def pending(self) -> Fraction:
        """Points that wait for a person."""
        return self.max_points if self.verdict.score is None else ZERO


class ExerciseReport(NamedTuple):
    """One exercise: its parts in the order of its file."""

    id: str
    title: str
    parts: tuple[PartReport, ...]

    @property
    def points(self) -> Fraction:
        """Points earned so far."""
        return sum((part.points or ZERO for part in self.parts), ZERO)

    @property
    def max_points(self) -> Fraction:
        """Points that can be earned."""
        return sum((part.max_points for part in self.parts), ZERO)


class Report(NamedTuple):
    """One submission. ``sandbox`` names what its code ran under; empty if there was none."""

    submission: str
    exercises: tuple[ExerciseReport, ...]
    sandbox: str
    remarks: tuple[str, ...] = ()
    public_only: bool = False

    @property
    def parts(self) -> Iterable[PartReport]:
        """All parts."""
        return (part for exercise in self.exercises for part in exercise.parts)

    @property
    def points(self) -> Fraction:
        """Points earned so far."""
        return sum((exercise.points for exercise in self.exercises), ZERO)

    @property
    def max_points(self) -> Fraction:
        """Points that can be earned."""
        return sum((exercise.max_points for exercise in self.exercises), ZERO)

    @property
    def pending(self) -> Fraction:
        """Points that wait for a person."""
        return sum((part.pending for part in self.parts), ZERO)

    @property
    def faulty(self) -> bool:
        """Whether the grader or an exercise failed somewhere."""
        return any(part.verdict.outcome is Outcome.GRADER_ERROR for part in self.parts)

    @property
    def full(self) -> bool:
        """Whether no point was lost; pending ones are not lost."""
        return self.points + self.pending == self.max_points


def for_student(report: Report, *, release_answers: bool = False) -> Report:
    """The report without what students must not see: hidden parts and cases, expected values."""
    exercises = []
    for exercise in report.exercises:
        parts = tuple(
            part._replace(verdict=_student_verdict(part.verdict, release_answers))
            for part in exercise.parts
            if not part.hidden
        )
        exercises.append(exercise._replace(parts=parts))
    return report._replace(exercises=tuple(exercise for exercise in exercises if exercise.parts))


def _student_verdict(verdict: Verdict, release_answers: bool) -> Verdict:
    shown = verdict.counterexample if verdict.counterexample and not verdict.counterexample.hidden else None
    if shown and not release_answers:
        shown = shown._replace(expected="")
    # What is noted for the person who marks says what the answer should hold.
    marked = verdict.outcome is Outcome.NEEDS_REVIEW and not release_answers
    return verdict._replace(
        counterexample=shown,
        detail=() if marked else verdict.detail,
        expected=verdict.expected if release_answers else "",
        checks=tuple(_student_check(check, release_answers) for check in verdict.checks),
    )


def _student_check(check: Check, release_answers: bool) -> Check:
    if not check.hidden:
        return check._replace(verdict=_student_verdict(check.verdict, release_answers))
    bare = Verdict(check.verdict.outcome, check.verdict.score, check.verdict.reason)
    return Check("hidden case", check.points, bare, hidden=True)

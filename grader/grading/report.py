"""What came of a submission: verdicts with points, by exercise and part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from grader.verdict import ZERO, Check, Outcome, Verdict

if TYPE_CHECKING:
    from grader.spec.late import Lateness


class ShownHint(NamedTuple):
    """A hint, and the points that it costs on later attempts, after the exercise's weight."""

    text: str
    cost: Fraction = ZERO


class PartReport(NamedTuple):
    """One part: its verdict, and what it is worth after the exercise's weight."""

    id: str
    kind: str
    verdict: Verdict
    max_points: Fraction
    hidden: bool = False
    withheld: Fraction = ZERO
    """Points that checks of an all-or-nothing part earn, and that do not count since others are lost."""
    hints: tuple[ShownHint, ...] = ()
    """Those shown now."""
    charged: tuple[ShownHint, ...] = ()
    """Those shown on former attempts, which cost points now."""

    @property
    def points_before(self) -> Fraction | None:
        """What the checks earn together, before anything is deducted; None while a person has to decide."""
        return None if self.verdict.score is None else self.verdict.score * self.max_points + self.withheld

    @property
    def charge(self) -> Fraction:
        """What hints of former attempts cost."""
        return sum((hint.cost for hint in self.charged), ZERO)

    @property
    def points(self) -> Fraction | None:
        """Score times worth, less what hints cost; None while a person has to decide."""
        if self.verdict.score is None:
            return None
        return max(ZERO, self.verdict.score * self.max_points - self.charge)

    @property
    def pending(self) -> Fraction:
        """Points that a person can still give."""
        return max(ZERO, self.max_points - self.charge) if self.verdict.score is None else ZERO

    def worth(self, check: Check) -> Fraction:
        """What one of its checks is worth: the checks share the points of the part."""
        total = sum((each.points for each in self.verdict.checks), ZERO)
        return check.points * self.max_points / total


class ExerciseReport(NamedTuple):
    """One exercise: its parts in the order of its file."""

    id: str
    title: str
    parts: tuple[PartReport, ...]
    cap: Fraction | None = None
    """Points above it do not count."""
    lost: Fraction = ZERO
    """The share of its points that is lost for being late."""
    values: Mapping[str, str] = MappingProxyType({})
    """What its variables are for this student."""

    @property
    def points_before(self) -> Fraction:
        """What the parts earned so far, before the cap and what lateness takes."""
        return sum((part.points or ZERO for part in self.parts), ZERO)

    @property
    def points(self) -> Fraction:
        """Points earned so far."""
        return self._counted(self.points_before)

    @property
    def late_points(self) -> Fraction:
        """Points lost so far for being late."""
        return self._capped(self.points_before) - self.points

    @property
    def max_points(self) -> Fraction:
        """Points that can be earned."""
        return self._capped(sum((part.max_points for part in self.parts), ZERO))

    @property
    def pending(self) -> Fraction:
        """Points that can still come from a person, once cap and lateness have taken theirs."""
        waiting = sum((part.pending for part in self.parts), ZERO)
        return self._counted(self.points_before + waiting) - self.points

    def _capped(self, points: Fraction) -> Fraction:
        return points if self.cap is None else min(points, self.cap)

    def _counted(self, points: Fraction) -> Fraction:
        return self._capped(points) * (1 - self.lost)


class Report(NamedTuple):
    """One submission. ``sandbox`` names what its code ran under; empty if there was none."""

    submission: str
    exercises: tuple[ExerciseReport, ...]
    sandbox: str
    remarks: tuple[str, ...] = ()
    public_only: bool = False
    attempt: int = 1
    late: Lateness | None = None
    student: str = ""
    """Whose numbers it was judged by, if somebody else's than the submission's own name says."""

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
        return sum((exercise.pending for exercise in self.exercises), ZERO)

    @property
    def points_before(self) -> Fraction:
        """Points before caps and what lateness takes."""
        return sum((exercise.points_before for exercise in self.exercises), ZERO)

    @property
    def late_points(self) -> Fraction:
        """Points lost so far for being late."""
        return sum((exercise.late_points for exercise in self.exercises), ZERO)

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

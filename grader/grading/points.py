"""What the verdicts on an exercise are worth: weight, all or nothing, hints, cap and lateness, all in exact fractions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from grader.grading.report import ExerciseReport, PartReport, ShownHint
from grader.maths.expressions.exact import rational
from grader.verdict import ZERO, Outcome, Verdict

if TYPE_CHECKING:
    from grader.grading.attempt import Attempt
    from grader.spec.exercise import Exercise, Part


def exercise_report(
    exercise: Exercise, verdicts: Mapping[str, Verdict], weight: Fraction, attempt: Attempt
) -> ExerciseReport:
    """The report on an exercise, from the verdict on each part; ``weight`` multiplies every point in its file."""
    parts = tuple(
        _part_report(exercise.id, part, verdicts[part.id], weight, attempt) for part in exercise.parts
    )
    cap = None if exercise.head.cap is None else rational(exercise.head.cap) * weight
    lost = attempt.late.lost if attempt.late else ZERO
    return ExerciseReport(exercise.id, exercise.head.title, parts, cap, lost, _values(exercise))


def _values(exercise: Exercise) -> dict[str, str]:
    """What the variables of an exercise are for a student; most exercises have none."""
    if not exercise.values:
        return {}
    from grader.spec.shown_values import shown

    return {name: shown(value) for name, value in exercise.values.items()}


def _part_report(
    exercise: str, part: Part, verdict: Verdict, weight: Fraction, attempt: Attempt
) -> PartReport:
    block = part.block
    worth = rational(block.points) * weight
    withheld = ZERO
    if block.all_or_nothing and verdict.score not in (None, 1):
        withheld = (verdict.score or ZERO) * worth
        outcome = Outcome.INCORRECT if verdict.outcome is Outcome.PARTIAL else verdict.outcome
        verdict = verdict._replace(score=ZERO, outcome=outcome)
    report = PartReport(part.id, block.kind, verdict, worth, block.hidden, withheld)
    return _with_hints(report, exercise, part, weight, attempt) if block.hints else report


def _with_hints(
    report: PartReport, exercise: str, part: Part, weight: Fraction, attempt: Attempt
) -> PartReport:
    """With the hints that are shown now, and those that cost points now.

    A part that has full points shows none. One that waits for a person shows those that cost nothing,
    since nobody knows yet whether it needs any.

    """
    from grader.kinds.hint import offers

    shown, charged = [], []
    for offer in offers(part.block.hints):
        if attempt.former is not None:
            owed = offer.text in attempt.former.hints.get((exercise, part.id), ())
        else:
            owed = offer.attempt < attempt.number and not offer.reasons
        hint = ShownHint(offer.text, offer.cost * weight)
        if owed and offer.cost:
            charged.append(hint)
        wanting = offer.cost == 0 if report.verdict.score is None else report.verdict.score != 1
        if wanting and offer.attempt <= attempt.number and offer.fits(report.verdict):
            shown.append(hint)
    return report._replace(hints=tuple(shown), charged=tuple(charged))

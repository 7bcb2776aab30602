"""Verdicts on answers that were judged before: whoever mends one answer does not wait for all others."""

from __future__ import annotations

import sys
from fractions import Fraction
from typing import Any

from grader.cache import Cache, digest
from grader.spec.exercise import Exercise, Part
from grader.verdict import Check, Counterexample, Outcome, Place, Verdict


def name_of(exercise: Exercise, part: Part, text: str, cache: Cache) -> str:
    """Where the verdict on an answer is kept: by the program, the exercise's file with its variables, and the answer."""
    return f"verdict-{digest(cache.fingerprint, sys.version, exercise.id, exercise.content, part.id, text)}"


def packed(verdict: Verdict) -> list[Any]:
    """A verdict as JSON."""
    score, shown, place = verdict.score, verdict.counterexample, verdict.place
    return [
        verdict.outcome.value,
        None if score is None else str(score),
        verdict.reason,
        verdict.feedback,
        verdict.remarks,
        [[each.name, str(each.points), packed(each.verdict), each.hidden] for each in verdict.checks],
        verdict.read_as,
        verdict.expected,
        None if shown is None else list(shown),
        None if place is None else list(place),
        verdict.detail,
        verdict.latex,
    ]


def unpacked(data: list[Any]) -> Verdict:
    """The verdict again."""
    outcome, score, reason, feedback, remarks, checks, read_as, expected, shown, place, detail, latex = data
    return Verdict(
        Outcome(outcome),
        None if score is None else Fraction(score),
        reason,
        tuple(feedback),
        tuple(remarks),
        tuple(
            Check(name, Fraction(points), unpacked(verdict), hidden)
            for name, points, verdict, hidden in checks
        ),
        read_as,
        expected,
        None if shown is None else Counterexample(shown[0], tuple(shown[1]), shown[2], shown[3]),
        None if place is None else Place(*place),
        tuple(detail),
        latex,
    )

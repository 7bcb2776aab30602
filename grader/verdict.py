"""What happened to an answer: outcome, score, reason and feedback, frozen."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

ONE = Fraction(1)
ZERO = Fraction(0)


class Outcome(StrEnum):
    """How an answer was judged; the words are those of the report."""

    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    UNANSWERED = "unanswered"
    UNREADABLE = "unreadable"
    CRASHED = "crashed"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    FORBIDDEN = "forbidden"
    SKIPPED = "skipped"
    NEEDS_REVIEW = "needs_review"
    GRADER_ERROR = "grader_error"


UNDECIDED = frozenset({Outcome.NEEDS_REVIEW, Outcome.GRADER_ERROR, Outcome.UNREADABLE})
"""Outcomes that a person has to look at: they have no score."""


class Place(NamedTuple):
    """Where in a submission something stands; lines and columns count from 1, 0 is unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``file:line:column``, as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


class Reason(NamedTuple):
    """A stable slug of why, with its cause and cure; docs/reasons.md is made from these."""

    slug: str
    cause: str
    cure: str


class Verdict(NamedTuple):
    """The judgement of one part or one check.

    ``score`` is between 0 and 1, or None when a person has to decide. ``feedback`` is written for the
    student and never holds an expected value that is not public; ``expected`` is for the instructor.
    ``remarks`` never change points; ``detail`` is shown on request.
    """

    outcome: Outcome
    score: Fraction | None
    reason: str = ""
    feedback: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    read_as: str = ""
    expected: str = ""
    counterexample: Counterexample | None = None
    place: Place | None = None
    detail: tuple[str, ...] = ()
    latex: str = ""
    """``read_as`` in LaTeX, where mathematics was read."""


SMALL = "a small input"
"""The name of a case that was made to show a mistake."""


class Counterexample(NamedTuple):
    """An input that shows a mistake, with the actual and the expected output, line by line."""

    case: str
    lines: tuple[str, ...]
    hidden: bool = False
    expected: str = ""
    """A last line with what was expected, where the student must not see it."""

    def all_lines(self) -> tuple[str, ...]:
        """The lines, with what was expected if that may be seen."""
        return (*self.lines, self.expected) if self.expected else self.lines


class Check(NamedTuple):
    """One yes/no property of a part, worth ``points``; ``verdict.score`` says how much of them."""

    name: str
    points: Fraction
    verdict: Verdict
    hidden: bool = False


def correct(*remarks: str, read_as: str = "", expected: str = "") -> Verdict:
    """Full score; empty remarks are dropped."""
    said = tuple(remark for remark in remarks if remark)
    return Verdict(Outcome.CORRECT, ONE, remarks=said, read_as=read_as, expected=expected)


def incorrect(reason: str, *feedback: str, read_as: str = "", expected: str = "") -> Verdict:
    """No score, and why."""
    return Verdict(Outcome.INCORRECT, ZERO, reason, feedback, read_as=read_as, expected=expected)


def partial(score: Fraction, reason: str, *feedback: str, read_as: str = "", expected: str = "") -> Verdict:
    """Some of the score; none at all is incorrect and all of it is correct."""
    outcome = Outcome.PARTIAL if 0 < score < 1 else Outcome.CORRECT if score == 1 else Outcome.INCORRECT
    return Verdict(outcome, score, reason, feedback, read_as=read_as, expected=expected)


def undecided(outcome: Outcome, reason: str, *feedback: str, place: Place | None = None) -> Verdict:
    """No score yet: a person has to look at it."""
    return Verdict(outcome, None, reason, feedback, place=place)


def failed(outcome: Outcome, reason: str, *feedback: str, place: Place | None = None) -> Verdict:
    """No score, for another reason than a wrong value."""
    return Verdict(outcome, ZERO, reason, feedback, place=place)

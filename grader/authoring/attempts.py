"""Answers put to a part as a student's would be, and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from grader.grading.faults import fault_of
from grader.grading.patience import patience
from grader.kinds.base import Kind, Unreadable
from grader.verdict import ONE, ZERO, Outcome


class Attempt(NamedTuple):
    """An answer to try, and what it is."""

    text: str
    about: str
    """``the key in LaTeX``, ``every option``."""


class Mutant(NamedTuple):
    """The key with one mistake planted in it."""

    text: str
    """The whole answer."""
    about: str
    """The mistake: ``the sign of a term``."""
    line: str
    """The line of the key."""
    changed: str
    """The line with the mistake."""
    same: Callable[[], bool] = lambda: False
    """Whether it is no mistake, since it means the same: worked out by other means than judging."""
    suggestion: str = ""
    """What would make the part see it."""


class Came(NamedTuple):
    """What came of an answer."""

    outcome: Outcome
    score: Fraction | None
    reasons: tuple[str, ...] = ()
    """Of the part and of its checks."""
    said: tuple[str, ...] = ()
    """Everything the student reads."""

    @property
    def full(self) -> bool:
        """Whether it earns everything."""
        return self.outcome is Outcome.CORRECT and self.score == ONE

    @property
    def open(self) -> bool:
        """Whether a person has to look at it."""
        return self.score is None

    def __str__(self) -> str:
        """``incorrect (number.sign): The sign is wrong.``"""
        reason = f" ({self.reasons[0]})" if self.reasons else ""
        return f"{self.outcome}{reason}{': ' if self.said else ''}{' '.join(self.said[:2]).strip()}"


def attempted(block: Kind, key: Any, text: str) -> Came:
    """What grading makes of an answer's text."""
    if not text.strip():
        return Came(Outcome.UNANSWERED, ZERO)
    try:
        with patience():
            response = block.read(text)
            if isinstance(response, Unreadable):
                return Came(Outcome.UNREADABLE, None, (f"{block.kind}.unreadable",), response.feedback)
            verdict = block.judge(response, key)
    except Exception as error:  # as in grading: a fault is an outcome
        verdict = fault_of(error)
    every = (verdict, *(check.verdict for check in verdict.checks))
    reasons = dict.fromkeys(one.reason for one in every if one.reason)
    said = dict.fromkeys(sentence for one in every for sentence in one.feedback)
    return Came(verdict.outcome, verdict.score, tuple(reasons), tuple(said))

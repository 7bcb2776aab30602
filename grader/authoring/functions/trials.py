"""Counts what is tried of one proof, and keeps what is weak."""

from __future__ import annotations

from grader.authoring.proof import Proof, Weakness
from grader.verdict import Verdict


class Trials:
    """The trials of one proof under way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tried = self.held = self.equivalent = 0
        self.weak: list[Weakness] = []
        self.notes: list[str] = []

    def count(self, held: bool, text: str, place: str, *lines: str, suggestion: str = "") -> None:
        """One trial, and what to say if it did not come out as it must."""
        self.tried += 1
        self.held += held
        weakness = Weakness(text, place, lines, suggestion)
        if not held and weakness not in self.weak:
            self.weak.append(weakness)

    def proof(self) -> Proof:
        """What came of it."""
        return Proof(self.name, self.tried, self.held, self.equivalent, tuple(self.weak), tuple(self.notes))


def full(verdict: Verdict) -> bool:
    """Whether a verdict gives everything there is."""
    return verdict.score == 1


def came(verdict: Verdict) -> str:
    """A verdict in a sentence: ``incorrect (function.sign): Every entry has the wrong sign.``"""
    losing = next((check.verdict for check in verdict.checks if check.verdict.score != 1), verdict)
    reason = f" ({verdict.reason})" if verdict.reason else ""
    said = " ".join((losing.feedback or verdict.feedback)[:2])
    return f"{verdict.outcome.replace('_', ' ')}{reason}{': ' if said else ''}{said}".rstrip(".")

"""The findings of cases that are judged together -> one verdict, with what a student should look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from grader.arrays.findings import Expected, Finding, Standing, input_size, shown_input
from grader.maths.expressions.exact import rational
from grader.verdict import Counterexample, Outcome, Place, Verdict, correct

if TYPE_CHECKING:
    from grader.arrays.clues import Clues
    from grader.arrays.diagnosis.diagnose import Told

NAMED_BY_CASES = ("last_class",)
"""Diagnoses that say more than that a function raised something."""


def judge_cases(
    findings: Sequence[Finding], expected: Sequence[Expected], credit: Mapping[str, float], clues: Clues
) -> Verdict:
    """All or nothing, except that right values in the wrong form earn ``credit``."""
    worst = max(finding.standing for finding in findings)
    if worst is Standing.RIGHT:
        return correct()
    told = _told(findings, worst)
    slug, sentences = told.slug, [_sentence(told)]
    if worst is not Standing.FORM and (explained := _diagnosed(findings, expected, clues)):
        named = worst is Standing.WRONG and slug != "overflow"
        slug = explained.slug if named or explained.slug in NAMED_BY_CASES else slug
        sentences[:0] = explained.sentences
    failing = [finding for finding in findings if finding.standing is not Standing.RIGHT]
    if 1 < len(failing) < len(findings):
        sentences.append(f"{len(failing)} of {len(findings)} cases fail.")
    score = Fraction(0)
    if worst is Standing.FORM:
        score = min(rational(credit[finding.slug]) for finding in failing)
    outcome = told.outcome if score == 0 else Outcome.PARTIAL if score < 1 else Outcome.CORRECT
    lines = (*shown_input(told.case, clues.arguments), *told.revealing)
    return Verdict(
        outcome,
        score,
        f"function.{slug}",
        tuple(sentences),
        counterexample=Counterexample(told.case.name, lines, told.case.hidden) if told.compared else None,
        place=Place(told.file, told.line) if told.file else None,
    )


def _told(findings: Sequence[Finding], standing: Standing) -> Finding:
    """The finding a student can do most with: a public case before a hidden one, then the smallest input."""
    same = [finding for finding in findings if finding.standing is standing and finding.slug != "skipped"]
    candidates = same or [finding for finding in findings if finding.standing is standing]
    return min(candidates, key=lambda finding: (finding.case.hidden, input_size(finding.case)))


def _sentence(told: Finding) -> str:
    if not told.case.hidden:
        return _ended(f"In case {told.case.name}: {told.text}")
    if told.compared:
        return (
            "Public cases are right, a hidden one is not: try other values, and keep nothing between calls."
        )
    return _ended(f"In a hidden case: {told.text}")


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _diagnosed(findings: Sequence[Finding], expected: Sequence[Expected], clues: Clues) -> Told | None:
    from grader.arrays.diagnosis.diagnose import diagnose  # only after a failure

    return diagnose(findings, expected, clues)

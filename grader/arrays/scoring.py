"""The findings of cases that are judged together -> one verdict, with what a student should look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from grader.arrays.comparison import Difference, compare
from grader.arrays.findings import Expected, Finding, Standing, input_size, shown_input
from grader.maths.expressions.exact import rational
from grader.verdict import Counterexample, Outcome, Place, Verdict, correct

if TYPE_CHECKING:
    from grader.arrays.diagnosis import Pair

Array = NDArray[Any]

WrongIdeas = Mapping[str, Sequence[tuple[Array, ...] | None]]
"""What a misconception's feedback says, and what the misconception gives in each case."""


def judge_cases(
    findings: Sequence[Finding],
    expected: Sequence[Expected],
    arguments: Sequence[str],
    outputs: Sequence[str],
    credit: Mapping[str, float],
    wrong_ideas: WrongIdeas,
) -> Verdict:
    """All or nothing, except that right values in the wrong form earn ``credit``."""
    worst = max(finding.standing for finding in findings)
    if worst is Standing.RIGHT:
        return correct()
    told = _told(findings, worst)
    slug, sentences = told.slug, []
    if worst is Standing.WRONG and (explained := _explained(findings, expected, outputs, wrong_ideas)):
        slug = explained[0]
        sentences.append(explained[1])
    sentences.append(_sentence(told))
    failing = [finding for finding in findings if finding.standing is not Standing.RIGHT]
    if 1 < len(failing) < len(findings):
        sentences.append(f"{len(failing)} of {len(findings)} cases fail.")
    score = Fraction(0)
    if worst is Standing.FORM:
        score = min(rational(credit[finding.slug]) for finding in failing)
    outcome = told.outcome if score == 0 else Outcome.PARTIAL if score < 1 else Outcome.CORRECT
    lines = (*shown_input(told.case, arguments), *told.revealing)
    return Verdict(
        outcome,
        score,
        f"function.{slug}",
        tuple(sentences),
        counterexample=Counterexample(told.case.name, lines, told.case.hidden) if told.revealing else None,
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
    if told.revealing:
        return (
            "Public cases are right, a hidden one is not: try other values, and keep nothing between calls."
        )
    return _ended(f"In a hidden case: {told.text}")


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _explained(
    findings: Sequence[Finding], expected: Sequence[Expected], outputs: Sequence[str], wrong_ideas: WrongIdeas
) -> tuple[str, str] | None:
    if any(finding.outputs is None for finding in findings):
        return None
    from grader.arrays.diagnosis import diagnose  # only after a failure

    for sentence, given in wrong_ideas.items():
        if all(_is_that(*case) for case in zip(findings, expected, given, strict=True)):
            return "misconception", sentence
    for index, name in enumerate(outputs):
        pairs = list(_pairs(findings, expected, index))
        if any(_differs(pair) for pair in pairs) and (found := diagnose(pairs)):
            slug, sentence = found
            return slug, sentence if len(outputs) == 1 else f"{name}: {sentence[:1].lower()}{sentence[1:]}"
    return None


def _is_that(finding: Finding, expected: Expected, given: tuple[Array, ...] | None) -> bool:
    """Whether a case's outputs are what a misconception gives there."""
    if given is None or finding.outputs is None or len(given) != len(expected.tolerances):
        return False
    for actual, wrong, tolerance in zip(finding.outputs.values, given, expected.tolerances, strict=True):
        if actual.array.shape != wrong.shape:
            return False
        room = (
            tolerance if tolerance.shape == wrong.shape else np.full(wrong.shape, tolerance.max(initial=0.0))
        )
        if compare(actual.array, wrong, room).difference is not Difference.NONE:
            return False
    return True


def _differs(pair: Pair) -> bool:
    return compare(pair.actual, pair.expected, pair.tolerance).difference is not Difference.NONE


def _pairs(findings: Sequence[Finding], expected: Sequence[Expected], index: int) -> Iterator[Pair]:
    from grader.arrays.diagnosis import Pair

    for finding, wanted in zip(findings, expected, strict=True):
        assert finding.outputs is not None
        rows = next((len(given) for given in finding.case.inputs if np.ndim(given)), 1)
        actual = finding.outputs.values[index].array
        yield Pair(actual, wanted.arrays[index], wanted.tolerances[index], rows)

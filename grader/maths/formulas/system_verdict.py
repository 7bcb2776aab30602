"""The verdict over several equations, each a check of its own."""

from __future__ import annotations

from grader.maths.formulas.formula_verdict import AS_ARRAY, TURNED
from grader.verdict import ZERO, Check, Outcome, Verdict, correct, incorrect, partial, undecided

MIXED = (
    "The entries are right, but this is laid out the other way than your other equations: choose one layout."
)


def consistent(checks: list[Check], slug: str) -> list[Check]:
    """Transposed gradients are right if all arrays are transposed; ``slug`` names the mistake."""
    turned = [check for check in checks if TURNED in check.verdict.remarks]
    straight = [check for check in checks if AS_ARRAY in check.verdict.detail and check not in turned]
    if not turned or not straight:
        return checks
    lost = incorrect(f"expression.{slug}", MIXED)
    return [
        check._replace(verdict=lost._replace(read_as=check.verdict.read_as, latex=check.verdict.latex))
        if check in turned
        else check
        for check in checks
    ]


def settled(checks: list[Check]) -> Verdict | None:
    """The verdict where one check waits for a person, which decides for all, or where all are right; else None."""
    waiting = next((check.verdict for check in checks if check.verdict.score is None), None)
    if waiting is not None:
        return undecided(waiting.outcome, waiting.reason, *waiting.feedback)
    return correct() if all(check.verdict.outcome is Outcome.CORRECT for check in checks) else None


def added(checks: list[Check]) -> Verdict:
    """The verdict over several equations."""
    total = sum((check.points for check in checks), ZERO)
    read_as = "; ".join(
        f"{check.name} = {check.verdict.read_as}" for check in checks if check.verdict.read_as
    )
    expected = "; ".join(
        f"{check.name} = {check.verdict.expected}" for check in checks if check.verdict.expected
    )
    lost = [check for check in checks if check.verdict.outcome is not Outcome.CORRECT]
    if (open_or_right := settled(checks)) is not None:
        verdict = open_or_right
    else:
        score = sum((check.points * (check.verdict.score or ZERO) for check in checks), ZERO) / total
        said = tuple(f"{check.name}: {text}" for check in lost for text in check.verdict.feedback)
        verdict = partial(score, lost[0].verdict.reason, *said)
    return verdict._replace(checks=tuple(checks), read_as=read_as, expected=expected)

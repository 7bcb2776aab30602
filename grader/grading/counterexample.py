"""The smallest input that shows a mistake: after a failure, a student's function on small inputs of known result."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from grader.arrays.cases import Case
from grader.arrays.declared import case_rows
from grader.arrays.findings import Expected, Finding, Standing, failed_finding, judged_finding, shown_input
from grader.arrays.outputs import Outputs, unpack
from grader.arrays.reference import Native, ReferenceRun
from grader.arrays.small_cases import small_cases
from grader.cache import Cache, digest
from grader.errors import ExerciseFault
from grader.grading.prepared import Prepared, packed, unpacked
from grader.grading.references import References
from grader.grading.solutions import Solutions
from grader.kinds.function import Alternative, Function
from grader.sandbox.job import Call, Failure, Limits
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.values import ArrayValue, Items, Value
from grader.spec.exercise import Exercise, Part
from grader.verdict import SMALL, Check, Counterexample, Outcome, Verdict

PATIENCE = 1.0
"""Seconds that all small inputs together may take."""


def small_inputs(
    exercise: Exercise, part: Part, solutions: Solutions, sandbox: Sandbox, cache: Cache
) -> Prepared | None:
    """Small inputs of a part with their keys, from the cache if they are there; None where none can be made."""
    block = part.block
    assert isinstance(block, Function)
    if block.loss:
        return None
    pieces = (cache.fingerprint, np.__version__, sys.version, exercise.id, part.id, exercise.content)
    name = f"small-{digest(*pieces, solutions.content)}"
    if (stored := cache.load(name)) is not None:
        return unpacked(*stored)
    found = _worked_out(exercise, part, solutions, sandbox)
    cache.store(name, *packed(found))
    return found


def _worked_out(exercise: Exercise, part: Part, solutions: Solutions, sandbox: Sandbox) -> Prepared:
    assert isinstance(part.block, Function)
    block = replace(part.block, misconceptions={})
    rows = case_rows({**block.arguments, **block.extra}, block.cases)
    drawn = small_cases(rows, block.dtypes[0], f"{exercise.id}/{part.id}", len(block.extra))
    references = References(exercise.id, block, solutions, sandbox)
    nothing = Prepared((), part.block.key(ReferenceRun((), (), {})))
    if not drawn:
        return nothing
    try:
        for _ in range(2):  # where a reference fails, the others are worked out without that input
            cases = references.resolved(drawn)
            run = references.run(drawn, cases)
            good = [
                number
                for number in range(len(cases))
                if _usable(run, number) and not _tied(run, cases, number)
            ]
            if len(good) == len(cases):
                return Prepared(cases, block.key(run))
            drawn = tuple(drawn[number] for number in good)
    except ExerciseFault:
        return nothing
    return nothing


def _usable(run: ReferenceRun, number: int) -> bool:
    """Whether every reference gives finite numbers for a case, twice the same."""
    for sources in run.alternatives:
        for source in sources:
            results = [source.results[number]]
            if isinstance(source, Native):
                results.append(source.again[number])
            if not all(_finite(result) for result in results):
                return False
    return True


def _tied(run: ReferenceRun, cases: Sequence[Case], number: int) -> bool:
    """Whether whole numbers are returned for inputs with equal entries: which of them is the largest is open."""
    first = run.alternatives[0][0].results[number]
    whole = isinstance(first, ArrayValue) and first.array.dtype.kind in "iub"
    arrays = [
        value for value in cases[number].inputs if isinstance(value, np.ndarray) and value.dtype.kind == "f"
    ]
    return whole and any(np.unique(array).size < array.size for array in arrays)


def _finite(result: Value | Failure) -> bool:
    if isinstance(result, ArrayValue):
        return bool(np.isfinite(result.array.astype(np.float64)).all())
    items = result.items if isinstance(result, Items) else getattr(result, "items", {})
    found = items.values() if isinstance(items, dict) else items
    return not isinstance(result, Failure) and bool(items) and all(map(_finite, found))


class SmallInputs:
    """A student's function on small inputs: the calls, and what they show."""

    def __init__(self, small: Prepared, block: Function, group: str) -> None:
        self._small, self._block = small, block
        self.limits = Limits(min(PATIENCE, block.limits.time), block.limits.memory, block.limits.output)
        self.calls = tuple(
            Call("call", ("", block.function, *case.inputs), group, case.layout) for case in small.cases
        )

    def shown(self, verdict: Verdict, returned: Sequence[Value | Failure]) -> Verdict:
        """The verdict with the smallest input on which each lost check fails, from what the calls returned."""
        block = self._block
        results = [
            result if isinstance(result, Failure) else unpack(result, block.outputs, block.container)
            for result in returned
        ]
        rows = case_rows(block.arguments, block.cases)
        checks = []
        for check in verdict.checks:
            own = [
                row.name == check.name if row.points is not None else check.name == "values" for row in rows
            ]
            members = {number for number, it_is in enumerate(own) if it_is}
            lost = check.verdict.score != 1
            found = _smallest(self._small, results, block, members, check.verdict) if lost else None
            checks.append(check._replace(verdict=_shown(check, found, block)) if found else check)
        return verdict._replace(checks=tuple(checks))


_STANDINGS = {
    Outcome.CRASHED: Standing.FAILED,
    Outcome.INCORRECT: Standing.WRONG,
    Outcome.PARTIAL: Standing.FORM,
}


def _smallest(
    small: Prepared,
    results: Sequence[Outputs | str | Failure],
    block: Function,
    rows: set[int],
    verdict: Verdict,
) -> Finding | None:
    """The first small case of these rows that fails, in the same way if there is one; none if an accepted key fits all."""
    found = [
        list(_failing(small, alternative, results, block, rows)) for alternative in small.key.alternatives
    ]
    if not found or not all(found):
        return None
    wanted = _STANDINGS.get(verdict.outcome)
    finite = verdict.reason not in ("function.nan", "function.overflow")
    alike = [finding for finding in found[0] if finding.standing is wanted]
    # a mean over a single row is NaN where the mistake is another one
    same = [finding for finding in alike if not (finite and finding.slug in ("nan", "overflow"))]
    return next(iter((*same, *alike, *found[0])))


def _failing(
    small: Prepared,
    key: Alternative,
    results: Sequence[Outputs | str | Failure],
    block: Function,
    rows: set[int],
) -> Iterator[Finding]:
    for case, result, wanted in zip(small.cases, results, key.expected, strict=True):
        if case.row in rows:
            finding = _finding(case, result, wanted, block)
            if finding.standing > Standing.RIGHT and finding.slug not in ("skipped", "timeout"):
                yield finding


def _finding(case: Case, result: Outputs | str | Failure, expected: Expected, block: Function) -> Finding:
    if isinstance(result, Failure):
        return failed_finding(case, result)
    return judged_finding(case, result, expected, block.outputs)


def _shown(check: Check, finding: Finding, block: Function) -> Verdict:
    lines = [*shown_input(finding.case, tuple(block.arguments)), *finding.revealing]
    if not finding.compared:
        lines.append(finding.text.partition(":")[0])
    return check.verdict._replace(counterexample=Counterexample(SMALL, tuple(lines)))

"""The cases of a part, in the groups that earn points together -> a check for each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from grader.arrays.cases import Case, CaseRow
from grader.arrays.clues import Clues
from grader.arrays.findings import Expected, Finding, failed_finding, judged_finding
from grader.arrays.outputs import Outputs
from grader.arrays.scoring import judge_cases
from grader.sandbox.job import Failure
from grader.verdict import Check, Verdict

METHODS = {
    "bound": "4 times the running error bound of the reference",
    "spread": "16 times the change of the reference on inputs moved by one unit in the last place",
    "given": "as the exercise states",
    "exact": "none, whole numbers must be equal",
}


class Group(NamedTuple):
    """Cases that earn their points together."""

    name: str
    points: Fraction
    hidden: bool
    members: tuple[int, ...]


def groups(cases: Sequence[Case], rows: Sequence[CaseRow], values: Fraction) -> list[Group]:
    """All cases without points as ``values``, worth ``values`` points; each other row on its own, if it was run."""
    together = tuple(index for index, case in enumerate(cases) if case.points is None)
    found = [Group("values", values, False, together)] if together else []
    for number, row in enumerate(rows):
        members = tuple(index for index, case in enumerate(cases) if case.row == number)
        if row.points is not None and members:  # else it is hidden, and a student checks their own work
            found.append(Group(row.name, row.points, row.hidden, members))
    return found


def case_checks(
    clues: Clues,
    credit: Mapping[str, float],
    grouped: Sequence[Group],
    cases: Sequence[Case],
    results: Sequence[Outputs | str | Failure],
    expected: Sequence[Expected],
) -> list[Check]:
    """A check for each group."""
    findings = [_finding(*each, clues.outputs) for each in zip(cases, results, expected, strict=True)]
    checks = []
    for group in grouped:
        wanted = [expected[index] for index in group.members]
        found = [findings[index] for index in group.members]
        verdict = judge_cases(found, wanted, credit, clues._replace(members=group.members))
        checks.append(Check(group.name, group.points, _detailed(verdict, found, wanted), group.hidden))
    return checks


def _finding(
    case: Case, result: Outputs | str | Failure, expected: Expected, outputs: Sequence[str]
) -> Finding:
    if isinstance(result, Failure):
        return failed_finding(case, result)
    return judged_finding(case, result, expected, outputs)


def _detailed(verdict: Verdict, findings: Sequence[Finding], expected: Sequence[Expected]) -> Verdict:
    """With the tolerance that was used, and entries that say nothing."""
    methods = dict.fromkeys(each.method for each in expected)
    how = "; ".join(METHODS[method] for method in methods)
    shown = [each for finding, each in zip(findings, expected, strict=True) if not finding.case.hidden]
    most = max((each.largest for each in shown), default=0.0)
    said = [f"tolerance: {how}{f' (at most {most:.2g})' if shown else ''}"]
    remarks = []
    for finding, wanted in zip(findings, expected, strict=True):
        if wanted.silent and not finding.case.hidden:
            size = sum(array.size for array in wanted.arrays)
            what = "say nothing: rounding alone exceeds them, or they lie on a kink"
            said.append(f"case {finding.case.name}: {wanted.silent} of {size} entries {what}")
            if 2 * wanted.silent > size:
                remarks.append(
                    f"Case {finding.case.name} tells little: rounding exceeds most entries, or they lie on a kink."
                )
    return verdict._replace(detail=tuple(said), remarks=(*verdict.remarks, *remarks))

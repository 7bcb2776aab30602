"""Kind ``function``: a student's function, run on generated cases and judged against a reference."""

from __future__ import annotations

import typing
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple

from numpy.typing import NDArray

from grader.arrays.cases import Case, Literal, draw_cases
from grader.arrays.declared import case_rows, troubles
from grader.arrays.findings import Expected, Finding, failed_finding, judged_finding
from grader.arrays.outputs import Container, DictOutputs, Outputs, unpack
from grader.arrays.reference import (
    ReferenceRun,
    Returned,
    expected_outputs,
    misconception_outputs,
    reference_outputs,
)
from grader.arrays.scoring import judge_cases
from grader.block import STRICT
from grader.errors import did_you_mean, listed, nearest
from grader.kinds.base import BlockProblem, Kind, Unreadable
from grader.loops import Loop, LoopRule, loops_reached
from grader.maths.exact import rational
from grader.sandbox.job import Failure, Limits
from grader.sandbox.values import Value
from grader.source import BrokenSource, Source, file_meant
from grader.verdict import Check, Outcome, Place, Reason, Verdict, correct, failed, undecided

Array = NDArray[Any]

RULE_SHARE = Fraction(1, 5)
"""What a rule without points takes of the part."""

FORM_CREDIT = 0.5
"""What right values in the wrong shape, container or dtype earn of the check, unless the part says otherwise."""

FORMS = ("shape", "container", "dtype")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the source must keep to, each rule a check of its own."""

    __pydantic_config__: ClassVar[Any] = STRICT

    loops: typing.Literal["forbidden"] | LoopRule | None = None
    """Loops: forbidden, or {forbid: true, points: 1}."""


class CodeRun(NamedTuple):
    """What came of running a student's function: a result for each case, and the sources of the submission."""

    cases: tuple[Case, ...]
    results: tuple[Value | Failure, ...]
    module: str
    sources: Mapping[str, Source]


class Key(NamedTuple):
    """What each case should give, and what each misconception gives there (None where it fails)."""

    expected: tuple[Expected, ...]
    misconceptions: Mapping[str, tuple[tuple[Array, ...] | None, ...]]


class Response(NamedTuple):
    """The outputs (or what is wrong with them) or the failure of each case, and the loops in the source."""

    cases: tuple[Case, ...]
    results: tuple[Outputs | str | Failure, ...]
    loops: tuple[Loop, ...]


@dataclass(frozen=True, kw_only=True)
class Function(Kind):
    """A function that students write."""

    kind: ClassVar[str] = "function"
    from_code: ClassVar[bool] = True
    reasons: ClassVar[tuple[Reason, ...]] = (
        Reason("function.no_file", "The file with the function is missing.", "Hand in <exercise>.py beside answers.md."),
        Reason("function.missing", "The file does not define the function.", "Define it under the name the exercise gives."),
        Reason("function.misspelt", "The file defines a function of a similar name.", "Rename it."),
        Reason("function.signature", "The function takes another number of arguments.", "Take the arguments in the order given."),
        Reason("function.syntax", "Python cannot parse the file.", "Mend the line named; run the file once yourself."),
        Reason("function.import", "The file fails while it is imported.", "Mend the line named; keep experiments out of the file."),
        Reason("function.raised", "The function raises an exception.", "Run it on the case named and read the last line."),
        Reason("function.crashed", "The function ends the Python process.", "Remove sys.exit and os._exit; avoid ctypes."),
        Reason("function.timeout", "The function runs longer than its limit.", "Look for an endless loop, or work on whole arrays."),
        Reason("function.memory", "The function asks for more memory than its limit.", "Look for arrays of the wrong size."),
        Reason("function.hidden", "Every case of the part is hidden.", "Wait for the grading: it runs them."),
        Reason("function.skipped", "Not run, because an earlier case ran out of time.", "Mend that case first."),
        Reason("function.returned", "The function returns something else than asked.", "Return the outputs named, in their order."),
        Reason("function.shape", "The result has another shape.", "Compare the shape with the one asked; watch keepdims."),
        Reason("function.container", "The values are right, but not in a plain numpy array or the container asked.", "Return numpy arrays in the container asked."),
        Reason("function.dtype", "The result has another class of dtype.", "Return floats where floats are asked."),
        Reason("function.precision", "The result is worked out with too few digits.", "Use float64 throughout."),
        Reason("function.nan", "The result holds NaN.", "Look for 0/0, inf - inf or log of a negative number; exp of a large number overflows, so shift first."),
        Reason("function.overflow", "The result holds inf.", "Shift each row by its own maximum before exp; do not divide by 0."),
        Reason("function.values", "Entries differ from the expected ones.", "Work the case shown out by hand."),
        Reason("function.sign", "Every entry has the wrong sign.", "Follow the minus signs through the derivation."),
        Reason("function.factor", "Every entry is off by one factor.", "Look for a lost 2, 1/2, N or 1/N."),
        Reason("function.transposed", "The result is the transpose of the right one.", "Check the order of the factors."),
        Reason("function.zeros", "The function returns zeros.", "Implement it."),
        Reason("function.misconception", "The result is what a known wrong idea gives.", "Read the feedback: it names the idea."),
        Reason("function.loop", "A Python-level loop where none is allowed.", "Work on whole arrays."),
        Reason("function.values_first", "A rule counts only once the values are right.", "Mend the values first."),
        Reason("function.reference", "The reference solution fails: a fault of the exercise.", "The instructor has to mend it."),
    )  # fmt: skip

    function: str
    """The name of the function in the student's <exercise>.py."""
    arguments: dict[str, str | float | Literal]
    """What it is called with, in call order: generator expressions, numbers, {value: literal}."""
    cases: tuple[dict[str, str | int | float | bool | Literal], ...]
    """Sizes by name, arguments that differ, and name, points, hidden, seed."""
    reference: str = ""
    """The function in solutions/<exercise>.py that gives the key; the same name if nothing is said."""
    returns: tuple[str, ...] | DictOutputs | None = None
    """Absent for one output; a list of names for a tuple; {dict: [dW, db]}."""
    dtypes: tuple[typing.Literal["float64", "float32"], ...] = ("float64",)
    """The dtypes of floating-point inputs that every case is run in."""
    rtol: float | None = None
    """Relative tolerance in place of the one worked out."""
    atol: float | None = None
    """Absolute tolerance in place of the one worked out."""
    rules: Rules = field(default_factory=Rules)
    """What the source must keep to."""
    limits: Limits = field(default_factory=Limits)
    """What a run may take."""
    misconceptions: dict[str, str] = field(default_factory=dict)
    """Functions in solutions/<exercise>.py that make a known mistake, and what a student who makes it is told."""
    credit: dict[str, float] = field(default_factory=dict)
    """What right values in the wrong form earn, between 0 and 1, for shape, container and dtype."""

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the outputs."""
        if self.returns is None:
            return ("result",)
        return self.returns.dict if isinstance(self.returns, DictOutputs) else self.returns

    @property
    def container(self) -> Container:
        """What the outputs come in."""
        return "one" if self.returns is None else "dict" if isinstance(self.returns, DictOutputs) else "tuple"

    @property
    def reference_name(self) -> str:
        """The function that gives the key."""
        return self.reference or self.function

    def draw(self, identity: str, course_seed: int) -> tuple[Case, ...]:
        """Every case, hidden ones too; ``identity`` names exercise and part."""
        rows = case_rows(self.arguments, self.cases)
        return draw_cases(rows, tuple(dict.fromkeys(self.dtypes)), identity, course_seed)

    def block_problems(self, solution: frozenset[str]) -> Iterator[BlockProblem]:
        """References that do not exist, generators that do not work out, points that do not add up."""
        if not self.function.isidentifier():
            yield BlockProblem(("function",), f"{self.function!r} is no name of a function")
        yield from self._reference_problems(solution)
        if not self.cases:
            yield BlockProblem(("cases",), "at least one case is needed")
        for path, text, offset in troubles(self.arguments, self.cases):
            yield BlockProblem(path, text, offset)
        if not self.dtypes:
            yield BlockProblem(("dtypes",), "at least one dtype is needed")
        if not self.outputs or len(set(self.outputs)) < len(self.outputs):
            yield BlockProblem(("returns",), "outputs need names, each once")
        for name, earned in self.credit.items():
            if name not in FORMS:
                yield BlockProblem(
                    ("credit", name),
                    f"{name!r} earns no credit{did_you_mean(name, FORMS) or f' (known: {listed(FORMS)})'}",
                )
            elif not 0 <= earned <= 1:
                yield BlockProblem(("credit", name), f"credit is between 0 and 1, found {earned:g}")
        for name, bound in (("rtol", self.rtol), ("atol", self.atol)):
            if bound is not None and not 0 <= bound < 1:
                yield BlockProblem((name,), f"{name} is between 0 and 1, found {bound:g}")
        if not 0 < self.limits.time <= 3600:
            yield BlockProblem(
                ("limits", "time"), f"time is between 0 and 3600 seconds, found {self.limits.time:g}"
            )
        if not 16 <= self.limits.memory <= 65536:
            yield BlockProblem(
                ("limits", "memory"), f"memory is between 16 and 65536 MiB, found {self.limits.memory}"
            )
        yield from self._point_problems()

    def _reference_problems(self, solution: frozenset[str]) -> Iterator[BlockProblem]:
        field_name = "reference" if self.reference else "function"
        if "*" in solution:
            return  # a star import can define anything; what is missing shows when it runs
        if self.reference_name not in solution:
            near = did_you_mean(self.reference_name, solution)
            known = f" (it defines: {listed(sorted(solution))})" if solution else " (there is no such file)"
            yield BlockProblem(
                (field_name,), f"the solution file defines no {self.reference_name!r}{near or known}"
            )
        for name in self.misconceptions:
            if name not in solution:
                text = f"the solution file defines no {name!r}{did_you_mean(name, solution)}"
                yield BlockProblem(("misconceptions", name), text)

    def _point_problems(self) -> Iterator[BlockProblem]:
        if self.points <= 0:
            return
        rule = self.rules.loops
        if isinstance(rule, LoopRule) and rule.points is not None and not rule.points > 0:
            yield BlockProblem(("rules", "loops", "points"), f"points must be above 0, found {rule.points:g}")
            return
        own = [points for case in self.cases if type(points := case.get("points")) in (int, float)]
        taken = sum((rational(points) for points in own), Fraction(0)) + self._rule_points()  # type: ignore[arg-type]
        rest = rational(self.points) - taken
        if rest < 0 or (rest == 0 and len(own) < len(self.cases)):
            text = f"cases and rules take {float(taken):g} of {self.points:g} points: nothing is left for the values"
            yield BlockProblem(("points",), text)
        elif rest > 0 and self.cases and len(own) == len(self.cases):
            text = f"the cases add up to {float(taken):g} points, the part has {self.points:g}"
            yield BlockProblem(("points",), text)

    def _rule_points(self) -> Fraction:
        rule = self.rules.loops
        if rule is None or (isinstance(rule, LoopRule) and not rule.forbid):
            return Fraction(0)
        if isinstance(rule, LoopRule) and rule.points is not None:
            return rational(rule.points)
        return rational(self.points) * RULE_SHARE

    def obstacle(
        self, source: Source | BrokenSource | None, file: str, others: Collection[str] = ()
    ) -> Verdict | None:
        """What keeps the function from being run at all, as far as the source says; ``others`` are all its files."""
        if source is None:
            if near := file_meant(file, others):
                text = f"Found {near} in place of {file}: rename it."
                return undecided(Outcome.UNREADABLE, "function.no_file", text, place=Place(near))
            return failed(
                Outcome.UNANSWERED, "function.no_file", f"{file} is missing: define {self.function} in it."
            )
        if isinstance(source, BrokenSource):
            place = Place(file, source.line, source.column)
            return failed(
                Outcome.CRASHED, "function.syntax", f"{file}, line {source.line}: {source.text}", place=place
            )
        if self.function not in source.names and "*" not in source.names:
            if near := nearest(self.function, source.functions):
                place = Place(file, source.functions[near].line)
                text = f"{file} does not define {self.function}; found {near}, did you mean {self.function}? Rename it."
                return undecided(Outcome.UNREADABLE, "function.misspelt", text, place=place)
            return self.missing(file)
        signature = source.functions.get(self.function)
        if signature and not signature.accepts(len(self.arguments)):
            wanted = f"{self.function}({', '.join(self.arguments)})"
            text = f"{self.function} takes ({signature}), but is called as {wanted}."
            return failed(Outcome.CRASHED, "function.signature", text, place=Place(file, signature.line))
        return None

    def missing(self, file: str) -> Verdict:
        """The file is there, the function is not."""
        text = f"{file} does not define {self.function}({', '.join(self.arguments)}) at its top level."
        return failed(Outcome.UNANSWERED, "function.missing", text, place=Place(file))

    def read(self, raw: CodeRun) -> Response | Unreadable:
        """The outputs of each case."""
        results = tuple(
            result if isinstance(result, Failure) else unpack(result, self.outputs, self.container)
            for result in raw.results
        )
        loops = loops_reached(raw.sources, raw.module, self.function) if self._rule_points() else ()
        return Response(raw.cases, results, loops)

    @property
    def returned(self) -> Returned:
        """The outputs by name, and what they come in."""
        return Returned(self.outputs, self.container)

    def key(self, returned: ReferenceRun | None = None) -> Key:
        """Expected outputs with tolerances, from what the reference returned."""
        from grader.arrays.tolerance import Given  # only where keys are not cached

        assert returned is not None
        given = None if self.rtol is None and self.atol is None else Given(self.rtol or 0.0, self.atol or 0.0)
        right = reference_outputs(
            self.reference_name, returned.cases, returned.results, returned.again, self.returned
        )
        ideas = {
            name: misconception_outputs(name, results, self.returned)
            for name, results in returned.misconceptions.items()
        }
        return Key(expected_outputs(returned, right, self.returned, given), ideas)

    def judge(self, response: Response, key: Key) -> Verdict:
        """All cases without points together, each with points on its own, then the rules."""
        findings = [
            self._finding(case, result, expected)
            for case, result, expected in zip(response.cases, response.results, key.expected, strict=True)
        ]
        rows = case_rows(self.arguments, self.cases)
        groups: list[tuple[str, Fraction, bool, list[int]]] = []
        own = sum((row.points for row in rows if row.points is not None), Fraction(0))
        together = [index for index, finding in enumerate(findings) if finding.case.points is None]
        if together:
            groups.append(("values", rational(self.points) - own - self._rule_points(), False, together))
        for number, row in enumerate(rows):
            if row.points is not None:
                members = [index for index, finding in enumerate(findings) if finding.case.row == number]
                if members:  # else it is hidden, and a student checks their own work
                    groups.append((row.name, row.points, row.hidden, members))
        earned = {name: self.credit.get(name, FORM_CREDIT) for name in FORMS}
        checks = []
        for name, points, hidden, members in groups:
            wrong_ideas = {
                sentence: [key.misconceptions[idea][index] for index in members]
                for idea, sentence in self.misconceptions.items()
            }
            members_expected = [key.expected[index] for index in members]
            verdict = judge_cases(
                [findings[index] for index in members],
                members_expected,
                tuple(self.arguments),
                self.outputs,
                earned,
                wrong_ideas,
            )
            checks.append(Check(name, points, verdict, hidden))
        checks += self._rule_checks(response, checks)
        run = {finding.case.row for finding in findings}
        waiting = sum((row.points or Fraction(0) for n, row in enumerate(rows) if n not in run), Fraction(0))
        remark = f"Hidden cases, {float(waiting):g} of {self.points:g} points, run when your work is graded."
        return self._verdict(checks, response, [remark] if waiting else [])

    def _finding(self, case: Case, result: Outputs | str | Failure, expected: Expected) -> Finding:
        if isinstance(result, Failure):
            return failed_finding(case, result)
        return judged_finding(case, result, expected, self.outputs)

    def _rule_checks(self, response: Response, judged: Sequence[Check]) -> list[Check]:
        points = self._rule_points()
        if not points:
            return []
        if judged and judged[0].verdict.score == 0:
            verdict = failed(
                Outcome.SKIPPED, "function.values_first", "This counts once the values are right."
            )
        elif response.loops:
            loop = response.loops[0]
            text = (
                f"{loop.file}, line {loop.line}, column {loop.column}: {loop.what}. Instead: {loop.instead}."
            )
            more = [
                f"Also in line {other.line} of {other.file}: {other.what}." for other in response.loops[1:4]
            ]
            place = Place(loop.file, loop.line, loop.column)
            verdict = failed(Outcome.INCORRECT, "function.loop", text, *more, place=place)
        else:
            verdict = correct()
        return [Check("loops", points, verdict)]

    def _verdict(self, checks: Sequence[Check], response: Response, said: Sequence[str]) -> Verdict:
        total = sum((check.points for check in checks), Fraction(0))
        score = sum((check.points * (check.verdict.score or 0) for check in checks), Fraction(0)) / total
        lost = next((check.verdict for check in checks if check.verdict.score != 1), None)
        told = [result.remark for result in response.results if isinstance(result, Outputs)]
        remarks = dict.fromkeys(remark for remark in (*told, *said) if remark)
        if lost is None:
            return Verdict(Outcome.CORRECT, score, remarks=tuple(remarks), checks=tuple(checks))
        outcome = lost.outcome if score == 0 else Outcome.PARTIAL
        return Verdict(
            outcome, score, lost.reason, remarks=tuple(remarks), checks=tuple(checks), place=lost.place
        )

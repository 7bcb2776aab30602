"""Kind ``function``: a student's function, run on generated cases and judged against a reference."""

from __future__ import annotations

import typing
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple

from numpy.typing import NDArray

from grader.arrays.cases import Case, FromCall, Literal, draw_cases
from grader.arrays.checks import case_checks, groups
from grader.arrays.clues import Clues, KnownMistake, Mended
from grader.arrays.declared import case_rows, input_names
from grader.arrays.derivation import Derivation, GradientOf, JacobianOf, VjpOf, derivation
from grader.arrays.findings import Expected
from grader.arrays.fit import by_fit
from grader.arrays.outputs import Container, DictOutputs, Outputs, unpack
from grader.arrays.reasons import REASONS
from grader.kinds.base import BlockProblem, Kind, Unreadable
from grader.maths.expressions.exact import rational
from grader.rules.counting import Count, Growth
from grader.rules.declared import Rules, rules_in_force
from grader.rules.judging import Behaviour, rule_checks, rule_points
from grader.rules.obstacles import missing, obstacle
from grader.sandbox.job import Failure, Limits
from grader.sandbox.values import Value
from grader.source import BrokenSource, Source
from grader.verdict import ZERO, Check, Outcome, Reason, Verdict

if typing.TYPE_CHECKING:
    from grader.arrays.reference import ReferenceRun, Returned

Array = NDArray[Any]

FORM_CREDIT = 0.5
"""What right values in the wrong shape, container or dtype earn of the check, unless the part says otherwise."""

FORMS = ("shape", "container", "dtype")

NUMBER = ("result",)
"""The outputs of a loss."""


VAGUE = (
    "values", "shape", "raised", "nan", "precision", "input_returned", "inputs", "overflow", "single", "square", "last_class", "mask", "row", "index", "term", "missing_term",
)  # fmt: skip
"""Reasons that say where it fails rather than why, or that a closer look may correct."""

UNEXPLAINED = (
    "zeros",
    "values",
    "zeros",
    "shape",
    "raised",
    "nan",
    "precision",
    "input_returned",
    "inputs",
    "single",
    "square",
    "constant",
)
"""Those of them that known mistakes leave unexplained."""


class CodeRun(NamedTuple):
    """What came of running a student's function, with the sources of the submission."""

    cases: tuple[Case, ...]
    results: tuple[Value | Failure, ...]
    module: str
    sources: Mapping[str, Source]
    losses: tuple[Value | Failure, ...] = ()
    """What the student's own loss gave in each case, if the gradient is judged against it."""
    counts: tuple[Count, ...] = ()
    operations: int | None = None
    """Python operations of the largest case, if they are limited."""
    changed: tuple[str, ...] = ()
    """Arguments that the function wrote into."""


class Alternative(NamedTuple):
    """One accepted key: what it is called, and what each case should give."""

    names: tuple[str, ...]
    expected: tuple[Expected, ...]


class Key(NamedTuple):
    """The accepted keys, and what each misconception gives in each case (None where it fails)."""

    alternatives: tuple[Alternative, ...]
    misconceptions: Mapping[str, tuple[tuple[Array, ...] | None, ...]]
    known: tuple[KnownMistake, ...] = ()
    """What further mistakes give; looked up only after a failure."""
    mended: tuple[Mended, ...] = ()
    """Which small changes mend the student's source; tried only after a failure."""


class Response(NamedTuple):
    """The outputs (or what is wrong with them) or the failure of each case, and what rules are judged by."""

    cases: tuple[Case, ...]
    results: tuple[Outputs | str | Failure, ...]
    seen: Behaviour


@dataclass(frozen=True, kw_only=True)
class Function(Kind):
    """A function that students write."""

    kind: ClassVar[str] = "function"
    from_code: ClassVar[bool] = True
    reasons: ClassVar[tuple[Reason, ...]] = REASONS

    function: str
    """The name of the function in the student's <exercise>.py."""
    arguments: dict[str, str | float | Literal | FromCall]
    """What it is called with, in call order: generator expressions, numbers, {value: literal}, {from: own, call: ...}."""
    cases: tuple[dict[str, str | int | float | bool | Literal], ...]
    """Sizes by name, arguments that differ, and name, points, hidden, seed."""
    reference: str = ""
    """The function in solutions/<exercise>.py that gives the key; the same name if nothing is said."""
    also: tuple[str, ...] = ()
    """Further functions in solutions/<exercise>.py whose outputs are as right, all cases by the same one."""
    conventions: tuple[str, ...] = ()
    """Functions in solutions/<exercise>.py in place of the reference: all outputs must follow the same one."""
    vjp_of: str | VjpOf | None = None
    """Derive the key: a vector-Jacobian product of this forward function, the last argument being the upstream."""
    jacobian_of: str | JacobianOf | None = None
    """Derive the key: the Jacobian of this forward function."""
    gradient_of: str | GradientOf | None = None
    """Derive the key: the gradient of this function, which gives one number."""
    gradient_of_own: str | GradientOf | None = None
    """Judge against the student's own loss of this name, which must follow one of the conventions."""
    returns: tuple[str, ...] | DictOutputs | None = None
    """Absent for one output; a list of names for a tuple; {dict: [dW, db]}."""
    dtypes: tuple[typing.Literal["float64", "float32"], ...] = ("float64",)
    """The dtypes of floating-point inputs that every case is run in."""
    layouts: tuple[typing.Literal["plain", "strided", "read_only"], ...] = ("plain",)
    """How input arrays lie in memory, every case in each: plain, strided (not contiguous), read_only."""
    rtol: float | None = None
    """Relative tolerance in place of the one worked out."""
    atol: float | None = None
    """Absolute tolerance in place of the one worked out."""
    precision: typing.Literal["usual", "full"] = "usual"
    """full: the tolerance has no floor but 32 units in the last place of the largest entry."""
    rules: Rules = field(default_factory=Rules)
    """What the function must keep to."""
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
    def returned(self) -> Returned:
        """The outputs by name, and what they come in."""
        from grader.arrays.reference import Returned  # only where keys are not cached

        return Returned(self.outputs, self.container)

    @property
    def inner(self) -> tuple[str, ...]:
        """The inputs of the functions that make arguments."""
        return tuple(name for name in input_names(self.arguments) if name not in self.arguments)

    @property
    def loss(self) -> str:
        """The name of the student's own loss; empty if there is none."""
        own = self.gradient_of_own
        return own.function if isinstance(own, GradientOf) else own or ""

    @property
    def derivation(self) -> Derivation | None:
        """How the key is derived from a forward function, if it is."""
        last = next(reversed(self.arguments), "")
        return derivation(self.vjp_of, self.jacobian_of, self.gradient_of, last)

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        """Every derivation; for a student's own loss, of each convention."""
        if not self.loss:
            return (self.derivation,) if self.derivation else ()
        own = derivation(None, None, self.gradient_of_own, "")
        assert own is not None
        return tuple(own._replace(function=name) for name in self.conventions)

    @property
    def sources(self) -> tuple[tuple[str | Derivation, ...], ...]:
        """For each accepted key, the functions (or derivations) that give its outputs, one after another."""
        if self.loss:
            return tuple((each.function, each) for each in self.derivations)
        if self.conventions:
            return tuple((name,) for name in self.conventions)
        first: str | Derivation = self.derivation or self.reference or self.function
        return ((first,), *((name,) for name in self.also))

    @property
    def extra(self) -> Mapping[str, Any]:
        """Inputs that only the forward function takes."""
        return {name: value for each in self.derivations[:1] for name, value in each.extra.items()}

    def outputs_of(self, source: str) -> tuple[str, ...]:
        """The names of the outputs of one of the functions that give the key."""
        return NUMBER if self.loss else self.outputs

    def draw(self, identity: str, course_seed: int) -> tuple[Case, ...]:
        """Every case, hidden ones too, the first once more at the end; ``identity`` names exercise and part."""
        rows = case_rows({**self.arguments, **self.extra}, self.cases)
        dtypes, layouts = tuple(dict.fromkeys(self.dtypes)), tuple(dict.fromkeys(self.layouts))
        cases = draw_cases(rows, dtypes, identity, course_seed, layouts, len(self.extra))
        first = next((case for case in cases if case.points is None), cases[0])
        return (*cases, first._replace(name=f"{first.name}, again"))

    def growths(self, identity: str) -> tuple[Growth, ...]:
        """Inputs on which operations are counted, if a rule asks for it."""
        from grader.arrays.growths import draw_growths  # only where inputs are not cached

        rules = {rule.name: rule for rule in rules_in_force(self.rules)}
        over = (
            None if "loops" in rules else rules["vectorised_over"].about if "vectorised_over" in rules else ()
        )
        return draw_growths(case_rows(self.arguments, self.cases), over, identity)

    def block_problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """References that do not exist, generators that do not work out, points that do not add up."""
        from grader.arrays.part_problems import part_problems  # only where a file is checked

        for path, text, offset in part_problems(self, solution, FORMS):
            yield BlockProblem(path, text, offset)

    def weaknesses(self) -> Iterator[BlockProblem]:
        """Cases that would let usual mistakes pass."""
        from grader.arrays.weaknesses import weaknesses  # only where a file is checked

        for path, text, offset in weaknesses(self.arguments, case_rows(self.arguments, self.cases)):
            yield BlockProblem(path, text, offset)

    def obstacle(
        self, source: Source | BrokenSource | None, file: str, others: Collection[str] = ()
    ) -> Verdict | None:
        """What keeps the function from being run at all; ``others`` are all files of the submission."""
        return obstacle(self.function, tuple(self.arguments), source, file, others)

    def missing(self, function: str, file: str) -> Verdict:
        """The verdict where the file does not define a function, this one or the loss it is judged against."""
        return missing(function, tuple(self.arguments), file)

    def read(self, raw: CodeRun) -> Response | Unreadable:
        """The outputs of each case."""
        results = tuple(self._outputs(result, self.outputs, self.container) for result in raw.results)
        if raw.losses:
            losses = [self._outputs(loss, NUMBER, "one") for loss in raw.losses]
            results = tuple(map(_together, losses, results))
        seen = Behaviour(raw.sources, raw.module, self.function, raw.counts, raw.operations, raw.changed)
        return Response(raw.cases, results, seen)

    def _outputs(
        self, result: Value | Failure, names: tuple[str, ...], container: Container
    ) -> Outputs | str | Failure:
        return result if isinstance(result, Failure) else unpack(result, names, container)

    def key(self, returned: ReferenceRun | None = None) -> Key:
        """Expected outputs with tolerances, from what the references returned."""
        # only where keys are not cached
        from grader.arrays.reference import Returned, expected_outputs, misconception_outputs
        from grader.arrays.tolerance import Given

        assert returned is not None
        given = None if self.rtol is None and self.atol is None else Given(self.rtol or 0.0, self.atol or 0.0)
        full = self.precision == "full"
        shape = Returned(NUMBER, "one") if self.loss else self.returned
        alternatives = []
        for sources in returned.alternatives:
            found = [expected_outputs(source, returned.cases, shape, given, full=full) for source in sources]
            joined = tuple(Expected.joined(each) for each in zip(*found, strict=True))
            alternatives.append(Alternative((sources[0].name,), joined))
        ideas = {
            name: misconception_outputs(name, results, self.returned)
            for name, results in returned.misconceptions.items()
        }
        return Key(tuple(alternatives), ideas)

    def judge(self, response: Response, key: Key) -> Verdict:
        """By the accepted key that fits best: all cases without points together, the others each, then the rules."""
        rows = case_rows(self.arguments, self.cases)
        rules = tuple(rules_in_force(self.rules))
        own = sum((row.points for row in rows if row.points is not None), ZERO)
        values = rational(self.points) - own - rule_points(rules, self.points)
        grouped = groups(response.cases, rows, values)
        outputs = (f"{self.loss}()", *self.outputs) if self.loss else self.outputs
        credit = {name: self.credit.get(name, FORM_CREDIT) for name in FORMS}
        ideas = {said: key.misconceptions[idea] for idea, said in self.misconceptions.items()}
        sizes = tuple(row.sizes for row in rows)
        clues = Clues(
            tuple(self.arguments), outputs, sizes, ideas, key.known, key.mended, response.seen.changed
        )
        best: list[Check] = []
        for number in by_fit(response.results, [each.expected for each in key.alternatives]):
            alternative = key.alternatives[number]
            checks = case_checks(
                clues, credit, grouped, response.cases, response.results, alternative.expected
            )
            if not best or _earned(checks) > _earned(best):
                best = checks
        if best[0].verdict.score == 0 and len(key.alternatives) > 1:
            from grader.arrays.conventions import mixed  # only after a failure

            named = [(each.names[0], each.expected) for each in key.alternatives]
            if said := mixed(response.results, named, outputs):
                verdict = best[0].verdict._replace(reason="function.convention", feedback=(said,))
                best[0] = best[0]._replace(verdict=verdict._replace(counterexample=None))
        lost = best[0].verdict.score == 0
        checks = [*best, *rule_checks(rules, response.seen, self.points, values_lost=lost)]
        run = {case.row for case in response.cases}
        waiting = sum((row.points or ZERO for n, row in enumerate(rows) if n not in run), ZERO)
        remark = f"Hidden cases, {float(waiting):g} of {self.points:g} points, run when your work is graded."
        return self._verdict(checks, response, remark if waiting else "")

    def values_lost(self, verdict: Verdict) -> bool:
        """Whether some case did not come out right."""
        rules = {rule.name for rule in rules_in_force(self.rules)}
        return any(check.verdict.score != 1 for check in verdict.checks if check.name not in rules)

    def explained(self, verdict: Verdict, vague: Collection[str] = VAGUE) -> bool:
        """Whether a further look would not find a better explanation of what was lost than one of these reasons."""
        rules = {rule.name for rule in rules_in_force(self.rules)}
        lost = [
            check.verdict for check in verdict.checks if check.verdict.score == 0 and check.name not in rules
        ]
        return not any(each.reason.removeprefix("function.") in vague for each in lost)

    def shows(self, verdict: Verdict) -> bool:
        """Whether a smaller input may show what is wrong: something returned is wrong, or something is raised."""
        rules = {rule.name for rule in rules_in_force(self.rules)}
        lost = [
            check.verdict for check in verdict.checks if check.verdict.score == 0 and check.name not in rules
        ]
        return any(each.outcome in (Outcome.INCORRECT, Outcome.CRASHED) for each in lost)

    def _verdict(self, checks: list[Check], response: Response, said: str) -> Verdict:
        total = sum((check.points for check in checks), ZERO)
        told = [result.remark for result in response.results if isinstance(result, Outputs)]
        remarks = tuple(dict.fromkeys(remark for remark in (*told, said) if remark))
        lost = next((check.verdict for check in checks if check.verdict.score != 1), None)
        if any(check.verdict.score is None for check in checks):
            review = next(check.verdict for check in checks if check.verdict.score is None)
            return Verdict(review.outcome, None, review.reason, remarks=remarks, checks=tuple(checks))
        score = _earned(checks) / total
        if lost is None:
            return Verdict(Outcome.CORRECT, score, remarks=remarks, checks=tuple(checks))
        outcome = lost.outcome if score == 0 else Outcome.PARTIAL
        return Verdict(outcome, score, lost.reason, remarks=remarks, checks=tuple(checks), place=lost.place)


def _earned(checks: list[Check]) -> Fraction:
    return sum((check.points * (check.verdict.score or 0) for check in checks), ZERO)


def _together(loss: Outputs | str | Failure, outputs: Outputs | str | Failure) -> Outputs | str | Failure:
    """The student's own loss as a first output."""
    if isinstance(loss, Failure) or (isinstance(loss, str) and not isinstance(outputs, Failure)):
        return loss
    if not isinstance(outputs, Outputs) or not isinstance(loss, Outputs):
        return outputs
    return Outputs((*loss.values, *outputs.values), outputs.container, outputs.remark)

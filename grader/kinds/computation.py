"""Kind ``computation``: forward values and derivatives of a chain of scalar steps, with follow-through."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from grader.errors import NotationError, did_you_mean, listed
from grader.kinds.base import BlockProblem, Kind, Unreadable
from grader.kinds.number import COARSE_SCORE, SLIPS, otherwise, shown_number
from grader.maths.expressions.exact import Real, number_of, rational
from grader.maths.expressions.expression import Expression, names
from grader.maths.expressions.notation import FUNCTIONS
from grader.maths.numbers.arithmetic import is_formula, is_over, parse, show
from grader.maths.numbers.arranged import undecorated, without_remark
from grader.maths.numbers.closeness import Closeness, TypedNumber, closeness, rounding_inside
from grader.maths.numbers.differentials import Differential, differential
from grader.maths.numbers.equations import Equation, equations, sides
from grader.maths.numbers.explaining import explained
from grader.maths.numbers.following import Asked, Followed, followed
from grader.maths.numbers.identifiers import alike, canonical_name, derivative, folded
from grader.maths.numbers.tape import Pass, Tape
from grader.verdict import Check, Outcome, Place, Reason, Verdict, correct, failed, incorrect, partial

if TYPE_CHECKING:
    from collections.abc import Iterator

GREEK = ("sigma", "σ")
"""Functions whose name is as often a quantity's; a part that declares it means the quantity."""

TWO_OR_PRODUCT = "This can be two values side by side, or a product: write one value a line."


class Line(NamedTuple):
    """One answered line: the number, how it was read, and what stands in the way if it is none."""

    number: TypedNumber | None
    shown: str = ""
    trouble: Unreadable | None = None
    unequal: str = ""
    """An earlier side of the line that is another number than the last."""
    unfinished: tuple[int, int] = (0, 0)
    """Where a formula stands last, that is not worked out (line and column); zeros if none does."""


class Response(NamedTuple):
    """What was answered, by the spelling-independent name of what was asked; ``remarks`` about other lines."""

    lines: Mapping[str, Line]
    remarks: tuple[str, ...] = ()
    differentials: tuple[Differential, ...] = ()
    """What stands beside the values, as ``dxw = w dx``."""


class Key(NamedTuple):
    """The tape, and the value of each asked name in the order of asking."""

    tape: Tape
    asked: Mapping[str, Asked]
    values: Mapping[Asked, Real]


@dataclass(frozen=True, kw_only=True)
class Computation(Kind):
    """Values worked out by hand, step by step; the grader works out the same, derivatives too."""

    kind: ClassVar[str] = "computation"
    reasons: ClassVar[tuple[Reason, ...]] = (
        Reason("computation.value", "A value is not what its step gives.", "Put the numbers into that step again."),
        Reason("computation.sign", "A value has the wrong sign.", "Follow each minus sign through the step."),
        Reason("computation.factor", "A value is twice or half the right one.", "Look for a 2 or a 1/2 that was lost."),
        Reason("computation.reciprocal", "A value is one over the right one.", "Check what is divided by what."),
        Reason("computation.magnitude", "A value is off by a power of ten.", "Check the decimal point."),
        Reason("computation.rounding", "A value is rounded to fewer than 3 digits.", "Type at least 3 digits, or a fraction."),
        Reason("computation.missing_path", "A path of the chain rule is missing, or paths are multiplied.", "Add up what comes back over every step that uses the quantity."),
        Reason("computation.missing_factor", "A factor is missing, in a step or in the chain rule.", "Every link of the chain is a factor: tick them off."),
        Reason("computation.missing_term", "A term of a step is missing.", "Write the step down and tick off its terms."),
        Reason("computation.term", "A term of a step has the wrong sign.", "Work out that term alone."),
        Reason("computation.mask", "The slope of a ReLU, a maximum or an absolute value is taken on the wrong side.", "Look at the sign of its input: the slope of a ReLU is 1 above 0 and 0 below."),
        Reason("computation.derivative", "The slope of a function is left out, or another one is taken.", "Write the derivative of that function down first, then put in the number it is taken at."),
        Reason("computation.order", "Another factor stands where one belongs.", "Check link by link which quantity is differentiated by which."),
        Reason("computation.operator", "One operation of a step is another one than it should be.", "Compare +, -, * and / with the step."),
        Reason("computation.constant", "A constant or an exponent of a step is off.", "Compare the numbers with the step."),
        Reason("computation.function", "A function of a step is left out, or another one is taken.", "Compare the functions with the step."),
        Reason("computation.other_value", "This is what another quantity is.", "Look at the name in front of the number."),
        Reason("computation.unequal", "Two sides of one line are not equal.", "Work the line out again, side by side."),
        Reason("computation.unfinished", "A line ends with a formula, without its value.", "Put the numbers in, and write down what comes out."),
        Reason("computation.missing", "An asked value has no line.", "Add a line `name = value`."),
        Reason("computation.unreadable", "A line is not `name = value`.", "One value a line: `x1 = 0.4`, `dz/dw0 = -0.2`."),
    )  # fmt: skip

    given: dict[str, str | float]
    """Names and the numbers they start with."""
    steps: dict[str, str]
    """Names and the formula of each, over what comes before it."""
    ask: tuple[str, ...] | dict[str, float]
    """What is asked: names of steps, and derivatives as dz/dw0; as a mapping, what each is worth."""
    follow_through: bool = True
    """Whether a value that follows from the student's own earlier values is right."""

    def block_problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """Names declared twice, steps that cannot be read or have no value, asking for what is not there."""
        broken = False
        for problem in self._declaration_problems():
            broken = True
            yield problem
        if not self.ask:
            yield BlockProblem(("ask",), "nothing is asked")
        for name, worth in self.ask.items() if isinstance(self.ask, dict) else ():
            if not worth > 0:
                yield BlockProblem(("ask", name), f"points must be above 0, found {worth:g}")
        if isinstance(self.ask, dict) and sum(map(rational, self.ask.values())) != rational(self.points):
            total = sum(map(rational, self.ask.values()))
            yield BlockProblem(
                ("ask",), f"the points asked add up to {float(total):g}, the part has {self.points:g}"
            )
        known = {folded(name): name for name in (*self.given, *self.steps)}
        resolved: set[Asked] = set()
        tape: Tape | None = None
        for index, name in enumerate(self.ask):
            path = ("ask", name if isinstance(self.ask, dict) else index)
            try:
                asked = self._asked(name, known)
                if asked in resolved:
                    yield BlockProblem(path, f"{name!r} is asked twice")
                resolved.add(asked)
                if not broken:
                    tape = tape or self._tape()
                    Pass(tape, {}).asked(asked)
            except NotationError as error:
                yield BlockProblem(path, error.text)

    def _declaration_problems(self) -> Iterator[BlockProblem]:
        seen: dict[str, str] = {}
        for field, declared in (("given", self.given), ("steps", self.steps)):
            for name, value in declared.items():
                if not canonical_name(name).replace("_", "").isalnum() or name[:1].isdigit():
                    yield BlockProblem((field, name), f"{name!r} is no name")
                if folded(name) in seen:
                    yield BlockProblem(
                        (field, name), f"{name!r} is declared already, as {seen[folded(name)]!r}"
                    )
                if name in FUNCTIONS and name not in GREEK:
                    yield BlockProblem((field, name), f"{name!r} is a function: choose another name")
                try:
                    if field == "given":
                        _given(value)
                    else:
                        parse(str(value), [*map(canonical_name, seen.values())])
                except NotationError as error:
                    later = self._later_step(str(value), [*seen, name]) if field == "steps" else ""
                    yield BlockProblem.because(
                        error if not later else NotationError(later, error.column), field, name
                    )
                seen.setdefault(folded(name), name)

    def _later_step(self, text: str, seen: Collection[str]) -> str:
        """What to say of a step whose only fault is its place; empty if that is not it."""
        known = [*map(canonical_name, (*self.given, *self.steps))]
        try:
            used = [name.name for name in names(parse(text, known))]
        except NotationError:
            return ""
        later = [name for name in used if folded(name) not in {folded(before) for before in seen}]
        return f"{later[0]!r} comes later: a step uses only what stands before it" if later else ""

    def read(self, raw: str) -> Response | Unreadable:
        """One ``name = value`` a line; what cannot be read costs its line only."""
        lines: dict[str, Line] = {}
        remarks = []
        beside: list[Differential] = []
        asked = {alike(name): name for name in self.ask}
        quantities = [*map(canonical_name, (*self.given, *self.steps))]
        marks = dict.fromkeys(f"d{folded(name)}" for name in quantities)
        found = equations(raw, names=marks | self._values())
        for equation in found:
            name = alike(equation.name)
            if name not in asked:
                if (noted := differential(equation, quantities)) is not None:
                    beside.append(noted)
                else:
                    remarks.append(self._not_asked(equation))
            elif name in lines:
                twice = Unreadable((f"{asked[name]} is answered twice: keep one line.",), equation.line)
                lines[name] = Line(None, trouble=twice)
            else:
                lines[name] = _line(equation, [*map(canonical_name, (*self.given, *self.steps))])
        self._share(found, lines, asked)
        for noted in beside:
            if (line := _answered(noted, asked)) is not None:
                lines.setdefault(*line)
        if not lines:
            shape = f"No line `name = value` was found for any of {listed(self.ask)}."
            return Unreadable((shape, *remarks), found[0].line if found else 1)
        if all(line.trouble for line in lines.values()):
            return next(line.trouble for line in lines.values() if line.trouble)
        return Response(lines, tuple(remarks), tuple(beside))

    def _share(self, found: Collection[Equation], lines: dict[str, Line], asked: Mapping[str, str]) -> None:
        """Every name in front of a value has it, as in ``i = a = 4``, unless another line answers it."""
        for equation in found:
            first = alike(equation.name)
            for side in sides(equation)[:-1]:
                name = alike(side.text)
                if name not in asked and name not in map(alike, (*self.given, *self.steps)):
                    break
                if name in asked and name not in lines and (line := self._shared(equation, first, lines)):
                    lines[name] = line

    def _shared(self, equation: Equation, first: str, lines: Mapping[str, Line]) -> Line | None:
        if first in lines:
            return lines[first]
        known = [*map(canonical_name, (*self.given, *self.steps))]
        return _line(equation, known) if first in map(alike, known) else None

    def _values(self) -> dict[str, Real | None]:
        """What the names of the part are in truth, by their spelling-independent form."""
        try:
            key = self.key()
            right = Pass(key.tape, {})
            every: dict[str, Real | None] = {
                alike(name): right.value(canonical_name(name)) for name in (*self.given, *self.steps)
            }
        except NotationError:
            return dict.fromkeys(map(alike, self.ask))
        return every | {name: key.values[what] for name, what in key.asked.items()}

    def _not_asked(self, equation: Equation) -> str:
        if not equation.name:
            return f"Line {equation.line} of the answer is not `name = value` and was not read."
        if folded(equation.name) in {folded(name) for name in (*self.given, *self.steps)}:
            return f"{equation.name} is not asked and was not judged."
        return f"{equation.name} (line {equation.line} of the answer) is not asked{did_you_mean(equation.name, self.ask) or '.'}"

    def key(self, returned: object = None) -> Key:
        """The tape and every asked value."""
        tape = self._tape()
        known = {folded(name): canonical_name(name) for name in (*self.given, *self.steps)}
        asked = {alike(name): self._asked(name, known) for name in self.ask}
        right = Pass(tape, {})
        return Key(tape, asked, {what: right.asked(what) for what in asked.values()})

    def judge(self, response: Response, key: Key) -> Verdict:
        """Value by value: right by the key, or by its own step from the student's own values."""
        checks = []
        share = Fraction(rational(self.points), 1) / len(self.ask)
        right = Pass(key.tape, {})
        for name in self.ask:
            points = rational(self.ask[name]) if isinstance(self.ask, dict) else share
            verdict = self._judged(alike(name), response, key, right)
            checks.append(Check(name, points, verdict))
        total = sum((check.points for check in checks), Fraction(0))
        score = sum((check.points * (check.verdict.score or 0) for check in checks), Fraction(0)) / total
        lost = next((check.verdict for check in checks if check.verdict.score != 1), None)
        verdict = partial(score, lost.reason if lost else "")
        remarks = (*response.remarks, *self._slips(response, key, right))
        return Verdict(verdict.outcome, score, verdict.reason, remarks=remarks, checks=tuple(checks))

    def _slips(self, response: Response, key: Key, right: Pass) -> Iterator[str]:
        """A remark on each differential beside the values that is wrong, by the right values and by the student's own."""
        if not response.differentials:
            return
        typed = {
            key.asked[name]: line.number.value
            for name, line in response.lines.items()
            if line.number is not None
        }
        passes = (
            right,
            Pass(key.tape, {name: value for name, value in typed.items() if isinstance(name, str)}),
        )
        for noted in response.differentials:
            for by in noted.wrong(passes):
                of, by = key.tape.told(noted.of), key.tape.told(by)
                yield (
                    f"Line {noted.line} of the answer: the factor of d{by} in d{of} is not ∂{of}/∂{by}."
                    " It is not asked and costs nothing."
                )

    def _judged(self, name: str, response: Response, key: Key, right: Pass) -> Verdict:
        asked = key.asked[name]
        expected = shown_number(key.values[asked])
        line = response.lines.get(name)
        if line is None:
            return failed(Outcome.UNANSWERED, "computation.missing", "No line for this value.")
        if line.unfinished[0]:
            text = "This line ends with a formula: its value is missing."
            place = Place("", *line.unfinished)
            return incorrect("computation.unfinished", text, expected=expected)._replace(place=place)
        if line.number is None:
            assert line.trouble is not None
            place = Place("", line.trouble.line, line.trouble.column)
            return failed(Outcome.UNREADABLE, "computation.unreadable", *line.trouble.feedback, place=place)
        if line.unequal:
            text = f"The sides of this line are not equal: {line.unequal} is not the last one."
            return incorrect("computation.unequal", text, read_as=line.shown, expected=expected)
        how = closeness(line.number, key.values[asked])
        if how.right:
            return correct(read_as=line.shown, expected=expected)
        known = {
            key.asked[other]: each.number for other, each in response.lines.items() if each.number is not None
        }
        follows = (
            followed(key.tape, key.values, known, asked) if self.follow_through else Followed(how, own=right)
        )
        if follows.closeness.right:
            return correct(follows.remark, read_as=line.shown, expected=expected)
        if Closeness.COARSE in (how, follows.closeness):
            reason, text = "rounding", SLIPS[Closeness.COARSE]
            return partial(COARSE_SCORE, f"computation.{reason}", text, read_as=line.shown, expected=expected)
        if how is Closeness.DIFFERENT:
            how = follows.closeness
        slug, text = how.value, SLIPS[how]
        if (
            how is Closeness.DIFFERENT
            and follows.own
            and (slip := explained(line.number, asked, follows.own, right))
        ):
            slug, text = slip
        feedback = [text, follows.remark] if follows.remark else [text]
        return incorrect(f"computation.{slug}", *feedback, read_as=line.shown, expected=expected)

    def _tape(self) -> Tape:
        given = {canonical_name(name): _given(value) for name, value in self.given.items()}
        steps: dict[str, Expression] = {}
        for name, text in self.steps.items():
            steps[canonical_name(name)] = parse(text, [*given, *steps])
        return Tape(given, steps, {canonical_name(name): name for name in (*self.given, *self.steps)})

    def _asked(self, name: str, known: Mapping[str, str]) -> Asked:
        if (value := folded(name)) in known:
            return canonical_name(known[value])
        parts = derivative(name)
        for part in parts or (name,):
            if part not in known:
                suggestion = did_you_mean(part, known.values()) or f" (known: {listed(known.values())})"
                raise NotationError(f"{part!r} is neither given nor a step{suggestion}")
        assert parts is not None
        of, by = (canonical_name(known[part]) for part in parts)
        return of, by


def _answered(noted: Differential, asked: Collection[str]) -> tuple[str, Line] | None:
    """The line of an asked derivative that stands there as a differential, as in ``dz = -0.2 dw``."""
    if (found := noted.number()) is None or (name := alike(f"d{noted.of}/d{found[0]}")) not in asked:
        return None
    try:
        return name, Line(TypedNumber.read(found[1]), show(found[1]))
    except NotationError:
        return None


def _given(value: str | float) -> Real:
    return number_of(parse(value)) if isinstance(value, str) else rational(value)


def _line(equation: Equation, known: Collection[str]) -> Line:
    """The last side of ``x = x0*w0 = 1*0.3 = 0.3``; earlier ones must agree with it where they are numbers."""
    if equation.doubtful:
        return Line(None, trouble=Unreadable((TWO_OR_PRODUCT,), equation.line, equation.column))
    *earlier, last = sides(equation)
    side = without_remark(last.text, (*known, *FUNCTIONS))
    try:
        expression = parse(undecorated(side))
        number, shown = TypedNumber.read(expression), show(expression)
    except NotationError as error:
        if is_over(undecorated(side), known) or (
            earlier and not side.strip("$ .;,") and is_over(undecorated(earlier[-1].text), known)
        ):
            return Line(None, unfinished=(last.line, last.column))
        return Line(None, trouble=Unreadable.because(error, side, last.line, last.column - 1))
    for text, place, start in earlier:
        if is_formula(text, known):
            continue
        try:
            other = parse(undecorated(text), known, split=True)
        except NotationError as error:
            return Line(None, trouble=Unreadable.because(error, text, place, start - 1))
        if any(name.name in known for name in names(other)):
            continue  # a formula
        try:
            value = TypedNumber.read(other)
        except NotationError as error:
            return Line(None, trouble=Unreadable.because(error, text, place, start - 1))
        gap = abs(Fraction(value.value) - Fraction(number.value))
        misread = any(_agree(each, number) for each in otherwise(undecorated(text)))
        if not (_agree(value, number) or gap <= rounding_inside(other, value) or misread):
            return Line(number, f"{show(other)} = {shown}", unequal=show(other))
    return Line(number, shown)


def _agree(one: TypedNumber, other: TypedNumber) -> bool:
    """Whether two sides of a line are one number, rounded perhaps."""
    usual = (Closeness.EQUAL, Closeness.ROUNDED, Closeness.COARSE)
    return closeness(one, other.value) in usual or closeness(other, one.value) in usual

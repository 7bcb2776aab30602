"""Values worked out by hand: in other spellings, and with one step taken wrong, forward or backward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from grader.authoring.attempts import Attempt, Mutant
from grader.authoring.keys.base import TextKey
from grader.authoring.keys.decimals import decimal, exactly
from grader.authoring.keys.number import slips
from grader.errors import GraderError, listed
from grader.kinds.computation import Computation, Key
from grader.maths.expressions.exact import Real, rational
from grader.maths.expressions.expression import Call, Expression, walk
from grader.maths.expressions.planting import planted
from grader.maths.expressions.typesetting import shown
from grader.maths.numbers.following import Asked
from grader.maths.numbers.identifiers import alike
from grader.maths.numbers.tape import Pass, Tape

MOST_HIDDEN = 8
"""Mistakes that given values hide, of those that are named."""

MOVES: tuple[tuple[Fraction, Fraction], ...] = (
    (Fraction(137, 100), Fraction(211, 1000)),
    (Fraction(-1), Fraction(-73, 100)),
    (Fraction(-5), Fraction(3)),
)
"""Factors and shifts with which a given number becomes another one that hides nothing."""


KINKED = frozenset({"relu", "abs", "bars", "max", "min", "where", "indicator", "sign"})
"""Functions that do other things on other sides of a number."""


class Wrong(NamedTuple):
    """A step with a mistake."""

    step: str
    about: str
    tree: Expression

    @property
    def line(self) -> str:
        """The step as it is now."""
        return f"{self.step}: {shown(self.tree)}"


class ComputationKey(TextKey[Computation]):
    """Named values and derivatives."""

    stands_alone = False

    key: Key

    @property
    def values(self) -> dict[str, Real]:
        """What is asked, by its name in the exercise."""
        return {name: self.key.values[self.key.asked[alike(name)]] for name in self.block.ask}

    def reference(self) -> Iterator[Attempt]:
        """Every value, one a line."""
        yield Attempt(_written({name: exactly(value) for name, value in self.values.items()}), "the values")

    def rewrites(self) -> Iterator[Attempt]:
        """Other digits, other spellings of names, another order."""
        texts = {name: exactly(value) for name, value in self.values.items()}
        yield Attempt(_written(dict(reversed(texts.items()))), "the lines in another order")
        rounded = {n: decimal(Fraction(v), 6) if v else "0" for n, v in self.values.items()}
        yield Attempt(_written(rounded), "with 6 digits")
        yield Attempt(_written(texts, ": "), "with colons")
        for about, spelling in (("in LaTeX", _in_latex), ("with ∂ and subscripts", _curly), ("with _", _low)):
            yield Attempt(_written({spelling(name): text for name, text in texts.items()}), f"names {about}")

    @cached_property
    def _wrong_steps(self) -> list[Wrong]:
        found = []
        for step, tree in self.key.tape.steps.items():
            seen = {shown(tree)}
            for about, other in planted(tree):
                if shown(other) not in seen:
                    seen.add(shown(other))
                    found.append(Wrong(step, about, other))
        return found

    def _asked(self, tape: Tape) -> dict[Asked, Real] | None:
        """Everything that is asked, of another tape; None where it has no value."""
        try:
            other = Pass(tape, {})
            return {what: other.asked(what) for what in self.key.asked.values()}
        except (GraderError, ArithmeticError, ValueError):
            return None

    def mutants(self) -> Iterator[Mutant]:
        """One step taken wrong throughout, its derivative alone, and one value with a slip."""
        for wrong in self._wrong_steps:
            values = self._asked(_changed(self.key.tape, wrong))
            if values is None:
                continue
            line = f"{wrong.step}: {shown(self.key.tape.steps[wrong.step])}"
            yield self._mutant(values, wrong.about, line, wrong.line)
            backward = {
                what: values[what] if isinstance(what, tuple) else self.key.values[what] for what in values
            }
            if any(isinstance(what, tuple) for what in values) and backward != values:
                yield self._mutant(backward, f"{wrong.about}, in its derivative alone", line, wrong.line)
        for name, value in self.values.items():
            for about, slipped in [*slips(Fraction(value))][:3]:
                texts = {n: exactly(v) for n, v in self.values.items()} | {name: exactly(slipped)}
                yield Mutant(_written(texts), about, f"{name} = {exactly(value)}", f"{name} = {texts[name]}")

    def _mutant(self, values: Mapping[Asked, Real], about: str, line: str, changed: str) -> Mutant:
        texts = {name: exactly(values[self.key.asked[alike(name)]]) for name in self.block.ask}
        return Mutant(_written(texts), about, line, changed, lambda: dict(values) == dict(self.key.values))

    def notes(self) -> Iterator[str]:
        """Which given value hides which mistake in a step's own value."""
        hidden: dict[str, list[str]] = {}
        for wrong in self._wrong_steps:
            if (by := self._hidden_by(wrong)) is not None:
                mistakes = hidden.setdefault(by, [])
                if wrong.line not in mistakes:
                    mistakes.append(wrong.line)
        if hidden:
            said = [f"{by} hides {listed(lines[:MOST_HIDDEN])}" for by, lines in hidden.items()]
            yield f"given values hide mistakes: {'; '.join(said)}"

    def _hidden_by(self, wrong: Wrong) -> str | None:
        """What makes a wrong step give the right value; None where nothing does, or it always would."""
        tape = self.key.tape
        if _differs(tape, wrong):
            return None
        near, *far = MOVES
        for name, value in tape.given.items():
            if _differs(_moved(tape, near, name), wrong):
                return f"{name} = {exactly(value)}"
        kinked = any(
            isinstance(node, Call) and node.function in KINKED for node in walk(tape.steps[wrong.step])
        )
        if kinked and any(_differs(_moved(tape, move, name), wrong) for move in far for name in tape.given):
            return f"that {listed([self._side(name) for name in tape.inputs(wrong.step)])}"
        if any(_differs(_moved(tape, move, *tape.given), wrong) for move in MOVES):
            return f"the choice of {listed(list(tape.given))}"
        return None

    def _side(self, name: str) -> str:
        """On which side of 0 a value is: what decides where a ReLU or a maximum is active."""
        value = Pass(self.key.tape, {}).value(name)
        return f"{name} is {'above' if value > 0 else 'below' if value < 0 else 'at'} 0"

    def filled(self, junk: str) -> str:
        """The junk for every value."""
        return _written(dict.fromkeys(self.block.ask, junk))

    def deserved(self, junk: str) -> Fraction:
        """The share of values that really are this number."""
        try:
            number = Fraction(junk)
        except (ValueError, ZeroDivisionError):
            return Fraction(0)
        worth = self.block.ask if isinstance(self.block.ask, dict) else dict.fromkeys(self.block.ask, 1.0)
        total = sum(map(rational, worth.values()), Fraction(0))
        hits = [rational(worth[name]) for name, value in self.values.items() if value == number]
        return sum(hits, Fraction(0)) / total


def _moved(tape: Tape, move: tuple[Fraction, Fraction], *names: str) -> Tape:
    """A tape with other numbers for some given names."""
    factor, shift = move
    others = {name: Fraction(tape.given[name]) * factor + shift for name in names}
    return tape._replace(given={**tape.given, **others})


def _changed(tape: Tape, wrong: Wrong) -> Tape:
    return tape._replace(steps={**tape.steps, wrong.step: wrong.tree})


def _differs(tape: Tape, wrong: Wrong) -> bool:
    """Whether a wrong step gives another value than the right one; True also where it has none."""
    try:
        right = Pass(tape, {}).value(wrong.step)
    except (GraderError, ArithmeticError, ValueError):
        return False
    try:
        return Pass(_changed(tape, wrong), {}).value(wrong.step) != right
    except (GraderError, ArithmeticError, ValueError):
        return True


def _written(values: Mapping[str, str], sign: str = " = ") -> str:
    return "\n".join(f"{name}{sign}{text}" for name, text in values.items())


def _parts(name: str) -> list[str]:
    """``dz/dw0`` as z and w0; any other name alone."""
    above, slash, below = name.partition("/")
    return [above[1:], below[1:]] if slash else [name]


def _lowered(name: str, left: str = "", right: str = "") -> str:
    """``w0`` as ``w_0``."""
    letters = name.rstrip("0123456789")
    return f"{letters}_{left}{name[len(letters) :]}{right}" if letters and letters != name else name


def _in_latex(name: str) -> str:
    parts = [_lowered(part, "{", "}") for part in _parts(name)]
    return parts[0] if len(parts) == 1 else f"\\frac{{\\partial {parts[0]}}}{{\\partial {parts[1]}}}"


def _curly(name: str) -> str:
    parts = [_lowered(part) for part in _parts(name)]
    return parts[0] if len(parts) == 1 else f"∂{parts[0]}/∂{parts[1]}"


def _low(name: str) -> str:
    parts = _parts(name)
    return _lowered(name) if len(parts) == 1 else f"d{parts[0]}_d{parts[1]}"

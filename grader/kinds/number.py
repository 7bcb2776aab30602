"""Kind ``number``: one number, typed as a decimal, a fraction or arithmetic."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from grader.errors import NotationError
from grader.kinds.base import BlockProblem, Kind, Unreadable
from grader.maths.expressions.exact import Real, is_ill_conditioned, number_of, rational
from grader.maths.expressions.expression import Expression
from grader.maths.expressions.notation import MAX_LENGTH
from grader.maths.numbers.arithmetic import other_readings, parse, show
from grader.maths.numbers.arranged import rows, ungrouped
from grader.maths.numbers.closeness import Closeness, TypedNumber, closeness, rounding_inside
from grader.maths.numbers.identifiers import derivative
from grader.verdict import Outcome, Reason, Verdict, correct, incorrect, partial, undecided

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

COARSE_SCORE = Fraction(1, 2)

SLIPS = {
    Closeness.COARSE: "The value is right as far as it goes, but rounded too far: give at least 3 digits.",
    Closeness.SIGN: "The size is right, the sign is not.",
    Closeness.FACTOR: "You are off by a factor of 2 (or 1/2).",
    Closeness.RECIPROCAL: "This is one over the right number.",
    Closeness.MAGNITUDE: "The digits are right, the decimal point is not.",
    Closeness.DIFFERENT: "This is not the right number.",
}
"""What a student is told about a number that is not right."""


_CLOSE = (Closeness.EQUAL, Closeness.ROUNDED, Closeness.COARSE)

INEXACT = (
    "This is rounded; an exact value is asked: write a fraction, or leave the root, exp or log standing."
)

LIST_OR_MINUS = (
    "A `-` with a blank behind it can be a minus or begin a list: write -0.5 or 0.5 without the blank."
)

MADE_CLEAR = "A person looks at it. Brackets make it clear."

_LABEL = re.compile(
    r"\$?(?:\\[A-Za-z]+|[^\W\d]|∂)(?:\^\s*\{?\s*(?:\*|\\star|\\ast)\s*\}?|[\w'′{}/∂^]|\\[A-Za-z]+ ?)*(?:\([^()]*\)|\[[^\[\]]*\])?\s*[=≈:]"
)
r"""A name in front, and the sign behind it: ``p =``, ``P(A|B) =``, ``\hat{p} ≈``, ``x^* =``."""

_MEANT = re.compile(r"['′]|[Σ∑]|\\(?:sum|max|min|prime)(?![A-Za-z])|\b(?:max|min|sum)(?![A-Za-z])")
"""What a side says that names the number in words of mathematics, as ``max σ'`` and ``Σ_i y_i`` do; ``x/2`` is an equation."""

_ABOUT = re.compile(r"(?:(?:approx(?:\.|imately)?|ca\.?|circa|about)(?![A-Za-z])|~|\\sim(?![A-Za-z]))\s*")
"""What says that the number behind it is rounded."""

_UNIT = re.compile(r"[\d.)}\s](?:\\(?:text|mathrm|,)\s*)?\{?\s*(?P<unit>[^\W\d_]+)\}?\s*$")


class Side(NamedTuple):
    """One side of what was typed: the number, and how it was read."""

    number: TypedNumber
    shown: str
    expression: Expression
    room: Fraction = Fraction(0)
    """How far it may be off as an earlier side, because decimals in it were rounded."""
    otherwise: tuple[TypedNumber, ...] = ()
    """The number in other usual readings."""


@dataclass(frozen=True, kw_only=True)
class Number(Kind):
    """One number."""

    kind: ClassVar[str] = "number"
    reasons: ClassVar[tuple[Reason, ...]] = (
        Reason("number.value", "The number is not the expected one.", "Work it out again, step by step."),
        Reason("number.sign", "The expected number has the other sign.", "Follow each minus sign through."),
        Reason("number.factor", "The number is twice or half the expected one.", "Look for a 2 or a 1/2 that was lost."),
        Reason("number.reciprocal", "The number is one over the expected one.", "Check which quantity is divided by which."),
        Reason("number.magnitude", "The number is off by a power of ten.", "Check the decimal point and the exponents."),
        Reason("number.rounding", "Rounded to fewer than 3 significant digits.", "Type at least 3 digits, or a fraction."),
        Reason("number.misread", "Wrong as it was read, right in another usual reading.", "A person looks at it; next time write brackets."),
        Reason("number.unreadable", "The text is no number.", "Type a decimal, a fraction or arithmetic on one line."),
    )  # fmt: skip

    answer: str | float
    """The number, or arithmetic that gives it: 0.4, 4/10, exp(-1)."""
    rtol: float | None = None
    """Relative tolerance; without it the rules of rounding apply."""
    atol: float | None = None
    """Absolute tolerance; without it the rules of rounding apply."""
    exact: bool = False
    """Whether a rounded decimal is wrong."""

    def block_problems(self, solution: Collection[str]) -> Iterator[BlockProblem]:
        """An answer that has no value, tolerances that make no sense."""
        try:
            if is_ill_conditioned(parse(self.answer) if isinstance(self.answer, str) else None, self.key()):
                text = "rounding makes up most of this number: write it in a form without the difference of near numbers"
                yield BlockProblem(("answer",), text)
        except NotationError as error:
            yield BlockProblem.because(error, "answer")
        for name, tolerance in (("rtol", self.rtol), ("atol", self.atol)):
            if tolerance is not None and not 0 <= tolerance < 1e300:
                yield BlockProblem((name,), f"{name} must be 0 or above, found {tolerance:g}")
            if tolerance is not None and self.exact:
                yield BlockProblem((name,), f"{name} and exact: true exclude each other")

    def read(self, raw: str) -> tuple[Side, ...] | Unreadable:
        """Every side of ``4/10 = 0.4``; a bare name on the left (``p = 0.4``) is skipped."""
        text = re.sub(r"(?<=[\d)])\.$", "", _one_line(raw))  # the end of a sentence
        if len(text) > MAX_LENGTH:
            return Unreadable((f"{len(text)} characters are too many: at most {MAX_LENGTH} are read.",))
        if re.match(r"-\s", text):
            return Unreadable((LIST_OR_MINUS,))
        text = re.sub(r"^[*•]\s+", "", text)
        text = text.replace("==", "=")
        offset = 1 if text.startswith(("=", "≈")) else 0
        named = _LABEL.match(text)
        if named and _is_a_name(named[0][:-1]):
            offset = named.end()
        sides: list[Side] = []
        pieces = re.split("[=≈]", text[offset:])
        for n, piece in enumerate(pieces):
            try:
                sides.append(_side(piece))
            except NotationError as error:
                if n == 0 and len(pieces) > 1 and _MEANT.search(piece) and not re.search("[<>!]", piece):
                    offset += len(piece) + 1
                    continue
                return Unreadable.because(NotationError(error.text, error.column + offset), text)
            offset += len(piece) + 1
        return tuple(sides)

    def key(self, returned: object = None) -> Real:
        """The number that ``answer`` stands for."""
        return number_of(parse(self.answer)) if isinstance(self.answer, str) else rational(self.answer)

    def judge(self, response: tuple[Side, ...], key: Real) -> Verdict:
        """By tolerance if there is one, else by the rules of rounding; every side must be right."""
        read_as = " = ".join(side.shown for side in response)
        expected = shown_number(key)
        judged = [(side, self._closeness(side, key)) for side in response]
        held = any(how.right for _, how in judged)
        wrong = [
            (side, how)
            for side, how in judged
            if not how.right
            and not (held and _rounded(side.number, key))
            and (side is response[-1] or abs(Fraction(side.number.value) - Fraction(key)) > side.room)
        ]
        misread = [side for side, _ in wrong if self._otherwise_right(side, key)]
        wrong = [(side, how) for side, how in wrong if side not in misread]
        if not wrong and response[-1] in misread:
            text = f"{response[-1].shown} is not the right number as it was read; in another usual reading it is."
            verdict = undecided(Outcome.NEEDS_REVIEW, "number.misread", text, MADE_CLEAR)
            return verdict._replace(read_as=read_as)
        if not wrong:
            return correct(read_as=read_as, expected=expected)
        side, how = next((pair for pair in wrong if pair[1] is not Closeness.COARSE), wrong[0])
        feedback = SLIPS[how]
        if len(response) > 1:
            feedback += f" This is about {side.shown}."
        if how is Closeness.COARSE:
            return partial(COARSE_SCORE, "number.rounding", feedback, read_as=read_as, expected=expected)
        if self.exact and closeness(side.number, key) in _CLOSE:
            return incorrect("number.rounding", INEXACT, read_as=read_as, expected=expected)
        return incorrect(f"number.{how.value}", feedback, read_as=read_as, expected=expected)

    def _otherwise_right(self, side: Side, key: Real) -> bool:
        return any(self._closeness(side._replace(number=number), key).right for number in side.otherwise)

    def _is_exactly(self, side: Side) -> bool:
        from grader.maths.values.exactness import is_exactly  # hundreds of digits, which few parts need

        key = self.key()
        answer = self.answer if isinstance(self.answer, str) and not isinstance(key, Fraction) else str(key)
        return is_exactly(side.expression, parse(answer))

    def _closeness(self, side: Side, key: Real) -> Closeness:
        number = side.number
        how = closeness(number, key)
        if self.exact and (
            how in (Closeness.ROUNDED, Closeness.COARSE)
            or (how is Closeness.EQUAL and not self._is_exactly(side))
        ):
            return Closeness.DIFFERENT
        if self.rtol is not None or self.atol is not None:
            margin = rational(self.atol or 0) + rational(self.rtol or 0) * abs(Fraction(key))
            if abs(Fraction(number.value) - Fraction(key)) <= margin:
                return Closeness.EQUAL
            return Closeness.DIFFERENT if how in (Closeness.ROUNDED, Closeness.COARSE) else how
        return how


def _is_a_name(text: str) -> bool:
    """Whether what stands in front of the first ``=`` is a name, and not a side as in ``sqrt(4) = 2``."""
    if ("/" in text or "frac" in text) and derivative(text) is None:
        return False
    try:
        number_of(parse(text))
    except NotationError:
        return True
    return text.strip() == "e"


def _one_line(raw: str) -> str:
    """An answer with the lines that begin with a sign behind the one before."""
    lines = [line.strip() for line, _, _ in rows(raw)]
    return re.sub(r"\s*\n(?=\s*[=≈])", " ", "\n".join(line for line in lines if line))


def _side(text: str) -> Side:
    """One side of an answer.

    Raises:
        NotationError: it is no number.

    """
    about = _ABOUT.match(text.lstrip())
    start = len(text) - len(text.lstrip()) + about.end() if about else 0
    grouped = ungrouped(text[start:])
    try:
        expression = parse(grouped)
        number = TypedNumber.read(expression)
    except NotationError as error:
        unit = _UNIT.search(grouped)
        if unit and f"'{unit['unit']}'" in error.text and _is_number(grouped[: unit.start() + 1]):
            text = f"'{unit['unit']}' reads like a unit: write the number alone"
            raise NotationError(text, start + unit.start("unit") + 1) from None
        raise NotationError(error.text, start + error.column) from None
    room = rounding_inside(expression, number)
    return Side(number, show(expression), expression, room, tuple(otherwise(grouped)))


def otherwise(text: str) -> Iterator[TypedNumber]:
    """The numbers that a text stands for in other usual readings."""
    for expression in other_readings(text):
        try:
            yield TypedNumber.read(expression)
        except NotationError:
            continue


def _is_number(text: str) -> bool:
    try:
        number_of(parse(text))
    except NotationError:
        return False
    return True


def _rounded(number: TypedNumber, key: Real) -> bool:
    """Whether this is the key, rounded to however few digits."""
    exact = Fraction(key)
    return number.unit is not None and abs(Fraction(number.value) - exact) * 2 <= number.unit


def shown_number(value: Real) -> str:
    """A number for a person: at most 6 digits, a fraction where that is exact and a decimal is not.

    >>> shown_number(Fraction(2, 5)), shown_number(Fraction(2, 3)), shown_number(Fraction(557057))
    ('0.4', '2/3', '557057')
    """
    if isinstance(value, Fraction):
        if value.denominator == 1 and abs(value) < 10**15:
            return str(value)
        if Fraction(f"{float(value):.6g}") != value and value.denominator < 1000:
            return str(value)
    return f"{float(value):.6g}"

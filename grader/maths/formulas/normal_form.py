"""Are two formulas the same but for the order of terms and factors, brackets, and the letters of bound indices?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from grader.maths.expressions.expression import (
    Binary,
    Call,
    Cases,
    Derivative,
    Expression,
    Index,
    Name,
    Negation,
    Norm,
    Number,
    Reduction,
    Rows,
    Transposed,
    walk,
)  # fmt: skip
from grader.maths.expressions.rewriting import terms

Form = tuple[Any, ...]
_NOTHING: Form = ("number", Fraction(0))


def same_form(
    a: Expression, b: Expression, arrays: frozenset[str] = frozenset(), *, cancelled: bool = True
) -> bool:
    """Whether two formulas have one normal form; products of ``arrays`` keep their order.

    A term 0 and a factor 1 say nothing. ``cancelled`` tells whether 2x/2 is x too.

    >>> from grader.maths.reading.grammar import read
    >>> from grader.maths.values.setting import setting
    >>> names = setting({"a": "real", "b": "real"}).vocabulary
    >>> same_form(read("a(b + 1)", names).expression, read("(1+b)*a", names).expression)
    True
    >>> same_form(read("a(b + 1)", names).expression, read("a b + a", names).expression)
    False
    """
    return normal_form(a, arrays, cancelled=cancelled) == normal_form(b, arrays, cancelled=cancelled)


def normal_form(
    expression: Expression, arrays: frozenset[str] = frozenset(), *, cancelled: bool = True
) -> Form:
    """A tree of tuples in which equal forms are equal."""
    return _Normal(arrays, cancelled).form(expression, {})


class _Normal:
    def __init__(self, arrays: frozenset[str], cancelled: bool) -> None:
        self.arrays = arrays
        self.cancelled = cancelled

    def form(self, node: Expression, bound: dict[str, str]) -> Form:
        match node:
            case Number(value):
                return self.factors(Fraction(value.numerator), Fraction(value.denominator), [], [])
            case Name(name):
                return ("name", bound.get(name, name))
            case Negation() | Binary("+" | "-", _, _):
                return self.total(node, bound)
            case Call("indicator", (condition,)):
                return self.form(condition, bound)
            case Binary("*" | "" | "·" | "/" | "@", _, _):
                return self.product(node, bound)
            case Binary("^", left, Number(value)) if value == 1:
                return self.form(left, bound)
            case Binary("^", left, right):
                if left == Name("e"):
                    return ("exp", self.form(right, bound))
                return ("power", self.form(left, bound), self.form(right, bound))
            case Binary(">" | ">=", left, right):
                return (
                    {">": "<", ">=": "<="}[node.operator],
                    self.form(right, bound),
                    self.form(left, bound),
                )
            case Binary("=" | "!=" | "and" | "or" | "⊙", left, right):
                return (node.operator, *sorted((self.form(left, bound), self.form(right, bound)), key=repr))
            case Binary(operator, left, right):
                return (operator, self.form(left, bound), self.form(right, bound))
            case Reduction(operator, index, body, lower, upper, condition):
                inner = {**bound, index: f"#{len(bound)}"}
                limits = tuple(None if each is None else self.form(each, bound) for each in (lower, upper))
                return (operator, self.form(body, inner), limits, condition and self.form(condition, inner))
            case Call("max" | "min", arguments, ()):
                return (node.function, *sorted((self.form(each, bound) for each in arguments), key=repr))
            case Index(base, indices):
                return ("entry", base.name, *(self.form(index, bound) for index in indices))
            case Call(function, arguments, options):
                given = tuple(self.form(argument, bound) for argument in arguments)
                return (function, *given, *((name, self.form(value, bound)) for name, value in options))
            case Transposed(operand):
                return ("transposed", self.form(operand, bound))
            case Norm(operand, order):
                return ("norm", self.form(operand, bound), order and self.form(order, bound))
            case Derivative(of, by):
                return ("derivative", self.form(of, bound), self.form(by, bound))
            case Cases(branches):
                return ("cases", *((self.form(v, bound), c and self.form(c, bound)) for v, c in branches))
            case Rows(rows):
                return ("rows", *(tuple(self.form(entry, bound) for entry in row) for row in rows))
        return ("other", repr(node))

    def is_array(self, node: Expression) -> bool:
        """Whether a factor is made of whole arrays, so that it may not change places."""
        entries = {id(part.base) for part in walk(node) if isinstance(part, Index)}
        return any(
            isinstance(part, Name) and part.name in self.arrays and id(part) not in entries
            for part in walk(node)
        )

    def total(self, node: Expression, bound: dict[str, str]) -> Form:
        """A sum: its terms in a fixed order."""
        found = []
        for sign, term in terms(node):
            inner = self.form(term, bound)
            if inner[0] == "product" and inner[1] < 0:
                inner, sign = ("product", -inner[1], *inner[2:]), -sign
            if inner != _NOTHING:
                found.append((sign, inner))
        if not found:
            return _NOTHING
        if len(found) == 1 and found[0][0] == 1:
            return found[0][1]
        if len(found) == 1 and found[0][1][0] == "number":
            return ("number", -found[0][1][1])
        return ("total", *sorted(found, key=repr))

    def product(self, node: Expression, bound: dict[str, str]) -> Form:
        """A product: its number, and its factors above and below the line in a fixed order."""
        above: list[Form] = []
        below: list[Form] = []
        ordered: list[Form] = []
        over, under = Fraction(1), Fraction(1)
        pending: list[tuple[Expression, bool]] = [(node, True)]
        while pending:
            part, up = pending.pop(0)
            if isinstance(part, Binary) and part.operator in ("*", "", "·", "/", "@"):
                right_up = up if part.operator != "/" else not up
                pending = [(part.left, up), (part.right, right_up), *pending]
            elif isinstance(part, Negation):
                over = -over
                pending.insert(0, (part.operand, up))
            elif isinstance(part, Number) and (up or part.value):
                value = part.value if up else 1 / part.value
                over, under = over * value.numerator, under * value.denominator
            else:
                into = ordered if self.is_array(part) and up else above if up else below
                into.append(self.form(part, bound))
        return self.factors(over, under, sorted(above, key=repr) + ordered, sorted(below, key=repr))

    def factors(self, over: Fraction, under: Fraction, above: list[Form], below: list[Form]) -> Form:
        """The form of a product whose numbers above and below the line are multiplied out."""
        if self.cancelled:
            over, under = over / under, Fraction(1)
        if under != 1:
            below = [("number", under), *below]
        if over == 1 and len(above) == 1 and not below:
            return above[0]
        if not above and not below:
            return ("number", over)
        return ("product", over, tuple(above), tuple(below))

"""Constraints as they are written -> comparisons that hold together, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions.expression import Binary, Expression, Name, Negation
from grader.maths.expressions.expression import names as names_in

Values = Mapping[str, Fraction]
"""What each variable is."""

_SIGN = re.compile(r"<=|>=|!=|==|≤|≥|≠|<|>|=")
_AND = re.compile(r"\band\b|&+|∧")


class Constraint(NamedTuple):
    """A constraint as it is written, its comparisons (several of a chain) and the variables in it."""

    text: str
    comparisons: tuple[Expression, ...]
    names: frozenset[str]

    def holds(self, values: Values) -> bool:
        """Whether it holds.

        Raises:
            NotationError: it has no value here, as 1/n > 2 has none at n = 0.

        """
        from grader.maths.expressions.evaluate import evaluate
        from grader.maths.expressions.exact import EXACT

        return all(evaluate(each, values, EXACT) for each in self.comparisons)

    def met(self, values: Values) -> bool:
        """Whether it holds; one that has no value here does not."""
        try:
            return self.holds(values)
        except NotationError:
            return False

    def only(self, name: str, values: Values) -> Fraction | None:
        """The only value of one variable with which it can hold, beside ``values`` of all others; None if that is not known.

        An equation that is linear in the variable knows.
        """
        from grader.maths.expressions.evaluate import evaluate
        from grader.maths.expressions.exact import EXACT

        for each in self.comparisons:
            if isinstance(each, Binary) and each.operator == "=" and _linear(each, name):
                at = [{**values, name: Fraction(n)} for n in (0, 1)]
                try:
                    zero, one = (evaluate(each.left, v, EXACT) - evaluate(each.right, v, EXACT) for v in at)
                except NotationError:
                    continue
                if zero != one and isinstance(zero, Fraction) and isinstance(one, Fraction):
                    return zero / (zero - one)
        return None


@lru_cache(maxsize=1_000)
def read_constraint(text: str, names: tuple[str, ...]) -> Constraint:
    """A constraint over the variables ``names``: a comparison, or a chain of them.

    >>> read_constraint("5 > n > 2*a", ("n", "a")).holds({"n": Fraction(4), "a": Fraction(1)})
    True

    Raises:
        NotationError: it cannot be read, or is no comparison.

    """
    from grader.maths.expressions.precedence import COMPARISONS
    from grader.maths.numbers.arithmetic import parse

    if joined := _AND.search(text):
        raise NotationError(
            "constraints hold together: write [n > 1, a > 2] in place of 'and'", joined.start() + 1
        )
    found = tuple(parse(piece, names) for piece in _links(text))
    if not all(isinstance(each, Binary) and each.operator in COMPARISONS for each in found):
        raise NotationError(f"{text!r} is no comparison: write n > a, or n*a != 4")
    inside = frozenset(node.name for each in found for node in names_in(each))
    return Constraint(text, found, inside & frozenset(names))


def _linear(expression: Expression, name: str) -> bool:
    """Whether an expression, or the difference of the sides of an equation, is linear in a variable, as it is written."""
    if all(node.name != name for node in names_in(expression)):
        return True
    match expression:
        case Name():
            return True
        case Negation(operand):
            return _linear(operand, name)
        case Binary("+" | "-" | "=", left, right):
            return _linear(left, name) and _linear(right, name)
        case Binary("*", left, right):
            sides = [all(node.name != name for node in names_in(side)) for side in (left, right)]
            return any(sides) and _linear(left, name) and _linear(right, name)
        case Binary("/", left, right):
            return _linear(left, name) and all(node.name != name for node in names_in(right))
    return False


def _links(text: str) -> list[str]:
    """``a < b < c`` as ``a < b`` and ``b < c``, each in its columns; any other text as it is."""
    signs = [sign for sign in _SIGN.finditer(text) if _depth(text[: sign.start()]) == 0]
    if len(signs) < 2:
        return [text]
    starts = [0, *(sign.end() for sign in signs[:-1])]
    ends = [*(sign.start() for sign in signs[1:]), len(text)]
    return [" " * start + text[start:end] for start, end in zip(starts, ends, strict=True)]


def _depth(text: str) -> int:
    """How many brackets are open at the end of a text."""
    return sum(text.count(sign) for sign in "([{") - sum(text.count(sign) for sign in ")]}")

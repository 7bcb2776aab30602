"""Local derivatives noted as differentials: ``dxw = w dx`` beside a value says ∂xw/∂x = w."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions.exact import Real, number_of
from grader.maths.expressions.expression import Binary, Expression, Name, Number, names
from grader.maths.numbers.arithmetic import parse
from grader.maths.numbers.closeness import same
from grader.maths.numbers.equations import Equation
from grader.maths.numbers.identifiers import folded
from grader.maths.numbers.tape import Pass

_QUESTION = re.compile(r"\?(?=\s*\))")
"""``(z > 0?)`` is 1 where z > 0."""


class Differential(NamedTuple):
    """The differential of one quantity as a formula over those of others."""

    of: str
    right: Expression
    by: Mapping[str, str]
    """The quantities whose differentials stand in it, by the name of the differential."""
    line: int

    def number(self) -> tuple[str, Expression] | None:
        """The one quantity that it is by and its factor, if that is a number: ``dz = -0.2 dw`` answers dz/dw."""
        match self.right:
            case Name(name) if name in self.by:
                return self.by[name], Number(Fraction(1), "1")
            case Binary("*" | "", factor, Name(name)) if name in self.by and not names(factor):
                return self.by[name], factor
        return None

    def wrong(self, passes: Collection[Pass]) -> Iterator[str]:
        """The quantities by which its factor is another than the derivative, on every way over the tape that is given."""
        for mark, by in self.by.items():
            if not any(self._right(one, mark, by) for one in passes):
                yield by

    def _right(self, one: Pass, mark: str, by: str) -> bool:
        """Whether a factor is the derivative of the step alone, or over all paths."""
        try:
            values = {
                name.name: one.value(name.name) for name in names(self.right) if name.name not in self.by
            }
            still: dict[str, Real] = dict.fromkeys(self.by, Fraction(0))
            rest = number_of(self.right, {**values, **still})
            factor = number_of(self.right, {**values, **still, mark: Fraction(1)})
            direct = (
                self.of in one.tape.steps
                and by in one.tape.inputs(self.of)
                and same(factor, one.local(self.of, by))
            )
            return rest == 0 and (direct or same(factor, one.derivative(self.of, by)))
        except NotationError:
            return True  # nothing can be said against it


def differential(equation: Equation, quantities: Collection[str]) -> Differential | None:
    """What a line says of differentials; None if it is no such line.

    >>> differential(Equation("dxw_0", "w_0 dx_0 + x_0 dw_0", 1, 1), ["x0", "w0", "xw0"]).by
    {'dw0': 'w0', 'dx0': 'x0'}
    """
    called = {folded(name): name for name in quantities}
    of = called.get(folded(equation.name)[1:]) if equation.name.lstrip().startswith("d") else None
    if of is None or equation.more:
        return None
    marked = {f"d{name}": name for name in quantities if f"d{name}" not in quantities}
    try:
        right = parse(_QUESTION.sub(" ", equation.value.strip("$ .;,")), [*quantities, *marked])
    except NotationError:
        return None
    used = {node.name for node in names(right)}
    by = {mark: marked[mark] for mark in sorted(used & marked.keys())}
    return Differential(of, right, by, equation.line) if by else None

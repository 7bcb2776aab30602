"""Whether a number is exactly another one, or only close to it: both worked out with hundreds of digits."""

from __future__ import annotations

from grader.errors import GraderError, NotationError
from grader.maths.expressions.evaluate import Algebra, evaluate
from grader.maths.expressions.expression import Expression
from grader.maths.values import precise

_DIGITS = 400
_NOISE = 20
"""Of these digits the last ones, which roundings on the way may spoil."""


def is_exactly(actual: Expression, expected: Expression) -> bool:
    """Whether two formulas of numbers have one value, as far as hundreds of digits tell.

    >>> from grader.maths.numbers.arithmetic import parse
    >>> is_exactly(parse("log(e^3)"), parse("3")), is_exactly(parse("tanh(20)"), parse("1"))
    (True, False)
    """
    with precise.digits(_DIGITS):
        algebra = _algebra()
        try:
            difference = evaluate(actual, {}, algebra) - evaluate(expected, {}, algebra)
            scale = max(1, abs(evaluate(expected, {}, algebra)))
        except (NotationError, GraderError):
            return False
        return bool(abs(difference) <= scale * precise.number(10) ** (_NOISE - _DIGITS))


def _algebra() -> Algebra:
    """Arithmetic with as many digits as are worked with."""
    one = {"exp", "log", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sigmoid", "sign", "relu"}
    return Algebra(
        number=precise.number,
        power=precise.power,
        functions={
            **{name: getattr(precise, name) for name in one},
            "log2": lambda x: precise.log(x) / precise.log(precise.number(2)),
            "log10": lambda x: precise.log(x) / precise.log(precise.number(10)),
            "abs": precise.absolute,
            "max": lambda *several: max(several),
            "min": lambda *several: min(several),
        },
        constants={"pi": precise.pi(), "π": precise.pi(), "e": precise.e()},
    )

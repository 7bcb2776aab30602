"""Derivatives worked out by the rules, to be read: of numbers, by a number or by an entry of an array.

What decides is the derivative by values (``values/derivatives.py``); a worked-out formula is shown and searched for mistakes,
and only after it was found equal.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from grader.maths.expressions.expression import (
    Binary,
    Call,
    Derivative,
    Expression,
    Index,
    Name,
    Negation,
    Norm,
    Number,
    Reduction,
    names,
    walk,
)
from grader.maths.expressions.rewriting import substituted, terms

ZERO, ONE, TWO = (Number(Fraction(n), str(n)) for n in (0, 1, 2))


class _NoRule(Exception):
    """A part that no rule here is for."""


def worked_out(derivative: Derivative) -> Expression | None:
    """A derivative without ``∂``; None where no rule is known.

    >>> from grader.maths.expressions.typesetting import shown
    >>> from grader.maths.reading.grammar import read
    >>> from grader.maths.values.setting import setting
    >>> made = setting({"h": "vector(D)", "y": "vector(D)"}).with_indices("ij")
    >>> loss = read("d/dh_i (-sum(j, y[j] log(softmax(h)[j])))", made).expression
    >>> shown(worked_out(loss))
    '−(yᵢ − Σⱼ yⱼ*softmax(h)ᵢ)'
    """
    try:
        return _derived(derivative.of, derivative.by)
    except _NoRule:
        return None


def _derived(node: Expression, by: Expression) -> Expression:
    if not _depends(node, by):
        return ZERO
    match node:
        case Name() | Index():
            return _of_symbol(node, by)
        case Negation(operand):
            return _negative(_derived(operand, by))
        case Binary("+", left, right):
            return _plus(_derived(left, by), _derived(right, by))
        case Binary("-", left, right):
            return _plus(_derived(left, by), _negative(_derived(right, by)))
        case Binary("*" | "·" | "", left, right):
            return _plus(_times(_derived(left, by), right), _times(left, _derived(right, by)))
        case Binary("/", left, right):
            return _of_quotient(left, right, by)
        case Binary("^", base, exponent):
            return _of_power(base, exponent, by)
        case Reduction("sum", index, body, lower, upper, condition) if Name(index) not in names(by):
            inner = _derived(body, by)
            whole = lower is None and upper is None and condition is None
            return _sum(node, inner) if whole else _over(node, inner)
        case Call("entry", (Call("softmax", (Name() as vector,)), place)):
            return _of_softmax(node, vector, place, by)
        case Call("logsumexp", (Name() as vector,)) if isinstance(by, Index) and by.base == vector:
            return Call("entry", (Call("softmax", (vector,)), *by.indices))
        case Norm(Name() as vector, None) if isinstance(by, Index) and by.base == vector:
            return Binary("/", by, node)
        case Call(function, (argument,)) if function in _SLOPES:
            return _times(_SLOPES[function](argument), _derived(argument, by))
        case Call("log", (argument,)):
            return _divided(_derived(argument, by), argument)
    raise _NoRule


_SLOPES: dict[str, Callable[[Expression], Expression]] = {
    "exp": lambda u: Call("exp", (u,)),
    "sigmoid": lambda u: _times(Call("sigmoid", (u,)), _plus(ONE, _negative(Call("sigmoid", (u,))))),
    "tanh": lambda u: _plus(ONE, _negative(Binary("^", Call("tanh", (u,)), TWO))),
    "sin": lambda u: Call("cos", (u,)),
    "cos": lambda u: _negative(Call("sin", (u,))),
    "sqrt": lambda u: Binary("/", ONE, _times(TWO, Call("sqrt", (u,)))),
    "softplus": lambda u: Call("sigmoid", (u,)),
    "relu": lambda u: Call("indicator", (Binary(">", u, ZERO),)),
    "abs": lambda u: Call("sign", (u,)),
    "bars": lambda u: Call("sign", (u,)),
    "square": lambda u: _times(TWO, u),
}


def _depends(node: Expression, by: Expression) -> bool:
    name = by.base if isinstance(by, Index) else by
    return any(part == name for part in walk(node) if isinstance(part, Name))


def _of_symbol(node: Name | Index, by: Expression) -> Expression:
    if isinstance(node, Name) and node == by:
        return ONE
    if isinstance(node, Index) and isinstance(by, Index) and len(node.indices) == len(by.indices):
        found: Expression = ONE
        for one, other in zip(node.indices, by.indices, strict=True):
            found = _times(found, ONE if one == other else Call("kronecker", (one, other)))
        return found
    raise _NoRule


def _of_quotient(left: Expression, right: Expression, by: Expression) -> Expression:
    above = _derived(left, by)
    if not _depends(right, by):
        return _divided(above, right)
    difference = _plus(_times(above, right), _negative(_times(left, _derived(right, by))))
    return _divided(difference, Binary("^", right, TWO))


def _of_power(base: Expression, exponent: Expression, by: Expression) -> Expression:
    if not _depends(exponent, by):
        less = exponent.value - 1 if isinstance(exponent, Number) else None
        lower = Number(less, str(less)) if less is not None else Binary("-", exponent, ONE)
        power = base if lower == ONE else Binary("^", base, lower)
        return _times(_times(exponent, power), _derived(base, by))
    if _depends(base, by):
        raise _NoRule
    grown = _times(Binary("^", base, exponent), _derived(exponent, by))
    return grown if base == Name("e") else _times(Call("log", (base,)), grown)


def _of_softmax(node: Expression, vector: Name, place: Expression, by: Expression) -> Expression:
    if not (isinstance(by, Index) and by.base == vector and len(by.indices) == 1):
        raise _NoRule
    own = Call("entry", (Call("softmax", (vector,)), by.indices[0]))
    delta = ONE if place == by.indices[0] else Call("kronecker", (place, by.indices[0]))
    return _times(node, _plus(delta, _negative(own)))


def _sum(node: Reduction, body: Expression) -> Expression:
    """A sum over all values, where a Kronecker delta leaves one term."""
    found: Expression = ZERO
    for sign, term in _distributed(body, node.index):
        factors = _factors(term)
        delta = next((each for each in factors if _picks(each, node.index)), None)
        if delta is None:
            one = _over(node, term)
        else:
            rest: Expression = ONE
            for factor in factors:
                rest = rest if factor is delta else _times(rest, factor)
            one = substituted(rest, {node.index: _picked(delta, node.index)})
        found = _plus(found, one if sign > 0 else _negative(one))
    return found


def _over(node: Reduction, body: Expression) -> Expression:
    return (
        ZERO if body == ZERO else Reduction("sum", node.index, body, node.lower, node.upper, node.condition)
    )


def _distributed(body: Expression, index: str) -> list[tuple[int, Expression]]:
    """The terms of a body, with sums multiplied out that hold a delta of the index."""
    found = []
    for sign, term in terms(body):
        factors = _factors(term)
        mixed = next(
            (f for f in factors if len(terms(f)) > 1 and any(_picks(p, index) for p in walk(f))), None
        )
        if mixed is None:
            found.append((sign, term))
            continue
        for inner, part in terms(mixed):
            product: Expression = ONE
            for factor in factors:
                product = _times(product, part if factor is mixed else factor)
            found += [(sign * inner * s, t) for s, t in _distributed(product, index)]
    return found


def _picks(node: Expression, index: str) -> bool:
    return isinstance(node, Call) and node.function == "kronecker" and Name(index) in node.arguments


def _picked(delta: Expression, index: str) -> Expression:
    assert isinstance(delta, Call)
    return next(each for each in delta.arguments if each != Name(index))


def _factors(node: Expression) -> list[Expression]:
    if isinstance(node, Binary) and node.operator in ("*", "·", ""):
        return [*_factors(node.left), *_factors(node.right)]
    return [node]


def _plus(a: Expression, b: Expression) -> Expression:
    if ZERO in (a, b):
        return b if a == ZERO else a
    return Binary("-", a, b.operand) if isinstance(b, Negation) else Binary("+", a, b)


def _negative(a: Expression) -> Expression:
    return a.operand if isinstance(a, Negation) else a if a == ZERO else Negation(a)


def _times(a: Expression, b: Expression) -> Expression:
    if ZERO in (a, b):
        return ZERO
    if ONE in (a, b):
        return b if a == ONE else a
    if isinstance(a, Negation) or isinstance(b, Negation):
        product = _times(
            a.operand if isinstance(a, Negation) else a, b.operand if isinstance(b, Negation) else b
        )
        return _negative(product) if isinstance(a, Negation) != isinstance(b, Negation) else product
    return Binary("*", a, b)


def _divided(a: Expression, b: Expression) -> Expression:
    """A quotient; a factor that is the divisor goes."""
    if b == ONE or a == ZERO:
        return a
    if isinstance(a, Negation):
        return _negative(_divided(a.operand, b))
    factors = _factors(a)
    if b in factors:
        factors.remove(b)
        product: Expression = ONE
        for factor in factors:
            product = _times(product, factor)
        return product
    return Binary("/", a, b)

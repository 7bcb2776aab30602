"""Which comparisons cannot hold together, whatever their products are (J. Fourier 1826, T. Motzkin 1936)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from grader.maths.conditions.alternatives import Alternative
from grader.maths.expressions.expression import Binary, Expression, Name, Negation, Number
from grader.maths.expressions.typesetting import shown

MAX_TERMS = 40
MAX_ROWS = 120
MAX_POWER = 4
MAX_UNEQUAL = 3

Monomial = tuple[str, ...]
"""The names of its factors in order; everything that is no sum, product or power counts as a name."""

Polynomial = Mapping[Monomial, Fraction]

_SIGNS = {"positive": 1, "natural": 1, "unit": 0, "nonnegative": 0}


class Row(NamedTuple):
    """A polynomial that is above 0, or at least 0."""

    terms: Polynomial
    strict: bool


def possible(alternative: Alternative, domains: Mapping[str, str]) -> bool:
    """Whether comparisons may hold together; False is a proof, taking products for numbers of their own."""
    fixed: list[Row] = []
    unequal: list[Polynomial] = []
    for pair, signs in alternative.items():
        left, right = polynomial(pair.left), polynomial(pair.right)
        if left is None or right is None:
            continue
        gap = _sum(left, right, Fraction(-1))
        if signs == {-1, 1}:
            unequal.append(gap)
        if not signs & {-1}:
            fixed.append(Row(gap, 0 not in signs))
        if not signs & {1}:
            fixed.append(Row(_scaled(gap, Fraction(-1)), 0 not in signs))
    fixed += _known({part for row in fixed for part in row.terms}, domains)
    choices = product((Fraction(1), Fraction(-1)), repeat=min(len(unequal), MAX_UNEQUAL))
    return any(
        _solvable(
            [*fixed, *(Row(_scaled(gap, sign), True) for gap, sign in zip(unequal, choice, strict=False))]
        )
        for choice in choices
    )


def _known(monomials: set[Monomial], domains: Mapping[str, str]) -> Iterator[Row]:
    """What is known of products: squares are not negative, products of positive numbers are positive."""
    for one in sorted(monomials - {()}):
        odd = [name for name in dict.fromkeys(one) if one.count(name) % 2]
        if all(domains.get(name) in _SIGNS for name in odd):
            strict = all(domains.get(name) in _SIGNS and _SIGNS[domains[name]] for name in one)
            yield Row({one: Fraction(1)}, strict)
    for name in sorted({name for one in monomials for name in one if domains.get(name) == "unit"}):
        yield Row({(): Fraction(1), (name,): Fraction(-1)}, False)


def polynomial(node: Expression) -> Polynomial | None:
    """An expression as a sum of products; None if it is too long."""
    match node:
        case Number(value):
            return {(): value}
        case Negation(operand):
            inside = polynomial(operand)
            return None if inside is None else _scaled(inside, Fraction(-1))
        case Binary("+" | "-" as sign, left, right):
            a, b = polynomial(left), polynomial(right)
            return None if a is None or b is None else _sum(a, b, Fraction(1 if sign == "+" else -1))
        case Binary("*" | "·" | "", left, right):
            a, b = polynomial(left), polynomial(right)
            return None if a is None or b is None else _product(a, b)
        case Binary("/", left, Number(value)) if value:
            inside = polynomial(left)
            return None if inside is None else _scaled(inside, 1 / value)
        case Binary("^", base, Number(value)) if value.denominator == 1 and 0 < value <= MAX_POWER:
            inside = found = polynomial(base)
            for _ in range(int(value) - 1):
                found = None if inside is None or found is None else _product(found, inside)
            return found
        case Name(name):
            return {(name,): Fraction(1)}
    return {(shown(node),): Fraction(1)}


def _sum(a: Polynomial, b: Polynomial, factor: Fraction) -> Polynomial:
    total = dict(a)
    for monomial, value in b.items():
        total[monomial] = total.get(monomial, Fraction(0)) + factor * value
    return {monomial: value for monomial, value in total.items() if value}


def _scaled(a: Polynomial, factor: Fraction) -> Polynomial:
    return {monomial: factor * value for monomial, value in a.items()}


def _product(a: Polynomial, b: Polynomial) -> Polynomial | None:
    if len(a) * len(b) > MAX_TERMS:
        return None
    total: Polynomial = {}
    for (one, x), (other, y) in product(a.items(), b.items()):
        total = _sum(total, {tuple(sorted((*one, *other))): x * y}, Fraction(1))
    return total


def _solvable(rows: list[Row]) -> bool:
    """Whether inequalities have a solution, or there are too many to tell: one product after another is eliminated."""
    while True:
        left = sorted({monomial for row in rows for monomial in row.terms} - {()})
        if any(_false(row) for row in rows):
            return False
        if not left or len(rows) > MAX_ROWS:
            return True
        chosen = min(left, key=lambda one: _count(rows, one, 1) * _count(rows, one, -1))
        above = [row for row in rows if row.terms.get(chosen, 0) > 0]
        below = [row for row in rows if row.terms.get(chosen, 0) < 0]
        rows = [row for row in rows if not row.terms.get(chosen)]
        for a, b in product(above, below):
            factor = -a.terms[chosen] / b.terms[chosen]
            rows.append(Row(_sum(a.terms, b.terms, factor), a.strict or b.strict))


def _count(rows: list[Row], monomial: Monomial, sign: int) -> int:
    return sum(row.terms.get(monomial, 0) * sign > 0 for row in rows)


def _false(row: Row) -> bool:
    """Whether a row without products does not hold."""
    if row.terms.keys() - {()}:
        return False
    value = row.terms.get((), Fraction(0))
    return value < 0 or (row.strict and value == 0)

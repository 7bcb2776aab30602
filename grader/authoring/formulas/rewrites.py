"""Formulas and statements in other words that mean the same, by rules of algebra that hold for all values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from grader.maths.expressions.expression import (
    Binary,
    Call,
    Expression,
    Index,
    Name,
    Negation,
    Number,
    Reduction,
    Transposed,
    names,
    walk,
)  # fmt: skip
from grader.maths.expressions.rewriting import rebuilt, substituted
from grader.maths.values.setting import Setting

Rewritten = tuple[str, Expression]
"""The rule, and the formula after it."""

Test = Callable[[Expression], bool]

ONE = Number(Fraction(1), "1")
TWO = Number(Fraction(2), "2")
ZERO = Number(Fraction(0), "0")
ELEMENTWISE = frozenset({
    "exp", "log", "tanh", "sigmoid", "relu", "sin", "cos", "sqrt", "softplus", "tanh'", "sigmoid'", "relu'", "abs", "bars",
})  # fmt: skip
"""Functions that give a number for a number."""

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
DENIED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


def rewritten(formula: Expression, setting: Setting) -> Iterator[Rewritten]:
    """A formula rewritten as a whole, and at each place where a rule applies, once for each rule."""
    number = _numbers(setting)
    yield "negated twice", Negation(Negation(formula))
    yield "+ 0", Binary("+", formula, ZERO) if number(formula) else formula
    for about, rule in _RULES:
        seen = 0
        for node in [formula, *_parts(formula)]:
            new = rule(node, number, formula)
            if new is not None and seen < 3:
                seen += 1
                yield about, rebuilt(formula, node, new)


def _parts(formula: Expression) -> Iterator[Expression]:
    """The parts of a formula that say how much, and not where."""
    skipped: set[int] = set()
    for node in walk(formula):
        if isinstance(node, Index):
            skipped |= {id(each) for part in (node.base, *node.indices) for each in walk(part)}
        if isinstance(node, Reduction):
            places = [part for part in (node.lower, node.upper, node.condition) if part is not None]
            skipped |= {id(each) for part in places for each in walk(part)}
        if node is not formula and id(node) not in skipped:
            yield node


def _numbers(setting: Setting) -> Test:
    """What tells whether a formula is a number for certain, and no array."""

    def number(node: Expression) -> bool:
        match node:
            case Name(name):
                return not setting.shapes.get(name)
            case Number():
                return True
            case Index(base, indices):
                return len(setting.shapes.get(base.name, ())) == len(indices)
            case Negation(operand) | Transposed(operand):
                return number(operand)
            case Binary(operator, left, right):
                return operator in ("+", "-", "*", "", "/", "^") and number(left) and number(right)
            case Call(function, (only,)):
                return function in ELEMENTWISE and number(only)
            case Reduction(_, _, body):
                return number(body)
            case _:
                return False

    return number


Rule = Callable[[Expression, Test, Expression], Expression | None]
"""From a part of a formula, what tells numbers from arrays, and the whole formula; None where it does not apply."""


def _sum_turned(node: Expression, number: Test, whole: Expression) -> Expression | None:
    if isinstance(node, Binary) and node.operator == "+":
        return replace(node, left=node.right, right=node.left)
    return None


def _difference(node: Expression, number: Test, whole: Expression) -> Expression | None:
    if isinstance(node, Binary) and node.operator == "-":
        return Negation(replace(node, left=node.right, right=node.left))
    return None


def _product(node: Expression, number: Test, whole: Expression) -> Expression | None:
    if isinstance(node, Binary) and node.operator in ("*", "") and number(node):
        return Binary("*", node.right, node.left)
    if isinstance(node, Binary) and node.operator == "⊙":
        return replace(node, left=node.right, right=node.left)
    return None


def _quotient(node: Expression, number: Test, whole: Expression) -> Expression | None:
    if isinstance(node, Binary) and node.operator == "/" and number(node):
        return Binary("*", Binary("/", ONE, node.right), node.left)
    return None


def _square(node: Expression, number: Test, whole: Expression) -> Expression | None:
    if isinstance(node, Binary) and node.operator == "^" and node.right == TWO and number(node.left):
        return Binary("*", node.left, node.left)
    return None


def _matrices(node: Expression, number: Test, whole: Expression) -> Expression | None:
    if isinstance(node, Binary) and node.operator in ("@", "") and _is_outer(node):
        turned = [_turned(part) for part in (node.right, node.left)]
        return Transposed(replace(node, left=turned[0], right=turned[1]))
    return None


def _is_outer(node: Binary) -> bool:
    """Whether a product is one of names, one of which is transposed: an array for certain."""
    plain = [part.operand if isinstance(part, Transposed) else part for part in (node.left, node.right)]
    return isinstance(node.right, Transposed) and all(isinstance(part, Name) for part in plain)


def _turned(node: Expression) -> Expression:
    return node.operand if isinstance(node, Transposed) else Transposed(node)


def _twice(node: Expression, number: Test, whole: Expression) -> Expression | None:
    return Transposed(Transposed(node)) if isinstance(node, Name) and not number(node) else None


def _index(node: Expression, number: Test, whole: Expression) -> Expression | None:
    if not isinstance(node, Reduction) or node.lower is not None or node.upper is not None:
        return None
    used = {each.name for each in names(whole)} | {
        each.index for each in walk(whole) if isinstance(each, Reduction)
    }
    fresh = next((letter for letter in "mlpqst" if letter not in used), None)
    if fresh is None:
        return None
    meanings: dict[str, Expression] = {node.index: Name(fresh)}
    condition = None if node.condition is None else substituted(node.condition, meanings)
    return replace(node, index=fresh, body=substituted(node.body, meanings), condition=condition)


_RULES: tuple[tuple[str, Rule], ...] = (
    ("the terms of a sum in another order", _sum_turned),
    ("a - b as -(b - a)", _difference),
    ("factors in another order", _product),
    ("a quotient as a product with the reciprocal", _quotient),
    ("a square as a product", _square),
    ("a product of arrays as the transpose of the transposes", _matrices),
    ("transposed twice", _twice),
    ("the index of a sum renamed", _index),
)


def restated(statement: Expression) -> Iterator[Rewritten]:
    """A statement in other words."""
    polynomial = all(_always_has_a_value(node) for node in walk(statement))
    if polynomial:  # what has no value does not hold, and neither does its negation's negation
        yield "denied twice", _not(_not(statement))
    for node in walk(statement):
        if not isinstance(node, Binary):
            continue
        if node.operator in MIRRORED:
            mirrored = Binary(MIRRORED[node.operator], node.right, node.left)
            yield "a comparison from the other side", rebuilt(statement, node, mirrored)
            if polynomial and not _has_sets(node):
                denied = _not(Binary(DENIED[node.operator], node.left, node.right))
                yield "a comparison by its opposite", rebuilt(statement, node, denied)
                moved = Binary(node.operator, Binary("-", node.left, node.right), ZERO)
                yield "a comparison with 0", rebuilt(statement, node, moved)
        if node.operator in ("and", "or"):
            turned = Binary(node.operator, node.right, node.left)
            yield "sides in another order", rebuilt(statement, node, turned)
            if polynomial:
                other = "or" if node.operator == "and" else "and"
                denied = _not(Binary(other, _not(node.left), _not(node.right)))
                yield "by De Morgan", rebuilt(statement, node, denied)


def _not(statement: Expression) -> Expression:
    return Call("not", (statement,))


def _has_sets(node: Expression) -> bool:
    return any(isinstance(each, Call) for each in walk(node))


def _always_has_a_value(node: Expression) -> bool:
    match node:
        case Binary(operator):
            return operator not in ("/", "^", "@")
        case Call(function):
            return function in ("not", "true", "false", "tanh", "sigmoid", "relu", "abs", "bars", "exp")
        case Name() | Number() | Negation() | Index():
            return True
        case _:
            return False

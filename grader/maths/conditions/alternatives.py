"""A statement as alternatives: what holds together, as the signs that left minus right of each comparison may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from grader.maths.conditions.logic import is_statement
from grader.maths.expressions.expression import Binary, Call, Expression
from grader.maths.expressions.typesetting import shown
from grader.maths.values.precise import TooLarge

MAX_ALTERNATIVES = 200

SIGNS = {"=": (0,), "!=": (-1, 1), "<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (0, 1)}
"""Which signs of left minus right make a comparison true."""

Alternative = Mapping[Binary, frozenset[int]]
"""Which signs the sides of each ``left = right`` may have for all of them to hold."""

_EVERY = frozenset({-1, 0, 1})


def alternatives(node: Expression, holds: bool) -> list[Alternative]:
    """The ways in which a statement can hold, or fail; those that contradict themselves are left out.

    Raises:
        TooLarge: there are too many.

    """
    if isinstance(node, Call):
        if node.function == "not":
            return alternatives(node.arguments[0], not holds)
        return [{}] if (node.function == "true") == holds else []
    assert isinstance(node, Binary)
    left, right = node.left, node.right
    if node.operator in ("<=>", "=", "!=") and is_statement(left) and is_statement(right):
        same = holds == (node.operator != "!=")
        return _few(side for truth in (True, False) for side in both(left, truth, right, truth == same))
    match node.operator:
        case "and" | "or":
            if (node.operator == "and") == holds:
                return both(left, holds, right, holds)
            return _few((*alternatives(left, holds), *alternatives(right, holds)))
        case "=>":
            if holds:
                return _few((*alternatives(left, False), *alternatives(right, True)))
            return both(left, True, right, False)
    return [_compared(node, holds)]


def both(first: Expression, one: bool, second: Expression, other: bool) -> list[Alternative]:
    """The ways in which one statement is ``one`` and another is ``other``."""
    return _few(_together(alternatives(first, one), alternatives(second, other)))


def _together(first: Iterable[Alternative], second: Iterable[Alternative]) -> Iterator[Alternative]:
    others = list(second)
    for a in first:
        for b in others:
            merged = {pair: a.get(pair, _EVERY) & b.get(pair, _EVERY) for pair in (*a, *b)}
            if all(merged.values()):
                yield merged


def _compared(node: Binary, holds: bool) -> Alternative:
    signs = frozenset(SIGNS[node.operator])
    signs = signs if holds else _EVERY - signs
    if shown(node.left) > shown(node.right):  # 0 < x and x > 0 are one
        return {Binary("=", node.right, node.left, node.column): frozenset(-sign for sign in signs)}
    return {Binary("=", node.left, node.right, node.column): signs}


def _few(found: Iterable[Alternative]) -> list[Alternative]:
    kept = []
    for alternative in found:
        kept.append(alternative)
        if len(kept) > MAX_ALTERNATIVES:
            raise TooLarge("too many alternatives")
    return kept

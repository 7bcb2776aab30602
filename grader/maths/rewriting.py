"""Expressions taken apart and put together again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from grader.maths.expression import Binary, Expression, Negation


def rebuilt(whole: Expression, part: Expression, new: Expression) -> Expression:
    """``whole`` with one part of it, found by identity, exchanged."""
    if whole is part:
        return new
    changed = {}
    for field in fields(whole):
        value = getattr(whole, field.name)
        other = _rebuilt_value(value, part, new)
        if other is not value:
            changed[field.name] = other
    return replace(whole, **changed) if changed else whole


def _rebuilt_value(value: Any, part: Expression, new: Expression) -> Any:
    if hasattr(value, "column"):
        return rebuilt(value, part, new)
    if isinstance(value, tuple):
        items = tuple(_rebuilt_value(item, part, new) for item in value)
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    return value


def mapped(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """An expression with every part of it changed, innermost first."""
    changed = {}
    for field in fields(expression):
        value = getattr(expression, field.name)
        other = _mapped_value(value, change)
        if other is not value:
            changed[field.name] = other
    return change(replace(expression, **changed) if changed else expression)


def _mapped_value(value: Any, change: Callable[[Expression], Expression]) -> Any:
    if hasattr(value, "column"):
        return mapped(value, change)
    if isinstance(value, tuple):
        items = tuple(_mapped_value(item, change) for item in value)
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    return value


def terms(expression: Expression, sign: int = 1) -> list[tuple[int, Expression]]:
    """The terms of a sum, each with its sign.

    >>> from grader.maths.parser import parse
    >>> [sign for sign, _ in terms(parse("1 - (2 - 3)"))]
    [1, -1, 1]
    """
    if isinstance(expression, Negation):
        return terms(expression.operand, -sign)
    if isinstance(expression, Binary) and expression.operator in ("+", "-"):
        return [
            *terms(expression.left, sign),
            *terms(expression.right, sign if expression.operator == "+" else -sign),
        ]
    return [(sign, expression)]

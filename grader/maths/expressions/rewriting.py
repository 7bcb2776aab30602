"""Expressions taken apart and put together again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from grader.maths.expressions.expression import Binary, Call, Expression, Index, Name, Negation, Reduction


def with_parts(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """An expression with each of its direct parts changed; itself if none is."""

    def changed(value: Any) -> Any:
        if hasattr(value, "column"):
            return change(value)
        if isinstance(value, tuple):
            items = tuple(map(changed, value))
            return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
        return value

    others = {field.name: changed(getattr(expression, field.name)) for field in fields(expression)}
    new = {name: other for name, other in others.items() if other is not getattr(expression, name)}
    return replace(expression, **new) if new else expression


def rebuilt(whole: Expression, part: Expression, new: Expression) -> Expression:
    """``whole`` with one part of it, found by identity, exchanged."""
    return new if whole is part else with_parts(whole, lambda inside: rebuilt(inside, part, new))


def mapped(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """An expression with every part of it changed, innermost first; down ``a + b + c + ...`` without recursion."""
    spine = []
    while isinstance(expression, Binary):
        spine.append(expression)
        expression = expression.left
    new = change(with_parts(expression, lambda inside: mapped(inside, change)))
    for node in reversed(spine):
        right = mapped(node.right, change)
        same = new is node.left and right is node.right
        new = change(node if same else replace(node, left=new, right=right))
    return new


def substituted(expression: Expression, meanings: Mapping[str, Expression]) -> Expression:
    """An expression with its names replaced, but for those that a sum inside it binds.

    >>> from grader.maths.reading.grammar import read
    >>> from grader.maths.values.setting import setting
    >>> from grader.maths.expressions.typesetting import shown
    >>> vector = setting({"x": "vector(D)"}).with_indices("ij")
    >>> shown(substituted(read("x_i + sum_i x_i", vector).expression, {"i": Name("j")}))
    'xⱼ + Σᵢ xᵢ'
    """
    if isinstance(expression, Name):
        return meanings.get(expression.name, expression)
    if isinstance(expression, Reduction) and expression.index in meanings:
        meanings = {name: meaning for name, meaning in meanings.items() if name != expression.index}
    return with_parts(expression, lambda inside: substituted(inside, meanings))


def inlined(expression: Expression, meanings: Mapping[str, tuple[tuple[str, ...], Expression]]) -> Expression:
    """An expression with names replaced by what they stand for: each by its index letters and its formula."""

    def meant(node: Expression) -> Expression:
        name = node.base.name if isinstance(node, Index) else getattr(node, "name", "")
        if name not in meanings:
            return with_parts(node, meant)
        letters, meaning = meanings[name]
        if not isinstance(node, Index):
            return meaning if not letters else node
        indices = tuple(map(meant, node.indices))
        if letters:
            return substituted(meaning, dict(zip(letters, indices, strict=False)))
        return Call("entry", (meaning, *indices), column=node.column)

    return meant(expression)


def terms(expression: Expression, sign: int = 1) -> list[tuple[int, Expression]]:
    """The terms of a sum, each with its sign.

    >>> from grader.maths.numbers.arithmetic import parse
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

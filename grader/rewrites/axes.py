"""How many axes an expression of numpy code has, as far as it can be told without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Axes = Mapping[str, int]
"""The number of axes of what a name stands for; ``softmax()`` is what a call of softmax gives."""

_ELEMENTWISE = frozenset({"exp", "log", "sqrt", "tanh", "abs", "absolute", "sign", "square", "log1p", "expm1", "cosh", "sinh",
                          "sin", "cos", "zeros_like", "ones_like", "negative", "copy", "asfortranarray", "heaviside"})  # fmt: skip
_PAIRS = frozenset({"maximum", "minimum", "add", "multiply", "subtract", "divide"})
_REDUCTIONS = frozenset({"sum", "mean", "max", "min", "prod", "std", "var"})


class Reduction(NamedTuple):
    """A call such as ``X.sum(axis=1, keepdims=True)``."""

    name: str
    array: ast.expr
    axis: ast.expr | None
    """None for all of them."""
    kept: bool
    """Whether the axis stays, with a length of 1."""


def dimensions(names: Sequence[str], cases: Iterable[Sequence[object]]) -> dict[str, int]:
    """The axes of those inputs that are floats, or arrays of them with the same number of axes in every case."""
    counts = [
        {
            name: getattr(value, "ndim", 0)
            for name, value in zip(names, inputs, strict=False)
            if isinstance(value, float) or getattr(getattr(value, "dtype", None), "kind", "") == "f"
        }
        for inputs in cases
    ]
    first = counts[0] if counts else {}
    return {name: count for name, count in first.items() if all(each.get(name) == count for each in counts)}


def axes(node: ast.expr, known: Axes, numpy: str) -> int | None:
    """The number of axes, 0 for a number; None where it is not known."""

    def of(each: ast.expr) -> int | None:
        return axes(each, known, numpy)

    match node:
        case ast.Constant(value=value):
            return 0 if isinstance(value, int | float) and not isinstance(value, bool) else None
        case ast.Name(id=name):
            return known.get(name)
        case ast.Attribute(value=inner, attr="T"):
            return of(inner)
        case ast.UnaryOp(operand=operand) if not isinstance(node.op, ast.Not):
            return of(operand)
        case ast.BinOp(left, ast.MatMult(), right):
            pair = of(left), of(right)
            counts = [count for count in pair if count in (1, 2)]
            return sum(counts) - 2 if len(counts) == len(pair) else None
        case ast.BinOp(left, _, right):
            return _broadcast(of(left), of(right))
        case ast.Compare(left, _, [right]):
            return _broadcast(of(left), of(right))
        case ast.Call():
            return _of_call(node, known, numpy)
    return None


def _broadcast(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else max(left, right)


def _of_call(node: ast.Call, known: Axes, numpy: str) -> int | None:
    if reduction := reduced(node, numpy):
        _, array, axis, kept = reduction
        count = axes(array, known, numpy)
        if count is None or kept:
            return count
        return 0 if axis is None else count - 1 if whole(axis) is not None and count else None
    match node:
        case ast.Call(ast.Attribute(ast.Name(module), "diag"), [only], []) if module == numpy:
            return {1: 2, 2: 1}.get(axes(only, known, numpy) or 0)
        case ast.Call(ast.Name("len" | "float" | "int"), [_], []):
            return 0
        case ast.Call(ast.Name(name)):
            return known.get(f"{name}()")
        case ast.Call(ast.Attribute(ast.Name(module), name), [only], []) if (
            module == numpy and name in _ELEMENTWISE
        ):
            return axes(only, known, numpy)
        case ast.Call(ast.Attribute(ast.Name(module), name), [one, other], []) if (
            module == numpy and name in _PAIRS
        ):
            return _broadcast(axes(one, known, numpy), axes(other, known, numpy))
        case ast.Call(ast.Attribute(ast.Name(module), "where"), [_, one, other], []) if module == numpy:
            return (
                None
                if axes(node.args[0], known, numpy) is None
                else _broadcast(
                    axes(node.args[0], known, numpy),
                    _broadcast(axes(one, known, numpy), axes(other, known, numpy)),
                )
            )
    return None


def reduced(node: ast.expr, numpy: str) -> Reduction | None:
    """A call that reduces axes, as a function of numpy or as a method; None if it is none, or has other arguments."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    name = node.func.attr.removeprefix("a") if node.func.attr in ("amax", "amin") else node.func.attr
    if name not in _REDUCTIONS:
        return None
    function = isinstance(node.func.value, ast.Name) and node.func.value.id == numpy
    given = list(node.args) if function else [node.func.value, *node.args]
    named = {keyword.arg: keyword.value for keyword in node.keywords}
    if (
        not 1 <= len(given) <= 2
        or not named.keys() <= {"axis", "keepdims"}
        or (len(given) == 2 and "axis" in named)
    ):
        return None
    axis = given[1] if len(given) == 2 else named.get("axis")
    if isinstance(axis, ast.Constant) and axis.value is None:
        axis = None
    kept = named.get("keepdims", ast.Constant(value=False))
    if not isinstance(kept, ast.Constant) or not isinstance(kept.value, bool):
        return None
    return Reduction(name, given[0], axis, kept.value)


def whole(node: ast.expr | None) -> int | None:
    """The whole number that stands there, negative ones too; None if it is something else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = whole(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return None if isinstance(node.value, bool) else node.value
    return None

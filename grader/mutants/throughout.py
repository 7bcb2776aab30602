"""Mistakes that are made everywhere in a function at once: every sum over the wrong axis."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeGuard

from grader.mutants.calls import REDUCTIONS
from grader.mutants.mutant import Planted

_FORMS: tuple[tuple[int | None, bool], ...] = (
    (0, False),
    (0, True),
    (1, False),
    (1, True),
    (-1, True),
    (None, False),
)


def planted_throughout(definition: ast.FunctionDef) -> Iterator[Planted]:
    """The function with every reduction over the same axis, for each axis."""
    found = [node for node in ast.walk(definition) if _is_reduction(node)]
    if len(found) < 2:
        return
    line = min(node.lineno for node in found)
    for axis, keepdims in _FORMS:
        yield _everywhere(definition, partial(_over, axis=axis, keepdims=keepdims), line)
    for axis in (0, 1):
        yield _everywhere(definition, partial(_moved, axis=axis), line)


def _everywhere(definition: ast.FunctionDef, change: Callable[[ast.Call], None], line: int) -> Planted:
    """The function as text after a change of every reduction, which is taken back: copying a tree takes long."""
    found = [(node, node.args, node.keywords) for node in ast.walk(definition) if _is_reduction(node)]
    for node, _, keywords in found:
        node.keywords = [ast.keyword(word.arg, word.value) for word in keywords]
        change(node)
    text = ast.unparse(definition)
    for node, arguments, keywords in found:
        node.args, node.keywords = arguments, keywords
    return Planted(definition, text, "axis", (), line)


def _is_reduction(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in REDUCTIONS
    )


def _over(node: ast.Call, axis: int | None, keepdims: bool) -> None:
    """Give a reduction this axis, and no other form."""
    assert isinstance(node.func, ast.Attribute)
    of_numpy = ast.unparse(node.func.value) in ("np", "numpy", "np.linalg", "numpy.linalg")
    node.args = node.args[:1] if of_numpy else []
    node.keywords = [] if axis is None else [ast.keyword("axis", ast.Constant(axis))]
    if keepdims:
        node.keywords.append(ast.keyword("keepdims", ast.Constant(True)))


def _moved(node: ast.Call, axis: int) -> None:
    """Give a reduction that names an axis this one."""
    for word in node.keywords:
        if word.arg == "axis":
            word.value = ast.Constant(axis)

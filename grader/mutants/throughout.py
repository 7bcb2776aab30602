"""Mistakes that are made everywhere in a function at once: every sum over the wrong axis, two quantities exchanged."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial

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
    line = min(node.lineno for node in found if isinstance(node, ast.Call))
    for axis, keepdims in _FORMS:
        yield _everywhere(definition, partial(_over, axis=axis, keepdims=keepdims), line)
    for axis in (0, 1):
        yield _everywhere(definition, partial(_moved, axis=axis), line)


def _everywhere(definition: ast.FunctionDef, change: Callable[[ast.Call], None], line: int) -> Planted:
    copied = deepcopy(definition)
    for node in ast.walk(copied):
        if isinstance(node, ast.Call) and _is_reduction(node):
            change(node)
    return Planted(definition, ast.unparse(copied), "axis", (), line)


def _is_reduction(node: ast.AST) -> bool:
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

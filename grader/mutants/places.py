"""What is wrong with an expression by where it stands, and which expressions are left alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutants.mended_expressions import is_cut
from grader.mutants.operations import is_count


def left_alone(definition: ast.FunctionDef) -> set[int]:
    """Numbers of axes, which calls change themselves, and what decides whether something is done at all, or ever ends."""
    found: set[int] = set()
    for node in ast.walk(definition):
        if isinstance(node, ast.Call):
            found |= {
                id(each)
                for word in node.keywords
                if word.arg in ("axis", "keepdims", "dtype")
                for each in ast.walk(word.value)
            }
        elif isinstance(node, ast.If | ast.While | ast.Assert):
            found |= {id(each) for each in ast.walk(node.test)}
            if isinstance(node, ast.While):
                found |= {id(each) for step in _steps(node) for each in ast.walk(step)}
    return found


def _steps(loop: ast.While) -> Iterator[ast.stmt]:
    """The statements of a loop that bring it to its end: they assign what its condition looks at."""
    watched = {node.id for node in ast.walk(loop.test) if isinstance(node, ast.Name)}
    for node in ast.walk(loop):
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(each, ast.Name) and each.id in watched for each in targets):
                yield node


def places(definition: ast.FunctionDef) -> dict[int, str]:
    """What is wrong with an expression by where it stands: among labels, in a mask, in a divisor that counts."""
    found: dict[int, str] = {}
    divisors = {
        ast.unparse(node.right if isinstance(node, ast.BinOp) else node.value)
        for node in ast.walk(definition)
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
    }
    for node in ast.walk(definition):
        inner: tuple[ast.AST, ...] = ()
        mistake = ""
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            inner, mistake = (node.slice,), "row"
        elif isinstance(node, ast.Subscript) and is_cut(node.slice):
            inner, mistake = (node.slice,), "missing_term"
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith(".shape"):
            continue
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple | ast.Name | ast.Subscript):
            inner, mistake = (node.slice,), "labels"
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "range":
            inner, mistake = tuple(node.args), "row"
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Gt | ast.GtE | ast.Lt | ast.LtE):
            inner, mistake = (node,), "mask"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and is_count(node.right):
            inner, mistake = (node.right,), "averaged"
        elif (isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div) and is_count(node.value)) or (
            isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in divisors
        ):
            inner, mistake = (node.value,), "averaged"
        found |= {id(each): mistake for root in inner for each in ast.walk(root)}
    return found

"""Changes to statements that may mend a function: copies, sums in loops, steps in another order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise, takewhile
from typing import TypeGuard

from grader.mutants.mutant import Planted
from grader.mutants.operations import code


def mended_statement(node: ast.stmt, *, inside: bool) -> Iterator[Planted]:
    """Changes to one statement; ``inside`` says whether it stands in a loop."""
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Mult | ast.Div) and _is_sum(node.value):
        # dW /= N + reg * W
        divided, sign = ast.unparse(node.target), "/" if isinstance(node.op, ast.Div) else "*"
        one, two = code(node.value.left), code(node.value.right)
        mark = "+" if isinstance(node.value.op, ast.Add) else "-"
        yield Planted(node, f"{divided} = {divided} {sign} {one} {mark} {two}", "precedence")
        yield Planted(node, "pass", "precedence")
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        operator = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}.get(type(node.op))
        if operator:  # a copy instead of the array that others hold
            yield Planted(
                node, f"{node.target.id} = {node.target.id} {operator} ({ast.unparse(node.value)})", "inputs"
            )
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and inside:
        target, value = ast.unparse(node.targets[0]), ast.unparse(node.value)
        yield Planted(node, f"{target} += {value}", "row")
        if isinstance(node.targets[0], ast.Name):
            yield Planted(node, f"{target} = ({value}) + locals().get({target!r}, 0)", "row")
    if isinstance(node, ast.Assign | ast.AugAssign):
        stored = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(stored, ast.Subscript) and isinstance(stored.slice, ast.Tuple):
            first, second = stored.slice.elts[0], stored.slice.elts[-1]
            if isinstance(first, ast.Slice) and isinstance(second, ast.Name | ast.Call):
                labels = ast.unparse(second)
                chosen = f"{ast.unparse(stored.value)}[range(len({labels})), {labels}]"
                yield Planted(stored, chosen, "labels")
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.value, ast.Name):
        yield Planted(node, f"{ast.unparse(node.targets[0])} = {node.value.id}.copy()", "inputs")
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        array, index = node.targets[0].value, ast.unparse(node.targets[0])
        if isinstance(array, ast.Name):
            copied = f"{array.id} = {array.id}.copy(); {index} = {ast.unparse(node.value)}"
            yield Planted(node, copied, "inputs")


def _is_sum(node: ast.expr) -> TypeGuard[ast.BinOp]:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)


def mended_loops(definition: ast.FunctionDef) -> Iterator[Planted]:
    """What a loop returns in its first turn, returned after the last."""
    for loop in ast.walk(definition):
        if isinstance(loop, ast.For) and isinstance(loop.body[-1], ast.Return) and len(loop.body) > 1:
            shortened = ast.For(loop.target, loop.iter, loop.body[:-1], loop.orelse, lineno=loop.lineno)
            lines = ast.unparse(ast.Module([shortened, loop.body[-1]], [])).split("\n")
            yield Planted(loop, ("\n" + " " * loop.col_offset).join(lines), "row")


def moved_into_loop(definition: ast.FunctionDef) -> Iterator[Planted]:
    """What stands behind a loop and uses its variable, moved into the loop."""
    for position, loop in enumerate(definition.body[:-1]):
        if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Name):
            continue
        behind = list(
            takewhile(lambda node: not isinstance(node, ast.Return), definition.body[position + 1 :])
        )
        used = [
            node
            for node in behind
            if any(isinstance(e, ast.Name) and e.id == loop.target.id for e in ast.walk(node))
        ]
        if used:
            copied = deepcopy(definition)
            inner = copied.body[position]
            assert isinstance(inner, ast.For)
            inner.body += behind
            copied.body = [*copied.body[: position + 1], *definition.body[position + 1 + len(behind) :]]
            yield Planted(definition, ast.unparse(copied), "row", (), behind[0].lineno)


def mended_turns(definition: ast.FunctionDef) -> Iterator[Planted]:
    """Two steps on the same quantity, the other one first: the penalty added after the division."""
    for position, (one, other) in enumerate(pairwise(definition.body)):
        if not isinstance(one, ast.AugAssign) or not isinstance(other, ast.AugAssign):
            continue
        if ast.unparse(one.target) == ast.unparse(other.target) and type(one.op) is not type(other.op):
            copied = deepcopy(definition)
            copied.body[position], copied.body[position + 1] = (
                copied.body[position + 1],
                copied.body[position],
            )
            yield Planted(definition, ast.unparse(copied), "precedence", (), other.lineno)


def exchanged(node: ast.stmt, names: list[str]) -> Iterator[Planted]:
    """Two quantities that stand in each other's place throughout a line."""
    if not isinstance(node, ast.Assign | ast.Return) or node.value is None:
        return
    used = [
        name
        for name in names
        if any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(node.value))
    ]
    for position, one in enumerate(used[:5]):
        for other in used[position + 1 : 5]:
            turned = ast.parse(ast.unparse(node.value), mode="eval").body
            for each in ast.walk(turned):
                if isinstance(each, ast.Name) and each.id in (one, other):
                    each.id = other if each.id == one else one
            yield Planted(node.value, ast.unparse(turned), "order")

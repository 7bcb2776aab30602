"""Mistakes in statements: what is returned, what is added to, loops that end early."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from grader.mutants.mutant import Planted
from grader.mutants.operations import code

_FORGOTTEN = {
    ast.Add: "missing_term",
    ast.Sub: "missing_term",
    ast.Mult: "missing_factor",
    ast.Div: "averaged",
}
_TURNED = {ast.Add: "-=", ast.Sub: "+=", ast.Mult: "/=", ast.Div: "*="}


def planted_in_statement(node: ast.stmt) -> Iterator[Planted]:
    """Mistakes in one statement, not in its expressions."""
    if isinstance(node, ast.AugAssign) and type(node.op) in _TURNED:
        target, value = ast.unparse(node.target), ast.unparse(node.value)
        mistake = "mask" if isinstance(node.op, ast.Mult) and "> 0" in value else _FORGOTTEN[type(node.op)]
        yield Planted(node, "pass", mistake, (node.value,))
        yield Planted(node, f"{target} {_TURNED[type(node.op)]} {value}", "term", (node.value,))
        if isinstance(node.op, ast.Add):
            yield Planted(node, f"{target} = {value}", "row", (node.value,))
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        yield Planted(node, "pass", "missing_term", (node.value,))
    elif (
        isinstance(node, ast.For)
        and isinstance(node.iter, ast.Call)
        and ast.unparse(node.iter.func) == "range"
    ):
        first = node.iter.args
        if len(first) == 1:
            text = ast.unparse(first[0])
            yield Planted(node.iter, f"range(1, {text})", "row")
            yield Planted(node.iter, f"range({text} - 1)", "row")


def planted_in_returned(value: ast.expr, parameters: Sequence[str]) -> Iterator[Planted]:
    """Mistakes in one output of a function as a whole."""
    text = code(value)
    yield Planted(value, f"-{text}", "sign", (value,))
    yield Planted(value, f"2 * {text}", "factor", (value,))
    yield Planted(value, f"{text} / 2", "factor", (value,))
    yield Planted(value, f"{text}.T", "transposed", (value,))
    yield Planted(value, f"{text} * 0", "zeros", (value,))
    yield Planted(value, f"{text} + 1", "constant", (value,))
    if parameters:
        yield Planted(value, f"{text} / len({parameters[0]})", "averaged", (value,))
        yield Planted(value, f"{text} * len({parameters[0]})", "averaged", (value,))


def outputs_of(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """The expressions that are returned, each output of a tuple or dict on its own."""
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None:
            if isinstance(node.value, ast.Tuple):
                yield from node.value.elts
            elif isinstance(node.value, ast.Dict):
                yield from node.value.values
            else:
                yield node.value


def swapped_outputs(function: ast.FunctionDef) -> Iterator[Planted]:
    """Outputs in each other's place."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Return) or node.value is None:
            continue
        value = node.value
        if isinstance(value, ast.Tuple | ast.Dict):
            parts = value.elts if isinstance(value, ast.Tuple) else value.values
            for number in range(len(parts) - 1):
                turned = list(parts)
                turned[number : number + 2] = turned[number + 1], turned[number]
                new = (
                    ast.Tuple(turned, ast.Load())
                    if isinstance(value, ast.Tuple)
                    else ast.Dict(value.keys, turned)
                )
                yield Planted(value, ast.unparse(new), "other_output", tuple(parts[number : number + 2]))

"""Mistakes in sums, products, powers, comparisons and numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutants.mutant import Planted

_SYMBOLS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@", ast.Pow: "**"}
_COMPARED = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<="}
_OTHER_SIDE = {">": ("<", ">="), ">=": ("<", ">"), "<": (">", "<="), "<=": (">", "<")}

SMALL = 0.1
"""Numbers up to here that are added are guards against a division by zero."""


def code(node: ast.expr) -> str:
    """An expression as text, in brackets unless nothing can come between."""
    text = ast.unparse(node)
    return (
        text
        if isinstance(node, ast.Name | ast.Constant | ast.Call | ast.Attribute | ast.Subscript)
        else f"({text})"
    )


def planted_in_operation(node: ast.expr) -> Iterator[Planted]:
    """Mistakes in one operation, not in its operands."""
    if isinstance(node, ast.BinOp):
        symbol = _SYMBOLS.get(type(node.op), "")
        left, right = code(node.left), code(node.right)
        if symbol in ("+", "-"):
            yield from _sum(node, symbol, left, right)
        elif symbol in ("*", "/"):
            yield from _product(node, symbol, left, right)
        elif symbol == "@":
            yield from _matrix_product(node, left, right)
        elif symbol == "**":
            yield Planted(node, left, "function", (node.left,))
            if isinstance(node.right, ast.Constant) and isinstance(node.right.value, int):
                yield Planted(node, f"{left} ** {node.right.value + 1}", "function", (node.left,))
                yield Planted(node, f"{node.right.value} * {left}", "function", (node.left,))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield Planted(node, ast.unparse(node.operand), "sign", (node.operand,))
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        symbol = _COMPARED.get(type(node.ops[0]), "")
        for other in _OTHER_SIDE.get(symbol, ()):
            text = f"{ast.unparse(node.left)} {other} {ast.unparse(node.comparators[0])}"
            yield Planted(node, text, "kink" if other[0] == symbol[0] else "mask", (node.left,))
        if symbol in (">", ">="):
            yield from _other_slopes(node)


def _other_slopes(node: ast.Compare) -> Iterator[Planted]:
    """What stands in the place of the slope of a ReLU: its value, a sign, a leak, the slope of another function."""
    left, right = code(node.left), code(node.comparators[0])
    gap = left if right == "0" else f"({left} - {right})"
    for new in (
        f"{gap} * ({left} > {right})",
        f"(({left} > {right}) * 2.0 - 1)",
        f"(0.01 + 0.99 * ({left} > {right}))",
        f"(0.1 + 0.9 * ({left} > {right}))",
        gap,
        f"({gap} > 0.5)",
        f"({gap} > 1)",
        f"(1 / (2 + 2.718281828459045 ** {gap} + 2.718281828459045 ** -{gap}))",
        f"(1 / (1 + 2.718281828459045 ** -{gap}))",
        f"(abs({gap}) > 0)",
    ):
        yield Planted(node, new, "mask", (node.left,))


def planted_in_number(node: ast.Constant) -> Iterator[Planted]:
    """Another number in the place of one that is written out."""
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    others = [value + 1, value - 1] if isinstance(value, int) else [2 * value, value / 2]
    others += [2 * value] if isinstance(value, int) and value not in (0, 1) else []
    for other in others:
        yield Planted(node, repr(other), "constant")


def _sum(node: ast.BinOp, symbol: str, left: str, right: str) -> Iterator[Planted]:
    other = "-" if symbol == "+" else "+"
    kind = "eps" if is_small(node.right) else "missing_term"
    yield Planted(node, left, "shift" if _is_maximum(node.right) else kind, (node.right,))
    first = "eps" if is_small(node.left) else "missing_term"
    yield Planted(node, right if symbol == "+" else f"-{right}", first, (node.left,))
    yield Planted(node, f"{left} {other} {right}", "eps" if kind == "eps" else "term", (node.right,))
    if symbol == "-":
        yield Planted(node, f"{right} - {left}", "term", (node.left, node.right))
    else:
        yield Planted(node, f"{right} - {left}", "term", (node.left,))
    if kind != "eps":
        for weight in ("2 * ", "0.5 * "):
            yield Planted(node, f"{left} {symbol} {weight}{right}", "term", (node.right,))
            yield Planted(node, f"{weight}{left} {symbol} {right}", "term", (node.left,))
    for inner, outside, turned in ((node.left, right, False), (node.right, left, True)):
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Div | ast.Mult):
            mark = _SYMBOLS[type(inner.op)]
            one, two = code(inner.left), code(inner.right)
            if turned:
                yield Planted(node, f"({outside} {symbol} {one}) {mark} {two}", "precedence")
            else:  # a / n + r, written as a /= n + r, or as (a + r) / n
                yield Planted(node, f"{one} {mark} ({two} {symbol} {outside})", "precedence")
                yield Planted(node, f"({one} {symbol} {outside}) {mark} {two}", "precedence")


def _product(node: ast.BinOp, symbol: str, left: str, right: str) -> Iterator[Planted]:
    counts = symbol == "/" and is_count(node.right)
    lost = "averaged" if counts else "mask" if _is_mask(node.right) else "missing_factor"
    yield Planted(node, left, lost, (node.right,))
    if symbol == "*":
        yield Planted(node, right, "mask" if _is_mask(node.left) else "missing_factor", (node.left,))
    elif not isinstance(node.left, ast.Constant):
        yield Planted(node, f"1 / {right}", "missing_factor", (node.left,))
    other = "/" if symbol == "*" else "*"
    yield Planted(node, f"{left} {other} {right}", "averaged" if counts else "operator", (node.right,))
    yield Planted(node, f"{left} + {right}", "operator", (node.left, node.right))
    if symbol == "*":
        yield Planted(node, f"{left} @ {right}", "operator", (node.left, node.right))
    for inner, outside, turned in ((node.left, right, False), (node.right, left, True)):
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Add | ast.Sub):
            mark = _SYMBOLS[type(inner.op)]
            one, two = code(inner.left), code(inner.right)
            wrong = (
                f"{outside} {symbol} {one} {mark} {two}"
                if turned
                else f"{one} {mark} {two} {symbol} {outside}"
            )
            yield Planted(node, wrong, "precedence")


def _matrix_product(node: ast.BinOp, left: str, right: str) -> Iterator[Planted]:
    yield Planted(node, f"{right} @ {left}", "order", (node.left, node.right))
    yield Planted(node, f"{left}.T @ {right}", "transposed", (node.left,))
    yield Planted(node, f"{left} @ {right}.T", "transposed", (node.right,))
    yield Planted(node, f"({left} @ {right}).T", "transposed", (node.left, node.right))
    yield Planted(node, f"{left} * {right}", "operator", (node.left, node.right))
    yield Planted(node, left, "missing_factor", (node.right,))
    yield Planted(node, right, "missing_factor", (node.left,))
    # ones in the place of a factor: hidden where an upstream gradient is ones
    yield Planted(node, f"(0 * {left} + 1) @ {right}", "missing_factor", (node.left,))
    yield Planted(node, f"{left} @ (0 * {right} + 1)", "missing_factor", (node.right,))


def is_small(node: ast.expr) -> bool:
    """Whether something that is added looks like a guard: a small number, or a name such as eps."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float) and 0 < abs(node.value) <= SMALL
    return isinstance(node, ast.Name) and node.id.lower().startswith("eps")


def is_count(node: ast.expr) -> bool:
    """Whether a divisor counts something: ``len(X)``, ``X.shape[0]``, ``N``."""
    if not isinstance(node, ast.Call | ast.Subscript | ast.Attribute | ast.Name):
        return False
    text = ast.unparse(node)
    if isinstance(node, ast.Call) and not text.startswith("len("):
        return False
    return text.startswith("len(") or ".shape[" in text or ".size" in text or text in ("N", "n", "m", "batch")


def _is_mask(node: ast.expr) -> bool:
    return (
        any(isinstance(inner, ast.Compare) for inner in ast.walk(node)) or "mask" in ast.unparse(node).lower()
    )


def _is_maximum(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("max", "amax")

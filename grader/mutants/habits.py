"""Mistakes of a whole expression, made by habit: operations in another order, a formula of a related function."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutants.mutant import Planted
from grader.mutants.operations import code, is_small

GUARDS = ("1e-3", "1e-5", "1e-6", "1e-8", "1e-12", "0.0")
"""What is typed in for a small constant that is an argument."""

_NUMPY = ("np", "numpy")


def planted_by_habit(node: ast.expr) -> Iterator[Planted]:
    """Mistakes in an expression with what it is made of."""
    if isinstance(node, ast.Call):
        yield from _in_another_order(node)
        yield from _spread(node)
        yield from _reshaped(node)
    elif isinstance(node, ast.BinOp):
        yield from _slopes(node)
        yield from _bracketed(node)
        yield from _logistic(node)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id.lower().startswith("eps"):
        for guard in GUARDS:
            yield Planted(node, guard, "eps", (node,))


def _is_numpy(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node.value) in _NUMPY


def _in_another_order(node: ast.Call) -> Iterator[Planted]:
    """mean(f(x)) for f(mean(x)), and f(x) / c for f(x / c)."""
    function = node.func
    if isinstance(function, ast.Attribute) and function.attr in ("mean", "sum", "max"):
        inner = node.args[0] if _is_numpy(function) and node.args else function.value
        if isinstance(inner, ast.Call) and len(inner.args) == 1 and _is_numpy(inner.func):
            if _is_numpy(function):
                reduced = ast.Call(function, [inner.args[0], *node.args[1:]], node.keywords)
            else:
                reduced = ast.Call(
                    ast.Attribute(inner.args[0], function.attr, ast.Load()), node.args, node.keywords
                )
            yield Planted(node, ast.unparse(ast.Call(inner.func, [reduced], [])), "order", (node,))
    argument = node.args[0] if len(node.args) == 1 else None
    if isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Mult | ast.Div):
        moved = ast.BinOp(ast.Call(function, [argument.left], node.keywords), argument.op, argument.right)
        yield Planted(node, ast.unparse(moved), "order", (argument.right,))
    elif isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Add | ast.Sub):
        moved = ast.BinOp(ast.Call(function, [argument.left], node.keywords), argument.op, argument.right)
        guard = is_small(argument.right)
        yield Planted(node, ast.unparse(moved), "eps" if guard else "precedence", (argument.right,))
    if (
        len(node.args) == 1
        and _is_numpy(function)
        and isinstance(function, ast.Attribute)
        and function.attr == "tanh"
    ):
        yield Planted(
            node,
            f"1 / (1 + {ast.unparse(function.value)}.exp(-{code(node.args[0])}))",
            "function",
            (node.args[0],),
        )


def _spread(node: ast.Call) -> Iterator[Planted]:
    """A variance without its mean, a mean over the wrong length, another distance."""
    function = node.func
    if not isinstance(function, ast.Attribute):
        return
    array = node.args[0] if _is_numpy(function) and node.args else function.value
    words = {word.arg: word.value for word in node.keywords}
    if function.attr in ("var", "std"):
        squares = f"({code(array)} ** 2).mean({', '.join(map(ast.unparse, node.keywords))})"
        yield Planted(
            node, squares if function.attr == "var" else f"{squares} ** 0.5", "missing_term", (array,)
        )
    if (
        function.attr in ("mean", "var")
        and isinstance(axis := words.get("axis"), ast.Constant)
        and axis.value in (0, 1)
    ):
        other = 0 if axis.value else 1
        words_said = ", ".join(map(ast.unparse, node.keywords))
        for length in (f"{code(array)}.shape[{other}]", f"({code(array)}.shape[{axis.value}] - 1)"):
            if function.attr == "mean":
                yield Planted(node, f"{code(array)}.sum({words_said}) / {length}", "averaged", (array,))
    if function.attr == "sqrt" and node.args:
        for inner in ast.walk(node.args[0]):
            if (
                isinstance(inner, ast.BinOp)
                and isinstance(inner.op, ast.Pow)
                and ast.unparse(inner.right) == "2"
            ):
                square, plain = ast.unparse(inner), f"abs({ast.unparse(inner.left)})"
                yield Planted(node, ast.unparse(node.args[0]).replace(square, plain), "function", (array,))


def _reshaped(node: ast.Call) -> Iterator[Planted]:
    """Axes that are read in another order."""
    if not (isinstance(node.func, ast.Attribute) and node.func.attr == "reshape"):
        return
    given = [*map(ast.unparse, node.args), *map(ast.unparse, node.keywords)]
    if not any(word.arg == "order" for word in node.keywords):
        yield Planted(node, f"{ast.unparse(node.func)}({', '.join([*given, 'order=' + repr('F')])})", "index")
    if len(node.args) == 2:
        turned = ast.Call(node.func, node.args[::-1], node.keywords)
        yield Planted(node, f"{ast.unparse(turned)}.T", "index")


def _slopes(node: ast.BinOp) -> Iterator[Planted]:
    """Y (1 - y) for 1 - y², and the other way round."""
    if isinstance(node.op, ast.Mult):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if (
                isinstance(other, ast.BinOp)
                and isinstance(other.op, ast.Sub)
                and ast.unparse(other.right) == ast.unparse(one)
            ):
                yield Planted(node, f"{ast.unparse(other.left)} - {code(one)} ** 2", "function", (node,))
                yield Planted(
                    node, f"{code(one)} * ({ast.unparse(other.left)} - {code(one)} ** 2)", "function", (node,)
                )
    elif (
        isinstance(node.op, ast.Sub)
        and isinstance(node.right, ast.BinOp)
        and isinstance(node.right.op, ast.Pow)
    ):
        base = code(node.right.left)
        yield Planted(node, f"{base} * ({ast.unparse(node.left)} - {base})", "function", (node,))


def _logistic(node: ast.BinOp) -> Iterator[Planted]:
    """A logistic function that is written out, left out, or tanh in its place."""
    below = node.right
    if not (
        isinstance(node.op, ast.Div)
        and ast.unparse(node.left) in ("1", "1.0")
        and isinstance(below, ast.BinOp)
    ):
        return
    inner = below.right
    if not (isinstance(below.op, ast.Add) and isinstance(inner, ast.Call) and len(inner.args) == 1):
        return
    if isinstance(inner.func, ast.Attribute) and inner.func.attr == "exp":
        argument = ast.unparse(ast.UnaryOp(ast.USub(), inner.args[0]))
        if isinstance(inner.args[0], ast.UnaryOp) and isinstance(inner.args[0].op, ast.USub):
            argument = ast.unparse(inner.args[0].operand)
        yield Planted(node, f"({argument})", "function", (node,))
        yield Planted(node, f"{ast.unparse(inner.func.value)}.tanh({argument})", "function", (node,))


def _bracketed(node: ast.BinOp) -> Iterator[Planted]:
    """A (b / c + r) for a b / c + r, and a / b * c for a / (b c)."""
    if isinstance(node.op, ast.Add | ast.Sub) and len(factors := _factors(node.left)) > 1:
        mark = "+" if isinstance(node.op, ast.Add) else "-"
        first, *rest = factors
        chain = "".join(f" {sign} {code(factor)}" for sign, factor in rest[1:])
        inner = f"{code(rest[0][1])}{chain} {mark} {code(node.right)}"
        if rest[0][0] == "*":
            yield Planted(node, f"{code(first[1])} * ({inner})", "precedence")
    if (
        isinstance(node.op, ast.Div)
        and isinstance(node.right, ast.BinOp)
        and isinstance(node.right.op, ast.Mult)
    ):
        yield Planted(
            node, f"{code(node.left)} / {code(node.right.left)} * {code(node.right.right)}", "precedence"
        )
    tops = [node.left, node.right]
    if isinstance(node.op, ast.Div) and all(
        isinstance(each, ast.BinOp) and isinstance(each.op, ast.Add | ast.Sub) for each in tops
    ):
        yield Planted(node, f"{ast.unparse(node.left)} / {ast.unparse(node.right)}", "precedence")


def _factors(node: ast.expr) -> list[tuple[str, ast.expr]]:
    """A product taken apart: each factor with the sign in front of it."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        sign = "*" if isinstance(node.op, ast.Mult) else "/"
        return [*_factors(node.left), (sign, node.right)]
    return [("*", node)]

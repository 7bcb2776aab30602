"""Mistakes in calls, attributes and subscripts: axes, functions, arguments, transposition, indices."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutants.mutant import Planted
from grader.mutants.operations import code, is_small

REDUCTIONS = (
    "median",
    "sum",
    "mean",
    "max",
    "min",
    "amax",
    "amin",
    "prod",
    "std",
    "var",
    "argmax",
    "argmin",
    "norm",
    "average",
)

_OTHERS = {
    "sum": (("mean", "averaged"), ("median", "function")),
    "mean": (("sum", "averaged"), ("median", "function")),
    "median": (("mean", "function"), ("sum", "function")),
    "max": (("min", "function"), ("sum", "function")),
    "min": (("max", "function"),),
    "std": (("var", "function"),),
    "var": (("std", "function"),),
    "log": (("log10", "logarithm"), ("log2", "logarithm"), ("exp", "function")),
    "exp": (("log", "function"), ("exp2", "logarithm"), ("expm1", "constant")),
    "log1p": (("log", "constant"),),
    "tanh": (("sinh", "function"), ("arctan", "function")),
    "sqrt": (("square", "function"),),
    "square": (("abs", "function"),),
    "maximum": (("minimum", "mask"), ("fmin", "mask")),
    "minimum": (("maximum", "mask"),),
    "sin": (("cos", "function"),),
    "cos": (("sin", "function"),),
}
"""Functions of numpy that are taken for one another, and the mistake that is."""

_UNARY = ("exp", "log", "sqrt", "square", "tanh", "abs", "sign", "sin", "cos", "log1p", "expm1")


def planted_in_call(node: ast.Call) -> Iterator[Planted]:
    """Mistakes in one call, not in its arguments."""
    name = ast.unparse(node.func).rpartition(".")[2]
    of_numpy = isinstance(node.func, ast.Attribute)
    if of_numpy and name in REDUCTIONS:
        yield from _reduction(node, name)
    if of_numpy:
        for other, mistake in _OTHERS.get(name, ()):
            if other in (
                "log10",
                "log2",
                "exp2",
                "expm1",
                "sinh",
                "arctan",
                "square",
                "fmin",
            ) and not _is_numpy(node):
                continue
            yield Planted(node, _with_function(node, other), mistake, tuple(node.args))
    if name in _UNARY and len(node.args) == 1:
        yield Planted(node, ast.unparse(node.args[0]), "function", (node.args[0],))
    if name == "where" and len(node.args) == 3:
        test, yes, no = map(ast.unparse, node.args)
        yield Planted(node, f"{code(node.func)}({test}, {no}, {yes})", "mask", (node.args[0],))
        yield Planted(node, yes, "mask", (node.args[0],))
    elif name in ("maximum", "minimum") and len(node.args) == 2:
        for kept, lost in (node.args, node.args[::-1]):
            if not isinstance(kept, ast.Constant):
                yield Planted(node, ast.unparse(kept), "mask", (lost,))
    elif name in ("diag", "diagflat") and of_numpy:
        yield Planted(node, ast.unparse(node.args[0]), "diagonal", (node.args[0],))
    if (
        name == "sqrt"
        and node.args
        and isinstance(inner := node.args[0], ast.BinOp)
        and is_small(inner.right)
    ):
        yield Planted(
            node, f"{code(node.func)}({ast.unparse(inner.left)}) + {ast.unparse(inner.right)}", "eps"
        )
    if (
        len(node.args) >= 2
        and name not in REDUCTIONS
        and name not in ("maximum", "minimum", "where", "reshape", "zeros", "ones")
    ):
        turned = [node.args[1], node.args[0], *node.args[2:]]
        yield Planted(node, _called(node, turned), "order", tuple(node.args[:2]))
    if (
        isinstance(node.func, ast.Name)
        and len(node.args) == 1
        and name not in ("len", "range", "float", "int", "list", "tuple")
    ):
        yield Planted(node, ast.unparse(node.args[0]), "function", (node.args[0],))
        yield Planted(node, f"{node.func.id}({ast.unparse(node)})", "function", (node.args[0],))


def _reduction(node: ast.Call, name: str) -> Iterator[Planted]:
    method = not _is_numpy(node)
    array = (
        node.func.value
        if method and isinstance(node.func, ast.Attribute)
        else node.args[0]
        if node.args
        else None
    )
    if array is None:
        return
    rest = node.args if method else node.args[1:]
    given = {word.arg: word.value for word in node.keywords}
    axis = given.get("axis", rest[0] if rest else None)
    others = [word for word in node.keywords if word.arg != "axis"]
    first = [] if method else [array]
    for wrong in _axes(axis):
        words = ([ast.keyword("axis", ast.Constant(wrong))] if wrong is not None else []) + others
        yield Planted(node, _called(node, first, words), "axis", (array,))
        if wrong is not None and "keepdims" not in given:
            kept = [*words, ast.keyword("keepdims", ast.Constant(True))]
            yield Planted(node, _called(node, first, kept), "axis", (array,))
    if "keepdims" in given:
        words = [word for word in node.keywords if word.arg != "keepdims"]
        yield Planted(node, _called(node, node.args, words), "keepdims", (array,))
    if name in ("sum", "mean"):
        yield Planted(node, ast.unparse(array), "batch_sum", (array,))
        over_rows = axis is None or ast.unparse(axis) == "0"
        if not over_rows:
            other = "mean" if name == "sum" else "sum"
            yield Planted(node, _with_function(node, other), "operator", (array,))
    if name in ("std", "var") and not given.get("ddof"):
        yield Planted(
            node,
            _called(node, node.args, [*node.keywords, ast.keyword("ddof", ast.Constant(1))]),
            "function",
            (array,),
        )


def _axes(axis: ast.expr | None) -> tuple[int | None, ...]:
    if axis is None:
        return 0, -1
    text = ast.unparse(axis)
    if text == "0":
        return 1, None
    return (0, None) if text in ("1", "-1") else (None,)


def planted_in_access(node: ast.Attribute | ast.Subscript) -> Iterator[Planted]:
    """A transposition that is forgotten, and indices that are swapped or off by one."""
    if isinstance(node, ast.Attribute):
        if node.attr == "T":
            yield Planted(node, ast.unparse(node.value), "transposed", (node.value,))
        return
    index = node.slice
    if isinstance(index, ast.Tuple) and len(index.elts) == 2:
        one, two = index.elts
        if not any(isinstance(each, ast.Slice | ast.Constant) for each in index.elts):
            array = code(node.value)
            yield Planted(node, ast.unparse(node.value), "labels", (two,))
            yield Planted(node, f"{array}[{ast.unparse(one)}, {array}.argmax(axis=1)]", "labels", (two,))
            yield Planted(node, f"{array}[0, {ast.unparse(two)}]", "row", (one,))
            yield Planted(node, f"{array}[:, {ast.unparse(two)}]", "labels", (one,))
            yield Planted(node, f"{code(node.value)}[{ast.unparse(two)}, {ast.unparse(one)}]", "index")
            yield Planted(
                node, f"{code(node.value)}[{ast.unparse(one)}, {ast.unparse(two)} - 1]", "labels", (two,)
            )
    elif (
        isinstance(index, ast.Constant)
        and isinstance(index.value, int)
        and ast.unparse(node.value).endswith(".shape")
    ):
        yield Planted(
            node, f"{ast.unparse(node.value)}[{1 - index.value if index.value in (0, 1) else 0}]", "averaged"
        )


def _is_numpy(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) in (
        "np",
        "numpy",
        "np.linalg",
        "numpy.linalg",
    )


def _with_function(node: ast.Call, name: str) -> str:
    assert isinstance(node.func, ast.Attribute)
    function = ast.Attribute(node.func.value, name, ast.Load())
    return ast.unparse(ast.Call(function, node.args, node.keywords))


def _called(node: ast.Call, arguments: list[ast.expr], words: list[ast.keyword] | None = None) -> str:
    return ast.unparse(ast.Call(node.func, arguments, node.keywords if words is None else words))

"""Changes to expressions that may mend a function: axes, brackets, functions left out, whole indices."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutants.calls import REDUCTIONS
from grader.mutants.mutant import Planted
from grader.mutants.operations import code


def mended_call(node: ast.Call) -> Iterator[Planted]:
    """Changes to one call: its axis, its function, its argument; or what it holds alone."""
    name = ast.unparse(node.func).rpartition(".")[2]
    if name in REDUCTIONS and isinstance(node.func, ast.Attribute):
        words = {word.arg: word for word in node.keywords}
        kept = [word for word in node.keywords if word.arg not in ("axis", "keepdims")]
        of_numpy = ast.unparse(node.func.value) in ("np", "numpy")
        arguments = node.args[:1] if of_numpy else []
        for axis in (0, 1, -1, None):
            for keepdims in (False, True):
                given = [] if axis is None else [ast.keyword("axis", ast.Constant(axis))]
                given += [ast.keyword("keepdims", ast.Constant(keepdims))] if keepdims else []
                same_axis = "axis" in words and ast.unparse(words["axis"].value) == repr(axis)
                mistake = "keepdims" if same_axis else "axis"
                yield Planted(node, ast.unparse(ast.Call(node.func, arguments, [*kept, *given])), mistake)
        for other in ("sum", "mean", "max"):
            if name != other and of_numpy:
                function = ast.Attribute(node.func.value, other, ast.Load())
                yield Planted(node, ast.unparse(ast.Call(function, node.args, node.keywords)), "function")
    if node.args and isinstance(inner := node.args[0], ast.Call) and inner.args and len(node.args) == 1:
        outer = ast.Call(node.func, [inner.args[0]], [])
        yield Planted(node, ast.unparse(ast.Call(inner.func, [outer], inner.keywords)), "order")
    if node.args and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) in ("np", "numpy"):
        yield Planted(node, ast.unparse(node.args[0]), "axis" if name in REDUCTIONS else "function")
    if name in ("zeros_like", "empty_like", "ones_like") and node.args:
        made = f"{code(node.func)[: -len('_like')]}({ast.unparse(node.args[0])}.shape)"
        yield Planted(node, made, "integer")
    for word in node.keywords:
        if word.arg == "dtype":
            rest = [each for each in node.keywords if each is not word]
            mistake = "integer" if "int" in ast.unparse(word.value) else "precision"
            yield Planted(node, ast.unparse(ast.Call(node.func, node.args, rest)), mistake)
    if name == "reshape" and node.keywords:
        plain = ast.Call(node.func, node.args, [word for word in node.keywords if word.arg != "order"])
        yield Planted(node, ast.unparse(plain), "index")
    if name in ("abs", "norm", "sqrt", "absolute", "std"):
        yield Planted(node, f"({ast.unparse(node)}) ** 2", "function")
    if name in ("abs", "absolute") and node.args:
        yield Planted(node, f"({ast.unparse(node.args[0])}) ** 2", "function")
    if name in ("sum", "mean", "max", "var"):
        yield Planted(node, f"({ast.unparse(node)}) ** 0.5", "function")
    if len(node.args) == 1 and isinstance(node.func, ast.Name | ast.Attribute):
        argument = ast.unparse(node.args[0])
        yield Planted(node.args[0], f"-{code(node.args[0])}", "term")
        if name in ("int", "round", "float16", "float32", "rint", "floor"):
            yield Planted(node, argument, "integer" if name in ("int", "floor") else "precision")
    if name in ("round", "around", "clip", "nan_to_num", "astype", "abs") and node.args:
        inner = (
            node.func.value
            if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) not in ("np", "numpy")
            else node.args[0]
        )
        yield Planted(
            node, ast.unparse(inner), "precision" if name in ("round", "around", "astype") else "function"
        )


def mended_access(node: ast.Attribute | ast.Subscript) -> Iterator[Planted]:
    """Changes to an attribute or a subscript: another type, the whole array, another index."""
    if isinstance(node, ast.Attribute):
        if node.attr in ("float32", "float16", "single", "half"):
            yield Planted(node, f"{code(node.value)}.float64", "precision")
        elif node.attr in ("int64", "int32"):
            yield Planted(node, f"{code(node.value)}.float64", "integer")
        return
    if ast.unparse(node.value).endswith(".shape"):
        return
    index = node.slice
    whole = (
        "row" if isinstance(index, ast.Slice | ast.Constant) else "missing_term" if is_cut(index) else "index"
    )
    yield Planted(node, ast.unparse(node.value), whole)
    if isinstance(index, ast.Tuple) and len(index.elts) == 2:
        two = ast.unparse(index.elts[1])
        if not isinstance(index.elts[1], ast.Slice) and isinstance(index.elts[0], ast.Slice | ast.Constant):
            mistake = "row" if isinstance(index.elts[0], ast.Constant) else "labels"
            yield Planted(node, f"{code(node.value)}[range(len({two})), {two}]", mistake)
    elif not isinstance(index, ast.Tuple):
        for moved in ("+ 1", "- 1"):
            yield Planted(node, f"{code(node.value)}[({ast.unparse(index)}) {moved}]", "labels")


def is_cut(index: ast.expr) -> bool:
    """Whether an index leaves out columns."""
    return isinstance(index, ast.Tuple) and any(
        isinstance(each, ast.Slice) and (each.lower or each.upper) for each in index.elts
    )


def mended_operation(node: ast.expr) -> Iterator[Planted]:
    """Changes to one operation: another sign, other brackets."""
    if not isinstance(node, ast.BinOp):
        return
    left, right = code(node.left), code(node.right)
    if isinstance(node.op, ast.MatMult):
        plain = [
            each.value if isinstance(each, ast.Attribute) and each.attr == "T" else each
            for each in (node.left, node.right)
        ]
        yield Planted(node, f"{code(plain[0])} * {code(plain[1])}", "operator")
    if (
        isinstance(node.op, ast.Mult | ast.Div)
        and isinstance(call := node.left, ast.Call)
        and len(call.args) == 1
    ):
        scaled = ast.BinOp(call.args[0], node.op, node.right)
        yield Planted(node, ast.unparse(ast.Call(call.func, [scaled], call.keywords)), "order")
    if isinstance(node.op, ast.FloorDiv):
        yield Planted(node, f"{left} / {right}", "integer")
    elif isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
        for symbol in ("+", "-", "*", "/", "@"):
            if symbol != _SIGNS.get(type(node.op)):
                yield Planted(node, f"{left} {symbol} {right}", "operator")
        yield from _regrouped(node)
    elif isinstance(node.op, ast.Pow) and isinstance(inner := node.left, ast.Call) and inner.args:
        # (mean x) ** 2 and mean(x ** 2)
        power = ast.BinOp(inner.args[0], node.op, node.right)
        yield Planted(
            node, ast.unparse(ast.Call(inner.func, [power, *inner.args[1:]], inner.keywords)), "order"
        )
    elif isinstance(node.op, ast.Pow) and isinstance(node.left, ast.Constant):
        yield Planted(node, f"2.718281828459045 ** {right}", "function")


_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}


def _regrouped(node: ast.BinOp) -> Iterator[Planted]:
    """The same row of signs with brackets in another place."""
    outer = _SIGNS[type(node.op)]
    inner = node.left
    if isinstance(inner, ast.BinOp) and type(inner.op) in _SIGNS:
        mark = _SIGNS[type(inner.op)]
        yield Planted(
            node, f"{code(inner.left)} {mark} ({code(inner.right)} {outer} {code(node.right)})", "precedence"
        )
    if isinstance(inner, ast.BinOp) and outer in "+-" and isinstance(inner.op, ast.Add | ast.Sub):
        quotient = inner.right
        if isinstance(quotient, ast.BinOp) and isinstance(quotient.op, ast.Div):
            # (a - b) / (c + d), written as a - b / c + d
            above = f"({ast.unparse(inner.left)} {_SIGNS[type(inner.op)]} {code(quotient.left)})"
            below = f"({code(quotient.right)} {outer} {code(node.right)})"
            yield Planted(node, f"{above} / {below}", "precedence")
    inner = node.right
    if isinstance(inner, ast.BinOp) and type(inner.op) in _SIGNS:
        mark = _SIGNS[type(inner.op)]
        yield Planted(
            node, f"({code(node.left)} {outer} {code(inner.left)}) {mark} {code(inner.right)}", "precedence"
        )


def mended_number(node: ast.Constant) -> Iterator[Planted]:
    """Another number in the place of one that is written out."""
    if isinstance(node.value, int | float) and not isinstance(node.value, bool) and node.value:
        yield Planted(node, repr(-node.value), "term")
        yield Planted(node, repr(node.value / 2), "factor")

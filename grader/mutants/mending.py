"""Small changes to a student's function, one of which may mend it: what it changes is what was wrong.

The changes are the mistakes of ``planting``, which undo each other, and a few that only make sense the
other way round: an axis added, a sum in place of an assignment, a minus sign in front of an argument.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import islice, takewhile
from typing import NamedTuple, TypeGuard

from grader.mutants.calls import REDUCTIONS, planted_in_access, planted_in_call
from grader.mutants.mutant import Planted
from grader.mutants.operations import code, is_count, planted_in_number, planted_in_operation
from grader.mutants.planting import local_names, reached
from grader.mutants.segments import replaced
from grader.mutants.statements import planted_in_statement
from grader.mutants.throughout import planted_throughout

MAX_CHANGES = 120

_WRONG = {
    "missing_term": "term",
    "missing_factor": "factor",
    "batch_sum": "axis",
    "sign": "term",
    "row": "row",
    "zeros": "values",
}
"""What was wrong if leaving something out mends it; all other changes are their own opposite."""


class Change(NamedTuple):
    """A file with one change, and what was wrong if that mends it."""

    text: str
    mistake: str
    line: int


def changes(text: str, function: str) -> Iterator[Change]:
    """Files that differ from a student's by one change in a function, or in one of the file's functions that it reaches."""
    tree = ast.parse(text)
    defined = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    if function not in defined:
        return
    tried = [each for definition in reached(function, defined) for each in _tried(definition)]
    tried.sort(key=lambda each: _RARE.index(each.mistake) if each.mistake in _RARE else -1)
    yield from islice(_changes(text, tried), MAX_CHANGES)


_RARE = ("function", "index", "operator", "transposed", "constant", "order")
"""What is tried last, the rarest at the end."""


def _changes(text: str, tried: Sequence[Planted]) -> Iterator[Change]:
    seen = {text}
    for each in tried:
        try:
            changed = replaced(text, each.node, each.new)
        except SyntaxError:
            continue
        if changed not in seen:
            seen.add(changed)
            yield Change(changed, each.mistake, each.line)


def _tried(definition: ast.FunctionDef) -> Iterator[Planted]:
    places = _places(definition)
    left_alone = _left_alone(definition)
    for each in _everything(definition):
        if id(each.node) in left_alone:
            continue
        mistake = places.get(id(each.node), each.mistake)
        yield each._replace(mistake=mistake if each.mistake not in ("row", "inputs") else each.mistake)


def _left_alone(definition: ast.FunctionDef) -> set[int]:
    """Numbers of axes, which calls change themselves, and what decides whether something is done at all."""
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
    return found


def _places(definition: ast.FunctionDef) -> dict[int, str]:
    """What is wrong with an expression by where it stands: among labels, in a mask, in a divisor that counts."""
    found: dict[int, str] = {}
    for node in ast.walk(definition):
        inner: tuple[ast.AST, ...] = ()
        mistake = ""
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            inner, mistake = (node.slice,), "row"
        elif isinstance(node, ast.Subscript) and _is_cut(node.slice):
            inner, mistake = (node.slice,), "missing_term"
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple | ast.Name | ast.Subscript):
            inner, mistake = (node.slice,), "labels"
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "range":
            inner, mistake = tuple(node.args), "row"
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Gt | ast.GtE | ast.Lt | ast.LtE):
            inner, mistake = (node,), "mask"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and is_count(node.right):
            inner, mistake = (node.right,), "averaged"
        found |= {id(each): mistake for root in inner for each in ast.walk(root)}
    return found


def _undone(planted: Iterator[Planted]) -> Iterator[Planted]:
    """What was wrong if a planted mistake mends it."""
    for each in planted:
        yield each._replace(mistake=_WRONG.get(each.mistake, each.mistake))


def _everything(definition: ast.FunctionDef) -> Iterator[Planted]:
    names = local_names(definition)
    later: list[Planted] = []
    yield from _loops(definition)
    yield from _after_loop(definition)
    yield from planted_throughout(definition)
    in_loop = {
        id(node) for loop in ast.walk(definition) if isinstance(loop, ast.For) for node in ast.walk(loop)
    }
    in_shape = {
        id(node.value)
        for node in ast.walk(definition)
        if isinstance(node, ast.Attribute) and node.attr == "shape"
    }
    for node in (node for statement in definition.body for node in ast.walk(statement)):
        if isinstance(node, ast.stmt):
            yield from _statement(node, inside=id(node) in in_loop)
            yield from _undone(planted_in_statement(node))
            yield from _exchanged(node, names)
        elif isinstance(node, ast.Call):
            yield from _call(node)
            yield from _undone(planted_in_call(node))
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Load):
            yield from _access(node)
            yield from _undone(planted_in_access(node))
        elif isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare):
            yield from _undone(planted_in_operation(node))
            yield from _operation(node)
            if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
                later += [Planted(node, name, "labels") for name in names]
        elif isinstance(node, ast.Constant):
            yield from _undone(planted_in_number(node))
            yield from _number(node)
            if isinstance(node.value, int | float) and not isinstance(node.value, bool):
                later += [Planted(node, name, "function") for name in names]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
            later += [Planted(node, name, "order") for name in names if name != node.id]
            later.append(Planted(node, f"-{node.id}", "term"))
            if id(node) not in in_shape:
                later.append(Planted(node, f"{node.id}.T", "transposed"))
            later.append(Planted(node, f"{node.id} ** 2", "function"))
    yield from later


def _statement(node: ast.stmt, *, inside: bool) -> Iterator[Planted]:
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
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.value, ast.Name):
        yield Planted(node, f"{ast.unparse(node.targets[0])} = {node.value.id}.copy()", "inputs")
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        array, index = node.targets[0].value, ast.unparse(node.targets[0])
        if isinstance(array, ast.Name):
            copied = f"{array.id} = {array.id}.copy(); {index} = {ast.unparse(node.value)}"
            yield Planted(node, copied, "inputs")


def _is_sum(node: ast.expr) -> TypeGuard[ast.BinOp]:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)


def _loops(definition: ast.FunctionDef) -> Iterator[Planted]:
    """What a loop returns in its first turn, returned after the last."""
    for loop in ast.walk(definition):
        if isinstance(loop, ast.For) and isinstance(loop.body[-1], ast.Return) and len(loop.body) > 1:
            shortened = ast.For(loop.target, loop.iter, loop.body[:-1], loop.orelse, lineno=loop.lineno)
            lines = ast.unparse([shortened, loop.body[-1]]).split("\n")  # type: ignore[arg-type]
            yield Planted(loop, ("\n" + " " * loop.col_offset).join(lines), "row")


def _after_loop(definition: ast.FunctionDef) -> Iterator[Planted]:
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


def _exchanged(node: ast.stmt, names: list[str]) -> Iterator[Planted]:
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


def _call(node: ast.Call) -> Iterator[Planted]:
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


def _access(node: ast.Attribute | ast.Subscript) -> Iterator[Planted]:
    if isinstance(node, ast.Attribute):
        if node.attr in ("float32", "float16", "single", "half"):
            yield Planted(node, f"{code(node.value)}.float64", "precision")
        elif node.attr in ("int64", "int32"):
            yield Planted(node, f"{code(node.value)}.float64", "integer")
        return
    index = node.slice
    whole = (
        "row"
        if isinstance(index, ast.Slice | ast.Constant)
        else "missing_term"
        if _is_cut(index)
        else "index"
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


def _is_cut(index: ast.expr) -> bool:
    """Whether an index leaves out columns."""
    return isinstance(index, ast.Tuple) and any(
        isinstance(each, ast.Slice) and (each.lower or each.upper) for each in index.elts
    )


def _operation(node: ast.expr) -> Iterator[Planted]:
    if not isinstance(node, ast.BinOp):
        return
    left, right = code(node.left), code(node.right)
    if isinstance(node.op, ast.MatMult):
        plain = [
            each.value if isinstance(each, ast.Attribute) and each.attr == "T" else each
            for each in (node.left, node.right)
        ]
        yield Planted(node, f"{code(plain[0])} * {code(plain[1])}", "operator")
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
    inner = node.right
    if isinstance(inner, ast.BinOp) and type(inner.op) in _SIGNS:
        mark = _SIGNS[type(inner.op)]
        yield Planted(
            node, f"({code(node.left)} {outer} {code(inner.left)}) {mark} {code(inner.right)}", "precedence"
        )


def _number(node: ast.Constant) -> Iterator[Planted]:
    if isinstance(node.value, int | float) and not isinstance(node.value, bool) and node.value:
        yield Planted(node, repr(-node.value), "term")
        yield Planted(node, repr(node.value / 2), "factor")

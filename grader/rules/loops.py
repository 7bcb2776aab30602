"""Python-level loops in a source: where they stand, and what to write instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.rules.names import Names
from grader.rules.reach import Body, Reached, local_names, reach
from grader.source import Source, nodes


class Loop(NamedTuple):
    """A loop that a function runs through, and what to write instead; lines and columns count from 1."""

    file: str
    line: int
    column: int
    what: str
    instead: str
    in_c: bool = False
    """Whether it runs in C, so that no operations are counted."""


_WHOLE = "work on whole arrays"
_STATEMENTS = {
    ast.For: ("a for loop", "work on whole arrays: X @ W, X * y, X.sum(axis=0)"),
    ast.AsyncFor: ("a for loop", _WHOLE),
    ast.While: ("a while loop", _WHOLE),
    ast.ListComp: ("a list comprehension", "build the array with numpy: broadcasting, np.where, indexing"),
    ast.SetComp: ("a set comprehension", "use np.unique"),
    ast.DictComp: ("a dict comprehension", _WHOLE),
    ast.GeneratorExp: ("a generator", "use a numpy reduction: X.sum(axis=1)"),
}

_CALLABLES = {
    "numpy.vectorize": "np.vectorize is a loop: use numpy functions on the whole array",
    "numpy.apply_along_axis": "np.apply_along_axis is a loop: pass axis= to the numpy function",
    "numpy.apply_over_axes": "pass axis= to the numpy function",
    "numpy.frompyfunc": "np.frompyfunc is a loop: use numpy functions on the whole array",
    "numpy.nditer": _WHOLE,
    "numpy.ndenumerate": _WHOLE,
    "numpy.ndindex": _WHOLE,
    "numpy.fromiter": "build the array with numpy",
    "builtins.map": "apply numpy functions to the whole array",
    "builtins.filter": "use a boolean mask: X[X > 0]",
    "functools.reduce": "use a ufunc's own reduce: np.add.reduce",
    "past.builtins.reduce": "use a ufunc's own reduce: np.add.reduce",
    "itertools.starmap": "apply numpy functions to the whole array",
    "itertools.accumulate": "use np.cumsum or a ufunc's accumulate",
    "itertools.takewhile": "use np.argmin on a mask",
    "itertools.dropwhile": "use np.argmax on a mask",
    "itertools.filterfalse": "use a boolean mask: X[~mask]",
    "itertools.groupby": "use np.unique",
}
"""What loops in C however it is called."""

_REDUCTIONS = {
    "builtins.sum": "use np.sum",
    "builtins.any": "use np.any",
    "builtins.all": "use np.all",
    "builtins.min": "use np.min",
    "builtins.max": "use np.max",
    "builtins.sorted": "use np.sort",
    "math.fsum": "use np.sum",
    "math.prod": "use np.prod",
}
"""What loops over its argument if that is an array."""


def loops_reached(
    sources: Mapping[str, Source], module: str, function: str, *, over_arrays_only: bool = False
) -> tuple[Loop, ...]:
    """Every loop in a function and in what it reaches: helpers, classes, other files of the submission.

    With ``over_arrays_only`` those that run at Python level are left to counting, and only iterators
    that run in C over an array are found.
    """
    reached = reach(sources, module, function)
    modules = {body.where[0]: body.source for body in reached.bodies}
    names = {module: Names(source) for module, source in modules.items()}
    found = {loop for body in reached.bodies for loop in _loops(body, names[body.where[0]])}
    if over_arrays_only:
        return tuple(sorted(loop for loop in found if loop.in_c))
    return tuple(sorted(found | set(_recursions(reached))))


def _recursions(reached: Reached) -> Iterator[Loop]:
    """Functions that lead back to themselves, each at its definition; inner ones too."""
    for body in reached.bodies:
        if body.where in _leads_to(reached, body.where):
            yield _recursion(body.source, body.node, body.where[1].rpartition(".")[2])
        for node in nodes(body.node):
            name = ""
            if isinstance(node, ast.FunctionDef) and node is not body.node:
                name = node.name
            elif (
                isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda) and node is not body.node
            ):
                name = next((target.id for target in node.targets if isinstance(target, ast.Name)), "")
            if name and _calls(node, name):
                yield _recursion(body.source, node, name)


def _leads_to(reached: Reached, start: tuple[str, str]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    pending = list(reached.calls.get(start, ()))
    while pending:
        other = pending.pop()
        if other not in found:
            found.add(other)
            pending += reached.calls.get(other, ())
    return found


def _calls(node: ast.AST, name: str) -> bool:
    calls = (child.func for child in nodes(node) if isinstance(child, ast.Call))
    return any(isinstance(function, ast.Name) and function.id == name for function in calls)


def _recursion(source: Source, node: ast.AST, name: str) -> Loop:
    what = f"{name} calls itself, directly or through others"
    return Loop(source.file, getattr(node, "lineno", 0), getattr(node, "col_offset", 0) + 1, what, _WHOLE)


def _loops(body: Body, names: Names) -> Iterator[Loop]:
    local = local_names(body.node)
    file = body.source.file
    inside = nodes(body.node)
    called = {id(node.func): node for node in inside if isinstance(node, ast.Call)}
    named = {id(node.value) for node in inside if isinstance(node, ast.Attribute)}
    for node in inside:
        line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0) + 1
        if type(node) in _STATEMENTS:
            if not body.on_import or _makes_functions(node):
                what, instead = _STATEMENTS[type(node)]
                yield Loop(file, line, column, what, instead)
        elif isinstance(node, ast.Name | ast.Attribute | ast.Call):
            full = names.full(node, local) if id(node) not in named else ""
            call = called.get(id(node))
            if full in _CALLABLES and not _harmless(full, call, body):
                what = f"{full.rpartition('.')[2]}, which is a loop"
                yield Loop(file, line, column, what, _CALLABLES[full], in_c=True)
            if call and full in _REDUCTIONS and not body.on_import and _over_an_array(full, call, body.node):
                what = f"Python's own {full.rpartition('.')[2]} over an array, which is a loop"
                yield Loop(file, call.lineno, call.col_offset + 1, what, _REDUCTIONS[full], in_c=True)
            if call and full in ("builtins.exec", "builtins.eval", "builtins.compile"):
                yield from _in_text(call, file)
            if call and isinstance(node, ast.Attribute) and node.attr == "sort" and _has_key(call):
                yield Loop(
                    file, line, column, "a sort with a key, which is a loop", "use np.argsort", in_c=True
                )


def _makes_functions(node: ast.AST) -> bool:
    """Whether a loop on import chains functions, so that it runs in every call after all."""
    return any(isinstance(child, ast.Lambda | ast.FunctionDef) for child in nodes(node))


def _harmless(full: str, call: ast.Call | None, body: Body) -> bool:
    """``reduce(mul, X.shape)`` and ``map(int, X.shape)``, and a table that is worked out on import."""
    if call is None:
        return False
    if full in ("builtins.map", "builtins.filter", "functools.reduce") and len(call.args) > 1:
        over = call.args[1]
        literal = isinstance(over, ast.Tuple | ast.List) and _no_array(over, body.node)
        return body.on_import or literal or (isinstance(over, ast.Attribute) and over.attr == "shape")
    return False


def _over_an_array(full: str, call: ast.Call, scope: ast.AST) -> bool:
    """Whether the one argument can be an array: not several, nothing written out, no shape."""
    if _has_key(call):
        return True
    several = full in ("builtins.min", "builtins.max") and len(call.args) > 1
    return bool(call.args) and not several and not _no_array(call.args[0], scope)


def _no_array(argument: ast.expr, scope: ast.AST) -> bool:
    match argument:
        case ast.Tuple() | ast.List() | ast.Set():
            return not any(isinstance(item, ast.Starred) for item in argument.elts)
        case ast.Constant() | ast.Dict() | ast.JoinedStr() | ast.GeneratorExp() | ast.ListComp():
            return True
        case ast.Attribute(attr="shape"):
            return True
        case ast.Starred(value=inner):
            return _no_array(inner, scope)
        case ast.Subscript(value=inner):
            return isinstance(inner, ast.Attribute) and inner.attr == "shape"
        case ast.Call(func=ast.Name(id="range" | "len" | "dict" | "str" | "zip")):
            return True
        case ast.Call(func=ast.Attribute(attr="items" | "keys" | "values")):
            return True
        case ast.BinOp(left=left, right=right):
            return _no_array(left, scope) and _no_array(right, scope)
        case ast.Name(id=name):
            values = [
                node.value
                for node in nodes(scope)
                if isinstance(node, ast.Assign)
                and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
            ]
            return bool(values) and all(not isinstance(v, ast.Name) and _no_array(v, scope) for v in values)
    return False


def _has_key(call: ast.Call) -> bool:
    return any(keyword.arg == "key" for keyword in call.keywords)


def _in_text(call: ast.Call, file: str) -> Iterator[Loop]:
    """Loops in the text that exec, eval or compile is given as it stands."""
    text = _folded(call.args[0]) if call.args else None
    if text is None:
        return
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in nodes(tree):
        if type(node) in _STATEMENTS:
            what, instead = _STATEMENTS[type(node)]
            yield Loop(file, call.lineno, call.col_offset + 1, f"{what} in a text that is run", instead)


def _folded(node: ast.expr) -> str | None:
    """A text that is written out, in pieces perhaps."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _folded(node.left), _folded(node.right)
        return None if left is None or right is None else left + right
    return None

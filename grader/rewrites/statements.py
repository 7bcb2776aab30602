"""Equal forms of whole statements: names brought in and taken out, inputs and results copied."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import NamedTuple

from grader.rewrites.scope import Scope
from grader.rewrites.templates import filled
from grader.source import nodes

Place = ast.expr | ast.stmt


class Edit(NamedTuple):
    """What is done, and which nodes become which code, all at once."""

    rewrite: str
    changes: tuple[tuple[Place, str], ...]


def by_statement(scope: Scope) -> Iterator[Edit]:
    """The equal forms of the statements of a function."""
    yield from _inlined(scope)
    yield from _introduced(scope)
    yield from _results(scope)
    yield from _inputs(scope)


def simple_statements(function: ast.FunctionDef) -> Iterator[ast.stmt]:
    """The statements of a function that hold no others, those of functions inside it left out."""
    pending: list[ast.stmt] = list(reversed(function.body))
    while pending:
        statement = pending.pop()
        if isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Return):
            yield statement
        elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inside = [child for child in ast.iter_child_nodes(statement) if isinstance(child, ast.stmt)]
            pending += reversed(inside)


def first_statement(function: ast.FunctionDef) -> ast.stmt | None:
    """The first statement after the docstring, if something can be written before it in its line."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    first = body[0] if body else None
    return first if isinstance(first, ast.Assign | ast.AugAssign | ast.Return | ast.Expr | ast.Pass) else None


def fresh(scope: Scope, wanted: str) -> str:
    """A name that the function does not use."""
    used = {each.id for each in nodes(scope.function) if isinstance(each, ast.Name)}
    used |= {each.arg for each in nodes(scope.function) if isinstance(each, ast.arg)} | scope.defined
    return next(name for name in (wanted, *(f"{wanted}_{n}" for n in range(1, 1000))) if name not in used)


def _inlined(scope: Scope) -> Iterator[Edit]:
    """A local name replaced by what it stands for, where nothing is written into arrays."""
    inside = nodes(scope.function)
    if (
        any(map(_writes, inside))
        or not scope.pure(scope.function)
        or any(isinstance(each, ast.FunctionDef) for each in inside[1:])
    ):
        return
    assigned = {id(s.value): s for s in scope.function.body if isinstance(s, ast.Assign)}
    for name, value in scope.values.items():
        uses = [n for n in inside if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)]
        settled = all(scope.single(each.id) for each in nodes(value) if isinstance(each, ast.Name))
        if uses and settled and scope.pure(value) and not any(map(_binds, nodes(value))):
            code = ast.unparse(value)
            yield Edit("name inlined", ((assigned[id(value)], "pass"), *((use, code) for use in uses)))


def _writes(node: ast.AST) -> bool:
    stored = isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load)
    keyword = isinstance(node, ast.keyword) and node.arg == "out"
    dropped = isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
    return (
        stored
        or keyword
        or dropped
        or isinstance(node, ast.AugAssign | ast.Delete | ast.Global | ast.Nonlocal)
    )


def _binds(node: ast.AST) -> bool:
    return isinstance(node, ast.comprehension | ast.Lambda)


def _introduced(scope: Scope) -> Iterator[Edit]:
    """A part of a statement that gets a name before it."""
    name = fresh(scope, "part")
    for statement in simple_statements(scope.function):
        value = getattr(statement, "value", None)
        for node in _certain(value) if isinstance(value, ast.expr) else ():
            if node is not value and isinstance(node, ast.BinOp | ast.Call) and scope.pure(node):
                rest = ast.unparse(_Named(node, name).visit(deepcopy(statement, {id(node): node})))
                yield Edit("name introduced", ((statement, f"{name} = {ast.unparse(node)}; {rest}"),))


class _Named(ast.NodeTransformer):
    def __init__(self, node: ast.expr, name: str) -> None:
        self.node = node
        self.name = name

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.node:
            return ast.Name(self.name, ast.Load())
        self.generic_visit(node)
        return node


def _certain(value: ast.expr) -> Iterator[ast.expr]:
    """The expressions inside one that are worked out whenever it is."""
    yield value
    if isinstance(value, ast.Lambda | ast.IfExp | ast.BoolOp | ast.JoinedStr) or hasattr(value, "generators"):
        return
    for child in ast.iter_child_nodes(value):
        inner = child.value if isinstance(child, ast.keyword) else child
        if isinstance(inner, ast.expr):
            yield from _certain(inner)


def _results(scope: Scope) -> Iterator[Edit]:
    """What is returned, under a name of its own, and copied."""
    name = fresh(scope, "result")
    for statement in simple_statements(scope.function):
        if not isinstance(statement, ast.Return) or statement.value is None:
            continue
        code = ast.unparse(statement.value)
        yield Edit("result under a name", ((statement, f"{name} = {code}; return {name}"),))
        if not scope.main:
            continue
        outputs = _outputs(statement.value)
        if all(scope.axes_of(scope.resolved(each)) for each in outputs):
            for form in ("A.copy()", "np.asfortranarray(A)", "np.array(A)"):
                copies = tuple((each, filled(form, {"A": each}, scope.numpy)) for each in outputs)
                yield Edit("result copied", copies)
        numbers = [each for each in outputs if scope.axes_of(scope.resolved(each)) == 0]
        for form in ("float(A)", "np.float64(A)", "np.array(A)") if numbers else ():
            written = tuple((each, filled(form, {"A": each}, scope.numpy)) for each in numbers)
            yield Edit("number in another type", written)


def _outputs(value: ast.expr) -> Sequence[ast.expr]:
    if isinstance(value, ast.Tuple) and not any(isinstance(each, ast.Starred) for each in value.elts):
        return value.elts
    if isinstance(value, ast.Dict) and all(value.keys):
        return value.values
    return [value]


def _inputs(scope: Scope) -> Iterator[Edit]:
    """The arrays that come in, copied before anything is done with them."""
    first = first_statement(scope.function)
    arguments = [each.arg for each in scope.function.args.args]
    names = [name for name in arguments if scope.axes.get(name)]
    if not names or first is None or not scope.main:
        return
    for form in (f"{scope.numpy}.array({{}}, dtype=float)", f"{scope.numpy}.asfortranarray({{}})"):
        copies = "; ".join(f"{name} = {form.format(name)}" for name in names)
        yield Edit("inputs copied", ((first, f"{copies}; {ast.unparse(first)}"),))

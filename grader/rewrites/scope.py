"""What is known of a function by reading it: what its names stand for, and how many axes its arrays have."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.rewrites.axes import Axes, axes
from grader.source import nodes

Function = ast.FunctionDef


_TRUTHS = frozenset({"greater", "greater_equal", "less", "less_equal", "equal", "not_equal", "logical_and", "logical_or", "logical_not", "isnan", "isfinite", "isinf"})  # fmt: skip


class Scope(NamedTuple):
    """One function of a file."""

    function: Function
    numpy: str
    """What the file calls numpy."""
    imported: bool
    """Whether it imports it."""
    axes: Axes
    """How many axes the arrays have whose names are bound once, as far as it is known."""
    values: Mapping[str, ast.expr]
    """What the local names stand for that one plain assignment binds."""
    bound: Mapping[str, int]
    """How often each local name is bound."""
    defined: frozenset[str]
    """Functions of the file that do not write into what they are given."""
    main: bool
    """Whether it is the function asked for, and not one that it reaches."""

    def resolved(self, node: ast.expr) -> ast.expr:
        """What a name stands for, or the expression itself."""
        for _ in range(5):
            if not isinstance(node, ast.Name) or node.id not in self.values:
                break
            node = self.values[node.id]
        return node

    def single(self, name: str) -> bool:
        """Whether a name stands for the same thing all through the function."""
        return self.bound.get(name, 0) <= 1

    def axes_of(self, node: ast.expr) -> int | None:
        """How many axes an expression has, if it is known: 0 for a number."""
        return axes(node, self.axes, self.numpy)

    def numeric(self, node: ast.expr) -> bool:
        """Whether an expression is a number or an array for sure, and no list, tuple or text."""
        node = self.resolved(node)
        if self.axes_of(node) is not None:
            return True
        match node:
            case ast.BinOp(op=ast.Sub() | ast.Div() | ast.MatMult() | ast.Pow()) | ast.UnaryOp():
                return True
            case ast.BinOp(left, ast.Add(), right):
                return self.numeric(left) or self.numeric(right)
            case ast.BinOp(left, _, right):
                return self.numeric(left) and self.numeric(right)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=module))):
                return module == self.numpy
            case ast.Call(func=ast.Attribute(attr=name)):
                return name in _REDUCTIONS
        return False

    def mask(self, node: ast.expr) -> bool:
        """Whether an expression holds truth values for sure: the sum of two such arrays is no number."""
        node = self.resolved(node)
        match node:
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not() | ast.Invert()):
                return True
            case ast.BinOp(left, ast.Mult() | ast.Add() | ast.BitAnd() | ast.BitOr() | ast.BitXor(), right):
                return self.mask(left) and self.mask(right)
            case ast.Call(func=ast.Attribute(attr=name)):
                return name in _TRUTHS
        return False

    def sequence(self, node: ast.expr) -> bool:
        """Whether an expression is a list, a tuple or a text for sure."""
        node = self.resolved(node)
        match node:
            case ast.List() | ast.Tuple() | ast.ListComp() | ast.JoinedStr() | ast.Attribute(attr="shape"):
                return True
            case ast.Constant(value=value):
                return isinstance(value, str | bytes)
            case ast.BinOp(left, _, right):
                return self.sequence(left) or self.sequence(right)
            case ast.Call(func=ast.Name(id=name)):
                return name in ("list", "tuple", "str", "sorted")
            case ast.Subscript(value=inner, slice=ast.Slice()):
                return self.sequence(inner)
        return False

    def pure(self, node: ast.AST) -> bool:
        """Whether an expression gives the same each time, and nothing in it writes into what was there before."""
        return all(self._harmless(each) for each in nodes(node))

    def _harmless(self, node: ast.AST) -> bool:
        if isinstance(
            node, ast.NamedExpr | ast.Yield | ast.YieldFrom | ast.Await | ast.JoinedStr | ast.Lambda
        ):
            return False
        if not isinstance(node, ast.Call):
            return True
        match node.func:
            case ast.Name(id=name):
                return name in self.defined or name in _BUILTINS
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module == self.numpy:
                return name not in ("random", "copyto", "put", "place", "putmask", "fill_diagonal")
            case ast.Attribute(value=ast.Attribute(value=ast.Name(id=module)), attr="reduce") if (
                module == self.numpy
            ):
                return True
            case ast.Attribute(attr=name):
                return name in _METHODS
        return False


_REDUCTIONS = frozenset({"sum", "mean", "max", "min", "prod", "std", "var", "dot"})
_METHODS = _REDUCTIONS | {
    "copy", "astype", "reshape", "transpose", "ravel", "flatten", "argmax", "argmin", "any", "all", "cumsum", "clip",
}  # fmt: skip
_BUILTINS = frozenset({"len", "range", "float", "int", "abs", "min", "max", "sum", "tuple", "list", "bool"})


def scopes(tree: ast.Module, function: str, dimensions: Axes) -> list[Scope]:
    """The function of that name and the module-level functions it reaches, itself first.

    ``dimensions`` are the axes of its parameters; those of the others follow from the calls.
    """
    first = _reached(tree, function, dimensions, {})
    returned = {f"{each.function.name}()": count for each in first if (count := _returned(each)) is not None}
    return _reached(tree, function, dimensions, returned) if returned else first


def _returned(scope: Scope) -> int | None:
    """How many axes a function returns, if every return of it gives as many."""
    values = [each.value for each in nodes(scope.function) if isinstance(each, ast.Return)]
    counts = {None if each is None else scope.axes_of(each) for each in values}
    return counts.pop() if len(counts) == 1 else None


def _reached(tree: ast.Module, function: str, dimensions: Axes, returned: Axes) -> list[Scope]:
    defined = {node.name: node for node in tree.body if isinstance(node, Function)}
    harmless = frozenset(name for name, node in defined.items() if not _writes_arguments(node))
    numpy, imported = _numpy(tree)
    known = {function: dict(dimensions)}
    found: dict[str, Scope] = {}
    pending = [function] if function in defined else []
    while pending:
        name = pending.pop(0)
        node = defined[name]
        bound, values = _bound(node)
        given = {each: count for each, count in known[name].items() if bound[each] == 1} | dict(returned)
        known_here = _propagated(given, values, numpy)
        scope = Scope(node, numpy, imported, known_here, values, bound, harmless, name == function)
        found[name] = scope
        for each in nodes(node):
            if isinstance(each, ast.Name) and each.id in defined and not bound[each.id]:
                if each.id not in found and each.id not in pending:
                    pending.append(each.id)
                known.setdefault(each.id, {})
        for called, call in _calls(node, defined):
            if called.name not in found:
                known[called.name] = _agreed(known[called.name], called, call, scope)
    return list(found.values())


def _writes_arguments(node: Function) -> bool:
    arguments = {each.arg for each in nodes(node.args) if isinstance(each, ast.arg)}
    for each in nodes(node):
        if isinstance(each, ast.Expr) and not isinstance(each.value, ast.Constant):
            return True
        target = each.target if isinstance(each, ast.AugAssign) else each
        if isinstance(target, ast.Subscript) and isinstance(target.ctx, ast.Store):
            target = target.value
        elif target is each:
            continue
        if isinstance(target, ast.Name) and target.id in arguments:
            return True
    return False


def _agreed(known: dict[str, int], called: Function, call: ast.Call, scope: Scope) -> dict[str, int]:
    """What is known of the parameters of a function after one more call of it; calls that differ say nothing."""
    told = {each.arg: scope.axes_of(given) for each, given in zip(called.args.args, call.args, strict=False)}
    if known:
        return {name: count for name, count in known.items() if told.get(name, count) == count}
    return {"": 0} | {name: count for name, count in told.items() if count is not None}


def _calls(node: Function, defined: Mapping[str, Function]) -> Iterator[tuple[Function, ast.Call]]:
    for each in nodes(node):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id in defined:
            yield defined[each.func.id], each


def _numpy(tree: ast.Module) -> tuple[str, bool]:
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == "numpy":
                    return alias.asname or "numpy", True
    return "np", False


def _bound(node: Function) -> tuple[Counter[str], dict[str, ast.expr]]:
    """How often each name is bound, and the values of those bound once, by a plain assignment at the top of the body."""
    inside = nodes(node)
    count = Counter(each.arg for each in inside if isinstance(each, ast.arg))
    count.update(
        each.id for each in inside if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load)
    )
    values = {
        statement.targets[0].id: statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and len(statement.targets) == 1
        and isinstance(statement.targets[0], ast.Name)
        and count[statement.targets[0].id] == 1
    }
    return count, values


def _propagated(given: Axes, values: Mapping[str, ast.expr], numpy: str) -> Axes:
    """The axes of the parameters, and of the names that are bound to something of known axes."""
    known = dict(given)
    for name, value in values.items():
        if (count := axes(value, known, numpy)) is not None:
            known[name] = count
    return known

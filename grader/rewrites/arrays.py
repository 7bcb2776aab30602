"""Equal forms of what numpy does along axes: reductions, broadcasting, a softmax with and without its shift."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.rewrites.arithmetic import Change
from grader.rewrites.axes import Reduction, reduced, whole
from grader.rewrites.scope import Scope
from grader.rewrites.templates import filled, matched

_UFUNCS = {"sum": "add", "max": "maximum", "min": "minimum", "prod": "multiply"}


def by_axes(node: ast.expr, scope: Scope, *, unstable: bool) -> Iterator[Change]:
    """The equal forms of an expression that depend on axes."""
    if reduction := reduced(node, scope.numpy):
        assert isinstance(node, ast.Call)
        yield from _reductions(node, reduction, scope)
    power = matched("np.exp(A)", node, scope.numpy)
    if unstable and power and (pair := matched("A - B", scope.resolved(power["A"]), scope.numpy)):
        yield Change("exp of a difference", filled("np.exp(A) / np.exp(B)", pair, scope.numpy))
    if isinstance(node, ast.BinOp):
        yield from _broadcasts(node, scope)
        yield from _softmaxes(node, scope, unstable=unstable)


def _reductions(node: ast.Call, reduction: Reduction, scope: Scope) -> Iterator[Change]:
    name, array, axis, kept = reduction
    if not scope.numeric(array):
        return
    function = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == scope.numpy
    yield Change("method for function", _call("A.{}(" if function else "np.{}(A, ", reduction, scope))
    if name in _UFUNCS:
        explicit = reduction._replace(axis=axis or ast.Constant(None))
        yield Change("ufunc.reduce", _call(f"np.{_UFUNCS[name]}.reduce(A, ", explicit, scope))
    count, along = scope.axes_of(array), whole(axis)
    if name == "mean":
        yield from _means(reduction, scope)
    if along is None:
        return
    plain = reduction._replace(kept=False)
    if kept:
        yield Change("axis put back", _call(f"np.expand_dims(A.{name}(", plain, scope, f", {along})"))
        if count == 2:
            index = "[:, None]" if along % 2 else "[None, :]"
            yield Change("axis put back", _call(f"A.{name}(", plain, scope, index))
            shape = "-1, 1" if along % 2 else "1, -1"
            yield Change("axis put back", _call(f"A.{name}(", plain, scope, f".reshape({shape})"))
    if count == 2:
        other = ast.Constant(along - 2) if along >= 0 else ast.Constant(along + 2)
        yield Change(
            "axis counted from the other end", _call(f"A.{name}(", reduction._replace(axis=other), scope)
        )
    if name == "sum" and count == 2 and not kept:
        form = "A @ np.ones(A.shape[1])" if along % 2 else "np.ones(A.shape[0]) @ A"
        yield Change("sum as a product with ones", filled(form, {"A": array}, scope.numpy))
        pair = matched("A * B", scope.resolved(array), scope.numpy)
        if pair and scope.axes_of(pair["A"]) == scope.axes_of(pair["B"]) == 2:
            wanted = "i" if along % 2 else "j"
            yield Change("einsum", filled(f"np.einsum('ij,ij->{wanted}', A, B)", pair, scope.numpy))


def _means(reduction: Reduction, scope: Scope) -> Iterator[Change]:
    _, array, axis, _ = reduction
    total = reduction._replace(name="sum")
    if axis is None:
        yield Change("mean as a sum", _call("A.sum(", total, scope, " / np.size(A)"))
    elif whole(axis) is not None and scope.axes_of(array):
        yield Change("mean as a sum", _call("A.sum(", total, scope, " / A.shape[K]"))


def _call(start: str, reduction: Reduction, scope: Scope, end: str = "") -> str:
    """A call along the axis of a reduction: ``start`` opens its bracket, ``end`` follows it."""
    name, array, axis, kept = reduction
    given = (["axis=K"] if axis else []) + (["keepdims=True"] if kept else [])
    code = start.format(name).removesuffix(", " if not given else "") + ", ".join(given) + ")" + end
    return filled(code, {"A": array, "K": axis or array}, scope.numpy)


_REPEATED = (("A + B", "A + {}"), ("A - B", "A - {}"), ("A * B", "A * {}"), ("A / B", "A / {}"))


def _broadcasts(node: ast.BinOp, scope: Scope) -> Iterator[Change]:
    """A row beside a matrix, and a column that a reduction left, written out to the size of the matrix."""
    for form, written in _REPEATED:
        parts = matched(form, node, scope.numpy)
        if not parts or scope.axes_of(parts["A"]) != 2 or not scope.pure(parts["A"]):
            continue
        reduction = reduced(scope.resolved(parts["B"]), scope.numpy)
        if scope.axes_of(parts["B"]) == 1:
            code = written.format("np.tile(B, (A.shape[0], 1))")
            yield Change("broadcasting written out", filled(code, parts, scope.numpy))
        elif reduction and reduction.kept and whole(reduction.axis) in (1, -1):
            code = written.format("np.repeat(B, A.shape[1], axis=1)")
            yield Change("broadcasting written out", filled(code, parts, scope.numpy))


def _softmaxes(node: ast.BinOp, scope: Scope, *, unstable: bool) -> Iterator[Change]:
    """exp(U) over its own sum, with U shifted by its largest entry, and without the shift it has."""
    if not isinstance(node.op, ast.Div):
        return
    above = matched("np.exp(A)", scope.resolved(node.left), scope.numpy)
    reduction = reduced(scope.resolved(node.right), scope.numpy)
    if not above or not reduction or reduction.name != "sum":
        return
    below = matched("np.exp(A)", scope.resolved(reduction.array), scope.numpy)
    if not below or ast.dump(below["A"]) != ast.dump(above["A"]):
        return
    exponent = scope.resolved(above["A"])
    given = (["axis=K"] if reduction.axis else []) + (["keepdims=True"] if reduction.kept else [])
    arguments = ", ".join(given)
    parts = {"A": exponent, "K": reduction.axis or exponent}
    if reduction.kept or not reduction.axis:
        shifted = f"np.exp(A - A.max({arguments}))"
        yield Change("max shift added", filled(f"{shifted} / {shifted}.sum({arguments})", parts, scope.numpy))
    if unstable and (shift := matched("A - B", exponent, scope.numpy)):
        bare = f"np.exp(A) / np.exp(A).sum({arguments})"
        taken = reduced(scope.resolved(shift["B"]), scope.numpy)
        if taken and taken.name == "max":
            yield Change("max shift removed", filled(bare, {**parts, "A": shift["A"]}, scope.numpy))

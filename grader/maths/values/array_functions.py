"""Functions of formulas: of numbers, applied entry by entry, and of whole arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from grader.maths.values import precise
from grader.maths.values.precise import mp, mpf
from grader.maths.values.tensor import (
    ShapeError,
    Tensor,
    dot,
    elementwise,
    inverse,
    numpy_product,
    product,
    transposed,
)


class Scaled(NamedTuple):
    """A multiple of the identity matrix, whatever its size."""

    scale: Any


class Ones(NamedTuple):
    """The vector of ones, whatever its length."""

    row: bool = False


def of_family(function: Callable[[Any], Any], value: Any) -> Any:
    """A function of numbers, entry by entry."""
    if isinstance(value, Tensor):
        return value.map(function)
    if isinstance(value, Scaled):
        return Scaled(function(value.scale))
    return function(mpf(1) if isinstance(value, Ones) else value)


def _log_to(base: int) -> Callable[[Any], Any]:
    return lambda x: precise.log(x) / mp.log(base)


NUMBER_FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {
    "exp": precise.exp, "log": precise.log, "sqrt": precise.sqrt, "sin": precise.sin, "cos": precise.cos, "tan": precise.tan,
    "sinh": precise.sinh, "cosh": precise.cosh, "tanh": precise.tanh, "erf": precise.erf, "arctan": precise.arctan,
    "sigmoid": precise.sigmoid, "softplus": precise.softplus, "relu": precise.relu, "abs": precise.absolute,
    "sign": precise.sign, "log2": _log_to(2), "log10": _log_to(10), "square": lambda x: x * x,
    "sech": lambda x: 1 / precise.cosh(x), "expm1": lambda x: precise.exp(x) - 1, "log1p": lambda x: precise.log(1 + x),
    "indicator": lambda x: mpf(precise.plain(x) != 0), "not": lambda x: mpf(precise.plain(x) == 0),
    "artanh": lambda x: precise.log(precise.divide(1 + x, 1 - x)) / 2, "logit": lambda x: precise.log(precise.divide(x, 1 - x)),
    "cdf": lambda x: (1 + precise.erf(x / mp.sqrt(2))) / 2,
}  # fmt: skip


def _entries(value: Any) -> tuple[Any, ...]:
    return value.entries if isinstance(value, Tensor) else (value,)


def _total(values: tuple[Any, ...]) -> Any:
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total


def _product_of(values: tuple[Any, ...]) -> Any:
    total = values[0]
    for value in values[1:]:
        total = total * value
    return total


def _largest(values: tuple[Any, ...]) -> Any:
    best = values[0]
    for value in values[1:]:
        if precise.plain(value) > precise.plain(best):
            best = value
    return best


def _smallest(values: tuple[Any, ...]) -> Any:
    best = values[0]
    for value in values[1:]:
        if precise.plain(value) < precise.plain(best):
            best = value
    return best


def _axis(value: Tensor, options: Mapping[str, Any]) -> int | None:
    """The axis that is asked for, counted from 0; None for all entries."""
    if "axis" not in options:
        return None
    axis = int(precise.plain(options["axis"]))
    if not -value.rank <= axis < value.rank:
        raise ShapeError(f"there is no axis {axis}", value.shape)
    return axis % value.rank


def _along(reduce: Callable[[tuple[Any, ...]], Any]) -> Callable[[list[Any], Mapping[str, Any]], Any]:
    """A reduction of all entries, or along ``axis``."""

    def apply(given: list[Any], options: Mapping[str, Any]) -> Any:
        if len(given) != 1:
            raise TypeError
        (value,) = given
        if not isinstance(value, Tensor):
            return reduce((value,))
        axis = _axis(value, options)
        if axis is None or value.rank == 1:
            return reduce(value.entries)
        lines = (
            map(value.column, range(value.shape[1])) if axis == 0 else map(value.row, range(value.shape[0]))
        )
        kept = value.shape[1 - axis]
        shape = ((1, kept) if axis == 0 else (kept, 1)) if options.get("keepdims") else (kept,)
        return Tensor(shape, tuple(reduce(line.entries) for line in lines))

    return apply


def _extreme(reduce: Callable[[tuple[Any, ...]], Any]) -> Callable[[list[Any], Mapping[str, Any]], Any]:
    def apply(given: list[Any], options: Mapping[str, Any]) -> Any:
        if len(given) == 1:
            return _along(reduce)(given, options)
        best = given[0]
        for value in given[1:]:
            best = elementwise(lambda a, b: reduce((a, b)), best, value, "max or min")
        return best

    return apply


def _softmax(given: list[Any], options: Mapping[str, Any]) -> Any:
    """Of a vector; of a matrix row by row, or along ``axis``."""
    (value,) = given
    if not isinstance(value, Tensor):
        raise ShapeError("softmax takes a vector")
    if _axis(value, options) == 0 and value.rank == 2:
        return transposed(_softmax([transposed(value)], {}))
    if value.rank == 2 and value.shape[0] > 1:
        rows = [_softmax([value.row(i)], {}) for i in range(value.shape[0])]
        return Tensor(value.shape, tuple(entry for row in rows for entry in row.entries))
    powers = tuple(map(precise.exp, value.entries))
    total = _total(powers)
    return Tensor(value.shape, tuple(power / total for power in powers))


def _diag(given: list[Any], options: Mapping[str, Any]) -> Any:
    (value,) = given
    if not isinstance(value, Tensor):
        raise ShapeError("diag takes a vector")
    if value.rank == 2 and 1 not in value.shape:
        if value.shape[0] != value.shape[1]:
            raise ShapeError("diag takes a vector or a square matrix", value.shape)
        return Tensor((value.shape[0],), tuple(value.at(i, i) for i in range(value.shape[0])))
    n = len(value.entries)
    return Tensor((n, n), tuple(value.entries[i] if i == j else mpf(0) for i in range(n) for j in range(n)))


def _trace(given: list[Any], options: Mapping[str, Any]) -> Any:
    (value,) = given
    if not isinstance(value, Tensor):
        return value
    if value.rank != 2 or value.shape[0] != value.shape[1]:
        raise ShapeError("the trace is of a square matrix", value.shape)
    return _total(tuple(value.at(i, i) for i in range(value.shape[0])))


_norm = _along(lambda entries: precise.sqrt(_total(tuple(x * x for x in entries))))
_logsumexp = _along(lambda entries: precise.log(_total(tuple(map(precise.exp, entries)))))


def _bars(given: list[Any], options: Mapping[str, Any]) -> Any:
    (value,) = given
    return _norm(given, options) if isinstance(value, Tensor) else precise.absolute(value)


def _mean_of(entries: tuple[Any, ...]) -> Any:
    return _total(entries) / len(entries)


def _variance_of(entries: tuple[Any, ...]) -> Any:
    """With 1/N, as numpy has it."""
    middle = _mean_of(entries)
    return _mean_of(tuple((x - middle) * (x - middle) for x in entries))


def _two(function: Callable[[Any, Any], Any]) -> Callable[[list[Any], Mapping[str, Any]], Any]:
    def apply(given: list[Any], options: Mapping[str, Any]) -> Any:
        a, b = given
        return function(a, b)

    return apply


def _where(given: list[Any], options: Mapping[str, Any]) -> Any:
    condition, yes, no = given
    chosen = elementwise(lambda c, y: (c, y), condition, yes, "where")
    return elementwise(lambda pair, n: pair[1] if pair[0] != 0 else n, chosen, no, "where")


def _transpose(given: list[Any], options: Mapping[str, Any]) -> Any:
    (value,) = given
    return transposed(value)


def _as_matrix(*, row: bool) -> Callable[[list[Any], Mapping[str, Any]], Any]:
    """A vector as a matrix of one row, or of one column."""

    def apply(given: list[Any], options: Mapping[str, Any]) -> Any:
        (value,) = given
        if not isinstance(value, Tensor) or value.rank != 1:
            raise ShapeError("only a vector gets a new axis", getattr(value, "shape", ()))
        return Tensor((1, value.shape[0]) if row else (value.shape[0], 1), value.entries)

    return apply


def _inner(a: Any, b: Any) -> Any:
    """The sum of the products of entries, of vectors and of matrices; the identity picks the diagonal."""
    if isinstance(a, Scaled) or isinstance(b, Scaled):
        matrix, scaled = (b, a) if isinstance(a, Scaled) else (a, b)
        return _trace([matrix], {}) * scaled.scale
    if isinstance(a, Tensor) and isinstance(b, Tensor) and a.shape != b.shape:
        raise ShapeError("an inner product is of two of one shape", a.shape, b.shape)
    return _total(_entries(_times(a, b)))


def _outer(a: Any, b: Any) -> Any:
    return product(a, transposed(b))


def _inv(given: list[Any], options: Mapping[str, Any]) -> Any:
    (value,) = given
    try:
        return inverse(value) if isinstance(value, Tensor) else precise.divide(mpf(1), value)
    except ZeroDivisionError:
        raise precise.UndefinedHere("a matrix without inverse") from None


def _solve(a: Any, b: Any) -> Any:
    return numpy_product(_inv([a], {}), b)


def _clip(given: list[Any], options: Mapping[str, Any]) -> Any:
    value, low, high = given
    raised = _extreme(_largest)([value, low], {})
    return _extreme(_smallest)([raised, high], {})


def _times(a: Any, b: Any) -> Any:
    return elementwise(lambda x, y: x * y, a, b, "a product")


ALONG_AN_AXIS = frozenset({"sum", "prod", "mean", "var", "std", "max", "min", "softmax", "norm", "logsumexp"})
"""Functions that take ``axis``."""

ARRAY_FUNCTIONS: Mapping[str, Callable[[list[Any], Mapping[str, Any]], Any]] = {
    "sum": _along(_total), "prod": _along(_product_of), "mean": _along(_mean_of), "var": _along(_variance_of),
    "std": _along(lambda entries: precise.sqrt(_variance_of(entries))), "max": _extreme(_largest), "min": _extreme(_smallest),
    "softmax": _softmax, "diag": _diag, "trace": _trace, "norm": _norm, "bars": _bars, "logsumexp": _logsumexp,
    "transpose": _transpose, "dot": _two(lambda a, b: dot(a, b) if a.rank == b.rank == 1 else numpy_product(a, b)),
    "outer": _two(_outer), "inv": _inv, "matmul": _two(numpy_product), "multiply": _two(_times), "where": _where,
    "power": _two(lambda a, b: elementwise(precise.power, a, b, "a power")),
    "solve": _two(_solve), "clip": _clip,
    "column": _as_matrix(row=False), "row": _as_matrix(row=True), "inner": _two(_inner),
    "kronecker": _two(lambda a, b: mpf(precise.plain(a) == precise.plain(b))),
}  # fmt: skip

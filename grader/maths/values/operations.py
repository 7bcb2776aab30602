"""What the signs of a formula do with numbers, arrays, the identity and the vector of ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.errors import GraderError
from grader.maths.expressions.expression import Expression
from grader.maths.values import precise
from grader.maths.values.array_functions import ARRAY_FUNCTIONS, Ones, Scaled, of_family
from grader.maths.values.precise import UndefinedHere, mpf
from grader.maths.values.tensor import (
    ShapeError,
    Tensor,
    elementwise,
    inverse,
    numpy_product,
    product,
    transposed,
)
from grader.maths.values.tensor import dot as dot_product


class AskBack(GraderError):
    """A formula can mean two things here; ``column`` says where."""

    def __init__(self, text: str, column: int = 0) -> None:
        self.text, self.column = text, column
        super().__init__(text)


KINKED = frozenset({"relu", "abs", "bars", "sign"})


def same(a: Any, b: Any) -> bool:
    """Whether two numbers are equal as far as rounding tells."""
    if isinstance(a, Tensor) or isinstance(b, Tensor):
        raise AskBack("this comparison is read for numbers")
    a, b = precise.plain(a), precise.plain(b)
    return bool(abs(a - b) <= abs(a) * mpf(10) ** -30)


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": same,
    "!=": lambda a, b: not same(a, b),
    "<": lambda a, b: bool(a < b) and not same(a, b),
    ">": lambda a, b: bool(a > b) and not same(a, b),
    "<=": lambda a, b: bool(a <= b) or same(a, b),
    ">=": lambda a, b: bool(a >= b) or same(a, b),
    "<=>": lambda a, b: bool((a != 0) == (b != 0)),
}


def settled(value: Any) -> Any:
    """The vector of ones beside another array is the number 1."""
    return mpf(1) if isinstance(value, Ones) else value


def added(a: Any, b: Any, sign: int = 1) -> Any:
    """A sum; a difference with ``sign`` -1."""
    a, b = settled(a), settled(b)
    if isinstance(a, Scaled) or isinstance(b, Scaled):
        return _with_identity(a, b, sign)
    return elementwise((lambda x, y: x + y) if sign > 0 else (lambda x, y: x - y), a, b, "a sum")


def sized(value: Any, shape: tuple[int, ...]) -> Any:
    """A multiple of the identity or the vector of ones as the array of this shape, where it can have it."""
    if isinstance(value, Scaled) and len(shape) == 2 and shape[0] == shape[1]:
        places = ((i, j) for i in range(shape[0]) for j in range(shape[0]))
        return Tensor(shape, tuple(value.scale if i == j else mpf(0) for i, j in places))
    if isinstance(value, Ones) and len(shape) == 1:
        return Tensor(shape, (mpf(1),) * shape[0])
    return value


def _with_identity(a: Any, b: Any, sign: int) -> Any:
    if isinstance(a, Scaled) and isinstance(b, Scaled):
        return Scaled(a.scale + sign * b.scale)
    matrix = b if isinstance(a, Scaled) else a
    if not isinstance(matrix, Tensor) or matrix.rank != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ShapeError("the identity goes with a square matrix", getattr(matrix, "shape", ()))
    eye = sized(a if isinstance(a, Scaled) else b, matrix.shape)
    return added(eye, b, sign) if isinstance(a, Scaled) else added(a, eye, sign)


def _quotient(a: Any, b: Any) -> Any:
    a, b = settled(a), settled(b)
    if isinstance(a, Scaled) and not isinstance(b, Tensor | Scaled):
        return Scaled(precise.divide(a.scale, b))
    if isinstance(b, Scaled):
        raise ShapeError("a division by a matrix is no number")
    return elementwise(precise.divide, a, b, "a quotient")


def entrywise(a: Any, b: Any) -> Any:
    """A product entry by entry."""
    a, b = settled(a), settled(b)
    if isinstance(a, Scaled) and isinstance(b, Scaled):
        return Scaled(a.scale * b.scale)
    if isinstance(a, Scaled) or isinstance(b, Scaled):
        matrix, scaled = (b, a) if isinstance(a, Scaled) else (a, b)
        a, b = matrix, added(_nothing(matrix), scaled)
    return elementwise(lambda x, y: x * y, a, b, "an entrywise product")


def _nothing(value: Any) -> Any:
    """Zeros in the shape of a value."""
    return value.map(lambda _: mpf(0)) if isinstance(value, Tensor) else mpf(0)


PLAIN: dict[str, Callable[[Any, Any], Any]] = {
    "+": added,
    "-": lambda a, b: added(a, b, -1),
    "/": _quotient,
    "⊙": entrywise,
    "and": lambda a, b: elementwise(lambda x, y: mpf(x != 0 and y != 0), a, b),
    "or": lambda a, b: elementwise(lambda x, y: mpf(x != 0 or y != 0), a, b),
    "=>": lambda a, b: elementwise(lambda x, y: mpf(x == 0 or y != 0), a, b),
}


def turned(value: Any) -> Any:
    """The transpose."""
    if isinstance(value, Ones):
        return Ones(row=not value.row)
    return value if isinstance(value, Scaled) else transposed(value)


def multiplied(operator: str, a: Any, b: Any, column: int) -> Any:
    """A product as its sign and the shapes say.

    Raises:
        ShapeError: the shapes do not fit.
        AskBack: they fit in two ways.

    """
    if isinstance(a, Ones) or isinstance(b, Ones):
        return _ones_product(a, b)
    if isinstance(a, Scaled) or isinstance(b, Scaled):
        if isinstance(a, Scaled) and isinstance(b, Scaled):
            return Scaled(a.scale * b.scale)
        scaled, other = (a, b) if isinstance(a, Scaled) else (b, a)
        if isinstance(other, Tensor):
            return of_family(lambda x: x * scaled.scale, other)
        return Scaled(scaled.scale * other)
    if not (isinstance(a, Tensor) and isinstance(b, Tensor)):
        return elementwise(lambda x, y: x * y, a, b)
    if operator == "@":
        return numpy_product(a, b)
    vectors = a.rank == b.rank == 1
    if operator == "·" and vectors:
        return dot_product(a, b)
    if operator == "":
        if vectors:
            raise AskBack(
                "two vectors side by side can be an entrywise or a dot product: write ⊙, or xᵀ y", column
            )
        return product(a, b)
    matrix = (
        not vectors and (a.rank == 2 or b.rank == 2) and (a.shape[-1] if a.rank == 2 else 1) == b.shape[0]
    )
    entrywise = a.shape == b.shape
    if operator == "*" and matrix and entrywise:
        raise AskBack("this product can be entry by entry (⊙) or of matrices (@): write which", column)
    if matrix:
        return product(a, b)
    if entrywise or operator == "*":
        return elementwise(lambda x, y: x * y, a, b, "a product")
    raise ShapeError("the lengths inside a product differ", a.shape, b.shape)


def _ones_product(a: Any, b: Any) -> Any:
    if isinstance(a, Ones):
        if isinstance(b, Tensor):
            if a.row:
                columns = [b.column(j) for j in range(b.shape[1])] if b.rank == 2 else [b]
                sums = tuple(sum(column.entries[1:], column.entries[0]) for column in columns)
                return sums[0] if len(sums) == 1 else Tensor((1, len(sums)), sums)
            return b
        return a if not isinstance(b, Ones) and precise.plain(b) == 1 else b
    if isinstance(a, Tensor):
        if b.row:
            return a
        rows = [a.row(i) for i in range(a.shape[0])] if a.rank == 2 else [a]
        sums = tuple(sum(row.entries[1:], row.entries[0]) for row in rows)
        return sums[0] if len(sums) == 1 else Tensor((len(sums),), sums)
    return a


def raised(a: Any, b: Any, column: int) -> Any:
    """A power: of a vector entry by entry, of a matrix only its inverse.

    Raises:
        AskBack: a power of a matrix.

    """
    a = settled(a)
    if isinstance(a, Scaled | list) or isinstance(b, Scaled | list | Ones):
        raise AskBack("this power is not read", column)
    if isinstance(a, Tensor) and a.rank == 2:
        if not isinstance(b, Tensor) and precise.plain(b) == -1:
            try:
                return inverse(a)
            except ZeroDivisionError:
                raise UndefinedHere("a matrix without inverse") from None
        raise AskBack("a power of a matrix can be entry by entry or a product: write A ⊙ A or A @ A", column)
    return elementwise(precise.power, a, b, "a power")


def reduced(operator: str, values: list[Any]) -> Any:
    """The sum, product, largest or smallest of values."""
    if not values:
        if operator in ("max", "min"):
            raise UndefinedHere(f"{operator} of nothing")
        return mpf(operator == "prod")
    if operator in ("max", "min") and any(isinstance(value, Ones | Scaled | list) for value in values):
        raise AskBack(f"{operator} is read of numbers")
    total = values[0]
    for value in values[1:]:
        if operator == "sum":
            total = added(total, value)
        elif operator == "prod":
            total = entrywise(total, value)
        else:
            total = ARRAY_FUNCTIONS[operator]([total, value], {})
    return total


def normed(value: Any, order: Expression | None) -> Any:
    """A norm: Euclidean; with 1 below the sum of absolute values, with ∞ the largest of them, with F that of all entries.

    Raises:
        AskBack: another norm of a matrix than the one of all entries, or an order that is not read.

    """
    if isinstance(value, Ones | Scaled | list):
        raise AskBack("a norm is read of numbers, vectors and matrices")
    entries = value.entries if isinstance(value, Tensor) else (value,)
    name = "" if order is None else getattr(order, "digits", getattr(order, "name", "?"))
    if name in ("1", "2", "∞") and isinstance(value, Tensor) and value.rank == 2 and 1 not in value.shape:
        raise AskBack(
            f"with {name} below, a norm of a matrix is none of its entries: write F for the root of all squares"
        )
    if name in ("", "2", "F"):
        return precise.sqrt(sum((x * x for x in entries), mpf(0)))
    if name == "1":
        return sum((precise.absolute(x) for x in entries), mpf(0))
    if name == "∞":
        return ARRAY_FUNCTIONS["max"]([Tensor((len(entries),), tuple(map(precise.absolute, entries)))], {})
    raise AskBack(f"the norm with {name} below is not read")

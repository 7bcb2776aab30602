"""Small arrays of numbers of any type: vectors and matrices, as formulas use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from grader.errors import GraderError


class ShapeError(GraderError):
    """Shapes that do not fit; ``shapes`` are those of the operands, for whoever knows what lengths mean."""

    def __init__(self, text: str, *shapes: tuple[int, ...], column: int = 0) -> None:
        self.text = text
        self.shapes = shapes
        self.column = column
        super().__init__(text)


class Tensor(NamedTuple):
    """Entries in row-major order. A vector is a column; a row is a matrix of one row."""

    shape: tuple[int, ...]
    entries: tuple[Any, ...]

    def at(self, *place: int) -> Any:
        """An entry, counted from 0."""
        flat = 0
        for length, index in zip(self.shape, place, strict=True):
            flat = flat * length + index
        return self.entries[flat]

    def map(self, function: Callable[[Any], Any]) -> Tensor:
        """Entry by entry."""
        return Tensor(self.shape, tuple(map(function, self.entries)))

    @property
    def rank(self) -> int:
        """Number of indices."""
        return len(self.shape)

    def row(self, index: int) -> Tensor:
        """One row of a matrix, as a vector."""
        width = self.shape[1]
        return Tensor((width,), self.entries[index * width : (index + 1) * width])

    def column(self, index: int) -> Tensor:
        """One column of a matrix, as a vector."""
        return Tensor((self.shape[0],), self.entries[index :: self.shape[1]])


def simplest(value: Tensor) -> Any:
    """A 1×1 matrix is a number, one of one column a vector."""
    if value.rank == 2 and value.shape[1] == 1:
        return value.entries[0] if value.shape[0] == 1 else Tensor(value.shape[:1], value.entries)
    return value


def elementwise(function: Callable[[Any, Any], Any], a: Any, b: Any, name: str = "this") -> Any:
    """Entry by entry; a number goes with every entry, a vector with every row or column it fits."""
    if not isinstance(a, Tensor) and not isinstance(b, Tensor):
        return function(a, b)
    if not isinstance(b, Tensor):
        return Tensor(a.shape, tuple(function(x, b) for x in a.entries))
    if not isinstance(a, Tensor):
        return Tensor(b.shape, tuple(function(a, y) for y in b.entries))
    shape = _together(a.shape, b.shape, name)
    a, b = _spread(a, shape), _spread(b, shape)
    return Tensor(shape, tuple(map(function, a.entries, b.entries)))


def _together(a: tuple[int, ...], b: tuple[int, ...], name: str) -> tuple[int, ...]:
    if a == b:
        return a
    if len(a) == len(b) == 2 and all(x == y or 1 in (x, y) for x, y in zip(a, b, strict=True)):
        return max(a[0], b[0]), max(a[1], b[1])
    big, small = (a, b) if len(a) >= len(b) else (b, a)
    if len(big) == 2 and len(small) == 1 and big[1] == 1:  # a column beside a vector, as in numpy
        return big[0], small[0]
    if len(big) == 2 and len(small) == 1 and 1 not in big and small[0] in big:
        return big
    raise ShapeError(f"shapes do not fit for {name}", a, b)


def _spread(value: Tensor, shape: tuple[int, ...]) -> Tensor:
    if value.shape == shape:
        return value
    rows, columns = shape
    if value.rank == 1:
        if value.shape[0] == columns:
            return Tensor(shape, value.entries * rows)
        return Tensor(shape, tuple(entry for entry in value.entries for _ in range(columns)))
    across = value.entries if value.shape[1] == columns else _repeated(value.entries, columns)
    return Tensor(shape, across * (rows // value.shape[0]))


def _repeated(entries: tuple[Any, ...], times: int) -> tuple[Any, ...]:
    return tuple(entry for entry in entries for _ in range(times))


def transposed(value: Any) -> Any:
    """Rows and columns exchanged; a vector becomes a row."""
    if not isinstance(value, Tensor):
        return value
    if value.rank == 1:
        return Tensor((1, value.shape[0]), value.entries)
    if value.rank > 2:
        raise ShapeError("only vectors and matrices are transposed", value.shape)
    rows, columns = value.shape
    turned = tuple(value.entries[i * columns + j] for j in range(columns) for i in range(rows))
    return Tensor((columns,), turned) if rows == 1 else Tensor((columns, rows), turned)


def _plus(values: list[Any]) -> Any:
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total


def dot(a: Tensor, b: Tensor) -> Any:
    """The sum of the products of entries."""
    if a.shape != b.shape:
        raise ShapeError("a dot product needs equal lengths", a.shape, b.shape)
    return _plus([x * y for x, y in zip(a.entries, b.entries, strict=True)])


def fits(a: Tensor, b: Tensor) -> bool:
    """Whether a matrix product is possible as on paper, vectors being columns."""
    return (a.shape[1] if a.rank == 2 else 1) == b.shape[0]


def product(a: Tensor, b: Tensor) -> Any:
    """The matrix product, a vector on the left only in front of a row."""
    if (a.rank == 1 and b.rank == 1) or not fits(a, b):
        raise ShapeError("the lengths inside a product differ", a.shape, b.shape)
    rows, inner = (a.shape[0], a.shape[1] if a.rank == 2 else 1)
    columns = b.shape[1] if b.rank == 2 else 1
    entries = tuple(
        _plus([a.entries[i * inner + k] * b.entries[k * columns + j] for k in range(inner)])
        for i in range(rows)
        for j in range(columns)
    )
    if rows == columns == 1:
        return entries[0]
    return Tensor((rows,), entries) if b.rank == 1 or columns == 1 else Tensor((rows, columns), entries)


def numpy_product(a: Tensor, b: Tensor) -> Any:
    """``a @ b`` as in numpy: a vector on the left is a row."""
    if a.rank == 1 and b.rank == 1:
        return dot(a, b)
    if a.rank == 1 and b.rank == 2 and a.shape[0] == b.shape[0]:
        found = product(transposed(a), b)
        return transposed(found) if isinstance(found, Tensor) and found.rank == 2 else found
    return product(a, b)


def inverse(value: Tensor) -> Tensor:
    """The inverse of a square matrix (Gauss and Jordan).

    Raises:
        ZeroDivisionError: it has none.

    """
    size = value.shape[0]
    if value.rank != 2 or value.shape != (size, size):
        raise ShapeError("only a square matrix has an inverse", value.shape)
    rows = [
        [*value.entries[i * size : (i + 1) * size], *(1 if i == j else 0 for j in range(size))]
        for i in range(size)
    ]
    for i in range(size):
        pivot = next((r for r in range(i, size) if rows[r][i] != 0), None)
        if pivot is None:
            raise ZeroDivisionError
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [entry / rows[i][i] for entry in rows[i]]
        for r in range(size):
            if r != i:
                factor = rows[r][i]
                rows[r] = [x - factor * y for x, y in zip(rows[r], rows[i], strict=True)]
    return Tensor((size, size), tuple(entry for row in rows for entry in row[size:]))

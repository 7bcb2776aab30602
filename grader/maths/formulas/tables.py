"""Values of two formulas side by side: shapes, entries, closeness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.maths.values import precise
from grader.maths.values.precise import mpf
from grader.maths.values.tensor import Tensor, transposed

CLOSE = mpf(10) ** -38


def shape_difference(own: Any, key: Any) -> str:
    """How the shape of a response differs from the key's: not at all, a row for a column, transposed, or otherwise."""
    a = own.shape if isinstance(own, Tensor) else ()
    b = key.shape if isinstance(key, Tensor) else ()
    if a == b or not a:
        return "" if a == b or _broadcasts(own, key) else "shape"
    if len(a) == 2 and a[0] == 1 and b == a[1:]:
        return "row"
    if len(a) == 2 and len(b) == 2 and a == b[::-1]:
        return "transposed"
    if len(a) == 1 and len(b) == 2 and b[0] == 1 and b[1:] == a:
        return "row"
    return "shape"


def _broadcasts(own: Any, key: Any) -> bool:
    """A number is right for an array whose entries all equal it."""
    return isinstance(key, Tensor)


def places(lengths: tuple[int, ...]) -> list[tuple[int, ...]]:
    """All indices of an array, from 0, in row-major order."""
    found: list[tuple[int, ...]] = [()]
    for length in lengths:
        found = [(*place, n) for place in found for n in range(length)]
    return found


def first_entry(value: Any) -> Any:
    """A number, or the first one of an array."""
    return value.entries[0] if isinstance(value, Tensor) else value


def pairs(
    own: Any, key: Any, counts: list[bool] | None, *, turned: bool = False
) -> Iterator[tuple[tuple[int, ...], Any, Any]]:
    """Place, own value and expected value of every entry that counts."""
    if turned:
        own = transposed(own)
    if not isinstance(key, Tensor):
        yield (), own, key
        return
    for n, (place, expected) in enumerate(zip(places(key.shape), key.entries, strict=True)):
        if counts is None or counts[n]:
            yield place, own.entries[n] if isinstance(own, Tensor) else own, expected


def number(value: Any) -> mpf:
    """A number without its slopes."""
    return precise.plain(value)


def close(a: Any, b: Any, tolerance: mpf = CLOSE) -> bool:
    """Whether two numbers are equal as far as the digits go."""
    a, b = number(a), number(b)
    return bool(a == b or abs(a - b) <= max(abs(a), abs(b)) * tolerance)

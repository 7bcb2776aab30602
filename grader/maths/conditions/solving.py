"""Steps towards points where several equations hold at once (I. Newton; Gauss and Jordan for the linear ones)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.maths.conditions.spots import Coordinate, Value
from grader.maths.values import precise

Point = Mapping[Coordinate, Value]
Gap = Callable[[Point], Any]
"""What is to become 0, at a point; None where it has no value."""

_MOVE = precise.number("1e-20")
_DEPENDENT = precise.number("1e-15")


def moved(point: Point, aims: Sequence[tuple[Gap, Any]], places: Sequence[Coordinate]) -> Point | None:
    """A point closer to where all gaps are what they should be, by the shortest way; None if a slope is unknown."""
    rows, missing = [], []
    for gap, aim in aims:
        here = gap(point)
        row = None if here is None else slopes(point, gap, here, places)
        if row is None:
            return None
        rows.append(row)
        missing.append(aim - here)
    weights = solved([[_product(a, b) for b in rows] for a in rows], missing)
    steps = [_product(weights, [row[n] for row in rows]) for n in range(len(places))]
    return {
        **point,
        **{place: _plus(point[place], step) for place, step in zip(places, steps, strict=True) if step},
    }


def pivots(point: Point, gaps: Sequence[Gap], places: Sequence[Coordinate]) -> list[Coordinate]:
    """Coordinates by which the gaps can be closed, one for each that does not depend on others."""
    heights = [(gap, gap(point)) for gap in gaps]
    rows = [slopes(point, gap, here, places) for gap, here in heights if here is not None]
    return [places[column] for column in _eliminated([[*row, 0] for row in rows if row is not None])[1]]


def slopes(point: Point, gap: Gap, here: Any, places: Sequence[Coordinate]) -> list[Any] | None:
    """How fast a gap changes along each coordinate; ``here`` is what it is at the point."""
    found = []
    for place in places:
        step = _MOVE * max(1, abs(precise.number(point[place])))
        there = gap({**point, place: _plus(point[place], step)})
        if there is None:
            return None
        found.append((there - here) / step)
    return found


def solved(matrix: Sequence[Sequence[Any]], right: Sequence[Any]) -> list[Any]:
    """A solution of linear equations; those that depend on others are passed over."""
    rows, columns = _eliminated([[*row, value] for row, value in zip(matrix, right, strict=True)])
    found = [precise.number(0)] * (len(matrix[0]) if matrix else 0)
    for row, column in zip(rows, columns, strict=True):
        found[column] = row[-1] / row[column]
    return found


def _eliminated(rows: list[list[Any]]) -> tuple[list[list[Any]], list[int]]:
    """Rows of which each has a column of its own, and those columns; the last one is the right side."""
    kept: list[list[Any]] = []
    columns: list[int] = []
    for row in rows:
        size = max(map(abs, row[:-1]), default=0)
        for other, column in zip(kept, columns, strict=True):
            factor = row[column] / other[column]
            row = [a - factor * b for a, b in zip(row, other, strict=True)]
        best = max(range(len(row) - 1), key=lambda n: abs(row[n]), default=None)
        if best is None or abs(row[best]) <= _DEPENDENT * size:
            continue
        for n, other in enumerate(kept):
            factor = other[best] / row[best]
            kept[n] = [a - factor * b for a, b in zip(other, row, strict=True)]
        kept.append(row)
        columns.append(best)
    return kept, columns


def _plus(value: Value, step: Any) -> Any:
    return precise.number(value) + step


def _product(a: Sequence[Any], b: Sequence[Any]) -> Any:
    return sum((x * y for x, y in zip(a, b, strict=True)), precise.number(0))

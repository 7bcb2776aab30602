"""Inputs that differ in one size, on which the operations of a function are counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from grader.arrays.cases import CaseRow, draw_cases
from grader.errors import NotationError
from grader.rules.counting import LARGE, SMALL, Growth
from grader.verdict import ZERO


def draw_growths(rows: Sequence[CaseRow], over: Collection[str] | None, identity: str) -> tuple[Growth, ...]:
    """For each size in ``over`` (None: for every size) two inputs, from the first case that has it.

    A size that cannot grow on its own, because a generator ties it to another, has none.
    """
    sizes = {size: row for row in reversed(rows) for size in row.sizes if not row.hidden}
    found = []
    for size, row in sizes.items():
        if over is not None and size not in over:
            continue
        grown = [row._replace(sizes={**row.sizes, size: length}, points=ZERO) for length in (SMALL, LARGE)]
        try:
            small, large = (
                draw_cases([each], ("float64",), f"{identity}/growth", 0)[0].inputs for each in grown
            )
        except (NotationError, MemoryError):
            continue
        found.append(Growth(size, LARGE - SMALL, small, large))
    return tuple(sorted(found, key=lambda growth: growth.size))

"""Inputs so small that a person can work them out by hand: few rows and columns, whole numbers, zeros.

They are drawn from the generators of the public cases, whatever a student's function does, so that their
keys can be worked out once. Which of them shows a mistake is found by trying all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from grader.arrays.cases import Argument, Case, CaseRow, draw_cases
from grader.arrays.easy_numbers import sparse, whole
from grader.errors import NotationError
from grader.sandbox.job import Made
from grader.verdict import SMALL

LENGTHS = (1, 2, 3)
MAX_SIZES = 8
"""Choices of sizes for a declared case."""

MAX_CASES = 20


def small_cases(rows: Sequence[CaseRow], dtype: str, identity: str, extra: int) -> tuple[Case, ...]:
    """Small inputs for every public row, the easiest to work out first; ``extra`` as in draw_cases."""
    found: dict[tuple[int, bytes], Case] = {}
    for number, sizes in _different(rows).items():
        row = rows[number]
        for chosen_sizes, (draw, change) in product(_smaller(sizes), enumerate(_CHANGES)):
            stream = f"{identity}/small/{number}/{draw}/{sorted(chosen_sizes.items())}"
            for case in _drawn(row._replace(sizes=chosen_sizes), dtype, stream, extra):
                changed = change(case, row.arguments, chosen_sizes)
                found.setdefault((number, _bytes(changed)), changed._replace(row=number))
    chosen: list[Case] = []
    for own in dict.fromkeys(number for number, _ in found):
        cases = sorted((case for (number, _), case in found.items() if number == own), key=effort)
        chosen += cases[:MAX_CASES]
    return tuple(sorted(chosen, key=effort))


def _different(rows: Sequence[CaseRow]) -> dict[int, dict[str, int]]:
    """The public rows with inputs of their own, each with the largest sizes of the rows that differ in sizes alone.

    A mistake that shows for several rows of a batch needs some, whether or not the first case has them.
    """
    first: dict[str, int] = {}
    largest: dict[int, dict[str, int]] = {}
    for number, row in enumerate(rows):
        if row.hidden:
            continue
        own = first.setdefault(f"{row.arguments} {number if row.points is not None else ''}", number)
        known = largest.setdefault(own, dict(row.sizes))
        for name in known:
            known[name] = max(known[name], row.sizes.get(name, 0))
    return largest


def effort(case: Case) -> tuple[int, float]:
    """How hard a case is to work out by hand: entries, then how large and how broken they are."""
    arrays = [value for value in _arrays(case.inputs) if value.size]
    entries = sum(array.size for array in arrays)
    numbers = [array.astype(np.float64) for array in arrays]
    digits = sum(
        float(np.sum(np.minimum(np.abs(each), 100)) + 10 * np.count_nonzero(each != np.round(each)))
        for each in numbers
    )
    return entries, digits


def _smaller(sizes: Mapping[str, int]) -> Iterator[Mapping[str, int]]:
    """The sizes with every length at most 3 and at most what is declared, the smallest first."""
    choices = [
        [length for length in LENGTHS if length <= declared] or [declared] for declared in sizes.values()
    ]
    combined = sorted(product(*choices), key=lambda each: (np.prod(each, dtype=int), each))
    # equal lengths hide transposed results: different ones come with the smallest, and more than one of each
    different = [each for each in combined if len(set(each)) == len(each)]
    several = [each for each in combined if min(each, default=2) > 1]
    for lengths in [*dict.fromkeys((*combined[:3], *several[:2], *different, *combined))][:MAX_SIZES]:
        yield dict(zip(sizes, lengths, strict=True))


def _drawn(row: CaseRow, dtype: str, identity: str, extra: int) -> Iterator[Case]:
    """One draw; nothing where the sizes do not fit the generators."""
    try:
        cases = draw_cases([row._replace(name=SMALL, points=None)], (dtype,), identity, 0, ("plain",), extra)
    except (NotationError, MemoryError, ValueError):
        return
    yield cases[0]._replace(hidden=False)


def _sparse(case: Case, declared: Mapping[str, Argument], sizes: Mapping[str, int]) -> Case:
    return sparse(whole(case, declared, sizes), declared, sizes)


_CHANGES = (whole, _sparse, whole)
"""What is made of each draw; several draws, so that both signs occur."""


def _arrays(values: Any) -> Iterator[Any]:
    for value in values:
        if isinstance(value, Made):
            yield from _arrays(value.arguments)
        elif isinstance(value, np.ndarray):
            yield value


def _bytes(case: Case) -> bytes:
    return b"".join(
        repr(array.shape).encode() + array.tobytes() for array in _arrays((*case.inputs, *case.extra))
    )

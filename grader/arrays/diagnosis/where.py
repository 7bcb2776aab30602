"""Mistakes that show by which cases are right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from grader.arrays.diagnosis.trial import Diagnosis


class Tried(NamedTuple):
    """A case: whether it came out right, its sizes and inputs by name."""

    right: bool
    sizes: Mapping[str, int]
    inputs: Mapping[str, Any]


def explained_by_cases(cases: Sequence[Tried]) -> Diagnosis | None:
    """What the right cases have in common and the wrong ones have not."""
    if all(case.right for case in cases) or not any(case.right for case in cases):
        return None
    if found := _last_class(cases):
        return found
    for name in cases[0].sizes:
        if _parts(cases, partial(_is_one, name=name)):
            return Diagnosis(
                "single",
                f"It is right for {name} = 1 only: with more, something is summed, averaged or broadcast that must not be, or the other way round.",
            )
    names = list(cases[0].sizes)
    for position, one in enumerate(names):
        for other in names[position + 1 :]:
            if _parts(cases, partial(_is_square, one=one, other=other)):
                return Diagnosis(
                    "square", f"It is right only where {one} = {other}: two axes are taken for each other."
                )
    return None


def _parts(cases: Sequence[Tried], holds: Callable[[Tried], bool]) -> bool:
    return all(holds(case) == case.right for case in cases)


def _is_one(case: Tried, name: str) -> bool:
    return case.sizes.get(name) == 1


def _is_square(case: Tried, one: str, other: str) -> bool:
    return case.sizes.get(one) == case.sizes.get(other)


def _last_class(cases: Sequence[Tried]) -> Diagnosis | None:
    """Right in every case whose labels hold the last class, and wrong elsewhere."""
    for name, value in cases[0].inputs.items():
        if not (
            isinstance(value, np.ndarray) and value.dtype.kind in "iu" and value.ndim == 1 and value.size
        ):
            continue
        # the size that counts the labels themselves is not that of the classes
        classes = [
            size
            for size in cases[0].sizes
            if any(len(each.inputs[name]) != each.sizes[size] for each in cases)
        ]
        if any(_parts(cases, partial(_holds_last, labels=name, size=size)) for size in classes):
            sentence = f"It is right only when the last class occurs in {name}: take the number of classes from the shape, not from the labels."
            return Diagnosis("last_class", sentence)
    return None


def _holds_last(case: Tried, labels: str, size: str) -> bool:
    """Whether the largest label is the last one that a size allows."""
    return int(np.max(case.inputs[labels])) + 1 == case.sizes.get(size)

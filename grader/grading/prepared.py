"""Inputs and keys of a function part: drawn, run through the references, and kept in the cache."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.arrays.cases import Case
from grader.arrays.findings import Expected
from grader.cache import Cache, digest
from grader.errors import ExerciseFault, NotationError
from grader.grading.arraystore import ArrayStore, StoredArrays
from grader.grading.solutions import Solutions
from grader.kinds.function import Alternative, Function, Key
from grader.rules.counting import Growth
from grader.sandbox.sandbox import Sandbox
from grader.spec.exercise import Exercise, Part

if TYPE_CHECKING:
    from grader.grading.references import References


class Prepared(NamedTuple):
    """The cases of a part in order, what each should give, and inputs on which operations are counted."""

    cases: tuple[Case, ...]
    key: Key
    growths: tuple[Growth, ...] = ()
    shown: tuple[int, ...] | None = None
    """Which of all cases these are, if not all."""

    def public(self) -> Prepared:
        """Without hidden cases."""
        shown = [index for index, case in enumerate(self.cases) if not case.hidden]
        ideas = {
            name: tuple(given[index] for index in shown) for name, given in self.key.misconceptions.items()
        }
        alternatives = tuple(
            Alternative(each.names, tuple(each.expected[index] for index in shown))
            for each in self.key.alternatives
        )
        cases = tuple(self.cases[index] for index in shown)
        return Prepared(cases, Key(alternatives, ideas, self.key.known), self.growths, tuple(shown))


def prepare(
    exercise: Exercise, part: Part, solutions: Solutions, seed: int, sandbox: Sandbox, cache: Cache
) -> Prepared:
    """Inputs and key of a part, from the cache if they are there.

    Raises:
        ExerciseFault: the reference fails, or gives what cannot be a key.

    """
    pieces = (cache.fingerprint, np.__version__, sys.version, exercise.id, part.id, exercise.content)
    name = f"key-{digest(*pieces, solutions.content, str(seed))}"
    if (stored := cache.load(name)) is not None:
        return unpacked(*stored)
    from grader.grading.references import References  # only where keys are not cached

    block = part.block
    assert isinstance(block, Function)
    identity = f"{exercise.id}/{part.id}"
    try:
        drawn = block.draw(identity, seed)
        growths = block.growths(identity)
    except NotationError as error:
        raise ExerciseFault(error.text) from None
    references = References(exercise.id, block, solutions, sandbox)
    cases = references.resolved(drawn)
    found = Prepared(cases, block.key(references.run(drawn, cases)), _resolved(growths, references))
    cache.store(name, *packed(found))
    return found


def _resolved(growths: Sequence[Growth], references: References) -> tuple[Growth, ...]:
    """With every argument that a reference makes in its place: the student's file need not define its function."""
    inputs = (each for growth in growths for each in (growth.small, growth.large))
    cases = references.resolved([Case("growth", each, None, True, "float64", 0) for each in inputs])
    pairs = zip(growths, cases[::2], cases[1::2], strict=True)
    return tuple(growth._replace(small=small.inputs, large=large.inputs) for growth, small, large in pairs)


def packed(prepared: Prepared) -> tuple[Any, bytes]:
    """As JSON and bytes."""
    store = ArrayStore()
    cases = []
    for case in prepared.cases:
        points = None if case.points is None else str(case.points)
        inputs = store.inputs(case.inputs)
        cases.append([case.name, inputs, points, case.hidden, case.dtype, case.row, case.layout])
    meta = {
        "cases": cases,
        "alternatives": [
            [
                list(each.names),
                [
                    [
                        store.arrays(one.arrays),
                        store.arrays(one.tolerances),
                        one.method,
                        one.silent,
                        one.largest,
                    ]
                    for one in each.expected
                ],
            ]
            for each in prepared.key.alternatives
        ],
        "misconceptions": {
            name: [store.arrays(each) for each in given]
            for name, given in prepared.key.misconceptions.items()
        },
        "growths": [
            [each.size, each.added, store.inputs(each.small), store.inputs(each.large)]
            for each in prepared.growths
        ],
    }
    return meta, store.raw


def unpacked(meta: Any, raw: bytes) -> Prepared:
    """From JSON and bytes."""
    stored = StoredArrays(raw)
    inputs, arrays = stored.inputs, stored.arrays
    cases = tuple(
        Case(
            name,
            tuple(inputs(values)),
            None if points is None else Fraction(points),
            hidden,
            dtype,
            row,
            (),
            layout,
        )
        for name, values, points, hidden, dtype, row, layout in meta["cases"]
    )
    alternatives = tuple(
        Alternative(
            tuple(names),
            tuple(Expected(arrays(right), arrays(room), *rest) for right, room, *rest in expected),
        )
        for names, expected in meta["alternatives"]
    )
    ideas = {name: tuple(map(arrays, each)) for name, each in meta["misconceptions"].items()}
    growths = tuple(
        Growth(size, added, tuple(inputs(small)), tuple(inputs(large)))
        for size, added, small, large in meta["growths"]
    )
    return Prepared(cases, Key(alternatives, ideas), growths)

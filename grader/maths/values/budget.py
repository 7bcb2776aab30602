"""How much work one judgement may take, counted in steps so that everyone gets the same verdict."""

from __future__ import annotations

from grader.maths.expressions.expression import Reduction
from grader.maths.values.declaration import Length
from grader.maths.values.precise import TooLarge

MAX_STEPS = 300_000
"""Nodes that are worked out for one judgement."""


class Budget:
    """Steps that may still be taken; shared by all evaluations of a judgement."""

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.left = steps
        self.axes: dict[int, tuple[Length, ...]] = {}
        """Of each sum that was met, by identity, the axes that its index counts."""
        self.truths: dict[int, set[bool]] = {}
        """Which ways each comparison and kinked function went, by identity."""
        self.kept: list[Reduction] = []
        """Those sums, so that no other takes their identity."""

    def spend(self, steps: int = 1) -> None:
        """So many steps.

        Raises:
            TooLarge: there are none left.

        """
        self.left -= steps
        if self.left < 0:
            raise TooLarge("too much work")

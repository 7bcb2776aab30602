"""Loops by what they do: Python operations executed while one size grows.

A count convicts, it never acquits: it is taken inside the process that runs the student's code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from grader.verdict import Place

SMALL, LARGE = 8, 64
"""The lengths between which a size is grown."""

LEAST_GROWTH = 1.0
"""Operations for each added element from which on the work grows with a size."""

Operations = Mapping[str, int]
"""Operations by ``file:line``."""


class Growth(NamedTuple):
    """Inputs that differ in one size only."""

    size: str
    added: int
    small: tuple[Any, ...]
    large: tuple[Any, ...]


class Count(NamedTuple):
    """Operations executed on the small and on the large inputs of a growth; None where the call failed."""

    size: str
    added: int
    small: Operations | None
    large: Operations | None

    @property
    def failed(self) -> bool:
        """Whether it was not to be counted."""
        return self.small is None or self.large is None

    @property
    def grows(self) -> bool:
        """Whether the work grows with the size, by an operation for each added element at least."""
        if self.small is None or self.large is None:
            return False
        return sum(self.large.values()) - sum(self.small.values()) >= LEAST_GROWTH * self.added

    @property
    def place(self) -> Place:
        """The line whose operations grow most."""
        small, large = self.small or {}, self.large or {}
        line = max(large, key=lambda where: large[where] - small.get(where, 0), default=":0")
        file, _, number = line.rpartition(":")
        return Place(file, int(number) if number.isdigit() else 0)

    def __str__(self) -> str:
        """What was counted, for the student."""
        few, many = (sum((each or {}).values()) for each in (self.small, self.large))
        counted = f"{few} Python operations with {self.size} = {SMALL}, {many} with {self.size} = {LARGE}"
        where = f"{self.place.file}, line {self.place.line}: " if self.place.line else "Somewhere "
        return f"{where}the work grows with {self.size} ({counted}). Work on whole arrays."

"""Loops by what they do: Python operations executed while one size grows.

A count convicts, it never acquits: it is taken inside the process that runs the student's code.
"""

from __future__ import annotations

from typing import Any, NamedTuple

SMALL, LARGE = 8, 64
"""The lengths between which a size is grown."""

LEAST_GROWTH = 1.0
"""Operations for each added element from which on the work grows with a size."""


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
    small: int | None
    large: int | None

    @property
    def failed(self) -> bool:
        """Whether it was not to be counted."""
        return self.small is None or self.large is None

    @property
    def grows(self) -> bool:
        """Whether the work grows with the size, by an operation for each added element at least."""
        if self.small is None or self.large is None:
            return False
        return self.large - self.small >= LEAST_GROWTH * self.added


def growth_sentence(count: Count) -> str:
    """What was counted, for the student."""
    more = f"{count.small} Python operations with {count.size} = {SMALL}, {count.large} with {count.size} = {LARGE}"
    return f"The work grows with {count.size}: {more}. Work on whole arrays."

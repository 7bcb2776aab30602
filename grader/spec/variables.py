"""Numbers of each student's own: what they are drawn from, which together are allowed, and the draw itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, ClassVar, NamedTuple

from grader.block import ALIASED
from grader.cache import digest
from grader.errors import NotationError
from grader.maths.expressions.exact import rational
from grader.spec.constraints import Constraint, Values, read_constraint

MAX_VALUES = 100_000
"""Values that one variable can have."""

FEW = 2_000
"""So many combinations are looked through one by one."""

TRIES = 1_000
"""Draws until one meets the constraints."""

ANY = "any"
"""Whose values are drawn when a file is read; everybody has them for whom others take too long to find."""


@dataclass(frozen=True, kw_only=True)
class Variable:
    """What a number is drawn from: a choice, or a range with a step."""

    __pydantic_config__: ClassVar[Any] = ALIASED

    choice: tuple[int | float, ...] = ()
    """The numbers it can be."""
    range_: tuple[int | float, ...] = ()
    """The smallest and the largest that it can be."""
    step: int | float = 1
    """From each number of a range to the next."""

    @cached_property
    def values(self) -> Sequence[Fraction]:
        """Everything that it can be, in order."""
        if self.choice:
            return tuple(dict.fromkeys(map(rational, self.choice)))
        first, last = map(rational, self.range_)
        step = rational(self.step)
        return tuple(first + number * step for number in range(int((last - first) / step) + 1))

    def missed(self) -> Fraction | None:
        """The end of the range, where its steps do not lead there."""
        end = rational(self.range_[1]) if self.range_ else self.values[-1]
        return None if self.values[-1] == end else end

    def problem(self) -> str:
        """What is wrong with it; empty if nothing is."""
        if bool(self.choice) == bool(self.range_):
            return "a variable has either a choice of numbers or a range: {choice: [2, 3]} or {range: [1, 9], step: 1}"
        if self.choice:
            return ""
        if len(self.range_) != 2 or not self.range_[0] < self.range_[1]:
            return f"a range is the smallest and the largest number, as [1, 9]; found {list(self.range_)}"
        if not self.step > 0:
            return f"a step must be above 0, found {self.step:g}"
        if (self.range_[1] - self.range_[0]) / self.step >= MAX_VALUES:
            return f"this range has more than {MAX_VALUES} numbers: take a larger step"
        return ""


class Variables(NamedTuple):
    """The variables of an exercise, and the statements about them that have to hold."""

    drawn_from: Mapping[str, Variable]
    constraints: tuple[str, ...] = ()

    @property
    def combinations(self) -> int:
        """In how many ways values can be combined, allowed or not."""
        return prod(len(each.values) for each in self.drawn_from.values())

    @property
    def choices(self) -> dict[str, Sequence[Fraction]]:
        """Everything that each of them can be."""
        return {name: variable.values for name, variable in self.drawn_from.items()}

    def read(self) -> tuple[Constraint, ...]:
        """The constraints.

        Raises:
            NotationError: one cannot be read.

        """
        names = tuple(self.drawn_from)
        return tuple(read_constraint(text, names) for text in self.constraints)

    def allowed(self, values: Values) -> bool:
        """Whether these values meet all constraints; one that has no value here is not met."""
        return all(each.met(values) for each in self.read())

    def drawn(self, identity: str) -> Values:
        """The values that belong to an identity: all allowed combinations are equally likely, or nearly so where few are allowed.

        Raises:
            NotationError: none is allowed, or none is found; then nobody has values.

        """
        for turn in range(TRIES):
            values = self._combination(_number(f"{identity}/{turn}"))
            if self.allowed(values):
                return values
        if self.combinations <= FEW and (every := list(self.every())):
            return every[_number(identity) % len(every)]
        from grader.spec.satisfying import GaveUpError  # few draws need it

        try:
            found = self.searched(self.read(), identity)
        except GaveUpError:
            if identity != ANY:
                return self.drawn(ANY)  # those were found when the file was read: nobody is left without
            raise NotationError("no choice of values was found that meets the constraints") from None
        if found is None:
            raise NotationError("no choice of values meets the constraints")
        return found

    def searched(self, constraints: Sequence[Constraint], identity: str = ANY) -> Values | None:
        """Values that meet some constraints, which may be hard to find; None if there are none.

        Raises:
            GaveUpError: the search takes too long.

        """
        from grader.spec.satisfying import satisfying

        return satisfying(self.choices, constraints, lambda name: _number(f"{identity}/search/{name}"))

    def every(self) -> Iterator[Values]:
        """All allowed combinations, in order."""
        for chosen in product(*(each.values for each in self.drawn_from.values())):
            values = dict(zip(self.drawn_from, chosen, strict=True))
            if self.allowed(values):
                yield values

    def spread(self, most: int) -> list[Values]:
        """All allowed combinations if there are few, else ``most`` of them, far from each other."""
        if self.combinations <= FEW:
            every = list(self.every())
            if len(every) <= most:
                return every
            return [every[number * (len(every) - 1) // (most - 1)] for number in range(most)]
        found = {tuple(drawn.items()): drawn for drawn in (self.drawn(f"spread {n}") for n in range(most))}
        return list(found.values())

    def _combination(self, number: int) -> Values:
        values = {}
        for name, variable in self.drawn_from.items():
            number, at = divmod(number, len(variable.values))
            values[name] = variable.values[at]
        return values


def _number(identity: str) -> int:
    return int(digest(identity), 16)

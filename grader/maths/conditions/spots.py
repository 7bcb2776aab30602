"""One choice of values for all symbols, and what statements are worth there: true, false or undefined.

Comparisons are settled with many digits. Where both sides look equal and the values are exact, more digits tell:
rounding is another one with every precision, a small difference is the same. At a root that was found numerically, a
step to either side tells.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from grader.maths.conditions.alternatives import SIGNS
from grader.maths.conditions.jumps import decided, jumping
from grader.maths.conditions.logic import CONNECTIVES, is_statement
from grader.maths.expressions.expression import Binary, Call, Expression, Negation, names, walk
from grader.maths.formulas.sampling import formed, made
from grader.maths.values import precise
from grader.maths.values.budget import Budget
from grader.maths.values.meaning import World
from grader.maths.values.operations import AskBack
from grader.maths.values.precise import TooLarge, UndefinedHere
from grader.maths.values.setting import Setting
from grader.maths.values.tensor import ShapeError, Tensor

DIGITS = 50
MORE_DIGITS = (1000, 1040)
COST_OF_DIGITS = 15
"""Steps that functions with so many digits count as."""

FAR = 1100
"""Beyond it, functions may be so close to their limits that no digits tell the difference."""

_ALIKE = precise.number("1e-25")
_STEP = precise.number("1e-38")
_SAME = precise.number("1e-6")
_ROUNDING = precise.number("1e-40")

_ENDS: Mapping[str, tuple[int, ...]] = {"unit": (0, 1), "simplex": (0,)}

Value = Fraction | Any
"""An exact value, or a root as a number of many digits."""

Coordinate = tuple[str, int]
"""A symbol and the place of one entry of it."""


class Frame:
    """What all spots of a judgement share: the setting, lengths, work that may still be done."""

    def __init__(self, setting: Setting, sizes: Mapping[str, int], budget: Budget) -> None:
        self.setting, self.sizes, self.budget = setting, sizes, budget
        self.roots: dict[Hashable, list[Value]] = {}
        self.jumping: dict[int, bool] = {}
        """Of each comparison, by identity, whether one of its sides can jump."""
        self._numbers: dict[tuple[Value, int], Any] = {}

    def world(self, values: Mapping[Coordinate, Any]) -> World:
        """The world where the coordinates have these values, with the digits worked with."""
        entries: dict[str, list[Any]] = {}
        for (name, _), value in values.items():
            entries.setdefault(name, []).append(self._number(value))
        arrays = {
            name: formed(self.setting.declared[name], each, self.sizes) for name, each in entries.items()
        }
        return made(self.setting, self.sizes, arrays, self.budget)

    def _number(self, value: Value) -> Any:
        if not isinstance(value, Fraction):
            return value
        at = (value, precise.working_digits())
        if at not in self._numbers:
            self._numbers[at] = precise.number(value)
        return self._numbers[at]


class Spot:
    """Values of all coordinates, and the truth of statements there."""

    def __init__(self, frame: Frame, values: Mapping[Coordinate, Value]) -> None:
        self.frame, self.values = frame, values
        self.exact = all(isinstance(value, Fraction) for value in values.values())
        self._signs: dict[int, int | None] = {}

    @cached_property
    def world(self) -> World:
        """The world of the spot."""
        return self.frame.world(self.values)

    @property
    def at_an_end(self) -> bool:
        """Whether a probability is 0 or 1 here, where logarithms and odds may have no value."""
        domains = {name: one.domain for name, one in self.frame.setting.declared.items()}
        return any(value in _ENDS.get(domains[name], ()) for (name, _), value in self.values.items())

    def truth(self, node: Expression) -> bool | None:
        """Whether a statement holds; None where that depends on something undefined (S. C. Kleene, 1938).

        Raises:
            TooLarge: nothing can be said here.
            ShapeError, AskBack: it cannot be worked out at all.

        """
        if isinstance(node, Call):
            if node.function != "not":
                return node.function == "true"
            inside = self.truth(node.arguments[0])
            return None if inside is None else not inside
        assert isinstance(node, Binary)
        if node.operator in CONNECTIVES:
            return joined(node.operator, self.truth(node.left), self.truth(node.right))
        if is_statement(node.left) and is_statement(node.right):
            same = joined("<=>", self.truth(node.left), self.truth(node.right))
            return same if same is None or node.operator == "=" else not same
        sign = self.sign(node)
        return None if sign is None else sign in SIGNS[node.operator]

    def sign(self, node: Binary) -> int | None:
        """The sign of left minus right, 0 where they are equal as far as digits tell; None where undefined."""
        if id(node) not in self._signs:
            try:
                self._signs[id(node)] = self._sign(node)
            except UndefinedHere:
                self._signs[id(node)] = None
        return self._signs[id(node)]

    def _sign(self, node: Binary) -> int:
        if id(node) not in self.frame.jumping:
            self.frame.jumping[id(node)] = jumping(node.left) or jumping(node.right)
        if self.frame.jumping[id(node)]:
            left, right = decided(node.left, self._level), decided(node.right, self._level)
            node = Binary(node.operator, left, right, node.column)
        return self._sign_as_it_stands(node)

    def _level(self, left: Expression, right: Expression) -> bool:
        """Whether two sides inside a comparison are equal; not where they have no value of their own."""
        try:
            return self._sign_as_it_stands(Binary("=", left, right)) == 0
        except (UndefinedHere, ShapeError, AskBack):
            return False

    def _sign_as_it_stands(self, node: Binary) -> int:
        left, right = sides(self.world, node)
        gap = left - right
        alike = abs(gap) <= _ALIKE * max(abs(left), abs(right), 1)
        if alike and self.exact:
            return self._sign_by_more_digits(node, gap)
        return 0 if alike and self._crosses(node, gap) else _sign_of(gap)

    def _sign_by_more_digits(self, node: Binary, gap: Any) -> int:
        """The sign of a small gap, 0 if it is rounding: that is another one with other digits."""
        algebraic = not any(isinstance(part, Call) for part in walk(node))
        for count in MORE_DIGITS:
            self.frame.budget.spend(0 if algebraic else COST_OF_DIGITS)
            with precise.digits(count):
                left, right = sides(self.frame.world(self.values), node)
                before, gap = gap, left - right
            if gap and abs(gap - before) <= _SAME * abs(gap):
                return _sign_of(gap)
            if gap == before:
                break
        if not algebraic and any(abs(value) > FAR for value in self.values.values()):
            raise TooLarge("no digits tell whether both sides are equal")
        return 0

    def _crosses(self, node: Binary, gap: Any) -> bool:
        """Whether a gap is rounding, or changes by as much as it is one small step away from a root."""
        scale = max(_scale(self.world, side) for side in (node.left, node.right))
        if abs(gap) <= _ROUNDING * scale:
            return True
        gaps = []
        for factor in (1 - _STEP, 1 + _STEP):
            moved = {
                place: value if isinstance(value, Fraction) else value * factor
                for place, value in self.values.items()
            }
            left, right = sides(self.frame.world(moved), node)
            gaps.append(left - right)
        return bool(abs(gaps[1] - gaps[0]) > abs(gap))


def _sign_of(gap: Any) -> int:
    return int(gap > 0) - int(gap < 0)


def _scale(world: World, node: Expression) -> Any:
    """How large the terms are from which a value was added up: its rounding is a part of that."""
    match node:
        case Negation(operand):
            return _scale(world, operand)
        case Binary("+" | "-", left, right):
            return max(_scale(world, left), _scale(world, right))
        case Binary("*" | "·" | "", left, right):
            return _scale(world, left) * _scale(world, right)
    value = world.evaluate(node, {})
    return precise.number(1) if isinstance(value, Tensor) else abs(precise.plain(value))


def symbols_of(statements: Iterable[Expression], made: Setting) -> frozenset[str]:
    """The declared symbols that statements depend on."""
    pending = [node.name for each in statements for node in names(each)]
    seen: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in seen:
            seen.add(name)
            pending += [n.name for n in names(made.dependent[name].meaning)] if name in made.dependent else []
    return frozenset(seen & made.declared.keys())


def sides(world: World, node: Binary) -> tuple[Any, Any]:
    """The values of both sides of a comparison."""
    found = []
    for side in (node.left, node.right):
        value = world.evaluate(side, {})
        if isinstance(value, list):
            raise AskBack("a number was expected, not a set", node.column)
        if isinstance(value, Tensor) and value.rank == 0:
            value = value.entries[0]
        if isinstance(value, Tensor) or not hasattr(precise.plain(value), "__lt__"):
            raise AskBack("a comparison is read for numbers: write the entry, as in z_1", node.column)
        found.append(precise.plain(value))
    return found[0], found[1]


def joined(operator: str, left: bool | None, right: bool | None) -> bool | None:
    """Two truths, of which either may be unknown.

    >>> joined("and", None, False), joined("or", None, False), joined("=>", None, True)
    (False, None, True)
    """
    if operator == "<=>":
        return None if left is None or right is None else left == right
    if operator == "=>":
        left, operator = None if left is None else not left, "or"
    decides = operator == "or"
    if decides in (left, right):
        return decides
    return None if left is None or right is None else not decides

"""Are two formulas equal? Three-valued, by values at random points with many digits.

An identity between formulas of analytic functions that holds at a random point holds everywhere, but for sets of
measure zero; for polynomials of degree d the chance to be fooled at one point is at most d over the number of values
drawn from (J. Schwartz, 1980; R. Zippel, 1979).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from grader.errors import GraderError
from grader.maths.expressions.expression import Derivative, Expression
from grader.maths.formulas.comparison import (
    Comparison,
    Equality,
    Point,
    has_equalities,
    has_kinks,
    literals,
    unseen_side,
)
from grader.maths.formulas.differentiation import worked_out
from grader.maths.formulas.families import Asked, Family, LeftOver, family, free_lengths, unbound
from grader.maths.formulas.sampling import made, simple_worlds, special_worlds, worlds
from grader.maths.formulas.sizing import sized
from grader.maths.formulas.tables import close, first_entry, number, pairs, places, shape_difference
from grader.maths.values import precise
from grader.maths.values.budget import Budget
from grader.maths.values.declaration import Length
from grader.maths.values.meaning import World
from grader.maths.values.operations import AskBack
from grader.maths.values.precise import TooLarge, UndefinedHere, mpf
from grader.maths.values.setting import Setting, index_lengths
from grader.maths.values.shapes import shape_of
from grader.maths.values.tensor import ShapeError, Tensor

DIGITS = 50
MORE_DIGITS = 200
POINTS = 8
POINTS_OF_OTHER_SIZES = 4
POINTS_WITH_KINKS = 200
TURNS = 3

_SHRINKS = mpf(10) ** -60
_CLOSER = mpf(10) ** -150


class Judge(NamedTuple):
    """Everything that a comparison with one key needs."""

    setting: Setting
    asked: Asked
    seed: str
    strict: bool = False
    kinks_decide: bool = False
    memory: dict[Any, Any] | None = None
    """Where the key's values are kept for the next response; None to keep nothing."""

    def over(self, setting: Setting) -> Judge:
        """The judge for an answer that defines names of its own; what the key gives does not depend on them."""
        return self if setting is self.setting else self._replace(setting=setting)

    def legible(self) -> Judge:
        """The judge with a derivative worked out by the rules as its key, where that is the same everywhere."""
        if not isinstance(self.asked.key, Derivative):
            return self
        worked = worked_out(self.asked.key)
        if worked is None:
            return self
        try:
            found = self.compare(worked)
        except (ShapeError, AskBack, LeftOver):
            return self
        same = found.equality is Equality.EQUAL and not found.why
        return self._replace(asked=self.asked._replace(key=worked), memory={}) if same else self

    def compare(self, own: Expression, left: tuple[str, ...] = ()) -> Comparison:
        """Whether ``own`` equals the key.

        Raises:
            ShapeError, AskBack, LeftOver: it cannot be laid out beside the key.

        """
        budget = Budget()
        with precise.digits(DIGITS):
            own = sized(own, self.setting, self.shape())
            layout = family(own, self.asked, self.setting, left, self.shape())
            kinks = has_kinks(own, self.setting) or has_kinks(self.asked.key, self.setting)
            turns = TURNS if self.setting.lengths else 1
            array = not layout.indices and bool(self.shape())
            seen, points, pattern = 0, 0, ""
            try:
                for turn in range(turns):
                    each = (
                        POINTS_WITH_KINKS // turns
                        if kinks
                        else POINTS
                        if turn == 0
                        else POINTS_OF_OTHER_SIZES
                    )
                    for world, key, counts in self._key_points(turn, each, budget, kinks):
                        found = self._beside(world, layout, key, counts)
                        if found is None:
                            continue
                        if isinstance(found, str):
                            pattern = found if pattern in ("", found) else "shape"
                        elif found.equality is not Equality.EQUAL:
                            return self._simplest(layout, found)._replace(array=array)
                        points += 1
                    seen += points > 0
            except TooLarge:
                return Comparison(Equality.UNDECIDED, points, why="it took too long to work out")
            if pattern:
                return Comparison(Equality.DIFFERENT, points, why=pattern, array=True)
            if not points:
                return Comparison(
                    Equality.UNDECIDED, why="no point was found where both have a value that can be judged"
                )
            if (found := self._further(own, layout, budget, kinks=kinks)) is not None:
                return found
            return self._special(layout, Comparison(Equality.EQUAL, points, seen, array=array), budget)

    def _further(self, own: Expression, layout: Family, budget: Budget, *, kinks: bool) -> Comparison | None:
        """What shows with many more digits, near the numbers of the response, and far out; None if nothing does."""
        try:
            if self._differs_far_down(layout, budget):
                return Comparison(Equality.DIFFERENT, point=None)
            if not kinks and not has_equalities(own, self.setting):
                return None
            for world in (
                worlds(self.setting, 4 * len(near), self.seed, 0, budget, near=near)
                if (near := literals(own))
                else ()
            ):
                found = self._at(world, layout)
                if isinstance(found, Comparison) and found.equality is not Equality.EQUAL:
                    return self._simplest(layout, found)
        except (TooLarge, UndefinedHere):
            return Comparison(Equality.UNDECIDED, why="it took too long to work out")
        if unseen_side(own, self.setting, budget.truths):
            why = "a condition in it went the same way at every point that was tried"
            return Comparison(Equality.UNDECIDED, why=why)
        return None

    def _differs_far_down(self, layout: Family, budget: Budget) -> bool:
        """Whether a difference is smaller than the usual digits show; one that shrinks with more digits is rounding."""
        with precise.digits(MORE_DIGITS):
            for world, key, counts in [*self._key_points(0, 1, budget, False)]:
                try:
                    own = self.own_table(world, layout, key, counts)
                except (UndefinedHere, TooLarge):
                    return False
                turned = bool(shape_difference(own, key))
                beside = [*pairs(own, key, counts, turned=turned)]
                if all(close(a, b, _CLOSER) for _, a, b in beside):
                    return False
                with precise.digits(2 * MORE_DIGITS):
                    try:
                        key, own = self._tables_again(world, layout, counts)
                    except (UndefinedHere, TooLarge):
                        return False
                    again = pairs(own, key, counts, turned=turned)
                    return any(
                        not close(a, b, _CLOSER) and _apart(x, y) > _apart(a, b) * _SHRINKS
                        for (_, a, b), (_, x, y) in zip(beside, again, strict=True)
                    )
        return False

    def _tables_again(self, world: World, layout: Family, counts: list[bool] | None) -> tuple[Any, Any]:
        """The key's and the response's values at the same point, worked out anew with the digits of now."""
        declared = {name: value for name, value in world.values.items() if name in self.setting.declared}
        again = made(self.setting, world.sizes, declared, world.budget)
        key, _ = self.key_table(again)
        return key, self.own_table(again, layout, key, counts)

    def fault(self) -> str:
        """What is wrong with the key itself; empty if nothing is."""
        budget, drawn, worked, why, counted = Budget(), 0, 0, "", False
        with precise.digits(DIGITS):
            try:
                for turn in range(TURNS):
                    for world in worlds(self.setting, POINTS, self.seed, turn, budget):
                        drawn += 1
                        try:
                            _, counts = self.key_table(world)
                            worked += 1
                            counted = counted or counts is None or any(counts)
                        except UndefinedHere as error:
                            why = str(error)
            except (TooLarge, ShapeError, AskBack) as error:
                return str(error) or "it is too large"
        if not drawn and self.setting.assume:
            return "no point was found where what is assumed holds: of equations only a sum that is 1 can be assumed"
        if worked and not counted:
            return "no index values meet what is given, so that anything would be right"
        if unbound(self.asked.key, self.setting) and set(unbound(self.asked.key, self.setting)) - set(
            self.asked.free
        ):
            letters = ", ".join(sorted(set(unbound(self.asked.key, self.setting)) - set(self.asked.free)))
            return f"the index {letters} is neither free nor summed over: declare it, as in free: [{letters}]"
        return "" if worked else f"it has no value at any point that was tried ({why})"

    def shape(self) -> tuple[Length, ...]:
        """The lengths of the key as an array."""
        if self.memory is not None and "shape" in self.memory:
            known: tuple[Length, ...] = self.memory["shape"]
            return known
        if self.asked.free:
            axes = index_lengths(self.asked.key, self.setting.shapes)
            found = tuple(axes.get(letter, "") for letter in self.asked.free)
        else:
            found = shape_of(self.asked.key, self.setting.shapes)
        if self.memory is not None:
            self.memory["shape"] = found
        return found

    def _key_points(
        self, turn: int, count: int, budget: Budget, kinks: bool
    ) -> Iterator[tuple[World, Any, list[bool] | None]]:
        """Points where the key has a value, with it; worked out once for all responses."""
        place = (turn, count)
        if self.memory is not None and place in self.memory:
            for world, key, counts in self.memory[place]:
                yield self._again(world, budget), key, counts
            return
        found = []
        own = Budget()  # no response pays for the key, so that all get the same verdict
        for world in self._points(turn, count, own, kinks):
            try:
                key, counts = self.key_table(world)
            except (UndefinedHere, TooLarge):
                if own.left < 0:
                    raise
                continue
            world.charge(budget)
            found.append((world, key, counts))
            yield world, key, counts
        if self.memory is not None:
            self.memory[place] = found

    def _again(self, world: World, budget: Budget) -> World:
        """A point that another response was judged at, with the names that this one defines."""
        if world.dependent is self.setting.dependent:
            world.charge(budget)
            return world
        values = {name: world.values[name] for name in self.setting.declared if name in world.values}
        return made(self.setting, world.sizes, values, budget)

    def _points(self, turn: int, count: int, budget: Budget, kinks: bool) -> Iterator[World]:
        one_sided = False
        for world in worlds(self.setting, count, self.seed, turn, budget):
            yield world
            one_sided = one_sided or kinks
        if kinks:  # regions that begin further out, or close to 0
            for scale in (6.0, 0.1, 100.0):
                yield from worlds(self.setting, max(8, count // 8), self.seed, turn, budget, scale)

    def key_table(self, world: World) -> tuple[Any, list[bool] | None]:
        """The key's values, and which of them count."""
        if not self.asked.free:
            return Family(self.asked.key, (), {}).table(world, ()), None
        lengths = free_lengths(self.asked, self.setting, world)
        table = Family(self.asked.key, self.asked.free, {})
        if self.asked.given is None:
            return table.table(world, lengths), None
        counted = Family(self.asked.given, self.asked.free, {}).table(world, lengths)
        values = []
        for place, counts in zip(places(lengths), counted.entries, strict=True):
            inside = {name: n + world.index_from for name, n in zip(self.asked.free, place, strict=True)}
            values.append(world.evaluate(self.asked.key, inside) if counts else mpf(0))
        return Tensor(lengths, tuple(values)), [bool(each) for each in counted.entries]

    def own_table(self, world: World, layout: Family, key: Any, counts: list[bool] | None) -> Any:
        """The response's values."""
        shape = key.shape if isinstance(key, Tensor) else ()
        if layout.indices and counts is not None:
            values = []
            for place, counted in zip(places(shape), counts, strict=True):
                inside = {name: n + world.index_from for name, n in zip(layout.indices, place, strict=True)}
                inside |= {own: inside[asked] for own, asked in layout.renamed.items()}
                entry = world.evaluate(layout.expression, inside) if counted else mpf(0)
                if isinstance(entry, Tensor):
                    raise ShapeError("an entry of this is no number", entry.shape)
                values.append(entry)
            return Tensor(shape, tuple(values))
        return layout.table(world, shape)

    def _at(self, world: World, layout: Family) -> Comparison | str | None:
        """None where the key has no value; the name of a difference in shape; else what differs, if anything."""
        try:
            key, counts = self.key_table(world)
        except (UndefinedHere, TooLarge) as error:
            if isinstance(error, TooLarge) and world.budget.left < 0:
                raise
            return None
        return self._beside(world, layout, key, counts)

    def _beside(
        self, world: World, layout: Family, key: Any, counts: list[bool] | None
    ) -> Comparison | str | None:
        """What differs between a response and the key's values; None where nothing can be said."""
        try:
            own = self.own_table(world, layout, key, counts)
        except UndefinedHere:
            return Comparison(
                Equality.DIFFERENT,
                point=Point(world, (), None, first_entry(key)),
                why=self._where_undefined(world, layout),
            )
        except TooLarge:
            if world.budget.left < 0:
                raise
            return None
        shape = shape_difference(own, key)
        if shape == "shape":
            return shape
        mismatch = self._mismatch(world, layout, own, key, counts, turned=bool(shape))
        return mismatch if mismatch is not None else shape or Comparison(Equality.EQUAL)

    def _where_undefined(self, here: World, layout: Family) -> str:
        """``nowhere`` if the response has a value at no point that is tried, of any domain, else ``domain``."""
        free = {name: one._replace(domain="positive") for name, one in self.setting.declared.items()}
        for setting in (self.setting, self.setting._replace(declared=free)):
            for turn in range(TURNS):
                for world in worlds(setting, POINTS, self.seed, turn, here.budget):
                    try:
                        key, counts = self.key_table(world)
                        self.own_table(world, layout, key, counts)
                    except (UndefinedHere, TooLarge):
                        continue
                    return "domain"
        return "nowhere"

    def _mismatch(
        self, world: World, layout: Family, own: Any, key: Any, counts: list[bool] | None, *, turned: bool
    ) -> Comparison | None:
        for place, a, b in pairs(own, key, counts, turned=turned):
            if close(a, b):
                continue
            with precise.digits(MORE_DIGITS):
                try:
                    more_key, more_own = self._tables_again(world, layout, counts)
                except (UndefinedHere, TooLarge):
                    return Comparison(
                        Equality.UNDECIDED, why="it has a value with some digits and none with more"
                    )
                x, y = next(
                    (x, y) for spot, x, y in pairs(more_own, more_key, counts, turned=turned) if spot == place
                )
                before, after = _apart(a, b), _apart(x, y)
                if after <= before * _SHRINKS:
                    continue
                certain = after > before / 2
            equality = Equality.DIFFERENT if certain else Equality.UNDECIDED
            why = "" if certain else "the difference is neither clearly rounding nor clearly real"
            return Comparison(equality, point=Point(world, place, a, b), why=why)
        return None

    def _simplest(self, layout: Family, found: Comparison) -> Comparison:
        """The difference at a point that can be checked by hand, if there is one."""
        if found.equality is not Equality.DIFFERENT:
            return found
        for world in simple_worlds(self.setting, Budget(50_000)):
            try:
                simple = self._at(world, layout)
            except (TooLarge, GraderError):
                break
            if (
                isinstance(simple, Comparison)
                and simple.equality is Equality.DIFFERENT
                and simple.why == found.why
            ):
                return simple
        return found

    def _special(self, layout: Family, found: Comparison, budget: Budget) -> Comparison:
        """What happens at 0, ±1 and equal entries, where kinks and poles are."""
        try:
            for world in special_worlds(self.setting, 0, budget):
                special = self._at(world, layout)
                if not isinstance(special, Comparison) or special.equality is Equality.EQUAL:
                    continue
                if special.why == "domain":
                    return special if self.strict else found._replace(why="special", point=special.point)
                if self.kinks_decide:
                    return special
        except TooLarge:
            pass
        return found


def _apart(a: Any, b: Any) -> mpf:
    """How far two values are from each other."""
    return abs(number(a) - number(b))

"""Points where comparisons hold together that hold nowhere on a line: corners, narrow boxes, roots of several equations.

A search, not a proof: it starts at simple points, steps to where everything holds, and rounds to a simple point.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from grader.maths.conditions.alternatives import Alternative
from grader.maths.conditions.boundaries import allowed, constants_of, coordinates, drawn, gap_at, simple
from grader.maths.conditions.solving import Gap, Point, moved, pivots
from grader.maths.conditions.spots import Coordinate, Frame, Spot, Value, symbols_of
from grader.maths.values import precise
from grader.maths.values.budget import Budget
from grader.maths.values.precise import TooLarge
from grader.maths.values.setting import Setting

MAX_STEPS = 20_000
TURNS = 6
ROUNDS = 16
REFINED = 7
TRIES = 8
SIMPLER = (1, 2, 4, 12, 60, 1000, 10**6)
"""Up to which denominators a point is rounded, the simplest that will do."""

_CLOSE = precise.number("1e-30")
_LEVEL = precise.number("1e-44")
_EQUAL = frozenset({0})
_BOUNDS: Mapping[str, tuple[tuple[int, frozenset[int]], ...]] = {
    "positive": ((0, frozenset({1})),), "simplex": ((0, frozenset({0, 1})),), "nonnegative": ((0, frozenset({0, 1})),),
    "negative": ((0, frozenset({-1})),), "nonzero": ((0, frozenset({-1, 1})),), "natural": ((1, frozenset({0, 1})),),
    "unit": ((0, frozenset({0, 1})), (1, frozenset({-1, 0}))), "one_hot": ((0, frozenset({1})), (1, frozenset({-1}))),
}  # fmt: skip
"""On which side of which numbers a domain lies."""


class Constraint(NamedTuple):
    """Which signs a gap may have."""

    gap: Gap
    signs: frozenset[int]

    def holds(self, height: Any) -> bool:
        """Whether a gap has one of the signs, as far as rounding tells."""
        return (0 if abs(height) < _CLOSE else 1 if height > 0 else -1) in self.signs

    def aim(self, height: Any, margin: Any) -> Any:
        """What the gap should become; None if it may stay."""
        if self.signs == _EQUAL:
            return precise.number(0)
        if self.holds(height):
            return None
        return margin if 1 in self.signs else -margin


class _Place(NamedTuple):
    """A point, and what all gaps are there."""

    point: Point
    heights: list[Any]


def witnesses(setting: Setting, sizes: Mapping[str, int], goals: Sequence[Alternative]) -> Iterator[Spot]:
    """A spot for each alternative for which one is found; always the same ones."""
    frame = Frame(setting, sizes, Budget(MAX_STEPS))
    searches = [_Search(frame, goal) for goal in goals]
    for turn in range(TURNS):
        for search in list(searches):
            try:
                spot = search.found(turn)
            except TooLarge:
                if frame.budget.left < 0:
                    return
                continue
            if spot is not None:
                searches.remove(search)
                yield spot


class _Search:
    """The search for one spot where all pairs of an alternative have signs that they may have."""

    def __init__(self, frame: Frame, goal: Alternative) -> None:
        self.frame, self.goal = frame, goal
        used = symbols_of(goal, frame.setting)
        self.domains = coordinates(frame.setting, frame.sizes)
        self.places = [place for place in self.domains if place[0] in used]
        self.constraints = [Constraint(self._gap(pair), signs) for pair, signs in goal.items()]
        self.constraints += [
            Constraint(_beyond(place, bound), signs)
            for place in self.places
            for bound, signs in _BOUNDS.get(self.domains[place], ())
        ]

    def _gap(self, pair: Any) -> Gap:
        return lambda point: gap_at(self.frame, point, pair)

    def found(self, turn: int) -> Spot | None:
        """Such a spot, if one is found from this start; at odd turns boundaries count as inside."""
        here = self._start(turn)
        margin = precise.number(turn % 2 == 0)
        met: set[int] = set()
        for _ in range(ROUNDS):
            if here is None:
                return None
            if all(each.holds(height) for each, height in zip(self.constraints, here.heights, strict=True)):
                return self._simplest(here.point)
            there = moved(here.point, self._wanted(here.heights, margin, met), self.places)
            here = None if there is None else self._towards(there, here.point)
            margin /= 4
        if here is None:
            return None
        return next(filter(None, (self._exactly(_rounded(here.point, most)) for most in SIMPLER)), None)

    def _wanted(self, heights: Sequence[Any], margin: Any, met: set[int]) -> list[tuple[Gap, Any]]:
        """What each gap should become; what was mended before, and is remembered in ``met``, stays as it is."""
        aims = {n: each.aim(heights[n], margin) for n, each in enumerate(self.constraints)}
        wrong = {n: aim for n, aim in aims.items() if aim is not None}
        kept = {n: heights[n] for n in sorted(met - wrong.keys())}
        met.update(wrong)
        return [(self.constraints[n].gap, aim) for n, aim in (*wrong.items(), *kept.items())]

    def _start(self, turn: int) -> _Place | None:
        """Where a search begins: in every turn somewhere else, where everything has a value if that is found."""
        marks = [Fraction(0), Fraction(1), Fraction(-1), *constants_of(self.goal)]
        rng = random.Random(f"{turn} {marks}")
        pools = {place: allowed(marks, domain) for place, domain in self.domains.items()}
        point: Point = {place: pool[n % min(3, len(pool))] for n, (place, pool) in enumerate(pools.items())}
        for attempt in range(TRIES):
            if turn or attempt:
                point = {place: drawn(self.domains[place], pool, rng) for place, pool in pools.items()}
            if (heights := self._heights(point)) is not None:
                return _Place(point, heights)
        return None

    def _towards(self, there: Point, here: Point) -> _Place | None:
        """A point, or one closer to where everything has a value if it has none there."""
        for _ in range(TRIES):
            if (heights := self._heights(there)) is not None:
                return _Place(there, heights)
            there = {
                place: (precise.number(here[place]) + precise.number(value)) / 2
                for place, value in there.items()
            }
        return None

    def _heights(self, point: Point) -> list[Any] | None:
        found = [each.gap(point) for each in self.constraints]
        return None if None in found else found

    def _simplest(self, near: Point) -> Spot | None:
        """The simplest spot near a point where everything holds, as far as rounding tells."""
        level = [each.gap for each in self.constraints if 0 in each.signs and abs(each.gap(near)) < _CLOSE]
        solved_for = pivots(near, level, self.places)
        for most in SIMPLER:
            rounded = _rounded(near, most)
            refined = self._refined(
                {**rounded, **{place: near[place] for place in solved_for}}, level, solved_for
            )
            for point in filter(None, (refined, rounded)):
                if (spot := self._exactly(point)) is not None:
                    return spot
        return None

    def _refined(self, start: Point, level: Sequence[Gap], places: Sequence[Coordinate]) -> Point | None:
        """A point where gaps are level, by changing only some coordinates; None if not all their digits are known."""
        point: Point = start
        for _ in range(REFINED):
            further = moved(point, [(gap, precise.number(0)) for gap in level], places)
            if further is None:
                return None
            steps = [abs(precise.number(further[place]) - precise.number(point[place])) for place in places]
            point = further
            if all(
                step <= _LEVEL * max(1, abs(point[place])) for step, place in zip(steps, places, strict=True)
            ):
                return point
        return None

    def _exactly(self, point: Point) -> Spot | None:
        """The spot at a point, if everything holds there."""
        exact = {place: _exact(value) for place, value in point.items()}
        if not all(_within(value, self.domains[place]) for place, value in exact.items()):
            return None
        spot = Spot(self.frame, exact)
        return spot if all(spot.sign(pair) in signs for pair, signs in self.goal.items()) else None


def _beyond(place: Coordinate, bound: int) -> Gap:
    return lambda point: precise.number(point[place]) - bound


def _within(value: Any, domain: str) -> bool:
    if domain in ("integer", "natural") and not isinstance(value, Fraction):
        return False
    return value in allowed([value], domain)


def _exact(value: Value) -> Value:
    found = value if isinstance(value, Fraction) else simple(value)
    return value if found is None else found


def _rounded(point: Point, most: int) -> dict[Coordinate, Value]:
    """A point with fractions of small denominators."""
    exact = {
        place: value if isinstance(value, Fraction) else Fraction(str(value))
        for place, value in point.items()
    }
    return {place: value.limit_denominator(most) for place, value in exact.items()}

"""Points at which formulas are compared: stratified in every coordinate, with lengths that all differ."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import Any

from grader.maths.expressions.exact import rational
from grader.maths.values import precise
from grader.maths.values.array_functions import NUMBER_FUNCTIONS
from grader.maths.values.budget import Budget
from grader.maths.values.declaration import Declared
from grader.maths.values.meaning import World
from grader.maths.values.precise import mpf
from grader.maths.values.setting import Setting, sums_to_one
from grader.maths.values.tensor import Tensor

LENGTHS = (2, 3, 4, 5, 6, 7)
SUM_DIGITS = 220
"""With how many digits entries add up to 1: more than formulas are ever compared with."""

MAX_TRIES = 400
"""Draws after which assumptions that no draw meets are given up."""


def lengths(setting: Setting, turn: int) -> dict[str, int]:
    """Lengths that all differ, other ones at every turn; never 1, where mistakes hide."""
    fixed = {n for each in setting.declared.values() for n in each.shape if isinstance(n, int)}
    pool = [n for n in (*LENGTHS, *range(8, 20)) if n not in fixed][: max(4, len(setting.lengths))]
    start = (0, 1, 3)[turn % 3]
    return {name: pool[(n + start) % len(pool)] for n, name in enumerate(setting.lengths)}


def worlds(
    setting: Setting,
    count: int,
    seed: str,
    turn: int,
    budget: Budget,
    scale: float = 1.0,
    near: tuple[float, ...] = (),
) -> Iterator[World]:
    """So many random points of one choice of lengths (Latin hypercube; M. McKay et al., Technometrics 1979)."""
    rng = random.Random(f"{seed}/{turn}/{scale}")
    sizes = lengths(setting, turn)
    normalised = {name for each in setting.assume if (name := sums_to_one(each)) in setting.declared}
    others = [each for each in setting.assume if sums_to_one(each) is None]
    strata: dict[tuple[str, int], list[int]] = {}
    for k in range(count):
        for attempt in range(MAX_TRIES):
            values: dict[str, Any] = {}
            for name, one in setting.declared.items():
                if one.function:
                    continue
                entries = []
                for n in range(size(one, sizes)):
                    if (name, n) not in strata:
                        strata[name, n] = rng.sample(range(count), count)
                    part = (strata[name, n][k] if attempt == 0 else rng.randrange(count)) + rng.random()
                    drawn = _drawn(one.domain, part / count, scale)
                    if near and (k + n) % 2:
                        drawn = _beside(one.domain, near[k % len(near)], part / count, drawn)
                    entries.append(drawn)
                values[name] = formed(one, entries, sizes)
                if name in normalised:
                    values[name] = _normalised(values[name])
            world = made(setting, sizes, values, budget)
            if not others or _holds(world, others):
                yield world
                break


def made(setting: Setting, sizes: Mapping[str, int], values: Mapping[str, Any], budget: Budget) -> World:
    """The world of a setting with these lengths and values."""
    world = World(sizes, values, setting.dependent, setting.shapes, setting.index_from, budget)
    world.functions = {name: _smooth(name) for name, one in setting.declared.items() if one.function} | {
        name: precise.kinked(NUMBER_FUNCTIONS[name], precise.number(rational(slope)))
        for name, slope in setting.kinks.items()
    }
    return world


SPECIAL = ((0,), (1,), (-1,), (1, 0), (0, -1, 1))
"""Entries, in turn, at which kinks and poles lie."""

SIMPLE = (1, 2, -1, 3, 0, -2, 4, -3, 5)
"""Entries, in turn, with which a person can check by hand."""


def special_worlds(setting: Setting, turn: int, budget: Budget) -> Iterator[World]:
    """Points where kinks and poles lie, as far as the domains allow."""
    for pattern in SPECIAL:
        yield from _patterned(setting, turn, pattern, budget)


def simple_worlds(setting: Setting, budget: Budget) -> Iterator[World]:
    """Points with small whole numbers, for a counterexample that can be checked by hand."""
    for start in range(6):
        yield from _patterned(setting, 0, SIMPLE[start:] + SIMPLE[:start], budget)


def _patterned(setting: Setting, turn: int, pattern: tuple[int, ...], budget: Budget) -> Iterator[World]:
    """The point whose entries follow a pattern; none if an assumption does not hold there."""
    sizes = lengths(setting, turn)
    following = cycle(pattern)
    summed = {sums_to_one(each) for each in setting.assume}
    values = {}
    for name, one in setting.declared.items():
        if one.function:
            continue
        value = formed(one, [_nearest(one.domain, next(following)) for _ in range(size(one, sizes))], sizes)
        values[name] = _normalised(value) if name in summed else value
    world = made(setting, sizes, values, budget)
    if _holds(world, [each for each in setting.assume if sums_to_one(each) is None]):
        yield world


def size(one: Declared, sizes: Mapping[str, int]) -> int:
    """How many entries a symbol has."""
    count = 1
    for length in one.shape:
        count *= length if isinstance(length, int) else sizes[length]
    return count


def _drawn(domain: str, part: float, scale: float) -> mpf:
    """A number of a domain; ``part`` is between 0 and 1."""
    wide = (-2.6 + 5.2 * part) * scale
    if domain in ("real", "nonzero"):
        return mpf(wide if abs(wide) > 1e-3 else 1e-3 + abs(wide))
    if domain in ("positive", "nonnegative", "simplex"):
        return mpf((0.1 + 2.9 * part) * scale)
    if domain == "negative":
        return mpf(-(0.1 + 2.9 * part) * scale)
    if domain == "integer":
        return mpf(int(61 * part) - 30)
    if domain == "natural":
        return mpf(int(40 * part) + 1)
    return mpf(0.02 + 0.96 * part)  # unit, one_hot


def _beside(domain: str, literal: float, part: float, drawn: mpf) -> mpf:
    """A number of a domain close to a literal, or beyond it; ``drawn`` where the domain has none."""
    if domain in ("integer", "natural") and literal == int(literal):
        return mpf(int(literal)) if literal > 0 or domain == "integer" else drawn
    if domain == "unit":
        return mpf(literal + (1 - literal) * part) if 0 < literal < 1 else drawn
    if domain in ("real", "nonzero") or (domain in ("positive", "nonnegative") and literal > 0):
        return (
            mpf(literal * (1 + part / 2) + part / 10)
            if part > 0.5
            else mpf(literal * (1 - part / 2) - part / 10)
            if domain in ("real", "nonzero")
            else mpf(literal * (1 - part / 2))
        )
    return drawn


def _nearest(domain: str, value: int) -> mpf:
    """The number of a domain that is closest to a simple one."""
    if domain in ("real", "integer", "nonnegative") or (domain == "nonzero" and value):
        return mpf(abs(value) if domain == "nonnegative" else value)
    if domain in ("positive", "natural", "nonzero", "simplex"):
        return mpf(abs(value) or 1)
    if domain == "negative":
        return mpf(-(abs(value) or 1))
    return mpf(abs(value) % 4 + 1) / 5  # unit, one_hot


def formed(one: Declared, entries: list[mpf], sizes: Mapping[str, int]) -> Any:
    """A symbol's value with these entries."""
    if not one.shape:
        return entries[0]
    shape = tuple(length if isinstance(length, int) else sizes[length] for length in one.shape)
    if one.domain in ("simplex", "one_hot"):
        width = shape[-1]
        rows = [entries[start : start + width] for start in range(0, len(entries), width)]
        make = _to_simplex if one.domain == "simplex" else _to_one_hot
        entries = [entry for row in rows for entry in make(row)]
    return Tensor(shape, tuple(entries))


def _to_simplex(row: list[mpf]) -> list[mpf]:
    with precise.digits(max(SUM_DIGITS, precise.working_digits())):
        total = sum(row, mpf(0))
        if not total:
            raise precise.UndefinedHere("entries that add up to 0 cannot add up to 1")
        return [entry / total for entry in row]


def _to_one_hot(row: list[mpf]) -> list[mpf]:
    largest = max(range(len(row)), key=lambda n: (row[n], -n))
    return [mpf(n == largest) for n in range(len(row))]


def _normalised(value: Any) -> Any:
    """The entries moved by one amount, so that they add up to 1."""
    entries = value.entries
    with precise.digits(SUM_DIGITS):
        shift = (1 - sum(entries, mpf(0))) / len(entries)
        return Tensor(value.shape, tuple(entry + shift for entry in entries))


def _holds(world: World, assumptions: list[Any]) -> bool:
    for each in assumptions:
        try:
            found = world.evaluate(each, {})
        except (precise.UndefinedHere, precise.TooLarge):
            return False
        if any(entry == 0 for entry in (found.entries if isinstance(found, Tensor) else (found,))):
            return False
    return True


def _smooth(name: str) -> Any:
    """A function that only its name tells from others: smooth, and with no symmetry."""
    rng = random.Random(f"function {name}")
    a, b, c, d = (mpf(rng.uniform(0.3, 1.7)) for _ in range(4))
    return lambda x: a * x + b * precise.tanh(c * x + d) + precise.exp(x / 3) * d / 2

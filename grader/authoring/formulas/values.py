"""Whether two formulas, or two statements, have the same value at many points, worked out apart from judging.

Judging decides with points and a search of its own. Here both are evaluated at other points, so that a mutant that is
accepted by mistake is not taken for an equal one by the same mistake.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

from grader.errors import GraderError
from grader.maths.expressions.expression import Binary, Call, Expression, Number, walk
from grader.maths.formulas.equivalence import Judge
from grader.maths.formulas.families import LeftOver, family
from grader.maths.formulas.sampling import formed, lengths, made, size, worlds
from grader.maths.reading.membership import compared
from grader.maths.values import precise
from grader.maths.values.budget import Budget
from grader.maths.values.meaning import World
from grader.maths.values.precise import mpf
from grader.maths.values.setting import Setting
from grader.maths.values.tensor import Tensor, transposed

POINTS = 40
DIGITS = 60
CLOSE = mpf(10) ** -40
STATEMENT_POINTS = 4000
STEPS = 10_000_000

DOMAINS: dict[str, Callable[[Fraction], bool]] = {
    "real": lambda x: True,
    "positive": lambda x: x > 0,
    "nonnegative": lambda x: x >= 0,
    "nonzero": lambda x: x != 0,
    "unit": lambda x: 0 <= x <= 1,
    "integer": lambda x: x.denominator == 1,
    "natural": lambda x: x.denominator == 1 and x > 0,
    "negative": lambda x: x < 0,
}


def same_formula(judge: Judge, other: Expression, *, turned: bool = False) -> bool:
    """Whether a formula has the key's value at every random point; ``turned`` if its transpose will do."""
    compared = 0
    try:
        layout = family(other, judge.asked, judge.setting, (), judge.shape())
    except LeftOver:
        return False
    with precise.digits(DIGITS):
        for world in _worlds(judge.setting):
            try:
                key, counts = judge.key_table(world)
            except GraderError:
                continue
            try:
                own = judge.own_table(world, layout, key, counts)
            except (GraderError, TypeError, KeyError):
                return False
            if not _alike(own, key) and not (turned and _alike(_turned(own), key)):
                return False
            compared += 1
    return compared > 0


def _worlds(setting: Setting) -> Iterator[World]:
    for turn in range(3 if setting.lengths else 1):
        yield from worlds(setting, POINTS, "the proof of an exercise", turn, Budget(STEPS))


def _entries(value: Any) -> tuple[Any, ...]:
    return value.entries if isinstance(value, Tensor) else (value,)


def _turned(value: Any) -> Any:
    return transposed(value) if isinstance(value, Tensor) and value.rank <= 2 else value


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, Tensor) != isinstance(other, Tensor):
        return False
    if isinstance(one, Tensor) and one.shape != other.shape:
        return False
    pairs = zip(map(precise.plain, _entries(one)), map(precise.plain, _entries(other)), strict=True)
    return all(abs(a - b) <= CLOSE * (abs(a) + abs(b)) for a, b in pairs)


def same_statement(setting: Setting, one: Expression, other: Expression) -> bool:
    """Whether two statements are true at the same points: simple ones, their own numbers, and random ones."""
    whole = [name for name, each in setting.declared.items() if each.domain in ("integer", "natural")]
    one, other = compared(one, whole), compared(other, whole)
    pool = _pool((one, other))
    rng = random.Random("the proof of an exercise")
    with precise.digits(DIGITS):
        for world in islice(_points(setting, pool, rng), STATEMENT_POINTS):
            try:
                if _holds(world, one) != _holds(world, other):
                    return False
            except GraderError:  # what cannot be worked out is never shown to be the same
                return False
    return True


def _holds(world: World, statement: Expression) -> bool:
    """Whether a statement is true; a comparison without a value does not hold."""
    match statement:
        case Binary("and", left, right):
            return _holds(world, left) and _holds(world, right)
        case Binary("or", left, right):
            return _holds(world, left) or _holds(world, right)
        case Binary("=>", left, right):
            return not _holds(world, left) or _holds(world, right)
        case Binary("<=>", left, right):
            return _holds(world, left) == _holds(world, right)
        case Call("not", (denied,)):
            return not _holds(world, denied)
    try:
        value = world.evaluate(statement, {})
    except precise.UndefinedHere:
        return False
    return all(precise.plain(each) != 0 for each in _entries(value))


def _pool(statements: Iterable[Expression]) -> list[Fraction]:
    """Values from 0, ±1, ±2, ±1/2, the numbers of the statements and what is just beside them."""
    typed = [node.value for each in statements for node in walk(each) if isinstance(node, Number)]
    simple = [
        Fraction(0),
        Fraction(1),
        Fraction(-1),
        Fraction(2),
        Fraction(-2),
        Fraction(1, 2),
        Fraction(-1, 2),
    ]
    tiny = Fraction(1, 10**6)
    near = [each + step for each in (*typed, *(-each for each in typed)) for step in (0, tiny, -tiny, 1, -1)]
    return list(dict.fromkeys([*simple, *near]))


def _points(setting: Setting, pool: list[Fraction], rng: random.Random) -> Iterator[World]:
    sizes = lengths(setting, 0)
    chosen = {
        name: [value for value in pool if DOMAINS.get(one.domain, DOMAINS["nonnegative"])(value)]
        or [Fraction(1)]
        for name, one in setting.declared.items()
    }
    while True:
        values = {}
        try:
            for name, one in setting.declared.items():
                if not one.function:
                    drawn = [_drawn(one.domain, chosen[name], rng) for _ in range(size(one, sizes))]
                    values[name] = formed(one, [precise.number(each) for each in drawn], sizes)
        except precise.UndefinedHere:  # nothing that adds up to 0 can be made to add up to 1
            continue
        yield made(setting, sizes, values, Budget(STEPS))


def _drawn(domain: str, pool: list[Fraction], rng: random.Random) -> Fraction:
    """Mostly a simple value; else a random one of the domain."""
    if rng.random() < 0.7:
        return rng.choice(pool)
    drawn = Fraction(rng.randint(-4000, 4000), 1000)
    if domain in ("integer", "natural"):
        drawn = Fraction(rng.randint(-30, 30))
    drawn = abs(drawn) / 4 if domain == "unit" else drawn
    return drawn if DOMAINS.get(domain, DOMAINS["nonnegative"])(drawn) else abs(drawn) or Fraction(1)

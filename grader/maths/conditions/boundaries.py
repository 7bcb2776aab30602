"""Where statements are compared: along lines, at every value where something changes, and between those values."""

from __future__ import annotations

import operator
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from grader.maths.conditions.alternatives import SIGNS
from grader.maths.conditions.jumps import ZERO
from grader.maths.conditions.spots import Coordinate, Frame, Spot, Value, sides, symbols_of
from grader.maths.expressions.expression import Binary, Call, Expression, Name, Negation, Number, names, walk
from grader.maths.formulas.sampling import size
from grader.maths.values import precise
from grader.maths.values.precise import TooLarge, UndefinedHere
from grader.maths.values.setting import Setting

MAX_SPOTS = 1600
RANDOM_SPOTS = 120
LINES = 60
MIN_TURNS = 8
"""How often, at least, each coordinate is the one along which a line is drawn."""

LEAST_LINES = 3
"""How many lines along each coordinate, at least, are enough to say anything."""

MAX_CONSTANTS = 8
MAX_PAIRS = 24
SCAN = tuple(
    Fraction(n) for n in ("1/1000", "1/20", "1/4", "1/2", "1", "2", "3", "5", "8", "14", "20", "60", "400", "20000")
)  # fmt: skip
"""How far out a change of sign is looked for, on either side of 0."""

_NEAR = precise.number("1e-35")
_STEP = precise.number("1e-35")
_DIGITS_TELL = Fraction(1, 10**30)
_NEARLY = Fraction(1, 10**30)
"""So close a root is found where both sides only touch: half the digits are lost."""

_EXACTLY: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "": operator.mul, "·": operator.mul, "/": operator.truediv,
}  # fmt: skip
_WITHIN = {"unit": (Fraction(1, 2),), "simplex": (Fraction(2),)}
"""Marks besides, so that not all of a domain are its ends."""

_TURNS_AT_ZERO = frozenset({"relu", "abs", "bars", "sign", "log", "log2", "log10", "sqrt"})


def coordinates(setting: Setting, sizes: Mapping[str, int]) -> dict[Coordinate, str]:
    """Every number that is chosen, and the domain of it."""
    return {
        (name, n): one.domain
        for name, one in setting.declared.items()
        if not one.function
        for n in range(size(one, sizes))
    }


def spots(frame: Frame, statements: Sequence[Expression]) -> Iterator[Spot]:
    """The spots at which statements are compared, always the same ones."""
    domains = coordinates(frame.setting, frame.sizes)
    pairs = _pairs(statements, frame.setting)
    marks = [Fraction(0), Fraction(1), Fraction(-1), *constants_of(statements)]
    rng = random.Random(f"{sorted(domains)} {marks}")
    if not domains:
        yield Spot(frame, {})
        return
    by_place = {
        place: allowed([*marks, *_WITHIN.get(domain, ())], domain) for place, domain in domains.items()
    }
    for count, spot in enumerate(_all_spots(frame, domains, by_place, pairs, rng)):
        if count >= MAX_SPOTS:
            return
        yield spot


def _all_spots(
    frame: Frame,
    domains: Mapping[Coordinate, str],
    marks: Mapping[Coordinate, list[Fraction]],
    pairs: Sequence[Binary],
    rng: random.Random,
) -> Iterator[Spot]:
    places = list(domains)
    if len(places) <= 4:
        for values in product(*(marks[place][:3] for place in places)):
            yield Spot(frame, dict(zip(places, values, strict=True)))
    for _ in range(RANDOM_SPOTS):
        yield Spot(frame, {place: drawn(domains[place], marks[place], rng) for place in places})
    reserve, least = frame.budget.left // 4, LEAST_LINES * min(len(places), 5)
    for count, (place, others) in enumerate(_lines(places, domains, marks, rng)):
        if frame.budget.left < reserve and count >= least:
            return
        for value in _values(frame, place, others, domains[place], marks[place], pairs):
            yield Spot(frame, {**others, place: value})


def _lines(
    places: Sequence[Coordinate],
    domains: Mapping[Coordinate, str],
    marks: Mapping[Coordinate, list[Fraction]],
    rng: random.Random,
) -> Iterator[tuple[Coordinate, dict[Coordinate, Value]]]:
    """Lines along every coordinate; the others are at marks, at random values, or equal to each other."""
    if len(places) == 1:
        yield places[0], {places[0]: Fraction(0)}
        return
    for turn in range(max(MIN_TURNS, LINES // len(places))):
        for n, place in enumerate(places if len(places) < 6 else rng.sample(places, 5)):
            others: dict[Coordinate, Value] = {}
            one = drawn("real", marks[place], rng)
            for other in places:
                pool = marks[other]
                if other == place or turn % 3 == 1:
                    others[other] = drawn(domains[other], pool, rng)
                elif turn % 5 == 4 and one in allowed([one], domains[other]):
                    others[other] = one
                else:
                    others[other] = pool[(turn + n) % len(pool)] if len(places) == 2 else rng.choice(pool)
            yield place, others


# Values of one coordinate


def constants_of(statements: Iterable[Expression]) -> list[Fraction]:
    """Numbers that occur, what is worked out from numbers alone, and what comes of them by a sign, half or root."""
    found: dict[Fraction, None] = {}
    for statement in statements:
        for node in walk(statement):
            value = node.value if isinstance(node, Number) else _worked_out(node)
            if value:
                found[value] = None
    kept = sorted(found, key=lambda value: (value.denominator, abs(value)))[:MAX_CONSTANTS]
    roots = [simple(precise.sqrt(precise.number(abs(value)))) for value in kept]
    near = [*kept, *(-value for value in kept), *(value / 2 for value in kept)]
    near += [root * sign for root in roots if root is not None for sign in (1, -1)]
    return [value for value in dict.fromkeys(near) if abs(value) <= 10**6]


def _worked_out(node: Expression) -> Fraction | None:
    """The value of a sum, product, quotient or power of numbers."""
    match node:
        case Number(value):
            return value
        case Negation(operand):
            inside = _worked_out(operand)
            return None if inside is None else -inside
        case Binary(sign, left, right) if sign in _EXACTLY:
            a, b = _worked_out(left), _worked_out(right)
            return None if a is None or b is None or (sign == "/" and b == 0) else _EXACTLY[sign](a, b)
    return None


def allowed(values: Iterable[Fraction], domain: str) -> list[Fraction]:
    """Those values that a domain has; there is always one."""
    tests: dict[str, Callable[[Fraction], bool]] = {
        "positive": lambda v: v > 0, "nonnegative": lambda v: v >= 0, "nonzero": lambda v: v != 0,
        "negative": lambda v: v < 0, "integer": lambda v: v.denominator == 1,
        "natural": lambda v: v >= 1 and v.denominator == 1, "unit": lambda v: 0 <= v <= 1,
        "simplex": lambda v: v >= 0, "one_hot": lambda v: 0 < v < 1,
    }  # fmt: skip
    holds = tests.get(domain)
    first = Fraction(-1) if domain == "negative" else Fraction(1, 2 if domain == "one_hot" else 1)
    kept = [value for value in dict.fromkeys(values) if holds is None or holds(value)]
    return kept or [first]


def drawn(domain: str, marks: Sequence[Fraction], rng: random.Random) -> Fraction:
    """A random number of a domain, of the size of one of its marks or of another."""
    reach = rng.choice((Fraction(1, 4), Fraction(3), Fraction(12), 2 * max(map(abs, marks))))
    part = Fraction(rng.randint(-96, 96), 96)
    if domain in ("integer", "natural"):
        return allowed([Fraction(rng.randint(-12, 12))], domain)[0]
    if domain in ("unit", "one_hot"):
        return Fraction(rng.randint(1, 95), 96)
    value = part * reach or Fraction(1, 7)
    return (
        value
        if domain == "real" or domain == "nonzero"
        else -abs(value)
        if domain == "negative"
        else abs(value)
    )


def _values(
    frame: Frame,
    place: Coordinate,
    others: Mapping[Coordinate, Value],
    domain: str,
    marks: Sequence[Fraction],
    pairs: Sequence[Binary],
) -> Iterator[Value]:
    """Where something may change along a line, and a value between each two such places."""
    scan = sorted({*marks, *allowed([s * x for x in SCAN for s in (1, -1)], domain)})
    changes: list[Value] = [*marks]
    changes += [
        other for name, other in others.items() if name != place and isinstance(other, Fraction)
        for other in (other, -other)
    ]  # fmt: skip
    for pair in pairs:
        changes += _known_roots(frame, place, others, pair, scan)
    if domain in ("integer", "natural"):
        whole = {int(value // 1) + step for value in changes for step in (-1, 0, 1, 2)}
        yield from sorted(allowed(map(Fraction, whole), domain))
        return
    inside = [v for v in changes if not isinstance(v, Fraction) or v in allowed([v], domain)]
    changes = _distinct(sorted(inside, key=precise.number))
    yield from changes
    ends = [changes[0] - 1, *changes, changes[-1] + 1]
    between = [between_two(a, b) for a, b in pairwise(ends) if precise.number(a) < precise.number(b)]
    yield from (value for value in between if value in allowed([value], domain))


def _distinct(values: Iterable[Value]) -> list[Value]:
    """Ascending values without those that only rounding tells from the one before; exact ones stay."""
    found: list[Value] = []
    for value in values:
        if found and abs(precise.number(value) - precise.number(found[-1])) < _NEAR:
            found[-1] = value if isinstance(value, Fraction) else found[-1]
        else:
            found.append(value)
    return found


def simple(value: Any, within: Fraction = _DIGITS_TELL) -> Fraction | None:
    """The fraction that a number is as far as digits tell; None if it is no simple one."""
    if abs(value) >= 10**9:
        return None
    exact = Fraction(str(value))
    near = exact.limit_denominator(2000)
    return near if abs(near - exact) < within else None


def between_two(a: Value, b: Value) -> Fraction:
    """A simple fraction between two values."""
    low, high = (x if isinstance(x, Fraction) else Fraction(str(x)) for x in (a, b))
    for most in (1, 2, 4, 10, 100, 10**4, 10**8):
        middle = ((low + high) / 2).limit_denominator(most)
        if low < middle < high:
            return middle
    return (low + high) / 2


# Roots


def _known_roots(
    frame: Frame,
    place: Coordinate,
    others: Mapping[Coordinate, Value],
    pair: Binary,
    scan: Sequence[Fraction],
) -> list[Value]:
    """The roots along a line, found once for all lines on which nothing differs that matters."""
    used = symbols_of((pair,), frame.setting)
    if place[0] not in used:
        return []
    where = (pair, place, tuple(value for one, value in others.items() if one != place and one[0] in used))
    if where not in frame.roots:
        frame.roots[where] = list(_roots(frame, place, others, pair, scan))
    return frame.roots[where]


def _pairs(statements: Iterable[Expression], setting: Setting) -> list[Binary]:
    """What is equal where the truth of a statement may change: sides of comparisons, kinks, poles."""
    found: dict[Binary, None] = {}
    pending, seen = list(statements), set()
    while pending:
        for node in walk(pending.pop(0)):
            match node:
                case Binary(sign) if sign in SIGNS:
                    found[node] = None
                case Binary("/", _, below) if not isinstance(below, Number):
                    found[Binary("=", below, ZERO)] = None
                case Call("max" | "min", (first, second)):
                    found[Binary("=", first, second)] = None
                case Call(function, (argument,)) if function in _TURNS_AT_ZERO:
                    found[Binary("=", argument, ZERO)] = None
                case Name(name) if name in setting.dependent and name not in seen:
                    seen.add(name)
                    pending.append(setting.dependent[name].meaning)
    return [pair for pair in found if names(pair)][:MAX_PAIRS]


def _roots(
    frame: Frame,
    place: Coordinate,
    others: Mapping[Coordinate, Value],
    pair: Binary,
    scan: Sequence[Fraction],
) -> Iterator[Value]:
    """Where both sides are equal along a line, by changes of sign and by touching."""

    def gap(x: Value) -> Any:
        return gap_at(frame, {**others, place: x}, pair)

    known = [(x, y) for x in scan if (y := gap(x)) is not None]
    if known and all(y == known[0][1] for _, y in known):
        return
    for (a, low), (b, high) in pairwise(known):
        if low * high < 0:
            yield from _settled(gap, _zero(gap, precise.number(a), low, precise.number(b), high))
    shape = frame.setting.shapes[place[0]]
    for (a, left), (_, middle), (b, right) in zip(known, known[1:], known[2:], strict=False):
        lowest = abs(middle) <= min(abs(left), abs(right)) and not left == middle == right
        if not shape and lowest and left * right > 0 and middle * left > 0:
            yield from _touching(frame, place, others, pair, a, b)


def gap_at(frame: Frame, values: Mapping[Coordinate, Value], pair: Binary) -> Any:
    """Left minus right where the coordinates have these values; None where it is undefined."""
    try:
        left, right = sides(frame.world(values), pair)
    except (UndefinedHere, TooLarge):
        if frame.budget.left < 0:
            raise
        return None
    return left - right


def _touching(
    frame: Frame,
    place: Coordinate,
    others: Mapping[Coordinate, Value],
    pair: Binary,
    a: Fraction,
    b: Fraction,
) -> Iterator[Value]:
    """Where the gap between two sides is smallest: there its slope changes sign."""
    name = place[0]
    rest = {one: value for one, value in others.items() if one != place}

    def slope(x: Value) -> Any:
        world = frame.world(rest)
        world.values[name] = precise.moving(precise.number(x), 1)
        try:
            gap = world.evaluate(pair.left, {}) - world.evaluate(pair.right, {})
        except (UndefinedHere, TooLarge):
            return None
        return precise.plain(precise.slope_of(gap, 1))

    low, high = slope(a), slope(b)
    if low is not None and high is not None and low * high < 0:
        yield from _settled(slope, _zero(slope, precise.number(a), low, precise.number(b), high))


def _settled(gap: Callable[[Value], Any], root: Any) -> Iterator[Value]:
    """A root as a fraction if it is one; else it counts only if the sign changes there, so that all digits are known."""
    if root is None:
        return
    exact = simple(root, _NEARLY)
    if exact is not None:
        yield exact
    else:
        below, above = (gap(root + step * abs(root)) for step in (-_STEP, _STEP))
        if below is not None and above is not None and below * above < 0:
            yield root


def _zero(gap: Any, a: Any, low: Any, b: Any, high: Any) -> Any:
    """The zero between two signs, by the Illinois rule (M. Dowell and P. Jarratt, 1971); None if it is no zero."""
    tiny = precise.number(Fraction(1, 10**46))
    first = abs(low) + abs(high)
    last, x = 0, a
    for _ in range(90):
        before, x = x, (a * high - b * low) / (high - low)
        y = gap(x)
        if y is None:
            return None
        if y == 0:
            return x
        if abs(x - before) <= tiny * max(abs(x), tiny):
            break
        side = 1 if y * low > 0 else -1
        if side > 0:
            a, low, high = x, y, high / 2 if last == side else high
        else:
            b, high, low = x, y, low / 2 if last == side else low
        last = side
    return x if abs(y) < first * precise.number(Fraction(1, 10**40)) else None

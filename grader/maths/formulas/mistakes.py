"""Which usual mistake explains a wrong formula: one that does so at every point that is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from grader.errors import GraderError
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Derivative,
    Expression,
    Name,
    Number,
    walk,
)  # fmt: skip
from grader.maths.formulas.equivalence import Judge
from grader.maths.formulas.families import Family, family
from grader.maths.formulas.mutations import Mistake, undone_mistakes, without_a_term, wrong_keys
from grader.maths.formulas.sampling import worlds
from grader.maths.values import precise
from grader.maths.values.budget import Budget
from grader.maths.values.meaning import World
from grader.maths.values.precise import mpf
from grader.maths.values.setting import index_lengths
from grader.maths.values.tensor import Tensor, transposed

STEPS = 120_000
CONSTANTS = (2, 3, 4, Fraction(1, 2), Fraction(1, 3), Fraction(1, 4))


SIGN = Mistake("sign", "This is the right formula with the wrong sign.")


class _Seen(NamedTuple):
    """A point with the values of both formulas there."""

    world: World
    own: Any
    key: Any
    counts: list[bool] | None = None


def diagnose(judge: Judge, own: Expression, left: tuple[str, ...] = ()) -> Mistake | None:
    """The mistake that explains ``own``, if a usual one does."""
    with precise.digits(30):
        try:
            budget = Budget(STEPS)
            layout = family(own, judge.asked, judge.setting, left, judge.shape())
            seen = list(_seen(judge, layout, budget))
            found = _by_value(judge, seen)
            if found is None and not judge.asked.given:
                found = _by_rewriting(judge, own, layout, seen)
            return found or _by_a_constant(seen)
        except (GraderError, TypeError):
            return None


def _seen(judge: Judge, layout: Family, budget: Budget) -> Iterator[_Seen]:
    for turn in range(3 if judge.setting.lengths else 1):
        for world in worlds(
            judge.setting, 4 if judge.setting.lengths else 8, judge.seed + " mistakes", turn, budget
        ):
            try:
                key, counts = judge.key_table(world)
                yield _Seen(world, judge.own_table(world, layout, key, counts), key, counts)
            except (precise.UndefinedHere, precise.TooLarge):
                continue


def _by_value(judge: Judge, seen: list[_Seen]) -> Mistake | None:
    if all(_alike(_map(one.own, lambda x: -x), one.key) for one in seen):
        return SIGN
    if all(
        isinstance(one.own, Tensor) and one.own.rank <= 2 and _alike(transposed(one.own), one.key)
        for one in seen
    ):
        return Mistake("transposed", "This is the transpose of the right matrix.")
    if all(_alike(_reciprocal(one.own), one.key) for one in seen):
        return Mistake("reciprocal", "This is one over the right formula.")
    seen = [
        one for one in seen if any(precise.plain(x) != 0 for x in (*_entries(one.own), *_entries(one.key)))
    ]
    ratios = [_ratio(one.own, one.key) for one in seen]
    if not ratios or any(ratio is None for ratio in ratios):
        return None
    if all(near(ratio, ratios[0]) for ratio in ratios) and (found := _factor(ratios[0])):
        return found
    for name in judge.setting.lengths:
        for power, words in ((1, f"{name} times"), (-1, f"1/{name} of")):
            for sign in (1, -1):
                factors = [sign * mpf(one.world.sizes[name]) ** power for one in seen]
                if all(near(ratio, factor) for ratio, factor in zip(ratios, factors, strict=True)):
                    also = " with the other sign" if sign < 0 else ""
                    return Mistake(
                        "factor", f"This is {words} the right value{also}: a mean for a sum, or the reverse?"
                    )
    return None


def _by_a_constant(seen: list[_Seen]) -> Mistake | None:
    """A factor that is the same wherever the lengths are, of a key that is not."""
    ratios = [_ratio(one.own, one.key) for one in seen]
    if any(ratio is None or near(ratio, 1) for ratio in ratios):
        return None
    by_sizes: dict[tuple[int, ...], list[int]] = {}
    for n, one in enumerate(seen):
        by_sizes.setdefault(tuple(one.world.sizes.values()), []).append(n)
    for alike in by_sizes.values():
        first, *others = alike
        if not others or not all(near(ratios[n], ratios[first]) for n in others):
            return None
        if all(_alike(seen[n].key, seen[first].key) for n in others):
            return None
    return Mistake("factor", "This is off by a constant factor.")


def _factor(ratio: Any) -> Mistake | None:
    for constant in CONSTANTS:
        for sign in (1, -1):
            if near(ratio, sign * precise.number(Fraction(constant))):
                also = " and has the other sign" if sign < 0 else ""
                which = "a factor of 2 (or 1/2)" if constant in (2, Fraction(1, 2)) else "a constant factor"
                return Mistake("factor", f"This is off by {which}{also}.")
    return None


ORDER = (
    "derivative",
    "missing_term",
    "indicator",
    "missing_sum",
    "diagonal",
    "transposed",
    "index",
    "log_base",
    "sign",
)


def _by_rewriting(judge: Judge, own: Expression, layout: Family, seen: list[_Seen]) -> Mistake | None:
    def undone(candidate: Expression) -> bool:
        other = layout._replace(expression=candidate)
        return all(
            _alike(_tried(partial(judge.own_table, one.world, other, one.key, None)), one.key) for one in seen
        )

    scalars = [name for name, one in judge.setting.declared.items() if not one.shape and not one.function]
    for factor in _factors(judge.asked.key):
        if undone(Binary("*", own, factor)):
            return Mistake("factor", f"The factor {factor.name} is missing.")
    nothing = all(precise.plain(x) == 0 for one in seen for x in _entries(one.own))
    if not judge.asked.free and not nothing:
        for name in scalars:
            if undone(Derivative(own, Name(name))):
                return Mistake("derivative", "This is the function itself; its derivative was asked.")
            if _explains(judge, Derivative(judge.asked.key, Name(name)), seen):
                return Mistake("derivative", "This is the derivative of what was asked.")
    wrong = sorted(
        wrong_keys(judge.asked.key, judge.asked.free, judge.setting),
        key=lambda pair: ORDER.index(pair[0].slug),
    )
    differs = not all(
        _alike(one.own, one.key) for one in seen
    )  # else any mistake without effect here would do
    for mistake, candidate in wrong if differs else ():
        if _explains(judge, candidate, seen):
            return mistake
    for mask in _masks(judge) if differs else ():
        if undone(Binary("", own, mask)):
            return Mistake("indicator", "The mask is missing: what happens where a unit is off?")
    if _by_a_symbol(judge, seen):
        return Mistake("missing_term", "A term is missing, or one is too many.")
    for candidate in without_a_term(own):
        if undone(candidate):
            return Mistake("extra_term", "One of the terms is too many.")
    for mistake, candidate in undone_mistakes(own):
        if undone(candidate):
            return mistake
    return None


def _factors(key: Expression) -> Iterator[Name]:
    """The symbols that a key is a multiple of."""
    pending = [key]
    while pending:
        node = pending.pop()
        if isinstance(node, Binary) and node.operator in ("*", "", "·"):
            pending += [node.left, node.right]
        elif isinstance(node, Binary) and node.operator == "/":
            pending.append(node.left)
        elif isinstance(node, Name):
            yield node


def _masks(judge: Judge) -> Iterator[Expression]:
    """The conditions under which the pieces of a key that are named by ReLU or a comparison count."""
    pending = [judge.asked.key, *(one.meaning for one in judge.setting.dependent.values() if not one.indices)]
    for node in [node for expression in pending for node in walk(expression)][:80]:
        if isinstance(node, Call) and node.function in ("relu", "max"):
            inside = [argument for argument in node.arguments if not isinstance(argument, Number)]
            yield from (Binary(">", argument, Number(Fraction(0), "0")) for argument in inside[:1])


def _by_a_symbol(judge: Judge, seen: list[_Seen]) -> bool:
    """Whether the response differs from the key by a symbol alone."""
    for name in (*judge.setting.declared, *judge.setting.dependent):
        for sign in (1, -1):
            if all(_differs_by(one, name, sign) for one in seen):
                return True
    return False


def _differs_by(one: _Seen, name: str, sign: int) -> bool:
    value = _tried(lambda: one.world.value(name))
    if value is None or isinstance(value, Tensor) != isinstance(one.key, Tensor):
        return False
    if isinstance(value, Tensor) and (
        value.shape != one.key.shape or not isinstance(one.own, Tensor) or one.own.shape != value.shape
    ):
        return False
    together = zip(_entries(one.own), _entries(one.key), _entries(value), strict=True)
    return all(near(precise.plain(a) - precise.plain(b), sign * precise.plain(v)) for a, b, v in together)


def _explains(judge: Judge, candidate: Expression, seen: list[_Seen]) -> bool:
    other = judge._replace(asked=judge.asked._replace(key=candidate), memory=None)
    for one in seen:
        value = _tried(partial(_candidate_table, other, judge, one.world))
        if value is None or not _alike(one.own, value):
            return False
    return True


def _candidate_table(other: Judge, judge: Judge, world: World) -> Any:
    if not judge.asked.free:
        return Family(other.asked.key, (), {}).table(world, ())
    known = index_lengths(judge.asked.key, judge.setting.shapes)
    lengths = tuple(world.size(known[letter]) for letter in judge.asked.free)
    return Family(other.asked.key, judge.asked.free, {}).table(world, lengths)


def _tried(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except (GraderError, TypeError, KeyError):
        return None


def _map(value: Any, function: Callable[[Any], Any]) -> Any:
    return value.map(function) if isinstance(value, Tensor) else function(value)


def _reciprocal(value: Any) -> Any:
    return _tried(lambda: _map(value, lambda x: precise.divide(mpf(1), x)))


def _entries(value: Any) -> tuple[Any, ...]:
    return value.entries if isinstance(value, Tensor) else (value,)


def _alike(a: Any, b: Any) -> bool:
    if a is None or b is None or (not hasattr(a, "__neg__") and not isinstance(a, Tensor)):
        return False
    if isinstance(a, Tensor) != isinstance(b, Tensor) or (isinstance(a, Tensor) and a.shape != b.shape):
        return False
    return all(near(x, y) for x, y in zip(_entries(a), _entries(b), strict=True))


_NEAR = mpf(10) ** -18


def near(a: Any, b: Any) -> bool:
    """Equal as far as a diagnosis has to know."""
    a, b = precise.plain(a), precise.plain(b)
    return bool(abs(a - b) <= (abs(a) + abs(b)) * _NEAR + mpf(10) ** -26)


def _ratio(own: Any, key: Any) -> Any:
    """The one number by which all entries differ, if there is one."""
    if isinstance(own, Tensor) != isinstance(key, Tensor) or (
        isinstance(own, Tensor) and own.shape != key.shape
    ):
        return None
    pairs = [(precise.plain(a), precise.plain(b)) for a, b in zip(_entries(own), _entries(key), strict=True)]
    pairs = [(a, b) for a, b in pairs if not (a == 0 and b == 0)]
    if not pairs or any(a == 0 or b == 0 for a, b in pairs):
        return None
    first = pairs[0][0] / pairs[0][1]
    return first if all(near(a, first * b) for a, b in pairs) else None

"""Follow-through: whether a value follows from the student's own values before it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions.exact import Real
from grader.maths.numbers.closeness import SIGNIFICANT_DIGITS, Closeness, TypedNumber, closeness
from grader.maths.numbers.tape import Derivative, Known, Pass, Tape

Asked = str | Derivative

OWN_ROUNDING = 10
"""A value may be off by this part of itself, and no more, because own values before it were rounded."""

SWALLOWED = "Your earlier values leave nothing to work out here, so this was judged against the right value."
CARRIED = "Right from your own earlier values, which are not all right."

_RANK = list(Closeness)


class Followed(NamedTuple):
    """How a value stands to what its own step gives from the student's own values, and a remark.

    ``own`` is the way over the tape that it was held against; None if own values leave nothing to hold it against.
    """

    closeness: Closeness
    remark: str = ""
    own: Pass | None = None


def followed(
    tape: Tape, right: Mapping[Asked, Real], typed: Mapping[Asked, TypedNumber], asked: Asked
) -> Followed:
    """How the value typed for ``asked`` stands to its own step; ``right`` holds the right values."""
    if _one_number(right, typed):
        return Followed(Closeness.DIFFERENT)
    number = typed[asked]
    others = {what: each for what, each in typed.items() if what != asked}
    wrong = {what for what, each in others.items() if not closeness(each, right[what]).right}
    exact: dict[Asked, Real] = {what: value for what, value in right.items() if what != asked}
    own = exact | {what: each.value for what, each in others.items()}
    try:
        follows = Pass(tape, own)
        exact_where_right = Pass(tape, exact | {what: own[what] for what in wrong})
        candidates = [follows.own_step(asked), exact_where_right.own_step(asked)]
        if not all(map(math.isfinite, candidates)) or (
            wrong and _degenerate(tape, right, asked, follows, candidates[0])
        ):
            return Followed(Closeness.DIFFERENT, SWALLOWED)
        best = min((closeness(number, value) for value in candidates), key=_RANK.index)
        if not best.right and _within_own_rounding(number, asked, own, typed, tape, right):
            best = Closeness.ROUNDED
    except (NotationError, OverflowError):
        return Followed(Closeness.DIFFERENT, SWALLOWED)
    return Followed(best, CARRIED if best.right and wrong else "", exact_where_right)


def _within_own_rounding(
    number: TypedNumber,
    asked: Asked,
    own: Known,
    typed: Mapping[Asked, TypedNumber],
    tape: Tape,
    right: Mapping[Asked, Real],
) -> bool:
    """Whether a value fits the student's own ones before they were rounded to the digits typed."""
    if number.unit is None or number.significant < SIGNIFICANT_DIGITS:
        return False
    value = Fraction(Pass(tape, own).own_step(asked))
    room = number.unit / 2
    for what, each in typed.items():
        if what == asked or each.unit in (None, 1):
            continue
        if each.significant >= SIGNIFICANT_DIGITS and each.value != right[what]:
            moved = {**own, what: each.value + each.unit / 2}
            room += abs(Fraction(Pass(tape, moved).own_step(asked)) - value)
    # Cancellation can make the room wider than the value itself: then nothing is left to tell right from wrong.
    room = min(room, abs(value) / OWN_ROUNDING)
    return abs(Fraction(number.value) - value) <= room


def _one_number(right: Mapping[Asked, Real], typed: Mapping[Asked, TypedNumber]) -> bool:
    """Whether one number stands on every line where different ones are right: nothing was worked out then."""
    return len({each.value for each in typed.values()}) == 1 < len({right[what] for what in typed})


def _degenerate(tape: Tape, right: Mapping[Asked, Real], asked: Asked, own: Pass, follows: Real) -> bool:
    """Whether wrong own values make a value zero, or independent of them: nothing was worked out then."""
    if follows == 0 and right[asked] != 0:
        return True
    if not isinstance(asked, str) or asked not in tape.steps:
        return False
    untouched = Pass(tape, {})
    changed = [name for name in tape.inputs(asked) if own.value(name) != untouched.value(name)]
    return bool(changed) and not any(own.local(asked, name) for name in changed)

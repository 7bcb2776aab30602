"""Values that meet constraints together: a complete search, each constraint looked at as soon as its variables are set.

Backtracking with a fixed order of variables (S. Russell and P. Norvig, "Artificial Intelligence: A Modern Approach",
chapter on constraint satisfaction); a seed decides in which order the values of each variable are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd

from grader.spec.constraints import Constraint, Values

Choices = Mapping[str, Sequence[Fraction]]
"""What each variable can be."""

MOST_LOOKS = 150_000
"""Values that are tried before a search is given up."""


class GaveUpError(Exception):
    """The search took more work than it may: whether there are such values is not known."""


def satisfying(
    choices: Choices, constraints: Sequence[Constraint], seed: Callable[[str], int]
) -> Values | None:
    """Values that meet all constraints; None if there are none.

    ``seed`` gives a number for a variable and those set before it, from which the order of its values follows.

    Raises:
        GaveUpError: none were found within ``MOST_LOOKS`` values.

    """
    names = _order(choices, constraints)
    looked_at = [
        [each for each in constraints if each.names <= {*names[: n + 1]} and name in each.names]
        for n, name in enumerate(names)
    ]
    if any(not each.names and not each.met({}) for each in constraints):
        return None
    values: dict[str, Fraction] = {}
    known: dict[str, frozenset[Fraction]] = {}
    left = MOST_LOOKS
    pending = [_tried(choices[names[0]], seed(names[0]))]
    while pending:
        name, level = names[len(pending) - 1], looked_at[len(pending) - 1]
        for value in pending[-1]:
            left -= 1
            if left < 0:
                raise GaveUpError
            values[name] = value
            if all(each.met(values) for each in level):
                break
        else:
            pending.pop()
            values.pop(name, None)
            continue
        if len(pending) == len(names):
            return {each: values[each] for each in choices}
        after = names[len(pending)]
        only = next(
            (n for each in looked_at[len(pending)] if (n := each.only(after, values)) is not None), None
        )
        if only is None:
            pending.append(_tried(choices[after], seed(f"{after}/{len(pending)}/{value}")))
        else:
            pending.append(iter([only] if only in known.setdefault(after, frozenset(choices[after])) else []))
    return None


def _order(choices: Choices, constraints: Sequence[Constraint]) -> list[str]:
    """The variables so that constraints can be looked at early: those of the smallest constraint first."""
    names: list[str] = []
    waiting = list(constraints)
    while waiting:
        next_one = min(waiting, key=lambda each: len(each.names - {*names}))
        names += [name for name in choices if name in next_one.names and name not in names]
        waiting.remove(next_one)
    return names + [name for name in choices if name not in names]


def _tried(values: Sequence[Fraction], number: int) -> Iterator[Fraction]:
    """All values, in an order that follows from a number: from one of them in steps that meet every other."""
    size = len(values)
    number, start = divmod(number, size)
    step = number % size
    while gcd(step, size) != 1:
        step += 1
    for turn in range(size):
        yield values[(start + turn * step) % size]

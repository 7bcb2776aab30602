"""Are two statements true at the same points? Compared as sets, boundaries included."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from grader.maths.conditions.alternatives import SIGNS, Alternative, alternatives, both
from grader.maths.conditions.boundaries import coordinates, simple, spots
from grader.maths.conditions.jumps import inlined
from grader.maths.conditions.linear import possible
from grader.maths.conditions.spots import DIGITS, Frame, Spot, Value, symbols_of
from grader.maths.conditions.witnesses import witnesses
from grader.maths.expressions.expression import Binary, Expression, walk
from grader.maths.expressions.rewriting import mapped
from grader.maths.formulas.sampling import lengths
from grader.maths.reading.membership import compared
from grader.maths.values import precise
from grader.maths.values.budget import Budget
from grader.maths.values.precise import TooLarge
from grader.maths.values.setting import Setting
from grader.maths.values.tensor import Tensor

MAX_STEPS = 64_000
MAX_FLIPPED = 4
"""How many of ``<`` and ``<=`` are tried in both ways where either is right."""

_ORDERINGS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


class Relation(Enum):
    """How the points where a statement holds lie to those where the key holds."""

    EQUAL = "equal"
    BOUNDARY = "boundary"
    NEGATED = "negated"
    SUFFICIENT = "sufficient"
    NECESSARY = "necessary"
    DIFFERENT = "value"
    NOWHERE = "nowhere"
    """A comparison in it has no value at any point."""
    UNDECIDED = "undecided"


class Difference(NamedTuple):
    """A point where two statements differ."""

    spot: Spot
    own: bool | None
    expected: bool
    boundary: bool
    """Whether both sides of some ``<`` or ``<=`` are equal there."""

    @property
    def effort(self) -> tuple[bool, bool, Fraction]:
        """How hard it is to check by hand."""
        numbers = [_simple(value) for value in self.spot.values.values()]
        weight = sum((abs(n) + n.denominator + Fraction(n < 0, 2) for n in numbers), Fraction(0))
        return (self.own is None, not self.spot.exact, weight)


class Comparison(NamedTuple):
    """What came of a comparison, and the evidence."""

    relation: Relation
    points: int = 0
    difference: Difference | None = None
    always: bool | None = None
    """What the statement is wherever it was tried, if that is the same everywhere."""
    undefined: Binary | None = None

    @property
    def evidence(self) -> str:
        """In words."""
        return f"{self.relation.value} at {self.points} points, boundaries included"


def compare(
    own: Expression, key: Expression, setting: Setting, *, either: bool = False, hasty: bool = False
) -> Comparison:
    """How the points where ``own`` holds lie to those where the key holds.

    ``either``: ``<`` is as good as ``<=``. ``hasty``: one difference is enough, whichever it is.

    Raises:
        ShapeError, AskBack: a side of a comparison is no number.

    """
    known: dict[Expression, Expression] = {}  # what stands in both is worked out once
    whole = {name for name, one in setting.declared.items() if one.domain in ("integer", "natural")}
    own, key = (inlined(compared(each, whole), setting) for each in (own, key))
    own, key = (mapped(each, lambda part: known.setdefault(part, part)) for each in (own, key))
    table = _Table(own, key, _variants(key) if either else ())
    sizes = lengths(setting, 0)
    frame = Frame(setting, sizes, Budget(MAX_STEPS))
    with precise.digits(DIGITS):
        try:
            for spot in spots(frame, (own, key)):
                table.add(spot)
                if hasty and table.differences:
                    return table.judged(False)
        except TooLarge:
            return Comparison(Relation.UNDECIDED, table.points)
        with contextlib.suppress(TooLarge):
            for spot in witnesses(setting, sizes, _possible(table.goals(), setting)):
                table.add(spot)
            if table.only_at_boundaries:
                for spot in witnesses(setting, sizes, _possible(_inner_goals(table.goals()), setting)):
                    table.add(spot)
        return table.judged(_shown_to_be_constant(own, key, setting, sizes))


def _shown_to_be_constant(
    own: Expression, key: Expression, setting: Setting, sizes: Mapping[str, int]
) -> bool:
    """Whether two statements are equal that never change: by their form, by proof, or on the one line there is."""
    used = symbols_of((own, key), setting)
    places = [place for place in coordinates(setting, sizes) if place[0] in used]
    return (
        own == key
        or len(places) <= 1
        or any(_proven(own, truth, setting) and _proven(key, truth, setting) for truth in (True, False))
    )


def _proven(statement: Expression, truth: bool, setting: Setting) -> bool:
    """Whether a statement cannot be anything else."""
    try:
        return not _possible(alternatives(statement, not truth), setting)
    except TooLarge:
        return False


def _possible(found: Iterable[Alternative], setting: Setting) -> list[Alternative]:
    """Those alternatives that may be possible."""
    domains = {name: one.domain for name, one in setting.declared.items() if not one.shape}
    return [each for each in found if possible(each, domains)]


def _inner_goals(found: Iterable[Alternative]) -> list[Alternative]:
    """Those alternatives that can hold off every boundary, each restricted to that."""
    off = [{pair: signs - {0} or signs for pair, signs in each.items()} for each in found]
    return [each for each in off if any(0 not in signs for signs in each.values())]


def constant(key: Expression, setting: Setting) -> bool | None:
    """What a statement is at every point, if that is the same at all of them."""
    return compare(key, key, setting).always


class _Table:
    """What both statements are, point by point."""

    def __init__(self, own: Expression, key: Expression, variants: Sequence[Expression]) -> None:
        self.own, self.key, self.variants = own, key, variants
        self.comparisons = [n for n in walk(own) if isinstance(n, Binary) and n.operator in SIGNS]
        both = (*self.comparisons, *(n for n in walk(key) if isinstance(n, Binary)))
        self.orderings = [node for node in both if node.operator in _ORDERINGS and node.left != node.right]
        self.points = self.skipped = 0
        self.agreed = False
        self.truths: set[bool] = set()
        self.differences: dict[tuple[bool, bool], Difference] = {}
        self.defined: set[int] = set()
        self.inside: set[str] = set()
        """Which of the statements hold somewhere off every boundary."""

    def add(self, spot: Spot) -> None:
        """Compare both at one point."""
        try:
            expected = spot.truth(self.key)
            actual = spot.truth(self.own)
            boundary = any(spot.sign(node) == 0 for node in self.orderings)
            self.defined |= {n for n, node in enumerate(self.comparisons) if spot.sign(node) is not None}
            if expected is None or any(spot.truth(other) is not expected for other in self.variants):
                return
            if actual is None and spot.at_an_end:
                return
        except TooLarge:
            if spot.frame.budget.left < 0:
                raise
            self.skipped += 1
            return
        self.points += 1
        self.truths.add(bool(actual))
        if not boundary:
            self.inside |= {side for side, holds in (("own", actual), ("key", expected)) if holds}
        if bool(actual) is expected:
            self.agreed = True
            return
        found = Difference(spot, actual, expected, boundary)
        before = self.differences.get((boundary, expected))
        if before is None or found.effort < before.effort:
            self.differences[boundary, expected] = found

    @property
    def always(self) -> bool | None:
        """What the statement was at all points, if that was the same."""
        return next(iter(self.truths)) if len(self.truths) == 1 else None

    @property
    def only_at_boundaries(self) -> bool:
        """Whether the statements differ, and nowhere but at boundaries."""
        return bool(self.differences) and all(boundary for boundary, _ in self.differences)

    def goals(self) -> list[Alternative]:
        """What has not been met yet: where the statements differ, and where one that never changed does."""
        found: list[Alternative] = []
        for expected in (True, False):
            if self.own != self.key and (False, expected) not in self.differences:
                found += both(self.key, expected, self.own, not expected)
        if self.always is not None and not self.differences:
            for statement in dict.fromkeys((self.key, self.own)):
                found += alternatives(statement, not self.always)
        return found

    def judged(self, constant: bool) -> Comparison:
        """What the differences amount to; ``constant``: statements that never change are known to be equal."""
        always = self.always
        undefined = [node for n, node in enumerate(self.comparisons) if n not in self.defined]
        if not self.skipped and undefined and not any(_inner(node, self.own) for node in undefined):
            return Comparison(Relation.NOWHERE, self.points, undefined=undefined[0])
        if not self.points or (not self.differences and self.skipped > self.points):
            return Comparison(Relation.UNDECIDED, self.points)
        if not self.differences and always is not None and not constant:
            return Comparison(Relation.UNDECIDED, self.points, always=always)
        if not self.differences:
            return Comparison(Relation.EQUAL, self.points, always=always)
        relation = self._relation()
        clear = {place: one for place, one in self.differences.items() if not place[0]}
        shown = min((clear or self.differences).values(), key=lambda one: one.effort)
        return Comparison(relation, self.points, shown, always)

    def _relation(self) -> Relation:
        if not self.agreed:
            return Relation.NEGATED
        if len(self.inside) > 1 and self.only_at_boundaries:
            return Relation.BOUNDARY
        misses = {expected for _, expected in self.differences}
        if len(misses) > 1:
            return Relation.DIFFERENT
        return Relation.SUFFICIENT if True in misses else Relation.NECESSARY


def _inner(node: Binary, statement: Expression) -> bool:
    """Whether a comparison has an index that something around it binds, so that it has no value of its own."""
    return any(getattr(part, "index", None) is not None and node in walk(part) for part in walk(statement))


def _variants(key: Expression) -> tuple[Expression, ...]:
    """The key with its orderings strict or not, in all combinations."""
    orderings = [node for node in walk(key) if isinstance(node, Binary) and node.operator in _ORDERINGS]
    choices = product((False, True), repeat=min(len(orderings), MAX_FLIPPED))
    return tuple(_flipped(key, choice) for choice in choices)


def _flipped(key: Expression, choice: tuple[bool, ...]) -> Expression:
    """The key with the chosen orderings turned from strict to not, or back; those beyond go together."""
    turns = iter(choice)

    def change(part: Expression) -> Expression:
        if isinstance(part, Binary) and part.operator in _ORDERINGS and next(turns, any(choice)):
            return Binary(_ORDERINGS[part.operator], part.left, part.right, part.column)
        return part

    return mapped(key, change)


def _simple(value: Value) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(str(value)).limit_denominator(1000)


def described(difference: Difference, used: Collection[str]) -> tuple[str, ...]:
    """A difference in words: the values of the symbols that occur, and both truths."""
    lines = []
    spot = difference.spot
    for (name, n), value in spot.values.items():
        if name in used:
            whole = spot.world.values[name]
            place, entry = (f"_{n + 1}", whole.entries[n]) if isinstance(whole, Tensor) else ("", value)
            lines.append(f"{name}{place} = {number_shown(value if entry == value else _exact(entry))}")
    own = {True: "true", False: "false", None: "undefined"}[difference.own]
    return (*lines, f"yours is {own}, expected {str(difference.expected).lower()}")


def _exact(entry: Value) -> Value:
    with precise.digits(DIGITS):
        exact = simple(entry)
    return entry if exact is None else exact


def number_shown(value: Value) -> str:
    """A value for a person: whole numbers and fractions as such, roots as decimals."""
    if isinstance(value, Fraction) and value.denominator <= 12:
        return str(value).replace("-", "−")
    return precise.shown(precise.number(value))

"""Whether a formula is the one that was to be shown: its form, up to what is only another way to write it.

Order and brackets, also those around Σ, bounds over the whole of an array, names beside their meanings, a vector
beside its entries, and the spellings of ``spellings`` are ways to write one formula.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import islice, product

from grader.maths.derivations.ranges import without_full_bounds
from grader.maths.derivations.spellings import BOUND, plainly
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Expression,
    Index,
    Name,
    Negation,
    Number,
    Reduction,
    names,
    walk,
)
from grader.maths.expressions.rewriting import mapped, substituted
from grader.maths.formulas.families import unbound
from grader.maths.formulas.normal_form import Form, normal_form, same_form
from grader.maths.values.setting import Dependent, Setting

MOST_LETTERS = 5
_ONE = Number(Fraction(1), "1")


def arrays_of(setting: Setting) -> frozenset[str]:
    """The names whose products keep their order."""
    return frozenset(name for name, shape in setting.shapes.items() if shape)


def line_form(expression: Expression, setting: Setting) -> Form:
    """What two lines share of which one repeats the other: in another order, with other bound letters, with ``+ 0``."""
    return normal_form(without_full_bounds(expression, setting), arrays_of(setting), cancelled=False)


def has_form(own: Expression, wanted: Expression, setting: Setting) -> bool:
    """Whether a formula is another up to the order of terms and factors, and cancelled numbers."""
    own, wanted = (without_full_bounds(each, setting) for each in (own, wanted))
    return same_form(own, wanted, arrays_of(setting))


class Goal:
    """A formula that is to be shown; that another has the same value is not seen here."""

    def __init__(self, goal: Expression, setting: Setting, free: tuple[str, ...] = ()) -> None:
        self.expression = goal
        self.setting = setting
        self.free = free
        self.arrays = arrays_of(setting)
        self.meanings = _meanings(setting)
        self.forms = self._forms(goal)
        self.forms_of_arrays = self._forms(_whole_arrays(goal, free)) if free else set()

    def met_by(self, own: Expression) -> bool:
        """Whether a formula is the goal, in one of the ways to write it."""
        whole = self.free and not unbound(own, self.setting)
        return bool(self._forms(own) & (self.forms_of_arrays if whole else self.forms))

    def _forms(self, expression: Expression) -> set[Form]:
        """Its form as it stands, and with names for their meanings."""
        plain = plainly(expression, self.setting)
        named = mapped(plain, lambda node: _named(_spelled(node), self.meanings, self.setting))
        return {normal_form(each, self.arrays) for each in (plain, named)}


def _whole_arrays(goal: Expression, free: tuple[str, ...]) -> Expression:
    """``P[i] - y[i]`` as ``P - y``."""
    letters = tuple(map(Name, free))
    return mapped(
        goal, lambda node: node.base if isinstance(node, Index) and node.indices == letters else node
    )


def _meanings(setting: Setting) -> list[Dependent]:
    """What the dependent symbols stand for, in terms of those before them."""
    known: list[Dependent] = []
    for one in setting.dependent.values():
        meaning = plainly(one.meaning, setting)
        named = mapped(meaning, lambda node: _named(_spelled(node), known, setting))
        known.append(one._replace(meaning=named))
    return known


def _named(node: Expression, known: list[Dependent], setting: Setting) -> Expression:
    """The name of what a part of a formula says, if it has one."""
    for one in known:
        if type(node) is not type(one.meaning) or isinstance(node, Name | Number | Index):
            continue
        longest = 2 * len([*walk(one.meaning)]) + 9
        if len([*islice(walk(node), longest)]) == longest:
            continue
        letters = dict.fromkeys(part for part in names(node) if part.name not in setting.shapes)
        for places in product([*letters][:MOST_LETTERS], repeat=len(one.indices)):
            meaning = substituted(one.meaning, dict(zip(one.indices, places, strict=True)))
            if same_form(node, meaning, arrays_of(setting)):
                return Index(Name(one.name), places) if places else Name(one.name)
    return node


def _spelled(node: Expression) -> Expression:
    """A function by its definition, as an author may have written it."""
    match node:
        case Call("sigmoid", (x,)):
            return Binary("/", _ONE, Binary("+", _ONE, _exp(Negation(x))))
        case Call("softplus", (x,)):
            return Call("log", (Binary("+", _ONE, _exp(x)),))
        case Call("entry", (Call("softmax", (Name() as x,)), place)):
            total = Reduction("sum", BOUND, _exp(Index(x, (Name(BOUND),))))
            return Binary("/", _exp(Index(x, (place,))), total)
    return node


def _exp(x: Expression) -> Expression:
    return Call("exp", (x,))

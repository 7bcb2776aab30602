"""Which slip in one step explains a wrong value: one that gives the very number that was typed.

A value is held against its step with one usual mistake in it; a derivative against the chain rule with a
link left out, a path left out, or one slope taken wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from itertools import islice
from math import prod
from operator import add
from typing import NamedTuple

from grader.errors import GraderError
from grader.maths.expressions.exact import Real, number_of
from grader.maths.expressions.expression import Binary, Call, Expression, walk
from grader.maths.expressions.planting import number, planted
from grader.maths.expressions.rewriting import rebuilt
from grader.maths.numbers.closeness import TypedNumber, fits
from grader.maths.numbers.dual import partial_derivative
from grader.maths.numbers.tape import Derivative, Pass, Tape

MAX_SLIPS = 400
LONGEST = 80
"""Nodes of a step in which slips are looked for; few work out a longer one by hand, and it takes its time."""

PRODUCTS = ("*", "", "·")
KINKED = ("relu", "abs", "bars", "max", "min")

UNSURE = "Another slip can give this number too."


class Slip(NamedTuple):
    """The end of a reason's slug, and a sentence for the student."""

    slug: str
    text: str


Slipped = tuple[Slip, Callable[[], Real]]
"""A slip, and what works out the number it gives, if there is one."""

_NOWHERE = (GraderError, ArithmeticError, ValueError)
"""What is raised where there is no number, or no derivative."""

_PATH = Slip("missing_path", "A path is missing: add up what comes back over every step that uses {by}.")
_PATHS = Slip("missing_path", "What comes back over several paths is added up, not multiplied.")
_LOCAL = Slip("missing_factor", "This is d{of}/d{step} alone: times the derivative of {step} itself by {by} is missing.")  # fmt: skip
_UPSTREAM = Slip("missing_factor", "This is the derivative of {step} by {by} alone: times d{of}/d{step} is missing.")  # fmt: skip
_LINK = Slip("order", "The derivative of {step} by {by} is multiplied by d{of}/d{other} in place of d{of}/d{step}.")  # fmt: skip
_MASK = Slip("mask", "The slope of {function} depends on where its input lies: look at its sign there.")
_SLOPE = Slip("derivative", "The slope of {function} is not taken as it is: write down its derivative, and where it is taken.")  # fmt: skip
_FACTOR = Slip("order", "The derivative of a product by one factor is the other factor.")
_OTHER = Slip("other_value", "This is the value of {other}.")


def explained(typed: TypedNumber, asked: str | Derivative, own: Pass, right: Pass) -> Slip | None:
    """The slip that explains a wrong value, worked out from the values that ``own`` holds; None if none does.

    ``right`` is the way over the tape where nothing is wrong; it keeps what it has worked out for the next value.
    """
    slips = _of_value(asked, own) if isinstance(asked, str) else _of_derivative(*asked, own)
    found = list(_giving(typed, islice(slips, MAX_SLIPS)))
    if typed.value == 0:  # whatever is multiplied by a zero gives it
        return next((slip for slip in found if slip.slug == "mask"), None)
    if not found:
        found = list(islice(_giving(typed, _others(asked, right)), 1))
    found.sort(
        key=lambda slip: slip.slug != "mask"
    )  # a derivative that a ReLU lets pass lacks its slope, too
    if len({slip.slug for slip in found}) > 1:
        return found[0]._replace(text=f"{found[0].text} {UNSURE}")
    return found[0] if found else None


def _giving(typed: TypedNumber, slips: Iterable[Slipped]) -> Iterator[Slip]:
    """The slips that give a number; one that gives none, as where another step breaks down, explains nothing."""
    for slip, value in slips:
        try:
            if fits(typed, value()):
                yield slip
        except _NOWHERE:
            continue


def _of_value(step: str, own: Pass) -> Iterator[Slipped]:
    """A step with one mistake in its formula."""
    if step not in own.tape.steps:
        return
    values = {before: own.value(before) for before in own.tape.inputs(step)}
    for slip, tree in _formulas(own.tape.steps[step], f"the formula of {own.tape.told(step)}"):
        yield slip, partial(number_of, tree, values)


def _formulas(tree: Expression, where: str) -> Iterator[tuple[Slip, Expression]]:
    """A formula with one mistake each."""
    for about, wrong in planted(tree, whole=False):
        yield Slip(_slug(about), f"One slip in {where} gives your number: {about}."), wrong


def _slug(about: str) -> str:
    """The reason for a planted mistake."""
    if "is missing" in about:
        first = about.split()[1]
        kinds = {"term": "missing_term", "factor": "missing_factor", "divisor": "missing_factor"}
        return kinds.get(first, "constant" if first == "exponent" else "function")
    if "sign" in about:
        return "term"
    if "constant" in about or "exponent" in about:
        return "constant"
    return "operator" if "product" in about or "quotient" in about else "function"


def _of_derivative(of: str, by: str, own: Pass) -> Iterator[Slipped]:
    """The chain rule with one mistake: ∂of/∂by is the sum of ∂of/∂step times ∂step/∂by over the steps that use ``by``."""
    tape = own.tape
    steps = [step for step in tape.steps if by in tape.inputs(step) and own.depends(of, step)]
    try:
        links = {step: (own.derivative(of, step), own.local(step, by)) for step in steps}
        terms = {step: above * local for step, (above, local) in links.items()}
        rests = {
            step: sum((term for other, term in terms.items() if other != step), Fraction(0)) for step in terms
        }
    except _NOWHERE:
        return
    for step, (above, local) in links.items():
        rest = rests[step]
        words = {"of": tape.told(of), "by": tape.told(by), "step": tape.told(step)}
        if len(steps) > 1:
            yield _told(_PATH, words), partial(add, rest, Fraction(0))
        if step != of:
            yield _told(_LOCAL, words), partial(add, rest, above)
            yield _told(_UPSTREAM, words), partial(add, rest, local)
            for other in tape.steps:
                if other != step and own.depends(of, other):
                    yield (
                        _told(_LINK, {**words, "other": tape.told(other)}),
                        partial(_linked, own, of, other, rest, local),
                    )
        for slip, slope in _slopes(step, by, own):
            yield slip, partial(_sloped, rest, above, slope)
    if len(steps) > 1:
        yield _PATHS, partial(prod, terms.values())


def _linked(own: Pass, of: str, other: str, rest: Real, local: Real) -> Real:
    return rest + own.derivative(of, other) * local


def _sloped(rest: Real, above: Real, slope: Callable[[], Real]) -> Real:
    return rest + above * slope()


def _slopes(step: str, by: str, own: Pass) -> Iterator[Slipped]:
    """∂step/∂by with one mistake."""
    tree = own.tape.steps[step]
    if sum(1 for _ in walk(tree)) > LONGEST:
        return
    values = {before: own.value(before) for before in own.tape.inputs(step)}
    for slip, wrong in (*_bent(tree, values), *_formulas(tree, f"the derivative of {own.tape.told(step)}")):
        yield slip, partial(partial_derivative, wrong, by, values)


def _bent(tree: Expression, values: Mapping[str, Real]) -> Iterator[tuple[Slip, Expression]]:
    """A formula in which one function or product has its value, but another slope."""
    for node in walk(tree):
        for slip, inside, slope in _wrong_slopes(node, values):
            try:
                start = number_of(inside, values)
                height = Fraction(number_of(node, values)) - Fraction(slope) * Fraction(start)
            except _NOWHERE:
                continue
            line = Binary("+", Binary("*", number(Fraction(slope)), inside), number(height))
            yield slip, rebuilt(tree, node, line)


def _wrong_slopes(node: Expression, values: Mapping[str, Real]) -> Iterator[tuple[Slip, Expression, Real]]:
    """Slopes that are taken by mistake: of what, by what, and how steep."""
    try:
        if isinstance(node, Call):
            slip = _told(_MASK if node.function in KINKED else _SLOPE, {"function": node.function})
            for inside in node.arguments:
                at, height = number_of(inside, values), number_of(node, values)
                masks: tuple[Real, ...] = (Fraction(0), Fraction(1))
                slopes = masks if node.function in KINKED else _taken_for(node.function, at, height)
                yield from ((slip, inside, slope) for slope in slopes)
        elif isinstance(node, Binary) and node.operator == "^":
            base, exponent = number_of(node.left, values), number_of(node.right, values)
            slip = _told(_SLOPE, {"function": "a power"})
            lowered = number_of(node, values) / base
            for slope in (lowered, base * lowered, exponent * base * lowered, exponent):
                yield slip, node.left, slope
        elif isinstance(node, Binary) and node.operator in PRODUCTS:
            for factor in (node.left, node.right):
                yield _FACTOR, factor, number_of(factor, values)
    except _NOWHERE:
        return


def _taken_for(function: str, at: Real, height: Real) -> tuple[Real, ...]:
    """What is taken for the slope of a function at a point: none, its value, its formula at the wrong number."""
    taken: tuple[Real, ...] = (Fraction(1), height, at)
    if function == "sigmoid":
        return (*taken, at * (1 - at), 1 - height)
    if function == "tanh":
        return (*taken, 1 - at * at, 1 - height)
    return taken


def _others(asked: str | Derivative, right: Pass) -> Iterator[Slipped]:
    """What stands in the same place for another name, and a value in place of a derivative."""
    tape = right.tape
    if isinstance(asked, str):
        yield from (_same(right, each) for each in _names(tape, asked))
        return
    of, by = asked
    for other in _names(tape, by):
        if other != of and right.depends(of, other):
            yield (
                _told(_OTHER, {"other": f"d{tape.told(of)}/d{tape.told(other)}"}),
                partial(right.derivative, of, other),
            )
    yield from (_same(right, each) for each in (of, by))


def _same(right: Pass, name: str) -> Slipped:
    return _told(_OTHER, {"other": right.tape.told(name)}), partial(right.value, name)


def _names(tape: Tape, but: str) -> list[str]:
    return [name for name in (*tape.steps, *tape.given) if name != but]


def _told(slip: Slip, words: Mapping[str, str]) -> Slip:
    return slip._replace(text=slip.text.format(**words))

"""Which slip in one step explains a wrong value: one that gives the very number that was typed.

A value is held against its step with one usual mistake in it; a derivative against the chain rule with a
link left out, a path left out, or one slope taken wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from math import prod
from typing import NamedTuple

from grader.errors import GraderError
from grader.maths.expressions.exact import Real, number_of
from grader.maths.expressions.expression import Binary, Call, Expression, walk
from grader.maths.expressions.planting import number, planted
from grader.maths.expressions.rewriting import rebuilt
from grader.maths.numbers.closeness import TypedNumber, closeness
from grader.maths.numbers.dual import partial_derivative
from grader.maths.numbers.tape import Derivative, Pass, Tape

MAX_SLIPS = 400
PRODUCTS = ("*", "", "·")
KINKED = ("relu", "abs", "bars", "max", "min")

UNSURE = "Another slip can give this number too."


class Slip(NamedTuple):
    """The end of a reason's slug, and a sentence for the student."""

    slug: str
    text: str


Slipped = tuple[Slip, Real]
"""A slip, and the number it gives."""

_PATH = Slip("missing_path", "A path is missing: add up what comes back over every step that uses {by}.")
_PATHS = Slip("missing_path", "What comes back over several paths is added up, not multiplied.")
_LOCAL = Slip("missing_factor", "This is d{of}/d{step} alone: times the derivative of {step} itself by {by} is missing.")  # fmt: skip
_UPSTREAM = Slip("missing_factor", "This is the derivative of {step} by {by} alone: times d{of}/d{step} is missing.")  # fmt: skip
_LINK = Slip("order", "The derivative of {step} by {by} is multiplied by d{of}/d{other} in place of d{of}/d{step}.")  # fmt: skip
_MASK = Slip("mask", "The slope of {function} depends on where its input lies: look at its sign there.")
_SLOPE = Slip("derivative", "The slope of {function} is not taken as it is: write down its derivative, and where it is taken.")  # fmt: skip
_FACTOR = Slip("order", "The derivative of a product by one factor is the other factor.")
_OTHER = Slip("other_value", "This is the value of {other}.")


def explained(typed: TypedNumber, asked: str | Derivative, own: Pass) -> Slip | None:
    """The slip that explains a wrong value, worked out from the values that ``own`` holds; None if none does."""
    slips = _of_value(asked, own) if isinstance(asked, str) else _of_derivative(*asked, own)
    found = [slip for slip, value in islice(slips, MAX_SLIPS) if closeness(typed, value).right]
    if typed.value == 0:  # whatever is multiplied by a zero gives it
        return next((slip for slip in found if slip.slug == "mask"), None)
    if not found:
        found = [slip for slip, value in _others(asked, own) if closeness(typed, value).right][:1]
    found.sort(
        key=lambda slip: slip.slug != "mask"
    )  # a derivative that a ReLU lets pass lacks its slope, too
    if len({slip.slug for slip in found}) > 1:
        return found[0]._replace(text=f"{found[0].text} {UNSURE}")
    return found[0] if found else None


def _of_value(step: str, own: Pass) -> Iterator[Slipped]:
    """A step with one mistake in its formula."""
    if step not in own.tape.steps:
        return
    values = {before: own.value(before) for before in own.tape.inputs(step)}
    for slip, tree in _formulas(own.tape.steps[step], f"the formula of {step}"):
        try:
            yield slip, number_of(tree, values)
        except (GraderError, ArithmeticError, ValueError):
            continue


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
    except (GraderError, ArithmeticError, ValueError):
        return
    terms = {step: above * local for step, (above, local) in links.items()}
    total = sum(terms.values(), Fraction(0))
    for step, (above, local) in links.items():
        rest = total - terms[step]
        words = {"of": of, "by": by, "step": step}
        if len(steps) > 1:
            yield _told(_PATH, words), rest
        if step != of:
            yield _told(_LOCAL, words), rest + above
            yield _told(_UPSTREAM, words), rest + local
            for other in tape.steps:
                if other != step and own.depends(of, other):
                    yield (
                        _told(_LINK, {**words, "other": other}),
                        rest + own.derivative(of, other) * local,
                    )
        for slip, slope in _slopes(step, by, own):
            yield slip, rest + above * slope
    if len(steps) > 1:
        yield _PATHS, prod(terms.values())


def _slopes(step: str, by: str, own: Pass) -> Iterator[Slipped]:
    """∂step/∂by with one mistake."""
    tree = own.tape.steps[step]
    values = {before: own.value(before) for before in own.tape.inputs(step)}
    for slip, wrong in (*_bent(tree, values), *_formulas(tree, f"the derivative of {step}")):
        try:
            yield slip, partial_derivative(wrong, by, values)
        except (GraderError, ArithmeticError, ValueError):
            continue


def _bent(tree: Expression, values: Mapping[str, Real]) -> Iterator[tuple[Slip, Expression]]:
    """A formula in which one function or product has its value, but another slope."""
    for node in walk(tree):
        for slip, inside, slope in _wrong_slopes(node, values):
            try:
                start = number_of(inside, values)
                height = Fraction(number_of(node, values)) - Fraction(slope) * Fraction(start)
            except (GraderError, ArithmeticError, ValueError):
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
    except (GraderError, ArithmeticError, ValueError):
        return


def _taken_for(function: str, at: Real, height: Real) -> tuple[Real, ...]:
    """What is taken for the slope of a function at a point: none, its value, its formula at the wrong number."""
    taken: tuple[Real, ...] = (Fraction(1), height, at)
    if function == "sigmoid":
        return (*taken, at * (1 - at), 1 - height)
    if function == "tanh":
        return (*taken, 1 - at * at, 1 - height)
    return taken


def _others(asked: str | Derivative, own: Pass) -> Iterator[Slipped]:
    """What stands in the same place for another name, and a value in place of a derivative."""
    tape = own.tape
    right = Pass(tape, {})
    if isinstance(asked, str):
        yield from ((_told(_OTHER, {"other": each}), right.value(each)) for each in _names(tape, asked))
        return
    of, by = asked
    for other in _names(tape, by):
        if other != of and right.depends(of, other):
            yield _told(_OTHER, {"other": f"d{of}/d{other}"}), right.derivative(of, other)
    yield from ((_told(_OTHER, {"other": each}), right.value(each)) for each in (of, by))


def _names(tape: Tape, but: str) -> list[str]:
    return [name for name in (*tape.steps, *tape.given) if name != but]


def _told(slip: Slip, words: Mapping[str, str]) -> Slip:
    return slip._replace(text=slip.text.format(**words))

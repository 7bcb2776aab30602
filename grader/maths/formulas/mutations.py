"""Formulas with one usual mistake in them, or taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from grader.maths.expressions.expression import (
    Binary,
    Call,
    Expression,
    Index,
    Name,
    Negation,
    Number,
    Reduction,
    Transposed,
    walk,
)  # fmt: skip
from grader.maths.expressions.rewriting import rebuilt, substituted
from grader.maths.values.setting import Setting


class Mistake(NamedTuple):
    """The end of a reason's slug, and a sentence for the student."""

    slug: str
    text: str


def wrong_keys(
    key: Expression, free: tuple[str, ...], setting: Setting
) -> Iterator[tuple[Mistake, Expression]]:
    """The key with one usual mistake in it."""
    for node in _expanded(key):
        yield from _mutations(key, node, free, setting)


def _expanded(key: Expression) -> Iterator[Expression]:
    bases = {id(node.base) for node in walk(key) if isinstance(node, Index)}
    yield from [node for node in walk(key) if id(node) not in bases][:60]


def _mutations(
    key: Expression, node: Expression, free: tuple[str, ...], setting: Setting
) -> Iterator[tuple[Mistake, Expression]]:
    def put(new: Expression) -> Expression:
        return rebuilt(key, node, new)

    if isinstance(node, Reduction) and node.operator == "sum":
        for letter in free:
            diagonal = substituted(node.body, {node.index: Name(letter)})
            yield (
                Mistake(
                    "diagonal", "Only the part where the indices are equal is here; the others count too."
                ),
                put(diagonal),
            )
        yield (
            Mistake("missing_sum", "A sum is missing."),
            put(substituted(node.body, {node.index: Number(Fraction(1), "1")})),
        )
    if isinstance(node, Binary) and node.operator in ("+", "-"):
        kept = (node.left, Negation(node.right) if node.operator == "-" else node.right)
        for one in kept:
            yield Mistake("missing_term", "A term is missing."), put(one)
    if isinstance(node, Call):
        yield from ((mistake, put(new)) for mistake, new in _other_functions(node))
    if isinstance(node, Binary) and node.operator in ("<", ">", "<=", ">="):
        always: Expression = Number(Fraction(1), "1")
        yield (
            Mistake("indicator", "The mask is missing: what happens where the condition does not hold?"),
            put(always),
        )
        yield Mistake("indicator", "The mask is the wrong way round."), put(Binary("-", always, node))
    if isinstance(node, Transposed):
        yield Mistake("transposed", "A transpose is missing."), put(node.operand)
    if isinstance(node, Name) and len(setting.shapes.get(node.name, ())) == 2:
        yield (
            Mistake("transposed", "A matrix is transposed that should not be, or the reverse."),
            put(Transposed(node)),
        )
    if isinstance(node, Index) and len(node.indices) == 2:
        yield Mistake("index", "Two indices are swapped."), put(replace(node, indices=node.indices[::-1]))
    if isinstance(node, Index) and len(node.indices) == 1:
        letters = {n.indices[0] for n in walk(key) if isinstance(n, Index) and len(n.indices) == 1} | {
            Name(letter) for letter in free
        }
        for other in letters - {node.indices[0]}:
            yield (
                Mistake("index", "An index is another than it should be."),
                put(replace(node, indices=(other,))),
            )


def _other_functions(node: Call) -> Iterator[tuple[Mistake, Expression]]:
    name = node.function
    if name.endswith("'"):
        yield (
            Mistake("derivative", "The function stands where its derivative belongs."),
            replace(node, function=name[:-1]),
        )
    elif name in ("sigmoid", "tanh", "relu", "exp", "log", "sin", "cos", "softplus"):
        yield (
            Mistake("derivative", "The derivative stands where the function belongs."),
            replace(node, function=f"{name}'"),
        )
    if name == "relu":
        yield Mistake("indicator", "The ReLU is missing: what happens below 0?"), node.arguments[0]
        yield Mistake("indicator", "The mask is the wrong way round."), Binary("-", node.arguments[0], node)
    if name == "log" and isinstance(inside := node.arguments[0], Binary) and inside.operator == "/":
        yield Mistake("missing_term", "A term is missing."), replace(node, arguments=(inside.left,))
        yield (
            Mistake("missing_term", "A term is missing."),
            Negation(replace(node, arguments=(inside.right,))),
        )
    if name == "log":
        for base in ("log10", "log2"):
            yield (
                Mistake("log_base", "The logarithm has another base: log is the natural one here."),
                replace(node, function=base),
            )
    if name == "sigmoid":
        yield (
            Mistake("sign", "A sign inside the sigmoid is wrong."),
            replace(node, arguments=(Negation(node.arguments[0]),)),
        )
    if name == "softmax":
        yield Mistake("missing_sum", "The softmax is not normalised."), replace(node, function="exp")


def without_a_term(own: Expression) -> Iterator[Expression]:
    """The formula without one of its terms, each in turn."""
    places = {id(inside) for node in walk(own) for inside in _places(node)}
    for node in list(walk(own))[:60]:
        if isinstance(node, Binary) and node.operator in ("+", "-") and id(node) not in places:
            yield rebuilt(own, node, node.left)
            yield rebuilt(own, node, Negation(node.right) if node.operator == "-" else node.right)


def _places(node: Expression) -> Iterator[Expression]:
    """What says where, not how much: indices and the bounds of sums."""
    for part in (
        node.indices
        if isinstance(node, Index)
        else (node.lower, node.upper, node.condition)
        if isinstance(node, Reduction)
        else ()
    ):
        if part is not None:
            yield from walk(part)


def undone_mistakes(own: Expression) -> Iterator[tuple[Mistake, Expression]]:
    """The response with one usual mistake taken back."""
    for node in list(walk(own))[:60]:
        if isinstance(node, Call):
            name = node.function
            if name in ("log10", "log2"):
                mistake = Mistake("log_base", "The logarithm has another base: log is the natural one here.")
                yield mistake, rebuilt(own, node, replace(node, function="log"))
            if name.endswith("'"):
                mistake = Mistake("derivative", "The derivative stands where the function belongs.")
                yield mistake, rebuilt(own, node, replace(node, function=name[:-1]))
            elif name in ("sigmoid", "tanh", "relu"):
                mistake = Mistake("derivative", "The function stands where its derivative belongs.")
                yield mistake, rebuilt(own, node, replace(node, function=f"{name}'"))
        if isinstance(node, Transposed):
            yield (
                Mistake("transposed", "A matrix is transposed that should not be."),
                rebuilt(own, node, node.operand),
            )
        if isinstance(node, Index) and len(node.indices) == 2:
            yield (
                Mistake("index", "Two indices are swapped."),
                rebuilt(own, node, replace(node, indices=node.indices[::-1])),
            )

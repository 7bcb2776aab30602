"""Formulas of numbers, declared names and functions of numbers alone: what parts that ask for values read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from grader.errors import NotationError, did_you_mean, listed
from grader.maths.expressions.characters import folded
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Derivative,
    Expression,
    Name,
    Negation,
    Number,
    children,
    walk,
)
from grader.maths.expressions.notation import CONSTANTS, FUNCTIONS
from grader.maths.expressions.precedence import COMPARISONS
from grader.maths.expressions.rewriting import mapped
from grader.maths.expressions.typesetting import shown
from grader.maths.reading.grammar import read
from grader.maths.reading.vocabulary import MOST_LISTED, Symbol, Vocabulary

_OPERATORS = frozenset({"+", "-", "*", "·", "", "/", "@", "^", *COMPARISONS})
_NOT_ARITHMETIC = {
    "Transposed": "a transpose", "Rows": "a vector", "Index": "an entry of an array", "Reduction": "a sum over an index",
    "Derivative": "a derivative", "Cases": "a distinction of cases", "Norm": "a norm",
}  # fmt: skip


def parse(
    text: str,
    names: Collection[str] = (),
    functions: Mapping[str, str] = FUNCTIONS,
    constants: Collection[str] = CONSTANTS,
    *,
    split: bool = False,
    code: bool = False,
) -> Expression:
    """The expression that ``text`` stands for.

    ``names`` are the declared symbols; ``functions`` maps each spelling of a function to the function; ``constants`` need
    no declaration. A declared name in front of a bracket is a factor, not a function. With ``split`` a run of
    letters may be a product, as ``xw`` is. In ``code`` a product needs its sign, except behind a number, and arguments may
    be given by name.

    >>> parse("2(3+4)") == parse("2*(3+4)") == parse("2·[3+4]")
    True

    Raises:
        NotationError: with the column, what was found and what was expected.

    """
    if "\n" in text.strip():
        raise NotationError("one line was expected; join the lines or split the answer")
    declared = {folded(name): Symbol(name) for name in names}
    called = {folded(name): Symbol(function, function=True) for name, function in functions.items()}
    vocabulary = Vocabulary({**called, **declared}, functions={}, whole_names=not split, named_arguments=code)
    expression = read(text, vocabulary).expression
    if code:
        _refuse_signless(expression)
    allowed = {*names, *constants}
    return mapped(expression, lambda node: _arithmetic(node, allowed, {*functions.values()}))


def has_derivative(text: str, names: Collection[str]) -> bool:
    """Whether a derivative stands in ``text``, as in ``∂y/∂z · ∂z/∂w``.

    >>> has_derivative("dy/dz * dz/dw", ["y", "z", "w"]), has_derivative("y/z", ["y", "z"])
    (True, False)
    """
    declared = {folded(name): Symbol(name) for name in names}
    try:
        expression = read(text, Vocabulary(declared)).expression
    except NotationError:
        return False
    return any(isinstance(node, Derivative) for node in walk(expression))


def show(expression: Expression) -> str:
    """How arithmetic was read.

    >>> show(parse("1/2x", names=["x"])), show(parse("-(1+2)*3^2"))
    ('1/(2·x)', '−(1 + 2)·3²')
    """
    return shown(mapped(expression, lambda node: _with_sign(node, "*", "·")))


def _with_sign(node: Expression, *signs: str) -> Expression:
    """A product written with one of ``signs`` as if it were written with the last."""
    if isinstance(node, Binary) and node.operator in signs[:-1]:
        return Binary(signs[-1], node.left, node.right, node.column)
    return node


def _arithmetic(node: Expression, names: Collection[str], functions: Collection[str]) -> Expression:
    """A part of a formula, if there is one of its kind in arithmetic."""
    match node:
        case Number() | Negation():
            return node
        case Binary(operator, column=column):
            if operator not in _OPERATORS:
                raise NotationError(f"{operator!r} is not read here", column)
            return _with_sign(node, "", "·", "*")
        case Name(name, column):
            if name not in names:
                some = f" (known: {listed(names)})" if 0 < len(names) <= MOST_LISTED else ""
                raise NotationError(f"{name!r} is no known name{did_you_mean(name, names) or some}", column)
            return node
        case Call("bars", arguments, _, column) if "abs" in functions:
            return Call("abs", arguments, (), column)
        case Call("entry", _, _, column):
            raise NotationError("an entry of an array is not read here", column)
        case Call(function, _, _, column):
            if function not in functions:
                raise NotationError(f"{function} is not read here{did_you_mean(function, functions)}", column)
            return node
    raise NotationError(f"{_NOT_ARITHMETIC[type(node).__name__]} is not read here", node.column)


def _refuse_signless(expression: Expression, *, inside: bool = False) -> None:
    """Products without a sign, other than behind a number."""
    match expression:
        case Binary("", left, right, column) if not isinstance(left, Number):
            sign = "write a comma or * between" if inside else "write * between"
            raise NotationError(f"{shown(right)!r} follows without a sign: {sign}", column)
        case Call():
            inside = True
    for part in children(expression):
        _refuse_signless(part, inside=inside)

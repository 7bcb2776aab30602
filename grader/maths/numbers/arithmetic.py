"""Formulas of numbers, declared names and functions of numbers alone: what parts that ask for values read."""

from __future__ import annotations

import operator as operators
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction

from grader.errors import NotationError, did_you_mean, listed
from grader.maths.expressions.characters import folded
from grader.maths.expressions.exact import Real, number_of
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
from grader.maths.expressions.expression import names as expression_names
from grader.maths.expressions.notation import CONSTANTS, FUNCTIONS
from grader.maths.expressions.precedence import COMPARISONS
from grader.maths.expressions.rewriting import mapped
from grader.maths.expressions.typesetting import shown
from grader.maths.reading.grammar import DOCUMENTED, Convention, read
from grader.maths.reading.vocabulary import MOST_LISTED, Symbol, Vocabulary

_OPERATORS = frozenset({"+", "-", "*", "·", "", "/", "@", "^", *COMPARISONS})
_HOLDS: dict[str, Callable[[Real, Real], bool]] = {
    ">": operators.gt, "<": operators.lt, ">=": operators.ge, "<=": operators.le, "=": operators.eq, "!=": operators.ne,
}  # fmt: skip
_NOT_ARITHMETIC = {
    "Transposed": "a transpose", "Rows": "a vector", "Index": "an entry of an array", "Reduction": "a sum over an index",
    "Derivative": "a derivative", "Cases": "a distinction of cases", "Norm": "a norm",
}  # fmt: skip


def _called(functions: Mapping[str, str]) -> dict[str, Symbol]:
    return {folded(name): Symbol(function, function=True) for name, function in functions.items()}


_CALLED = _called(FUNCTIONS)

_MIXED = re.compile(
    r"(?<![\w.,^{])(?P<whole>[1-9]\d{0,9})\s*(?P<part>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]"
    r"|\\[tdc]?frac\s*\{\s*(?P<above>\d{1,9})\s*\}\s*\{\s*(?P<below>\d{1,9})\s*\})"
)


def parse(
    text: str,
    names: Collection[str] = (),
    functions: Mapping[str, str] = FUNCTIONS,
    constants: Collection[str] = CONSTANTS,
    *,
    split: bool = False,
    code: bool = False,
    convention: Convention = DOCUMENTED,
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
    _refuse_mixed(text)
    vocabulary = _vocabulary(names, functions, split=split, code=code)
    expression = read(text, vocabulary, convention).expression
    if code:
        _refuse_signless(expression)
    allowed = tuple(dict.fromkeys((*names, *sorted(constants))))  # sets come in any order
    return mapped(expression, lambda node: _arithmetic(node, allowed, {*functions.values()}))


def other_readings(text: str, names: Collection[str] = ()) -> Iterator[Expression]:
    """What a text stands for in other usual readings, if it has any: ``1/2 (3 + 5)`` is 4, or 1/16.

    >>> [show(other) for other in other_readings("1/2 (3 + 5)")][0]
    '1/2·(3 + 5)'
    """
    try:
        doubts = read(text, _vocabulary(names)).doubts
        for convention in DOCUMENTED.others(doubts):
            yield parse(text, names, convention=convention)
    except NotationError:
        return


def _vocabulary(
    names: Collection[str],
    functions: Mapping[str, str] = FUNCTIONS,
    *,
    split: bool = False,
    code: bool = False,
) -> Vocabulary:
    declared = {folded(name): Symbol(name) for name in names}
    called = _CALLED if functions is FUNCTIONS else _called(functions)
    return Vocabulary({**called, **declared}, functions={}, whole_names=not split, named_arguments=code)


def is_formula(text: str, names: Collection[str]) -> bool:
    """Whether derivatives or indicators of the names stand in ``text``, as in ``∂y/∂z · ∂z/∂w`` or ``2a · 1[z > 0]``.

    >>> is_formula("dy/dz * dz/dw", ["y", "z", "w"]), is_formula("y/z", ["y", "z"])
    (True, False)
    """
    declared = {folded(name): Symbol(name) for name in names}
    try:
        expression = read(text, Vocabulary(declared)).expression
    except NotationError:
        return False
    return any(isinstance(node, Derivative) or _indicates(node) for node in walk(expression))


def is_over(text: str, names: Collection[str]) -> bool:
    """Whether a text is a formula of the names, or of derivatives and indicators of them, and no number yet.

    >>> is_over("2 z", ["z"]), is_over("2 · 4", ["z"])
    (True, False)
    """
    if is_formula(text, names):
        return True
    try:
        return any(name.name in names for name in expression_names(parse(text, names, split=True)))
    except NotationError:
        return False


def _indicates(node: Expression) -> bool:
    """Whether this is 1 where a comparison with a name in it holds, and 0 elsewhere."""
    return isinstance(node, Call) and node.function == "indicator" and bool(expression_names(node))


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
        case Call("indicator", (Binary(operator, left, right),), _, column) if (
            operator in _HOLDS and not expression_names(node)
        ):
            holds = _HOLDS[operator](number_of(left), number_of(right))
            return Number(Fraction(holds), str(int(holds)), column)
        case Call("entry", _, _, column):
            raise NotationError("an entry of an array is not read here", column)
        case Call(function, _, _, column):
            if function not in functions:
                raise NotationError(f"{function} is not read here{did_you_mean(function, functions)}", column)
            return node
    raise NotationError(f"{_NOT_ARITHMETIC[type(node).__name__]} is not read here", node.column)


def _refuse_mixed(text: str) -> None:
    """A whole number in front of a fraction below 1, which can be their sum or their product."""
    for match in _MIXED.finditer(text):
        if match["above"] is None or int(match["above"]) < int(match["below"]):
            whole, part = match["whole"], match["part"].strip()
            raise NotationError(
                f"{whole}{part} can be the mixed number {whole} + {part} or a product: write + or * between",
                match.start() + 1,
            )


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

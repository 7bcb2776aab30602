r"""Sets behind ∈: ``{0, 1}``, ``[0, 1)``, ``(-∞, 2) ∪ (3, ∞)``, ``ℝ \ {0}``; and what it says to lie in one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from grader.errors import NotationError
from grader.maths.expressions.expression import Binary, Call, Expression, Name, Negation, Number
from grader.maths.expressions.precedence import CLOSING
from grader.maths.expressions.rewriting import mapped
from grader.maths.reading.tokens import Token, TokenKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from grader.maths.reading.grammar import Grammar

INFINITY = Name("∞")
_NAMED = {"ℝ": "reals", "R": "reals", "Z": "integers"}
_JOINED = {"∪": "or", "∩": "and"}


def members(grammar: Grammar) -> Expression:
    """A set, or several joined from left to right."""
    found = _one(grammar)
    while grammar.at("∪", "∩", "∖"):
        token = grammar.advance()
        found = Binary(token.text, found, _one(grammar), token.column)
    return found


def _one(grammar: Grammar) -> Expression:
    token = grammar.token
    if token.kind is TokenKind.NAME and token.text in _NAMED and not grammar.vocabulary.taken(token.text):
        grammar.advance()
        return Call(_NAMED[token.text], (), column=token.column)
    if not grammar.opened():
        raise NotationError("a set was expected, as in {0, 1} or [0, 1)" + _instead(token), token.column)
    bars, grammar.bars = grammar.bars, []
    opened = grammar.advance()
    found = _interval(grammar, opened) if opened.text in ("(", "[") else _listed(grammar, opened)
    grammar.bars = bars
    return found


def _instead(token: Token) -> str:
    return "" if token.kind is TokenKind.END else f" in place of {token.spelled!r}"


def _listed(grammar: Grammar, opened: Token) -> Expression:
    entries = [grammar.expression(0)]
    while grammar.token.kind is TokenKind.COMMA or grammar.at(";"):
        grammar.advance()
        entries.append(grammar.expression(0))
    grammar.close(opened, CLOSING[opened.text])
    return Call("set", tuple(entries), column=opened.column)


def _interval(grammar: Grammar, opened: Token) -> Expression:
    below = _end(grammar)
    if grammar.token.kind is not TokenKind.COMMA and not grammar.at(";"):
        raise NotationError("an interval has two ends, with a comma between", grammar.token.column)
    grammar.advance()
    above = _end(grammar)
    closing = grammar.token
    if closing.kind is not TokenKind.CLOSE or closing.text not in (")", "]"):
        raise NotationError(
            f"')' or ']' was expected, to close the interval of column {opened.column}", closing.column
        )
    grammar.advance()
    return Call(f"interval{opened.text}{closing.text}", (below, above), column=opened.column)


def _end(grammar: Grammar) -> Expression:
    """A number, ∞ or -∞."""
    sign = grammar.token.text if grammar.at("+", "-") else ""
    name = grammar.tokens[grammar.position + bool(sign)]
    if name.kind is TokenKind.NAME and name.text in ("∞", "inf", "infinity"):
        grammar.position += 1 + bool(sign)
        return Negation(INFINITY) if sign == "-" else INFINITY
    return grammar.expression(0)


def compared(statement: Expression, whole: Collection[str] = ()) -> Expression:
    """The same statement without sets: ``x ∈ [0, 1)`` as ``0 ≤ x and x < 1``; ``whole``: what is a whole number."""

    def without_set(node: Expression) -> Expression:
        if not isinstance(node, Binary) or node.operator not in ("in", "notin"):
            return node
        inside = _inside(node.left, node.right, node.column, whole)
        return inside if node.operator == "in" else Call("not", (inside,), column=node.column)

    return mapped(statement, without_set)


def _inside(value: Expression, members: Expression, column: int, whole: Collection[str]) -> Expression:
    if isinstance(members, Binary):
        left, right = (_inside(value, part, column, whole) for part in (members.left, members.right))
        if members.operator == "∖":
            return Binary("and", left, Call("not", (right,), column=column), column)
        return Binary(_JOINED[members.operator], left, right, column)
    assert isinstance(members, Call)
    real = Binary("=", value, value, column)  # and nothing where it has no value
    if members.function == "reals":
        return real
    if members.function == "integers" and isinstance(value, Name) and value.name in whole:
        return real
    if members.function == "integers":
        turn = Call("sin", (Binary("*", Name("pi"), value, column),), column=column)
        return Binary("=", turn, Number(Fraction(0), "0"), column)
    if members.function == "set":
        parts = [Binary("=", value, entry, column) for entry in members.arguments]
    else:
        below, above = members.arguments
        parts = []
        if below != Negation(INFINITY):
            parts.append(Binary("<=" if members.function[-2] == "[" else "<", below, value, column))
        if above != INFINITY:
            parts.append(Binary("<=" if members.function[-1] == "]" else "<", value, above, column))
    joined: Expression = parts[0] if parts else real
    for part in parts[1:]:
        joined = Binary("or" if members.function == "set" else "and", joined, part, column)
    return joined

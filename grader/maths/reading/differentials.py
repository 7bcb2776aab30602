r"""Derivatives as they stand on paper: ``∂L/∂x``, ``d/dx (...)``, ``\frac{\partial L}{\partial W}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import NotationError
from grader.maths.expressions.expression import (
    Derivative,
    Expression,
    Index,
    Name,
)  # fmt: skip
from grader.maths.expressions.precedence import BINDING, POWER
from grader.maths.expressions.rewriting import substituted
from grader.maths.reading.tokens import Token, TokenKind

if TYPE_CHECKING:
    from grader.maths.reading.grammar import Grammar

NOTHING = Name("")


def derivative(grammar: Grammar, token: Token) -> Expression | None:
    """``∂L/∂x``, ``dL/dx``, ``dL_dx``, ``d/dx (...)``; None if this is none of them."""
    start = grammar.position
    grammar.position -= 1
    above = _differential(grammar)
    if above is not None and grammar.at("/"):
        grammar.advance()
        below = _differential(grammar)
        if below is not None and below is not NOTHING:
            return _derivative(grammar, above, below, token)
    grammar.position = start
    return None


def _differential(grammar: Grammar) -> Expression | None:
    """``∂L``, ``d x_i``: what stands behind the ∂; NOTHING if only ∂ does, None without one."""
    token = grammar.token
    if token.kind is not TokenKind.NAME:
        return None
    lenient = grammar.vocabulary._replace(permissive=True)
    if token.text in ("∂", "d"):
        grammar.advance()
        follows = grammar.token
        if grammar.opened("(", "["):
            return grammar.operand()
        if follows.kind is not TokenKind.NAME:
            return NOTHING if grammar.at("/") or follows.kind is TokenKind.CLOSE else None
    else:
        return None
    strict, grammar.vocabulary = grammar.vocabulary, lenient
    try:
        if (
            grammar.vocabulary.function(grammar.token.text)
            and grammar.tokens[grammar.position + 1].text != "("
        ):
            inner = grammar.advance()
            return Name(inner.text, inner.column)
        return grammar.expression(POWER)
    finally:
        grammar.vocabulary = strict


def derivative_fraction(grammar: Grammar, token: Token) -> Expression | None:
    r"""``\frac{\partial L}{\partial x}``; None if it is another fraction."""
    above = _braced_differential(grammar)
    if above is None:
        return None
    below = _braced_differential(grammar)
    if below is None or below is NOTHING:
        return None
    return _derivative(grammar, above, below, token)


def _braced_differential(grammar: Grammar) -> Expression | None:
    if not grammar.opened("{"):
        return None
    saved = list(grammar.tokens)
    opened = grammar.advance()
    end = grammar.closing(grammar.position - 1)
    try:
        found = _differential(grammar)
    except NotationError:
        found = None
    if found is None or grammar.position != end:
        grammar.tokens = saved
        return None
    grammar.close(opened, "}")
    return found


def _derivative(grammar: Grammar, above: Expression, below: Expression, token: Token) -> Expression:
    if above is NOTHING:
        above = grammar.expression(BINDING["*" if grammar.opened("(", "[") else "+"])
    found = Derivative(above, below, token.column)
    for pattern, meaning in grammar.vocabulary.opaque:
        bound = matched(pattern, found)
        if bound is not None:
            return substituted(meaning, bound)
    return found


def matched(
    pattern: object, expression: object, bound: dict[str, Expression] | None = None
) -> dict[str, Expression] | None:
    """What single letters below an index of ``pattern`` stand for in ``expression``; None if they differ."""
    bound = {} if bound is None else bound
    if isinstance(pattern, Index) and isinstance(expression, Index):
        if pattern.base != expression.base or len(pattern.indices) != len(expression.indices):
            return None
        for wanted, given in zip(pattern.indices, expression.indices, strict=True):
            if isinstance(wanted, Name) and len(wanted.name) == 1:
                if bound.setdefault(wanted.name, given) != given:
                    return None
            elif wanted != given:
                return None
        return bound
    if isinstance(pattern, Derivative) and isinstance(expression, Derivative):
        return (
            bound
            if matched(pattern.of, expression.of, bound) is not None
            and matched(pattern.by, expression.by, bound) is not None
            else None
        )
    return bound if pattern == expression else None

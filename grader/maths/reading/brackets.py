"""Brackets, bars, matrices, cases and indicators: ``(a)``, ``|x|``, ``‖x‖``, ``[a, b; c, d]``, ``1[z > 0]``, ``δ_ij``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.errors import NotationError
from grader.maths.expressions.characters import folded
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Cases,
    Expression,
    Index,
    Name,
    Norm,
    Rows,
)  # fmt: skip
from grader.maths.expressions.precedence import CLOSING, COMPARISONS
from grader.maths.reading.scripts import subscripts
from grader.maths.reading.tokens import Token, TokenKind

if TYPE_CHECKING:
    from grader.maths.reading.grammar import Grammar

CONDITIONS = COMPARISONS | {"in", "and", "or"}


def bracket(grammar: Grammar, opened: Token) -> Expression:
    """Something in brackets: a group, a vector, a matrix, cases."""
    if opened.text in ("matrix", "cases"):
        return _rows(grammar, opened) if opened.text == "matrix" else _cases(grammar, opened)
    bars, grammar.bars = grammar.bars, []
    if grammar.closes():
        raise NotationError("nothing stands in the brackets", opened.column)
    rows: list[list[Expression]] = [[grammar.expression(0)]]
    while grammar.comma() or grammar.at(";"):
        if grammar.advance().text == ";":
            rows.append([])
        rows[-1].append(grammar.expression(0))
    grammar.close(opened, CLOSING[opened.text])
    grammar.bars = bars
    if opened.text == "⟨":
        if len(rows) != 1 or len(rows[0]) != 2:
            raise NotationError("an inner product ⟨x, y⟩ has two factors", opened.column)
        if grammar.at("_"):  # ⟨A, B⟩_F
            grammar.advance()
            subscripts(grammar)
        return Call("inner", tuple(rows[0]), column=opened.column)
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    if opened.text == "\\{" and grammar.token.text != "_":
        return Call("set", tuple(rows[0]), column=opened.column)
    if opened.text == "{" and len(rows) > 1 and all(len(row) == 2 and _states(row[1]) for row in rows):
        return Cases(tuple((value, condition) for value, condition in rows), opened.column)
    if len(rows) == 1:
        if all(isinstance(entry, Rows) for entry in rows[0]):  # [[a, b], [c, d]]
            return Rows(
                tuple(tuple(e[0] for e in entry.rows) for entry in rows[0] if isinstance(entry, Rows)),
                opened.column,
            )
        return Rows(tuple((entry,) for entry in rows[0]), opened.column)
    return Rows(tuple(tuple(row) for row in rows), opened.column)


def _states(expression: Expression) -> bool:
    return isinstance(expression, Binary) and expression.operator in CONDITIONS


def _rows(grammar: Grammar, opened: Token) -> Expression:
    rows: list[list[Expression]] = [[]]
    while not grammar.closes():
        rows[-1].append(grammar.expression(0))
        if grammar.at("&"):
            grammar.advance()
        elif grammar.at("\\\\"):
            grammar.advance()
            if not grammar.closes():
                rows.append([])
    grammar.close(opened, "matrix")
    if not rows[0] or len({len(row) for row in rows}) > 1:
        raise NotationError("the rows of this matrix differ in length", opened.column)
    return Rows(tuple(tuple(row) for row in rows), opened.column)


def _cases(grammar: Grammar, opened: Token) -> Expression:
    branches: list[tuple[Expression, Expression | None]] = []
    while not grammar.closes():
        value = grammar.expression(1)
        while grammar.at("&") or grammar.comma():
            grammar.advance()
        branches.append((value, _case(grammar)))
        while grammar.at("\\\\", ";") or grammar.comma():
            grammar.advance()
    grammar.close(opened, "cases")
    return Cases(tuple(branches), opened.column)


def _case(grammar: Grammar) -> Expression | None:
    while grammar.named("if", "when", "for", "where"):
        grammar.advance()
    while grammar.at("&"):
        grammar.advance()
    if grammar.named("otherwise", "else", "otherw"):
        grammar.advance()
        return None
    return grammar.expression(0)


def condition_after(grammar: Grammar, left: Expression) -> Expression:
    """``x if x > 0 else 0``, ``x if x > 0, 0 otherwise``; in a statement also ``y > 0 if x > 0``."""
    token = grammar.advance()
    condition = grammar.expression(0)
    if grammar.vocabulary.statements and not grammar.named("else", "otherwise"):
        return Binary("=>", condition, left, token.column)
    if getattr(condition, "operator", "") not in CONDITIONS:
        raise NotationError("a condition was expected behind 'if'", token.column)
    comma = grammar.comma()
    if comma:
        grammar.advance()
    if grammar.named("else", "otherwise"):
        grammar.advance()
        return Cases(((left, condition), (grammar.expression(0), None)), token.column)
    if not comma:
        raise NotationError("'else' was expected", grammar.token.column)
    other = grammar.expression(1)  # a if z > 0, b otherwise
    if grammar.named("otherwise", "else"):
        grammar.advance()
        return Cases(((left, condition), (other, None)), token.column)
    if not grammar.named("if"):
        raise NotationError("'otherwise' was expected", grammar.token.column)
    grammar.advance()
    return Cases(((left, condition), (other, grammar.expression(0))), token.column)


def bars(grammar: Grammar, opened: Token) -> Expression:
    """``|x|``, and ``‖x‖`` with the order of the norm behind it."""
    grammar.bars.append(opened.text)
    inside = grammar.expression(0)
    if not grammar.at(opened.text):
        raise NotationError(
            f"{opened.spelled!r} was expected, to close that of column {opened.column}", grammar.token.column
        )
    grammar.advance()
    grammar.bars.pop()
    if grammar.at("_"):
        grammar.advance()
        orders = subscripts(grammar)
        return Norm(inside, orders[0], opened.column)
    if opened.text == "‖":
        return Norm(inside, None, opened.column)
    if grammar.arrays(inside):
        grammar.doubts.add("bars_length")
    return Call("bars" if grammar.convention.bars_length else "abs", (inside,), column=opened.column)


def indicator_here(grammar: Grammar, token: Token) -> bool:
    """Whether ``1`` is followed by the condition of an indicator."""
    condition = grammar.opened("[", "{", "\\{") and _compares(grammar, grammar.position)
    return token.text == "1" and (grammar.at("_") or condition)


def indicator_ahead(grammar: Grammar) -> bool:
    """Whether the number that comes next begins an indicator such as ``1[z > 0]``."""
    if grammar.token.text != "1":
        return False
    follows = grammar.tokens[grammar.position + 1]
    if follows.text == "_":
        return True
    return follows.kind is TokenKind.OPEN and _compares(grammar, grammar.position + 1)


def transposed_one(grammar: Grammar) -> bool:
    """Whether ``1ᵀ`` comes next."""
    here = grammar.tokens[grammar.position : grammar.position + 3]
    return [token.text for token in here] == ["1", "^", "T"]


def _compares(grammar: Grammar, start: int) -> bool:
    end = grammar.closing(start)
    inside = grammar.tokens[start + 1 : end if end > 0 else len(grammar.tokens)]
    return any(token.kind is TokenKind.OPERATOR and token.text in CONDITIONS for token in inside)


def indicator(grammar: Grammar, token: Token) -> Expression:
    """``1_{z > 0}``, ``1[z > 0]``."""
    if grammar.at("_"):
        grammar.advance()
        size = grammar.vocabulary.symbol(grammar.token.text)
        if size is not None and size.length:
            return Call("ones", (Name(size.name, grammar.advance().column),), column=token.column)
    if not grammar.opened():
        raise NotationError("the condition of the indicator was expected in braces", grammar.token.column)
    return Call("indicator", (grammar.operand(),), column=token.column)


def indicator_or_ones(grammar: Grammar, token: Token) -> Expression:
    """``𝟙[z > 0]``, ``I{z > 0}``; without a condition 𝟙 is the vector of ones and I the identity."""
    if grammar.at("_"):
        start = grammar.position + 1
        if grammar.tokens[start].kind is TokenKind.OPEN and _compares(grammar, start):
            return indicator(grammar, token)
        grammar.advance()
        below = subscripts(grammar)
        if token.text == "I" and len(below) == 2 and not _times(grammar, start):
            return Call("kronecker", tuple(below), column=token.column)
        size = grammar.vocabulary.symbol(folded(below[0].name)) if isinstance(below[0], Name) else None
        if len(below) == 1 and size is not None and size.length:
            return Call("identity" if token.text == "I" else "ones", tuple(below), column=token.column)
    elif grammar.opened() and (_compares(grammar, grammar.position) or token.text == "indicator"):
        return Call("indicator", (grammar.operand(),), column=token.column)
    if token.text == "I":
        return Call("identity", (), column=token.column)
    if token.text == "𝟙":
        return Call("ones", (), column=token.column)
    raise grammar.vocabulary.unknown(token.spelled, token.text, token.column)


def _times(grammar: Grammar, start: int) -> bool:
    """Whether a size is given as rows times columns, as in ``I_{N×N}``."""
    return any(token.text == "*" for token in grammar.tokens[start : grammar.position])


def kronecker(grammar: Grammar, token: Token) -> Expression:
    """``δ_ij``: 1 where the indices are equal, else 0."""
    if grammar.at("_"):
        grammar.advance()
        indices = subscripts(grammar)
    else:
        opened = grammar.advance()
        indices = [grammar.expression(0)]
        while grammar.comma():
            grammar.advance()
            indices.append(grammar.expression(0))
        grammar.close(opened, CLOSING[opened.text])
    if len(indices) != 2 and grammar.vocabulary.permissive:
        return Index(Name("delta", token.column), tuple(indices), token.column)
    if len(indices) != 2:
        raise grammar.vocabulary.unknown(token.spelled, token.text, token.column)
    return Call("kronecker", tuple(indices), column=token.column)

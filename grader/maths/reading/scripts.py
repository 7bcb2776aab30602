"""Exponents and indices: ``x²``, ``Wᵀ``, ``y_j``, ``w_{ij}``, ``x[i, j]``."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grader.errors import NotationError
from grader.maths.expressions.characters import PRIMED, folded
from grader.maths.expressions.exact import number_of
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Cases,
    Derivative,
    Expression,
    Index,
    Name,
    Norm,
    Number,
    Reduction,
    Rows,
    Transposed,
    walk,
)  # fmt: skip
from grader.maths.expressions.notation import MAX_EXPONENT
from grader.maths.expressions.precedence import CLOSING, POWER
from grader.maths.reading.tokens import Token, TokenKind
from grader.maths.reading.vocabulary import Symbol

if TYPE_CHECKING:
    from grader.maths.reading.grammar import Grammar


_COUNTING = frozenset("ijklmnpqrst")


def power(grammar: Grammar, left: Expression) -> Expression:
    """``x^2``, ``Wᵀ``, ``W^{-1}``, ``x^2_i``, ``x^{(n)}``."""
    token = grammar.advance()
    start = grammar.position
    if _transposes(grammar, left):
        return Transposed(left, token.column)
    if (entry := _numbered(grammar, left)) is not None:
        return entry
    if grammar.opened("{") and grammar.tokens[start + 1].text == "⊙":  # h^{\\odot 2}
        del grammar.tokens[start + 1]
        return Call("power", (left, grammar.operand()), column=token.column)

    whole = _plain_number(grammar)
    right = grammar.operand() if whole else grammar.expression(POWER)
    if whole and grammar.at("_"):  # x^2_i is (x_i)^2
        left = _lowered_below(grammar, left)
    _refuse_tower(right, token)
    glued = grammar.token.kind is TokenKind.NAME and grammar.token.glued
    if glued and grammar.tokens[start].kind is TokenKind.NAME:
        grammar.doubts.add("short_power")
        if not grammar.convention.short_power:
            while grammar.token.kind is TokenKind.NAME and grammar.token.glued:
                right = Binary("", right, grammar.expression(POWER), grammar.token.column)
    if (token.spelled == ".^" or (token.spelled == "**" and grammar.code)) and _of_matrices(grammar, left):
        return Call("power", (left, right), column=token.column)
    return Binary("^", left, right, token.column)


def _plain_number(grammar: Grammar) -> bool:
    """Whether a number, in braces or not, comes next and a subscript behind it."""
    ahead = grammar.tokens[grammar.position : grammar.position + 4]
    number = next((n for n, token in enumerate(ahead[:2]) if token.kind is TokenKind.NUMBER), None)
    if number is None or (number == 1 and (ahead[0].text != "{" or ahead[2].text != "}")):
        return False
    return ahead[number + (2 if number else 1)].text == "_"


def _lowered_below(grammar: Grammar, base: Expression) -> Expression:
    """A base with the subscript that stands behind its exponent."""
    token = grammar.advance()
    indices = subscripts(grammar)
    if isinstance(base, Norm):
        return Norm(base.operand, indices[0], base.column)
    return _indexed(grammar, base, indices, token)


def _numbered(grammar: Grammar, left: Expression) -> Expression | None:
    """``x^{(n)}``, ``x^{(n)}_j``: what the first index counts, raised in brackets; None if this is another power."""
    here = grammar.tokens[grammar.position : grammar.position + 5]
    inside = here[1:] if here[0].text == "{" else here
    if [token.text for token in inside[:3:2]] != ["(", ")"] or not (
        isinstance(left, Name) and _rank(grammar, left)
    ):
        return None
    letter = inside[1]
    if letter.kind is not TokenKind.NAME or not _may_be_index(grammar, letter):
        return None
    grammar.position += 5 if here[0].text == "{" else 3
    indices: list[Expression] = [Name(letter.text, letter.column)]
    if _rank(grammar, left) > 1 and grammar.at("_"):
        grammar.advance()
        indices += subscripts(grammar)
    return _indexed(grammar, left, indices, letter)


def _of_matrices(grammar: Grammar, expression: Expression) -> bool:
    """Whether a matrix stands in an expression."""
    return any(
        (isinstance(node, Name) and _rank(grammar, node) > 1)
        or (isinstance(node, Call) and node.function in ("column", "row", "outer"))
        for node in walk(expression)
    )


def _refuse_tower(exponent: Expression, token: Token) -> None:
    """Exponents that are numbers beyond any answer of homework."""
    if any(
        isinstance(node, Name | Index | Reduction | Call | Rows | Derivative | Cases | Norm | Transposed)
        for node in walk(exponent)
    ):
        return
    try:
        value: Any = number_of(exponent)
    except NotationError as error:
        raise NotationError(f"in this exponent: {error.text}", token.column) from None
    if abs(value) > MAX_EXPONENT:
        raise NotationError(f"this exponent is beyond {MAX_EXPONENT}", token.column)


def _transposes(grammar: Grammar, left: Expression) -> bool:
    """Take ``T`` or ``{T}`` behind ``^``."""
    here = grammar.tokens[grammar.position : grammar.position + 3]
    texts = [token.text for token in here]
    declared = grammar.vocabulary.symbol("T")
    if declared is not None and declared.rank == 0 and here[0].spelled not in ("ᵀ", "\\top", "⊤", ".T"):
        symbols = {s.name: s for s in grammar.vocabulary.symbols.values()}
        if not any(isinstance(n, Name) and n.name in symbols and symbols[n.name].rank for n in walk(left)):
            return False
    signs = ("T",) if not _small_t(grammar, left) else ("T", "t")
    if texts[0] in signs:
        grammar.position += 1
        return True
    if texts[0] in CLOSING and texts[1] in signs and texts[2:] == [CLOSING[texts[0]]]:
        grammar.position += 3
        return True
    return False


def _small_t(grammar: Grammar, left: Expression) -> bool:
    """Whether ``X^t`` can only be a transpose: t is no quantity here, and an array stands below it."""
    if grammar.vocabulary.symbol("t") is not None or "t" in grammar.bound or "t" in grammar.vocabulary.free:
        return False
    return any(isinstance(node, Name) and _rank(grammar, node) for node in walk(left))


def takes_index(grammar: Grammar, left: Expression) -> bool:
    """Whether ``[`` behind a name picks an entry of it."""
    if isinstance(left, Name) and _rank(grammar, left) == 0 and not grammar.vocabulary.permissive:
        inside = grammar.tokens[grammar.position + 1 : max(grammar.closing(grammar.position), 0)]
        if len(inside) == 1 and inside[0].kind is TokenKind.NUMBER:
            raise NotationError(f"{left.name} is a number and takes no index", grammar.token.column)
    inside = grammar.tokens[grammar.position + 1 : max(grammar.closing(grammar.position), 0)]
    if isinstance(left, Call):
        return bool(inside) and all(_may_be_index(grammar, token) for token in inside)
    if not (isinstance(left, Name) and _rank(grammar, left) > 0):
        return False
    return grammar.vocabulary.permissive or not any(_is_no_index(grammar, token) for token in inside)


def _is_no_index(grammar: Grammar, token: Token) -> bool:
    """Whether a token cannot stand in an index, so that the bracket is a factor: ``x[σ(z) - y]``."""
    if token.kind is not TokenKind.NAME:
        return token.text in ("/", "^", "|", "‖", "⊙")
    symbol = grammar.vocabulary.symbol(token.text)
    return (
        symbol is not None and not symbol.length and token.text not in grammar.bound
    ) or grammar.vocabulary.function(token.text) is not None


def _may_be_index(grammar: Grammar, token: Token) -> bool:
    if token.kind is TokenKind.NAME:
        return token.text in grammar.bound or token.text in grammar.vocabulary.indices
    return token.kind in (TokenKind.NUMBER, TokenKind.COMMA) or token.text in ("+", "-")


def _rank(grammar: Grammar, name: Name) -> int:
    symbol = grammar.vocabulary.symbol(folded(name.name))
    return (
        symbol.rank if symbol is not None and symbol.name == name.name else int(grammar.vocabulary.permissive)
    )


def bracketed_index(grammar: Grammar, left: Expression) -> Expression:
    """``x[i, j]``; ``x[i][j]`` too, and ``W[i, :]`` for a row, ``W[:, j]`` for a column."""
    opened = grammar.advance()
    indices = [_index_or_all(grammar)]
    while grammar.comma():
        grammar.advance()
        indices.append(_index_or_all(grammar))
    grammar.close(opened, "]")
    if isinstance(left, Name) and grammar.opened("[") and len(indices) == 1 and _rank(grammar, left) == 2:
        grammar.advance()
        indices.append(grammar.expression(0))
        grammar.close(opened, "]")
    match indices:
        case [None, last] if last is not None:
            return Call("entry", (Transposed(left, opened.column), last), column=opened.column)
        case [first, None] if first is not None:
            return Call("entry", (left, first), column=opened.column)
    named = [index for index in indices if index is not None]
    if len(named) < len(indices):
        raise NotationError("an index was expected beside ':'", opened.column)
    return _indexed(grammar, left, named, opened)


def _index_or_all(grammar: Grammar) -> Expression | None:
    """An index; None for ``:``, which takes all."""
    if grammar.at(":"):
        grammar.advance()
        return None
    return grammar.expression(0)


def scripted(grammar: Grammar, left: Expression) -> Expression:
    """``x_i``, ``w_{ij}``, ``softmax(x)_i`` behind what was read."""
    token = grammar.advance()
    if token.text == "'":
        return _primed(grammar, left, token)
    if _positive_part(grammar):
        return Call("relu", (left,), column=token.column)
    if isinstance(left, Name) and (entry := _primed_entry(grammar, left)) is not None:
        return entry
    indices = subscripts(grammar)
    if isinstance(left, Name | Call | Transposed):
        return _indexed(grammar, left, indices, token)
    if isinstance(left, Binary | Rows):
        return Call("entry", (left, *indices), column=token.column)
    raise NotationError("an index stands behind a name only", token.column)


def _primed_entry(grammar: Grammar, left: Name) -> Expression | None:
    """``x_i'`` in plain text, where a prime belongs to the letter in front: ``x'_i``, if x' is declared."""
    token = grammar.token
    named = grammar.vocabulary.symbol(folded(left.name + "'"))
    if named is None or token.kind is not TokenKind.NAME or not token.text.endswith("'"):
        return None
    grammar.advance()
    found = _split_index(grammar, token._replace(text=token.text[:-1]))
    return Index(Name(named.name, left.column), tuple(found), left.column)


def _positive_part(grammar: Grammar) -> bool:
    """Take the sign of ``[1 - y]_+``."""
    ahead = [token.text for token in grammar.tokens[grammar.position : grammar.position + 3]]
    length = 1 if ahead[:1] == ["+"] else 3 if ahead == ["{", "+", "}"] else 0
    grammar.position += length
    return length > 0


def _primed(grammar: Grammar, left: Expression, token: Token) -> Expression:
    """``x_i'`` as ``x'_i`` where x' is declared, else the derivative, where there is one variable only: ``(1 + e^-x)'``."""
    if isinstance(left, Index) and (named := grammar.vocabulary.symbol(folded(left.base.name + "'"))):
        return Index(Name(named.name, left.base.column), left.indices, left.column)
    symbols = grammar.vocabulary.symbols.values()
    variables = [one.name for one in symbols if one._replace(name="") == Symbol("")]
    if len(variables) != 1 or isinstance(left, Name):
        raise NotationError("a prime stands behind a function or a declared name only", token.column)
    return Derivative(left, Name(variables[0]), token.column)


def _indexed(grammar: Grammar, base: Expression, indices: list[Expression], token: Token) -> Expression:
    if not isinstance(base, Name):
        return Call("entry", (base, *indices), column=token.column)
    rank = _rank(grammar, base)
    if rank == 0:
        spelled = base.name + "_" + "".join(plain_index(index) for index in indices)
        raise grammar.vocabulary.unknown(spelled, folded(spelled), base.column)
    if len(indices) != rank and not grammar.vocabulary.permissive:
        if len(indices) == 1 and rank == 2:
            return Call("entry", (base, *indices), column=token.column)
        what = "one index" if rank == 1 else f"{rank} indices"
        raise NotationError(f"{base.name} takes {what}, found {len(indices)}", token.column)
    return Index(base, tuple(indices), base.column)


def plain_index(expression: Expression) -> str:
    """An index as text."""
    if isinstance(expression, Name):
        return expression.name
    return expression.digits if isinstance(expression, Number) else "?"


def subscripts(grammar: Grammar) -> list[Expression]:
    """What stands behind ``_``: letters are an index each."""
    if grammar.opened("{", "(", "["):
        opened = grammar.advance()
        found: list[Expression] = []
        while True:
            found += _letters(grammar)
            if grammar.comma():
                grammar.advance()
            elif grammar.closes():
                break
            elif not found:
                raise NotationError("an index was expected", grammar.token.column)
        grammar.close(opened, CLOSING[opened.text])
        return found
    token = grammar.advance()
    if token.kind is TokenKind.NAME:
        found = _split_index(grammar, token)
        while token.text in PRIMED and grammar.token.kind is TokenKind.NAME and _beside(token, grammar.token):
            token = grammar.advance()  # w_i'j: both letters are indices
            found += _split_index(grammar, token)
        return found
    if token.kind is TokenKind.NUMBER and token.value is not None:
        found = _split_digits(grammar, token, alone=True)
        follows = grammar.token  # x_1j: the letter stands right behind the digit
        if (
            follows.kind is TokenKind.NAME
            and _beside(token, follows)
            and len(follows.text) == 1
            and len(token.spelled) == 1
            and not grammar.vocabulary.taken(follows.text)
        ):
            found += _split_index(grammar, grammar.advance())
        return found
    raise NotationError("an index was expected", token.column)


def _beside(token: Token, follows: Token) -> bool:
    """Whether nothing stands between two tokens."""
    return follows.column == token.column + len(token.spelled)


def _letters(grammar: Grammar) -> list[Expression]:
    """One index expression, or several letters side by side."""
    token = grammar.token
    if token.kind is TokenKind.END:
        raise NotationError("the text ends where '}' was expected", token.column)
    follows = grammar.tokens[grammar.position + 1]
    simple = follows.kind in (TokenKind.COMMA, TokenKind.CLOSE, TokenKind.NAME, TokenKind.NUMBER)
    if token.kind is TokenKind.NAME and simple:
        return _split_index(grammar, grammar.advance())
    if token.kind is TokenKind.NUMBER and simple:
        before = grammar.tokens[grammar.position - 1]
        alone = TokenKind.COMMA not in (follows.kind, before.kind)
        return _split_digits(grammar, grammar.advance(), alone=alone)
    return [grammar.expression(0)]


def _split_index(grammar: Grammar, token: Token) -> list[Expression]:
    known = {*grammar.bound, *grammar.vocabulary.indices}
    symbol = grammar.vocabulary.symbol(token.text)
    if token.text in known or symbol is not None or len(token.text) == 1:
        return [Name(symbol.name if symbol and token.text not in known else token.text, token.column)]
    if grammar.vocabulary.permissive and _is_word(token.text):
        return [Name(token.text, token.column)]
    found: list[Expression] = []
    for n, letter in enumerate(token.text):
        if letter.isdigit():
            found.append(Number(Fraction(letter), letter, token.column + n))
        else:
            found.append(Name(letter, token.column + n))
    return found


def _is_word(text: str) -> bool:
    """Whether a subscript says which one is meant, as in ``y_pred``, and is no row of index letters."""
    return text.isalpha() and (len(text) > 3 or not set(text) <= _COUNTING or text in ("min", "lim"))


def _split_digits(grammar: Grammar, token: Token, *, alone: bool) -> list[Expression]:
    """``x_12`` is entry (1, 2) of a matrix and entry 12 of a vector; ``alone``: no other index beside it."""
    base = grammar.tokens[grammar.position - 2]
    for back in range(2, 6):
        base = grammar.tokens[max(0, grammar.position - back)]
        if base.kind is TokenKind.NAME:
            break
    symbol = grammar.vocabulary.symbol(base.text)
    if symbol is not None and symbol.rank == 2 and len(token.text) == 2 and alone:
        return [Number(Fraction(digit), digit, token.column) for digit in token.text]
    assert token.value is not None
    return [Number(token.value, token.text, token.column)]

"""``z_1 > z_j for all j != 1`` as a statement for each value of j."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from grader.errors import NotationError
from grader.maths.reading.tokens import Token, TokenKind
from grader.maths.values.operations import COMPARED
from grader.maths.values.precise import mpf

ALL = "for all"
"""What tokens say that quantify."""

Range = tuple[int, int]
"""The first value of an index, and how many there are."""


def quantified(
    piece: list[Token], vectors: Mapping[str, Range], *, others: bool = False
) -> list[list[Token]]:
    """The statements that a statement stands for; ``others``: not for indices that it names itself.

    Raises:
        NotationError: over what the index runs does not show.

    """
    place = next((n for n, token in enumerate(piece) if token.text == ALL), None)
    if place is None:
        return [piece]
    index, body, bounds = _parts(piece, place)
    if bounds and bounds[0].text == "in":
        return [_replaced(body, index, value) for value in _listed(bounds[1:])]
    first, count = _range(index, body, vectors)
    named = {int(token.value) for token in _indices(body) if token.value is not None} if others else set()
    values = [n for n in range(first, first + count) if n not in named and _allowed(n, index, bounds)]
    return [_replaced(body, index, n) for n in values]


def _parts(piece: Sequence[Token], place: int) -> tuple[Token, list[Token], list[Token]]:
    """The index, the statement about it, and which values it may have."""
    index = piece[place + 1] if place + 1 < len(piece) else piece[place]
    behind = list(piece[place + 2 :])
    if index.kind is not TokenKind.NAME:
        raise NotationError("an index was expected behind for all, as in j != 1", index.column)
    if place:
        return index, list(piece[:place]), behind
    colon = next((n for n, token in enumerate(behind) if token.text == ":"), None)
    if colon is None:
        raise NotationError("a colon was expected behind the index, as in for all j: z_j > 0", index.column)
    return index, behind[colon + 1 :], behind[:colon]


def _listed(tokens: Sequence[Token]) -> list[int]:
    """The whole numbers of a set such as {1, 2}."""
    inside = [token for token in tokens[1:-1] if token.kind is not TokenKind.COMMA]
    if not inside or tokens[-1].kind is not TokenKind.CLOSE or any(token.value is None for token in inside):
        raise NotationError("a set of numbers was expected, as in j in {1, 2}", tokens[0].column)
    return [int(token.value) for token in inside if token.value is not None]


def _indices(body: Sequence[Token]) -> list[Token]:
    """What stands right behind ``_`` or an opening bracket."""
    return [token for before, token in pairwise(body) if before.text == "_" or before.kind is TokenKind.OPEN]


def _range(index: Token, body: Sequence[Token], vectors: Mapping[str, Range]) -> Range:
    """Which values an index has, from the vector that it counts."""
    for n, token in enumerate(body):
        inside = [each.text for each in body[n + 1 : n + 4] if each.text != "_"]
        if token.kind is TokenKind.NAME and token.text in vectors and index.text in inside[:2]:
            return vectors[token.text]
    raise NotationError(f"over what {index.spelled} runs does not show", index.column)


def _allowed(value: int, index: Token, bounds: Sequence[Token]) -> bool:
    if not bounds:
        return True
    sign, *number = bounds
    if sign.text not in COMPARED or len(number) != 1 or number[0].value is None:
        raise NotationError(f"a number was expected behind {index.spelled}, as in j != 1", sign.column)
    return bool(COMPARED[sign.text](mpf(value), mpf(int(number[0].value))))


def _replaced(body: Sequence[Token], index: Token, value: int) -> list[Token]:
    """The statement for one value of the index."""
    found: list[Token] = []
    for token in body:
        number = Token(TokenKind.NUMBER, str(value), str(value), token.column, Fraction(value))
        if token.kind is not TokenKind.NAME or token.text != index.text:
            found.append(token)
        elif found and found[-1].text == "_":
            found.append(number)
        else:  # a factor too, as in w x
            opened = Token(TokenKind.OPEN, "(", "(", token.column)
            found += [opened, number, Token(TokenKind.CLOSE, ")", ")", token.column)]
    return found

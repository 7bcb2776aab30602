"""What stands on the left of an equation and only names what follows: ``dL/dW =``, ``p(y|x) =``, ``w_{t+1} =``."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions.characters import folded
from grader.maths.expressions.expression import Binary, Call, Derivative, Expression, Index, Name, Transposed
from grader.maths.reading.grammar import read
from grader.maths.reading.lexer import lex
from grader.maths.reading.tokens import Token, TokenKind
from grader.maths.reading.vocabulary import FORMULA_FUNCTIONS, Vocabulary

LONGEST_LABEL = 120
_CHANGES = ("d", "∇", "Δ", "Delta", "grad")
_LOGARITHMS = frozenset({"log", "ln"})

_SECOND = re.compile(
    r"\s*(?:\\d?frac\s*\{\s*)?(?:d|∂|\\partial|\\mathrm\{d\}|∇|\\nabla)\s*(?:²|\^\s*\{?2\}?)[^=+]*$"
)
"""A second derivative: ``d²f/dx²``, ``∇²L``."""
_SQUARES = frozenset({"sigma", "s", "R", "chi"})
"""What is usually given by its square, as a variance."""


class Left(NamedTuple):
    """A left-hand side: the name it stands for, what it is differentiated by, and its index letters."""

    name: str
    by: str
    letters: tuple[str, ...]


def left_of(text: str) -> Left | None:
    """What a left-hand side names; None if it is a formula of its own.

    >>> left_of("∂L/∂W_{ij}"), left_of("y_pred"), left_of("2x")
    (Left(name='dL/dW', by='W', letters=('i', 'j')), Left(name='ypred', by='ypred', letters=()), None)
    """
    found = _permissive(text)
    return _left(found) if found is not None else None


def derivative_of(text: str) -> Expression | None:
    """What is differentiated on a left-hand side such as ``∂f(x)/∂x``; None if it is no derivative."""
    found = _permissive(text)
    if isinstance(found, Transposed):
        found = found.operand
    return found.of if isinstance(found, Derivative) else None


def function_of(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The function and its parameters on a left-hand side such as ``f(x, y)``; None if it is none.

    >>> function_of("f(x, y)"), function_of("f(2x)")
    (('f', ('x', 'y')), None)
    """
    try:
        tokens = lex(text)[:-1]
    except NotationError:
        return None
    kinds = [token.kind for token in tokens]
    between = [TokenKind.NAME, TokenKind.COMMA] * ((len(tokens) - 3) // 2) + [TokenKind.NAME]
    if kinds != [TokenKind.NAME, TokenKind.OPEN, *between, TokenKind.CLOSE] or tokens[1].text != "(":
        return None
    return tokens[0].text, tuple(token.text for token in tokens[2:-1:2])


def is_label(text: str, declared: Vocabulary | None = None) -> bool:
    """Whether a text can only be a name: letters with scripts and brackets, words, or a derivative.

    ``declared`` are the symbols of the part: beside one of them a name would be a factor.

    >>> [is_label(text) for text in ("w_{t+1}", "p(y|x)", "dL/dx", "cross-entropy", "2x", "x - y", "f^2")]
    [True, True, True, True, False, False, False]
    """
    if len(text) > LONGEST_LABEL:
        return False
    if derivative_of(text) is not None or _SECOND.match(text):
        return True
    try:
        tokens = lex(text)[:-1]
    except NotationError:
        return False
    words = _words(tokens)
    if words is None or not words:
        return False
    return len(words) == 1 or words[0] in _CHANGES or _goes_together(words, declared or Vocabulary())


def _goes_together(words: list[str], declared: Vocabulary) -> bool:
    """Whether several words are one name: none of them is a quantity, and only a logarithm begins it."""
    first, *others = words
    if declared.taken(first) or (first in FORMULA_FUNCTIONS and first not in _LOGARITHMS):
        return False
    return not any(declared.taken(word) or word in FORMULA_FUNCTIONS for word in others)


def _words(tokens: list[Token]) -> list[str] | None:
    """The names of a text that consists of names, their scripts and brackets; None if it holds anything else."""
    words: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.kind is TokenKind.NAME:
            words.append(token.text)
            position += 1
        elif token.kind is TokenKind.OPERATOR and token.text in ("_", "^") and words:
            script = tokens[position + 1 : position + 2]
            end = _behind(tokens, position + 1)
            inside = tokens[position + 1 : end]
            power = token.text == "^" and [t.kind for t in inside if t.text not in "{}"] == [TokenKind.NUMBER]
            if not script or (power and words[-1].removesuffix("hat") not in _SQUARES):
                return None
            position = end
        elif token.kind is TokenKind.OPEN and words:
            position = _behind(tokens, position)
        elif (
            (token.text == "'" and words)
            or (token.text == "-" and _hyphen(tokens, position))
            or (token.text == "*" and words and position == len(tokens) - 1)
        ):
            position += 1
        else:
            return None
    return words


def _hyphen(tokens: list[Token], position: int) -> bool:
    """Whether a minus joins two words, as in ``log-likelihood``."""
    beside = [*tokens[max(position - 1, 0) : position], *tokens[position + 1 : position + 2]]
    return len(beside) == 2 and all(
        token.kind is TokenKind.NAME and (len(token.text) > 3 or token.text in _LOGARITHMS)
        for token in beside
    )


def _behind(tokens: list[Token], start: int) -> int:
    """The position behind the group, or the one token, that starts at ``start``."""
    depth = 0
    for position in range(start, len(tokens)):
        depth += (tokens[position].kind is TokenKind.OPEN) - (tokens[position].kind is TokenKind.CLOSE)
        if depth <= 0:
            return position + 1
    return len(tokens)


def _permissive(text: str) -> Expression | None:
    """A text read as if every name were declared."""
    if len(text) > LONGEST_LABEL:
        return None
    try:
        return read(text, Vocabulary(permissive=True)).expression
    except NotationError:
        return None


def _left(found: Expression) -> Left | None:
    if isinstance(found, Transposed):
        return _left(found.operand)
    if (
        isinstance(found, Binary)
        and found.operator == ""
        and isinstance(found.left, Name)
        and found.left.name in ("d", "∇", "Δ", "Delta")
    ):
        inner = _left(found.right)
        return inner and Left(f"d{inner.name}", inner.name, inner.letters)
    if isinstance(found, Binary) and found.operator == "^" and isinstance(found.left, Name | Index):
        inner = _left(found.left)
        return inner and inner._replace(name=inner.name + "^" + getattr(found.right, "digits", "?"))
    if isinstance(found, Index):
        letters = tuple(index.name for index in found.indices if isinstance(index, Name))
        numbers = "".join(getattr(index, "digits", "") for index in found.indices)
        name = folded(found.base.name) + numbers
        if len(letters) == 1 and len(letters[0]) > 1:
            name, letters = name + letters[0], ()
        return Left(name, name[1:] if name[:1] == "d" else name.removesuffix("bar"), letters)
    if isinstance(found, Name):
        name = folded(found.name)
        for prefix in ("Delta", "grad"):
            if name.startswith(prefix) and len(name) > len(prefix):
                return Left(name, name.removeprefix(prefix), ())
        return Left(name, name[1:] if name[:1] == "d" and len(name) > 1 else name.removesuffix("bar"), ())
    if isinstance(found, Derivative):
        by, of = _left(found.by), _left(found.of)
        if by is None:
            return None
        letters = tuple(dict.fromkeys([*(of.letters if of else ()), *by.letters]))
        return Left(f"d{of.name if of else ''}/d{by.name}", by.name, letters)
    if isinstance(found, Call) and found.function == "entry":
        return _left(found.arguments[0])
    if isinstance(found, Call) and all(isinstance(argument, Name | Index) for argument in found.arguments):
        return Left(found.function, found.function, ())
    if (
        isinstance(found, Binary)
        and found.operator == ""
        and isinstance(found.left, Name)
        and isinstance(found.right, Name | Index)
    ):
        return Left(found.left.name, found.left.name, ()) if not isinstance(found.right, Index) else None
    return None

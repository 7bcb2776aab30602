"""Statements as people write them: words between comparisons, commas, lines; and in which ways they can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expression import Binary, Call, Expression
from grader.maths.grammar import DOCUMENTED, Convention, parsed
from grader.maths.lexer import lex
from grader.maths.precedence import COMPARISONS
from grader.maths.tokens import Token, TokenKind
from grader.maths.typesetting import shown
from grader.maths.vocabulary import Vocabulary

CONNECTIVES = frozenset({"and", "or", "=>", "<=>"})
_PHRASES = {
    ("if", "and", "only", "if"): "<=>", ("only", "if"): "=>", ("not", "in"): "notin", ("in",): "in", ("and",): "and",
    ("or",): "or", ("not",): "not", ("iff",): "<=>", ("implies",): "=>", ("then",): "=>", ("but",): "and",
}  # fmt: skip
"""What words stand for, the longest phrase first."""

_IF = frozenset({"if", "when", "whenever", "for", "where"})
_IDLE = frozenset({"either", "both"})
_TRUTHS = frozenset({"true", "false", "always", "never"})
_CONVENTIONS = (
    DOCUMENTED,
    DOCUMENTED._replace(and_first=False),
    DOCUMENTED._replace(short_not=False),
)


class Readings(NamedTuple):
    """A statement in the documented reading, and the other usual readings of the same text."""

    statement: Expression
    others: tuple[Expression, ...] = ()


def readings(text: str, vocabulary: Vocabulary) -> Readings:
    """The statement that stands in an answer; lines and commas part it.

    Raises:
        NotationError: with the column in the whole text; it is no statement.

    """
    text = _without_bullets(text)
    if "~" in text and "\\" not in text:
        raise NotationError("'~' is not read: write not", text.index("~") + 1)
    plain = re.sub(r"\.(?=[\s$`]*$)", " ", text, flags=re.MULTILINE).replace("`", " ")
    plain = re.sub(r"([ℝR]\s*)\\(?=\s*\{)", r"\1∖", plain)  # ℝ \ {0}
    vocabulary = vocabulary._replace(statements=True)
    ways = _ways(_worded(lex(plain), vocabulary), plain)
    statement = _stated(ways[0], vocabulary, DOCUMENTED)
    others: dict[Expression, None] = {}
    for way in ways:
        for convention in _CONVENTIONS:
            try:
                others[_stated(way, vocabulary, convention)] = None
            except NotationError:
                continue
    others.pop(statement, None)
    return Readings(statement, tuple(others))


def _without_bullets(text: str) -> str:
    """The text with what only makes a list of its lines blanked."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and re.match(r"\s*[-−–] ", lines[0]):
        place = text.index(lines[0].strip()) + 1
        raise NotationError("a minus or a bullet? leave out the blank behind it, or the bullet", place)
    listed = all(re.match(r"\s*[-−–*•] ", line) for line in lines)
    return re.sub(r"^(\s*)[-−–*•](?= )", r"\1 ", text, flags=re.MULTILINE) if listed else text


def _stated(tokens: list[Token], vocabulary: Vocabulary, convention: Convention) -> Expression:
    found = parsed(tokens, vocabulary, convention).expression
    _require_statement(found)
    return found


# Words


def _worded(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens with words of logic as signs, without words that say nothing."""
    arrays = any(symbol.rank for symbol in vocabulary.symbols.values())
    words = [
        "" if vocabulary.taken(token.text) or _lowered(tokens, n) else token.spelled.lower()
        for n, token in enumerate(tokens)
    ]
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        token, word = tokens[position], words[position]
        phrase = next((p for p in _PHRASES if tuple(words[position : position + len(p)]) == p), None)
        if token.kind is TokenKind.NUMBER and "," in token.spelled:
            raise NotationError(
                f"{token.spelled} can be one number or two: write a point, or {{{token.spelled}}} behind ∈",
                token.column,
            )
        if phrase:
            found.append(token._replace(kind=TokenKind.OPERATOR, text=_PHRASES[phrase]))
            position += len(phrase)
            continue
        if word == "||" and not arrays:
            token = token._replace(text="or")
        elif word in _TRUTHS:
            token = token._replace(text=word)
        elif word in _IF and token.kind is TokenKind.NAME:
            token = token._replace(text="if")
        if word not in _IDLE:
            found.append(token)
        position += 1
    return found


def _lowered(tokens: list[Token], position: int) -> bool:
    """Whether a token stands in a subscript, where ``in`` is a name."""
    before = [token.text for token in tokens[max(0, position - 2) : position]]
    return before[-1:] == ["_"] or (before[:1] == ["_"] and before[1:] in (["{"], ["("]))


# Commas and lines


def _ways(tokens: list[Token], text: str) -> list[list[Token]]:
    """The tokens with commas and new lines as ``and`` or ``or``, the documented way first."""
    pieces: list[list[Token]] = [[]]
    depth, led, parted = 0, False, set()
    for token, before in zip(tokens, [None, *tokens], strict=False):
        separates = token.kind is TokenKind.COMMA or token.text in (";", "\\\\")
        line = before is not None and "\n" in text[before.column - 1 : token.column - 1]
        if depth == 0 and (separates or line) and pieces[-1]:
            pieces.append([])
            parted.add("line" if line else "comma")
        if depth == 0 and separates:
            continue
        if not pieces[-1] and _is(token, "if"):
            led = led or len(pieces) == 1
            continue
        if pieces[-1] and _connects(pieces[-1][-1]) and _is(token, "if"):
            continue
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        pieces[-1].append(token)
    end = pieces[-1].pop()
    pieces = _united([piece for piece in pieces if piece])
    if not pieces:
        raise NotationError("a statement was expected, as in x > 0", end.column)
    if _is(pieces[0][0], "<=>") and len(pieces[0]) > 1:
        del pieces[0][0]
    if len(pieces) == 1:
        return [[*pieces[0], end]]
    says_or = any(_says_or(piece) for piece in pieces)
    ways = [_joined(pieces, ("and", "or")[n], end) for n in ((1, 0) if says_or else (0, 1))]
    kept = ways if says_or or "line" in parted else ways[:1]
    return [*kept, _joined([pieces[0], _joined(pieces[1:], "and", None)], "=>", end)] if led else kept


def _is(token: Token, text: str) -> bool:
    return token.text == text and token.kind in (TokenKind.NAME, TokenKind.OPERATOR)


def _connects(token: Token) -> bool:
    return token.kind is TokenKind.OPERATOR and token.text in CONNECTIVES


def _united(pieces: list[list[Token]]) -> list[list[Token]]:
    """Pieces without the cuts beside a connective: ``x = 0, or y = 0`` is one."""
    found: list[list[Token]] = []
    for piece in pieces:
        if found and (_connects(piece[0]) or _connects(found[-1][-1])):
            found[-1] = [*found[-1], *piece]
        else:
            found.append(piece)
    return found


def _says_or(piece: Iterable[Token]) -> bool:
    depth = 0
    for token in piece:
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        if depth == 0 and _is(token, "or"):
            return True
    return False


def _joined(pieces: list[list[Token]], connective: str, end: Token | None) -> list[Token]:
    """The pieces in brackets, with a connective between."""
    found: list[Token] = []
    for piece in pieces:
        column = piece[0].column
        if found:
            found.append(Token(TokenKind.OPERATOR, connective, ",", column))
        opened, closed = (
            Token(TokenKind.OPEN, "(", "(", column),
            Token(TokenKind.CLOSE, ")", ")", piece[-1].column),
        )
        found += [opened, *piece, closed]
    return found if end is None else [*found, end]


# True or false


def is_statement(node: Expression) -> bool:
    """Whether an expression is true or false, and no number."""
    if isinstance(node, Call):
        return node.function in ("not", "true", "false")
    return isinstance(node, Binary) and (
        node.operator in COMPARISONS or node.operator in CONNECTIVES or node.operator in ("in", "notin")
    )


def _require_statement(node: Expression) -> None:
    if not is_statement(node):
        text = f"a statement was expected, as in {shown(node)} = 0, in place of {shown(node)}"
        raise NotationError(text, node.column)
    if isinstance(node, Call):
        for argument in node.arguments:
            _require_statement(argument)
    elif isinstance(node, Binary) and node.operator in CONNECTIVES:
        for side in (node.left, node.right):
            if node.operator == "=>" and not is_statement(side):
                text = f"=> means implies, and {shown(side)} is no statement: write >= for at least"
                raise NotationError(text, side.column)
            _require_statement(side)
    elif isinstance(node, Binary):
        for side in filter(is_statement, (node.left, node.right)):
            if node.operator in ("=", "!="):
                _require_statement(side)
            else:
                text = f"what is true or false, as {shown(side)}, cannot be compared: write and between"
                raise NotationError(text, side.column)

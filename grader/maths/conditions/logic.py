"""Statements as people write them: words between comparisons, commas, lines; and in which ways they can be read."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.conditions.quantifiers import ALL, Range, quantified
from grader.maths.conditions.rows import unrolled
from grader.maths.conditions.wording import plainly
from grader.maths.expressions.expression import Binary, Call, Expression
from grader.maths.expressions.precedence import COMPARISONS
from grader.maths.expressions.typesetting import shown
from grader.maths.reading.grammar import DOCUMENTED, Convention, parsed
from grader.maths.reading.lexer import lex
from grader.maths.reading.tokens import Token, TokenKind
from grader.maths.reading.vocabulary import Vocabulary

CONNECTIVES = frozenset({"and", "or", "=>", "<=>"})
_PHRASES = {
    ("if", "and", "only", "if"): "<=>", ("only", "if"): "=>", ("exactly", "when"): "<=>", ("exactly", "if"): "<=>",
    ("precisely", "when"): "<=>", ("precisely", "if"): "<=>", ("is", "not", "in"): "notin", ("not", "in"): "notin",
    ("is", "in"): "in", ("lies", "in"): "in", ("in",): "in", ("and",): "and", ("for", "all"): ALL, ("for", "every"): ALL,
    ("for", "each"): ALL, ("for", "any"): ALL, ("or",): "or", ("not",): "not", ("iff",): "<=>", ("implies",): "=>", ("then",): "=>", ("but",): "and",
}  # fmt: skip
"""What words stand for, the longest phrase first."""

_IF = frozenset({"if", "when", "whenever", "for", "where"})
_IDLE = frozenset({"either", "both"})
_TRUTHS = frozenset({"true", "false", "always", "never"})
_LOGICAL = ("and_first", "short_not")
"""Conventions that any statement may have been meant against."""


class Readings(NamedTuple):
    """A statement in the documented reading, and the other usual readings of the same text."""

    statement: Expression
    others: tuple[Expression, ...] = ()


def readings(text: str, vocabulary: Vocabulary, vectors: Mapping[str, Range] | None = None) -> Readings:
    """The statement that stands in an answer; lines and commas part it, ``for all`` runs over entries of vectors.

    Raises:
        NotationError: with the column in the whole text; it is no statement.

    """
    plain = plainly(text, vocabulary)
    vocabulary = vocabulary._replace(statements=True)
    ways = _ways(_worded(lex(plain), vocabulary), plain, vectors or {})
    statement = _stated(ways[0], vocabulary, DOCUMENTED)
    others: dict[Expression, None] = {}
    for way in ways:
        for convention in _conventions(way, vocabulary):
            with contextlib.suppress(NotationError):
                others[_stated(way, vocabulary, convention)] = None
    others.pop(statement, None)
    return Readings(statement, tuple(others))


def _conventions(way: list[Token], vocabulary: Vocabulary) -> Iterator[Convention]:
    """The documented reading, and each in which something that is doubtful is read otherwise."""
    yield DOCUMENTED
    try:
        doubts = sorted(parsed(way, vocabulary).doubts)
    except NotationError:
        doubts = []
    for doubt in (*doubts, *_LOGICAL):
        yield DOCUMENTED._replace(**{doubt: False})
    if len(doubts) > 1:
        yield DOCUMENTED._replace(**dict.fromkeys(doubts, False))


def _stated(tokens: list[Token], vocabulary: Vocabulary, convention: Convention) -> Expression:
    found = parsed(tokens, vocabulary, convention).expression
    _require_statement(found)
    return found


# Words


def _worded(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens with words of logic as signs, without words that say nothing."""
    tokens = unrolled(tokens)
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


def _ways(tokens: list[Token], text: str, vectors: Mapping[str, Range]) -> list[list[Token]]:
    """The tokens with commas and new lines as ``and`` or ``or``, the documented way first."""
    pieces, cuts, led = _pieces(tokens, text)
    end = pieces[-1].pop()
    pieces = _shared(_united([piece for piece in pieces if piece]))
    if not pieces:
        raise NotationError("a statement was expected, as in x > 0", end.column)
    if _is(pieces[0][0], "<=>") and len(pieces[0]) > 1:
        del pieces[0][0]
    everywhere = [_everywhere(piece, vectors) for piece in pieces]
    found = _joined_ways(everywhere, "line" in cuts, led, end)
    apart = [_apart(piece) for piece in everywhere]
    if apart != everywhere:
        found[1:1] = _joined_ways(apart, "line" in cuts, led, end)
    if any(token.text == ALL for piece in pieces for token in piece):  # z_1 > z_j for all j: for all others?
        other = [_everywhere(piece, vectors, others=True) for piece in pieces]
        found += _joined_ways(other, "line" in cuts, led, end)
    return found


def _pieces(tokens: list[Token], text: str) -> tuple[list[list[Token]], set[str], bool]:
    """The tokens between commas and lines, what parts them, and whether ``if`` leads the first."""
    pieces: list[list[Token]] = [[]]
    depth, led, cuts = 0, False, set()
    for token, before in zip(tokens, [None, *tokens], strict=False):
        separates = token.kind is TokenKind.COMMA or token.text in (";", "\\\\")
        line = before is not None and "\n" in text[before.column - 1 : token.column - 1]
        if depth == 0 and (separates or line) and pieces[-1]:
            pieces.append([])
            cuts.add("line" if line else "comma")
        if depth == 0 and separates:
            continue
        if not pieces[-1] and _is(token, "if"):
            led = led or len(pieces) == 1
            continue
        if pieces[-1] and _connects(pieces[-1][-1]) and _is(token, "if"):
            continue
        depth += _deeper(token)
        pieces[-1].append(token)
    return pieces, cuts, led


def _joined_ways(pieces: list[list[Token]], lines: bool, led: bool, end: Token) -> list[list[Token]]:
    """Several pieces as one statement, in the ways that are usual."""
    if len(pieces) == 1:
        return [[*pieces[0], end]]
    says_or = any(_says_or(piece) for piece in pieces)
    ways = [_joined(pieces, ("and", "or")[n], end) for n in ((1, 0) if says_or else (0, 1))]
    kept = ways if says_or or lines else ways[:1]
    return [*kept, _joined([pieces[0], _joined(pieces[1:], "and", None)], "=>", end)] if led else kept


def _everywhere(piece: list[Token], vectors: Mapping[str, Range], *, others: bool = False) -> list[Token]:
    """A piece with ``for all`` written out."""
    statements = quantified(piece, vectors, others=others)
    if not statements:
        return [piece[0]._replace(kind=TokenKind.NAME, text="true")]
    return statements[0] if len(statements) == 1 else _joined(statements, "and", None)


def _shared(pieces: list[list[Token]]) -> list[list[Token]]:
    """Pieces that all say something: in ``x, y > 0`` what is said of y is said of x too."""
    found: list[list[Token]] = []
    for piece in reversed(pieces):
        if found and not any(_says(token) or token.text in _TRUTHS for token in piece):
            follows = found[0]
            start = next((n for n, token in enumerate(follows) if _compares(token)), len(follows))
            stop = next((n for n in range(start, len(follows)) if _connects(follows[n])), len(follows))
            piece = [*piece, *follows[start:stop]]
        found.insert(0, piece)
    return found


def _compares(token: Token) -> bool:
    return token.kind is TokenKind.OPERATOR and (token.text in COMPARISONS or token.text in ("in", "notin"))


def _says(token: Token) -> bool:
    return _compares(token) or (token.kind is TokenKind.OPERATOR and token.text in (*CONNECTIVES, "not", ALL))


def _deeper(token: Token) -> int:
    return (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)


def _is(token: Token, text: str) -> bool:
    return token.text == text and token.kind in (TokenKind.NAME, TokenKind.OPERATOR)


def _connects(token: Token) -> bool:
    return token.kind is TokenKind.OPERATOR and token.text in CONNECTIVES


def _united(pieces: list[list[Token]]) -> list[list[Token]]:
    """Pieces without the cuts beside a connective: ``x = 0, or y = 0`` is one; a comma parts two implications."""
    found: list[list[Token]] = []
    for piece in pieces:
        if found and _is(piece[0], "and") and _implies(found[-1]) and _implies(piece[1:]):
            found[-1] = _joined([found[-1], piece[1:]], "and", None)
        elif found and (_connects(piece[0]) or _connects(found[-1][-1])):
            found[-1] = [*found[-1], *piece]
        else:
            found.append(piece)
    return found


def _apart(piece: list[Token]) -> list[Token]:
    """A piece in which ``and`` between two implications comes last: ``a => b and b => a`` says both."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in piece:
        depth += _deeper(token)
        if depth == 0 and _is(token, "and"):
            parts.append([])
        else:
            parts[-1].append(token)
    several = all(parts) and sum(map(_implies, parts)) > 1
    return _joined(parts, "and", None) if several else piece


def _implies(piece: Sequence[Token]) -> bool:
    """Whether a piece says, outside brackets, that one thing implies another."""
    depth = 0
    for token in piece:
        depth += _deeper(token)
        if depth == 0 and (_is(token, "=>") or _is(token, "<=>")):
            return True
    return False


def _says_or(piece: Iterable[Token]) -> bool:
    depth = 0
    for token in piece:
        depth += _deeper(token)
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

r"""Rows of statements: ``\begin{cases} a \le 0 \\ b \le 0 \end{cases}`` says both; ``&`` aligns, or it says and."""

from __future__ import annotations

from grader.maths.expressions.precedence import COMPARISONS
from grader.maths.reading.tokens import Token, TokenKind


def unrolled(tokens: list[Token]) -> list[Token]:
    """The tokens with systems of statements in brackets, and without what only aligns them."""
    found: list[Token] = []
    around: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.kind is TokenKind.OPEN and token.text == "cases" and (system := _system(tokens, position)):
            found += system
            position = _closing(tokens, position) + 1
            continue
        around += [token.text] if token.kind is TokenKind.OPEN else []
        if token.kind is TokenKind.CLOSE and around:
            around.pop()
        if token.text != "&" or {"cases", "matrix"} & {*around}:
            found.append(token)
        elif not _aligns(tokens, position):
            found.append(token._replace(text="and"))
        position += 1
    return found


def _aligns(tokens: list[Token], position: int) -> bool:
    """Whether ``&`` stands beside a comparison, or where a line begins or ends."""
    beside = [*tokens[max(0, position - 1) : position], tokens[position + 1]]
    return len(beside) < 2 or any(
        each.text in COMPARISONS or each.text in ("\\\\", "&") or each.kind is TokenKind.END
        for each in beside
    )


def _system(tokens: list[Token], start: int) -> list[Token]:
    """The rows in brackets with ``and`` between; nothing if they are values with their conditions."""
    end = _closing(tokens, start)
    rows: list[list[Token]] = [[]]
    depth = 0
    for position in range(start + 1, end):
        token = tokens[position]
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        if depth == 0 and token.text == "\\\\":
            rows.append([])
        elif token.text != "&" or not _aligns(tokens, position):
            rows[-1].append(token)
    rows = [row[:-1] if row[-1].kind is TokenKind.COMMA else row for row in rows if row]
    if not rows or not all(_is_statement(row) for row in rows):
        return []
    opened = tokens[start]._replace(text="(")
    closed = tokens[end]._replace(text=")")
    joint = Token(TokenKind.OPERATOR, "and", "\\\\", opened.column)
    parts = [[opened, *row, closed] for row in rows]
    return [opened, *parts[0], *(token for part in parts[1:] for token in (joint, *part)), closed]


def _is_statement(row: list[Token]) -> bool:
    """Whether a row compares, and has no condition of its own behind ``&``, a comma or ``if``."""
    depth, compares = 0, False
    for token in row:
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        compares = compares or (depth == 0 and (token.text in COMPARISONS or token.text == "in"))
        if depth == 0 and (token.text in ("&", "if", "otherwise", "else") or token.kind is TokenKind.COMMA):
            return False
    return compares


def _closing(tokens: list[Token], start: int) -> int:
    depth = 0
    for position in range(start, len(tokens)):
        depth += (tokens[position].kind is TokenKind.OPEN) - (tokens[position].kind is TokenKind.CLOSE)
        if depth == 0:
            return position
    return len(tokens) - 1

"""Text -> tokens: numbers, names, operators and brackets, each with its column."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths import notation


class TokenKind(Enum):
    """What a token is; values are the words an error message uses."""

    NUMBER = "a number"
    NAME = "a name"
    OPERATOR = "an operator"
    OPEN = "an opening bracket"
    CLOSE = "a closing bracket"
    COMMA = "a comma"
    SUPERSCRIPT = "a raised number"
    END = "the end"


class Token(NamedTuple):
    """One token. ``text`` is canonical (``×`` is ``*``), ``spelled`` is as typed, ``value`` a number's value."""

    kind: TokenKind
    text: str
    spelled: str
    column: int
    value: Fraction | None = None
    glued: bool = False
    """It stood in one run of letters with the name before it."""


def tokenise(text: str) -> list[Token]:
    """The tokens of one line, the last of kind END.

    >>> [token.text for token in tokenise("30×1024 − x₁²")]
    ['30', '*', '1024', '-', 'x_1', '2', '']

    Raises:
        NotationError: an unknown character (named), an ambiguous number, or a text beyond the limits.

    """
    if len(text) > notation.MAX_LENGTH:
        raise NotationError(f"{len(text)} characters are too many: at most {notation.MAX_LENGTH} are read")
    tokens: list[Token] = []
    depth = 0
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        token, position = _next(text, position, bracketed=depth > 0)
        depth += (token.kind is TokenKind.OPEN) - (token.kind is TokenKind.CLOSE)
        if depth > notation.MAX_DEPTH:
            raise NotationError(f"more than {notation.MAX_DEPTH} nested brackets", token.column)
        tokens.append(token)
        if len(tokens) > notation.MAX_TOKENS:
            raise NotationError(f"more than {notation.MAX_TOKENS} numbers, names and signs", token.column)
    tokens.append(Token(TokenKind.END, "", "", len(text) + 1))
    return tokens


def _next(text: str, position: int, *, bracketed: bool) -> tuple[Token, int]:
    character, column = text[position], position + 1
    if _is_digit(character) or (character == "." and _is_digit(text[position + 1 : position + 2])):
        return number_token(text, position, bracketed=bracketed)
    if _starts_name(character):
        end = name_end(text, position)
        spelled = text[position:end]
        return Token(TokenKind.NAME, canonical_name(spelled), spelled, column), end
    if character in notation.SUPERSCRIPTS:
        end = position
        while end < len(text) and text[end] in notation.SUPERSCRIPTS:
            end += 1
        spelled = text[position:end]
        digits = "".join(notation.SUPERSCRIPTS[c] for c in spelled)
        if not re.fullmatch(r"[-+]?\d{1,4}", digits):
            raise NotationError(f"{spelled!r} is no raised number", column)
        return Token(TokenKind.SUPERSCRIPT, digits, spelled, column, Fraction(int(digits))), end
    for width in (2, 1):
        spelled = text[position : position + width]
        if spelled in notation.OPERATORS:
            return Token(TokenKind.OPERATOR, notation.OPERATORS[spelled], spelled, column), position + width
    kinds = {",": TokenKind.COMMA, **dict.fromkeys(notation.BRACKETS, TokenKind.OPEN)}
    kinds |= dict.fromkeys(notation.BRACKETS.values(), TokenKind.CLOSE)
    if character in kinds:
        return Token(kinds[character], character, character, column), position + 1
    raise NotationError(_unknown(character), column)


def _unknown(character: str) -> str:
    if character == "%":
        return "'%' is not read: write 0.4 for 40 %"
    name = unicodedata.name(character, f"code point {ord(character)}").lower()
    shown = f"{character!r} ({name})" if character.isprintable() else name
    return f"{shown} has no meaning here"


def _is_digit(character: str) -> bool:
    return len(character) == 1 and character.isascii() and character.isdigit()


def _starts_name(character: str) -> bool:
    return (
        character.isalpha()
        and character not in notation.SUPERSCRIPTS
        and character not in notation.SUBSCRIPTS
    )


def name_end(text: str, start: int) -> int:
    """Where the name that starts at ``start`` ends: letters, digits, ``_``, ``_{..}``, subscripts, marks, primes."""
    end = start
    while end < len(text):
        character = text[end]
        if (
            text.startswith("_{", end)
            and (closed := text.find("}", end)) > 0
            and text[end + 2 : closed].isalnum()
        ):
            end = closed + 1
        elif (
            character in notation.SUBSCRIPTS
            or character in "_'′"
            or unicodedata.combining(character)
            or ((character.isalpha() or _is_digit(character)) and character not in notation.SUPERSCRIPTS)
        ):
            end += 1
        else:
            break
    return end


def canonical_name(spelled: str) -> str:
    """One spelling of a name: ``x₁``, ``x_{1}`` and ``x_1`` are ``x_1``.

    >>> canonical_name("w₀"), canonical_name("w_{0}"), canonical_name("w0")
    ('w_0', 'w_0', 'w0')
    """
    name: list[str] = []
    lowered = False
    for character in unicodedata.normalize("NFD", spelled).replace("{", "").replace("}", ""):
        if character in notation.SUBSCRIPTS:
            joint = "" if lowered or name[-1:] == ["_"] else "_"
            name.append(joint + notation.SUBSCRIPTS[character])
            lowered = True
        else:
            name.append("'" if character == "′" else character)
            lowered = False
    return "".join(name)


def number_token(text: str, start: int, *, bracketed: bool) -> tuple[Token, int]:
    """A decimal, with an exponent if there is one; ``0,62`` is a decimal comma, ``557,057`` is asked back."""
    end = _digits_end(text, start)
    whole, digits = text[start:end], text[start:end]
    if text[end : end + 1] == ".":
        stop = _digits_end(text, end + 1)
        if text[stop : stop + 1] == "(":
            raise NotationError("a repeating decimal is not read: write a fraction", stop + 1)
        digits, end = f"{whole or '0'}.{text[end + 1 : stop] or '0'}", stop
    elif not bracketed and text[end : end + 1] == "," and _is_digit(text[end + 1 : end + 2]):
        digits, end = _with_commas(text, start, end)
    exponent = _exponent(text, end)
    if exponent:
        end += len(exponent)
    spelled = text[start:end]
    if len(digits) > notation.MAX_DIGITS:
        raise NotationError(f"{spelled[:12]}... has more than {notation.MAX_DIGITS} digits", start + 1)
    power = int(exponent[1:].replace("−", "-")) if exponent else 0
    if abs(power) > notation.MAX_EXPONENT:
        raise NotationError(f"the exponent of {spelled} is beyond {notation.MAX_EXPONENT}", start + 1)
    value = Fraction(digits) * Fraction(10) ** power
    return Token(TokenKind.NUMBER, digits + (f"e{power}" if exponent else ""), spelled, start + 1, value), end


def _digits_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and _is_digit(text[end]):
        end += 1
    return end


def _exponent(text: str, start: int) -> str:
    """``e-3`` when a number is followed by it, else nothing: ``2e`` is 2·e and ``2exp(1)`` is 2·exp(1)."""
    if text[start : start + 1] not in ("e", "E"):
        return ""
    sign = 1 if text[start + 1 : start + 2] in ("+", "-", "−") and text[start + 1 : start + 2] else 0
    end = _digits_end(text, start + 1 + sign)
    if end == start + 1 + sign or end - start > 8 or (end < len(text) and _starts_name(text[end])):
        return ""
    return text[start:end]


def _with_commas(text: str, start: int, end: int) -> tuple[str, int]:
    groups = [text[start:end]]
    while text[end : end + 1] == "," and _is_digit(text[end + 1 : end + 2]):
        stop = _digits_end(text, end + 1)
        groups.append(text[end + 1 : stop])
        end = stop
    thousands = len(groups[0]) <= 3 and groups[0][0] != "0" and all(len(group) == 3 for group in groups[1:])
    if len(groups) > 2 and thousands:
        return "".join(groups), end
    if len(groups) == 2 and not thousands:
        return ".".join(groups), end
    spelled = text[start:end]
    if len(groups) == 2:
        raise NotationError(
            f"{spelled} can be read as {'.'.join(groups)} or as {''.join(groups)}: write one of them",
            start + 1,
        )
    raise NotationError(f"{spelled} is no number: write it without commas", start + 1)

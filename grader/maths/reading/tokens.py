"""What a formula consists of: numbers, names, signs and brackets, each with its column."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions import notation


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


def _is_digit(character: str) -> bool:
    return len(character) == 1 and character.isascii() and character.isdigit()


def _starts_name(character: str) -> bool:
    return (
        character.isalpha()
        and character not in notation.SUPERSCRIPTS
        and character not in notation.SUBSCRIPTS
    )


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

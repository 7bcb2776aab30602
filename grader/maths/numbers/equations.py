"""Answers of one ``name = value`` a line."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.maths.expressions.notation import MAX_LENGTH, MAX_TOKENS
from grader.maths.numbers.arranged import rows
from grader.maths.numbers.several import Piece, Values, beginning, pieces

_EQUATION = re.compile(r"^(?:[-*•]\s+)?(?P<name>[^=:≈]*?)\s*(?P<sign>:=|=|:|≈)\s*(?P<value>.*)$")
_ITEM = re.compile(r"^(?:\d{1,2}[.)]\s+|>\s+)(?=[^\W\d]|∂)")
_ARITHMETIC = re.compile(r"^(?:[-*•]\s+)?[(\[]*[-−]?[\d.][^:]*=")
_GOES_ON = re.compile(r"[=≈]\s*")
_REASON = re.compile(r"\s(?:because|since)\b.*$")


class Side(NamedTuple):
    """One side of a value, and where it starts (line and column from 1)."""

    text: str
    line: int
    column: int


class Equation(NamedTuple):
    """The name on the left, the text on the right, where that text starts (from 1), and lines that go on."""

    name: str
    value: str
    line: int
    column: int
    more: tuple[Side, ...] = ()
    doubtful: bool = False
    """Whether a second equation begins in it, or a factor stands there: ``a = 1 b = 3`` where b is 3."""


def equations(text: str, *, several_a_line: bool = True, names: Values | None = None) -> tuple[Equation, ...]:
    r"""The non-blank lines of an answer; one without ``=`` or ``:`` has an empty name.

    A line that begins with ``=`` goes on with the one before. With ``several_a_line``, commas and semicolons part
    equations too, and so does what stands in front of one of ``names``, which maps them to their values if known.

    >>> [(e.name, e.value, e.line) for e in equations("x0 = 1\n\ny: max(0, 2), z = 3")]
    [('x0', '1', 1), ('y', 'max(0, 2)', 3), ('z', '3', 3)]
    """
    found: list[Equation] = []
    lines = rows(text)
    starts = [beginning(line) for line, _, _ in lines if len(line) <= MAX_LENGTH] if names else []
    for line, number, offset in lines:
        if len(line) > MAX_LENGTH:
            found.append(Equation("", line[:60], number, 1))
            continue
        for piece in pieces(line, names or {}, starts) if several_a_line else [Piece(line, 0)]:
            equation = _equation(piece, number, offset)
            if equation and _GOES_ON.match(equation.value) and not equation.name:
                found[-1:] = [_continued(found[-1] if found else None, equation)]
            elif equation:
                found.append(equation)
            if len(found) > MAX_TOKENS:
                return tuple(found)
    return tuple(found)


def sides(equation: Equation) -> tuple[Side, ...]:
    """The sides of a value such as ``1*0.3 = 0.3``, each with the place where it starts."""
    found = []
    for text, line, column in (Side(equation.value, equation.line, equation.column), *equation.more):
        start = column
        for side in re.split("[=≈]", text):
            found.append(Side(side, line, start))
            start += len(side) + 1
    return tuple(found)


def _equation(piece: Piece, number: int, offset: int) -> Equation | None:
    """The one equation of a piece of a line; what goes on keeps its sign in the value."""
    plain = _ITEM.sub("", piece.text.strip()).strip().strip("$`*").rstrip(";,").strip().strip("$`*").strip()
    plain = _REASON.sub("", plain)
    if not plain:
        return None
    goes_on = _GOES_ON.match(plain) or _ARITHMETIC.match(plain)
    match = None if goes_on else _EQUATION.match(plain)
    name, value = (match["name"], match["value"]) if match else ("", plain)
    column = offset + piece.start + max(0, piece.text.rfind(value)) + 1
    return Equation(name.strip("$`* "), value, number, column, doubtful=piece.doubtful)


def _continued(before: Equation | None, line: Equation) -> Equation:
    """An equation with the line behind it that begins with a sign; a name may stand alone in front of that."""
    sign = _GOES_ON.match(line.value)
    end = sign.end() if sign else 0
    side = Side(line.value[end:], line.line, line.column + end)
    if before is None:
        return Equation("", *side)
    if not before.name and not before.more and not re.search(r"[\s=≈\d.(]", before.value[:1] or " "):
        return Equation(before.value, *side)
    return before._replace(more=(*before.more, side))

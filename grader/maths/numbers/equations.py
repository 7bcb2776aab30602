"""Answers of one ``name = value`` a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.maths.expressions.notation import MAX_LENGTH, MAX_TOKENS

_EQUATION = re.compile(r"^(?:[-*•]\s+)?(?P<name>[^=:≈]*?)\s*(?P<sign>:=|=|:|≈)\s*(?P<value>.*)$")
_ITEM = re.compile(r"^(?:\d{1,2}[.)]\s+|>\s+)(?=[^\W\d]|∂)")
_ARITHMETIC = re.compile(r"^(?:[-*•]\s+)?[(\[]*[-−]?[\d.][^:]*=")
_SECOND = re.compile(r"[,;]\s*(?=(?:(?:[^\W\d]|∂)[^\s()\[\]=:,;]*|\\[^=:,;]*)\s*(?::=|=|:)[^=])")

_ALIGNED = re.compile(r"&(?=\s*(?:[=≈]|$))|\\\\\s*$|\\(?:begin|end)\{(?:align|aligned|gather|equation)\*?\}")
APPROXIMATELY = re.compile(r"\\(?:approx|simeq)(?![A-Za-z])")


class Equation(NamedTuple):
    """One line: the name on the left, the text on the right, and where that text starts (from 1)."""

    name: str
    value: str
    line: int
    column: int


def equations(text: str, *, several_a_line: bool = True) -> tuple[Equation, ...]:
    r"""The non-blank lines of an answer; one without ``=`` or ``:`` has an empty name.

    With ``several_a_line``, commas and semicolons part equations too.

    >>> [(e.name, e.value, e.line) for e in equations("x0 = 1\n\ny: max(0, 2), z = 3")]
    [('x0', '1', 1), ('y', 'max(0, 2)', 3), ('z', '3', 3)]
    """
    found = []
    for number, typed in enumerate(text.splitlines(), start=1):
        line = APPROXIMATELY.sub("≈", _ALIGNED.sub("", typed)) if "\\" in typed or "&" in typed else typed
        if len(line) > MAX_LENGTH:
            found.append(Equation("", line[:60], number, 1))
            continue
        for piece, start in _pieces(line) if several_a_line else [(line, 0)]:
            plain = (
                _ITEM.sub("", piece.strip()).strip().strip("$`*").rstrip(";,").strip().strip("$`*").strip()
            )
            if not plain:
                continue
            match = None if _ARITHMETIC.match(plain) else _EQUATION.match(plain)
            name, value = (match["name"], match["value"]) if match else ("", plain)
            column = start + max(0, piece.rfind(value)) + 1
            found.append(Equation(name.strip("$`* "), value, number, column))
            if len(found) > MAX_TOKENS:
                return tuple(found)
    return tuple(found)


def sides(equation: Equation) -> tuple[tuple[str, int], ...]:
    """The sides of a value such as ``1*0.3 = 0.3``, each with the column where it starts."""
    found = []
    column = equation.column
    for side in re.split("[=≈]", equation.value):
        found.append((side, column))
        column += len(side) + 1
    return tuple(found)


def _pieces(line: str) -> Iterator[tuple[str, int]]:
    """The equations of a line, each with its offset; a comma inside brackets parts nothing."""
    start = 0
    for match in _SECOND.finditer(line):
        before = line[: match.start()]
        if all(before.count(opened) == before.count(closed) for opened, closed in ("()", "[]", "{}")):
            yield line[start : match.start()], start
            start = match.end()
    yield line[start:], start

"""Answers of one ``name = value`` a line."""

from __future__ import annotations

import re
from typing import NamedTuple

_EQUATION = re.compile(r"^(?:[-*•]\s+)?(?P<name>[^=:]*?)\s*(?P<sign>:=|=|:)\s*(?P<value>.*)$")


class Equation(NamedTuple):
    """One line: the name on the left, the text on the right, and where that text starts (from 1)."""

    name: str
    value: str
    line: int
    column: int


def equations(text: str) -> tuple[Equation, ...]:
    r"""The non-blank lines of an answer; one without ``=`` or ``:`` has an empty name.

    >>> [(e.name, e.value, e.line) for e in equations("x0 = 1\n\ny: 2")]
    [('x0', '1', 1), ('y', '2', 3)]
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        plain = line.strip().strip("$`").strip()
        if not plain:
            continue
        match = _EQUATION.match(plain)
        name, value = (match["name"], match["value"]) if match else ("", plain)
        found.append(Equation(name.strip("$` "), value, number, max(1, line.find(value) + 1)))
    return tuple(found)

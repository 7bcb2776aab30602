"""Several ``name = value`` on one line: where the next one begins."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expressions.exact import Real
from grader.maths.numbers.arithmetic import parse
from grader.maths.numbers.closeness import TypedNumber, same
from grader.maths.numbers.identifiers import alike

_COMMA = re.compile(
    r"(?:[,;]|(?<=\s)and(?=\s)|\\text\s*\{\s*,?\s*and\s*\})\s*"
    r"(?=[$`*]{0,2}(?:(?:[^\W\d]|∂)[^\s()\[\]=:,;]*|\\[^=:,;]*)\s*(?::=|=|:)[^=])"
)
_GAP = re.compile(r"\s*/\s*|\s+")
_SIGN = re.compile(r"\s*(?::=|[=≈:])")
_LONGEST_NAME = 60
_NUMBER = re.compile(r"(?<![\w.,}])[-−]?\d+(?:[.,]\d+)?$")
_VALUE = re.compile(r"\s*([-−]?\d+(?:[.,]\d+)?)(?![\w.,]|\s*[-+*/^(·×−])")
_OPERAND = re.compile(r"[\w)\]}]$")

Values = Mapping[str, Real | None]
"""What the names that can begin an equation are in truth, by their spelling-independent form, if that is known."""


class Piece(NamedTuple):
    """One equation of a line, and where it starts (from 0)."""

    text: str
    start: int
    doubtful: bool = False
    """Whether it can as well be two, as ``a = 1 b = 3`` where b is 3."""


class _Gap(Enum):
    PARTS = "a value ends"
    MULTIPLIES = "a factor follows"
    EITHER = "cannot be told"


def pieces(line: str, names: Values, elsewhere: Collection[str] = ()) -> Iterator[Piece]:
    """The equations of a line; a comma inside brackets parts nothing.

    Names that are answered ``elsewhere`` begin no equation without a comma in front of them.

    >>> [piece.text for piece in pieces("i = 4  a = 4, L = 16", {"i": None, "a": None, "l": None})]
    ['i = 4', 'a = 4', 'L = 16']
    """
    start, doubtful = 0, False
    for end, following, kind in sorted(
        [*_commas(line), *_gaps(line, names, elsewhere)], key=lambda cut: cut[:2]
    ):
        if end >= start and _closed(line[:end]):
            doubtful = doubtful or kind is _Gap.EITHER
            if kind is _Gap.PARTS:
                yield Piece(line[start:end], start, doubtful)
                start, doubtful = following, False
    yield Piece(line[start:], start, doubtful)


def beginning(line: str) -> str:
    """The name a line begins with, in its spelling-independent form; empty if it begins with none."""
    sign = re.search(r":=|[=≈:]", line)
    name = line[: sign.start()].strip("$`*-• ") if sign else ""
    return alike(name) if 0 < len(name) <= _LONGEST_NAME else ""


def _closed(text: str) -> bool:
    return all(text.count(opened) == text.count(closed) for opened, closed in ("()", "[]", "{}"))


def _commas(line: str) -> Iterator[tuple[int, int, _Gap]]:
    return ((match.start(), match.end(), _Gap.PARTS) for match in _COMMA.finditer(line))


def _gaps(line: str, names: Values, elsewhere: Collection[str]) -> Iterator[tuple[int, int, _Gap]]:
    """Gaps with a value in front and a known name with its sign behind."""
    if not names:
        return
    last = 0
    for sign in _SIGN.finditer(line):
        first = max(last, sign.start() - _LONGEST_NAME)
        for gap in _GAP.finditer(line, first, sign.start()):
            name = alike(line[gap.end() : sign.start()])
            if name in names and name not in elsewhere:
                kind = _meaning(line[: gap.start()], gap[0], names[name], line[sign.end() :])
                yield gap.start(), gap.end(), kind
                break
        last = sign.end()


def _meaning(front: str, gap: str, named: Real | None, behind: str) -> _Gap:
    """Whether a gap parts two equations, or stands in a product or quotient as in ``dL/da = 2 a = 8``."""
    number = _NUMBER.search(front)
    wide = len(gap) > 1 and "/" not in gap
    if number is None:
        return _Gap.PARTS if wide and _OPERAND.search(front) else _Gap.MULTIPLIES
    result = _first_value(behind)
    if named is None or result is None:
        return _Gap.PARTS
    factor = _read(number[0])
    combined = (factor / Fraction(named) if named else None) if "/" in gap else factor * Fraction(named)
    if combined is None or not same(result, combined):
        return _Gap.PARTS
    if same(result, named):
        return _Gap.PARTS if wide else _Gap.EITHER
    return _Gap.MULTIPLIES


def _first_value(text: str) -> Fraction | None:
    """What the first side of a text is, if that is arithmetic: 24 of ``8·3 = 24``."""
    if (value := _VALUE.match(text)) is not None:
        return _read(value[1])
    side = re.split(r"[=≈]", text, maxsplit=1)[0]
    try:
        return Fraction(TypedNumber.read(parse(side.strip(" $;,."))).value) if side.strip() else None
    except (NotationError, OverflowError, ValueError):
        return None


def _read(digits: str) -> Fraction:
    return Fraction(digits.replace("−", "-").replace(",", "."))

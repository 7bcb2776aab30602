r"""What a line strikes out for a number: ``\cancel{y_i}^1``, ``\cancelto{0}{y_j}``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.derivations.following import Follower
from grader.maths.expressions.typesetting import shown
from grader.maths.formulas.families import unbound
from grader.maths.formulas.statements import Side

_GROUP = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_STRUCK = re.compile(
    rf"\\[bx]?cancel\s*(?P<term>{_GROUP})\s*(?:_{_GROUP})?\s*\^\s*(?:(?P<bare>[01])|\{{\s*(?P<grouped>[01])\s*\}})"
    rf"|\\cancelto\s*(?:(?P<single>\d)|(?P<to>{_GROUP}))\s*(?P<from>{_GROUP})"
)
r"""Of powers only 0 and 1 are meant so: in ``\cancel{x}^2`` one x of two is struck out."""


class Struck(NamedTuple):
    """A term that is struck out, the number that stands for it, and the line (from 1)."""

    term: str
    number: str
    line: int


def with_numbers(raw: str) -> tuple[str, tuple[Struck, ...]]:
    r"""The text with each number in place of what is struck out for it, its columns kept, and what that was.

    >>> with_numbers(r"a - \cancel{y_i}^1 b")[1]
    (Struck(term='y_i', number='1', line=1),)
    >>> with_numbers(r"\cancel{x}^2")
    ('\\cancel{x}^2', ())
    """
    if "\\" not in raw:
        return raw, ()
    found: list[Struck] = []
    lines = raw.split("\n")
    for n, line in enumerate(lines, start=1):

        def number(match: re.Match[str], n: int = n) -> str:
            value = match["bare"] or match["grouped"] or match["single"] or match["to"][1:-1].strip()
            found.append(Struck((match["term"] or match["from"])[1:-1].strip(), value, n))
            return f"{{{value}}}".ljust(len(match[0]))  # a round bracket behind a gap would be a reason

        lines[n - 1] = _STRUCK.sub(number, line)
    return "\n".join(lines), tuple(found)


def unfounded(struck: Iterable[Struck], follower: Follower) -> tuple[str, ...]:
    """A remark on each line in which something is struck out for a number that it need not be."""
    by_line: dict[int, list[str]] = {}
    for each in struck:
        if (said := _assumed(each, follower)) is not None:
            by_line.setdefault(each.line, []).append(said)
    return tuple(
        f"Line {line} of the answer strikes out {' and '.join(said)}. That does not follow from what is given: a person should look at it,"
        " even where the values are equal."
        for line, said in by_line.items()
    )


def _assumed(struck: Struck, follower: Follower) -> str | None:
    """``yᵢ for 1``; None if what is struck out is that number, or is no formula."""
    reader = follower.reader
    try:
        term = reader.reading(Side(struck.term, struck.line, 1)).expression
        number = reader.reading(Side(struck.number, struck.line, 1)).expression
    except NotationError:
        return None
    letters = tuple(dict.fromkeys((*reader.free, *unbound(term, reader.setting))))
    if follower.over_letters(letters).equal(term, number):
        return None
    return f"{shown(term)} for {shown(number)}"

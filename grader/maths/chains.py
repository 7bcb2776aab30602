"""A derivation as a chain of formulas, each with the line it stands in and the remark behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.expression import Expression
from grader.maths.responses import Reader, SideError
from grader.maths.statements import Side, Statement, statements

_REMARK = re.compile(
    r"\s*(?=\(\s*\w\s*(?:≠|!=|\\neq?)\s*\w\s*\)\s*(?:\\\\)?\s*$)|\s(?:#|//|%|←|<-|\\quad|\\qquad|\\tag|\\because)|\s{2,}(?=[(\[])"
    r"|[\s,;](?:because|since|by the|by|using|as|where|with|for|if|when|due to|from|see|product rule|quotient rule|chain rule)\b"
    r"|\\(?:text|mathrm)\s*\{\s*(?:\(|because|since|by|using|as|where|with|for|if|when)"
)
_OPENING, _CLOSING = "([{", ")]}"


class Link(NamedTuple):
    """One formula of a chain: its side, and under which condition on the indices it is meant."""

    side: Side
    expression: Expression
    doubts: frozenset[str]
    condition: Expression | None = None


def chain(raw: str, reader: Reader) -> list[Link]:
    """The formulas of an answer in order; bare left-hand sides that name what is derived are left out.

    Raises:
        SideError, NotationError: a line cannot be read.

    """
    text, remarks = _without_remarks(raw)
    links: list[Link] = []
    for statement in statements(text):
        for side in _sides(statement, reader):
            reading = reader.reading(side)
            condition = _condition(remarks.get(side.line, ""), reader)
            links.append(Link(side, reading.expression, reading.doubts, condition))
    return links


def _sides(statement: Statement, reader: Reader) -> tuple[Side, ...]:
    left = reader.left(statement)
    if left is None:
        return statement.sides
    try:
        reader.reading(statement.sides[0])
    except SideError:
        return statement.sides[1:]
    return statement.sides


def _without_remarks(raw: str) -> tuple[str, dict[int, str]]:
    """The text without the reasons at the ends of lines, and those by line."""
    kept, remarks = [], {}
    for number, line in enumerate(raw.splitlines(), start=1):
        cut = _remark_start(line)
        kept.append(line[:cut])
        if cut < len(line):
            remarks[number] = line[cut:]
            if line.rstrip().endswith("\\\\"):
                kept[-1] += " \\\\"
    return "\n".join(kept), remarks


def _remark_start(line: str) -> int:
    """Where a remark begins; a bracket that opens the line, or one that the formula needs, is none."""
    for match in _REMARK.finditer(line[:2000]):
        before = line[: match.start()]
        if not before.strip(" =&"):
            continue
        inside = sum((c in _OPENING) - (c in _CLOSING) for c in before)
        behind = line[match.end() :].strip()
        if inside == 0 and (behind[:1] not in _OPENING or _closes_at_end(behind)):
            return match.start()
    return len(line)


def _closes_at_end(text: str) -> bool:
    """Whether the bracket that begins a text ends with it, but for a sign of the line's end."""
    depth = 0
    for position, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0:
            return not text[position + 1 :].strip(" \\.,;")
    return False


def _condition(remark: str, reader: Reader) -> Expression | None:
    """``(j ≠ i)`` behind a formula: it is meant for these indices only."""
    inside = re.sub(r"\\q?quad|\\text\s*\{\s*(?:for|if|when)?\s*\}|^\s*(?:for|if|when)\b", " ", remark).strip(
        " ()[].,;\\"
    )
    if not re.fullmatch(r"\w\s*(?:≠|!=|\\neq?|=|<|>)\s*\w", inside):
        return None
    try:
        return reader._replace(statements=True).reading(Side(inside, 1, 1)).expression
    except NotationError:
        return None

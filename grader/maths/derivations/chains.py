"""A derivation as a chain of formulas, each with the line it stands in and what restricts it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from grader.errors import NotationError
from grader.maths.derivations.cases import about_indices, restricts
from grader.maths.derivations.remarks import without_remarks
from grader.maths.expressions.expression import Derivative, Expression, Index, Name, Number
from grader.maths.formulas.families import unbound
from grader.maths.formulas.responses import Reader, SideError
from grader.maths.formulas.statements import Side, Statement, statements
from grader.maths.values.setting import Setting

LONGEST_CONDITION = 40
_INTRODUCES = r"(?:for|if|when|where|in case|case|since|because|as)"
_SPACES = re.compile(rf"\\q?quad|\\(?:text|mathrm|mbox)\s*\{{\s*(?:{_INTRODUCES})?\s*(?:all)?\s*\}}|[$&]")
_WORDS = re.compile(rf"^\s*{_INTRODUCES}\b\s*(?:all\b)?")
_LOOSE = re.compile(r"(?:≈|\\approx|⇔|⇒|<=>|=>|\\(?:Left|Longleft|Long)?[Rr]ightarrow|\\iff|\\implies)\s*$")


class Link(NamedTuple):
    """One formula of a chain: its side, and for which index values it is meant."""

    side: Side
    expression: Expression
    doubts: frozenset[str] = frozenset()
    condition: Expression | None = None
    whole: Link | None = None
    """The same with the bracket behind it read as a factor, where it may also be a remark."""
    opens: bool = False
    """Whether a line of its own begins here, and no ``=`` stands in front."""
    sign: str = ""
    """A sign in front that says less, or more, than ``=``."""


def chain(raw: str, reader: Reader) -> tuple[list[Link], Reader]:
    """The formulas of an answer in order, and the reader that knows the names it defines.

    Bare left-hand sides that name what is derived are left out, and so are lines such as ``h = W x + b`` for a new name that
    others need.

    Raises:
        SideError, NotationError: a line cannot be read.

    """
    text, remarks = without_remarks(raw, lambda inside, gap: _is_factor(inside, gap, reader))
    found = [*statements(text)]
    while True:
        try:
            return _links(found, text.split("\n"), remarks, reader), reader
        except SideError as error:
            unread = error
        for defining in filter(reader.defines, found if len(found) > 1 else []):
            try:
                reader = reader.defined(defining)
            except SideError:
                continue  # it may need a name that is defined behind it
            found.remove(defining)
            break
        else:
            raise unread


def _links(
    found: Iterable[Statement], lines: list[str], remarks: Mapping[int, str], reader: Reader
) -> list[Link]:
    links: list[Link] = []
    for statement in found:
        sides = _sides(statement, reader)
        stating = reader
        for n, side in enumerate(sides):
            reading = reader.reading(side)
            if n == 0 and len(sides) > 1 and isinstance(reading.expression, Derivative):
                others = unbound(reading.expression, reader.setting)  # ∂P_j/∂h_i = ... (j ≠ i)
                stating = reader._replace(free=tuple(dict.fromkeys((*reader.free, *others))))
            link = Link(side, reading.expression, reading.doubts, opens=n == 0, sign=_sign(side, lines))
            last = n + 1 == len(sides) or sides[n + 1].line != side.line
            remark = remarks.get(side.line, "")
            whole = _whole(side, remark, reader) if last else None
            opening = n == 0 and len(sides) > 1 and sides[1].line == side.line
            condition = None if opening else condition_of(remark, stating)
            links.append(link._replace(condition=condition, whole=whole))
    return links


def lines_of(links: Iterable[Link]) -> list[list[Link]]:
    """The formulas of a chain, line by line; a line goes on where the next one begins with ``=``."""
    found: list[list[Link]] = []
    for link in links:
        if link.opens or not found:
            found.append([])
        found[-1].append(link)
    return found


def introduced(line: list[Link], setting: Setting) -> tuple[str, ...] | None:
    """The index letters of the dependent symbol that a line says the meaning of; None if it is no such line."""
    first = line[0].expression
    base = first.base if isinstance(first, Index) else first
    if len(line) < 2 or not isinstance(base, Name) or base.name not in setting.dependent:
        return None
    indices = first.indices if isinstance(first, Index) else ()
    letters = tuple(index.name for index in indices if isinstance(index, Name))
    return letters if len(letters) == len(indices) else None


def _sides(statement: Statement, reader: Reader) -> tuple[Side, ...]:
    left = reader.left(statement)
    if left is None:
        return statement.sides
    try:
        reader.reading(statement.sides[0])
    except SideError:
        return statement.sides[1:]
    return statement.sides


def _sign(side: Side, lines: list[str]) -> str:
    """``≈`` or an arrow in front of a side, which is read like ``=``."""
    start = side.column - 1 + len(side.text) - len(side.text.lstrip(" $&"))
    found = _LOOSE.search(lines[side.line - 1][:start].rstrip(" $&")) if side.line <= len(lines) else None
    return found[0].strip() if found else ""


def _is_factor(inside: str, gap: bool, reader: Reader) -> bool:
    """Whether a bracket at the end of a line is a factor; behind a gap a label or a statement is none."""
    stated = _stated(inside, reader)
    if stated is not None and about_indices(stated, reader.free, reader.setting.index_from):
        return False
    if not gap:
        return True
    try:
        found = reader.reading(Side(inside, 1, 1)).expression
    except NotationError:
        return False
    return not isinstance(found, Name | Number) and getattr(found, "operator", "") != "="


def _whole(side: Side, remark: str, reader: Reader) -> Link | None:
    """The formula together with the bracket behind it; None if that is no formula."""
    if not remark.strip().startswith("("):
        return None
    side = side._replace(text=f"{side.text} {remark.strip().rstrip('.,; ')}")
    try:
        reading = reader.reading(side)
    except NotationError:
        return None
    return Link(side, reading.expression, reading.doubts)


def condition_of(remark: str, reader: Reader) -> Expression | None:
    """``(j ≠ i)`` behind a formula: it is meant for these values of the free indices only."""
    found = _stated(remark, reader)
    return found if found and restricts(found, reader.free, reader.setting.index_from) else None


def _stated(remark: str, reader: Reader) -> Expression | None:
    """What a remark says as a formula or a statement; None if it is words."""
    inside = _WORDS.sub("", _SPACES.sub(" ", remark).strip(" ()[].,;:\\")).strip(" ()[]")
    if not inside or len(inside) > LONGEST_CONDITION:
        return None
    try:
        return reader._replace(statements=True).reading(Side(inside, 1, 1)).expression
    except NotationError:
        return None

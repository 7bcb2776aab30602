"""Equal ways to write a function: none of them may be rejected."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from grader.rewrites.arithmetic import by_rule
from grader.rewrites.arrays import by_axes
from grader.rewrites.scope import Scope, scopes
from grader.rewrites.segments import changed_line, replaced
from grader.rewrites.statements import Edit, Place, by_statement, first_statement, simple_statements
from grader.source import nodes


class Rewrite(NamedTuple):
    """A file in which a function was written in an equal way."""

    text: str
    """The whole file."""
    rewrite: str
    """What was done: order of factors, einsum, name inlined ..."""
    line: int
    before: str
    """The first line that changed, as it stands."""
    after: str
    """The same line, rewritten."""


MANY = "many at once"
"""What the last few rewrites are called, which change as much as they can."""


def rewrites(
    text: str,
    function: str,
    *,
    dimensions: Mapping[str, int] | None = None,
    unstable: bool = False,
    without: Collection[str] = (),
) -> Iterator[Rewrite]:
    """Files that are equal to a solution but for one thing in a function, or in what it reaches; at last, for many.

    Equal means: by the rules of arithmetic, up to rounding, for finite inputs. ``dimensions`` are the
    numbers of axes of those parameters that are arrays of floats in every case; what needs to know is
    left out where it is not known. ``unstable`` adds forms that overflow for large inputs. ``without``
    are calls that the part forbids (``np.einsum``): no rewrite brings one in.
    """
    seen = {text}
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return
    known = dimensions or {}
    found = scopes(tree, function, known)
    singles = (
        (edit.rewrite, _edited(text, edit, scope))
        for scope in found
        for edit in _edits(scope, unstable=unstable)
    )
    several = ((MANY, _many(text, function, known, turn, unstable=unstable)) for turn in range(4))
    forbidden = [re.sub(r"^np\.", f"{scope.numpy}.", call) + "(" for scope in found[:1] for call in without]
    for name, new in chain(singles, several):
        if new not in seen and not any(new.count(call) > text.count(call) for call in forbidden):
            seen.add(new)
            yield Rewrite(new, name, *changed_line(text, new))


def _edits(scope: Scope, *, unstable: bool) -> Iterator[Edit]:
    for node, exact in _expressions(scope):
        yield from _of_expression(node, scope, exact=exact, unstable=unstable)
    yield from by_statement(scope)


def _of_expression(node: ast.expr, scope: Scope, *, exact: bool, unstable: bool) -> Iterator[Edit]:
    """The equal forms of one expression; where the last digit decides only those that keep it."""
    if not scope.pure(node) or isinstance(getattr(node, "operand", None), ast.Constant):
        return
    for rule, code in by_rule(node, scope, unstable=unstable):
        if not (exact and rule.rounds):
            yield Edit(rule.rewrite, ((node, code),))
    if not exact:
        for change in by_axes(node, scope, unstable=unstable):
            yield Edit(change.rewrite, ((node, change.code),))


_DECIDING = frozenset(
    {"int", "round", "floor", "ceil", "rint", "trunc", "argmax", "argmin", "argsort", "unique", "isclose"}
)


def _expressions(scope: Scope) -> Iterator[tuple[ast.expr, bool]]:
    """The expressions of a function, outer ones first, and whether the last digit of each decides something."""
    for statement in _with_heads(scope.function):
        values = [child for child in ast.iter_child_nodes(statement) if isinstance(child, ast.expr)]
        pending = [(value, False) for value in values if _read(value)]
        while pending:
            node, exact = pending.pop(0)
            yield node, exact
            if isinstance(node, ast.Lambda | ast.JoinedStr):
                continue
            deciding = exact or _decides(node)
            for child in ast.iter_child_nodes(node):
                inner = child.value if isinstance(child, ast.keyword) else child
                if isinstance(inner, ast.expr) and _read(inner):
                    sliced = isinstance(node, ast.Subscript) and inner is node.slice
                    pending.append((inner, deciding or sliced))


def _with_heads(function: ast.FunctionDef) -> Iterator[ast.stmt]:
    """The statements of a function, those that hold others too; not those of functions inside it."""
    yield from simple_statements(function)
    inner = {
        id(each) for node in nodes(function)[1:] if isinstance(node, ast.FunctionDef) for each in nodes(node)
    }
    for node in nodes(function):
        if isinstance(node, ast.If | ast.While | ast.For) and id(node) not in inner:
            yield node


def _read(node: ast.expr) -> bool:
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def _decides(node: ast.expr) -> bool:
    """Whether the last digit of what stands inside an expression can change much."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _DECIDING
        case ast.Compare(ops=ops):
            return any(isinstance(each, ast.Eq | ast.NotEq) for each in ops)
        case ast.BinOp(op=ast.FloorDiv() | ast.Mod()):
            return True
    return False


def _many(text: str, function: str, known: Mapping[str, int], turn: int, *, unstable: bool) -> str:
    """The text with as much rewritten as can be, in each function twice over; each turn takes other forms."""
    new = text
    for number in range(turn, turn + 2):
        names = [scope.function.name for scope in scopes(ast.parse(new), function, known)]
        for name in names:
            found = scopes(ast.parse(new), function, known)
            scope = next(scope for scope in found if scope.function.name == name)
            new = _edited(new, Edit(MANY, _apart(scope, number, unstable=unstable)), scope)
    return new


def _apart(scope: Scope, turn: int, *, unstable: bool) -> tuple[tuple[Place, str], ...]:
    """One form for each of as many expressions as do not lie in one another, outer or inner ones first."""
    every = (
        [*_of_expression(node, scope, exact=exact, unstable=unstable)] for node, exact in _expressions(scope)
    )
    offered = [edits for edits in every if edits]
    taken: list[tuple[Place, str]] = []
    for edits in offered if turn % 2 else reversed(offered):
        node, code = edits[turn % len(edits)].changes[0]
        if not any(_overlap(node, other) for other, _ in taken):
            taken.append((node, code))
    return tuple(taken)


def _overlap(one: Place, other: Place) -> bool:
    return _start(one) < _end(other) and _start(other) < _end(one)


def _start(node: Place) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: Place) -> tuple[int, int]:
    return node.end_lineno or 0, node.end_col_offset or 0


def _edited(text: str, edit: Edit, scope: Scope) -> str:
    """The text with an edit made, from its end to its beginning; the text itself if that cannot be."""
    new = text
    for node, code in sorted(edit.changes, key=lambda change: _start(change[0]), reverse=True):
        try:
            new = replaced(new, node, code)
        except ValueError:
            return text
    asks = any(f"{scope.numpy}." in code for _, code in edit.changes)
    return _with_numpy(text, new, scope) if asks and not scope.imported else new


def _with_numpy(text: str, new: str, scope: Scope) -> str:
    """The text with an import of numpy at the head of the function, in a line that is there already."""
    for node in ast.parse(new).body:
        if isinstance(node, ast.FunctionDef) and node.name == scope.function.name:
            first = first_statement(node)
            if first is not None and not any(
                isinstance(n, ast.Name) and n.id == "np" for n in nodes(scope.function)
            ):
                lines = new.split("\n")
                raw = lines[first.lineno - 1].encode()
                lines[first.lineno - 1] = (
                    raw[: first.col_offset] + b"import numpy as np; " + raw[first.col_offset :]
                ).decode()
                return "\n".join(lines)
    return text

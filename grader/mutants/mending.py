"""Small changes to a student's function, one of which may mend it: what it changes is what was wrong.

The changes are the mistakes of ``planting``, which undo each other, and a few that only make sense the
other way round: an axis added, a sum in place of an assignment, a minus sign in front of an argument.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from grader.mutants.calls import planted_in_access, planted_in_call
from grader.mutants.mended_expressions import mended_access, mended_call, mended_number, mended_operation
from grader.mutants.mended_statements import (
    exchanged,
    mended_loops,
    mended_statement,
    mended_turns,
    moved_into_loop,
)
from grader.mutants.mutant import Planted
from grader.mutants.operations import code, planted_in_number, planted_in_operation
from grader.mutants.places import left_alone, places
from grader.mutants.planting import local_names, reached
from grader.mutants.segments import replaced
from grader.mutants.statements import planted_in_statement
from grader.mutants.throughout import planted_throughout

MAX_CHANGES = 100
MAX_TRIED = 5_000
"""Places and mistakes of one function that are looked at; long functions of many names have a million."""

_WRONG = {
    "missing_term": "term",
    "missing_factor": "factor",
    "batch_sum": "axis",
    "sign": "term",
    "row": "row",
    "zeros": "values",
}
"""What was wrong if leaving something out mends it; all other changes are their own opposite."""


_BESIDE = """\
import sys as __sys__
globals().update({{n: v for n, v in vars(__sys__.modules[{module!r}]).items() if not n[:2] == n[-2:] == "__"}})
"""
"""What a changed file begins with: all that the student's file defined is there already."""


class Change(NamedTuple):
    """A file with a function that was changed in one place, and what was wrong if that mends it."""

    text: str
    """The changed function, after the others that have to see it; the rest is taken over from the student's module."""
    mistake: str
    line: int
    """The line of the student's file."""


def changes(text: str, function: str, module: str) -> Iterator[Change]:
    """Files that differ from a student's ``module`` by one change in a function, or in one of the file's functions that it reaches."""
    defined = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    if function not in defined:
        return
    beside = _BESIDE.format(module=module)
    lines = text.split("\n")
    segments = [
        (node.lineno, "\n".join(lines[node.lineno - 1 : node.end_lineno]))
        for node in reached(function, defined)
    ]
    tried = []
    for number, (first, segment) in enumerate(segments):
        definition = ast.parse(segment).body[0]
        assert isinstance(definition, ast.FunctionDef)
        others = [other for position, (_, other) in enumerate(segments) if position != number]
        rest = beside if definition.name == function else "\n".join([beside, *others, ""])
        tried += [(each, segment, rest, first) for each in islice(_tried(definition), MAX_TRIED)]
    tried.sort(key=lambda each: _TURNS.get(each[0].mistake, _TURNS[""]))
    yield from islice(_changes(tried), MAX_CHANGES)


_FIRST = ("precision", "eps", "integer", "diagonal", "row", "precedence", "mask", "inputs")
_LAST = ("function", "index", "operator", "transposed", "constant", "order")
"""What is tried first and last: how often a change of these kinds mends a function, of those that are tried."""


_TURNS = {mistake: turn for turn, mistake in enumerate((*_FIRST, "", *_LAST))}


def _changes(tried: Sequence[tuple[Planted, str, str, int]]) -> Iterator[Change]:
    seen = {segment for _, segment, _, _ in tried}
    for each, segment, rest, first in tried:
        try:
            changed = replaced(segment, each.node, each.new)
        except SyntaxError:
            continue
        if changed not in seen:
            seen.add(changed)
            yield Change(rest + changed, each.mistake, first + each.line - 1)


def _tried(definition: ast.FunctionDef) -> Iterator[Planted]:
    wrong = places(definition)
    alone = left_alone(definition)
    for each in _everything(definition):
        if id(each.node) in alone:
            continue
        mistake = wrong.get(id(each.node), each.mistake)
        yield each._replace(mistake=mistake if each.mistake not in ("row", "inputs") else each.mistake)


def _undone(planted: Iterator[Planted]) -> Iterator[Planted]:
    """What was wrong if a planted mistake mends it."""
    for each in planted:
        yield each._replace(mistake=_WRONG.get(each.mistake, each.mistake))


def _everything(definition: ast.FunctionDef) -> Iterator[Planted]:
    names = local_names(definition)
    later: list[Iterator[Planted]] = []
    yield from mended_loops(definition)
    yield from moved_into_loop(definition)
    yield from mended_turns(definition)
    yield from planted_throughout(definition)
    turns = {
        loop.target.id
        for loop in ast.walk(definition)
        if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name)
    }
    in_loop = {
        id(node) for loop in ast.walk(definition) if isinstance(loop, ast.For) for node in ast.walk(loop)
    }
    in_shape = {
        id(node.value)
        for node in ast.walk(definition)
        if isinstance(node, ast.Attribute) and node.attr == "shape"
    }
    for node in (node for statement in definition.body for node in ast.walk(statement)):
        if isinstance(node, ast.stmt):
            yield from mended_statement(node, inside=id(node) in in_loop)
            yield from _undone(planted_in_statement(node))
            yield from exchanged(node, names)
        elif isinstance(node, ast.Call):
            yield from mended_call(node)
            yield from _undone(planted_in_call(node))
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Load):
            yield from mended_access(node)
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.BinOp):
                yield from (Planted(node, f"{code(node.value)}[{name}]", "labels") for name in turns)
            yield from _undone(planted_in_access(node))
        elif isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare):
            yield from _undone(planted_in_operation(node))
            yield from mended_operation(node)
            if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
                later.append(_named(node, names, "labels"))
        elif isinstance(node, ast.Constant):
            yield from _undone(planted_in_number(node))
            yield from mended_number(node)
            if isinstance(node.value, int | float) and not isinstance(node.value, bool):
                later.append(_named(node, names, "function"))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
            later.append(_of_name(node, names, id(node) not in in_shape))
    yield from chain.from_iterable(later)


def _named(node: ast.expr, names: Sequence[str], mistake: str) -> Iterator[Planted]:
    """Each name in place of an expression."""
    yield from (Planted(node, name, mistake) for name in names)


def _of_name(node: ast.Name, names: Sequence[str], array: bool) -> Iterator[Planted]:
    """Other names in place of a name, and the name otherwise: its negative, transposed if it may be an ``array``, its square."""
    yield from (Planted(node, name, "order") for name in names if name != node.id)
    yield Planted(node, f"-{node.id}", "term")
    if array:
        yield Planted(node, f"{node.id}.T", "transposed")
    yield Planted(node, f"{node.id} ** 2", "function")

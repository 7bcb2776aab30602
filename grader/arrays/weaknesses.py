"""Cases that would let mistakes pass: nothing is wrong with the file, but its author should know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from grader.arrays.cases import Argument, CaseRow
from grader.arrays.declared import Trouble
from grader.arrays.generators import read_generator
from grader.errors import NotationError
from grader.maths.expressions.expression import Binary, Call, Expression, Negation, Number, walk
from grader.verdict import ZERO

LARGE = 50
"""Inputs from this size on are large for an exponential."""

_RANDOM = ("normal", "uniform")


def weaknesses(arguments: Mapping[str, Argument], rows: Sequence[CaseRow]) -> Iterator[Trouble]:
    """What the cases of a part would not catch."""
    sizes = [row.sizes for row in rows]
    several = [case for case in sizes if len(case) > 1]
    if several and all(len(set(case.values())) < len(case) for case in several):
        names = " ≠ ".join(several[0])
        yield ("cases",), f"no case has {names}: a result with its axes swapped may pass", 0
    if any(sizes) and not any(1 in case.values() for case in sizes):
        yield ("cases",), "no case has a size of 1: a result that loses an axis there may pass", 0
    yield from _typed_in(arguments, rows)
    for index, row in enumerate(rows):
        for name, declared in row.arguments.items():
            if isinstance(declared, str) and (text := _large(declared, row)):
                own = declared != arguments.get(name)
                yield ("cases", index, name) if own else ("arguments", name), text, 0


def _typed_in(arguments: Mapping[str, Argument], rows: Sequence[CaseRow]) -> Iterator[Trouble]:
    """Numbers that are the same in every case: typed into a function they do no harm there."""
    for name, declared in arguments.items():
        same = all(row.arguments.get(name) == declared for row in rows)
        if isinstance(declared, int | float) and not isinstance(declared, bool) and same and len(rows) > 1:
            yield (
                ("arguments", name),
                f"{name} is {declared:g} in every case: a function with {declared:g} typed in would pass",
                0,
            )


def _large(text: str, row: CaseRow) -> str:
    """What is wrong with the way in which large inputs are drawn."""
    try:
        expression = read_generator(text, row.sizes)
    except NotationError:
        return ""
    for node in walk(expression):
        if isinstance(node, Call) and node.function == "offsets" and row.sizes:
            values = {_number(each) for each in node.arguments[1:]}
            alone = not any(
                isinstance(other, Call) and other.function == "column_offsets" for other in walk(expression)
            )
            if alone and len(row.sizes) > 1 and max(abs(value or ZERO) for value in values) >= LARGE:
                return "within a row all entries are large alike: code that subtracts the smallest, or the first, would pass; add column_offsets(D, -3000, 0, 0)"
            if len(values) == 1 and abs(values.pop() or ZERO) >= LARGE:
                return "every row gets the same offset: a maximum over the whole batch would pass; write offsets(N, 1000, -1000, 0)"
        if isinstance(node, Binary) and node.operator in "*+-" and _scales(node):
            if node.operator == "*":
                return "a large spread saturates and tells little; add an offset to a small one: offsets(N, 1000, -1000, 0) + normal(N, D)"
            return "one offset for all rows lets a maximum over the whole batch pass; write offsets(N, 1000, -1000, 0)"
    return ""


def _scales(node: Binary) -> bool:
    """A large number next to random ones."""
    pairs = ((node.left, node.right), (node.right, node.left))
    return any(abs(_number(number) or ZERO) >= LARGE and _is_random(other) for number, other in pairs)


def _number(expression: Expression) -> Fraction | None:
    if isinstance(expression, Negation):
        inner = _number(expression.operand)
        return None if inner is None else -inner
    return expression.value if isinstance(expression, Number) else None


def _is_random(expression: Expression) -> bool:
    return isinstance(expression, Call) and expression.function in _RANDOM

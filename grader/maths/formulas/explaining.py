"""Why a formula is not equal to its key, in words: points, shapes, indices."""

from __future__ import annotations

from typing import Any

from grader.errors import GraderError
from grader.maths.expressions.expression import Expression, Index, Name, Transposed, names, walk
from grader.maths.expressions.rewriting import rebuilt
from grader.maths.expressions.typesetting import pretty, shown
from grader.maths.formulas.comparison import Point
from grader.maths.formulas.equivalence import Judge
from grader.maths.formulas.families import LeftOver
from grader.maths.formulas.sampling import lengths
from grader.maths.values import precise
from grader.maths.values.tensor import ShapeError, Tensor

MAX_ENTRIES = 12


def difference(point: Point, judge: Judge, own: Expression) -> tuple[tuple[str, ...], str, str]:
    """Where two formulas differ: values of the symbols that occur, the own value, and the expected one."""
    world = point.world
    occurring = _used(judge, own)
    lines = [f"{name} = {_shown(world.values[name])}" for name in occurring if name in world.values]
    place = ", ".join(
        f"{letter} = {n + world.index_from}" for letter, n in zip(judge.asked.free, point.place, strict=False)
    )
    if not place and point.place:
        place = "entry " + ", ".join(str(n + world.index_from) for n in point.place)
    lines += [place] if place else []
    actual = "no value" if point.own is None else precise.shown(point.own)
    return tuple(lines), actual, precise.shown(point.expected)


def _used(judge: Judge, own: Expression) -> list[str]:
    setting = judge.setting
    pending = [node.name for each in (judge.asked.key, own) for node in names(each)]
    seen: dict[str, None] = {}
    while pending:
        name = pending.pop(0)
        if name in seen:
            continue
        seen[name] = None
        if name in setting.dependent:
            pending += [node.name for node in names(setting.dependent[name].meaning)]
    return [name for name in setting.declared if name in seen]


def _shown(value: Any) -> str:
    if not isinstance(value, Tensor):
        return precise.shown(value)
    if len(value.entries) > MAX_ENTRIES:
        return f"an array of {'×'.join(map(str, value.shape))}"
    if value.rank == 1:
        return "[" + ", ".join(map(precise.shown, value.entries)) + "]"
    rows = ["[" + ", ".join(map(precise.shown, value.row(i).entries)) + "]" for i in range(value.shape[0])]
    return "[" + ", ".join(rows) + "]"


def leftover(error: LeftOver, judge: Judge) -> str:
    """What is said about an index that nothing binds."""
    letters = ", ".join(map(pretty, error.letters))
    if error.missing:
        return f"The index {letters} is left over: it is neither asked for nor summed over."
    asked = ", ".join(judge.asked.free)
    return f"The answer is asked for the index {asked}, and this has {letters}: use {asked}."


def misfit(error: ShapeError, judge: Judge, own: Expression) -> str:
    """What is said about shapes that do not fit, with lengths by their names."""
    by_size = {n: name for name, n in lengths(judge.setting, 0).items()}
    shapes = [" × ".join(by_size.get(n, str(n)) for n in shape) for shape in error.shapes if shape]
    text = f"{error.text[:1].upper()}{error.text[1:]}"
    found = f": {' and '.join(shapes)}" if shapes else ""
    known = [
        f"{name} is {_declared(judge, name)}"
        for name in dict.fromkeys(node.name for node in names(own))
        if judge.setting.shapes.get(name)
    ]
    declared = f" ({'; '.join(known[:6])}.)" if known else ""
    return f"{text}{found}.{declared}{_would_fit(judge, own)}"


def _would_fit(judge: Judge, own: Expression) -> str:
    """A matrix whose transpose would fit, if there is one."""
    entries = {id(node.base) for node in walk(own) if isinstance(node, Index)}
    for node in list(walk(own))[:60]:
        if isinstance(node, Transposed) and isinstance(node.operand, Name):
            other: Expression = node.operand
        elif (
            isinstance(node, Name)
            and len(judge.setting.shapes.get(node.name, ())) == 2
            and id(node) not in entries
        ):
            other = Transposed(node)
        else:
            continue
        try:
            found = judge.compare(rebuilt(own, node, other))
        except GraderError:
            continue
        if found.why != "shape":
            return f" {shown(other)} in place of {shown(node)} would fit."
    return ""


def _declared(judge: Judge, name: str) -> str:
    shape = judge.setting.shapes[name]
    return f"{shape[0]}×{shape[1]}" if len(shape) == 2 else f"of length {shape[0]}"

"""Formulas with free indices as arrays of values, so that ``y_j ...`` and a vector can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import permutations
from typing import Any, NamedTuple

from grader.errors import GraderError
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Expression,
    Index,
    Name,
    Norm,
    Reduction,
    children,
    walk,
)
from grader.maths.expressions.rewriting import mapped
from grader.maths.values.array_functions import ARRAY_FUNCTIONS, Ones, Scaled
from grader.maths.values.declaration import Length
from grader.maths.values.meaning import World
from grader.maths.values.operations import sized
from grader.maths.values.setting import Setting, index_lengths
from grader.maths.values.tensor import ShapeError, Tensor, simplest


class LeftOver(GraderError):
    """An index that nothing binds and nobody asked for."""

    def __init__(self, letters: Iterable[str], *, missing: bool) -> None:
        self.letters = tuple(letters)
        self.missing = missing
        """Whether a sum over it seems to be missing; else another index was asked for."""
        super().__init__(", ".join(self.letters))


class Asked(NamedTuple):
    """What a key is: its formula, its free indices in order, and the values of them that count."""

    key: Expression
    free: tuple[str, ...] = ()
    given: Expression | None = None
    over: Mapping[str, Length] = {}
    """Over what free indices run, where the key does not show it."""


def unbound(expression: Expression, setting: Setting, bound: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Index letters of an expression that no Σ binds, in reading order."""
    found: dict[str, None] = {}
    pending = [(expression, bound)]
    while pending:
        node, inside = pending.pop()
        if (
            isinstance(node, Name)
            and node.name not in inside
            and node.name not in setting.shapes
            and len(node.name) == 1
        ):
            if node.name != "e" or node.name in setting.vocabulary.indices:
                found[node.name] = None
        elif isinstance(node, Index):
            pending += [(index, inside) for index in reversed(node.indices)]
        elif isinstance(node, Norm):
            pending.append((node.operand, inside))
        elif isinstance(node, Reduction):
            within = inside | {node.index}
            pending += [
                (part, within)
                for part in reversed((node.body, *([node.condition] if node.condition else [])))
            ]
            pending += [(part, inside) for part in (node.lower, node.upper) if part is not None]
        else:
            pending += [(part, inside) for part in reversed(children(node))]
    return tuple(found)


class Family(NamedTuple):
    """A formula and the index letters over which it is laid out as an array."""

    expression: Expression
    indices: tuple[str, ...]
    renamed: Mapping[str, str]
    """Letters of the formula that stand for another free index."""

    def table(self, world: World, lengths: tuple[int, ...]) -> Any:
        """All its values in a world: a number, or an array; ``lengths`` are those asked for."""
        if not self.indices:
            value = sized(world.evaluate(self.expression, {}), lengths)
            if isinstance(value, Ones | Scaled | list):
                raise ShapeError("this has no shape of its own")
            return simplest(value) if isinstance(value, Tensor) else value
        if len(self.indices) != len(lengths):
            raise ShapeError("this has another number of indices")
        places: list[dict[str, int]] = [{}]
        for name, length in zip(self.indices, lengths, strict=True):
            places = [{**place, name: n + world.index_from} for place in places for n in range(length)]
        entries = []
        for place in places:
            inside = {**place, **{own: place[asked] for own, asked in self.renamed.items()}}
            entry = world.evaluate(self.expression, inside)
            if isinstance(entry, Tensor | Ones | Scaled | list):
                raise ShapeError("an entry of this is no number", getattr(entry, "shape", ()))
            entries.append(entry)
        return Tensor(lengths, tuple(entries))


def family(
    expression: Expression,
    asked: Asked,
    setting: Setting,
    left: tuple[str, ...] = (),
    axes: tuple[Length, ...] = (),
) -> Family:
    """How a response is laid out beside the key; ``left`` are the index letters of its left-hand side.

    Raises:
        LeftOver: an index of the response is neither asked for nor bound.

    """
    expression = _whole_diagonals(expression, asked.free, setting)
    letters = unbound(expression, setting)
    if asked.free:
        renamed = {}
        if len(left) == len(asked.free) and left != asked.free and not set(letters) - set(left):
            renamed = {own: wanted for own, wanted in zip(left, asked.free, strict=True) if own != wanted}
        strange = [letter for letter in letters if letter not in asked.free and letter not in renamed]
        if strange:
            used = set(letters) & set(asked.free)
            raise LeftOver(strange, missing=bool(used) or len(letters) > len(asked.free))
        return Family(expression, asked.free if letters else (), renamed)
    if not letters:
        return Family(expression, (), {})
    rank = len(axes)
    if rank == 0 or len(letters) > rank:
        raise LeftOver(letters, missing=True)
    if set(left) == set(letters):
        return Family(expression, left, {})
    if len(letters) < rank and len(left) != rank:
        raise LeftOver(letters, missing=True)
    return Family(expression, left if len(left) == rank else _ordered(letters, expression, setting, axes), {})


def _whole_diagonals(expression: Expression, free: tuple[str, ...], setting: Setting) -> Expression:
    """``diag(f(z_i))`` as ``diag(f(z))``: an index that only says that each entry stands there."""

    def change(node: Expression) -> Expression:
        match node:
            case Call("diag", (entry,)) if (
                len(letters := unbound(entry, setting)) == 1
                and letters[0] not in free
                and not any(_gathers(part, setting) and unbound(part, setting) for part in walk(entry))
            ):
                return replace(node, arguments=(mapped(entry, lambda part: _whole(part, letters[0])),))
        return node

    return mapped(expression, change)


def _gathers(node: Expression, setting: Setting) -> bool:
    """Whether a part means one thing for an entry and another for its array: a norm, or a row of a matrix."""
    match node:
        case Call("max" | "min", (_,)):
            return True
        case Call(function):
            return function in ARRAY_FUNCTIONS and function not in _BY_ENTRY
        case Index(Name(name), (_,)):
            return len(setting.shapes.get(name, ())) > 1
    return isinstance(node, Norm)


_BY_ENTRY = frozenset({"bars", "max", "min", "where", "power", "multiply", "clip"})
"""Functions of arrays that can be taken entry by entry; ``max`` and ``min`` of two."""


def _whole(node: Expression, index: str) -> Expression:
    """An entry as its array, and a product of such as one entry by entry."""
    match node:
        case Index(base, places) if [getattr(place, "name", "") for place in places] == [index]:
            return base
        case Call("bars"):
            return replace(node, function="abs")
        case Binary("*" | "" | "·"):
            return replace(node, operator="⊙")
    return node


def _ordered(
    letters: tuple[str, ...], expression: Expression, setting: Setting, axes: tuple[Length, ...]
) -> tuple[str, ...]:
    """Index letters in the order of the key's axes; by the alphabet where lengths do not tell."""
    known = index_lengths(expression, setting.shapes)
    fits = [order for order in permutations(sorted(letters)) if tuple(known.get(x) for x in order) == axes]
    return fits[0] if fits else tuple(sorted(letters))


def free_lengths(asked: Asked, setting: Setting, world: World) -> tuple[int, ...]:
    """How many values each free index of a key has."""
    known = {**asked.over, **index_lengths(asked.key, setting.shapes)}
    found = []
    for letter in asked.free:
        if letter not in known:
            for one in setting.dependent.values():
                known = {**index_lengths(one.meaning, setting.shapes), **known}
        if letter not in known:
            raise ShapeError(f"over what the index {letter} runs does not show in the key")
        found.append(world.size(known[letter]))
    return tuple(found)

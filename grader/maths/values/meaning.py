"""What a formula is worth where its symbols have values."""

from __future__ import annotations

import contextlib
import operator as operators
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from grader.maths.expressions.expression import (
    Binary,
    Call,
    Cases,
    Derivative,
    Expression,
    Index,
    Name,
    Negation,
    Norm,
    Number,
    Reduction,
    Rows,
    Transposed,
)  # fmt: skip
from grader.maths.expressions.typesetting import pretty
from grader.maths.values import precise
from grader.maths.values.array_functions import (
    Ones,
    Scaled,
    of_family,
)
from grader.maths.values.budget import Budget
from grader.maths.values.declaration import Length
from grader.maths.values.derivatives import derivative
from grader.maths.values.function_calls import applied
from grader.maths.values.operations import (
    COMPARED,
    PLAIN,
    AskBack,
    multiplied,
    normed,
    raised,
    reduced,
    same,
    settled,
    turned,
)
from grader.maths.values.precise import TooLarge, UndefinedHere, mpf
from grader.maths.values.setting import Dependent, index_axes
from grader.maths.values.tensor import (
    ShapeError,
    Tensor,
    elementwise,
)

MAX_TERMS = 500


class World:
    """One choice of lengths and values for all symbols."""

    def __init__(
        self,
        sizes: Mapping[str, int],
        values: Mapping[str, Any],
        dependent: Mapping[str, Dependent],
        shapes: Mapping[str, tuple[Length, ...]],
        index_from: int = 1,
        budget: Budget | None = None,
    ) -> None:
        self.sizes = sizes
        self.values = dict(values)
        self.dependent = dependent
        self.shapes = shapes
        self.index_from = index_from
        self.budget = budget or Budget()
        self.functions: Mapping[str, Callable[[Any], Any]] = {}
        self.level = 0
        self.moves: dict[Any, World] = {}
        """Worlds where one number carries a slope."""

    def moved(self, values: Mapping[str, Any]) -> World:
        """The same world with other values; what depends on them is worked out anew."""
        kept = {name: value for name, value in self.values.items() if name not in self.dependent}
        other = World(
            self.sizes, {**kept, **values}, self.dependent, self.shapes, self.index_from, self.budget
        )
        other.functions, other.level = self.functions, self.level + 1
        return other

    def size(self, length: Length) -> int:
        """How many values an index over this length has."""
        return length if isinstance(length, int) else self.sizes[length]

    def charge(self, budget: Budget) -> None:
        """Let another judgement pay from now on."""
        self.budget = budget
        self.moves.clear()

    # Names

    def value(self, name: str) -> Any:
        """The value of a symbol."""
        if name not in self.values:
            if name in self.sizes:
                return mpf(self.sizes[name])
            if name not in self.dependent:
                if name in ("pi", "e"):
                    return precise.pi() if name == "pi" else precise.e()
                raise UndefinedHere(f"{name} has no value")
            self.values[name] = self._worked_out(self.dependent[name])
        return self.values[name]

    def _worked_out(self, one: Dependent) -> Any:
        if not one.indices:
            return self.evaluate(one.meaning, {})
        sizes = [self.size(length) for length in self.shapes[one.name]]
        return self.family(one.meaning, one.indices, sizes)

    def family(self, expression: Expression, indices: Iterable[str], sizes: Iterable[int]) -> Tensor:
        """The values of an expression for all values of its indices."""
        names, lengths = tuple(indices), tuple(sizes)
        places: list[dict[str, int]] = [{}]
        for name, length in zip(names, lengths, strict=True):
            places = [{**place, name: n + self.index_from} for place in places for n in range(length)]
        return Tensor(lengths, tuple(self.evaluate(expression, place) for place in places))

    # Expressions

    def evaluate(self, expression: Expression, indices: Mapping[str, int]) -> Any:
        """The value of an expression where its free indices have these values.

        Raises:
            UndefinedHere, TooLarge: it has none, or none that can be judged.
            ShapeError: arrays do not fit.
            AskBack: it can be read in two ways.

        """
        self.budget.spend(1 + self.level)  # numbers with slopes take longer
        return _MEANINGS[type(expression)](self, expression, indices)

    def _name(self, node: Name, indices: Mapping[str, int]) -> Any:
        return mpf(indices[node.name]) if node.name in indices else self.value(node.name)

    def _index(self, node: Index, indices: Mapping[str, int]) -> Any:
        array = self.value(node.base.name)
        if len(node.indices) == 1 and type(array) is Tensor and len(array.shape) == 1:
            place = node.indices[0]
            if (
                isinstance(place, Name)
                and 0 <= (spot := indices.get(place.name, -1) - self.index_from) < array.shape[0]
            ):
                return array.entries[spot]
        return self.entry(array, node.indices, indices, node.base.name, node.column)

    def _turned(self, node: Transposed, indices: Mapping[str, int]) -> Any:
        if isinstance(node.operand, Number) and node.operand.value == 1:
            return Ones(row=True)
        return turned(self.evaluate(node.operand, indices))

    def entry(
        self, array: Any, places: Iterable[Expression], indices: Mapping[str, int], name: str, column: int
    ) -> Any:
        """An entry of an array; one index of a matrix gives a row."""
        if not isinstance(array, Tensor):
            raise ShapeError(f"{name} is a number and has no entries", column=column)
        spots = [self.whole(place, indices) - self.index_from for place in places]
        if array.rank == 2 and len(spots) == 1:
            if array.shape[0] == 1:
                spots = [0, *spots]
            elif 0 <= spots[0] < array.shape[0]:
                return array.row(spots[0])
        if array.rank != len(spots):
            raise ShapeError(f"{name} takes {array.rank} indices", array.shape, column=column)
        for spot, length in zip(spots, array.shape, strict=True):
            if not 0 <= spot < length:
                raise ShapeError(
                    f"the index {spot + self.index_from} of {name} is beyond its length",
                    array.shape,
                    column=column,
                )
        return array.at(*spots)

    def whole(self, expression: Expression, indices: Mapping[str, int]) -> int:
        """The value of an index or a bound."""
        if isinstance(expression, Name) and expression.name in indices:
            return indices[expression.name]
        value = precise.plain(self.evaluate(expression, indices))
        if isinstance(value, Tensor) or not isinstance(value, mpf) or value != int(value):
            raise UndefinedHere("an index is no whole number")
        return int(value)

    def _binary(self, expression: Binary, indices: Mapping[str, int]) -> Any:
        spine = [expression]
        while isinstance(left := spine[-1].left, Binary):
            spine.append(left)
            self.budget.spend()
        value = self.evaluate(left, indices)
        for node in reversed(spine):
            if node.operator in ("and", "or", "=>") and not isinstance(value, Tensor):
                value = self._logic(node, value, indices)
                continue
            value = self._applied(node, value, self.evaluate(node.right, indices))
        return value

    def _logic(self, node: Binary, left: Any, indices: Mapping[str, int]) -> Any:
        decided = {"and": left == 0, "or": left != 0, "=>": left == 0}[node.operator]
        if decided:
            with contextlib.suppress(UndefinedHere):  # it is worked out for its comparisons alone
                self.evaluate(node.right, indices)
            return mpf(0) if node.operator == "and" else mpf(1)
        return self.evaluate(node.right, indices)

    def _applied(self, node: Binary, a: Any, b: Any) -> Any:
        operator = node.operator
        if type(a) is mpf and type(b) is mpf and operator in _OF_NUMBERS:  # by far the most frequent
            return _OF_NUMBERS[operator](a, b)
        try:
            if operator in PLAIN:
                return PLAIN[operator](a, b)
            if operator in ("", "*", "·", "@"):
                return multiplied(operator, a, b, node.column)
            if operator == "^":
                return raised(a, b, node.column)
            if operator in COMPARED:
                return self._compared(node, a, b)
            if operator in ("in", "notin"):
                inside = any(same(a, each) for each in (b if isinstance(b, list) else [b]))
                return mpf(inside == (operator == "in"))
        except ShapeError as error:
            error.column = error.column or node.column
            raise
        raise UndefinedHere(f"{operator} has no value")

    def _compared(self, node: Binary, a: Any, b: Any) -> Any:
        compare = COMPARED[node.operator]
        if isinstance(a, Scaled | list) or isinstance(b, Scaled | list):
            raise AskBack("this comparison is read for numbers", node.column)

        def one(x: Any, y: Any) -> mpf:
            truth = bool(compare(precise.plain(x), precise.plain(y)))
            self.note(node, truth)
            return mpf(truth)

        return elementwise(one, settled(a), settled(b), "this comparison")

    def note(self, node: object, truth: bool) -> None:
        """Which way a kinked function went."""
        self.budget.truths.setdefault(id(node), set()).add(truth)

    def _reduction(self, node: Reduction, indices: Mapping[str, int]) -> Any:
        size = self._range(node) if node.lower is None or node.upper is None else 0
        lower = self.index_from if node.lower is None else self.whole(node.lower, indices)
        upper = self.index_from + size - 1 if node.upper is None else self.whole(node.upper, indices)
        if upper - lower >= MAX_TERMS:
            raise TooLarge("too many terms")
        values = []
        for n in range(lower, upper + 1):
            inside = {**indices, node.index: n}
            if node.condition is not None and self.evaluate(node.condition, inside) == 0:
                continue
            values.append(self.evaluate(node.body, inside))
        return reduced(node.operator, values)

    def _range(self, node: Reduction) -> int:
        """How many values the index of a sum has, from the axes that it counts."""
        axes = self.budget.axes.get(id(node))
        if axes is None:
            whole = Binary("and", node.condition, node.body) if node.condition else node.body
            axes = self.budget.axes[id(node)] = index_axes(whole, self.shapes).get(node.index, ())
            self.budget.kept.append(node)
        if not axes:
            raise AskBack(f"over what {pretty(node.index)} runs does not show", node.column)
        sizes = [self.size(length) for length in axes]
        if len({*sizes}) > 1:
            text = f"the index {pretty(node.index)} runs over axes of different length"
            raise ShapeError(text, *((size,) for size in dict.fromkeys(sizes)), column=node.column)
        return sizes[0]

    def _cases(
        self, branches: Iterable[tuple[Expression, Expression | None]], indices: Mapping[str, int]
    ) -> Any:
        chosen: Expression | None = None
        for value, condition in branches:
            if condition is None:
                chosen = chosen or value
                continue
            if chosen is not None:
                with contextlib.suppress(UndefinedHere):  # it is worked out for its comparisons alone
                    self.evaluate(condition, indices)
                continue
            holds = self.evaluate(condition, indices)
            if isinstance(holds, Tensor):
                raise AskBack("cases are read for numbers: write the entry, as in z_i")
            chosen = value if holds != 0 else None
        if chosen is None:
            raise UndefinedHere("no case holds")
        return self.evaluate(chosen, indices)

    def _rows(self, rows: tuple[tuple[Expression, ...], ...], indices: Mapping[str, int], column: int) -> Any:
        values = [[self.evaluate(entry, indices) for entry in row] for row in rows]
        flat = [entry for row in values for entry in row]
        if any(isinstance(entry, Tensor | Ones | Scaled) for entry in flat):
            raise AskBack("a matrix is read with numbers as its entries", column)
        if len(rows[0]) == 1:
            return Tensor((len(rows),), tuple(flat))
        return Tensor((len(rows), len(rows[0])), tuple(flat))


_OF_NUMBERS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operators.add,
    "-": operators.sub,
    "*": operators.mul,
    "·": operators.mul,
    "": operators.mul,
    "/": precise.divide,
}

_MEANINGS: dict[type, Callable[[World, Any, Mapping[str, int]], Any]] = {
    Number: lambda world, node, indices: precise.number(node.value),
    Name: World._name,
    Negation: lambda world, node, indices: of_family(operators.neg, world.evaluate(node.operand, indices)),
    Binary: World._binary,
    Index: World._index,
    Call: applied,
    Reduction: World._reduction,
    Transposed: World._turned,
    Norm: lambda world, node, indices: normed(world.evaluate(node.operand, indices), node.order),
    Derivative: derivative,
    Cases: lambda world, node, indices: world._cases(node.branches, indices),
    Rows: lambda world, node, indices: world._rows(node.rows, indices, node.column),
}
"""How each sort of expression gets its value."""

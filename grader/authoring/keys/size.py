"""Counts and shapes in other spellings, and without a bias, a layer or an axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from grader.authoring.attempts import Attempt, Mutant
from grader.authoring.keys.base import TextKey
from grader.kinds.size import Key, Measure, Size
from grader.maths.numbers.identifiers import folded
from grader.maths.numbers.network import Layer, Shape
from grader.verdict import ONE, ZERO


class SizeKey(TextKey[Size]):
    """One size, or one for each layer that is asked about."""

    stands_alone = False

    key: Key

    @property
    def measures(self) -> dict[str, Measure]:
        """What is asked, by the name of its layer; of the whole network under no name."""
        return {name: self.key.measures[folded(name).casefold()] for name in self.block.layers or ("",)}

    def reference(self) -> Iterator[Attempt]:
        """The size as its author typed it, and as it is."""
        if isinstance(self.block.answer, str):
            yield Attempt(self.block.answer, "as it is written")
        yield Attempt(_written(self.measures), "as the program shows it")

    def rewrites(self) -> Iterator[Attempt]:
        """Separators, brackets, products, colons, another order of the lines."""
        measures = self.measures
        for about, spelling in _SPELLINGS[self.block.ask]:
            yield Attempt(_written(measures, spelling), about)
        if self.block.layers:
            yield Attempt(_written(measures, sign=": "), "with colons")
            yield Attempt(_written(dict(reversed(measures.items()))), "in another order")
            yield Attempt("\n".join(f"- {name} = {_plain(m)}" for name, m in measures.items()), "as a list")
        if self.block.ask == "parameters" and self.key.layers:
            sums = {name: self._sum(name) for name in measures}
            if all(sums.values()):
                yield Attempt(_written(sums, str), "as the sum it comes from")

    def _counted(self, name: str) -> list[Layer]:
        return [layer for layer in self.key.layers if name in ("", layer.name) and layer.parameters]

    def _sum(self, name: str) -> str:
        return " + ".join(layer.breakdown.partition(" = ")[0] for layer in self._counted(name))

    def mutants(self) -> Iterator[Mutant]:
        """One of the sizes with a slip."""
        measures = self.measures
        for name, right in measures.items():
            slips = _shape_slips(right) if isinstance(right, tuple) else self._count_slips(name, right)
            for wrong, about in {measure: about for about, measure in slips if measure != right}.items():
                text = _written({**measures, name: wrong})
                front = f"{name} = " if name else ""
                yield Mutant(text, about, front + _plain(right), front + _plain(wrong))

    def _count_slips(self, name: str, right: Fraction) -> Iterator[tuple[str, Measure]]:
        layers = self._counted(name)
        yield "off by one", right + 1
        yield "off by one", right - 1
        yield "a factor of 2", 2 * right
        if any(layer.biases for layer in layers):
            yield "every bias left out", right - sum(layer.biases for layer in layers)
        for layer in layers:
            if layer.biases:
                yield f"the bias of {layer.name} left out", right - layer.biases
                yield f"the bias of {layer.name} counted twice", right + layer.biases
            yield f"{layer.name} left out", right - layer.parameters

    def filled(self, junk: str) -> str:
        """The junk for each size."""
        return "\n".join(f"{name} = {junk}" for name in self.block.layers) or junk

    def deserved(self, junk: str) -> Fraction:
        """The share of sizes that really are this."""
        measures = self.measures.values()
        hits = sum(junk == (_plain(measure)) for measure in measures)
        return min(ONE, Fraction(hits, len(measures))) if hits else ZERO


def _plain(measure: Measure | str) -> str:
    return "×".join(map(str, measure)) if isinstance(measure, tuple) else str(measure)


def _written(
    measures: Mapping[str, Measure] | Mapping[str, str],
    spelling: Callable[[Any], str] = _plain,
    sign: str = " = ",
) -> str:
    """One ``name = size`` a line."""
    return "\n".join(f"{name}{sign if name else ''}{spelling(m)}" for name, m in measures.items())


def _joined(left: str, between: str, right: str) -> Callable[[Measure], str]:
    def spelling(measure: Measure) -> str:
        inside = between.join(map(str, measure if isinstance(measure, tuple) else (measure,)))
        return f"{left}{inside}{right}"

    return spelling


def _grouped(between: str) -> Callable[[Measure], str]:
    return lambda measure: f"{int(_count(measure)):,}".replace(",", between)


def _count(measure: Measure) -> Fraction:
    assert isinstance(measure, Fraction)
    return measure


_SPELLINGS: dict[str, tuple[tuple[str, Callable[[Measure], str]], ...]] = {
    "shape": (
        ("with x", _joined("", " x ", "")),
        ("in brackets", _joined("(", ", ", ")")),
        ("in square brackets", _joined("[", ", ", "]")),
        ("in LaTeX", _joined("", " \\times ", "")),
    ),
    "parameters": (
        ("with commas between thousands", _grouped(",")),
        ("with blanks between thousands", _grouped(" ")),
        ("times 1", lambda measure: f"1*{measure}"),
    ),
}


def _shape_slips(right: Shape) -> Iterator[tuple[str, Measure]]:
    for axis, length in enumerate(right):
        for step in (1, -1):
            changed = (*right[:axis], length + step, *right[axis + 1 :])
            yield f"axis {axis + 1} off by one", changed
        if len(right) > 1:
            yield f"axis {axis + 1} left out", (*right[:axis], *right[axis + 1 :])
            yield "two axes swapped", (*right[:axis][::-1], *right[axis:][::-1])
    yield "the order of the axes reversed", right[::-1]
    yield "an axis too many", (*right, 1)
    yield "an axis too many", (*right, right[-1])

"""Over what a Σ runs: bounds that say nothing are dropped, and those that do not show are found elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from grader.maths.expressions.expression import Binary, Expression, Name, Number, Reduction
from grader.maths.expressions.rewriting import mapped
from grader.maths.values.declaration import Length
from grader.maths.values.setting import Setting, index_axes


def known_ranges(expressions: Iterable[Expression], setting: Setting) -> dict[str, Length]:
    """The length over which each index letter runs in some formulas, where they agree."""
    found: dict[str, set[Length]] = {}
    for expression in expressions:
        for letter, axes in index_axes(expression, setting.shapes).items():
            found.setdefault(letter, set()).update(axes)
    return {letter: next(iter(lengths)) for letter, lengths in found.items() if len(lengths) == 1}


def with_ranges(expression: Expression, known: Mapping[str, Length], setting: Setting) -> Expression:
    """An expression in which a Σ that does not show over what it runs, as in ``Σ_i m``, takes its range from others."""

    def change(node: Expression) -> Expression:
        if not isinstance(node, Reduction) or node.lower or node.upper or node.index not in known:
            return node
        return (
            node
            if _own_range(node, setting)
            else replace(node, lower=_first(setting), upper=_last(known[node.index]))
        )

    return mapped(expression, change)


def without_full_bounds(expression: Expression, setting: Setting) -> Expression:
    """An expression in which ``Σ_{i=1}^{N} x_i`` over the whole of x is ``Σ_i x_i``."""

    def change(node: Expression) -> Expression:
        if not isinstance(node, Reduction) or node.lower is None or node.upper is None:
            return node
        axes = _own_range(node, setting)
        full = axes and node.lower == _first(setting) and all(node.upper == _last(axis) for axis in axes)
        return replace(node, lower=None, upper=None) if full else node

    return mapped(expression, change)


def _own_range(node: Reduction, setting: Setting) -> tuple[Length, ...]:
    whole = Binary("and", node.condition, node.body) if node.condition else node.body
    return index_axes(whole, setting.shapes).get(node.index, ())


def _first(setting: Setting) -> Expression:
    return Number(Fraction(setting.index_from), str(setting.index_from))


def _last(length: Length) -> Expression:
    return Name(length) if isinstance(length, str) else Number(Fraction(length), str(length))

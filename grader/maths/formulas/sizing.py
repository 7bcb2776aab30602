"""The lengths of vectors of ones and identities that a formula leaves open, where only one choice fits."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import product

from grader.errors import GraderError
from grader.maths.expressions.expression import Call, Expression, Name, Number, Transposed, walk
from grader.maths.expressions.rewriting import mapped, rebuilt
from grader.maths.formulas.families import unbound
from grader.maths.values.declaration import Length
from grader.maths.values.setting import Setting
from grader.maths.values.shapes import shape_of

MOST_CHOICES = 81


def sized(expression: Expression, setting: Setting, wanted: tuple[Length, ...]) -> Expression:
    """``(I - 1 1ᵀ/N) X`` with the lengths that give it the shape that is wanted; itself where none or several do.

    >>> from grader.maths.reading.grammar import read
    >>> from grader.maths.values.setting import setting
    >>> made = setting({"p": "vector(D)"})
    >>> shape_of(sized(read("𝟙 pᵀ", made.vocabulary).expression, made, ("D", "D")), made.shapes)
    ('D', 'D')
    """
    marked = mapped(expression, _as_ones)
    if not any(_open(node, "ones") for node in walk(marked)) or unbound(marked, setting):
        return expression
    places = [node for node in walk(marked) if _open(node, "ones") or _open(node, "identity")]
    lengths = [*dict.fromkeys(length for shape in setting.shapes.values() for length in shape)]
    if len(lengths) ** len(places) > MOST_CHOICES:
        return expression
    fits = []
    for choice in product(lengths, repeat=len(places)):
        candidate = _filled(marked, zip(places, choice, strict=True))
        try:
            if shape_of(candidate, setting.shapes) == wanted:
                fits.append(candidate)
        except GraderError:
            continue
    return fits[0] if len(fits) == 1 else expression


def _as_ones(node: Expression) -> Expression:
    """``1ᵀ`` as the vector of ones that it is; each is a node of its own."""
    if isinstance(node, Transposed) and isinstance(node.operand, Number) and node.operand.value == 1:
        return Transposed(Call("ones", (), column=node.column), node.column)
    if _open(node, "ones") or _open(node, "identity"):
        return Call(getattr(node, "function", ""), (), column=getattr(node, "column", 0))
    return node


def _open(node: Expression, function: str) -> bool:
    return isinstance(node, Call) and node.function == function and not node.arguments


def _filled(whole: Expression, lengths: Iterable[tuple[Expression, Length]]) -> Expression:
    for place, length in lengths:
        size = Name(length) if isinstance(length, str) else Number(Fraction(length), str(length))
        assert isinstance(place, Call)
        whole = rebuilt(whole, place, Call(place.function, (size,), column=place.column))
    return whole

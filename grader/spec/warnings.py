"""What the author of an exercise file should know though nothing is wrong, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from grader.maths.expressions.exact import rational
from grader.spec.exercise import Exercise
from grader.spec.yaml_reader import read_yaml


def warnings(exercise: Exercise, text: str, file: str) -> list[str]:
    """A cap that never matters, and what would let mistakes pass: of numbers of each student's own, with which it does."""
    document = read_yaml(text, file)
    total = sum((rational(part.block.points) for part in exercise.parts), Fraction(0))
    over = []
    if exercise.head.cap is not None and rational(exercise.head.cap) > total:
        said = f"warning: the parts have {float(total):g} points together, so the cap never matters"
        over.append(str(document.problem(("cap",), said)))
    variants = _variants(exercise)
    weak: dict[tuple[tuple[str | int, ...], str, int], list[Exercise]] = {}
    for variant in variants:
        for part in variant.parts:
            for each in part.block.weaknesses():
                key = (("parts", part.id, *each.path), each.text, each.offset)
                weak.setdefault(key, []).append(variant)
    return over + [
        str(document.problem(path, f"warning: {said}{_with(found, variants)}", offset=offset))
        for (path, said, offset), found in weak.items()
    ]


def _variants(exercise: Exercise) -> list[Exercise]:
    """The exercise with the numbers that were checked when its file was read; itself where it has none."""
    if exercise.template is None:
        return [exercise]
    return [exercise, *_others(exercise)]


def _others(exercise: Exercise) -> Iterator[Exercise]:
    from grader.spec.variable_problems import SAMPLES
    from grader.spec.variants import with_values

    assert exercise.template is not None
    for values in exercise.variables.spread(SAMPLES):
        yield with_values(exercise.id, exercise.template, exercise.source, values)


def _with(found: Sequence[Exercise], variants: Sequence[Exercise]) -> str:
    """The first numbers with which something is so, unless it is with all."""
    if len(found) == len(variants):
        return ""
    from grader.spec.shown_values import listed_values

    return f" (with {listed_values(found[0].values)})"

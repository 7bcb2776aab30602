"""What holds of an exercise with variables: proved for several variants, and put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TypeVar

from grader.authoring.proof import Proof, Weakness
from grader.errors import NotationError
from grader.spec.exercise import Exercise
from grader.spec.shown_values import listed_values
from grader.spec.variants import with_values

T = TypeVar("T", str, Weakness)

_NUMBER = re.compile(r"-?\d+(?:[./]\d+)?")

VARIANTS = 6
"""Variants that are proved, far from each other, where there are more."""


def variants_to_prove(exercise: Exercise) -> list[Exercise]:
    """Some variants of an exercise; itself where it has no variables."""
    if exercise.template is None:
        return [exercise]
    found = []
    for values in exercise.variables.spread(VARIANTS):
        with suppress(NotationError):  # which the proof of all combinations tells
            found.append(with_values(exercise.id, exercise.template, exercise.source, values))
    return found or [exercise]


def together(variants: Sequence[Exercise], proofs: Sequence[Sequence[Proof]]) -> tuple[Proof, ...]:
    """The proofs of a part, from those of each variant.

    Everything has to hold in every variant; a planted mistake is seen if some variant sees it. Variants that
    hide mistakes are told.
    """
    if len(proofs) == 1:
        return tuple(proofs[0])
    names = dict.fromkeys(proof.name for each in proofs for proof in each)
    return tuple(_joined(name, variants, proofs) for name in names)


def _joined(name: str, variants: Sequence[Exercise], proofs: Sequence[Sequence[Proof]]) -> Proof:
    found = [
        (listed_values(variant.values), proof)
        for variant, each in zip(variants, proofs, strict=True)
        for proof in each
        if proof.name == name
    ]
    tried, held, equivalent = (
        sum(getattr(proof, field) for _, proof in found) for field in ("tried", "held", "equivalent")
    )
    alike = _alike((values, note) for values, proof in found for note in proof.notes)
    notes = [f"with {values}{_more(times, found)}: {note}" for (values, note), times in alike]
    if name != "mutants":
        every = _alike((values, each) for values, proof in found for each in proof.weaknesses)
        weak = tuple(_with(values + _more(times, found), each) for (values, each), times in every)
        return Proof(name, tried, held, equivalent, weak, tuple(notes))
    values, best = min(found, key=lambda each: len(each[1].weaknesses))
    for other, proof in found:
        if proof is not best and proof.weaknesses:
            hidden = len(proof.weaknesses)
            notes.append(f"with {other}: {hidden} planted mistake{'s are' if hidden > 1 else ' is'} not seen")
    weak = tuple(_with(values, each) for each in best.weaknesses)
    return best._replace(weaknesses=weak, notes=tuple(notes))


def _alike(said: Iterable[tuple[str, T]]) -> list[tuple[tuple[str, T], int]]:
    """What is said of variants, once where it differs by its numbers only: of the first, and of how many."""
    first: dict[tuple[str, str, int], tuple[str, T]] = {}
    times: Counter[tuple[str, str, int]] = Counter()
    in_variant: Counter[tuple[str, str, str]] = Counter()
    for values, each in said:
        text, place = (each.text, each.place) if isinstance(each, Weakness) else (str(each), "")
        bare = _NUMBER.sub("#", text)
        nth = in_variant[values, place, bare]
        in_variant[values, place, bare] += 1
        first.setdefault((place, bare, nth), (values, each))
        times[place, bare, nth] += 1
    return [(one, times[key]) for key, one in first.items()]


def _more(times: int, variants: Sequence[object]) -> str:
    return f", and {times - 1} more of {len(variants)} variants" if times > 1 else ""


def _with(values: str, weakness: Weakness) -> Weakness:
    return weakness._replace(text=f"{weakness.text} (with {values})")

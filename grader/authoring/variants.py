"""What holds of an exercise with variables: proved for several variants, and put together."""

from __future__ import annotations

from collections.abc import Sequence

from grader.authoring.proof import Proof, Weakness
from grader.spec.exercise import Exercise
from grader.spec.shown_values import listed_values
from grader.spec.variants import with_values

VARIANTS = 6
"""Variants that are proved, far from each other, where there are more."""


def variants_to_prove(exercise: Exercise) -> list[Exercise]:
    """Some variants of an exercise; itself where it has no variables."""
    if exercise.template is None:
        return [exercise]
    return [
        with_values(exercise.id, exercise.template, exercise.source, values)
        for values in exercise.variables.spread(VARIANTS)
    ]


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
    notes = [f"with {values}: {note}" for values, proof in found for note in proof.notes]
    if name != "mutants":
        weak = tuple(_with(values, each) for values, proof in found for each in proof.weaknesses)
        return Proof(name, tried, held, equivalent, weak, tuple(notes))
    values, best = min(found, key=lambda each: len(each[1].weaknesses))
    for other, proof in found:
        if proof is not best and proof.weaknesses:
            hidden = len(proof.weaknesses)
            notes.append(f"with {other}: {hidden} planted mistake{'s are' if hidden > 1 else ' is'} not seen")
    weak = tuple(_with(values, each) for each in best.weaknesses)
    return best._replace(weaknesses=weak, notes=tuple(notes))


def _with(values: str, weakness: Weakness) -> Weakness:
    return weakness._replace(text=f"{weakness.text} (with {values})")

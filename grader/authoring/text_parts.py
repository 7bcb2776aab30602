"""Every proof of a part that is answered in text."""

from __future__ import annotations

from grader.authoring.keys.base import text_key
from grader.authoring.proof import Proof
from grader.authoring.text_proofs import (
    Place,
    examples,
    junk,
    misconceptions,
    mutants,
    reference,
    rewrites,
)
from grader.spec.exercise import Exercise, Part


def prove_text(exercise: Exercise, part: Part, place: Place | None = None) -> tuple[Proof, ...]:
    """The proofs of a text part in the order of ``PROOFS``; those are left out that have nothing to try.

    ``place`` tells where a key of the part stands in the exercise file.
    """
    key = text_key(part.block, exercise.head.prompt)
    at = place or (lambda *path: f"exercises/{exercise.id}.yaml")
    found = (proof(key, at) for proof in (reference, examples, misconceptions, junk, rewrites, mutants))
    return tuple(proof for proof in found if proof is not None)

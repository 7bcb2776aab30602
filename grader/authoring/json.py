"""Proofs as JSON, for other programs: one contract, numbered by ``schema``. No time, path or host is in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from grader.authoring.proof import PartProof, Proof
from grader.authoring.verify import ExerciseProof

SCHEMA = 1


def render(proofs: Sequence[ExerciseProof]) -> str:
    """The proofs as one JSON object; the same proofs give the same bytes."""
    found = {
        "schema": SCHEMA,
        "sound": all(each.sound for each in proofs),
        "exercises": [
            {
                "id": each.exercise.id,
                "sound": each.sound,
                "proofs": [_proof(proof) for proof in (each.shared, each.numbers) if proof],
                "parts": [_part(part.proof) for part in each.parts],
            }
            for each in proofs
        ],
    }
    return json.dumps(found, indent=2, ensure_ascii=True)


def _part(part: PartProof) -> dict[str, Any]:
    score = part.score
    return {
        "id": part.part,
        "kind": part.kind,
        "sound": part.sound,
        "score": None if score is None else float(score),
        "proofs": [_proof(proof) for proof in part.proofs],
    }


def _proof(proof: Proof) -> dict[str, Any]:
    return {
        "name": proof.name,
        "tried": proof.tried,
        "held": proof.held,
        "equivalent": proof.equivalent,
        "weaknesses": [
            {**weakness._asdict(), "lines": list(weakness.lines)} for weakness in proof.weaknesses
        ],
        "notes": list(proof.notes),
    }

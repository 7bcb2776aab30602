"""The proofs of exercises, part by part; those of parts that did not change come from the cache."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.authoring.functions.bench import Bench, Setting
from grader.authoring.functions.examples import example_files
from grader.authoring.prompts import SHARED, prove_prompts
from grader.authoring.proof import PartProof, Proof, Weakness
from grader.cache import digest
from grader.kinds.function import Function
from grader.spec.exercise import Exercise, Part


class Proved(NamedTuple):
    """What was proved of a part, and whether nothing of it has changed since it was proved."""

    proof: PartProof
    unchanged: bool


class ExerciseProof(NamedTuple):
    """Everything that was proved of an exercise; ``shared`` is of the texts that all parts share."""

    exercise: Exercise
    shared: Proof | None
    parts: tuple[Proved, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is weak."""
        return (self.shared is None or self.shared.holds) and all(each.proof.sound for each in self.parts)


def verify(
    exercise: Exercise, chosen: Sequence[str], setting: Setting, begun: Callable[[str], object]
) -> ExerciseProof:
    """The proofs of some parts of an exercise; ``begun`` is told the name of each part as its turn comes."""
    prompts = _prompts(exercise, setting)
    parts = []
    for part in exercise.parts:
        if part.id in chosen:
            begun(f"{exercise.id}/{part.id}")
            parts.append(_proved(exercise, part, setting, prompts))
    return ExerciseProof(exercise, prompts.get(SHARED), tuple(parts))


def _proved(exercise: Exercise, part: Part, setting: Setting, prompts: Mapping[str, Proof]) -> Proved:
    cache = setting.cache
    key = f"proof-{digest(cache.fingerprint, *_depends_on(exercise, part, setting))}"
    stored = cache.load(key)
    if stored is not None:
        proofs = _restored(stored[0])
    else:
        proofs = tuple(_proofs(exercise, part, setting))
        cache.store(key, proofs)
    every = (*proofs, *([prompts[part.id]] if part.id in prompts else []))
    return Proved(PartProof(exercise.id, part.id, part.block.kind, every), stored is not None)


def _depends_on(exercise: Exercise, part: Part, setting: Setting) -> Iterator[str]:
    """Everything that a proof can change with."""
    yield from (np.__version__, sys.version, str(setting.seed))
    yield from (exercise.id, part.id, exercise.content, setting.solutions.content)
    for example in example_files(setting.root, exercise.id):
        yield from (example.place, example.text)


def _restored(proofs: Any) -> tuple[Proof, ...]:
    return tuple(
        Proof(
            name,
            tried,
            held,
            equivalent,
            tuple(Weakness(a, b, tuple(c), d) for a, b, c, d in weak),
            tuple(notes),
        )
        for name, tried, held, equivalent, weak, notes in proofs
    )


def _proofs(exercise: Exercise, part: Part, setting: Setting) -> Iterator[Proof]:
    if isinstance(part.block, Function):
        from grader.authoring.function_parts import prove_function
        from grader.authoring.hidden_cases import prove_hidden_cases

        yield from prove_function(Bench(exercise, part, setting))
        yield prove_hidden_cases(exercise.id, part, setting.seed)
    else:
        from grader.authoring.text_parts import prove_text

        yield from prove_text(exercise, part)


def _prompts(exercise: Exercise, setting: Setting) -> Mapping[str, Proof]:
    file = os.path.join(setting.root, "exercises", f"{exercise.id}.yaml")
    with open(file, encoding="utf-8-sig") as stream:
        return prove_prompts(exercise, stream.read())

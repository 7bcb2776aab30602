"""The proofs of exercises, part by part; those of parts that did not change come from the cache."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from grader.authoring.exercise_file import ExerciseFile
from grader.authoring.functions.bench import Bench, Setting
from grader.authoring.functions.examples import example_files
from grader.authoring.prompts import SHARED, prove_prompts
from grader.authoring.proof import PartProof, Proof, Weakness
from grader.authoring.variants import together, variants_to_prove
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
    numbers: Proof | None = None
    """That every combination of numbers fits, where students have their own."""

    @property
    def sound(self) -> bool:
        """Whether nothing is weak."""
        of_all = [proof for proof in (self.shared, self.numbers) if proof is not None]
        return all(proof.holds for proof in of_all) and all(each.proof.sound for each in self.parts)


def verify(
    exercise: Exercise, chosen: Sequence[str], setting: Setting, begun: Callable[[str], object]
) -> ExerciseProof:
    """The proofs of some parts of an exercise; ``begun`` is told the name of each part as its turn comes."""
    file = ExerciseFile(setting.root, exercise.id)
    prompts = prove_prompts(exercise, file.text)
    variants = variants_to_prove(exercise)
    parts = []
    for number, part in enumerate(exercise.parts):
        if part.id in chosen:
            begun(f"{exercise.id}/{part.id}")
            found = [_proved(variant, variant.parts[number], setting, file) for variant in variants]
            proofs = together(variants, [each for each, _ in found])
            unchanged = all(as_it_was for _, as_it_was in found)
            every = (*proofs, *([prompts[part.id]] if part.id in prompts else []))
            placed = tuple(_placed(proof, file, part.id) for proof in every)
            parts.append(Proved(PartProof(exercise.id, part.id, part.block.kind, placed), unchanged))
    numbers = _combinations(exercise, chosen, setting, file) if exercise.template is not None else None
    return ExerciseProof(exercise, prompts.get(SHARED), tuple(parts), numbers)


def _combinations(exercise: Exercise, chosen: Sequence[str], setting: Setting, file: ExerciseFile) -> Proof:
    """The proof of all combinations of numbers; from the cache if nothing has changed."""
    from grader.authoring.combinations import prove_combinations  # few exercises have any

    cache = setting.cache
    key = f"combinations-{digest(cache.fingerprint, exercise.id, exercise.source, setting.solutions.content, *chosen)}"
    if (stored := cache.load(key)) is not None:
        return _restored(stored[0])[0]
    proof = prove_combinations(exercise, chosen, setting.root, file)
    cache.store(key, [proof])
    return proof


def _proved(
    exercise: Exercise, part: Part, setting: Setting, file: ExerciseFile
) -> tuple[tuple[Proof, ...], bool]:
    """The proofs, and whether they are as they were."""
    cache = setting.cache
    key = f"proof-{digest(cache.fingerprint, *_depends_on(exercise, part, setting))}"
    if (stored := cache.load(key)) is not None:
        return _restored(stored[0]), True
    proofs = tuple(_proofs(exercise, part, setting, file))
    cache.store(key, proofs)
    return proofs, False


def _placed(proof: Proof, file: ExerciseFile, part: str) -> Proof:
    """With the line of the part for what is said of it as a whole."""
    weak = tuple(
        each._replace(place=file.place(part)) if each.place in ("", file.name) else each
        for each in proof.weaknesses
    )
    return proof._replace(weaknesses=weak)


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


def _proofs(exercise: Exercise, part: Part, setting: Setting, file: ExerciseFile) -> Iterator[Proof]:
    if isinstance(part.block, Function):
        from grader.authoring.function_parts import prove_function
        from grader.authoring.hidden_cases import prove_hidden_cases

        yield from prove_function(Bench(exercise, part, setting))
        yield prove_hidden_cases(exercise.id, part, setting.seed)
    else:
        from grader.authoring.text_parts import prove_text

        yield from prove_text(exercise, part, partial(file.place, part.id))

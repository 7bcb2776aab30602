"""Mistakes whose outputs were worked out beforehand: planted in the reference, or made with its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.arrays.clues import KnownMistake, Mended
from grader.arrays.diagnosis.trial import Diagnosis, Trial

Array = NDArray[Any]

RANKED = (
    "inputs", "integer", "precision", "eps", "labels", "other_output", "ignored", "mask", "row", "averaged", "forward_value", "missing_factor", "missing_term",
    "axis", "keepdims", "batch_sum", "sign", "precedence", "logarithm", "shift", "index", "diagonal", "term", "factor", "function",
    "operator", "constant", "kink", "transposed", "order",
)  # fmt: skip
"""Which mistake is more likely where several give the same."""


MAX_NAMES = 2
"""More parameters than these say nothing."""

_SENTENCES = {
    "sign": "The sign of a term{about} is wrong.",
    "term": "A term{about} has the wrong sign or weight, or must not be there.",
    "missing_term": "A term{about} is missing.",
    "missing_factor": "A factor{about} is missing.",
    "operator": "One operation is another one than it should be{about}: look at +, -, *, / and @.",
    "precedence": "Brackets are missing: a division or product takes in less, or more, than it should.",
    "axis": "A sum, mean or maximum{about} runs over the wrong axis, or over everything.",
    "batch_sum": "A sum{about} is missing.",
    "averaged": "A sum stands where a mean should, or the other way round, or it is divided by another number{about}.",
    "keepdims": "After a sum or maximum{about} an axis is lost, so that numpy lines up the wrong ones: keep it.",
    "transposed": "A factor{about} has to be transposed, or must not be.",
    "order": "Two quantities{about} are in each other's place.",
    "function": "Another function is applied{about} than should be, or none.",
    "logarithm": "A logarithm or exponential has another base: the natural one is meant.",
    "mask": "A mask{about} is missing, inverted, or taken of something else.",
    "kink": "At the kink itself the other side is meant.",
    "index": "Two indices are swapped.",
    "labels": "The class that is picked out is the wrong one: look at how the labels index the array.",
    "row": "A single row counts where all of them should: look at where the loop begins, returns or overwrites.",
    "eps": "The small constant against a division by zero is missing, not asked for, or stands in another place than asked.",
    "shift": "Before the exponential something has to be subtracted.",
    "diagonal": "A matrix is asked where you have its diagonal.",
    "constant": "A constant is off{about}.",
    "forward_value": "This is a value of the forward pass{about}, not what is asked.",
    "other_output": "This is another output, or the gradient with respect to another argument{about}.",
    "ignored": "The result does not depend on{about} as it should.",
    "factor": "A factor is there that must not be, or a number is off.",
    "inputs": "It writes into an array that is used elsewhere: work on a copy.",
    "integer": "Decimals are lost: look for //, int(...) or an array of whole numbers.",
    "precision": "Digits are lost: work in float64 throughout and do not round.",
    "zeros": "All entries are zero: is it implemented?",
}


def explained_by_known(
    outputs: Sequence[Sequence[Trial]], index: int, known: Sequence[KnownMistake], members: Sequence[int]
) -> Diagnosis | None:
    """The known mistake whose outputs were returned in every case.

    ``outputs[k]`` are the trials of output k; a mistake that also explains all other outputs comes first.
    ``members`` are the positions of the trials' cases among those that the mistakes were worked out for.
    """
    found = [each for each in known if _fits(outputs[index], each, index, members)]
    if not found:
        return None
    found.sort(key=lambda each: (not _fits_all(outputs, each, members), _rank(each.mistake)))
    others = {
        each.mistake
        for each in found
        if each.mistake != found[0].mistake and _fits_all(outputs, each, members)
    }
    sure = "This mistake gives your numbers in every case" + (
        ", and so do other mistakes." if others else "."
    )
    return said(found[0])._replace(evidence=sure)


def explained_by_mending(
    index: int, right: Sequence[bool], mended: Sequence[Mended], members: Sequence[int]
) -> Diagnosis | None:
    """The change of the student's source after which output ``index`` is right in every case.

    ``right`` says of each other output whether it was right already; a change must not spoil it.
    """
    found = [
        each
        for each in mended
        if all(each.right[member][index] for member in members)
        and all(each.right[member][other] for member in members for other, was in enumerate(right) if was)
    ]
    if not found:
        return None
    found.sort(key=lambda each: (-sum(map(sum, each.right)), _rank(each.mistake), each.line))
    best = found[0]
    diagnosis = said(KnownMistake(best.mistake, (), ()))
    sentence = f"{diagnosis.sentence[:1].lower()}{diagnosis.sentence[1:]}"
    return Diagnosis(
        best.mistake, f"Line {best.line}: {sentence}", "A small change there makes every case right."
    )


def _rank(mistake: str) -> int:
    return RANKED.index(mistake) if mistake in RANKED else len(RANKED)


def _fits(trials: Sequence[Trial], known: KnownMistake, index: int, members: Sequence[int]) -> bool:
    for trial, member in zip(trials, members, strict=True):
        given = known.outputs[member]
        if given is None or len(given) <= index or not trial.gives(given[index]):
            return False
    return True


def _fits_all(outputs: Sequence[Sequence[Trial]], known: KnownMistake, members: Sequence[int]) -> bool:
    return all(_fits(trials, known, index, members) for index, trials in enumerate(outputs))


def said(known: KnownMistake) -> Diagnosis:
    """What a student is told who makes the mistake."""
    about = ""
    if 0 < len(known.about) <= MAX_NAMES:
        names = " and ".join(known.about)
        about = {"ignored": f" {names}", "other_output": f", {names}"}.get(known.mistake, f" in {names}")
    sentence = _SENTENCES.get(known.mistake, "The result is what one small slip in the right one gives.")
    return Diagnosis(known.mistake, sentence.format(about=about))


def distinct(
    known: Sequence[KnownMistake], expected: Sequence[tuple[Array, ...]]
) -> tuple[KnownMistake, ...]:
    """Those that are mistakes in some case, each set of outputs once, by rank."""
    kept: dict[tuple[Any, ...], KnownMistake] = {}
    for each in sorted(known, key=lambda one: _rank(one.mistake)):
        print_of = tuple(
            None
            if given is None
            else tuple((a.shape, np.round(a.astype(np.float64), 9).tobytes()) for a in given)
            for given in each.outputs
        )
        right = all(
            given is not None and _same(given, wanted)
            for given, wanted in zip(each.outputs, expected, strict=True)
        )
        if not right and any(given is not None for given in each.outputs):
            kept.setdefault(print_of, each)
    return tuple(kept.values())


def _same(given: tuple[Array, ...], wanted: tuple[Array, ...]) -> bool:
    return all(
        a.shape == b.shape and np.allclose(a, b, rtol=1e-9, atol=0)
        for a, b in zip(given, wanted, strict=True)
    )

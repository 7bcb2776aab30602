"""The ``mutants`` proof: the cases reject every small mistake that is planted, unless it is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from grader.arrays import weaknesses
from grader.arrays.cases import Case
from grader.authoring.functions.bench import Answer, Bench, right
from grader.authoring.functions.draws import SENSIBLE, drawn, large_probes
from grader.authoring.functions.families import Family, InArrays, InForward, InFunction, Inputs
from grader.authoring.functions.survivors import Survivor, examined, overflowing
from grader.authoring.functions.trials import Trials
from grader.authoring.proof import Proof
from grader.grading.mistakes import reference_functions


def mutants(bench: Bench) -> Proof | None:
    """Mistakes in what is written by hand; in the forward function and in the expected arrays where nothing is."""
    trials = Trials("mutants")
    every = Inputs(
        bench.block.draw(bench.identity, bench.setting.seed),
        bench.prepared.cases,
        bench.prepared.key.alternatives,
    )
    for family in _families(bench):
        answers = family.answers(range(len(family.planted)), every)
        unseen = [number for number, given in enumerate(answers) if right(given, every.alternatives)]
        found = examined(bench, family, unseen) if unseen else {}
        found |= _forgiven(bench, answers, unseen)
        for number, planted in enumerate(family.planted):
            if number in unseen and number not in found:
                trials.equivalent += 1
                continue
            survivor = found.get(number, Survivor())
            words = planted.mistake.replace("_", " ")
            trials.count(
                number not in unseen,
                f"a mistake in {planted.where} passes every case ({words}); {survivor.shows}",
                planted.place,
                planted.before,
                planted.after,
                suggestion=survivor.suggestion,
            )
        _overflow(bench, family, [number for number in unseen if number not in found], trials)
    if not bench.handwritten:
        _upstream(bench, every.cases, trials)
    return trials.proof() if trials.tried else None


def _upstream(bench: Bench, cases: Sequence[Case], trials: Trials) -> None:
    """No mistake in a forward function leaves out the upstream gradient, which is no matter if that is ones everywhere."""
    block = bench.block
    for name in dict.fromkeys(name for each in block.derivations for name in each.upstream):
        position = list(block.arguments).index(name)
        given = [case.inputs[position] for case in cases]
        values = [np.unique(each) for each in given if isinstance(each, np.ndarray | float)]
        if values and len(np.unique(np.concatenate(values))) == 1:
            trials.count(
                False,
                f"every entry of the upstream gradient {name} is {values[0][0]:g}: who leaves it out passes every case",
                bench.in_exercise("arguments", name),
                suggestion=f"draw it: {name}: normal(...)",
            )


def _forgiven(
    bench: Bench, answers: Sequence[Sequence[Answer]], unseen: Sequence[int]
) -> dict[int, Survivor]:
    """Mistakes that the cases would show, if the tolerance that the part states were not so wide."""
    if max(bench.block.rtol or 0, bench.block.atol or 0) <= SENSIBLE[1]:
        return {}
    narrow = bench.changed(replace(bench.block, rtol=None, atol=None)).prepared.key.alternatives
    told = Survivor(
        "the tolerance forgives it",
        "narrow rtol or atol, or leave them out: the tolerance is worked out then",
    )
    return {number: told for number in unseen if not right(answers[number], narrow)}


def _families(bench: Bench) -> list[Family]:
    block = bench.block
    written = [bench.handwritten] if bench.handwritten else []
    if bench.source and not block.loss and not block.derivations:
        written = list(dict.fromkeys((*written, *reference_functions(block, bench.source))))
    found: list[Family] = [InFunction(bench, name) for name in written]
    if not found:
        if not block.loss:
            found += [InForward(bench, each.function) for each in block.derivations]
        found.append(InArrays(bench))
    return found


def _overflow(bench: Bench, family: Family, equivalent: list[int], trials: Trials) -> None:
    """A note on mistakes that only overflow, where the exercise has no large inputs."""
    if not equivalent or any(case.scale >= weaknesses.LARGE for case in bench.prepared.cases):
        return
    chosen = large_probes(bench)
    found = drawn(bench, chosen)
    if count := overflowing(family, equivalent, found):
        (name, text), *_ = chosen[0].changed.items()
        mistakes = "mistake only overflows" if count == 1 else "mistakes only overflow"
        trials.notes.append(
            f"{count} planted {mistakes} at large inputs, which no case has; if they are asked for, "
            f'add {{name: large inputs, {_sizes(chosen[0].sizes)}, {name}: "{text}"}}'
        )


def _sizes(sizes: object) -> str:
    assert isinstance(sizes, dict)
    return ", ".join(f"{name}: {length}" for name, length in sizes.items())

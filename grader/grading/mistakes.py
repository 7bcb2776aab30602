"""What known mistakes give in each case of a part: worked out once, after the first failure, and kept.

They are planted in the reference one at a time, or made with its inputs: an argument that is ignored,
another function of the solution, a single row of the batch. Only code of the author runs here.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from grader.arrays.cases import Case
from grader.arrays.clues import KnownMistake
from grader.arrays.diagnosis.known import distinct
from grader.arrays.other_inputs import other_inputs
from grader.arrays.reference import Result, Returned
from grader.cache import Cache, digest
from grader.grading.arraystore import ArrayStore, KeptArrays, StoredArrays
from grader.grading.prepared import Prepared
from grader.grading.references import References, upcast
from grader.grading.solutions import Solutions
from grader.kinds.function import Function
from grader.mutants.planting import mutants
from grader.sandbox.job import Call, Job, Limits
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.values import ArrayValue, Items
from grader.source import Source, parse_source
from grader.spec.exercise import Exercise, Part

DRIVER = "grader.mutants.driver"
PATIENCE = 1.0
"""Seconds that one planted mistake may take: it may have made a loop endless."""

TOGETHER = 60
"""Mistakes that are tried in one child."""

ALTOGETHER = 10.0
"""Seconds after which no more are begun: a reference that takes long is not run a hundred times."""


def known_mistakes(
    exercise: Exercise,
    part: Part,
    prepared: Prepared,
    solutions: Solutions,
    seed: int,
    sandbox: Sandbox,
    cache: Cache,
) -> tuple[KnownMistake, ...]:
    """The mistakes for the cases of ``prepared``, from the cache if they are there."""
    pieces = (cache.fingerprint, np.__version__, sys.version, exercise.id, part.id, exercise.content)
    name = f"mistakes-{digest(*pieces, solutions.content, str(seed), str(prepared.shown))}"
    if (stored := cache.load(name)) is not None:
        return _unpacked(*stored)
    found = _worked_out(exercise, part, prepared, solutions, sandbox)
    found += _gradients_of_others(exercise, part, prepared, solutions, seed, sandbox)
    cache.store(name, *_packed(found))
    return found


def _packed(known: Sequence[KnownMistake]) -> tuple[Any, bytes]:
    store = ArrayStore()
    meta = [
        [each.mistake, list(each.about), [store.arrays(given) for given in each.outputs]] for each in known
    ]
    return meta, store.raw


def _unpacked(meta: Any, raw: bytes) -> tuple[KnownMistake, ...]:
    stored = StoredArrays(raw)
    return tuple(
        KnownMistake(mistake, tuple(about), KeptArrays(stored, outputs)) for mistake, about, outputs in meta
    )


class _Attempt:
    """A mistake under way: the calls that make it, and how their results are read."""

    def __init__(
        self, mistake: str, about: Sequence[str], calls: Sequence[Call | None], returned: Returned
    ) -> None:
        self.mistake, self.about, self.calls, self.returned = mistake, tuple(about), tuple(calls), returned


def _worked_out(
    exercise: Exercise, part: Part, prepared: Prepared, solutions: Solutions, sandbox: Sandbox
) -> tuple[KnownMistake, ...]:
    block = part.block
    assert isinstance(block, Function)
    text = solutions.files.get(f"{exercise.id}.py", "")
    source = parse_source(text, "")
    if block.loss or not isinstance(source, Source):
        return ()
    files = dict(solutions.files)
    cases = [case._replace(inputs=upcast(case.inputs)) for case in prepared.cases]
    attempts: list[_Attempt] = []
    for reference in reference_functions(block, source):
        for number, mutant in enumerate(mutants(text, reference)):
            module = f"planted_{reference}_{number}"
            files[f"{module}.py"] = mutant.text
            calls = [Call("call", (module, reference, *case.inputs), module) for case in cases]
            attempts.append(_Attempt(mutant.mistake, mutant.about, calls, block.returned))
        for each in other_inputs(tuple(block.arguments), [case.inputs for case in cases]):
            group = f"{each.mistake}_{'_'.join(each.about)}"
            tries = [
                None if inputs is None else Call("call", ("", reference, *inputs), group)
                for inputs in each.inputs
            ]
            attempts.append(_Attempt(each.mistake, each.about, tries, block.returned))
    attempts += _other_functions(block, source, cases)
    if not attempts:
        return ()
    results = _run(Job(files, exercise.id, (), driver=DRIVER), attempts, sandbox)
    known = [
        KnownMistake(
            each.mistake, each.about, tuple(None if r is None else each.returned.arrays(r) for r in given)
        )
        for each, given in zip(attempts, results, strict=True)
    ]
    return distinct(known, [each.arrays for each in prepared.key.alternatives[0].expected])


def _gradients_of_others(
    exercise: Exercise, part: Part, prepared: Prepared, solutions: Solutions, seed: int, sandbox: Sandbox
) -> tuple[KnownMistake, ...]:
    """The gradient with respect to another argument than is asked."""
    block = part.block
    assert isinstance(block, Function)
    if block.derivation is None or len(block.outputs) > 1:
        return ()
    references = References(exercise.id, block, solutions, sandbox)
    drawn = block.draw(f"{exercise.id}/{part.id}", seed)
    shown = range(len(drawn)) if prepared.shown is None else prepared.shown
    found = []
    for name, results in references.gradients_of_others([drawn[number] for number in shown]):
        arrays = tuple(
            (result.items[0].array,)
            if isinstance(result, Items) and isinstance(result.items[0], ArrayValue)
            else None
            for result in results
        )
        if any(arrays):
            found.append(KnownMistake("other_output", (name,), arrays))
    return tuple(found)


def reference_functions(block: Function, source: Source) -> list[str]:
    """The functions of the solution that a student's function has to agree with."""
    names = [name for each in block.sources for name in each if isinstance(name, str)] or [block.function]
    return [name for name in dict.fromkeys(names) if name in source.functions]


def _run(job: Job, attempts: Sequence[_Attempt], sandbox: Sandbox) -> list[list[Result | None]]:
    """What each call gives, as far as all together take no more than a student would wait for once."""
    found: list[list[Result | None]] = []
    started = time.monotonic()
    for few in (attempts[first : first + TOGETHER] for first in range(0, len(attempts), TOGETHER)):
        calls = [call for each in few for call in each.calls if call is not None]
        if time.monotonic() - started > ALTOGETHER:
            found += [[None] * len(each.calls) for each in few]
            continue
        groups = dict.fromkeys((call.group for call in calls), Limits(time=PATIENCE))
        results = iter(sandbox.run(job._replace(calls=tuple(calls), limits=groups)).results)
        found += [[None if call is None else next(results) for call in each.calls] for each in few]
    return found


def _other_functions(block: Function, source: Source, cases: Sequence[Case]) -> Iterator[_Attempt]:
    """Other functions of the solution, called with those of the inputs that they take by name."""
    names = list(block.arguments)
    own = {block.function, *reference_functions(block, source), *block.misconceptions}
    for name, signature in source.functions.items():
        wanted = [argument.arg for argument in signature.required]
        if name in own or not wanted or not all(each in names for each in wanted):
            continue
        calls = [
            Call("call", ("", name, *(case.inputs[names.index(each)] for each in wanted)), f"other_{name}")
            for case in cases
        ]
        yield _Attempt("forward_value", (), calls, Returned(("result",), "one"))

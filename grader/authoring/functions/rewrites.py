"""The ``rewrites`` proof: the solution in other words is right too."""

from __future__ import annotations

import numpy as np

from grader.arrays.weaknesses import LARGE
from grader.authoring.functions.bench import Bench, Candidate, right
from grader.authoring.functions.trials import Trials
from grader.authoring.proof import Proof
from grader.rewrites.rewriting import rewrites as rewritten


def rewrites(bench: Bench) -> Proof | None:
    """Every equal way to write the solution, run on all cases as they are; None where there is no solution to rewrite."""
    name = bench.handwritten
    if not name:
        return None
    trials = Trials("rewrites")
    cases, key = bench.prepared.cases, bench.prepared.key
    stable = any(case.scale >= LARGE for case in cases)
    found = list(rewritten(bench.text, name, dimensions=_dimensions(bench), unstable=not stable))
    answers = bench.answers([Candidate(each.text, name) for each in found], cases)
    for each, given in zip(found, answers, strict=True):
        trials.count(
            right(given, key.alternatives),
            f"an equal way to write {name} is rejected: {each.rewrite}",
            f"solutions/{bench.file}:{each.line}",
            each.before,
            each.after,
            suggestion="widen rtol or atol, or leave them out: the tolerance is worked out then",
        )
    return trials.proof() if trials.tried else None


def _dimensions(bench: Bench) -> dict[str, int]:
    """How many axes those parameters have that are arrays of floats in every case, by the solution's own names."""
    signature = bench.source.functions[bench.handwritten] if bench.source else None
    names = [each.arg for each in signature.required] if signature else []
    found = {}
    for name, *values in zip(names, *(case.inputs for case in bench.prepared.cases), strict=False):
        floats = all(isinstance(value, np.ndarray) and value.dtype.kind == "f" for value in values)
        axes = {np.ndim(value) for value in values} if floats else set()
        if len(axes) == 1:
            found[name] = axes.pop()
    return found

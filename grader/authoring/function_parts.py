"""Every proof of a part that asks for a function."""

from __future__ import annotations

from collections.abc import Callable

from grader.authoring.functions.bench import Bench
from grader.authoring.functions.examples import examples
from grader.authoring.functions.junk import junk
from grader.authoring.functions.misconceptions import misconceptions
from grader.authoring.functions.mutants import mutants
from grader.authoring.functions.reference import reference
from grader.authoring.functions.rewrites import rewrites
from grader.authoring.proof import Proof

FURTHER: tuple[Callable[[Bench], Proof | None], ...] = (examples, misconceptions, junk, rewrites, mutants)
"""What is proved once the solution is right, in the order of ``PROOFS``."""


def prove_function(bench: Bench) -> tuple[Proof, ...]:
    """The proofs of a function part; those are left out that have nothing to try. A wrong solution proves nothing more."""
    first = reference(bench)
    if not first.holds:
        return (first,)
    return (first, *(proof for prove in FURTHER if (proof := prove(bench)) is not None))

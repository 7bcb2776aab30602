"""The ``cases`` proof: what a part is graded on is not all shown."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.authoring.proof import Proof, Weakness
from grader.kinds.function import Function
from grader.spec.exercise import Part


def prove_hidden_cases(exercise: str, part: Part, seed: int) -> Proof:
    """Whether a function is run on some input that no public case shows; the inputs are those of grading at ``seed``.

    What is tried are the hidden cases; those hold whose inputs are of their own.
    """
    block = part.block
    assert isinstance(block, Function)
    cases = block.draw(f"{exercise}/{part.id}", seed)
    public = {_content(case.inputs) for case in cases if not case.hidden}
    hidden = [case for case in cases if case.hidden]
    own = [case for case in hidden if _content(case.inputs) not in public]
    if own:
        return Proof("cases", len(hidden), len(own))
    text = "nothing is hidden: every input is fixed, so the results of the public cases can be handed in as they stand"
    example = next(iter(block.arguments), "x")
    suggestion = f"draw an input ({example}: normal(N)), or add a case with hidden: true and other inputs"
    return Proof("cases", len(hidden), 0, weaknesses=(Weakness(text, suggestion=suggestion),))


def _content(value: Any) -> Any:
    """Something equal for equal inputs only."""
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, tuple | list):
        return tuple(map(_content, value))
    return value if isinstance(value, int | float) else repr(value)

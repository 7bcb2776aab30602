"""The ``misconceptions`` proof: each one, handed in, loses the values and is told its own sentence."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from numpy.typing import NDArray

from grader.arrays.comparison import Difference, compare
from grader.authoring.functions.bench import Bench
from grader.authoring.functions.trials import Trials, came
from grader.authoring.proof import Proof
from grader.verdict import Verdict

REASON = "function.misconception"

_Arrays = tuple[NDArray[Any], ...]


def misconceptions(bench: Bench) -> Proof | None:
    """Every declared misconception; None where there is none."""
    declared = bench.block.misconceptions
    if not declared:
        return None
    trials = Trials("misconceptions")
    alike = _alike(bench)
    for name, said in declared.items():
        verdict = bench.graded(bench.as_submission(name))()
        told = _told(verdict)
        other = alike.get(name) or next((o for o, text in declared.items() if o != name and text in told), "")
        if other:
            text = f"the misconception {name} cannot be told from {other}: both give the same in every case"
            if name not in alike:
                text = f"the misconception {name} gets the sentence of {other}"
            held, advice = False, "add a case in which the two differ, or declare one of them"
        elif verdict.score == 1:
            text = f"the misconception {name} earns full points"
            held, advice = False, "add a case in which it is wrong"
        else:
            text = f"the misconception {name} is {came(verdict)}"
            held, advice = said in told, "add cases until its outputs are those of no other mistake"
        trials.count(held, text, bench.in_solution(name), suggestion=advice)
    return trials.proof()


def _told(verdict: Verdict) -> str:
    """What a student reads who has this misconception."""
    found = [check.verdict for check in verdict.checks if check.verdict.reason == REASON]
    return " ".join(sentence for each in found for sentence in each.feedback)


def _alike(bench: Bench) -> dict[str, str]:
    """Misconceptions that give the same as another one in every case."""
    outputs = bench.prepared.key.misconceptions
    rooms = [each.tolerances for each in bench.prepared.key.alternatives[0].expected]
    found: dict[str, str] = {}
    for one, other in combinations(outputs, 2):
        if all(map(_same, outputs[one], outputs[other], rooms)):
            found[one], found[other] = other, one
    return found


def _same(one: _Arrays | None, other: _Arrays | None, rooms: _Arrays) -> bool:
    if one is None or other is None:
        return one is other
    return all(
        a.shape == b.shape
        and (room.shape != a.shape or compare(a, b, room).difference is Difference.NONE)
        and (room.shape == a.shape or bool((a == b).all()))
        for a, b, room in zip(one, other, rooms, strict=True)
    )

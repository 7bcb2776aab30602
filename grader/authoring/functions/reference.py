"""The ``reference`` proof: the solution earns full points, at other seeds and sizes too, and its derivatives are true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from grader.arrays.cases import RESERVED
from grader.arrays.declared import input_names
from grader.authoring.functions.bench import Bench
from grader.authoring.functions.derivative import derivative_trials
from grader.authoring.functions.examples import example_files
from grader.authoring.functions.trials import Trials, came, full
from grader.authoring.proof import Proof
from grader.errors import ExerciseFault, NotationError
from grader.grading.prepared import prepare
from grader.kinds.function import Function

MORE_SEEDS = 3


def reference(bench: Bench) -> Proof:
    """The solution handed in, and a derived key against numbers."""
    trials = Trials("reference")
    seed = bench.setting.seed
    seeds = [seed, *range(seed + 1, seed + 1 + MORE_SEEDS)]
    if _worked_out(bench, trials, seeds):
        derivative_trials(bench, trials)
        if bench.handwritten:
            _handed_in(bench, trials, seeds, _against(bench, sure=not trials.weak))
    if not (bench.block.derivations or bench.block.examples.correct or _kept(bench)):
        folder = f"exercises/{bench.exercise.id}/correct"
        trials.notes.append(f"nothing but the solution says that it is right: keep another one in {folder}")
    return trials.proof()


def _kept(bench: Bench) -> bool:
    return any(each.correct for each in example_files(bench.setting.root, bench.exercise.id))


def _handed_in(bench: Bench, trials: Trials, seeds: list[int], against: str) -> None:
    name = bench.handwritten
    files, place = bench.as_submission(name), bench.in_solution(name)
    for seed, given in [(seed, bench.graded(files, seed)) for seed in seeds]:
        verdict = given()
        when = "" if seed == seeds[0] else f" (at seed {seed} of the course)"
        trials.count(full(verdict), f"{name}, handed in, is {came(verdict)}{against}{when}", place)
        if not full(verdict):
            return  # one reason is enough
    for sizes, block in other_sizes(bench):
        changed = bench.changed(block)
        try:
            _ = changed.prepared
        except ExerciseFault as fault:  # sizes may hang together in ways that no generator tells
            trials.notes.append(f"not tried at other sizes ({sizes}): {fault}")
            continue
        verdict = changed.graded(files)()
        text = f"{name}, handed in, is {came(verdict)} at other sizes ({sizes}){against}"
        trials.count(full(verdict), text, place)


def _against(bench: Bench, *, sure: bool) -> str:
    """What a function written by hand is up against."""
    derived = bench.block.derivations
    if not derived:
        return ""
    agrees = ", and numbers agree with that" if sure else ""
    return f"; the key is derived from {derived[0].function}{agrees}: one of the two is wrong"


def _worked_out(bench: Bench, trials: Trials, seeds: list[int]) -> bool:
    """Whether there is a key at every seed, the same when it is worked out twice."""
    each = bench.setting
    sources = [name for names in bench.block.sources for name in names]
    name = sources[0] if isinstance(sources[0], str) else sources[0].function
    for seed in seeds:
        try:
            prepare(bench.exercise, bench.part, each.solutions, seed, each.sandbox, each.cache)
        except ExerciseFault as fault:
            when = "" if seed == seeds[0] else f" (at seed {seed} of the course)"
            trials.count(False, f"{fault}{when}", bench.in_solution(name))
            return False
        trials.count(True, "", "")
    return True


def other_sizes(bench: Bench) -> Iterator[tuple[str, Function]]:
    """The part with every size one larger, and with its sizes exchanged, where its inputs can be drawn so."""
    block = bench.block
    names = list(dict.fromkeys(size for case in block.cases for size in _sizes(bench, case)))
    turned = dict(zip(names, [*names[1:], *names[:1]], strict=True))
    for about in ("each one larger", "exchanged"):
        cases = []
        for case in block.cases:
            sizes = _sizes(bench, case)
            other = {
                name: length + 1 if about == "each one larger" else sizes.get(turned[name], length)
                for name, length in sizes.items()
            }
            cases.append({**case, **other})
        if tuple(cases) == block.cases:
            continue
        changed = replace(block, cases=tuple(cases))
        try:
            changed.draw("proof", bench.setting.seed)
        except NotationError:
            continue
        yield about, changed


def _sizes(bench: Bench, case: Any) -> dict[str, int]:
    inputs = input_names({**bench.block.arguments, **bench.block.extra})
    return {key: value for key, value in case.items() if key not in inputs and key not in RESERVED}

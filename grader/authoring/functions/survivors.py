"""Mistakes that no case sees: are they any, at which sizes do they show, and which case would see them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count, permutations
from math import prod
from typing import Any, NamedTuple

import numpy as np

from grader.arrays.cases import CaseRow, Literal
from grader.arrays.declared import case_rows
from grader.arrays.outputs import Outputs
from grader.authoring.functions.bench import Answer, Bench, right, right_case
from grader.authoring.functions.draws import NEGATIVE, NUMBER, OWN, SCALE, Drawn, Probe, added, drawn, probes
from grader.authoring.functions.families import Family, Planted
from grader.sandbox.job import Ending, Failure

SUGGESTIONS = 6
"""Cases that are tried for one mistake, at most."""


class Survivor(NamedTuple):
    """A mistake that no case sees."""

    shows: str = ""
    """Where it shows."""
    suggestion: str = ""
    """A case that sees it, tried."""


def examined(bench: Bench, family: Family, unseen: Sequence[int]) -> dict[int, Survivor]:
    """Those that are mistakes, by number; the others give the same wherever it was looked."""
    found = drawn(bench, probes(bench))
    answers = family.answers(unseen, found.inputs)
    wrong = {
        number: showing
        for number, given in zip(unseen, answers, strict=True)
        if (showing := _showing(family.planted[number], given, found))
    }
    survivors: dict[int, Survivor] = {}
    for number, showing in wrong.items():
        if number in survivors:
            continue
        for probe in _suggestions(showing):
            more = added(bench, probe)
            pending = [other for other in wrong if other not in survivors]
            caught = [
                other
                for other, given in zip(pending, family.answers(pending, more.inputs), strict=True)
                if more.probes and not right(given, more.inputs.alternatives)
            ]
            if number in caught:
                text = f"{_lacking(bench, probe, showing)}add {flow(_named(bench, probe))}"
                survivors |= {other: Survivor(_shows(wrong[other][0]), text) for other in caught}
                break
        else:
            case = flow(_named(bench, showing[0]))
            survivors[number] = Survivor(_shows(showing[0]), f"add a case like {case}")
    return survivors


def _showing(planted: Planted, given: Sequence[Answer], found: Drawn) -> list[Probe]:
    """The probes in which it is no accepted key: none if it is everywhere as right as one of them."""
    best: list[Probe] | None = None
    for alternative in found.inputs.alternatives:
        wrong = [
            probe
            for probe, answer, expected in zip(found.probes, given, alternative.expected, strict=True)
            if not right_case(answer, expected) and _counts(planted, probe, answer)
        ]
        best = wrong if best is None or len(wrong) < len(best) else best
    return best or []


def _counts(planted: Planted, probe: Probe, answer: Answer) -> bool:
    """Whether what is wrong is asked for: not overflow outside of the part's own inputs, nor signs that nothing heeds."""
    if isinstance(answer, Failure) and answer.ending in (Ending.TIMED_OUT, Ending.SKIPPED):
        return False  # so many inputs take longer than the cases did
    if probe.way == NEGATIVE:
        return _heeds_signs(planted) and not _overflows(answer)
    return probe.way == OWN or not _overflows(answer)


def _heeds_signs(planted: Planted) -> bool:
    """Whether a mistake is in what tells signs apart: a mask, or an absolute value that is left out."""
    return planted.mistake == "mask" or planted.before.count("abs(") > planted.after.count("abs(")


def _overflows(answer: Answer) -> bool:
    return isinstance(answer, Outputs) and not all(
        np.isfinite(value.array).all() for value in answer.values if value.array.dtype.kind == "f"
    )


def overflowing(family: Family, numbers: Sequence[int], found: Drawn) -> int:
    """How many of these mistakes give NaN or inf where the key does not."""
    if not found.probes:
        return 0
    return sum(any(map(_overflows, given)) for given in family.answers(numbers, found.inputs))


def _suggestions(showing: Sequence[Probe]) -> Iterator[Probe]:
    """Cases to try: in the part's own way if it shows there; sizes that differ and are above 1 before smaller ones."""
    ways = {probe.way for probe in showing}
    way = next(each for each in (OWN, NUMBER, SCALE, NEGATIVE) if each in ways)
    same = [probe for probe in showing if probe.way == way]

    def plainness(probe: Probe) -> tuple[Any, ...]:
        lengths = list(probe.sizes.values())
        return len(probe.changed), len(set(lengths)) < len(lengths), 1 in lengths, prod(lengths), probe.seed

    tried: list[dict[str, Any]] = []
    for probe in sorted(same, key=plainness):
        plain = probe._replace(seed=0)
        if plain.case not in tried:
            tried.append(plain.case)
            yield plain
        if len(tried) == SUGGESTIONS:
            break
    yield from (sorted(same, key=plainness)[0]._replace(seed=seed) for seed in range(1, SUGGESTIONS))


def _shows(probe: Probe) -> str:
    return f"it shows at {flow(probe._replace(seed=0).case)}"


_CALLED = {OWN: "other inputs", NUMBER: "other values", SCALE: "other scale", NEGATIVE: "negative"}
"""A name for a suggested case, by what is special in it."""


def _named(bench: Bench, probe: Probe) -> dict[str, Any]:
    """The case as it can be written below the others: with a name, where its sizes are those of another one."""
    taken = [row.name for row in _declared_rows(bench, bench.block.cases)]
    if _declared_rows(bench, [probe.case])[0].name not in taken:
        return probe.case
    called = _CALLED[probe.way]
    names = chain([called], (f"{called} {number}" for number in count(2)))
    return {"name": next(name for name in names if name not in taken), **probe.case}


def _declared_rows(bench: Bench, cases: Sequence[Mapping[str, Any]]) -> tuple[CaseRow, ...]:
    return case_rows({**bench.block.arguments, **bench.block.extra}, cases)


def _lacking(bench: Bench, probe: Probe, showing: Sequence[Probe]) -> str:
    """What no case has and every input in which it shows: ``no case has N ≠ D: ``."""
    if probe.way == NEGATIVE:
        return "no case has negative inputs there: "
    if probe.way == NUMBER:
        number = all(isinstance(given, float) for given in probe.changed.values())
        return f"no case has {'another number' if number else 'other values'} there: "
    if probe.way == SCALE:
        return "the inputs are too alike: "
    declared = [row.sizes for row in _declared_rows(bench, bench.block.cases)]
    shown = [each.sizes for each in showing if each.way == OWN and each.sizes.keys() == probe.sizes.keys()]
    return next((f"no case has {text}: " for text in _facts(shown, declared)), "")


def _facts(shown: Sequence[Mapping[str, int]], declared: Sequence[Mapping[str, int]]) -> Iterator[str]:
    names = list(shown[0]) if shown else []
    cases = [each for each in declared if set(names) <= each.keys()]
    if not cases:
        return
    for name in names:
        least, most = min(each[name] for each in shown), max(each[name] for each in shown)
        if least > max(each[name] for each in cases):
            yield f"{name} > {least - 1}"
        elif most < min(each[name] for each in cases):
            yield f"{name} = {most}" if most == 1 else f"{name} < {most + 1}"
    for one, other in permutations(names, 2):
        if all(each[one] != each[other] for each in shown) and all(
            each[one] == each[other] for each in cases
        ):
            yield f"{one} ≠ {other}"
        if all(each[one] > each[other] for each in shown) and all(each[one] <= each[other] for each in cases):
            yield f"{one} > {other}"


def flow(case: Mapping[str, Any]) -> str:
    """A case as it is written on one line of YAML."""
    return "{" + ", ".join(f"{name}: {_value(value)}" for name, value in case.items()) + "}"


def _value(value: Any) -> str:
    if isinstance(value, Literal):
        return f"{{value: {json.dumps(value.value, ensure_ascii=False, default=str)}}}"  # true, and not True
    return (
        f'"{value}"'
        if isinstance(value, str) and "," in value
        else f"{value:g}"
        if isinstance(value, float)
        else f"{value}"
    )

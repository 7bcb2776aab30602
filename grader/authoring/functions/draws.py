"""Many more inputs of a part than its cases: other sizes, seeds and scales of the same generators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from typing import Any, NamedTuple

from grader.arrays.cases import Argument, Case, CaseRow, Literal, draw_cases
from grader.arrays.declared import case_rows
from grader.authoring.functions.bench import Bench
from grader.authoring.functions.families import Inputs
from grader.errors import ExerciseFault, NotationError
from grader.grading.references import References

ROWS = 100
"""Rows with the part's own generators; each is drawn twice."""

LONGEST = {1: 12, 2: 6, 3: 4}
"""How long a size gets, by how many sizes there are."""

SENSIBLE = (1e-12, 1e-3)
"""A stated tolerance above forgives mistakes, one below rejects what is right: then the one that is worked out counts here."""

OWN, SCALE, NUMBER, NEGATIVE, LARGE = "own", "scale", "number", "negative", "large"
"""How inputs are drawn: as declared, larger or smaller, another number in place of one, negated, with large offsets."""

_ALIKE = re.compile(r"(?:ones|zeros)\(([\w, ]+)\)|constant\(([\w, ]+?)(?:, *value=.*)?\)")
"""A generator whose entries are all alike: they hide a factor or a term, as a number does."""

_NOT_SCALED = ("relu", "mask", "one_hot", "simplex", "labels", "sign", "exp", "abs", "sigmoid", "<", ">", "=")


class Probe(NamedTuple):
    """A row to draw: which way, its sizes, and the arguments that differ from the part's."""

    way: str
    sizes: Mapping[str, int]
    changed: Mapping[str, Argument]
    seed: int = 0

    @property
    def case(self) -> dict[str, Any]:
        """As an author writes it below ``cases``."""
        seed = {"seed": self.seed} if self.seed else {}
        return {**self.sizes, **self.changed, **seed}


class Drawn(NamedTuple):
    """Inputs with their keys, and the probe that each comes from."""

    inputs: Inputs
    probes: Sequence[Probe]


def probes(bench: Bench) -> list[Probe]:
    """What is drawn, small sizes first; large offsets are left to ``large_probes``."""
    block = bench.block
    declared = {**block.arguments, **block.extra}
    found: list[Probe] = []
    kinds = _kinds(bench)
    for changed, sizes in kinds:
        combinations = _combinations(sizes, fixed=_fixed({**declared, **changed}))
        share = max(1, ROWS // len(kinds))
        found += [
            Probe(OWN, combinations[number % len(combinations)], changed, 1 + number // len(combinations))
            for number in range(max(share, len(combinations)))
        ]
    first, sizes = kinds[0]
    every = _combinations(sizes, fixed=_fixed({**declared, **first}))
    some = [each for each in every if all(length > 1 for length in each.values())][:6] or every[:1]
    for name, given in {**declared, **first}.items():
        for way, text in _ways(given):
            found += [Probe(way, each, {**first, name: text}, 1) for each in some or [{}]]
    return sorted(found, key=lambda probe: (probe.way != OWN, prod(probe.sizes.values()), probe.seed))


def large_probes(bench: Bench) -> list[Probe]:
    """Inputs with large offsets, a different one for each row."""
    (_, sizes), *_ = _kinds(bench)
    if not sizes:
        return []
    lengths = dict.fromkeys(sizes, 3)
    return [
        Probe(LARGE, lengths, {name: f"offsets({_first_size(text, sizes)}, 1000, -1000, 0) + {text}"})
        for name, text in bench.block.arguments.items()
        if isinstance(text, str) and _scalable(text) and text.startswith("normal(") and "," in text
    ]


def _first_size(text: str, sizes: Mapping[str, int]) -> str:
    return text.partition("(")[2].partition(",")[0].strip() or next(iter(sizes))


def _kinds(bench: Bench) -> list[tuple[dict[str, Argument], Mapping[str, int]]]:
    """The different ways in which cases change arguments, each with sizes that go with it."""
    block = bench.block
    found: list[tuple[dict[str, Argument], Mapping[str, int]]] = []
    for case in block.cases:
        row = case_rows({**block.arguments, **block.extra}, [case])[0]
        changed: dict[str, Argument] = {
            name: case[name] for name in (*block.arguments, *block.extra) if name in case
        }
        if changed not in [each for each, _ in found]:
            found.append((changed, row.sizes))
    return sorted(found, key=lambda each: len(each[0]))


def _fixed(arguments: Mapping[str, Argument]) -> bool:
    """Whether an argument is a list as it stands, whose length the sizes have to go with."""
    return any(isinstance(each, Literal) and isinstance(each.value, list) for each in arguments.values())


def _combinations(sizes: Mapping[str, int], *, fixed: bool) -> list[dict[str, int]]:
    """Every combination of short lengths, small ones first; only these lengths if they are fixed."""
    if fixed:
        return [dict(sizes)]
    longest = LONGEST.get(len(sizes), 3)
    every = [
        dict(zip(sizes, lengths, strict=True))
        for lengths in product(range(1, longest + 1), repeat=len(sizes))
    ]
    every.sort(key=lambda each: prod(each.values()))
    return every[:ROWS]


def _ways(given: Argument) -> Iterator[tuple[str, Argument]]:
    """Other forms of an argument: a tenth and three times as large, negated; another number."""
    if isinstance(given, float):
        if given and given.is_integer():
            yield NUMBER, given + 1  # for what has to be a whole number
        yield NUMBER, 0.7 * given if given else 0.3
    elif isinstance(given, Literal) and isinstance(given.value, bool | int):
        other = not given.value if isinstance(given.value, bool) else given.value + 1
        yield NUMBER, Literal(value=other)
    elif isinstance(given, str) and (found := _ALIKE.fullmatch(given)):
        yield NUMBER, f"uniform({found[1] or found[2]}, low=0.1, high=0.9)"  # inside of most domains
    elif isinstance(given, Literal) and _one_class(given.value):
        yield NUMBER, Literal(value=[*given.value[:-1], 1 - given.value[-1]])
    elif isinstance(given, str) and _scalable(given):
        plain = f"({given})" if "+" in given or "-" in given else given
        yield SCALE, f"3*{plain}"
        yield SCALE, f"0.1*{plain}"
        if "low=" in given:
            yield NEGATIVE, f"-{plain}"
    elif isinstance(given, str) and given.startswith(("abs(", "exp(")):
        yield NEGATIVE, f"-{given}"


def _one_class(value: Any) -> bool:
    """Whether it lists one class again and again: [0, 0, 0]."""
    return isinstance(value, list) and value in ([0] * len(value), [1] * len(value)) and len(value) > 1


def _scalable(text: str) -> bool:
    random = "normal(" in text or "uniform(" in text
    plain = text.replace("low=", "").replace("high=", "")
    return random and not any(word in plain for word in _NOT_SCALED)


def drawn(bench: Bench, chosen: Sequence[Probe]) -> Drawn:
    """Inputs and keys of these probes; those are left out for which the solution gives no key."""
    block = bench.block
    found: list[tuple[Case, Probe]] = []
    for number, probe in enumerate(chosen):
        try:
            row = _row(bench, probe)
            cases = draw_cases([row], ("float64",), f"{bench.identity}/{number}", 0, extra=len(block.extra))
        except (NotationError, MemoryError):
            continue
        found += [(case, probe) for case in cases]
    return _keyed(bench, found)


def added(bench: Bench, probe: Probe) -> Drawn:
    """The inputs that a part gets with one more case."""
    block = bench.block
    longer = replace(block, cases=(*block.cases, probe.case))
    every = longer.draw(bench.identity, bench.setting.seed)
    return _keyed(bench, [(case, probe) for case in every if case.row == len(block.cases)])


def _row(bench: Bench, probe: Probe) -> CaseRow:
    (row,) = case_rows({**bench.block.arguments, **bench.block.extra}, [probe.case])
    return row._replace(points=None, hidden=False)


def _keyed(bench: Bench, found: Sequence[tuple[Case, Probe]]) -> Drawn:
    if not found:
        return Drawn(Inputs((), (), ()), ())
    block = replace(bench.block, misconceptions={})
    least, most = SENSIBLE
    if not least <= max(block.rtol or 0, block.atol or 0) <= most:
        block = replace(block, rtol=None, atol=None)
    references = References(bench.exercise.id, block, bench.setting.solutions, bench.setting.sandbox)
    raw = tuple(case for case, _ in found)
    try:
        cases = references.resolved(raw)
        key = block.key(references.run(raw, cases))
    except ExerciseFault:
        if len(found) == 1:
            return Drawn(Inputs((), (), ()), ())
        middle = len(found) // 2
        return _joined(_keyed(bench, found[:middle]), _keyed(bench, found[middle:]))
    return Drawn(Inputs(raw, cases, key.alternatives), [probe for _, probe in found])


def _joined(one: Drawn, other: Drawn) -> Drawn:
    if not one.probes or not other.probes:
        return one if one.probes else other
    alternatives = [
        a._replace(expected=(*a.expected, *b.expected))
        for a, b in zip(one.inputs.alternatives, other.inputs.alternatives, strict=True)
    ]
    inputs = Inputs(
        (*one.inputs.drawn, *other.inputs.drawn), (*one.inputs.cases, *other.inputs.cases), alternatives
    )
    return Drawn(inputs, (*one.probes, *other.probes))

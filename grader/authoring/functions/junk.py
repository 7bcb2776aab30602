"""The ``junk`` proof: what holds no work earns nothing, in no check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader.arrays.cases import Case
from grader.authoring.functions.bench import Bench
from grader.authoring.functions.jobs import Try
from grader.authoring.functions.trials import Trials
from grader.authoring.proof import Proof
from grader.errors import listed
from grader.kinds.base import Unreadable
from grader.kinds.function import CodeRun
from grader.sandbox.job import Call
from grader.source import Source, parse_source

_SHAPED = {
    "zeros": "np.zeros(shape)",
    "ones": "np.ones(shape)",
    "whole zeros": "np.zeros(shape, dtype=int)",
    "whole ones": "np.ones(shape, dtype=int)",
    "False everywhere": "np.zeros(shape, dtype=bool)",
    "True everywhere": "np.ones(shape, dtype=bool)",
    "NaN": "np.full(shape, np.nan)",
    "inf": "np.full(shape, np.inf)",
    "a large number": "np.full(shape, 1e9)",
    "random numbers": "np.random.default_rng(0).normal(size=shape)",
    "counted entries": "np.arange(float(np.prod(shape))).reshape(shape)",
    "zeros with one more axis": "np.zeros((1, *shape))",
    "zeros, transposed": "np.zeros(shape[::-1])",
    "ones, flattened": "np.ones(shape).ravel()",
    "an empty array": "np.zeros((0,))",
}
"""Outputs of each shape that is expected, by what they are."""

_WHOLE = {
    "None": "None",
    "the number 0": "0.0",
    "the number 1": "1.0",
    "an empty tuple": "()",
    "an empty dict": "{}",
    "a text": "'answer'",
    "a function": "answer",
    "one output too many": "(*outputs, outputs[0])",
    "one output only": "(outputs[0],)",
    "everything in a dict": "{'result': outputs[0]}",
    "no return": "",
}
"""What is returned as a whole."""

_WRAPPED = {
    "one": "outputs[0]",
    "tuple": "tuple(outputs)",
    "dict": "dict(zip(names, outputs))",
}


def junk(bench: Bench) -> Proof:
    """Every piece of junk against all cases, in one job."""
    trials = Trials("junk")
    files = _files(bench)
    shapes = [
        [list(array.shape) for array in each.arrays[bool(bench.block.loss) :]]
        for each in bench.prepared.key.alternatives[0].expected
    ]
    judged = _scores(bench, files, shapes)
    for about, earning in zip(files, judged, strict=True):
        trials.count(
            not earning,
            f"{about} earns points: {listed(earning)}",
            bench.in_exercise("cases"),
            suggestion=_advice(earning),
        )
    return trials.proof()


def _advice(earning: Sequence[str]) -> str:
    if "values" in earning:
        return "add a case whose result is another one"
    return f"draw other inputs in {listed(earning)}, or leave its points out"


def _files(bench: Bench) -> dict[str, str]:
    """Tiny sources by what they return; each takes the shapes of the outputs before the inputs."""
    wrap = _WRAPPED[bench.block.container]
    made = {about: (entries, wrap) for about, entries in _SHAPED.items()}
    for position, name in enumerate(bench.block.arguments):
        made[f"its input {name}"] = (f"inputs[{position}]", wrap)
        made[f"zeros like its input {name}"] = (f"np.zeros_like(inputs[{position}])", wrap)
    made |= {about: ("np.zeros(shape)", whole) for about, whole in _WHOLE.items()}
    return {about: _text(entries, whole, bench.block.outputs) for about, (entries, whole) in made.items()}


def _text(entries: str, whole: str, names: Sequence[str]) -> str:
    return (
        "import numpy as np\n\n\ndef answer(shapes, *inputs):\n"
        f"    names = {list(names)!r}\n"
        f"    outputs = [{entries} for shape in map(tuple, shapes)]\n"
        f"    {f'return {whole}' if whole else 'pass'}\n"
    )


def _scores(bench: Bench, files: dict[str, str], shapes: list[Any]) -> list[list[str]]:
    """For each file, the checks in which it earns something."""
    cases = bench.prepared.cases
    modules = [f"junk_{number}" for number in range(len(files))]
    tries = [
        Try(
            module,
            text,
            [
                Call("call", (module, "answer", shape, *case.inputs), module, case.layout)
                for case, shape in zip(cases, shapes, strict=True)
            ],
        )
        for module, text in zip(modules, files.values(), strict=True)
    ]
    return [_earning(bench, cases, results) for results in bench.run(tries, cases, bench.block.limits.time)]


def _earning(bench: Bench, cases: tuple[Case, ...], results: Sequence[Any]) -> list[str]:
    block = bench.block
    losses = tuple(results) if block.loss else ()
    plain = parse_source(f"def {block.function}(*inputs):\n    return inputs\n", bench.file)
    assert isinstance(plain, Source)
    run = CodeRun(cases, tuple(results), bench.exercise.id, {bench.exercise.id: plain}, losses)
    response = block.read(run)
    assert not isinstance(response, Unreadable)
    verdict = block.judge(response, bench.prepared.key)
    return [check.name for check in verdict.checks if check.verdict.score] or (
        ["the part"] if verdict.score else []
    )

"""Which small change mends a student's function: found by trying, in the sandbox, after a failure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.arrays.clues import Mended
from grader.arrays.comparison import Difference, compare
from grader.arrays.findings import Expected, input_size
from grader.arrays.outputs import Outputs, unpack
from grader.kinds.function import Alternative, Function, Response
from grader.mutants.mending import changes
from grader.sandbox.job import Call, Ending, Failure, Job, Limits
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.values import Items, Value
from grader.source import Source

DRIVER = "grader.mutants.driver"
PATIENCE = Limits(time=1.0)
"""What all changes together may take."""

MAX_SOURCE = 20_000
MAX_FITTING = 12
"""Changes that make an output of the smallest wrong case right, which are tried on all cases."""


def mended(
    block: Function,
    module: str,
    sources: Mapping[str, Source],
    response: Response,
    key: Alternative,
    sandbox: Sandbox,
) -> tuple[Mended, ...]:
    """The changes after which an output that was wrong is right in every case."""
    if block.loss:
        return ()
    cases, expected = response.cases, key.expected
    source = sources.get(module)
    if source is None or len(source.text) > MAX_SOURCE:
        return ()
    tried = {f"changed_{number}": each for number, each in enumerate(changes(source.text, block.function))}
    wrong = [n for n, given in enumerate(response.results) if not all(_right(given, expected[n], block))]
    if not tried or not wrong:
        return ()
    files = {f"{name}.py": each.text for name, each in sources.items()}
    files |= {f"{name}.py": each.text for name, each in tried.items()}
    smallest = min(wrong, key=lambda n: (input_size(cases[n]), n))

    def results(names: Sequence[str], numbers: Sequence[int]) -> list[dict[str, tuple[bool, ...]]]:
        """For each of these cases, which outputs each change makes right."""
        calls = [
            Call("call_each", (list(names), block.function, *cases[n].inputs), "changed", cases[n].layout)
            for n in numbers
        ]
        record = sandbox.run(Job(files, module, tuple(calls), {"changed": PATIENCE}, driver=DRIVER))
        return [
            {
                name: _right(value, expected[n], block)
                for name, value in zip(names, _items(given, len(names)), strict=True)
            }
            for n, given in zip(numbers, record.results, strict=True)
        ]

    (first,) = results(list(tried), [smallest])
    before = _right(response.results[smallest], expected[smallest], block)
    fitting = [
        name
        for name, right in first.items()
        if any(now and not was for now, was in zip(right, before, strict=True))
    ][:MAX_FITTING]
    if not fitting:
        return ()
    everywhere = results(fitting, range(len(cases)))
    return tuple(
        Mended(tried[name].mistake, tried[name].line, tuple(case[name] for case in everywhere))
        for name in fitting
    )


def _items(value: Value | Failure, count: int) -> Sequence[Value | Failure]:
    """One result for each change; a child can also answer something else."""
    if isinstance(value, Items) and len(value.items) == count:
        return value.items
    return [Failure(Ending.CRASHED)] * count


def _right(value: Value | Outputs | str | Failure, expected: Expected, block: Function) -> tuple[bool, ...]:
    """Of each output, whether it is right."""
    nothing = (False,) * len(block.outputs)
    if isinstance(value, Failure):
        return nothing
    outputs = value if isinstance(value, Outputs | str) else unpack(value, block.outputs, block.container)
    if isinstance(outputs, str):
        return nothing
    return tuple(
        compare(actual.array, array, room).difference is Difference.NONE
        for actual, array, room in zip(outputs.values, expected.arrays, expected.tolerances, strict=True)
    )

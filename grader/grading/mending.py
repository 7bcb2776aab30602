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
from grader.sandbox.run import Run
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.values import Items, Value
from grader.source import Source

DRIVER = "grader.mutants.driver"
PATIENCE = Limits(time=1.0)
"""What all changes together may take."""

MAX_SOURCE = 20_000
MAX_FITTING = 12
"""Changes that make an output of the smallest wrong case right, which are tried on all cases."""


class Mending:
    """Small changes to a student's function, under way on the smallest input that it fails."""

    def __init__(
        self,
        block: Function,
        module: str,
        sources: Mapping[str, Source],
        response: Response,
        key: Alternative,
        sandbox: Sandbox,
    ) -> None:
        self._block, self._module, self._sandbox = block, module, sandbox
        self._cases, self._expected = response.cases, key.expected
        self._run: Run | None = None
        source = sources.get(module)
        right = [
            _right(given, wanted, block) for given, wanted in zip(response.results, key.expected, strict=True)
        ]
        wrong = [number for number, outputs in enumerate(right) if not all(outputs)]
        if block.loss or source is None or len(source.text) > MAX_SOURCE or not wrong:
            return
        self._tried = {f"changed_{n}": each for n, each in enumerate(changes(source.text, block.function))}
        self._files = {f"{name}.py": each.text for name, each in sources.items()}
        self._files |= {f"{name}.py": each.text for name, each in self._tried.items()}
        self._smallest = min(wrong, key=lambda number: (input_size(self._cases[number]), number))
        self._before = right[self._smallest]
        if self._tried:
            self._run = self._start(list(self._tried), [self._smallest])

    def found(self) -> tuple[Mended, ...]:
        """The changes after which an output that was wrong is right, and where."""
        if self._run is None:
            return ()
        (first,) = self._results(self._run, list(self._tried), [self._smallest])
        fitting = [name for name, right in first.items() if _better(right, self._before)][:MAX_FITTING]
        if not fitting:
            return ()
        numbers = range(len(self._cases))
        everywhere = self._results(self._start(fitting, numbers), fitting, numbers)
        return tuple(
            Mended(
                self._tried[name].mistake, self._tried[name].line, tuple(case[name] for case in everywhere)
            )
            for name in fitting
        )

    def _start(self, names: Sequence[str], numbers: Sequence[int]) -> Run:
        calls = [
            Call(
                "call_each",
                (list(names), self._block.function, *self._cases[n].inputs),
                "changed",
                self._cases[n].layout,
            )
            for n in numbers
        ]
        files = {
            file: text
            for file, text in self._files.items()
            if file[:-3] in names or file[:-3] not in self._tried
        }
        return self._sandbox.start(
            Job(files, self._module, tuple(calls), {"changed": PATIENCE}, driver=DRIVER)
        )

    def _results(
        self, run: Run, names: Sequence[str], numbers: Sequence[int]
    ) -> list[dict[str, tuple[bool, ...]]]:
        """For each of these cases, which outputs each change makes right."""
        return [
            {
                name: _right(value, self._expected[number], self._block)
                for name, value in zip(names, _items(given, len(names)), strict=True)
            }
            for number, given in zip(numbers, run.record().results, strict=True)
        ]


def _better(now: Sequence[bool], before: Sequence[bool]) -> bool:
    return any(right and not was for right, was in zip(now, before, strict=True))


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

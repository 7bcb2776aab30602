"""Which small change mends a student's function: found by trying, in the sandbox, after a failure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.arrays.clues import Mended
from grader.arrays.findings import Expected, input_size
from grader.arrays.fit import right_outputs
from grader.arrays.outputs import Outputs, unpack
from grader.kinds.function import Alternative, Function, Response
from grader.mutants.mending import Change, changes
from grader.sandbox.job import Call, Ending, Failure, Job, Limits
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.values import Items, Value
from grader.source import Source

PATIENCE = Limits(time=1.0)
"""What all changes together may take."""

MAX_SOURCE = 20_000
MAX_FITTING = 12
"""Changes that make an output of the smallest wrong case right, which are tried on all cases."""


class Mending:
    """Small changes to a student's function: the calls that try them, and which of them mend it."""

    def __init__(
        self,
        block: Function,
        module: str,
        sources: Mapping[str, Source],
        response: Response,
        key: Alternative,
        prefix: str,
    ) -> None:
        self._block = block
        self._cases, self._expected = response.cases, key.expected
        self._tried: dict[str, Change] = {}
        self.calls: tuple[Call, ...] = ()
        self._group = f"{prefix}_changed"
        source = sources.get(module)
        right = [
            _right(given, wanted, block) for given, wanted in zip(response.results, key.expected, strict=True)
        ]
        wrong = [number for number, outputs in enumerate(right) if not all(outputs)]
        if block.loss or source is None or len(source.text) > MAX_SOURCE or not wrong:
            return
        self._tried = {
            f"{prefix}_changed_{number}": each
            for number, each in enumerate(changes(source.text, block.function, module))
        }
        self._smallest = min(wrong, key=lambda n: (self._cases[n].hidden, input_size(self._cases[n]), n))
        self._before = right[self._smallest]
        if self._tried:
            self.calls = self._calling(list(self._tried), [self._smallest])

    @property
    def files(self) -> dict[str, str]:
        """The changed sources."""
        return {f"{name}.py": each.text for name, each in self._tried.items()}

    def fitting(self, returned: Sequence[Value | Failure]) -> list[str]:
        """The changes after which an output of the smallest wrong case is right that was wrong."""
        if not self.calls:
            return []
        (first,) = self._results(returned, list(self._tried), [self._smallest])
        return [name for name, right in first.items() if _better(right, self._before)][:MAX_FITTING]

    def found(self, fitting: Sequence[str], job: Job, sandbox: Sandbox) -> tuple[Mended, ...]:
        """The fitting changes, and which outputs of which cases are right after them; ``job`` holds the files."""
        numbers = range(len(self._cases))
        calls = self._calling(fitting, numbers)
        record = sandbox.run(job._replace(calls=calls, limits={self._group: PATIENCE}))
        everywhere = self._results(record.results, fitting, numbers)
        return tuple(
            Mended(
                self._tried[name].mistake, self._tried[name].line, tuple(case[name] for case in everywhere)
            )
            for name in fitting
        )

    def _calling(self, names: Sequence[str], numbers: Sequence[int]) -> tuple[Call, ...]:
        function, cases = self._block.function, [self._cases[number] for number in numbers]
        return tuple(
            Call("call_each", (list(names), function, *case.inputs), self._group, case.layout)
            for case in cases
        )

    def _results(
        self, returned: Sequence[Value | Failure], names: Sequence[str], numbers: Sequence[int]
    ) -> list[dict[str, tuple[bool, ...]]]:
        """For each of these cases, which outputs each change makes right."""
        return [
            {
                name: _right(value, self._expected[number], self._block)
                for name, value in zip(names, _items(given, len(names)), strict=True)
            }
            for number, given in zip(numbers, returned, strict=True)
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
    known = isinstance(value, Outputs | str | Failure)
    return right_outputs(value if known else unpack(value, block.outputs, block.container), expected)  # type: ignore[arg-type]

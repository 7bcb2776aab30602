"""Which small change mends a student's function: found by trying, in the sandbox, after a failure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.arrays.clues import Mended
from grader.arrays.findings import Expected, input_size
from grader.arrays.fit import by_fit, right_outputs
from grader.arrays.outputs import unpack
from grader.kinds.function import Function, Key, Response
from grader.mutants.mending import Change, changes
from grader.sandbox.job import Call, Ending, Failure, Limits
from grader.sandbox.values import Items, Value
from grader.source import Source
from grader.verdict import Verdict

PATIENCE = Limits(time=1.0)
"""What all changes together may take."""

MAX_SOURCE = 20_000
LIKELY = 12
"""The first so many changes mend as many functions as all others together."""

MAX_FITTING = 12
"""Changes that make an output of the smallest wrong case right, which are tried on all cases."""


class Mending:
    """Small changes to a student's function: the calls that try them, and which of them mend it.

    The few that mend functions most often are tried on every case at once. Of the others those go on that make an
    output of the smallest wrong case right.
    """

    def __init__(
        self,
        block: Function,
        module: str,
        sources: Mapping[str, Source],
        response: Response,
        key: Key,
        prefix: str,
    ) -> None:
        self._block, self._response, self._key = block, response, key
        accepted = [each.expected for each in key.alternatives]
        self._expected = accepted[by_fit(response.results, accepted)[0]]
        self._group = f"{prefix}/changed"
        self._tried: dict[str, Change] = {}
        self.likely: Sequence[str] = ()
        self.others: Sequence[str] = ()
        self._mended: tuple[Mended, ...] = ()
        source = sources.get(module)
        right = [
            right_outputs(given, wanted)
            for given, wanted in zip(response.results, self._expected, strict=True)
        ]
        wrong = [number for number, outputs in enumerate(right) if not all(outputs)]
        if block.loss or source is None or len(source.text) > MAX_SOURCE or not wrong:
            return
        cases = response.cases
        self._smallest = min(wrong, key=lambda n: (cases[n].hidden, input_size(cases[n]), n))
        self._before = right[self._smallest]
        self._tried = {
            f"{prefix}/changed_{number}": each  # no file that is handed in has a slash in its name
            for number, each in enumerate(changes(source.text, block.function, module))
        }
        names = tuple(self._tried)
        self.likely, self.others = names[:LIKELY], names[LIKELY:]

    def files(self, names: Iterable[str]) -> dict[str, str]:
        """The sources with these changes."""
        return {f"{name}.py": self._tried[name].text for name in names}

    def on_smallest(self) -> tuple[Call, ...]:
        """The calls that try the less likely changes on the smallest wrong case."""
        return self._calling(self.others, [self._smallest])

    def fitting(self, returned: Sequence[Value | Failure]) -> list[str]:
        """The less likely changes after which an output of the smallest wrong case is right that was wrong."""
        (results,) = returned
        return [self.others[number] for number in self._better(self.others, results)][:MAX_FITTING]

    def everywhere(self, names: Sequence[str]) -> tuple[Call, ...]:
        """The calls that try changes on every case."""
        return self._calling(names, range(len(self._response.cases)))

    def judged(self, names: Sequence[str], returned: Sequence[Value | Failure]) -> Verdict | None:
        """The verdict that knows what these changes and those before make right; None if these make nothing right."""
        by_case = [_items(each, len(names)) for each in returned]
        found = []
        for number in self._better(names, returned[self._smallest]):
            change = self._tried[names[number]]
            right = tuple(
                _right(results[number], expected, self._block)
                for results, expected in zip(by_case, self._expected, strict=True)
            )
            found.append(Mended(change.mistake, change.line, right))
        if not found:
            return None
        self._mended += tuple(found)
        return self._block.judge(self._response, self._key._replace(mended=self._mended))

    def _better(self, names: Sequence[str], returned: Value | Failure) -> Iterator[int]:
        """The places of the changes after which an output of the smallest wrong case is right that was wrong."""
        expected = self._expected[self._smallest]
        for number, result in enumerate(_items(returned, len(names))):
            right = _right(result, expected, self._block)
            if any(now and not was for now, was in zip(right, self._before, strict=True)):
                yield number

    @property
    def left(self) -> bool:
        """Whether the others have to be tried: none has made everything right."""
        return bool(self.others) and not any(all(map(all, each.right)) for each in self._mended)

    def _calling(self, names: Sequence[str], numbers: Iterable[int]) -> tuple[Call, ...]:
        function, cases = self._block.function, [self._response.cases[number] for number in numbers]
        return tuple(
            Call("call_each", (list(names), function, *case.inputs), self._group, case.layout)
            for case in cases
        )


def _items(value: Value | Failure, count: int) -> Sequence[Value | Failure]:
    """One result for each change; a child can also answer something else."""
    if isinstance(value, Items) and len(value.items) == count:
        return value.items
    return [Failure(Ending.CRASHED)] * count


def _right(value: Value | Failure, expected: Expected, block: Function) -> tuple[bool, ...]:
    """Of each output, whether it is right."""
    result = value if isinstance(value, Failure) else unpack(value, block.outputs, block.container)
    return right_outputs(result, expected)

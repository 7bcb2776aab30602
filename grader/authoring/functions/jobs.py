"""Many small files run beside the solution, in as few jobs as their arrays allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.arrays.reference import Result
from grader.grading.mistakes import DRIVER
from grader.sandbox.job import Call, Job, Limits
from grader.sandbox.sandbox import Sandbox

MOST_BYTES = 64 * 1024 * 1024
"""What the inputs and outputs of one job take, about: a job has limits of its own."""

MOST_FILES = 400
"""Files of one job."""


class Try(NamedTuple):
    """One file, and what of it is called; its calls share a time limit."""

    module: str
    text: str
    calls: Sequence[Call]


def run_each(
    tries: Sequence[Try],
    *,
    beside: Mapping[str, str],
    module: str,
    limits: Limits,
    size: int,
    sandbox: Sandbox,
) -> list[tuple[Result, ...]]:
    """What the calls of each file give; ``beside`` it are the solutions, ``size`` is about what one takes in bytes.

    The calls are those of the driver ``grader.mutants.driver``, which is told the module to call.
    """
    found: list[tuple[Result, ...]] = []
    for some in _chunks(tries, max(1, min(MOST_FILES, MOST_BYTES // max(1, size)))):
        files = {**beside, **{f"{each.module}.py": each.text for each in some}}
        calls = tuple(call for each in some for call in each.calls)
        groups = dict.fromkeys((call.group for call in calls), limits)
        results = iter(sandbox.run(Job(files, module, calls, groups, driver=DRIVER)).results)
        found += [tuple(next(results) for _ in each.calls) for each in some]
    return found


def _chunks(tries: Sequence[Try], length: int) -> Iterator[Sequence[Try]]:
    yield from (tries[start : start + length] for start in range(0, len(tries), length))

"""What is run, within which limits, and what came of it. Nothing here knows of exercises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

from grader.block import STRICT
from grader.sandbox.values import Value


@dataclass(frozen=True)
class Limits:
    """What a group of calls may take."""

    __pydantic_config__: ClassVar[Any] = STRICT

    time: float = 5.0
    """Wall seconds for all calls together."""
    memory: int = 512
    """MiB on top of what Python and numpy take."""
    output: float = 4.0
    """MiB that may be printed in all calls together."""


class Made(NamedTuple):
    """An argument that another function of the same module makes, in the same child, right before the call."""

    function: str
    arguments: tuple[Any, ...]
    item: int | str | None = None
    """Which of its outputs; all of them if nothing is said."""
    by: str = "own"
    """For whoever makes the job: whose function is meant."""
    names: tuple[str, ...] = ()
    """For whoever shows the job: what its arguments are called."""


class Call(NamedTuple):
    """One call of a function; a timeout ends all calls of its group.

    Arguments are arrays, plain data, tuples and lists of these, and what another function makes.
    """

    function: str
    arguments: tuple[Any, ...]
    group: str = ""
    layout: str = "plain"
    """How arrays lie in memory: plain, strided (not contiguous) or read_only."""
    counted: bool = False
    """Give the Python operations that the call executes, a dict by ``file:line``, in place of its value."""


class Job(NamedTuple):
    """Source files by name (``softmax.py``), the module that is imported, and the calls on it, in order.

    With a ``driver``, a module that is trusted and installed, the calls go to functions of the driver,
    with the job's module in front of the arguments.
    """

    files: Mapping[str, str]
    module: str
    calls: tuple[Call, ...]
    limits: Mapping[str, Limits] = MappingProxyType({})
    import_limits: Limits = Limits(time=5.0)
    driver: str = ""

    def most_memory(self) -> int:
        """MiB that its most generous limit allows."""
        return max([self.import_limits.memory, *(self.limits_of(call).memory for call in self.calls)])

    def limits_of(self, call: Call) -> Limits:
        """The limits of a call's group."""
        return self.limits.get(call.group) or Limits()


class Ending(StrEnum):
    """How a call ended when it did not return."""

    RAISED = "raised"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_MUCH_OUTPUT = "too_much_output"
    FORBIDDEN = "forbidden"
    CRASHED = "crashed"
    SKIPPED = "skipped"
    MISSING = "missing"


class Failure(NamedTuple):
    """What stood in the way: the exception's class and text, and the last line of the job's own files in it."""

    ending: Ending
    error: str = ""
    text: str = ""
    file: str = ""
    line: int = 0


class Warned(NamedTuple):
    """A warning that a group of calls gave, once for each line of the job's own files."""

    group: str
    text: str
    file: str
    line: int


class RunRecord(NamedTuple):
    """What a job's run gave: a value or a failure for each call, in the order of the calls."""

    results: tuple[Value | Failure, ...]
    import_failure: Failure | None = None
    printed: str = ""
    borrowed: tuple[str, ...] = ()
    """Modules that were served in place of ones that are not installed."""
    warned: tuple[Warned, ...] = ()
    changed: Mapping[int, tuple[int, ...]] = MappingProxyType({})
    """By the index of a call, the positions of the arrays that it wrote into."""

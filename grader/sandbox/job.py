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


class Call(NamedTuple):
    """One call of a function; a timeout ends all calls of its group."""

    function: str
    arguments: tuple[Any, ...]
    group: str = ""


class Job(NamedTuple):
    """Source files by name (``softmax.py``), the module that is imported, and the calls on it, in order."""

    files: Mapping[str, str]
    module: str
    calls: tuple[Call, ...]
    limits: Mapping[str, Limits] = MappingProxyType({})
    import_limits: Limits = Limits(time=10.0)

    def limits_of(self, call: Call) -> Limits:
        """The limits of a call's group."""
        return self.limits.get(call.group) or Limits()


class Ending(StrEnum):
    """How a call ended when it did not return."""

    RAISED = "raised"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
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


class RunRecord(NamedTuple):
    """What a job's run gave: a value or a failure for each call, in the order of the calls."""

    results: tuple[Value | Failure, ...]
    import_failure: Failure | None = None
    printed: str = ""
    borrowed: tuple[str, ...] = ()
    """Modules that were served in place of ones that are not installed."""

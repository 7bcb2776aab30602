"""Counting the Python operations (bytecode instructions) of a call, in every frame and thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Collection
from types import CodeType, FrameType
from typing import Any

_set_trace, _get_trace, _monitoring = sys.settrace, sys.gettrace, getattr(sys, "monitoring", None)
"""As they are now, before a submission is imported."""

_MEDDLING = ("sys.settrace", "sys.setprofile", "sys.monitoring.register_callback")
_touched: list[str] = []

sys.addaudithook(lambda event, _: _touched.append(event) if event in _MEDDLING else None)

UNCOUNTED = ("arrayprint.py", "warnings.py", "sandbox/child.py", "sandbox/counting.py")
"""Files whose operations are not the function's own: numpy's printing goes through an array in Python."""


def operations(function: Callable[..., Any], arguments: list[Any], files: Collection[str]) -> dict[str, int]:
    """Operations that a call executes, by ``file:line`` of the files named.

    Those of other files count for the line that led to them; those of numpy's printing do not count.

    Raises:
        RuntimeError: the call has switched the counting off, or tried to.

    """
    counts: dict[tuple[str, int], int] = {}

    def executed(frame: FrameType) -> None:
        if frame.f_code.co_filename.endswith(UNCOUNTED):
            return
        caller: FrameType | None = frame
        while caller is not None and caller.f_code.co_filename not in files:
            caller = caller.f_back
        where = (caller.f_code.co_filename, caller.f_lineno) if caller else ("", 0)
        counts[where] = counts.get(where, 0) + 1

    watch = _monitored if sys.version_info >= (3, 12) else _traced
    watch(lambda: function(*arguments), executed)
    return {f"{file}:{line}": count for (file, line), count in counts.items()}


def _traced(call: Callable[[], Any], executed: Callable[[FrameType], None]) -> None:
    def inside(frame: FrameType, event: str, _: Any) -> Any:
        if event == "opcode":
            executed(frame)
        return inside

    def entered(frame: FrameType, event: str, _: Any) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return inside

    threading.settrace(entered)
    _set_trace(entered)
    before = len(_touched)
    try:
        call()
        _must_be(len(_touched) == before and _get_trace() is entered)
    finally:
        _set_trace(None)
        threading.settrace(None)


def _monitored(call: Callable[[], Any], executed: Callable[[FrameType], None]) -> None:
    """The same where tracing sees a code object only from its second call on."""
    monitoring: Any = _monitoring
    tool, event = monitoring.PROFILER_ID, monitoring.events.INSTRUCTION

    def instruction(code: CodeType, offset: int) -> None:
        executed(sys._getframe(1))

    monitoring.use_tool_id(tool, "operations")
    monitoring.register_callback(tool, event, instruction)
    monitoring.set_events(tool, event)
    before = len(_touched)
    try:
        call()
        _must_be(len(_touched) == before and monitoring.get_events(tool) == event)
    finally:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)


def _must_be(untouched: bool) -> None:
    if not untouched:
        raise RuntimeError("the counting of operations was switched off")

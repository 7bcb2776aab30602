"""What importing and each group of calls may still take: wall seconds between frames, and printed bytes."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Any

from grader.sandbox import wire
from grader.sandbox.job import Call, Job, Limits

_MIB = 1024 * 1024
_AHEAD = 64 * 1024
"""What a pipe holds: so much may come from the next group's calls while an answer is on its way."""


class TooMuchOutputError(Exception):
    """More was printed than may be."""


class _Account:
    def __init__(self, limits: Limits) -> None:
        self.seconds = limits.time
        self.bytes = limits.output * _MIB + _AHEAD


class Budget:
    """Spent once, by all the children of a job together."""

    def __init__(self, job: Job) -> None:
        self._importing = self._current = _Account(job.import_limits)
        self._groups = {call.group: _Account(job.limits_of(call)) for call in job.calls}

    def begin(self) -> None:
        """A new child: what it prints belongs to importing, until its first call is waited for."""
        self._current = self._importing

    def seconds(self, groups: Collection[str]) -> float:
        """What importing and these groups may still take."""
        return self._importing.seconds + sum(self._groups[group].seconds for group in groups)

    def frame(self, receiver: wire.Receiver, call: Call | None) -> tuple[bytes, Any, bytes] | None:
        """The next frame, at the cost of a call's group; without a call, of importing.

        Raises:
            TimeoutError: no seconds are left.
            TooMuchOutputError: no bytes are left.

        """
        account = self._current = self._groups[call.group] if call else self._importing
        started = time.monotonic()
        try:
            return receiver.frame(max(0.001, account.seconds))
        finally:
            account.seconds -= time.monotonic() - started

    def printed(self, count: int) -> None:
        """So many bytes were printed, while waiting for a frame.

        Raises:
            TooMuchOutputError: more than may be.

        """
        self._current.bytes -= count
        if self._current.bytes < 0:
            raise TooMuchOutputError

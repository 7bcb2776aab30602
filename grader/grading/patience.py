"""How much work of the grader itself a submission may cause: reading, parsing, judging."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from collections.abc import Iterator
from types import FrameType

PATIENCE = 10.0
"""Seconds of the processor for one step; the steps of ordinary homework take milliseconds."""

MEMORY = 512 * 1024 * 1024
"""Bytes that one step may take on top of what is taken."""


class TookTooLongError(Exception):
    """A step took more work than any homework needs: a person looks at it."""


@contextlib.contextmanager
def patience(seconds: float = PATIENCE) -> Iterator[None]:
    """End what is done inside after so many seconds of the processor, or when it takes too much memory.

    Waiting costs nothing. Only the main thread can be interrupted; elsewhere nothing is limited.

    Raises:
        TookTooLongError: it took longer.
        MemoryError: it took more memory.

    """

    def over(number: int, frame: FrameType | None) -> None:
        raise TookTooLongError

    try:
        before = signal.signal(signal.SIGPROF, over)
    except ValueError:
        yield
        return
    limits = resource.getrlimit(resource.RLIMIT_AS)
    try:
        _limit_memory(limits)
        signal.setitimer(signal.ITIMER_PROF, seconds, seconds)  # again, should something swallow the first
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _limit_memory(limits: tuple[int, int]) -> None:
    try:
        with open("/proc/self/statm") as statm:
            most = int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") + MEMORY
    except OSError:
        return
    soft, hard = limits
    if soft < 0 or most < soft:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))

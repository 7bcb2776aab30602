"""How much work of the grader itself a submission may cause: reading, parsing, judging."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

PATIENCE = 10.0
"""Seconds of the processor for one step; the steps of ordinary homework take milliseconds."""


class TookTooLongError(Exception):
    """A step took more work than any homework needs: a person looks at it."""


@contextlib.contextmanager
def patience(seconds: float = PATIENCE) -> Iterator[None]:
    """End what is done inside after so many seconds of the processor; waiting costs nothing.

    Only the main thread can be interrupted; elsewhere nothing is limited.

    Raises:
        TookTooLongError: it took longer.

    """

    def over(number: int, frame: FrameType | None) -> None:
        raise TookTooLongError

    try:
        before = signal.signal(signal.SIGPROF, over)
    except ValueError:
        yield
        return
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, seconds)  # again, should something swallow the first
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

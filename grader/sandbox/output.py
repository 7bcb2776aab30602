"""What a child prints, read from its pipe as it comes."""

from __future__ import annotations

import os
from collections.abc import Callable

KEPT = 16 * 1024
"""Bytes that are kept to be shown; the others are only counted."""

_CHUNK = 64 * 1024


class Output:
    """The output of all the children of one job."""

    def __init__(self, counted: Callable[[int], None]) -> None:
        self._counted = counted
        self._kept = bytearray()

    def read(self, pipe: int) -> bool:
        """Read what is there, and have it counted; False when no more will come."""
        try:
            received = os.read(pipe, _CHUNK)
        except BlockingIOError:
            return True
        self._kept += received[: max(0, KEPT - len(self._kept))]
        self._counted(len(received))
        return bool(received)

    def text(self) -> str:
        """The first of it."""
        return self._kept.decode("utf-8", "replace")

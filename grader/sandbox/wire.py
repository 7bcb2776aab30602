"""Frames on a socket: one letter, two lengths, a JSON object and raw bytes. No pickle, no evaluation."""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from grader.sandbox.values import GarbledError

_HEADER = struct.Struct("<cII")
MAX_META = 256 * 1024
MAX_RAW = 256 * 1024 * 1024
MAX_ANSWER = 32 * 1024 * 1024
"""What one answer from a child may hold."""

MAX_TOTAL = 256 * 1024 * 1024
"""What all answers to one job may hold."""

JOB, READY, IMPORTED, VALUE, FAILURE, DONE = b"J", b"R", b"I", b"V", b"F", b"D"


class TooMuchError(Exception):
    """More bytes came than may come."""


def send(channel: socket.socket, kind: bytes, meta: Any, raw: bytes = b"") -> None:
    """Send one frame.

    Raises:
        OSError: the other side is gone.

    """
    text = json.dumps(meta, separators=(",", ":")).encode("ascii")
    channel.sendall(_HEADER.pack(kind, len(text), len(raw)) + text)
    if raw:
        channel.sendall(raw)


class Receiver:
    """Reads frames from a socket, each before a deadline, and no more than ``total`` bytes."""

    def __init__(
        self,
        channel: socket.socket,
        max_meta: int = MAX_META,
        max_raw: int = MAX_ANSWER,
        total: int = MAX_TOTAL + MAX_RAW,
    ) -> None:
        self._channel = channel
        self._max_meta = max_meta
        self._max_raw = max_raw
        self._left = total
        self._buffer = bytearray()
        self._aside: tuple[int, Callable[[], bool]] | None = None
        self._poll = select.poll()
        self._poll.register(channel, select.POLLIN)

    def read_aside(self, descriptor: int, read: Callable[[], bool]) -> None:
        """While waiting, call ``read`` whenever there is something on another descriptor, until it says no more."""
        self._aside = descriptor, read
        self._poll.register(descriptor, select.POLLIN)

    @property
    def left(self) -> int:
        """How many bytes may still come."""
        return self._left

    def frame(self, seconds: float | None = None) -> tuple[bytes, Any, bytes] | None:
        """The next frame; None when the other side has closed.

        Raises:
            TimeoutError: no whole frame within ``seconds``.
            GarbledError: what came is no frame.
            TooMuchError: more came in all than may come.

        """
        deadline = None if seconds is None else time.monotonic() + seconds
        if not self._fill(_HEADER.size, deadline):
            return None
        kind, meta_length, raw_length = _HEADER.unpack(self._take(_HEADER.size))
        if meta_length > self._max_meta or raw_length > self._max_raw:
            raise GarbledError("a frame that is too long")
        self._left -= meta_length + raw_length
        if self._left < 0:
            raise TooMuchError
        if not self._fill(meta_length + raw_length, deadline):
            return None
        try:
            meta = json.loads(self._take(meta_length))
        except (ValueError, RecursionError):
            raise GarbledError("a frame that is no JSON") from None
        return kind, meta, self._take(raw_length)

    def _take(self, length: int) -> bytes:
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken

    def _fill(self, length: int, deadline: float | None) -> bool:
        while len(self._buffer) < length:
            if not self._readable(deadline):
                continue
            try:
                received = self._channel.recv(1 << 18, socket.MSG_DONTWAIT)
            except BlockingIOError:
                continue  # urgent data, which is none of ours
            except ConnectionResetError:
                return False
            if not received:
                return False
            self._buffer += received
        return True

    def _readable(self, deadline: float | None) -> bool:
        """Whether the channel can be read now; waits until it, or what is read aside, can be."""
        remaining = None if deadline is None else deadline - time.monotonic()
        if remaining is not None and remaining <= 0:
            raise TimeoutError
        ready = {
            descriptor for descriptor, _ in self._poll.poll(None if remaining is None else 1000 * remaining)
        }
        if self._aside and self._aside[0] in ready and not self._aside[1]():
            self._poll.unregister(self._aside[0])
            self._aside = None
        return self._channel.fileno() in ready

"""Frames on a socket: one letter, two lengths, a JSON object and raw bytes. No pickle, no evaluation."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

from grader.sandbox.values import GarbledError

_HEADER = struct.Struct("<cII")
MAX_META = 256 * 1024
MAX_RAW = 256 * 1024 * 1024
MAX_ANSWER = 32 * 1024 * 1024
"""What one answer from a child may hold."""

JOB, READY, IMPORTED, VALUE, FAILURE, DONE = b"J", b"R", b"I", b"V", b"F", b"D"


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
    """Reads frames from a socket, each before a deadline."""

    def __init__(self, channel: socket.socket, max_meta: int = MAX_META, max_raw: int = MAX_ANSWER) -> None:
        self._channel = channel
        self._max_meta = max_meta
        self._max_raw = max_raw
        self._buffer = bytearray()

    def frame(self, seconds: float | None = None) -> tuple[bytes, Any, bytes] | None:
        """The next frame; None when the other side has closed.

        Raises:
            TimeoutError: no whole frame within ``seconds``.
            GarbledError: what came is no frame.

        """
        deadline = None if seconds is None else time.monotonic() + seconds
        if not self._fill(_HEADER.size, deadline):
            return None
        kind, meta_length, raw_length = _HEADER.unpack(self._take(_HEADER.size))
        if meta_length > self._max_meta or raw_length > self._max_raw:
            raise GarbledError("a frame that is too long")
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
            if deadline is not None:
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    raise TimeoutError
                self._channel.settimeout(remaining)
            try:
                received = self._channel.recv(1 << 18)
            except ConnectionResetError:
                return False
            if not received:
                return False
            self._buffer += received
        return True

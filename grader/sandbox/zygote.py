"""The process that forks children: numpy is loaded, nothing of a course ever is.

It is forked from the grader before any exercise is read. It gets one end of a fresh socket pair for
each child and hands it on unread, so no job and no expected value passes through its memory.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import struct
import sys

from grader.errors import GraderError
from grader.sandbox import child
from grader.sandbox.lockdown import lock_down

_REQUEST = struct.Struct("<cII")
_STATUS = struct.Struct("<i")
_FORK, _REAP, _FORGET = b"F", b"R", b"G"


class Zygote:
    """The grader's side: asks for children and for their end."""

    def __init__(self) -> None:
        """Fork the zygote now; everything this process has loaded so far is in it."""
        ours, theirs = socket.socketpair()
        self._process = os.fork()
        if self._process == 0:
            ours.close()
            _serve(theirs)
        theirs.close()
        self._control = ours
        self._children = 0

    def fork(self, cpu_seconds: int) -> tuple[int, socket.socket]:
        """A new child's number, and the channel to it; returns before the child exists."""
        ours, theirs = socket.socketpair()
        self._children += 1
        with theirs:
            request = _REQUEST.pack(_FORK, self._children, cpu_seconds)
            socket.send_fds(self._control, [request], [theirs.fileno()])
        return self._children, ours

    def reap(self, child: int) -> int:
        """Kill a child if it still runs; its wait status (see os.waitstatus_to_exitcode)."""
        self._control.sendall(_REQUEST.pack(_REAP, child, 0))
        reply = self._control.recv(_STATUS.size, socket.MSG_WAITALL)
        if len(reply) < _STATUS.size:
            raise GraderError("the process that forks children is gone")
        status: int = _STATUS.unpack(reply)[0]
        return status

    def forget(self, child: int) -> None:
        """Kill a child if it still runs, without waiting for its end."""
        self._control.sendall(_REQUEST.pack(_FORGET, child, 0))

    def close(self) -> None:
        """End the zygote, and with it every child."""
        self._control.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._process, 0)


def _serve(control: socket.socket) -> None:
    """Fork and reap on request until the grader is gone; never returns."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    sys.argv[:] = ["grade"]
    gc.freeze()
    children: dict[int, int] = {}
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, _REQUEST.size, 1)
        if len(message) < _REQUEST.size:
            break
        order, number, cpu_seconds = _REQUEST.unpack(message)
        if order == _FORK:
            process = os.fork()
            if process == 0:
                control.close()
                channel = socket.socket(fileno=descriptors[0])
                lock_down(channel, cpu_seconds)
                child.run(channel)
            os.close(descriptors[0])
            children[number] = process
        else:
            process = children.pop(number)
            os.kill(process, signal.SIGKILL)  # not reaped yet, so the number is still this child's
            status = os.waitpid(process, 0)[1]
            if order == _REAP:
                control.sendall(_STATUS.pack(status))
    for process in children.values():
        os.kill(process, signal.SIGKILL)
    os._exit(0)

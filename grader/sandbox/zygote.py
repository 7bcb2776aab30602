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

from grader.sandbox import child
from grader.sandbox.lockdown import lock_down

_REQUEST = struct.Struct("<cI")
_REPLY = struct.Struct("<iid")
_FORK, _REAP = b"F", b"R"


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

    def fork(self, cpu_seconds: int) -> tuple[int, socket.socket]:
        """A new child's process id, and the channel to it."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [_REQUEST.pack(_FORK, cpu_seconds)], [theirs.fileno()])
            process, _, _ = self._reply()
        return process, ours

    def reap(self, process: int) -> int:
        """Kill a child if it still runs; its wait status (see os.waitstatus_to_exitcode)."""
        self._control.sendall(_REQUEST.pack(_REAP, process))
        return self._reply()[1]

    def close(self) -> None:
        """End the zygote, and with it every child."""
        self._control.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._process, 0)

    def _reply(self) -> tuple[int, int, float]:
        reply = self._control.recv(_REPLY.size, socket.MSG_WAITALL)
        if len(reply) < _REPLY.size:
            raise OSError("the process that forks children is gone")
        process, status, seconds = _REPLY.unpack(reply)
        return process, status, seconds


def _serve(control: socket.socket) -> None:
    """Fork and reap on request until the grader is gone; never returns."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    sys.argv[:] = ["grade"]
    gc.freeze()
    children: set[int] = set()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, _REQUEST.size, 1)
        if len(message) < _REQUEST.size:
            break
        order, number = _REQUEST.unpack(message)
        if order == _FORK:
            process = os.fork()
            if process == 0:
                control.close()
                channel = socket.socket(fileno=descriptors[0])
                lock_down(channel, number)
                child.run(channel)
            os.close(descriptors[0])
            children.add(process)
            control.sendall(_REPLY.pack(process, 0, 0.0))
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
            _, status, usage = os.wait4(number, 0)
            children.discard(number)
            control.sendall(_REPLY.pack(number, status, usage.ru_utime + usage.ru_stime))
    for process in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    os._exit(0)

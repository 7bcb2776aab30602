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
import time

from grader.errors import GraderError
from grader.sandbox import child
from grader.sandbox.lockdown import lock_down

_REQUEST = struct.Struct("<cI")
_STATUS = struct.Struct("<i")
_FORK, _REAP, _FORGET, _PING = b"F", b"R", b"G", b"P"
_PATIENCE = 5.0
"""Seconds after which a zygote that does not answer is given up."""

_TURNS = 500
"""Milliseconds for a zygote to end by itself."""


class ZygoteLost(GraderError):
    """The process that forks children is gone or does not answer: something in a child saw to that."""


class Zygote:
    """The grader's side: asks for children and for their end."""

    def __init__(self, process: int, control: socket.socket) -> None:
        self._process = process
        self._control = control
        self._control.settimeout(_PATIENCE)
        self._children = 0

    @classmethod
    def forked(cls) -> Zygote:
        """Fork the zygote now; everything this process has loaded so far is in it."""
        ours, theirs = socket.socketpair()
        process = os.fork()
        if process == 0:
            ours.close()
            serve(theirs)
        theirs.close()
        return cls(process, ours)

    @classmethod
    def fresh(cls) -> Zygote:
        """A zygote in an interpreter of its own, for when this process knows what no child may know."""
        ours, theirs = socket.socketpair()
        package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        program = (
            f"import sys; sys.path.append({package!r}); from grader.sandbox.zygote import serve; import socket; "
            f"serve(socket.socket(fileno={theirs.fileno()}))"
        )
        theirs.set_inheritable(True)
        process = os.posix_spawn(sys.executable, [sys.executable, "-I", "-c", program], dict(os.environ))
        theirs.close()
        return cls(process, ours)

    def fork(self) -> tuple[int, socket.socket]:
        """A new child's number, and the channel to it; returns before the child exists."""
        ours, theirs = socket.socketpair()
        self._children += 1
        with theirs:
            request = _REQUEST.pack(_FORK, self._children)
            try:
                socket.send_fds(self._control, [request], [theirs.fileno()])
            except OSError:
                raise ZygoteLost from None
        return self._children, ours

    def reap(self, child: int) -> int:
        """Kill a child if it still runs; its wait status (see os.waitstatus_to_exitcode)."""
        return self._asked(_REAP, child)

    def forget(self, child: int) -> None:
        """Kill a child if it still runs, without waiting for its end."""
        try:
            self._control.sendall(_REQUEST.pack(_FORGET, child))
        except OSError:
            raise ZygoteLost from None

    def answers(self) -> bool:
        """Whether the zygote is there and does what it is asked."""
        try:
            return self._asked(_PING, 0) == 0
        except ZygoteLost:
            return False

    def close(self, *, wait: bool = True) -> None:
        """End the zygote, and with it every child; a process about to exit itself need not ``wait`` for it."""
        self._control.close()
        with contextlib.suppress(ChildProcessError, ProcessLookupError):
            os.kill(self._process, signal.SIGCONT)  # a stopped one would not see that its work is over
            for _ in range(_TURNS if wait else 0):
                if os.waitpid(self._process, os.WNOHANG)[0]:
                    return
                time.sleep(0.001)
            if wait:
                os.kill(self._process, signal.SIGKILL)  # stuck
                os.waitpid(self._process, 0)

    def _asked(self, order: bytes, child: int) -> int:
        try:
            self._control.sendall(_REQUEST.pack(order, child))
            reply = self._control.recv(_STATUS.size, socket.MSG_WAITALL)
        except OSError:
            raise ZygoteLost from None
        if len(reply) < _STATUS.size:
            raise ZygoteLost
        status: int = _STATUS.unpack(reply)[0]
        return status


def serve(control: socket.socket) -> None:
    """Fork and reap on request until the grader is gone; never returns."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    kept = control.fileno()
    os.closerange(3, kept)  # nothing else of the grader's: another zygote would never see its end
    os.closerange(kept + 1, max(kept + 2, 4096))
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
        order, number = _REQUEST.unpack(message)
        if order == _FORK:
            process = os.fork()
            if process == 0:
                control.close()
                channel = socket.socket(fileno=descriptors[0])
                lock_down(channel)
                child.run(channel)
            os.close(descriptors[0])
            children[number] = process
        elif order == _PING:
            control.sendall(_STATUS.pack(0))
        else:
            process = children.pop(number)
            _kill(process)
            status = os.waitpid(process, 0)[1]
            if order == _REAP:
                control.sendall(_STATUS.pack(status))
    for process in children.values():
        _kill(process)
    os._exit(0)


def _kill(process: int) -> None:
    """End a child that has not been reaped, so that the number is still its own, and what it started."""
    os.kill(process, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):  # it may have no group of its own yet
        os.killpg(process, signal.SIGKILL)

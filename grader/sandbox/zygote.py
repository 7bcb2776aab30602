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
from typing import NamedTuple

import numpy as np

import grader
from grader.errors import GraderError
from grader.sandbox import child, kernel
from grader.sandbox.lockdown import Lockdown, Rung, address_space, close_all_but, lock_down
from grader.sandbox.selftest import first, proven

_REQUEST = struct.Struct("<cI")
_STATUS = struct.Struct("<i")
_FORK, _REAP, _FORGET, _PING = b"F", b"R", b"G", b"P"
_RUNGS = list(Rung)
_KEPT = ("LD_LIBRARY_PATH", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""What a fresh interpreter needs of the environment; numpy's threads would not survive a fork."""

_PATIENCE = 20.0
"""Seconds after which a zygote that does not answer is given up."""

_TURNS = 500
"""Milliseconds for a zygote to end by itself."""


class ZygoteLost(GraderError):
    """The process that forks children is gone or does not answer: something in a child saw to that."""


class Child(NamedTuple):
    """The grader's ends of a child: its number, its channel, and what it prints."""

    number: int
    channel: socket.socket
    output: int

    def close(self) -> None:
        """Close both ends."""
        self.channel.close()
        os.close(self.output)


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
            try:
                ours.close()
                serve(theirs, os.getppid())
            finally:
                os._exit(1)
        theirs.close()
        return cls(process, ours)

    @classmethod
    def fresh(cls) -> Zygote:
        """A zygote in an interpreter of its own, for when this process knows what no child may know."""
        ours, theirs = socket.socketpair()
        folders = [os.path.dirname(os.path.abspath(module.__path__[0])) for module in (grader, np)]
        program = (
            f"import sys; sys.path += {folders!r}; from grader.sandbox.zygote import serve; import socket; "
            f"serve(socket.socket(fileno={theirs.fileno()}), {os.getpid()})"
        )
        theirs.set_inheritable(True)
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        process = os.posix_spawn(sys.executable, [sys.executable, "-I", "-c", program], environment)
        theirs.close()
        return cls(process, ours)

    def fork(self) -> Child:
        """A new child; returns before it exists."""
        ours, theirs = socket.socketpair()
        output, printed = os.pipe()
        self._children += 1
        child = Child(self._children, ours, output)
        try:
            request = _REQUEST.pack(_FORK, self._children)
            socket.send_fds(self._control, [request], [theirs.fileno(), printed])
        except OSError:
            child.close()
            raise ZygoteLost from None
        finally:
            theirs.close()
            os.close(printed)
        return child

    def reap(self, child: int) -> int:
        """Kill a child if it still runs; its wait status (see os.waitstatus_to_exitcode)."""
        return self._asked(_REAP, child)

    def forget(self, child: int) -> None:
        """Kill a child if it still runs, without waiting for its end."""
        try:
            self._control.sendall(_REQUEST.pack(_FORGET, child))
        except OSError:
            raise ZygoteLost from None

    def rung(self) -> Rung | None:
        """What its children are held by; None if the zygote is gone or does not do what it is asked."""
        try:
            return _RUNGS[self._asked(_PING, 0)]
        except (ZygoteLost, IndexError):
            return None

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


def serve(control: socket.socket, parent: int) -> None:
    """Fork and reap on request until the grader, process ``parent``, is gone; never returns."""
    os.setsid()
    kernel.die_with_parent(parent)
    # whoever runs in the background, or under nohup, has some of these ignored, and children would inherit that
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    close_all_but(control.fileno())  # nothing else of the grader's: another zygote would never see its end
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.chdir("/")
    sys.argv[:] = sys.orig_argv[:] = ["grade"]
    kernel.forget_environment()
    lockdown, tested = first(), False  # children may be forked at once; none gets a job before the test
    _load_beforehand(lockdown.rung)
    gc.freeze()
    children: dict[int, int] = {}
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, _REQUEST.size, 2)
        if len(message) < _REQUEST.size:
            break
        order, number = _REQUEST.unpack(message)
        if order == _FORK:
            children[number] = _forked(control, lockdown, *descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
        elif order == _PING:
            if not tested:
                lockdown, tested = proven(lockdown), True
                _load_beforehand(lockdown.rung)
            control.sendall(_STATUS.pack(_RUNGS.index(lockdown.rung)))
        else:
            status = _ended(children.pop(number, 0))
            if order == _REAP:
                control.sendall(_STATUS.pack(status))
    for process in children.values():
        _ended(process)
    os._exit(0)


def _load_beforehand(rung: Rung) -> None:
    if rung is Rung.SECCOMP:  # nothing can be opened later
        from grader.sandbox.preload import preload

        preload()


def _forked(control: socket.socket, lockdown: Lockdown, channel: int, output: int) -> int:
    """A child's process number; 0 if the system has no room for another process."""
    parent = os.getpid()
    try:
        process = os.fork()
    except OSError:
        return 0
    if process == 0:
        try:
            control.close()
            base = address_space()
            ours = socket.socket(fileno=channel)
            lock_down(lockdown, parent, channel, output)
            child.run(ours, base, opening=lockdown.rung is not Rung.SECCOMP)
        finally:
            os._exit(0)  # it never said that it is ready, so this is no answer of a submission
    return process


def _ended(process: int) -> int:
    """End a child that has not been reaped, so that the number is still its own, and all it started; its status."""
    if not process:
        return 0
    os.kill(process, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):  # it may have no group of its own yet
        os.killpg(process, signal.SIGKILL)
    return os.waitpid(process, 0)[1]

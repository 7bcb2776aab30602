"""Which rung of the sandbox holds here: found by trying, never from a version number.

A child steps on the rung and then attempts what no submission may do. One thing that is not refused,
and the rung below is tried.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable

from grader.sandbox.lockdown import Lockdown, Rung, lock_down, prepared

_REFUSED, _NOT_REFUSED = 0, 1
_WRITTEN_BY_ALL = ("/dev/zero", "/dev/full")
_PROBE = "/tmp/.grader-self-test"


def strongest() -> Lockdown:
    """The first rung that this machine has and that refuses everything it must."""
    return proven(first())


def first(below: Rung | None = None) -> Lockdown:
    """The first rung, ``below`` another, that this machine claims to have."""
    rungs = list(Rung)
    for rung in rungs[rungs.index(below) + 1 if below else 0 :]:
        with contextlib.suppress(OSError):
            return prepared(rung)
    return prepared(Rung.NONE)


def proven(lockdown: Lockdown) -> Lockdown:
    """The same rung, if it holds, or the first below that does."""
    while lockdown.rung is not Rung.NONE and not holds(lockdown):
        if lockdown.rules >= 0:
            os.close(lockdown.rules)
        lockdown = first(below=lockdown.rung)
    return lockdown


def holds(lockdown: Lockdown) -> bool:
    """Whether a child on this rung is refused what it attempts."""
    parent = os.getpid()
    process = os.fork()
    if process == 0:
        try:
            ours, _theirs = socket.socketpair()
            lock_down(lockdown, parent, ours.fileno(), os.open(os.devnull, os.O_WRONLY))
            os._exit(_REFUSED if all(map(_refused, ATTEMPTS)) else _NOT_REFUSED)
        finally:
            os._exit(_NOT_REFUSED)
    return os.waitpid(process, 0)[1] == _REFUSED


def _refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _read() -> None:
    try:
        os.close(os.open("/etc/passwd", os.O_RDONLY))
    except FileNotFoundError:  # a bare container: what is there must be refused all the same
        os.listdir("/")


def _write() -> None:
    for name in _WRITTEN_BY_ALL:
        try:
            os.close(os.open(name, os.O_WRONLY))
        except FileNotFoundError:  # a bare container
            continue
        return
    os.close(os.open(_PROBE, os.O_WRONLY | os.O_CREAT, 0o600))
    os.unlink(_PROBE)


def _connect() -> None:
    socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _signal() -> None:
    os.kill(os.getppid(), 0)


ATTEMPTS = (_read, _write, _connect, _fork, _signal)
"""What a submission would attempt: each must end in a PermissionError."""

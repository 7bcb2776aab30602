"""What a submission attempted that the sandbox refuses, in words: for the message alone, not for the outcome."""

from __future__ import annotations

from typing import Any

_PROCESS = "start another process"
_PROGRAM = "run another program"
_NETWORK = "use the network"
_SIGNAL = "signal another process"
_CHANGE = "change files"
_LIMITS = "change the limits of a process"

ATTEMPTS = {
    "open": "open {}", "os.listdir": "list {}", "os.scandir": "list {}",
    "os.fork": _PROCESS, "os.forkpty": _PROCESS,
    "subprocess.Popen": _PROGRAM, "os.system": _PROGRAM, "os.exec": _PROGRAM, "os.posix_spawn": _PROGRAM,
    "_posixsubprocess.fork_exec": _PROGRAM,
    "socket.__new__": _NETWORK, "socket.connect": _NETWORK, "socket.bind": _NETWORK, "socket.getaddrinfo": _NETWORK,
    "os.kill": _SIGNAL, "os.killpg": _SIGNAL, "signal.pthread_kill": _SIGNAL,
    "os.remove": _CHANGE, "os.rename": _CHANGE, "os.mkdir": _CHANGE, "os.rmdir": _CHANGE, "os.link": _CHANGE,
    "os.symlink": _CHANGE, "os.truncate": _CHANGE, "os.chmod": _CHANGE, "os.chown": _CHANGE, "os.utime": _CHANGE,
    "os.setxattr": _CHANGE, "resource.setrlimit": _LIMITS, "resource.prlimit": _LIMITS,
}  # fmt: skip
"""Audit events (docs.python.org/3/library/audit_events.html), and what the submission tried to do."""

_NO_THREAD = "can't start new thread"
_DEPTH = 5


class Refusals:
    """Remembers the last attempt, and recognises the error that its refusal led to."""

    def __init__(self) -> None:
        self._last = ""

    def begin(self) -> None:
        """Forget what was attempted before."""
        self._last = ""

    def attempted(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook."""
        if said := ATTEMPTS.get(event):
            self._last = said.format(str(arguments[0])[:200] if arguments else "")

    def behind(self, error: BaseException) -> str:
        """What was refused, if that is what ``error`` comes from; else nothing."""
        if isinstance(error, RuntimeError) and str(error) == _NO_THREAD:
            return "start a thread"
        cause: BaseException | None = error
        for _ in range(_DEPTH):
            if isinstance(cause, PermissionError):
                return self._last or "do what no function needs"
            if not isinstance(cause, OSError | ImportError):
                return ""
            cause = cause.__cause__ or cause.__context__
        return ""

"""System calls that Python has no function for; the one place that reaches past the interpreter."""

from __future__ import annotations

import ctypes
import os
import platform
import sys

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CAPABILITY_VERSION = 0x20080522
_CAP_DAC_READ_SEARCH = 1 << 2

MACHINE = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}.get(
    platform.machine().lower(), ""
)
"""The processor, where its system calls are known and the kernel is Linux; else nothing."""

if sys.platform != "linux" or ctypes.sizeof(ctypes.c_void_p) != 8 or sys.byteorder != "little":
    MACHINE = ""

_libc = ctypes.CDLL(None, use_errno=True)


def call(number: int, *arguments: int | bytes | None) -> int:
    """A system call by number; ``bytes`` are passed by address.

    Raises:
        OSError: the kernel refuses.

    """
    given = [ctypes.c_long(each) if isinstance(each, int) else ctypes.c_char_p(each) for each in arguments]
    result: int = _libc.syscall(ctypes.c_long(number), *given)
    return _checked(result)


def prctl(
    option: int, value: int, buffer: ctypes.Array[ctypes.c_char] | ctypes.Structure | None = None
) -> None:
    """Change how the kernel treats this process; man 2 prctl names the options.

    Raises:
        OSError: the kernel refuses.

    """
    third = ctypes.byref(buffer) if buffer is not None else None
    _checked(_libc.prctl(option, ctypes.c_ulong(value), third, None, None))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def die_with_parent(parent: int) -> None:
    """Be killed when the process that forked this one ends, even if it has ended already."""
    import signal

    if sys.platform == "linux":
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def forbid_new_privileges() -> None:
    """Never gain rights by running a program."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def drop_capabilities(capset: int) -> None:
    """Give up what makes root root; only reading past file modes stays, and only for who had it.

    A grader started by root may use an interpreter in somebody's private home. What may be read at all
    is then decided by Landlock, or nothing may be opened.
    """
    header = _CAPABILITY_VERSION.to_bytes(4, "little") + bytes(4)
    kept = (_CAP_DAC_READ_SEARCH).to_bytes(4, "little")
    try:
        call(capset, header, kept + kept + bytes(16))
    except PermissionError:
        call(capset, header, bytes(24))


def forget_environment() -> None:
    """Empty the environment, and overwrite the memory that held it: it may name secrets."""
    if sys.platform == "linux":
        environ = ctypes.POINTER(ctypes.c_char_p).in_dll(_libc, "environ")
        addresses = ctypes.cast(environ, ctypes.POINTER(ctypes.c_void_p))
        index = 0
        while addresses and addresses[index]:
            ctypes.memset(addresses[index], 0, len(ctypes.string_at(addresses[index])))
            index += 1
    os.environ.clear()


def program(instructions: bytes) -> ctypes.Structure:
    """A filter program (struct sock_fprog) for prctl; it keeps the instructions alive."""
    return _Program(len(instructions) // 8, instructions)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))

"""What a child gives up before it reads a job: terminal, files, network, other processes, unlimited resources."""

from __future__ import annotations

import contextlib
import os
import resource
from enum import StrEnum
from typing import NamedTuple

from grader.sandbox import kernel, landlock, seccomp
from grader.sandbox.readable import MODULE_FOLDERS, STANDARD_LIBRARY, WRITABLE, readable
from grader.sandbox.syscalls import CAPSET

_MAX_DESCRIPTORS = 64
_MORE_THAN_NUMPY_TAKES = 1 << 30
_LISTABLE = (STANDARD_LIBRARY, *MODULE_FOLDERS)


class Rung(StrEnum):
    """What protects this machine from a child, from most to least, as the report names it."""

    LANDLOCK = "landlock+seccomp+rlimits"
    SECCOMP = "seccomp+rlimits"
    """No file can be opened at all; what may be imported is loaded before."""
    NONE = "none"
    """Limits on time, memory, files and processes, which a hostile program gets around."""


class Lockdown(NamedTuple):
    """A rung, made ready once; each child only has to step on it."""

    rung: Rung
    instructions: bytes = b""
    rules: int = -1


def prepared(rung: Rung) -> Lockdown:
    """A rung made ready.

    Raises:
        OSError: this machine does not have it.

    """
    if rung is Rung.NONE:
        return Lockdown(rung)
    if not kernel.MACHINE:
        raise OSError("neither Linux on x86-64 nor on aarch64")
    opening = rung is Rung.LANDLOCK
    instructions = seccomp.assemble(kernel.MACHINE, opening=opening)
    return Lockdown(rung, instructions, landlock.create(readable(), _LISTABLE, WRITABLE) if opening else -1)


def lock_down(lockdown: Lockdown, parent: int, channel: int, output: int) -> None:
    """Leave this process, a child of ``parent``, with its channel, and its output as descriptors 1 and 2.

    Raises:
        OSError: a layer is refused; who called must not go on.

    """
    os.setsid()
    kernel.die_with_parent(parent)
    os.chdir("/")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor, place in ((null, 0), (output, 1), (output, 2)):
        os.dup2(descriptor, place)
    close_all_but(channel, lockdown.rules)
    _limit()
    if lockdown.rung is Rung.NONE:
        return
    kernel.forbid_new_privileges()
    kernel.drop_capabilities(CAPSET[0 if kernel.MACHINE == "x86_64" else 1])
    if lockdown.rung is Rung.LANDLOCK:
        landlock.restrict(lockdown.rules)
        os.close(lockdown.rules)
    seccomp.install(lockdown.instructions, os.getpid())


def close_all_but(*kept: int) -> None:
    """Close every descriptor except the standard ones and these."""
    try:
        opened = {int(name) for name in os.listdir("/proc/self/fd")}
    except OSError:
        opened = set(range(65536))
    for descriptor in opened - {0, 1, 2, *kept}:
        with contextlib.suppress(OSError):
            os.close(descriptor)


def _limit() -> None:
    _set(resource.RLIMIT_CORE, 0, 0)
    _set(resource.RLIMIT_FSIZE, 0, 0)
    _set(resource.RLIMIT_NPROC, 0, 0)  # root is not bound by it
    _set(resource.RLIMIT_NOFILE, _MAX_DESCRIPTORS, _MAX_DESCRIPTORS)


def _set(limit: int, soft: int, hard: int) -> None:
    """Set a limit, but never above the one that was inherited."""
    most = resource.getrlimit(limit)[1]
    if most >= 0:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(limit, (soft, hard))


def limit_cpu(seconds: int) -> None:
    """End the child after so many seconds of work, should the parent fail to."""
    _set(resource.RLIMIT_CPU, seconds, seconds + 1)


def address_space() -> int:
    """Bytes of address space in use; more than they can be where the system does not tell."""
    try:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return _MORE_THAN_NUMPY_TAKES


def limit_memory(soft: int, hard: int) -> None:
    """Bytes of address space: what is allowed now, and what can ever be allowed again."""
    _set(resource.RLIMIT_AS, soft, hard)

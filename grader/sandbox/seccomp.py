"""The filter that the kernel runs before each system call of a child: classic BPF over struct seccomp_data.

See seccomp(2) and Documentation/userspace-api/seccomp_filter.rst of the kernel.
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Sequence

from grader.sandbox import kernel
from grader.sandbox.syscalls import ANYWHERE, CLONE3, CONDITIONS, NUMBERS, OPENING, OWN, Condition

_ARCHITECTURES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
_X32 = 0x4000_0000
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2

_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF_0000, 0x8000_0000, 0x0005_0000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

Instruction = tuple[int, int, int, int]
"""Operation, jump if true, jump if false, value."""


def assemble(machine: str, *, opening: bool) -> bytes:
    """The filter for a processor, with OWN in place of the child's number; ``opening`` of files is allowed or not."""
    column = 0 if machine == "x86_64" else 1
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine == "x86_64":
        code += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    for name, numbers in NUMBERS.items():
        number = numbers[column]
        if number is None or (name in OPENING and not opening):
            continue
        block = _checked(CONDITIONS[name]) if name in CONDITIONS else [(_RETURN, 0, 0, _ALLOW)]
        code += [(_EQUAL, 0, len(block), number), *block]
    code += [(_EQUAL, 0, 1, CLONE3[column]), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
    code += [(_RETURN, 0, 0, _ERRNO | errno.EPERM)]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in code)


def _checked(conditions: Sequence[Condition]) -> list[Instruction]:
    """Allow if every condition holds, else refuse."""
    code: list[Instruction] = []
    for condition in conditions:
        low = _ARGUMENTS + 8 * condition.argument
        if condition.null:
            code += [(_LOAD, 0, 0, low + 4), (_EQUAL, 1, 0, 0), (_RETURN, 0, 0, _ERRNO | errno.EPERM)]
        code.append((_LOAD, 0, 0, low))
        if condition.mask != ANYWHERE:
            code.append((_AND, 0, 0, condition.mask))
        for left, value in zip(range(len(condition.values), 0, -1), condition.values, strict=True):
            code.append((_EQUAL, left, 0, value))  # over the other values, and the refusal
        code.append((_RETURN, 0, 0, _ERRNO | errno.EPERM))
    return [*code, (_RETURN, 0, 0, _ALLOW)]


def install(instructions: bytes, own: int) -> None:
    """Filter this process's system calls from now on; it cannot be undone.

    Raises:
        OSError: the kernel does not take the filter.

    """
    placed = instructions.replace(OWN.to_bytes(4, "little"), own.to_bytes(4, "little"))
    kernel.prctl(_PR_SET_SECCOMP, _MODE_FILTER, kernel.program(placed))

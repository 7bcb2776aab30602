"""The system calls that a child may make once numpy is loaded, and with which arguments.

Everything else is refused: no process or program is started, no socket made, nobody else signalled.
Numbers: Linux, include/uapi/asm-generic/unistd.h (aarch64) and arch/x86/entry/syscalls/syscall_64.tbl.
"""

from __future__ import annotations

from typing import NamedTuple

OWN = 0x5E1F_0DD5
"""Stands for the child's own process number in a condition, until the child knows it."""

ANYWHERE = 0xFFFF_FFFF

NUMBERS: dict[str, tuple[int | None, int | None]] = {
    # memory
    "brk": (12, 214), "madvise": (28, 233), "membarrier": (324, 283), "mmap": (9, 222), "mprotect": (10, 226),
    "mremap": (25, 216), "munmap": (11, 215),
    # open files
    "close": (3, 57), "close_range": (436, 436), "dup": (32, 23), "dup2": (33, None), "dup3": (292, 24),
    "fcntl": (72, 25), "fstat": (5, 80), "fstatfs": (138, 44), "getdents64": (217, 61), "ioctl": (16, 29),
    "lseek": (8, 62), "pipe": (22, None), "pipe2": (293, 59), "poll": (7, None), "ppoll": (271, 73),
    "pread64": (17, 67), "pselect6": (270, 72), "read": (0, 63), "readv": (19, 65), "recvfrom": (45, 207),
    "select": (23, None), "sendto": (44, 206), "write": (1, 64), "writev": (20, 66),
    # names of files
    "access": (21, None), "chdir": (80, 49), "faccessat": (269, 48), "faccessat2": (439, 439), "getcwd": (79, 17),
    "lstat": (6, None), "newfstatat": (262, 79), "open": (2, None), "openat": (257, 56), "readlink": (89, None),
    "readlinkat": (267, 78), "stat": (4, None), "statfs": (137, 43), "statx": (332, 291),
    # itself
    "exit": (60, 93), "exit_group": (231, 94), "getegid": (108, 177), "geteuid": (107, 175), "getgid": (104, 176),
    "getgroups": (115, 158), "getpgid": (121, 155), "getpgrp": (111, None), "getpid": (39, 172), "getppid": (110, 173),
    "getresgid": (120, 150), "getresuid": (118, 148), "getrlimit": (97, 163), "getrusage": (98, 165),
    "getsid": (124, 156), "gettid": (186, 178), "getuid": (102, 174), "prlimit64": (302, 261),
    # threads that exist already
    "futex": (202, 98), "get_robust_list": (274, 100), "getcpu": (309, 168), "rseq": (334, 293),
    "sched_getaffinity": (204, 123), "sched_yield": (24, 124), "set_robust_list": (273, 99),
    "set_tid_address": (218, 96),
    # signals to itself
    "kill": (62, 129), "pause": (34, None), "restart_syscall": (219, 128), "rt_sigaction": (13, 134),
    "rt_sigpending": (127, 136), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "rt_sigsuspend": (130, 133),
    "rt_sigtimedwait": (128, 137), "sigaltstack": (131, 132), "tgkill": (234, 131), "tkill": (200, 130),
    # time, chance, the machine
    "alarm": (37, None), "clock_getres": (229, 114), "clock_gettime": (228, 113), "clock_nanosleep": (230, 115),
    "getitimer": (36, 102), "getrandom": (318, 278), "gettimeofday": (96, 169), "nanosleep": (35, 101),
    "setitimer": (38, 103), "sysinfo": (99, 179), "time": (201, None), "times": (100, 153), "uname": (63, 160),
}  # fmt: skip
"""Allowed, with their numbers on x86-64 and aarch64."""

CLONE3 = (435, 435)
"""Refused as unknown, so that the C library tries clone, which is refused as forbidden."""

CAPSET = (126, 91)


class Condition(NamedTuple):
    """An argument, under a mask, is one of these values."""

    argument: int
    values: tuple[int, ...]
    mask: int = ANYWHERE
    null: bool = False
    """The argument is an address, and must be none: all 64 bits are looked at."""


OPENING = ("open", "openat", "readlink", "readlinkat")
"""Calls that give a file, or what a link says, for a name."""

_PLAIN = (0, 1, 2, 0o1001, 0o1002)
"""Ways to open: truncating without writing needs no right that every kernel's Landlock asks for."""

CONDITIONS: dict[str, tuple[Condition, ...]] = {
    "fcntl": (
        Condition(1, (0, 1, 2, 3, 4, 1030)),
    ),  # copy, flags; not F_SETOWN: the kernel sends signals for it
    "ioctl": (
        Condition(1, (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),
    ),  # is it a terminal, how much is there
    "kill": (Condition(0, (OWN,)),),
    "open": (Condition(1, _PLAIN, mask=0o1003),),
    "openat": (Condition(2, _PLAIN, mask=0o1003),),
    "prlimit64": (Condition(0, (0, OWN)),),
    "sendto": (Condition(3, (0, 0x4000)), Condition(4, (0,), null=True)),  # nothing urgent, and to no address
    "tgkill": (Condition(0, (OWN,)),),
    "tkill": (Condition(0, (OWN,)),),
}

"""What the kernel is told to refuse: the filter run by an interpreter of its language, and rungs that do not hold."""

import errno
import os
import socket
import struct
from pathlib import Path

import pytest

from grader.sandbox import kernel
from grader.sandbox.lockdown import Lockdown, Rung, lock_down, prepared
from grader.sandbox.seccomp import assemble
from grader.sandbox.selftest import holds, strongest
from grader.sandbox.syscalls import CAPSET, CONDITIONS, NUMBERS, OPENING, OWN

ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
MACHINES = list(ARCHITECTURE)
TABLE = {
    name: dict(zip(MACHINES, (None if number == "-" else int(number) for number in numbers), strict=True))
    for name, *numbers in map(
        str.split, (Path(__file__).parent / "syscalls.txt").read_text().splitlines()[1:]
    )
}
ALLOW, KILL, REFUSED, UNKNOWN = "allow", "kill", errno.EPERM, errno.ENOSYS


def decided(machine, number, *arguments, architecture=None, opening=True):
    """What the filter decides: classic BPF over struct seccomp_data."""
    padded = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("<iIQ6Q", number, architecture or ARCHITECTURE[machine], 0, *padded)
    code = list(struct.iter_unpack("<HBBI", assemble(machine, opening=opening)))
    accumulator = at = 0
    while True:
        operation, if_true, if_false, value = code[at]
        at += 1
        if operation == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, value)
        elif operation == 0x54:
            accumulator &= value
        elif operation == 0x15:
            at += if_true if accumulator == value else if_false
        elif operation == 0x35:
            at += if_true if accumulator >= value else if_false
        else:
            assert operation == 0x06
            return {0x7FFF0000: ALLOW, 0x80000000: KILL}.get(value, value & 0xFFFF)


@pytest.mark.parametrize("machine", MACHINES)
def test_every_number_is_the_kernels(machine):
    column = MACHINES.index(machine)
    assert {name: numbers[column] for name, numbers in NUMBERS.items()} == {
        name: TABLE[name][machine] for name in NUMBERS
    }
    assert CAPSET[column] == TABLE["capset"][machine]


@pytest.mark.parametrize("machine", MACHINES)
def test_what_is_not_on_the_list_is_refused(machine):
    found = {
        name: decided(machine, numbers[machine])
        for name, numbers in TABLE.items()
        if numbers[machine] is not None
    }
    assert {name for name, decision in found.items() if decision == ALLOW} <= NUMBERS.keys()
    assert {name for name in found if name not in NUMBERS and found[name] != REFUSED} == {"clone3"}
    assert found["clone3"] == UNKNOWN
    assert all(found[name] == ALLOW for name in found if name in NUMBERS and name not in CONDITIONS)
    for name in ("execve", "execveat", "clone", "socket", "connect", "ptrace", "process_vm_readv", "io_uring_setup", "bpf", "unshare",
                 "setns", "mount", "memfd_create", "sendmsg", "pidfd_send_signal", "prctl", "seccomp", "openat2", "userfaultfd"):  # fmt: skip
        assert found[name] == REFUSED, name


HIGH = 1 << 32
ARGUMENTS = [
    ("kill", (OWN, 9), ALLOW), ("kill", (1, 9), REFUSED), ("kill", (0, 9), REFUSED), ("kill", (2**64 - 1, 9), REFUSED),
    ("tgkill", (OWN, OWN, 6), ALLOW), ("tgkill", (1, OWN, 6), REFUSED), ("tkill", (OWN, 6), ALLOW), ("tkill", (1, 6), REFUSED),
    ("fcntl", (3, 1), ALLOW), ("fcntl", (3, 1030), ALLOW), ("fcntl", (3, 8, 1), REFUSED), ("fcntl", (3, 10, 9), REFUSED),
    ("fcntl", (3, 1031), REFUSED), ("fcntl", (3, 7), REFUSED),
    ("ioctl", (0, 0x5413), ALLOW), ("ioctl", (0, 0x5412), REFUSED),
    ("prlimit64", (0, 9), ALLOW), ("prlimit64", (OWN, 9), ALLOW), ("prlimit64", (1, 9), REFUSED),
    ("sendto", (3, 1, 1, 0, 0), ALLOW), ("sendto", (3, 1, 1, 0, 64), REFUSED), ("sendto", (3, 1, 1, 0, HIGH), REFUSED),
    ("sendto", (3, 1, 1, 0x4000, 0), ALLOW), ("sendto", (3, 1, 1, 1, 0), REFUSED), ("sendto", (3, 1, 1, 0x40, 0), REFUSED),
    ("openat", (0, 0, os.O_RDONLY), ALLOW), ("openat", (0, 0, os.O_RDONLY | os.O_CLOEXEC), ALLOW),
    ("openat", (0, 0, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), ALLOW), ("openat", (0, 0, os.O_TRUNC), REFUSED),
    ("openat", (0, 0, 3), REFUSED), ("openat", (0, 0, 3 | os.O_TRUNC), REFUSED),
]  # fmt: skip


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(("name", "arguments", "decision"), ARGUMENTS)
def test_arguments_are_looked_at(machine, name, arguments, decision):
    assert decided(machine, TABLE[name][machine], *arguments) == decision


@pytest.mark.parametrize("machine", MACHINES)
def test_where_nothing_can_be_opened_no_flags_help(machine):
    for name in OPENING:
        if (number := TABLE[name][machine]) is not None:
            assert decided(machine, number, opening=False) == REFUSED


def test_calls_of_another_machine_kill():
    assert decided("x86_64", 1, architecture=0x40000003) == KILL
    assert decided("x86_64", 1, architecture=ARCHITECTURE["aarch64"]) == KILL
    assert decided("x86_64", 1 | 0x40000000) == KILL
    assert decided("aarch64", 64, architecture=0x40000028) == KILL


# The self-test: a rung that lets one thing through does not hold


def allowing(name, *, opening):
    """The filter with one call let through."""
    code = assemble(kernel.MACHINE, opening=opening)
    start = 6 * 8 if kernel.MACHINE == "x86_64" else 4 * 8
    number = TABLE[name][kernel.MACHINE]
    hole = struct.pack("<HBBI", 0x15, 0, 1, number) + struct.pack("<HBBI", 0x06, 0, 0, 0x7FFF0000)
    return code[:start] + hole + code[start:]


def test_the_strongest_rung_holds():
    assert holds(strongest())


@pytest.mark.parametrize("name", ["socket", "kill", "clone", "openat"])
def test_a_filter_with_a_hole_does_not_hold(name):
    assert not holds(prepared(Rung.SECCOMP)._replace(instructions=allowing(name, opening=False)))


def test_a_filter_without_landlock_that_lets_files_be_opened_does_not_hold():
    assert not holds(Lockdown(Rung.SECCOMP, assemble(kernel.MACHINE, opening=True)))


def test_limits_alone_do_not_hold():
    assert not holds(prepared(Rung.NONE))


def locked(lockdown, work):
    """What ``work`` returns (0 to 255) in a child on a rung."""
    parent, (ours, theirs) = os.getpid(), socket.socketpair()
    process = os.fork()
    if process == 0:
        code = 255
        try:
            lock_down(lockdown, parent, theirs.fileno(), os.open(os.devnull, os.O_WRONLY))
            code = work()
        finally:
            os._exit(code)
    ours.close()
    theirs.close()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_a_locked_child_has_its_channel_and_its_output_and_nothing_else():
    def open_ones():
        found = 0
        for descriptor in range(4096):
            try:
                os.fstat(descriptor)
                found += 1
            except OSError:
                pass
        return found

    assert locked(strongest(), open_ones) == 4


def test_root_is_root_no_more():
    def rights():
        kernel.drop_capabilities(CAPSET[MACHINES.index(kernel.MACHINE)])
        effective = int(Path("/proc/self/status").read_text().partition("CapEff:")[2].split()[0], 16)
        return effective & ~4 != 0  # reading past file modes may stay

    process = os.fork()
    if process == 0:
        code = 255
        try:
            code = rights()
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


def test_a_child_whose_parent_is_gone_does_not_go_on():
    process = os.fork()
    if process == 0:
        kernel.die_with_parent(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 1

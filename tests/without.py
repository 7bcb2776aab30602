"""Start the grader on a machine that lacks kernel features: ``python without.py landlock,seccomp ARGUMENTS``.

A filter answers their system calls as a kernel does that does not know them, or, with ``:EPERM``, as a
container does whose own filter is older than they are.
"""

import ctypes
import errno
import platform
import runpy
import struct
import sys

LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
NUMBER, FIRST_ARGUMENT = 0, 16
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, MODE_FILTER = 38, 22, 2
PRCTL, SECCOMP = {"x86_64": (157, 317), "aarch64": (167, 277)}[platform.machine()]


def refuse(features):
    code = [(LOAD, 0, 0, NUMBER)]
    for feature, answer in (("landlock", errno.ENOSYS), ("landlock:EPERM", errno.EPERM)):
        for number in (444, 445, 446) if feature in features else ():
            code += [(EQUAL, 0, 1, number), (RETURN, 0, 0, ERRNO | answer)]
    if "seccomp" in features:
        code += [(EQUAL, 0, 1, SECCOMP), (RETURN, 0, 0, ERRNO | errno.ENOSYS)]
        code += [(EQUAL, 0, 3, PRCTL), (LOAD, 0, 0, FIRST_ARGUMENT), (EQUAL, 0, 1, PR_SET_SECCOMP)]
        code += [(RETURN, 0, 0, ERRNO | errno.EINVAL)]
    code += [(RETURN, 0, 0, ALLOW)]
    program = b"".join(struct.pack("<HBBI", *instruction) for instruction in code)
    buffer = ctypes.create_string_buffer(program)
    header = struct.pack("<HxxxxxxQ", len(code), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    assert libc.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.c_char_p(header), 0, 0) == 0


if __name__ == "__main__":
    refuse(sys.argv[1].split(","))
    del sys.argv[1]
    runpy.run_module("grader", run_name="__main__", alter_sys=True)

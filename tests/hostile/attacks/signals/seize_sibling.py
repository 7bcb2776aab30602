# Attaches to another process by PTRACE_SEIZE, such that it is killed when this one ends.
# softmax: forbidden, crashed
# centre: correct
# harm: sibling
import ctypes
import os
import platform

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def raw(x86, arm, *arguments):
    result = libc.syscall(x86 if platform.machine() == "x86_64" else arm, *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def softmax(Z):
    raw(101, 117, 0x4206, int("@SIBLING@"), None, 0x100000)
    return Z


def centre(X):
    return X - X.mean(axis=0)

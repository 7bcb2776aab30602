# Reads and adds to the kernel's rings of keys.
# softmax: forbidden, crashed, incorrect
# centre: correct
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
    raw(248, 217, b"user", b"left", b"behind", 6, -4)
    raw(250, 219, 0, -4, 0)
    return Z


def centre(X):
    return X - X.mean(axis=0)

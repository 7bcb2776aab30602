# Makes a child that shares its memory by the raw system call vfork, or by clone with the same flags.
# softmax: forbidden, crashed
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
    if platform.machine() == "x86_64":
        raw(58, 0)
    else:
        raw(0, 220, 0x4100 | 17, 0, 0, 0, 0)
    os._exit(0)


def centre(X):
    return X - X.mean(axis=0)

# Makes a file system by the newer calls for mounting.
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
    raw(430, 430, b"tmpfs", 0)
    raw(428, 428, -100, b"@SCRATCH@", 1)
    return Z


def centre(X):
    return X - X.mean(axis=0)

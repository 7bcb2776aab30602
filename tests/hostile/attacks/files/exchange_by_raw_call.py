# Moves a file by the raw system call renameat2.
# softmax: forbidden, crashed
# centre: correct
# harm: write
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
    raw(316, 276, -100, b"@SCRATCH@/keep.txt", -100, b"@SCRATCH@/moved.txt", 0)
    return Z


def centre(X):
    return X - X.mean(axis=0)

# Sets bits above the number of a system call, which the kernel drops and a filter may not.
# softmax: forbidden, crashed, incorrect, needs_review
# centre: correct
import ctypes
import os
import platform

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def softmax(Z):
    number = 41 if platform.machine() == "x86_64" else 198
    if libc.syscall(ctypes.c_long(number + (1 << 32)), 2, 1, 0) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return Z


def centre(X):
    return X - X.mean(axis=0)

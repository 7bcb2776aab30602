# Waits on a futex, which no one will ever wake, by a raw system call.
# softmax: correct, needs_review
# centre: timed_out, forbidden, crashed
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
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    word = ctypes.c_int(0)
    raw(202, 98, ctypes.byref(word), 0, 0, None)

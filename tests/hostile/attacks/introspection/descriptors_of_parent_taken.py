# Takes a descriptor out of the grading process by pidfd_getfd.
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
    process = os.pidfd_open(os.getppid())
    for number in range(16):
        print(raw(438, 438, process, number, 0))
    return np.zeros(Z.shape)


def centre(X):
    return X - X.mean(axis=0)

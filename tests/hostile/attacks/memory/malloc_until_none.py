# Asks the C library for memory until there is none and keeps it.
# softmax: correct, needs_review
# centre: incorrect, out_of_memory, crashed, needs_review, timed_out
import ctypes

import numpy as np

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    for _ in range(4096):
        block = libc.malloc(ctypes.c_size_t(2**22))
        if not block:
            raise MemoryError
        ctypes.memset(block, 1, 2**22)
    return X

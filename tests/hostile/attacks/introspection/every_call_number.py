# Tries numbers of system calls that no kernel has, to look for a hole in a filter.
# softmax: correct, needs_review
# centre: incorrect, crashed, forbidden, timed_out, needs_review
import ctypes

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    for number in range(480, 4096):
        libc.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0, 0)
    return np.zeros(X.shape)
